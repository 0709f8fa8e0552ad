"""Drafts and codings: what a rater has not yet submitted, and what is submitted and immutable."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from advisories.models import Document
from coding.models.codebook import Code
from coding.models.round import Assignment, Round
from coding.models.source import RatingSource
from coding.models.study import Member


class Draft(models.Model):
    """A rater's unfinished coding. No one else ever sees it."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="draft")
    # {"codes": [id], "unclear": [id], "answered": [id], "memo": str, "certainty": str, "no_code_reason": str,
    #  "flagged_for_discussion": bool,
    #  "active_seconds": int, "segments": [{"code": id, "start", "end", "quote"}]}
    content = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Draft {self.revision} of {self.assignment_id}"


class CodeKeys(models.Model):
    """The number keys of a rater's codes in a round. No one else ever sees them."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    rater = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    keys = models.JSONField(default=dict, blank=True)  # {"1": id of a code, …, "9": id}
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "rater"], name="code_keys_once")]

    def __str__(self) -> str:
        return f"Keys {self.revision} of {self.rater_id}"


class Coding(models.Model):
    """One submitted version of a rater's coding of a unit. The database refuses updates and deletions.

    A change before the round closes is stored as a further version. Agreement uses the last one.
    """

    class Certainty(models.TextChoices):
        CERTAIN = "certain"
        FAIRLY = "fairly"
        UNSURE = "unsure"
        NOT_STATED = ""

    class NoCodeReason(models.TextChoices):
        """Why a submitted coding or a decision has no code."""

        CANNOT_TELL = "cannot_tell"  # the text does not say enough
        NOT_APPLICABLE = "not_applicable"  # the text was understood, and no consequence applies
        NO = ""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="codings")
    version = models.PositiveIntegerField(default=1)
    codes = models.ManyToManyField(Code, through="CodingCode", related_name="codings")
    memo = models.TextField(blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty, blank=True)
    no_code_reason = models.CharField(max_length=14, choices=NoCodeReason, blank=True, default="")
    flagged_for_discussion = models.BooleanField(default=False)  # the rater asks to discuss this unit
    reason = models.TextField(blank=True)  # why it replaces the previous version
    idempotency_key = models.CharField(max_length=64)
    # Time on task for this version; null: not measured.
    active_seconds = models.PositiveIntegerField(null=True, blank=True)
    submitted_at = models.DateTimeField()
    # When an imported coding was made, as stated by the project file.
    coded_at = models.DateTimeField(null=True, blank=True)
    # The file from which this version was entered; null: it was submitted in Intercoder.
    source = models.ForeignKey(RatingSource, on_delete=models.PROTECT, null=True, blank=True, related_name="codings")

    class Meta:
        ordering = ["assignment", "version"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "version"], name="coding_version_once"),
            models.UniqueConstraint(fields=["assignment", "idempotency_key"], name="submitted_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="coding_versions_from_one"),
        ]

    def __str__(self) -> str:
        return f"Coding {self.version} of {self.assignment_id}"


class CodingCode(models.Model):
    """One code of a coding. The order is that in which the rater chose the codes."""

    coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="code_rows")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="coding_rows")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["coding", "code"], name="code_once_in_coding")]

    def __str__(self) -> str:
        return f"{self.coding_id}: {self.code_id}"


class CodingUnclear(models.Model):
    """A code of which the rater cannot tell whether it applies. A trigger refuses one that the coding gives."""

    coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="unclear_rows")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="coding_unclear_rows")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["coding", "code"], name="unclear_once_in_coding")]

    def __str__(self) -> str:
        return f"{self.coding_id}: {self.code_id} is unclear"


class Segment(models.Model):
    """The passage that supports a code: [start, end) in code points of `document.text`."""

    coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="segments")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="segments")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        ordering = ["start", "end", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="segment_not_empty"),
            models.UniqueConstraint(fields=["coding", "code", "start", "end"], name="segment_once"),
        ]

    def __str__(self) -> str:
        return f"[{self.start}, {self.end})"


class Commitment(models.Model):
    """Salted SHA-256 of a rater's completed codings, which reveals nothing about them.

    It covers the codings up to `last_coding`. A rater who completes further units makes another one. The salt is secret
    until the round closes.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="commitments")
    rater = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="commitments")
    # The submission that completed the codings.
    last_coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="+")
    salt = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    committed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["last_coding"], name="committed_once")]

    def __str__(self) -> str:
        return self.sha256


class Exposure(models.Model):
    """Help that a member was shown.

    What a rater sees belongs to an assignment. A suggestion that the final rater of a round sees, or a member before
    rating the project, belongs to the member and the document.
    """

    class Kind(models.TextChoices):
        SIMILAR = "similar"  # the rater's own units with a similar text
        SUGGESTION = "suggestion"  # what the rules suggest

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SIMILAR)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="exposures"
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="exposures")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    shown_units = models.JSONField(default=list, blank=True)  # numbers of the units, most similar first
    shown_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="exposure_is_of_an_assignment_or_a_document",
                condition=Q(assignment__isnull=False, member__isnull=True, document__isnull=True, round__isnull=True)
                | Q(assignment__isnull=True, member__isnull=False, document__isnull=False, kind="suggestion"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.shown_units}"


class SeenSuggestion(models.Model):
    """The first time at which an account was shown what the rules suggest for a project, on a page of no round.

    It becomes an `Exposure` when a round opens in which its owner rates the project.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    shown_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "document"], name="suggestion_seen_once")]

    def __str__(self) -> str:
        return f"{self.user} saw the suggestion for {self.document}"
