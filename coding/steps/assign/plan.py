"""Planning a round, and opening it: from then on its plan is fixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil

from django.db import transaction

from coding.access.blinding import keyed_order, raters_in_plan_order
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotReady, RoundState
from coding.models import Assignment, EventKind, Member, Round, Study, Unit
from coding.statistics.coefficients import krippendorff_alpha
from coding.statistics.design.allocation import allocate, rater_order
from coding.statistics.selection import primaries_for
from coding.steps.codebook.versions import freeze_codebook

BOOTSTRAP_SEED = 20250101  # of every round that names none; printed with each interval


@transaction.atomic
def plan_round(
    *,
    by: Member,
    style: str,
    raters: Sequence[str],
    purpose: str = Round.Purpose.CODING,
    multi_label: bool = False,
    show_classifications: bool = False,
    primary_statistic: str | None = None,
    threshold: Decimal | None = None,
    resolution_method: str = Round.ResolutionMethod.FINAL_RATER,
    final_rater: str | None = None,
    blind_adjudication: bool = False,
    units: Sequence[int] | None = None,
    assignment_scheme: str = Round.AssignmentScheme.ALL,
    raters_per_unit: int | None = None,
    overlap_share: Decimal | None = None,
    unit_order: str = Round.UnitOrder.FIXED,
    seed: int = BOOTSTRAP_SEED,
    number: int | None = None,
) -> Round:
    """Plan a round over all units (or the `units` named). `number` plans a planned one anew.

    The `scheme` says who rates what: "all" raters each unit, "some" of them (`per_unit`), or a `share` of the units
    "twice" and the rest once.
    """
    require_role(by, "lead")
    study = Study.objects.select_for_update().get(pk=by.study_id)
    members = resolve_raters(study, raters)
    check_assignment_scheme(assignment_scheme, raters_per_unit, overlap_share, len(members))
    primary = primary_of(
        primary_statistic, len(members), multi_label, complete=assignment_scheme == Round.AssignmentScheme.ALL
    )
    sample = list(study.units.all())
    if not sample:
        raise NotReady("This study has no units yet. Draw a sample first.")
    chosen = {unit.number for unit in sample} if units is None else set(units)
    if not chosen:
        raise BadInput("A round needs units. Name at least one, or leave them out to take all.")
    if missing := chosen - {unit.number for unit in sample}:
        raise BadInput(f"The study has no unit {min(missing)}; its units are 1 to {len(sample)}.")
    rows = [unit for unit in sample if unit.number in chosen]
    coding_round = planned_round(study, number)
    coding_round.style = style
    coding_round.purpose = purpose
    coding_round.multi_label = multi_label
    coding_round.show_classifications = show_classifications
    coding_round.primary_statistic = primary
    coding_round.threshold = threshold
    coding_round.resolution_method = resolution_method
    coding_round.final_rater = resolve_final_rater(study, resolution_method, final_rater)
    coding_round.blind_adjudication = blind_adjudication
    if blind_adjudication and (why := allocation_order(coding_round.final_rater, members)):
        raise BadInput(f"The raters' names cannot be hidden from the final rater: {why}.")
    coding_round.assignment_scheme, coding_round.raters_per_unit, coding_round.overlap_share = (
        assignment_scheme,
        raters_per_unit,
        overlap_share,
    )
    coding_round.unit_order = unit_order
    coding_round.seed = seed
    coding_round.planned_at = now()
    coding_round.full_clean()
    coding_round.save()
    coding_round.assignments.all().delete()  # of the earlier plan; nobody can have coded yet
    of = {member.pk: member for member in members}
    ordered = [of[pk] for pk in keyed_order(coding_round, of)] if blind_adjudication else members
    Assignment.objects.bulk_create(allocate_units(coding_round, ordered, rows), batch_size=5_000)
    record(
        study=study,
        kind=EventKind.ROUND_PLANNED,
        by=by,
        coding_round=coding_round,
        data=plan_of(coding_round) | {"raters": list(raters)},
    )
    return coding_round


def check_assignment_scheme(
    assignment_scheme: str, raters_per_unit: int | None, overlap_share: Decimal | None, raters: int
) -> None:
    if assignment_scheme == Round.AssignmentScheme.FIXED_NUMBER and not 2 <= (raters_per_unit or 0) <= raters:
        raise BadInput(f"Say how many raters a unit gets: from 2 to {raters}.")
    if assignment_scheme == Round.AssignmentScheme.OVERLAP and not (
        overlap_share is not None and 0 < overlap_share <= 1
    ):
        raise BadInput("Say which share of the units is coded twice: above 0, at most 1, such as 0.2.")
    if (assignment_scheme != Round.AssignmentScheme.FIXED_NUMBER and raters_per_unit is not None) or (
        assignment_scheme != Round.AssignmentScheme.OVERLAP and overlap_share is not None
    ):
        raise BadInput("`per_unit` belongs to the scheme “some”, `share` to “twice”. Leave the other out.")


def allocate_units(coding_round: Round, raters: Sequence[Member], units: Sequence[Unit]) -> Iterator[Assignment]:
    """The assignments that the plan makes, each rater's in their own order."""
    ratings = {
        Round.AssignmentScheme.ALL: [len(raters)] * len(units),
        Round.AssignmentScheme.FIXED_NUMBER: [coding_round.raters_per_unit or 0] * len(units),
        Round.AssignmentScheme.OVERLAP: [2] * ceil((coding_round.overlap_share or 0) * len(units)),
    }[Round.AssignmentScheme(coding_round.assignment_scheme)]
    ratings += [1] * (len(units) - len(ratings))
    of_unit = allocate(range(len(units)), len(raters), ratings, coding_round.seed)
    owns: list[dict[int, Unit]] = [{} for _ in raters]
    for unit, chosen in zip(units, of_unit, strict=True):
        for place in chosen:
            owns[place][unit.number] = unit
    for rater, own in zip(raters, owns, strict=True):
        numbers = (
            list(own)
            if coding_round.unit_order == Round.UnitOrder.FIXED
            else rater_order(list(own), coding_round.seed, rater.name)
        )
        for turn, number in enumerate(numbers, 1):
            yield Assignment(round=coding_round, rater=rater, unit=own[number], position=turn)


def planned_round(study: Study, number: int | None) -> Round:
    """A new round, or the planned one of that number."""
    if number is None:
        return Round(study=study, number=study.rounds.count() + 1)
    coding_round = Round.objects.select_for_update().get(study=study, number=number)
    if coding_round.state != Round.State.PLANNED:
        raise RoundState(f"Round {number} is open or was; its plan is fixed.")
    return coding_round


def resolve_raters(study: Study, names: Sequence[str]) -> list[Member]:
    if len(set(names)) != len(names) or len(names) < 2:
        raise BadInput("Agreement needs at least two different raters.")
    found = {m.name: m for m in study.members.filter(name__in=names, is_rater=True, retired_at__isnull=True)}
    if missing := [name for name in names if name not in found]:
        raise BadInput(f"{missing[0]} is not a rater of this study. Give them the role first.")
    return [found[name] for name in names]


def resolve_final_rater(study: Study, resolution_method: str, name: str | None) -> Member | None:
    """The designated final rater, whom every settling but pure discussion needs."""
    if resolution_method == Round.ResolutionMethod.DISCUSSION:
        return None
    if not name:
        raise BadInput("Choose the final rater who settles disagreements.")
    member = study.members.filter(name=name, retired_at__isnull=True, is_adjudicator=True).first()
    if member is None:
        raise BadInput(f"{name} is not an adjudicator of this study. Give them the role first.")
    return member


def allocation_order(final: Member | None, raters: Sequence[Member]) -> str:
    """Why hiding the raters' names from the final rater is no use, or nothing."""
    if final is None:
        return "this round is settled by discussion alone, without a final rater"
    if final in raters:
        return f"{final.name} is one of the raters"
    return f"{final.name} leads the study and sees them anyway" if final.is_lead else ""


def primary_statistics(raters: int, multi_label: bool, *, complete: bool = True) -> list[str]:
    """The statistics that can be fixed beforehand as the primary one; the first is the default.

    Where not everybody codes everything, alpha comes first: it takes any number of ratings of a unit.
    """
    names = [coefficient.name for coefficient in primaries_for(raters, multilabel=multi_label)]
    if raters > 2 and not complete and not multi_label:
        names.sort(key=lambda name: name != krippendorff_alpha.name)
    return names


def primary_of(name: str | None, raters: int, multi_label: bool, *, complete: bool = True) -> str:
    choices = primary_statistics(raters, multi_label, complete=complete)
    if name is None:
        return choices[0]
    if name not in choices:
        kind = "several codes a unit" if multi_label else f"{raters} raters and one code a unit"
        raise BadInput(f"{name} cannot be the primary statistic for {kind}. Take one of {', '.join(choices)}.")
    return name


def plan_of(coding_round: Round) -> dict[str, object]:
    """What is fixed beforehand, as it is written into the history."""
    return {
        "style": coding_round.style,
        "purpose": coding_round.purpose,
        "units": coding_round.assignments.values("unit").distinct().count(),
        "multi_label": coding_round.multi_label,
        "show_classifications": coding_round.show_classifications,
        "primary_statistic": coding_round.primary_statistic,
        "threshold": None if coding_round.threshold is None else str(coding_round.threshold),
        "resolution_method": coding_round.resolution_method,
        "final_rater": coding_round.final_rater.name if coding_round.final_rater else None,
        "blind_adjudication": coding_round.blind_adjudication,
        "assignment_scheme": coding_round.assignment_scheme,
        "raters_per_unit": coding_round.raters_per_unit,
        "overlap_share": None if coding_round.overlap_share is None else str(coding_round.overlap_share),
        "unit_order": coding_round.unit_order,
        "seed": coding_round.seed,
    }


@transaction.atomic
def open_round(*, by: Member, number: int) -> Round:
    """Open the round: raters can code, and the plan cannot change any more."""
    require_role(by, "lead")
    coding_round = Round.objects.select_for_update().get(study=by.study_id, number=number)
    if coding_round.state != Round.State.PLANNED:
        raise RoundState(f"Round {number} was opened before.")
    if other := Round.objects.filter(study=by.study_id, state=Round.State.OPEN).first():
        raise RoundState(f"Round {other.number} is open. Close it before you open another.")
    planned = Member.objects.filter(assignments__round=coding_round)
    if gone := planned.exclude(is_rater=True, retired_at__isnull=True).first():
        raise NotReady(f"{gone.name} no longer rates in this study. Plan the round anew.")
    if coding_round.blind_adjudication and (
        why := allocation_order(coding_round.final_rater, raters_in_plan_order(coding_round))
    ):
        raise NotReady(f"The raters' names cannot be hidden from the final rater: {why}. Plan the round anew.")
    if coding_round.style == Round.Style.CLOSED:
        coding_round.codebook_version = freeze_codebook(by=by)
        if not coding_round.codebook_version.content:
            raise NotReady("A closed round codes with the shared codebook, which is empty. Add codes first.")
    coding_round.state, coding_round.opened_at = Round.State.OPEN, now()
    coding_round.save(update_fields=["state", "opened_at", "codebook_version"])
    record(study=by.study, kind=EventKind.ROUND_OPENED, by=by, coding_round=coding_round, data=plan_of(coding_round))
    return coding_round
