"""Reassign the unsubmitted units of a rater to another rater while the round is open."""

from __future__ import annotations

from django.db.models import Max

from advisories.platform.transactions import step
from advisories.text.counting import count_noun
from coding.access.hand_overs import certain_units, lead_had_units_of, lead_reads_units_of
from coding.access.membership import require_role
from coding.access.orders import hand_over_order, unit_order_key
from coding.access.seal import require_open
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotAllowed, NotReady
from coding.locks import lock_assignments, lock_members, lock_round
from coding.models import Assignment, Coding, EventKind, Member, Round
from coding.queries.worklist import unsubmitted
from coding.statistics.design.allocation import keyed_unit_order
from coding.steps.code.submit import commit_when_complete
from coding.steps.shown_suggestions import record_suggestions_seen


@step
def reassign(*, by: Member, coding_round: Round, from_rater: str, to_rater: str, units: int | None = None) -> int:
    """Reassign `units` unsubmitted units of a rater, or as many as possible, and return their number.

    A keyed order draws them, so that no one but the new rater learns which units they are. The number and every refusal
    depend on what all members may know. Submitted codings remain with their rater. A draft also remains, and only its
    rater can see it.
    """
    require_role(by, "lead")
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    require_open(coding_round)
    giver, taker = member_named(by, from_rater), member_named(by, to_rater)
    if giver.pk == taker.pk:
        raise BadInput("Choose two different raters.")
    if not taker.is_rater or taker.retired_at is not None:
        raise NotAllowed(f"{to_rater} is not a rater of this study. Give them the role first.")
    if coding_round.blind_adjudication and taker.pk == coding_round.final_rater_id:
        raise NotAllowed(f"{to_rater} is the final rater, from whom raters' names are hidden. Choose another rater.")
    # A submission locks its assignment, so none of these units can be submitted from here on.
    lock_members([giver, taker])
    lock_assignments(round=coding_round, rater__in=[giver, taker])
    remaining = list(unsubmitted(giver, coding_round).select_related("unit"))
    units = number_to_reassign(coding_round, giver, taker, len(remaining), units)
    of_taker = set(
        Assignment.objects.filter(round=coding_round, rater=taker, reassigned_at=None).values_list("unit", flat=True)
    )
    rows = hand_over_order(coding_round, giver, [row for row in remaining if row.unit_id not in of_taker])[:units]
    Assignment.objects.filter(pk__in=[row.pk for row in rows]).update(reassigned_at=now())
    transfer(coding_round, taker, rows)
    last = Coding.objects.filter(assignment__round=coding_round, assignment__rater=giver).order_by("-pk").first()
    if last is not None:
        commit_when_complete(by=giver, coding_round=coding_round, last=last)
    record(
        study=coding_round.study,
        kind=EventKind.UNITS_REASSIGNED,
        by=by,
        coding_round=coding_round,
        data={"from": giver.name, "to": taker.name, "units": len(rows)},
    )
    record_suggestions_seen(coding_round, [taker])
    return len(rows)


def number_to_reassign(coding_round: Round, giver: Member, taker: Member, remaining: int, units: int | None) -> int:
    """Return how many units go from `giver` to `taker`; raise NotReady if `units` cannot."""
    if not remaining:
        raise NotReady(f"{giver.name} has submitted all units. Choose a rater with units that are not submitted.")
    if units is not None and units > remaining:
        raise NotReady(
            f"{giver.name} has {count_noun(remaining, 'unit')} that are not submitted. Enter at most {remaining}."
        )
    if lead_reads_units_of(taker) and lead_had_units_of(coding_round, giver):
        raise NotReady(
            f"{giver.name} has units that a lead had before. If they went to {taker.name}, the lead would see which of "
            "them are submitted. Choose a rater with an account who is not a lead."
        )
    most = certain_units(coding_round, giver, taker, remaining)
    if not most:
        raise NotReady(f"{taker.name} may already have all units that {giver.name} could give. Choose another rater.")
    if units is not None and units > most:
        raise NotReady(
            f"{taker.name} may already have {count_noun(remaining - most, 'unit')} of those that {giver.name} could "
            f"give. Enter at most {most}, or choose another rater."
        )
    return units or most


def member_named(by: Member, name: str) -> Member:
    """Return the member of this name; raise BadInput if the study has none."""
    member = Member.objects.filter(study=by.study_id, name=name).first()
    if member is None:
        raise BadInput(f"Unknown member “{name}”. Choose a member of this study.")
    return member


def transfer(coding_round: Round, taker: Member, rows: list[Assignment]) -> None:
    """Append the units to the work list of `taker`, in the unit order of the plan."""
    units = {row.unit.number: row.unit for row in rows}
    random = coding_round.unit_order == Round.UnitOrder.RANDOM
    order = keyed_unit_order(list(units), unit_order_key(coding_round, taker)) if random else sorted(units)
    own = Assignment.objects.filter(round=coding_round, rater=taker)
    end = own.aggregate(end=Max("position"))["end"] or 0
    # A unit that was assigned to this rater before gets the same assignment again, with its draft.
    earlier = {row.unit_id: row for row in own.filter(unit__in=units.values())}
    assignments = []
    for position, number in enumerate(order, end + 1):
        unit = units[number]
        row = earlier.get(unit.pk) or Assignment(round=coding_round, rater=taker, unit=unit, planned=False)
        row.position, row.reassigned_at = position, None
        assignments.append(row)
    Assignment.objects.bulk_create([row for row in assignments if row.pk is None])
    Assignment.objects.bulk_update([row for row in assignments if row.pk is not None], ["position", "reassigned_at"])
