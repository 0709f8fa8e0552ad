"""Uploaded files, in compressed pieces, until their import has ended."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from advisories.models.job import Job


class Upload(models.Model):
    """A file that its owner sends in pieces, so that web servers and workers need no shared disk.

    It is complete when `piece_count` pieces are stored. A job that imports it uses it; when the job ends, or when the
    owner leaves it alone for a day, it is removed.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        USED = "used"
        REMOVED = "removed"  # its pieces are being deleted

    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)  # of the whole file, as declared
    piece_size = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="uploads")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "changed_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(piece_size__gt=0), name="upload_has_pieces"),
            models.CheckConstraint(condition=Q(state__in=["waiting", "used", "removed"]), name="upload_state_known"),
            models.CheckConstraint(
                condition=~Q(state="used", job__isnull=True) & ~Q(state="waiting", job__isnull=False),
                name="used_upload_has_a_job",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.size:,} bytes)"

    @property
    def piece_count(self) -> int:
        return -(-self.size // self.piece_size)

    def length_of(self, index: int) -> int:
        """Return the number of bytes of a piece. Only the last one is shorter."""
        return min(self.piece_size, self.size - index * self.piece_size)


class UploadChunk(models.Model):
    """One piece of an upload, compressed by zlib."""

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="chunks")
    index = models.PositiveIntegerField()
    compressed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "index"], name="one_piece_per_index")]

    def __str__(self) -> str:
        return f"piece {self.index} of upload {self.upload_id}"
