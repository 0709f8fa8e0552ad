"""Study, members and units."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from advisories.models import Corpus, Document, Screening
from coding.dataset import limits
from coding.dataset.unit_facts import unit_facts

ROLES = ("lead", "rater", "adjudicator", "viewer")


class Study(models.Model):
    """One research question over one sample of units."""

    class Kind(models.TextChoices):
        """What a unit is: an advisory, or a project as a snapshot read it."""

        ADVISORIES = "advisories"
        PROJECTS = "projects"

    slug = models.SlugField(max_length=80, unique=True)
    # Its own corpus. Samples come from it or from shared corpora.
    corpus = models.OneToOneField(Corpus, on_delete=models.PROTECT, related_name="study")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ADVISORIES)
    title = models.CharField(max_length=limits.TITLE)
    question = models.TextField(blank=True)
    # Shown next to all results of the study, for example that the demo's labels are constructed.
    notice = models.TextField(blank=True)
    # Licence of the released data: an SPDX identifier, or empty while none is stated.
    data_licence = models.CharField(
        max_length=60, blank=True, default="", validators=[RegexValidator(r"^[A-Za-z0-9.+-]+\Z")]
    )
    # One sentence on how the sample was drawn: filter, order, seed.
    sampling_description = models.TextField(blank=True)
    # The same as values, to repeat the draw: filter, size, seed, strata, and the resulting counts.
    sampling_plan = models.JSONField(default=dict, blank=True)
    # Which projects are included, and why.
    screening = models.OneToOneField(Screening, on_delete=models.PROTECT, null=True, blank=True, related_name="study")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "studies"

    def __str__(self) -> str:
        return self.title

    @property
    def of_projects(self) -> bool:
        return self.kind == self.Kind.PROJECTS


class Member(models.Model):
    """A person in a study.

    `user` is null for a rater whose codings came from a file, for a person who has not accepted the invitation, and
    for a person who left. Only a person with `user` has access, and only a role that they accepted has an effect.
    """

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    name = models.CharField(max_length=limits.NAME)
    is_lead = models.BooleanField(default=False)
    is_rater = models.BooleanField(default=False)
    is_adjudicator = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True, blank=True)  # null: has not accepted the invitation
    retired_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    offered_roles = models.JSONField(default=list, blank=True)  # which the person has not accepted
    # Whose account a person who left had: that person cannot take another member's place.
    former_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["study", "name"], name="member_name_once"),
            models.CheckConstraint(
                condition=Q(joined_at__isnull=False)
                | Q(user__isnull=True, is_lead=False, is_rater=False, is_adjudicator=False),
                name="invited_member_has_no_account_and_no_role",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(user__isnull=True, retired_at__isnull=False),
                name="member_who_left_has_no_account",
            ),
            models.UniqueConstraint(
                fields=["study", "user"], condition=Q(user__isnull=False), name="user_once_in_study"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def roles(self) -> list[str]:
        """Roles of the member: viewer for a member without another role. Of an invited person, the roles offered."""
        if self.joined_at is None:
            return list(self.offered_roles)
        roles = [role for role in ROLES[:3] if getattr(self, f"is_{role}")]
        return roles or ["viewer"]

    def may_become(self, role: str) -> bool:
        """Return whether the member has this role, or will have it after accepting what is offered."""
        return role in self.roles or role in self.offered_roles


class Unit(models.Model):
    """One document of a study's sample, numbered 1..N."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="units")
    number = models.PositiveIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="units")
    # Of a unit from a project file: {"name", "values": [[variable, type, value]]}, read by `imported_metadata`.
    imported_metadata = models.JSONField(null=True, blank=True)
    # Facts of the advisory or the project and its source records when the sample was drawn, as `FrozenFacts` has them.
    # The database refuses to change them, except to refresh those of a unit on which no round has opened.
    facts = models.JSONField()
    records = models.JSONField(default=list)
    facts_revision = models.PositiveIntegerField(default=0)  # how many times they were refreshed

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
        """Key of the advisory, name of the text in the imported project file, or slug of the project."""
        return unit_facts(self.facts, self.imported_metadata).identifier
