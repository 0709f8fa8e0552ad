"""A release: a frozen, numbered publication and its files."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from django.db import models
from django.db.models import Q

from coding.models.round import Round
from coding.models.study import Member, Study

CHUNKS_IN_MEMORY = 4  # chunks of a file that are in memory at a time


class Release(models.Model):
    """One release: files computed once from first ratings, matching, decisions and a codebook version."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="releases")
    note = models.TextField(blank=True)  # what changed since the previous release
    results = models.JSONField()  # table, severity and agreement, as shown in the web interface
    manifest_sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="release_number_once")]

    def __str__(self) -> str:
        return f"Release {self.number}"


class ReleaseFile(models.Model):
    """One file of a release. Its content is stored in chunks, because it may be larger than memory."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    path = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["release", "path"], name="release_path_once")]

    def __str__(self) -> str:
        return self.path

    def read(self) -> Iterator[bytes]:
        """Yield the content of the file, one chunk at a time."""
        for compressed in self.chunks.values_list("compressed", flat=True).iterator(chunk_size=CHUNKS_IN_MEMORY):
            yield zlib.decompress(compressed)

    @property
    def content(self) -> bytes:
        """The whole content. Use `read` for a file that may be large."""
        return b"".join(self.read())


class ReleaseChunk(models.Model):
    """One compressed part of a file."""

    file = models.ForeignKey(ReleaseFile, on_delete=models.PROTECT, related_name="chunks")
    index = models.PositiveIntegerField()  # from 0
    compressed = models.BinaryField()  # by zlib; the texts of a study are in several files

    class Meta:
        ordering = ["index"]
        constraints = [models.UniqueConstraint(fields=["file", "index"], name="release_chunk_once")]

    def __str__(self) -> str:
        return f"{self.file_id}, chunk {self.index}"


class PublicAccess(models.Model):
    """Permission to read a release without signing in. A revoked permission remains stored."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="public_access")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "public_access"
        constraints = [
            models.UniqueConstraint(
                fields=["release"], condition=Q(revoked_at__isnull=True), name="public_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.release}, in public"
