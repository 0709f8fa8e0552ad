"""What may be handed over between raters without telling which units are submitted.

Everything here depends only on what all members may know: the plan, the numbers of units, and the history. So no answer
or refusal differs between two rounds in which a rater submitted different units.
"""

from __future__ import annotations

from collections import defaultdict

from coding.models import Assignment, Event, EventKind, Member, Round


def hand_overs(coding_round: Round) -> list[tuple[str, str]]:
    """Return from whom to whom units of the round were handed over, in order."""
    events = Event.objects.filter(round=coding_round, kind=EventKind.UNITS_REASSIGNED).order_by("number")
    return [(event.data["from"], event.data["to"]) for event in events]


def certain_units(coding_round: Round, giver: Member, taker: Member, unsubmitted: int) -> int:
    """Return how many of `unsubmitted` units of `giver` can go to `taker` whichever they are."""
    return max(0, unsubmitted - units_of_both(coding_round, giver, taker))


def units_of_both(coding_round: Round, giver: Member, taker: Member) -> int:
    """Return how many units both raters may have, as far as the plan and the history tell.

    The exact number would tell which units moved, and so which were submitted.
    """
    plans: dict[str, set[int]] = defaultdict(set)
    for rater, unit in coding_round.assignments.filter(planned=True).values_list("rater__name", "unit"):
        plans[rater].add(unit)
    # Rater → the raters of the plan whose units this rater may have.
    sources = {rater: {rater} for rater in plans}
    for from_rater, to_rater in hand_overs(coding_round):
        sources.setdefault(to_rater, set()).update(sources.get(from_rater, set()))
    shared: set[int] = set()
    for source in sources.get(giver.name, set()):
        # Units of one source differ, because each of its units is with one rater.
        for other in sources.get(taker.name, set()) - {source}:
            shared |= plans[source] & plans[other]
    assigned = Assignment.objects.filter(round=coding_round, rater=taker, reassigned_at__isnull=True).count()
    return min(len(shared), assigned)


def lead_had_units_of(coding_round: Round, rater: Member) -> bool:
    """Return whether `rater` may have units that a lead had before, as themself or for a member without an account.

    If such units went to a lead again, those that are missing would be the submitted ones.
    """
    members = Member.objects.filter(study=coding_round.study_id)
    had = {member.name for member in members if lead_reads_units_of(member)}
    for from_rater, to_rater in hand_overs(coding_round):
        if from_rater in had:
            if to_rater == rater.name:
                return True
            had.add(to_rater)
    return False


def lead_reads_units_of(member: Member) -> bool:
    """Return whether a lead learns which units the member has. A lead imports ratings of members without an account."""
    return member.is_lead or member.user_id is None
