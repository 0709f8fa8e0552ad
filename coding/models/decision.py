"""Disagreements and decisions. They are stored next to codings and never replace them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from coding.models.codebook import Code
from coding.models.coding import Coding
from coding.models.round import Round
from coding.models.study import Member, Unit


class Disagreement(models.Model):
    """A unit whose raters' answers differ, or of which no rater could tell. It remains stored once it is decided."""

    class Kind(models.TextChoices):
        DIFFERENT = "different"  # no code in common
        OVERLAP = "overlap"  # some codes in common, some not
        ABSTAINED = "abstained"  # a rater gave a no-code reason, or none could tell
        SUBSET = "subset"  # one code set contains the other

    class Status(models.TextChoices):
        OPEN = "open"
        DECIDED = "decided"
        RESOLVED_BY_MERGE = "resolved_by_merge"  # by a merge of shared codes after closing

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="disagreements")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="disagreements")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        ordering = ["unit__number"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="disagreement_once")]

    def __str__(self) -> str:
        return f"Disagreement on {self.unit}"

    @classmethod
    def status_after(cls, decision: Decision | None) -> Status:
        """Return the status that follows from the current decision on the unit."""
        if decision is None:
            return cls.Status.OPEN
        return cls.Status.DECIDED if decision.merged_code_id is None else cls.Status.RESOLVED_BY_MERGE


class Decision(models.Model):
    """The final codes of a unit or why it has none, with method, author and reason.

    A trigger refuses more codes than `code_count`. A withdrawn decision remains stored.
    """

    class Method(models.TextChoices):
        AGREED = "agreed"
        DISCUSSION = "discussion"
        FINAL_RATER = "final_rater"
        RULE = "rule"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="decisions")
    codes = models.ManyToManyField(Code, through="DecisionCode", related_name="decisions")
    code_count = models.PositiveSmallIntegerField()  # 0 with a no-code reason
    no_code_reason = models.CharField(max_length=14, choices=Coding.NoCodeReason, blank=True, default="")
    method = models.CharField(max_length=15, choices=Method)
    reason = models.TextField(blank=True)
    # The shared code whose merge resolved the disagreement; null if the decision has another cause.
    merged_code = models.ForeignKey(Code, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["unit__number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code_count__gte=1, no_code_reason="") | Q(Q(code_count=0), ~Q(no_code_reason="")),
                name="decision_has_codes_or_a_reason",
            ),
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_current_decision",
            ),
            models.CheckConstraint(
                condition=Q(merged_code__isnull=True) | Q(method="rule", decided_by__isnull=True),
                name="decision_by_merge_is_a_rule",
            ),
        ]

    def __str__(self) -> str:
        return f"Decision on {self.unit}"


class DecisionCode(models.Model):
    """One code of a decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="code_rows")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="decision_rows")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "code"], name="code_once_in_decision")]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.code_id}"


class DecisionUnclear(models.Model):
    """A code of which the decision cannot tell whether it applies. A trigger refuses one that the decision gives."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="unclear_rows")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="decision_unclear_rows")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "code"], name="unclear_once_in_decision")]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.code_id} is unclear"
