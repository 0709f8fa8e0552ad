"""Corpora: named sets of advisories and projects, shared or of one study."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Corpus(models.Model):
    """A set of advisories, identifiers, records, projects and imports. Nothing crosses from one corpus to another.

    A shared corpus has a slug, a name and maintainers, who import into it. The corpus of a study has none of them: the
    study refers to it, and its leads import into it.
    """

    slug = models.SlugField(max_length=80, blank=True)
    name = models.CharField(max_length=120, blank=True)
    shared = models.BooleanField(default=False)
    maintainers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="maintained_corpora")
    # Raised by every change that no import makes, so that what is in memory is loaded again.
    changes = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "corpora"
        constraints = [
            models.UniqueConstraint(fields=["slug"], condition=Q(shared=True), name="shared_corpus_slug_once"),
            models.UniqueConstraint(fields=["name"], condition=Q(shared=True), name="shared_corpus_name_once"),
            models.CheckConstraint(
                condition=(Q(shared=True) & ~Q(slug="") & ~Q(name="")) | Q(shared=False, slug="", name=""),
                name="shared_corpus_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "The corpus of a study"
