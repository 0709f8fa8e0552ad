"""A round: units × raters under one style, with everything that is fixed beforehand."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from coding.models.study import Member, Study, Unit

ASSIGNMENT_STATES = [("untouched", "untouched"), ("draft", "draft"), ("submitted", "submitted")]


class Round(models.Model):
    """Units coded by raters under one style. What the plan says cannot change once the round is open."""

    class Style(models.TextChoices):
        OPEN = "open"
        SHARED = "shared"
        CLOSED = "closed"

    class State(models.TextChoices):
        PLANNED = "planned"
        OPEN = "open"
        CLOSED = "closed"
        SETTLED = "settled"

    class Settling(models.TextChoices):
        FINAL_RATER = "final_rater"
        DISCUSSION = "discussion"
        DISCUSSION_THEN_FINAL_RATER = "discussion_then_final_rater"

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    style = models.CharField(max_length=10, choices=Style)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    several_codes = models.BooleanField(default=False)  # may a unit have more than one code?
    show_classifications = models.BooleanField(default=False)  # severity, CVSS and CWE while coding
    primary_statistic = models.CharField(max_length=40)
    threshold = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    settling = models.CharField(max_length=30, choices=Settling, default=Settling.FINAL_RATER)
    final_rater = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    codebook_version = models.ForeignKey(
        "coding.CodebookVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="rounds"
    )  # the frozen one that a closed round codes with
    seed = models.PositiveIntegerField()  # of the bootstrap
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="round_number_once"),
            models.UniqueConstraint(fields=["study"], condition=Q(state="open"), name="one_open_round"),
            models.CheckConstraint(
                name="round_times_follow_its_state",
                condition=Q(state="planned", opened_at__isnull=True, closed_at__isnull=True, settled_at__isnull=True)
                | Q(state="open", opened_at__isnull=False, closed_at__isnull=True, settled_at__isnull=True)
                | Q(
                    state="closed",
                    opened_at__isnull=False,
                    closed_at__isnull=False,
                    settled_at__isnull=True,
                )
                | Q(
                    state="settled",
                    opened_at__isnull=False,
                    closed_at__isnull=False,
                    settled_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                condition=Q(threshold__isnull=True) | Q(threshold__gte=-1, threshold__lte=1),
                name="threshold_is_a_coefficient",
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"

    @property
    def sealed(self) -> bool:
        return self.state in {self.State.PLANNED, self.State.OPEN}


class Assignment(models.Model):
    """This rater codes this unit in this round."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assignments")
    rater = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")

    class Meta:
        ordering = ["unit__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "rater", "unit"], name="assigned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rater}, unit {self.unit_id}, round {self.round_id}"
