"""Plan a round and open it. Opening fixes the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from advisories.platform.transactions import step
from coding.access.blinding import raters_in_plan_order
from coding.access.membership import require_role
from coding.access.orders import allocation_seed, letter_order, unit_order_key
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotReady, RoundState
from coding.loading.screening import project_counts
from coding.locks import lock_round, lock_study
from coding.models import Assignment, EventKind, Member, Round, Study, Unit
from coding.round_settings import ROUND_SETTINGS
from coding.round_settings.checks import ORDER, ORDERED_CODES, SCORES, scale_of, why_unordered
from coding.round_settings.plan import complete_settings, settings_as_json
from coding.statistics.design.allocation import allocate, keyed_unit_order
from coding.statistics.intervals import SEED
from coding.statistics.registry import COEFFICIENTS, ORDERED, SCORED
from coding.steps.codebook.order import codes_in_use, order_for_round
from coding.steps.codebook.versions import freeze_codebook
from coding.steps.shown_suggestions import record_suggestions_seen

BOOTSTRAP_SEED = SEED  # of every round that states no seed; printed with each interval


@step
def plan_round(
    *,
    by: Member,
    raters: Sequence[str],
    units: Sequence[int] | None = None,
    seed: int = BOOTSTRAP_SEED,
    number: int | None = None,
    secret: str | None = None,
    **settings: Any,
) -> Round:
    """Plan a round over all units, or the `units` named. With `number`, replace the plan of a planned round.

    Return the last round if it is planned in the same way: a double click plans one round.
    `settings` are those of `coding.round_settings`. The final rater is given by name. `seed` is that of the bootstrap.
    The secret of a new round is random; only the demo states a `secret`.
    """
    require_role(by, "lead")
    study = lock_study(by.study_id)
    members = resolve_raters(study, raters)
    values = complete_settings(settings, len(members), study.kind, code_order_of(study))
    final_rater = resolve_final_rater(study, values["final_rater"])
    if values["blind_adjudication"] and (why := why_not_blind(final_rater, members)):
        problem = f"The raters' names cannot be hidden from the final rater: {why}."
        raise BadInput(problem, fields={"blind_adjudication": [problem]})
    chosen = resolve_units(study, units)
    if study.screening_id and "screened" not in study.sampling_plan:  # the screening began after the draw
        study.sampling_plan |= {"screened": project_counts(study)}
        study.save(update_fields=["sampling_plan"])
    coding_round = planned_round(study, number)
    if secret:
        coding_round.secret = secret
    for name, value in (values | {"final_rater": final_rater}).items():
        setattr(coding_round, name, value)
    coding_round.seed = seed
    coding_round.planned_at = now()
    coding_round.full_clean()
    last = study.rounds.last() if number is None and not secret else None
    if last and same_plan(last, coding_round, members, chosen):
        return last  # a second click on the same plan
    coding_round.save()
    coding_round.assignments.all().delete()  # of the plan that is replaced; no one can have coded yet
    by_key = {member.pk: member for member in members}
    ordered = [by_key[pk] for pk in letter_order(coding_round, by_key)] if coding_round.blind_adjudication else members
    Assignment.objects.bulk_create(allocate_units(coding_round, ordered, chosen), batch_size=5_000)
    record(
        study=study,
        kind=EventKind.ROUND_PLANNED,
        by=by,
        coding_round=coding_round,
        data=plan_data(coding_round) | {"raters": list(raters)},
    )
    return coding_round


def same_plan(planned: Round, new: Round, raters: Sequence[Member], units: Sequence[Unit]) -> bool:
    """Return whether a round is still planned, with the settings, raters and units of a new one."""
    if planned.state != Round.State.PLANNED or planned.seed != new.seed:
        return False
    if any(getattr(planned, name) != getattr(new, name) for name in ROUND_SETTINGS):
        return False
    assigned = planned.assignments.order_by()
    return set(assigned.values_list("rater", flat=True)) == {member.pk for member in raters} and set(
        assigned.values_list("unit", flat=True)
    ) == {unit.pk for unit in units}


def resolve_units(study: Study, numbers: Sequence[int] | None) -> list[Unit]:
    """Return the units of these numbers, in the order of the sample; all units for None."""
    sample = list(study.units.all())
    if not sample:
        raise NotReady("This study has no units yet. Draw a sample first.")
    chosen = {unit.number for unit in sample} if numbers is None else set(numbers)
    if not chosen:
        raise BadInput("A round needs units. Name at least one, or leave them out to take all.")
    if missing := chosen - {unit.number for unit in sample}:
        raise BadInput(f"The study has no unit {min(missing)}; its units are 1 to {len(sample)}.")
    return [unit for unit in sample if unit.number in chosen]


def allocate_units(coding_round: Round, raters: Sequence[Member], units: Sequence[Unit]) -> Iterator[Assignment]:
    """Yield the assignments of the plan, each rater's units in that rater's order."""
    ratings = {
        Round.AssignmentScheme.ALL: [len(raters)] * len(units),
        Round.AssignmentScheme.FIXED_NUMBER: [coding_round.raters_per_unit or 0] * len(units),
        Round.AssignmentScheme.OVERLAP: [2] * ceil((coding_round.overlap_share or 0) * len(units)),
    }[Round.AssignmentScheme(coding_round.assignment_scheme)]
    ratings += [1] * (len(units) - len(ratings))
    of_unit = allocate(range(len(units)), len(raters), ratings, allocation_seed(coding_round))
    own_units: list[dict[int, Unit]] = [{} for _ in raters]
    for unit, chosen in zip(units, of_unit, strict=True):
        for rater_index in chosen:
            own_units[rater_index][unit.number] = unit
    for rater, own in zip(raters, own_units, strict=True):
        numbers = (
            list(own)
            if coding_round.unit_order == Round.UnitOrder.FIXED
            else keyed_unit_order(list(own), unit_order_key(coding_round, rater))
        )
        for position, number in enumerate(numbers, 1):
            yield Assignment(round=coding_round, rater=rater, unit=own[number], position=position)


def planned_round(study: Study, number: int | None) -> Round:
    """Return a new round, or the planned round of that number, which keeps its secret."""
    if number is None:
        return Round(study=study, number=study.rounds.count() + 1)
    coding_round = lock_round(study.pk, number=number)
    if coding_round.state != Round.State.PLANNED:
        raise RoundState(f"The plan of round {number} is fixed because the round was opened. Plan another round.")
    return coding_round


def resolve_raters(study: Study, names: Sequence[str]) -> list[Member]:
    """Return the raters of these names, in this order. They may still have to accept, before the round opens."""
    if len(set(names)) != len(names) or len(names) < 2:
        raise BadInput("Agreement needs at least two different raters.")
    current = study.members.filter(name__in=names, retired_at__isnull=True)
    members = {member.name: member for member in current if member.may_become("rater")}
    if missing := [name for name in names if name not in members]:
        raise BadInput(f"{missing[0]} is not a rater of this study. Give them the role first.")
    return [members[name] for name in names]


def resolve_final_rater(study: Study, name: str | None) -> Member | None:
    """Return the adjudicator of that name; None if the plan has no final rater."""
    if name is None:
        return None
    member = study.members.filter(name=name, retired_at__isnull=True).first()
    if member is None or not member.may_become("adjudicator"):
        raise BadInput(f"{name} is not an adjudicator of this study. Give them the role first.")
    return member


def why_not_blind(final_rater: Member | None, raters: Sequence[Member]) -> str:
    """Return why hiding the raters' names from the final rater is impossible, or ""."""
    if final_rater is None:
        return "this round has no final rater"
    if final_rater in raters:
        return f"{final_rater.name} is one of the raters"
    return f"{final_rater.name} leads the study and sees them anyway" if final_rater.is_lead else ""


def plan_data(coding_round: Round) -> dict[str, object]:
    """Return the plan as an event stores it."""
    units = coding_round.assignments.values("unit").distinct().count()
    return settings_as_json(coding_round) | {"units": units, "seed": coding_round.seed}


@step
def open_round(*, by: Member, number: int) -> Round:
    """Open a round: its raters can code, and its plan can no longer change."""
    require_role(by, "lead")
    coding_round = lock_round(by.study_id, number=number)
    if coding_round.state != Round.State.PLANNED:
        raise RoundState(f"Round {number} was already opened.")
    if other := Round.objects.filter(study=by.study_id, state=Round.State.OPEN).first():
        raise RoundState(f"Round {other.number} is open. Close it before you open another.")
    require_accepted(coding_round)
    if coding_round.blind_adjudication and (
        why := why_not_blind(coding_round.final_rater, raters_in_plan_order(coding_round))
    ):
        raise NotReady(f"The raters' names cannot be hidden from the final rater: {why}. Change the plan of the round.")
    if coding_round.style == Round.Style.CLOSED:
        coding_round.codebook_version = freeze_codebook(by=by)
        if not coding_round.codebook_version.content:
            raise NotReady("This round uses a fixed codebook, but the shared codebook is empty. Add codes first.")
    coding_round.code_order = order_for_round(coding_round)
    require_primary_applies(coding_round)
    coding_round.state, coding_round.opened_at = Round.State.OPEN, now()
    coding_round.save(update_fields=["state", "opened_at", "codebook_version", "code_order"])
    data = plan_data(coding_round)
    if coding_round.code_order is not None:
        data["code_order"] = coding_round.code_order
    record(study=by.study, kind=EventKind.ROUND_OPENED, by=by, coding_round=coding_round, data=data)
    record_suggestions_seen(coding_round, raters_in_plan_order(coding_round))
    return coding_round


def require_primary_applies(coding_round: Round) -> None:
    """Raise NotReady if the codes lost the order or the scores that the primary statistic needs."""
    values = {name: getattr(coding_round, name) for name in ("primary_statistic", "style", "multi_label")}
    name, order = coding_round.primary_statistic, coding_round.code_order or []
    values["code_order"] = order_kind([row["score"] for row in order])
    scale = scale_of(values)
    missing = (SCORED if scale is None or not scale.given else None, ORDERED if scale is None else None)
    if name in ORDERED_CODES and set(COEFFICIENTS[name].scope) & set(missing):
        raise NotReady(
            f"{COEFFICIENTS[name].label.capitalize()} is the primary statistic, but {why_unordered(values)}. "
            "Or change the plan of the round."
        )


def code_order_of(study: Study) -> str:
    """Return whether all codes of the codebook have a place in an order, and scores: `ORDER`, `SCORES` or ""."""
    rows = list(codes_in_use(study).values_list("rank", "score"))
    return "" if any(rank is None for rank, _ in rows) else order_kind([score for _, score in rows])


def order_kind(scores: Sequence[float | None]) -> str:
    """Return what ordered codes with these scores have: `ORDER`, `SCORES`, or "" without a code."""
    return "" if not scores else ORDER if None in scores else SCORES


def require_accepted(coding_round: Round) -> None:
    """Raise NotReady unless all raters and the final rater of the plan have accepted their roles, and are members."""
    raters = Member.objects.filter(assignments__round=coding_round)
    final_rater = Member.objects.filter(pk__in=[coding_round.final_rater_id])
    for people, role, verb in ((raters, "rater", "rates"), (final_rater, "adjudicator", "adjudicates")):
        missing = people.exclude(**{f"is_{role}": True}, retired_at__isnull=True).order_by("pk").first()
        if missing is None:
            continue
        if missing.retired_at is None and missing.may_become(role):
            waits = "the invitation" if missing.joined_at is None else f"the role of {role}"
            raise NotReady(f"{missing.name} has not accepted {waits} yet. Wait, or change the plan of the round.")
        raise NotReady(f"{missing.name} no longer {verb} in this study. Change the plan of the round.")
