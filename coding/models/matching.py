"""Matching: the mapping of private codes onto shared codes, made once a round is unsealed."""

from __future__ import annotations

from django.db import models

from coding.dataset import limits
from coding.models.codebook import Code
from coding.models.round import Round
from coding.models.study import Member


class Matching(models.Model):
    """The matching of a round in open coding. It can be changed until it is confirmed."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="matching")
    revision = models.PositiveIntegerField(default=1)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"Matching of {self.round}"


class MatchingPair(models.Model):
    """One private code and the label of the shared code it means; `target` is set on confirmation."""

    matching = models.ForeignKey(Matching, on_delete=models.PROTECT, related_name="pairs")
    code = models.OneToOneField(Code, on_delete=models.PROTECT, related_name="pair")
    target_label = models.CharField(max_length=limits.LABEL)
    target = models.ForeignKey(Code, on_delete=models.PROTECT, null=True, blank=True, related_name="matched_from")
    reason = models.TextField(blank=True)
    matched_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    matched_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(target_label=""), name="pair_has_a_label")]

    def __str__(self) -> str:
        return f"{self.code} = {self.target_label}"
