"""Imports and their reports."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from advisories.models.corpus import Corpus
from advisories.models.job import Job
from advisories.models.project import Project


class ImportRun(models.Model):
    """One import and its report. Counts are of source records; `problems` lists the rejected ones.

    `remarks` lists stored records of which something could not be used. An undone import stays in the log.
    """

    class Kind(models.TextChoices):
        FILES = "files"
        GITHUB = "github"
        OSV = "osv"

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="imports")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="import_run")
    source = models.CharField(max_length=500)  # names of the uploaded files, or the paths
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FILES)
    format = models.CharField(max_length=20, default="auto")
    # For tables: fact -> column, as requested; {} to recognise columns by their names.
    columns = models.JSONField(default=dict)
    # For live sources: the query, and the position at which to resume (next page, ETag …).
    query = models.JSONField(default=dict)
    position = models.JSONField(default=dict)
    # For tables: the name below which rows without a global identifier are known; by default that of the file.
    table_source = models.CharField(max_length=60, blank=True, default="")
    replaces = models.BooleanField(default=False)  # whether rows of tables may differ from the known ones
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    apart = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    # Rows of lists of facts about CVEs: about an advisory of the corpus, and about none.
    matched = models.PositiveIntegerField(default=0)
    not_in_corpus = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)  # [{"source", "reason"}]
    remarks = models.JSONField(default=list)  # [{"source", "remark"}]
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    removed = models.PositiveIntegerField(default=0)  # advisories that the undoing removed

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} ({self.started_at:%Y-%m-%d %H:%M})"
