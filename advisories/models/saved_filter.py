"""Saved filters of the corpus."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from advisories.models.corpus import Corpus


class SavedFilter(models.Model):
    """A user's named filter of a corpus. `query` contains the validated parameters of `AdvisoryFilter`."""

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_filters")
    name = models.CharField(max_length=120)
    query = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "corpus", "name"], name="filter_name_once")]

    def __str__(self) -> str:
        return self.name
