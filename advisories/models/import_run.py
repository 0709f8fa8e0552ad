"""One import: who brought what, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from advisories.models.advisory import Project
from advisories.models.job import Job


class ImportRun(models.Model):
    """The report of one import. Counts are of source records; problems list every rejected one."""

    class Kind(models.TextChoices):
        FILES = "files"
        GITHUB = "github"
        OSV = "osv"

    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="import_run")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    source = models.CharField(max_length=500)  # the file name as uploaded, or the paths as given
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FILES)
    format = models.CharField(max_length=20, default="auto")
    # Of a table: fact -> the column that holds it, as asked for in the page; {} to know columns by their names.
    columns = models.JSONField(default=dict)
    # Of a live source: what was asked for, and how far it came (next page, ETag …), so that it can go on.
    query = models.JSONField(default=dict)
    position = models.JSONField(default=dict)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)  # [{"source", "reason"}]

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} ({self.started_at:%Y-%m-%d %H:%M})"
