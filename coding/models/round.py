"""A round: the units and raters of one style of coding, and its plan."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from coding.models.study import Member, Study, Unit

ASSIGNMENT_STATES = [("not_started", "not_started"), ("draft", "draft"), ("submitted", "submitted")]


def new_secret() -> str:
    """Return 256 random bits in hexadecimal."""
    return secrets.token_hex(32)


class Round(models.Model):
    """Units coded by raters in one style. The plan cannot change once the round is open."""

    class Style(models.TextChoices):
        OPEN = "open"
        SHARED = "shared"
        CLOSED = "closed"

    class State(models.TextChoices):
        PLANNED = "planned"
        OPEN = "open"
        CLOSED = "closed"
        SETTLED = "settled"

    class ResolutionMethod(models.TextChoices):
        FINAL_RATER = "final_rater"
        DISCUSSION = "discussion"
        DISCUSSION_THEN_FINAL_RATER = "discussion_then_final_rater"

    class Purpose(models.TextChoices):
        PILOT = "pilot"
        CALIBRATION = "calibration"
        CODING = "coding"

    class AssignmentScheme(models.TextChoices):
        ALL = "all"  # every rater codes every unit
        FIXED_NUMBER = "fixed_number"  # `raters_per_unit` raters code each unit
        OVERLAP = "overlap"  # a share of the units is coded by two raters, the rest by one

    class UnitOrder(models.TextChoices):
        FIXED = "fixed"  # the order of the sample
        RANDOM = "random"  # each rater's own, from the secret of the round

    class Suggestions(models.TextChoices):
        """When raters of projects see what the rules suggest."""

        NEVER = "never"  # until the round closes
        AFTER = "after"  # after their own answer, which is final from then on

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    style = models.CharField(max_length=10, choices=Style)
    purpose = models.CharField(max_length=11, choices=Purpose, default=Purpose.CODING)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    multi_label = models.BooleanField(default=False)  # may a unit have more than one code?
    show_classifications = models.BooleanField(default=False)  # severity, CVSS and CWE while coding
    suggestions = models.CharField(max_length=5, choices=Suggestions, default=Suggestions.NEVER)
    primary_statistic = models.CharField(max_length=40)
    threshold = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    resolution_method = models.CharField(max_length=30, choices=ResolutionMethod, default=ResolutionMethod.FINAL_RATER)
    final_rater = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    blind_adjudication = models.BooleanField(default=False)  # from the final rater, until the round is settled
    codebook_version = models.ForeignKey(
        "coding.CodebookVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="rounds"
    )  # the frozen one with which a round with a fixed codebook codes
    # [{"code", "label", "score"}] from low to high, as it was when the round opened; null if the codes had no order.
    code_order = models.JSONField(null=True, blank=True, editable=False)
    assignment_scheme = models.CharField(max_length=12, choices=AssignmentScheme, default=AssignmentScheme.ALL)
    raters_per_unit = models.PositiveIntegerField(null=True, blank=True)
    overlap_share = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)  # of units coded twice
    unit_order = models.CharField(max_length=6, choices=UnitOrder, default=UnitOrder.FIXED)
    seed = models.PositiveIntegerField()  # of the bootstrap; published
    # Key of all orders and draws that depend on a person. It never leaves the server and its backups; only
    # `coding.access.orders` reads it.
    secret = models.CharField(max_length=64, default=new_secret, editable=False)
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    discussion_ended_at = models.DateTimeField(null=True, blank=True)  # by the lead, before all raters had responded
    settled_at = models.DateTimeField(null=True, blank=True)
    # Key of the last decision before the names became known to a final rater from whom they were hidden, when the
    # round was settled for the first time. Later decisions are not blind.
    last_blind_decision = models.PositiveBigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="round_number_once"),
            models.CheckConstraint(condition=~Q(secret=""), name="round_has_a_secret"),
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
            models.CheckConstraint(
                condition=Q(assignment_scheme="all", raters_per_unit__isnull=True, overlap_share__isnull=True)
                | Q(assignment_scheme="fixed_number", raters_per_unit__gte=1, overlap_share__isnull=True)
                | Q(
                    assignment_scheme="overlap", raters_per_unit__isnull=True, overlap_share__gt=0, overlap_share__lte=1
                ),
                name="assignment_scheme_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(blind_adjudication=False) | Q(final_rater__isnull=False),
                name="blind_adjudication_has_a_final_rater",
            ),
            models.CheckConstraint(
                name="only_a_planned_discussion_ends",
                condition=Q(discussion_ended_at__isnull=True)
                | Q(resolution_method="discussion_then_final_rater", closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"

    @property
    def sealed(self) -> bool:
        return self.state in {self.State.PLANNED, self.State.OPEN}


class Assignment(models.Model):
    """One unit assigned to one rater in one round.

    A reassigned one stays on record with its draft, and no longer counts.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assignments")
    rater = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    position = models.PositiveIntegerField(default=0)  # in the rater's own order, from 1
    planned = models.BooleanField(default=True, editable=False)  # by the plan; false: from another rater since
    deferred_at = models.DateTimeField(null=True, blank=True)  # seen by the rater only
    reassigned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["unit__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "rater", "unit"], name="assigned_once"),
        ]
        indexes = [models.Index(fields=["round", "rater", "position"], name="assignment_by_position")]

    def __str__(self) -> str:
        return f"{self.rater}, unit {self.unit_id}, round {self.round_id}"
