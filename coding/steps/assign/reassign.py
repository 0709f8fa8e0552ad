"""A rater joins or leaves mid-way: the units without a submission go to somebody else, unread."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from coding.access.membership import require_role
from coding.access.seal import require_open
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotAllowed, NotReady
from coding.models import Assignment, Coding, EventKind, Member, Round
from coding.queries.worklist import unsubmitted
from coding.statistics.design.allocation import rater_order
from coding.steps.code.submit import commit_when_complete


@transaction.atomic
def reassign(*, by: Member, coding_round: Round, from_rater: str, to_rater: str, units: int | None = None) -> int:
    """Give the last `units` (all, if not said) of one rater's units without a submission to another rater.

    What was submitted stays the giver's. A draft stays on record, seen by its rater alone. Returns how many went.
    """
    require_role(by, "lead")
    coding_round = Round.objects.select_for_update().get(pk=coding_round.pk)
    require_open(coding_round)
    from_, to = named(by, from_rater), named(by, to_rater)
    if from_.pk == to.pk:
        raise BadInput("Choose two different raters.")
    if not to.is_rater or to.retired_at is not None:
        raise NotAllowed(f"{to_rater} is not a rater of this study. Give them the role first.")
    if coding_round.blind_adjudication and to.pk == coding_round.final_rater_id:
        raise NotAllowed(f"{to_rater} is the final rater, from whom raters' names are hidden. Choose another rater.")
    # Locked first, as a submission locks its own: then none of them can be submitted any more.
    list(Assignment.objects.select_for_update().filter(round=coding_round, rater=from_).values_list("pk"))
    held = Assignment.objects.filter(round=coding_round, rater=to, reassigned_at__isnull=True).values("unit")
    free = list(unsubmitted(from_, coding_round).exclude(unit__in=held).select_related("unit").order_by("-position"))
    free = free[: len(free) if units is None else units]
    if not free:
        raise NotReady(
            f"{from_rater} has no unit to give to {to_rater}: all are submitted or already assigned to {to_rater}."
        )
    at = now()
    Assignment.objects.filter(pk__in=[row.pk for row in free]).update(reassigned_at=at)
    transfer(coding_round, to, free)
    last = Coding.objects.filter(assignment__round=coding_round, assignment__rater=from_).order_by("-pk").first()
    if last is not None:
        commit_when_complete(by=from_, coding_round=coding_round, last=last)
    record(
        study=coding_round.study,
        kind=EventKind.UNITS_REASSIGNED,
        by=by,
        coding_round=coding_round,
        data={"from": from_.name, "to": to.name, "units": len(free)},
    )
    return len(free)


def named(by: Member, name: str) -> Member:
    found = Member.objects.filter(study=by.study_id, name=name).first()
    if found is None:
        raise BadInput(f"There is no member {name!r} in this study.")
    return found


def transfer(coding_round: Round, to: Member, rows: list[Assignment]) -> None:
    """Put the units at the end of the taker's list, in the order that the plan would give them."""
    units = {row.unit.number: row.unit for row in rows}
    random = coding_round.unit_order == Round.UnitOrder.RANDOM
    order = rater_order(list(units), coding_round.seed, to.name) if random else sorted(units)
    end = Assignment.objects.filter(round=coding_round, rater=to).aggregate(end=Max("position"))["end"] or 0
    # A unit that was the taker's before comes back, with the draft it may have.
    before = {
        row.unit_id: row for row in Assignment.objects.filter(round=coding_round, rater=to, unit__in=units.values())
    }
    new = []
    for place, number in enumerate(order, end + 1):
        unit = units[number]
        row = before.get(unit.pk) or Assignment(round=coding_round, rater=to, unit=unit)
        row.position, row.reassigned_at = place, None
        new.append(row)
    Assignment.objects.bulk_create([row for row in new if row.pk is None])
    Assignment.objects.bulk_update([row for row in new if row.pk is not None], ["position", "reassigned_at"])
