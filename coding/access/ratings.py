"""THE GUARD: who may see what, and when. Everything that reads codings asks here.

The rules, in words:

- Only members see a study; being staff opens nothing.
- A draft is seen by its rater alone, always.
- A coding, its segments, and a private code are seen by their rater; by every member once the round is closed.
- Everyone in the study sees how many units each rater has submitted, and nothing else of a sealed round.
- A rater of an open round sees no severity, CVSS or CWE unless the round's plan says so.
- Events of a rater's own chain are seen by that rater; by every member once the round is closed.
- A final rater from whom the plan hides the raters' names learns no name before the round is settled (`rater_names`).
- What is built on codings (matching, agreement, disagreements, discussions, decisions) exists only after closing.
- Outsiders see a release, and nothing else, once and as long as the lead has made it public.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.http import Http404

from coding.access.blinding import hidden_from
from coding.errors import NotAllowed, RoundState, Sealed
from coding.models import (
    Assignment,
    Code,
    Coding,
    Comment,
    Commitment,
    Decision,
    Disagreement,
    Draft,
    Event,
    Exposure,
    Member,
    Release,
    Round,
    Study,
)
from coding.models.study import ROLES

LIFTED = (Round.State.CLOSED, Round.State.SETTLED)


def memberships(*, user: Any) -> QuerySet[Member]:
    """The studies that `user` is in, as memberships."""
    return Member.objects.filter(user=user, retired_at__isnull=True).select_related("study")


def seat(*, user: Any, study: str) -> Member:
    """The membership through which `user` sees the study, or "not found"."""
    try:
        return memberships(user=user).get(study__slug=study)
    except Member.DoesNotExist:
        raise Http404 from None


def require(member: Member, *roles: str) -> None:
    """Refuse a member who holds none of these roles."""
    if not any(getattr(member, f"is_{role}") for role in roles):
        wanted = " or ".join(role for role in ROLES if role in roles)
        raise NotAllowed(f"Only the study's {wanted} can do this. Ask the lead to give you that role.")


def require_open(round: Round) -> None:
    """Refuse unless raters can code now."""
    if round.state != Round.State.OPEN:
        raise RoundState(f"Round {round.number} is {round.state}; coding is possible while it is open.")


def require_lifted(round: Round) -> None:
    """Refuse while the round is sealed."""
    if round.sealed:
        raise Sealed(f"Round {round.number} is sealed until it is closed; then everybody sees its codings.")


def round_of(member: Member, number: int) -> Round:
    """A round of the member's study, or "not found"."""
    try:
        return Round.objects.select_related("study", "final_rater").get(study=member.study_id, number=number)
    except Round.DoesNotExist:
        raise Http404 from None


def codings(member: Member, round: Round) -> QuerySet[Coding]:
    """All versions of the codings of this round that `member` may see now."""
    found = Coding.objects.filter(assignment__round=round)
    return found if round.state in LIFTED else found.filter(assignment__rater=member)


def latest(found: QuerySet[Coding]) -> QuerySet[Coding]:
    """Only the last submitted version of each answer: the one that counts."""
    later = Coding.objects.filter(assignment=OuterRef("assignment"), version__gt=OuterRef("version"))
    return found.filter(~Exists(later))


def first_ratings(round: Round) -> QuerySet[Coding]:
    """What the raters of a closed round submitted: the only way from codings to agreement and release."""
    require_lifted(round)
    return latest(Coding.objects.filter(assignment__round=round)).order_by(
        "assignment__unit__number", "assignment__rater"
    )


def all_ratings(rounds: Iterable[Round]) -> QuerySet[Coding]:
    """Every version that raters of closed rounds submitted; the last one of each answer counts."""
    return Coding.objects.filter(assignment__round__in=_lifted(*rounds))


def _lifted(*rounds: Round) -> tuple[Round, ...]:
    for round in rounds:
        require_lifted(round)
    return rounds


def lifted_rounds(member: Member) -> list[Round]:
    """The closed rounds of the member's study, in order."""
    found = Round.objects.filter(study=member.study_id, state__in=LIFTED)
    return list(found.select_related("study", "final_rater").order_by("number"))


def exposures(*rounds: Round) -> QuerySet[Exposure]:
    """The help that raters of closed rounds were shown."""
    return Exposure.objects.filter(assignment__round__in=_lifted(*rounds)).select_related(
        "assignment__rater", "assignment__unit"
    )


def times(round: Round) -> list[dict[str, Any]]:
    """Time on task of each rater of a closed round, as totals: a single unit's is the rater's own business."""
    require_lifted(round)
    measured = Coding.objects.filter(assignment__round=round, seconds__isnull=False)
    totals = measured.values("assignment__rater__name").annotate(versions=Count("pk"), seconds=Sum("seconds"))
    return [
        {"rater": row["assignment__rater__name"], "versions": row["versions"], "seconds": row["seconds"]}
        for row in totals.order_by("assignment__rater")
    ]


def drafts(member: Member) -> QuerySet[Draft]:
    return Draft.objects.filter(assignment__rater=member)


def assignments(member: Member, round: Round) -> QuerySet[Assignment]:
    """The member's own assignments in their own order; nobody else's work list is anybody's business."""
    return Assignment.objects.filter(round=round, rater=member, handed_over_at__isnull=True).order_by("place", "pk")


def shares(round: Round) -> QuerySet[Assignment]:
    """Who gets which unit, while the round is planned: later this would tell who has submitted what."""
    if round.state != Round.State.PLANNED:
        raise RoundState(f"Round {round.number} is {round.state}. Who gets what is shown before a round opens.")
    return Assignment.objects.filter(round=round).select_related("rater", "unit").order_by("unit__number", "pk")


def codes(member: Member) -> QuerySet[Code]:
    """The shared codebook, one's own private codes, and everyone's of closed rounds."""
    return Code.objects.filter(
        Q(owner__isnull=True) | Q(owner=member) | Q(round__state__in=LIFTED), study=member.study_id
    ).select_related("owner", "round")


def events(member: Member) -> QuerySet[Event]:
    """The study's history as `member` may know it."""
    found = Event.objects.filter(
        Q(seat__isnull=True) | Q(seat=member) | Q(round__state__in=LIFTED), study=member.study_id
    )
    telling = Q(seat__isnull=False) | Q(kind__in=["discussed", "units_handed_over"])
    return found.exclude(telling & hidden_from(member, "round")).select_related("actor")


def matching_events(*rounds: Round) -> QuerySet[Event]:
    """How the matching of closed rounds came about, in order."""
    return Event.objects.filter(round__in=_lifted(*rounds), kind="codes_matched", seat__isnull=True).order_by("number")


def codebook_events(study: Study) -> QuerySet[Event]:
    """How the shared codebook came to be, without what is still sealed and without private codes."""
    kinds = ("code_added", "code_changed", "codes_merged", "matching_confirmed", "codebook_frozen")
    found = Event.objects.filter(Q(seat__isnull=True) | Q(round__state__in=LIFTED), study=study, kind__in=kinds)
    private = Q(seat__isnull=False, round__style=Round.Style.OPEN)
    return found.exclude(private).select_related("actor", "round").order_by("at", "pk")


def disagreements(round: Round) -> QuerySet[Disagreement]:
    require_lifted(round)
    return Disagreement.objects.filter(round=round).select_related("unit__document__advisory")


def decisions(round: Round) -> QuerySet[Decision]:
    """The standing decisions of a closed round."""
    require_lifted(round)
    return Decision.objects.filter(round=round, withdrawn_at__isnull=True)


def versions(round: Round, **of: Any) -> dict[int, int]:
    """Unit → how often it was decided, or a decision on it withdrawn; a unit where neither happened is not in it."""
    require_lifted(round)
    found = Decision.objects.filter(round=round, **of).order_by().values_list("unit")
    return dict(found.annotate(times=Count("pk") + Count("withdrawn_at")))


def comments(round: Round) -> QuerySet[Comment]:
    """What was said about the disagreements of a closed round, in order."""
    require_lifted(round)
    found = Comment.objects.filter(disagreement__round=round).select_related("by")
    return found.prefetch_related("code_rows__code").order_by("pk")


def public_release(*, study: str, number: int) -> Release:
    """A release that its lead has made public, or "not found": the only thing that is seen without a seat."""
    found = Release.objects.filter(study__slug=study, number=number).select_related("study", "round")
    release = found.filter(publicity__withdrawn_at__isnull=True, publicity__isnull=False).first()
    if release is None:
        raise Http404
    return release


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rater is: all that others learn before the seal is lifted."""

    rater: Member
    assigned: int
    submitted: int
    commitment: str  # binds a finished rater; tells nothing without its salt


def progress(rounds: Iterable[Round]) -> dict[int, list[Progress]]:
    """round → how far each of its raters is; three queries, however many rounds."""
    counts = list(
        Assignment.objects.filter(round__in=[round.pk for round in rounds], handed_over_at__isnull=True)
        .values("round", "rater")
        .annotate(assigned=Count("pk", distinct=True), submitted=Count("codings__assignment", distinct=True))
        .order_by("round", "rater")
    )
    raters = Member.objects.in_bulk({row["rater"] for row in counts})
    commitments = {
        (row.round_id, row.rater_id): row.sha256
        for row in Commitment.objects.filter(round__in={row["round"] for row in counts})
    }
    found: dict[int, list[Progress]] = defaultdict(list)
    for row in counts:
        commitment = commitments.get((row["round"], row["rater"]), "")
        found[row["round"]].append(Progress(raters[row["rater"]], row["assigned"], row["submitted"], commitment))
    return found


def hides_classifications(user: Any) -> bool:
    """Whether `user` is coding somewhere without severity, CVSS and CWE."""
    return Assignment.objects.filter(
        rater__user=user,
        rater__retired_at__isnull=True,
        handed_over_at__isnull=True,
        round__state__in=[Round.State.PLANNED, Round.State.OPEN],
        round__show_classifications=False,
    ).exists()


def shows_classifications(user: Any) -> bool:
    return not hides_classifications(user)


def shows_in(round: Round, user: Any) -> bool:
    """Whether one of the round's raters sees severity, CVSS and CWE at the seat."""
    return round.show_classifications or (not round.sealed and shows_classifications(user))


def may_import(user: Any) -> bool:
    """The corpus grows through leads and administrators."""
    return bool(user.is_staff) or memberships(user=user).filter(is_lead=True).exists()


def own_submitted(member: Member, round: Round) -> QuerySet[Coding]:
    """The member's own standing answers in a round."""
    return latest(Coding.objects.filter(assignment__round=round, assignment__rater=member)).annotate(
        unit_number=F("assignment__unit__number")
    )
