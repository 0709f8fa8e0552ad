"""Discussions of disagreements. They are stored next to codings and never replace them."""

from __future__ import annotations

from django.db import models

from coding.models.codebook import Code
from coding.models.coding import Coding
from coding.models.decision import Disagreement
from coding.models.study import Member
from coding.statistics.disagreement import no_code_reason_of


class Comment(models.Model):
    """One contribution to a discussion: a remark, or a position of a rater with its codes."""

    class Kind(models.TextChoices):
        REMARK = "remark"
        KEEPS = "keeps"  # the first rating
        CHANGES = "changes"  # to `codes`, or to `no_code_reason`

    disagreement = models.ForeignKey(Disagreement, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="comments")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.REMARK)
    codes = models.ManyToManyField(Code, through="CommentCode", related_name="comments")
    no_code_reason = models.CharField(max_length=14, choices=Coding.NoCodeReason, blank=True, default="")
    text = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.author} {self.kind} on {self.disagreement_id}"

    @property
    def changed_reason(self) -> str:
        """The no-code reason of a changed position; "" for other comments and positions with codes."""
        if self.kind != self.Kind.CHANGES:
            return ""
        return no_code_reason_of(list(self.code_rows.all()), self.no_code_reason)


class CommentCode(models.Model):
    """One code of a changed position."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="code_rows")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="comment_rows")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["comment", "code"], name="code_once_in_comment")]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.code_id}"


class CommentUnclear(models.Model):
    """A code of which a changed position cannot tell whether it applies. A trigger refuses given ones."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="unclear_rows")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="comment_unclear_rows")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["comment", "code"], name="unclear_once_in_comment")]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.code_id} is unclear"
