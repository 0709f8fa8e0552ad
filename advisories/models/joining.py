"""Decisions on which records are about one vulnerability: splits, joins by hand, and what waits for a decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from advisories.models.advisory import Advisory, SourceRecord
from advisories.models.corpus import Corpus


class Apart(models.Model):
    """A person's decision that two groups of identifiers of a corpus are two vulnerabilities.

    `members` has the group of records that name identifiers of both: [format, identifier, part, 0 or 1 or null].
    """

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="splits")
    first = models.JSONField()  # [identifier, …]
    second = models.JSONField()
    members = models.JSONField(default=list)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # by a later join of the two

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.first[0]} apart from {self.second[0]}"


class JoinByHand(models.Model):
    """A person's decision that two identifiers of a corpus are of one vulnerability."""

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="joins")
    first = models.CharField(max_length=200)
    second = models.CharField(max_length=200)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # by a later split of the two

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.first} with {self.second}"


class Waiting(models.Model):
    """A record whose connections are not used until a person decides, because they would change more than itself.

    A revision that waits is not current. A new record that waits stands alone.
    """

    class Kind(models.TextChoices):
        JOIN = "join"  # it would join advisories of which one is a unit of a round
        APART = "apart"  # it would take apart an advisory that is a unit of a round
        BOTH = "both"  # it names identifiers of both groups of a split
        SIZE = "size"  # it would make an advisory with too many identifiers

    class Decision(models.TextChoices):
        USE = "use"  # join, or take apart
        KEEP = "keep"  # leave the advisories as they are
        UNDECIDED = ""

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="waiting")
    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="waiting")
    kind = models.CharField(max_length=10, choices=Kind)
    keys = models.JSONField()  # keys of the advisories, as they were
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.UNDECIDED, blank=True)
    reason = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["record"], condition=Q(decision=""), name="record_waits_once"),
        ]

    def __str__(self) -> str:
        return f"{self.record} ({self.kind})"


class PastIdentifier(models.Model):
    """An identifier by which an advisory was known and which none of its records names any more."""

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="+", db_index=False)
    advisory = models.ForeignKey(Advisory, on_delete=models.PROTECT, related_name="past_identifiers")
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ["value"]
        constraints = [models.UniqueConstraint(fields=["value", "corpus"], name="past_identifier_once")]

    def __str__(self) -> str:
        return self.value
