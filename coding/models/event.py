"""The audit trail of a study: append-only events, each with the hash of the event before it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from coding.models.event_kinds import EVENT_KINDS, EventKind
from coding.models.round import Round
from coding.models.study import Member, Study


class Event(models.Model):
    """One event of a study.

    An event about one rater's sealed work has `rater_scope` and `round`, and belongs to that rater's own chain. All
    other events form the common chain of the study. Two chains are kept because a gap in the numbers of one would
    reveal how much is sealed. The event that closes a round holds the last hash of each rater's chain.
    """

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="events")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    rater_scope = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="sealed_events"
    )
    number = models.PositiveIntegerField()  # within its chain
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "number"], condition=Q(rater_scope__isnull=True), name="event_number_once"
            ),
            models.UniqueConstraint(
                fields=["round", "rater_scope", "number"],
                condition=Q(rater_scope__isnull=False),
                name="sealed_event_number_once",
            ),
            models.CheckConstraint(
                condition=Q(rater_scope__isnull=True) | Q(round__isnull=False), name="sealed_event_has_a_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    @property
    def sentence(self) -> str:
        """What happened, to follow the actor's name."""
        return EVENT_KINDS[EventKind(self.kind)].describe(self.data)
