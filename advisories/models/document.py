"""Documents: the immutable texts that raters read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from advisories.models.advisory import Advisory
from advisories.models.project import Project


class Document(models.Model):
    """The immutable text of an advisory or a project at the time of its import.

    `text` is the concatenation of the text nodes of `html`, so the browser's `textContent` equals it. Offsets of
    segments count its Unicode code points. The newest row is the current text. A text that returns to an earlier
    content is a new row. Equal texts of merged advisories remain separate rows, because each may have been coded.
    """

    advisory = models.ForeignKey(Advisory, on_delete=models.PROTECT, null=True, related_name="documents")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="documents")
    title = models.TextField()
    html = models.TextField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)  # of `html` in UTF-8; `text` is derived from it
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(advisory__isnull=False, project__isnull=True)
                | Q(advisory__isnull=True, project__isnull=False),
                name="document_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.title
