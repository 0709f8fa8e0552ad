"""The only access to what the rules suggest for a project, and to the outcomes and states of its evidence.

- A rater of a planned or open round of projects sees them nowhere, for no project. The page of a project, releases and
  the jobs of inspections ask this module.
- After submitting a unit of an open round, its rater can ask for the suggestion, unless the plan says never. The answer
  is final from then on.
- A lead who does not rate sees all. A lead who rates asks for single units before the round opens. This is recorded.
- The final rater of a closed round asks unit by unit, unless the plan says never. This is recorded as well.
- Whoever asks in one round or study is refused while another one of the same project hides the suggestion.
- Paths, lines and tools are part of the text of a project, and visible with it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.addresses import permalink
from advisories.models import Document, Evidence, Project, Snapshot
from coding.access.membership import memberships
from coding.access.seal import UNSEALED
from coding.errors import NotAllowed, RoundState, Sealed
from coding.models import Assignment, Exposure, Member, Release, Round, Study, Unit


def hidden_suggestions(user: Any, project: Project | None = None) -> str:
    """Return why suggestions, outcomes and states are hidden from `user` now; "" if they are not.

    They are hidden for every project, because a repository can be inspected under several names and addresses.
    """
    return _hidden(user, Round.objects.all())


def require_not_hidden_elsewhere(member: Member, unit: Unit, coding_round: Round | None = None) -> None:
    """Raise Sealed if a further round, or another study, of the same project hides its suggestion from the member.

    Parameters
    ----------
    member, unit : who asks for which suggestion.
    coding_round : the round in which the member asks; None before a round of the study opens.
    """
    same = Q(project=unit.document.project_id)
    # The same project can be in several corpora.
    same |= Q(project__slug__in=Project.objects.filter(documents=unit.document_id).values("slug"))
    addresses = Snapshot.objects.filter(document=unit.document_id).exclude(address="").values("address")
    same |= Q(snapshot__address__in=addresses)
    documents = Document.objects.filter(same).values("pk")
    rounds = Round.objects.filter(Exists(Assignment.objects.filter(round=OuterRef("pk"), unit__document__in=documents)))
    if coding_round is None:
        rounds = rounds.exclude(study=member.study_id)
    else:
        rounds = rounds.exclude(pk=coding_round.pk)
    studies = Study.objects.exclude(pk=member.study_id).filter(rounds=None, units__document__in=documents)
    if hidden := _hidden(member.user, rounds, set(studies.values_list("pk", flat=True))):
        raise Sealed(hidden)


def _hidden(user: Any, of_rounds: QuerySet[Round], unplanned: Collection[int] | None = None) -> str:
    """Return why one of these rounds, or a study without a round, hides suggestions from `user`; "" if none does.

    `unplanned` restricts the studies without a round by their primary keys.
    """
    own = {member.study_id: member for member in memberships(user=user).filter(study__kind=Study.Kind.PROJECTS)}
    if not own:
        return ""
    rated = Assignment.objects.filter(round=OuterRef("pk"), rater__in=[member.pk for member in own.values()])
    rounds = list(of_rounds.filter(study__in=own).annotate(rates=Exists(rated)).order_by("pk"))
    for coding_round in rounds:
        member = own[coding_round.study_id]
        of_study = f"round {coding_round.number} of “{member.study.title}”"
        if coding_round.rates and coding_round.state == Round.State.OPEN:
            return f"Hidden while you code {of_study}."
        if coding_round.rates and member.is_rater and coding_round.state == Round.State.PLANNED:
            return f"Hidden until you have coded {of_study}."
        if coding_round.final_rater_id == member.pk and coding_round.state in {Round.State.OPEN, Round.State.CLOSED}:
            return f"Hidden until you have decided {of_study}."
    planned = {coding_round.study_id for coding_round in rounds}
    for study, member in own.items():
        if member.is_rater and study not in planned and (unplanned is None or study in unplanned):
            return f"Hidden from you, because you rate the projects of “{member.study.title}”."
    return ""


def require_suggestions_not_withheld(user: Any, release: Release) -> Release:
    """Return the release; raise SuggestionsWithheld if it shows suggestions that are hidden from `user` now."""
    if release.study.of_projects and (hidden := hidden_suggestions(user)):
        raise SuggestionsWithheld(
            f"Release {release.number} is withheld from you: it contains what the rules suggest. {hidden}"
        )
    return release


class SuggestionsWithheld(NotAllowed):
    """The release contains suggestions that are hidden from its reader now."""

    code = "withheld"


@dataclass(frozen=True, slots=True)
class ActivitySuggestion:
    """What the rules suggest for one activity of a project, and the positions in the text of its evidence."""

    activity: str
    suggestion: str  # yes, no or cannot_tell
    reason: str
    evidence: tuple[int, ...]


def was_shown(member: Member, coding_round: Round | None, unit: Unit) -> bool:
    """Return whether the member was shown the suggestion for a unit: in this round, or before one opened (None)."""
    shown = Exposure.objects.filter(kind=Exposure.Kind.SUGGESTION)
    if coding_round is None:
        return shown.filter(member=member, document=unit.document_id, round=None).exists()
    own = Q(assignment__round=coding_round, assignment__rater=member, assignment__unit=unit)
    return shown.filter(own | Q(member=member, document=unit.document_id, round=coding_round)).exists()


def require_suggestion_in_plan(coding_round: Round) -> None:
    """Raise unless the plan of a round of projects lets its raters and its final rater see suggestions."""
    if not coding_round.study.of_projects:
        raise NotAllowed("Only a study of projects has suggestions.")
    if coding_round.suggestions == Round.Suggestions.NEVER:
        raise NotAllowed(
            f"By its plan, round {coding_round.number} shows no suggestions to those who code and decide it."
        )


def suggestion(member: Member, coding_round: Round, unit: Unit) -> list[ActivitySuggestion]:
    """Return what the rules suggest for a unit of a round, in the order of the activities.

    Raise Sealed unless the member may see it now: a rater who asked for it after submitting, the final rater who asked
    for it, or any other member once the round is closed.
    """
    decides = member.pk == coding_round.final_rater_id and coding_round.state != Round.State.SETTLED
    if (coding_round.state not in UNSEALED or decides) and not was_shown(member, coding_round, unit):
        raise Sealed(f"The suggestion for unit {unit.number} of round {coding_round.number} is hidden from you now.")
    return suggestions_of(unit)


def suggestion_before_coding(member: Member, unit: Unit) -> list[ActivitySuggestion]:
    """Return what the rules suggest for a unit, to a lead before a round opens; raise if it is hidden from the lead."""
    if not member.is_lead:
        raise NotAllowed("Only the study's lead can see suggestions before a round opens.")
    last = member.study.rounds.order_by("number").last()
    if last is not None and last.state == Round.State.OPEN:
        raise RoundState(f"Round {last.number} is open. Its suggestions are shown by its plan.")
    if member.is_rater and not was_shown(member, None, unit):
        raise Sealed(f"The suggestion for unit {unit.number} is hidden from you, because you rate.")
    return suggestions_of(unit)


def suggestions_of(unit: Unit) -> list[ActivitySuggestion]:
    """Return what the rules suggest for a unit, in the order of the activities; empty without a snapshot."""
    snapshot = Snapshot.objects.filter(document=unit.document_id).only("suggestions").first()
    suggestions = snapshot.suggestions if snapshot else {}
    position_of = {row.number: position for position, row in enumerate(evidence_in_text(unit), 1)}
    return [
        ActivitySuggestion(
            activity,
            row["suggestion"],
            row["reason"],
            tuple(position_of[number] for number in row["evidence"] if number in position_of),
        )
        for activity in ACTIVITIES  # PostgreSQL stores the keys of JSON in an order of its own
        if (row := suggestions.get(activity))
    ]


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A piece of evidence as the text of the project shows it: without outcome and state.

    `number` is its position in the text. The stored number follows the probes, so it would distinguish a hint from
    a finding.
    """

    number: int
    activity: str
    path: str | None
    line: int | None
    line_end: int | None
    url: str  # permalink, or ""
    tool: str
    start: int
    end: int


def shown_evidence(unit: Unit) -> list[ShownEvidence]:
    """Return the evidence in the text of a unit, in the order of the text."""
    return [
        ShownEvidence(
            number=position,
            activity=row.activity,
            path=row.path or None,
            line=row.line,
            line_end=row.line_end,
            url=permalink(row.snapshot.address, row.snapshot.commit or None, row.path, row.line, row.line_end)
            if row.path
            else "",
            tool=row.tool,
            start=row.start or 0,
            end=row.end or 0,
        )
        for position, row in enumerate(evidence_in_text(unit), 1)
    ]


def evidence_in_text(unit: Unit) -> QuerySet[Evidence]:
    """Return the evidence that has a stretch of the unit's text, in its order, with what the text shows of it."""
    rows = Evidence.objects.filter(snapshot__document=unit.document_id, start__isnull=False)
    shown = ("number", "activity", "path", "line", "line_end", "tool", "start", "end")
    rows = rows.select_related("snapshot").only(*shown, "snapshot__address", "snapshot__commit")
    return rows.order_by("start", "number")
