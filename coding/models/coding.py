"""A rater's answer: a draft while it is unfinished, a coding once it is submitted and can no longer change."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from coding.models.codebook import Code
from coding.models.round import Assignment, Round
from coding.models.study import Member


class Draft(models.Model):
    """A rater's unfinished answer. Nobody else ever sees it."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="draft")
    # {"codes": [id], "memo": str, "certainty": str, "uncoded": str, "discuss": bool,
    #  "seconds": int, "segments": [{"code": id, "start", "end", "quote"}]}
    content = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Draft {self.revision} of {self.assignment_id}"


class Coding(models.Model):
    """What a rater submitted for a unit: immutable (the database refuses to update it).

    A change of mind before the round closes is a further version; agreement uses the last one.
    """

    class Certainty(models.TextChoices):
        CERTAIN = "certain"
        FAIRLY = "fairly"
        UNSURE = "unsure"
        NOT_STATED = ""

    class NoCodeReason(models.TextChoices):
        """Why a rater gave no code: an answer of its own, not a missing one."""

        CANNOT_TELL = "cannot_tell"
        NOT_APPLICABLE = "not_applicable"
        NO = ""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="codings")
    version = models.PositiveIntegerField(default=1)
    codes = models.ManyToManyField(Code, through="CodingCode", related_name="codings")
    memo = models.TextField(blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty, blank=True)
    no_code_reason = models.CharField(max_length=14, choices=NoCodeReason, blank=True, default="")
    flagged_for_discussion = models.BooleanField(default=False)  # the rater wants to talk about this unit
    reason = models.TextField(blank=True)  # why it replaces the version before it
    idempotency_key = models.CharField(max_length=64)
    active_seconds = models.PositiveIntegerField(null=True, blank=True)  # on task for this version; null: not measured
    submitted_at = models.DateTimeField()
    # Of a coding that came with a project file: when its rater gave it, as the file says.
    coded_at = models.DateTimeField(null=True, blank=True)

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
    """One code of a coding, in the order the rater chose them."""

    coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="code_rows")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="coding_rows")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["coding", "code"], name="code_once_in_coding")]

    def __str__(self) -> str:
        return f"{self.coding_id}: {self.code_id}"


class Segment(models.Model):
    """The stretch of the document that supports a code: [start, end) in code points of `document.text`."""

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
    """SHA-256 of a rater's finished sheet with a salt: it binds the rater and tells nobody anything.

    The sheet is what stood submitted when `last_coding` was. The salt is secret until the round closes.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="commitments")
    rater = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="commitments")
    last_coding = models.ForeignKey(
        Coding, on_delete=models.PROTECT, related_name="+"
    )  # the submission that finished it
    salt = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    committed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "rater"], name="committed_once")]

    def __str__(self) -> str:
        return self.sha256


class Exposure(models.Model):
    """Help that a rater was shown with a submitted unit: the units of their own that read alike."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="exposures")
    shown_units = models.JSONField()  # the numbers of the units shown, the most similar first
    shown_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.shown_units}"
