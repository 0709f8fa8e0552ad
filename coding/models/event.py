"""The study's append-only history: each line carries the hash of the one before it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from coding.models.round import Round
from coding.models.study import Member, Study


class EventKind(models.TextChoices):
    """What an event records. `coding.audit.event_kinds` has the sentence of each."""

    STUDY_CREATED = "study_created"
    STUDY_UPDATED = "study_updated"
    MEMBER_ADDED = "member_added"
    ACCOUNT_LINKED = "account_linked"
    MEMBER_CHANGED = "member_changed"
    CRITERIA_SET = "criteria_set"
    CANDIDATES_ADDED = "candidates_added"
    CANDIDATE_REMOVED = "candidate_removed"
    PROJECTS_SCREENED = "projects_screened"
    SAMPLE_DRAWN = "sample_drawn"
    UNITS_EXCLUDED = "units_excluded"
    ROUND_PLANNED = "round_planned"
    ROUND_OPENED = "round_opened"
    UNITS_REASSIGNED = "units_reassigned"
    ROUND_CLOSED = "round_closed"
    ROUND_SETTLED = "round_settled"
    CODE_ADDED = "code_added"
    CODE_CHANGED = "code_changed"
    CODES_MERGED = "codes_merged"
    UNITS_RECODED = "units_recoded"
    RECODING_UNDONE = "recoding_undone"
    RATINGS_IMPORTED = "ratings_imported"
    CODES_IMPORTED = "codes_imported"
    PROJECT_IMPORTED = "project_imported"
    CODEBOOK_FROZEN = "codebook_frozen"
    CODING_SUBMITTED = "coding_submitted"
    MATCHING_CHANGED = "matching_changed"
    MATCHING_CONFIRMED = "matching_confirmed"
    DISAGREEMENTS_STORED = "disagreements_stored"
    DECIDED = "decided"
    COMMENT_ADDED = "comment_added"
    DISCUSSION_UNANIMOUS = "discussion_unanimous"
    DISCUSSION_ENDED = "discussion_ended"
    DISCUSSION_REOPENED = "discussion_reopened"
    DECISION_WITHDRAWN = "decision_withdrawn"
    FINAL_RATER_CODES_APPLIED = "final_rater_codes_applied"
    RELEASE_PUBLISHED = "release_published"
    ROUND_REOPENED = "round_reopened"
    SIMILAR_DECISIONS_SHOWN = "similar_decisions_shown"
    RELEASE_MADE_PUBLIC = "release_made_public"
    RELEASE_WITHDRAWN = "release_withdrawn"


# Events that name raters: hidden from a final rater who does not see the raters' names, until the round is settled.
HIDDEN_WHILE_BLINDED = frozenset({EventKind.COMMENT_ADDED, EventKind.UNITS_REASSIGNED})
# Events that change the shared codebook.
CODEBOOK_EVENTS = frozenset(
    {
        EventKind.CODE_ADDED,
        EventKind.CODE_CHANGED,
        EventKind.CODES_MERGED,
        EventKind.MATCHING_CONFIRMED,
        EventKind.CODEBOOK_FROZEN,
    }
)


class Event(models.Model):
    """One line of a study's history.

    A line about one rater's sealed work (`rater_scope` and `round` set) belongs to that rater's own chain until the
    round closes; only the other lines form the study's common chain, so that not even a gap in its numbers tells
    anything. The event that closes a round holds the last hash of every rater's chain.
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
