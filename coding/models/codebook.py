"""Codes, private and shared, and the frozen versions of the codebook."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from coding.dataset import limits
from coding.models.round import Round
from coding.models.study import Member, Study


def unguessable_id() -> int:
    """Return a random id. Sequential ids would reveal how many rows other raters have made."""
    return secrets.randbelow(2**45) + 1  # exact in JavaScript


class Code(models.Model):
    """A code of the shared codebook or, with `owner` and `round`, a private code of one rater.

    Labels are compared exactly.
    """

    id = models.BigIntegerField(primary_key=True, default=unguessable_id, editable=False)
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="codes")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="private_codes")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="private_codes")
    label = models.CharField(max_length=limits.LABEL)
    definition = models.TextField(blank=True)
    when_to_use = models.TextField(blank=True)
    when_not_to_use = models.TextField(blank=True)
    examples = models.TextField(blank=True)  # typical cases
    near_misses = models.TextField(blank=True)  # cases that look similar but do not count
    activity = models.CharField(
        max_length=40, blank=True, default=""
    )  # activity of the inspection whose evidence belongs to it
    colour = models.CharField(max_length=7)  # "#rrggbb"
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(default=0)
    # Place in the order of the codes, from 1, and score; empty if the codes have no order.
    rank = models.PositiveIntegerField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    # Codings with this code are read as codings with that one.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering = ["position", "label", "pk"]  # ids are random, so the order of equal labels reveals nothing
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True, round__isnull=True) | Q(owner__isnull=False, round__isnull=False),
                name="private_code_has_owner_and_round",
            ),
            models.UniqueConstraint(
                fields=["study", "label"],
                condition=Q(owner__isnull=True, retired_at__isnull=True),
                name="shared_label_once",
            ),
            models.UniqueConstraint(
                fields=["round", "owner", "label"],
                condition=Q(owner__isnull=False, retired_at__isnull=True),
                name="private_label_once",
            ),
            models.CheckConstraint(condition=~Q(label=""), name="code_has_a_label"),
            models.CheckConstraint(
                condition=Q(rank__isnull=True, score__isnull=True)
                | Q(rank__gte=1, owner__isnull=True, retired_at__isnull=True),
                name="only_codes_in_use_have_an_order",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(retired_at__isnull=False), name="merged_code_is_retired"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class CodebookVersion(models.Model):
    """A frozen, numbered copy of the shared codebook."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="codebook_versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()  # [{"label", "definition", …}] in order
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="codebook_version_once")]

    def __str__(self) -> str:
        return f"Codebook {self.number}"
