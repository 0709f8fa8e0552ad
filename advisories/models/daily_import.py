"""Imports that are repeated every day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from advisories.models.corpus import Corpus
from advisories.models.import_run import ImportRun


class DailyImport(models.Model):
    """A query to a live source that keeps a shared corpus current: the worker repeats its import every day.

    One that a maintainer stopped stays, because imports of the log belong to it.
    """

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="daily_imports")
    kind = models.CharField(max_length=10, choices=ImportRun.Kind)
    query = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    last_import = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[ImportRun.Kind.GITHUB, ImportRun.Kind.OSV]), name="daily_import_of_a_live_source"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_by=None) | Q(stopped_at__isnull=False, stopped_by__isnull=False),
                name="daily_import_stopped_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} every day into {self.corpus}"
