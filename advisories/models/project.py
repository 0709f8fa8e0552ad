"""Projects, what they are recognised by, and the decisions of people on them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from advisories.models.corpus import Corpus


class Project(models.Model):
    """The open source project that advisories are about.

    `name` need not be unique. `label` is the name with the ecosystem or owner where several projects have the name.
    A project that was joined into another one keeps its snapshots, screening and address.
    """

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="projects", db_index=False)
    slug = models.SlugField(max_length=120)
    name = models.CharField(max_length=200)
    label = models.CharField(max_length=500, default="")
    qualifier = models.CharField(max_length=200, blank=True, default="")
    url = models.URLField(max_length=500, blank=True)
    joined_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")

    class Meta:
        ordering = ["label", "pk"]
        indexes = [models.Index(fields=["corpus", "name"])]
        constraints = [
            models.UniqueConstraint(fields=["corpus", "slug"], name="project_slug_once"),
            models.CheckConstraint(condition=~Q(label=""), name="project_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label


class ProjectIdentity(models.Model):
    """What a project is recognised by: a package, a product, a repository, or a name that a person gave it.

    `origin` is the project that it has without decisions of people.
    """

    class Kind(models.TextChoices):
        PACKAGE = "package"
        PRODUCT = "product"
        REPOSITORY = "repository"
        NAME = "name"

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    ecosystem = models.CharField(max_length=60, blank=True, default="")
    name = models.TextField()
    value = models.CharField(max_length=400)  # what is compared, see `advisories.records.projects`
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="identities")
    origin = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "project identities"
        constraints = [
            models.UniqueConstraint(fields=["value", "corpus"], name="project_identity_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["package", "product", "repository", "name"]), name="project_identity_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectDecision(models.Model):
    """A person's decision on a project: joined with others, without an identity, or renamed. It can be undone.

    `project` is the one that goes on, or that has lost an identity.
    """

    class Kind(models.TextChoices):
        JOIN = "join"
        TAKE_OUT = "take_out"
        RENAME = "rename"

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="project_decisions")
    kind = models.CharField(max_length=10, choices=Kind)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="decisions")
    others = models.ManyToManyField(Project, related_name="decisions_elsewhere")  # joined into it, or taken out of it
    name_before = models.CharField(max_length=200)
    name_after = models.CharField(max_length=200)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.project}: {self.kind}"


class IdentityMove(models.Model):
    """An identity that a decision moved from one project to another."""

    decision = models.ForeignKey(ProjectDecision, on_delete=models.PROTECT, related_name="moves")
    identity = models.ForeignKey(ProjectIdentity, on_delete=models.PROTECT, related_name="moves")
    before = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "identity"], name="identity_moves_once")]

    def __str__(self) -> str:
        return f"{self.identity}: {self.before} → {self.after}"
