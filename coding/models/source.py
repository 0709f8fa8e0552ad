"""Sources: files from which codings were entered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from coding.models.codebook import unguessable_id
from coding.models.round import Round
from coding.models.study import Member


class RatingSource(models.Model):
    """One file of one entering, from which codings came. The database refuses updates and deletions.

    The file itself is not stored. Until the round closes, only who entered it sees it.
    """

    class Door(models.TextChoices):
        """Where the file was entered."""

        CODINGS_IMPORT = "codings_import"  # the page of the rater, or its address of the API
        ENTER_CODINGS = "enter_codings"
        REPLICATE = "replicate"
        REPLICATE_PROJECTS = "replicate_projects"
        IMPORT_QDPX = "import_qdpx"
        STUDY_IMPORT = "study_import"  # a new study from files, on the page

    id = models.BigIntegerField(primary_key=True, default=unguessable_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="rating_sources")
    name = models.CharField(max_length=255, blank=True)  # "" if it is not known
    # Of the file. Of one that was entered before sources were stored, "" and null.
    sha256 = models.CharField(max_length=64, blank=True)
    bytes = models.PositiveBigIntegerField(null=True, blank=True)
    door = models.CharField(max_length=20, choices=Door)
    entered_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    reading = models.JSONField(default=dict, blank=True)  # how the file was read (`coding/formats/ratings/said.py`)
    # What else the file shows to who has it: names of persons whose ratings were not entered, and the name of a column
    # of decisions.
    held_others = models.JSONField(default=list, blank=True)
    held_final = models.TextField(blank=True)

    class Meta:
        ordering = ["entered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="rating_source_has_hash_and_size_or_neither",
                condition=Q(sha256="", bytes__isnull=True) | ~Q(sha256="") & Q(bytes__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name
