"""A study: one question over one sample, its members and its units."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from advisories.models import Document, Screening
from coding.dataset.imported_metadata import imported_metadata

ROLES = ("lead", "rater", "adjudicator", "viewer")


class Study(models.Model):
    """One research question over one sample of units."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    question = models.TextField(blank=True)
    # Shown wherever results of this study show, as for the demo's constructed labels.
    notice = models.TextField(blank=True)
    # Under which others may use the released data: an SPDX identifier, or empty while it is not stated.
    data_licence = models.CharField(
        max_length=60, blank=True, default="", validators=[RegexValidator(r"^[A-Za-z0-9.+-]+\Z")]
    )
    # How the sample was drawn, in a sentence: filter, order, seed.
    sampling_description = models.TextField(blank=True)
    # The same as values, to draw it again: filter, size, seed, strata, and the counts that led to it.
    sampling_plan = models.JSONField(default=dict, blank=True)
    screening = models.OneToOneField(
        Screening, on_delete=models.PROTECT, null=True, blank=True, related_name="study"
    )  # which projects were let in, and why
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "studies"

    def __str__(self) -> str:
        return self.title


class Member(models.Model):
    """A person in a study. `user` is null for a rater whose codings came from a file."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    name = models.CharField(max_length=150)
    is_lead = models.BooleanField(default=False)
    is_rater = models.BooleanField(default=False)
    is_adjudicator = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["study", "name"], name="member_name_once"),
            models.UniqueConstraint(
                fields=["study", "user"], condition=Q(user__isnull=False), name="user_once_in_study"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def roles(self) -> list[str]:
        """The member's roles; somebody without any of the working ones is a viewer."""
        held = [role for role in ROLES[:3] if getattr(self, f"is_{role}")]
        return held or ["viewer"]


class Unit(models.Model):
    """One document in a study's sample, numbered 1..N."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="units")
    number = models.PositiveIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="units")
    # Of a unit that came with a project file: {"name", "values": [[variable, type, value]]}, see `unit_facts`.
    imported_metadata = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="unit_number_once"),
            models.UniqueConstraint(fields=["study", "document"], name="document_once_in_sample"),
            models.CheckConstraint(condition=Q(number__gte=1), name="unit_numbers_from_one"),
        ]

    def __str__(self) -> str:
        return f"Unit {self.number}"

    @property
    def identifier(self) -> str:
        """The advisory's key, or the name of the text in the project file that it came with."""
        advisory = self.document.advisory
        return advisory.key if advisory else imported_metadata(self.imported_metadata).identifier
