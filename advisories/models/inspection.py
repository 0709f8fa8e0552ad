"""Snapshots of inspected projects, their evidence, and the items of inspection jobs."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from advisories.models.document import Document
from advisories.models.job import Job
from advisories.models.project import Project


class Snapshot(models.Model):
    """A project at a commit, as one version of the rules read it. The database refuses to change or delete a row.

    `number` counts the snapshots of a project, from 1. `commit` and `branch` are "" where there is no history.
    """

    class Source(models.TextChoices):
        CLONE = "clone"
        ARCHIVE = "archive"
        FOLDER = "folder"
        ADDRESS = "address"
        SCORECARD = "scorecard"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    address = models.CharField(max_length=500, blank=True)  # normalised
    source = models.CharField(max_length=10, choices=Source)
    commit = models.CharField(max_length=64, blank=True)
    committed_at = models.DateTimeField(null=True)
    branch = models.TextField(blank=True)
    files = models.PositiveIntegerField(default=0)
    files_read = models.PositiveIntegerField(default=0)
    bytes_read = models.PositiveBigIntegerField(default=0)
    history = models.JSONField(default=dict)  # {"commits", "complete", "reason"}
    submodules = models.JSONField(default=list)  # [path, …]
    problems = models.JSONField(default=list)  # [{"path", "reason"}]
    suggestions = models.JSONField(default=dict)  # activity → {"suggestion", "reason", "evidence": [number, …]}
    rules = models.CharField(max_length=20)  # version of the probes
    ossfuzz = models.CharField(max_length=20, blank=True)  # date of the list of OSS-Fuzz
    sha256 = models.CharField(max_length=64)  # of the JSON report
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="snapshot")
    inspected_at = models.DateTimeField()

    class Meta:
        ordering = ["project", "number"]
        indexes = [models.Index(fields=["project", "commit", "rules"])]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="snapshot_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="snapshot_number_from_1"),
            models.CheckConstraint(
                condition=Q(source__in=["clone", "archive", "folder", "address", "scorecard"]),
                name="snapshot_source_known",
            ),
            models.CheckConstraint(condition=~Q(rules=""), name="snapshot_names_its_rules"),
        ]

    def __str__(self) -> str:
        return f"{self.project}: snapshot {self.number}"


class Evidence(models.Model):
    """A probe's answer, with what shows it. The database refuses to change or delete a row.

    `number` counts the evidence of a snapshot in the order of activity, probe, path and line, from 1. `path` is ""
    where there is no file. `start` and `end` are its stretch of the document's text, in code points, and null where
    the document does not show it.
    """

    class Outcome(models.TextChoices):
        TRUE = "true"
        FALSE = "false"
        NOT_AVAILABLE = "not available"
        NOT_APPLICABLE = "not applicable"

    class State(models.TextChoices):
        ENABLED = "enabled"
        DISABLED = "disabled"
        STALE = "stale"
        OUTSIDE = "outside"
        NOT_ON_CHANGES = "not on changes"
        HINT = "hint"

    class Source(models.TextChoices):
        CLONE = "clone"
        SCORECARD = "scorecard"
        SCORECARD_PROBE = "scorecard_probe"

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveIntegerField()
    activity = models.CharField(max_length=40)
    probe = models.CharField(max_length=60)
    outcome = models.CharField(max_length=14, choices=Outcome)
    reason = models.TextField(blank=True)
    path = models.TextField(blank=True)
    line = models.PositiveIntegerField(null=True)
    line_end = models.PositiveIntegerField(null=True)
    excerpt = models.TextField(blank=True)
    tool = models.TextField(blank=True)
    scope = models.TextField(blank=True)
    state = models.CharField(max_length=14, choices=State, default=State.ENABLED)
    values = models.JSONField(default=dict)
    source = models.CharField(max_length=15, choices=Source, default=Source.CLONE)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["snapshot", "number"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "number"], name="evidence_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="evidence_number_from_1"),
            models.CheckConstraint(
                condition=Q(outcome__in=["true", "false", "not available", "not applicable"]),
                name="evidence_outcome_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="true") | ~Q(reason=""), name="evidence_has_a_reason_unless_true"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["enabled", "disabled", "stale", "outside", "not on changes", "hint"]),
                name="evidence_state_known",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["clone", "scorecard", "scorecard_probe"]), name="evidence_source_known"
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end__gte=F("start")),
                name="evidence_stretch_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Evidence {self.number}"


class InspectionItem(models.Model):
    """One project of an inspection job: an address or an upload, and what became of it.

    An upload of several results of OpenSSF Scorecard becomes one item per result. `part` numbers them, from 0.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        UNCHANGED = "unchanged"
        FAILED = "failed"

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="inspection_items")
    number = models.PositiveIntegerField()  # position in the request, from 1
    part = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=500, blank=True)
    commit = models.CharField(max_length=64, blank=True)
    upload = models.PositiveBigIntegerField(null=True)  # no foreign key, because uploads are removed
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(blank=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["job", "number", "part"]
        constraints = [
            models.UniqueConstraint(fields=["job", "number", "part"], name="inspection_item_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "unchanged", "failed"]),
                name="inspection_item_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "unchanged"], snapshot__isnull=False)
                | Q(state__in=["waiting", "running", "failed"], snapshot__isnull=True),
                name="inspected_item_has_a_snapshot",
            ),
            models.CheckConstraint(condition=~Q(state="failed", reason=""), name="failed_item_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.address}: {self.state}"
