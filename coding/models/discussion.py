"""Discussions of disagreements. They are stored next to codings and never replace them."""

from __future__ import annotations

from django.db import models

from coding.models.codebook import Code
from coding.models.decision import Disagreement
from coding.models.study import Member


class Comment(models.Model):
    """One contribution to a discussion: a remark, or a position of a rater with its codes."""

    class Kind(models.TextChoices):
        REMARK = "remark"
        KEEPS = "keeps"  # the first rating
        CHANGES = "changes"  # to `codes`

    disagreement = models.ForeignKey(Disagreement, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="comments")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.REMARK)
    codes = models.ManyToManyField(Code, through="CommentCode", related_name="comments")
    text = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.author} {self.kind} on {self.disagreement_id}"


class CommentCode(models.Model):
    """One code of a changed position."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="code_rows")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="comment_rows")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["comment", "code"], name="code_once_in_comment")]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.code_id}"
