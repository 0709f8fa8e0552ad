"""Screening: the criteria, candidates and decisions by which a study selects projects."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from advisories.models.corpus import Corpus
from advisories.models.project import Project


class Screening(models.Model):
    """An ordered list of criteria for projects. A study has at most one.

    `corpus` is that of its candidates, and null before the first candidate.
    """

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Screening {self.pk}"


class Criterion(models.Model):
    """One condition that a project must meet to be included. `number` is its position, from 1."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["screening", "number"], name="criterion_number_once"),
            models.UniqueConstraint(fields=["screening", "label"], name="criterion_label_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Candidate(models.Model):
    """A project to be screened. Stored, so that later imports do not change the set of candidates."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="candidates")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="candidacies")

    class Meta:
        ordering = ["project__label"]
        constraints = [models.UniqueConstraint(fields=["screening", "project"], name="candidate_once")]

    def __str__(self) -> str:
        return str(self.project)


class ScreeningDecision(models.Model):
    """The verdict on one criterion for a project. A changed verdict is a new row, which is then current."""

    class Verdict(models.TextChoices):
        MET = "met"
        NOT_MET = "not_met"
        UNCLEAR = "unclear"

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="decisions")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="screening_decisions")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "project"], condition=models.Q(current=True), name="one_current_screening_decision"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["met", "not_met", "unclear"]), name="screening_verdict_known"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="met") | ~models.Q(reason=""), name="exclusion_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.criterion} {self.verdict}"
