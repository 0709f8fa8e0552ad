"""Drawing the sample: which advisories become units, and the plan by which anybody can draw them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction

from advisories.models import Advisory, Document
from advisories.platform.database import where_in
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, RoundState
from coding.loading.screening import included_projects
from coding.models import EventKind, Member, Study, Unit
from coding.statistics.design.sampling import (
    ALLOCATIONS,
    Allocation,
    allocate,
    simple_sample,
    sizes_of,
    stratified_sample,
)

SEED: Final = 20250101  # of a random sample that names none
STRATA: Final = ("project", "severity", "year")
NONE: Final = {"project": "no project", "severity": "unknown", "year": "no date"}


@dataclass(frozen=True, slots=True)
class SampleDrawing:
    """What a sample would be: keys in order, how it came about in words and as values."""

    keys: list[str]
    described: str
    plan: dict[str, Any] = field(default_factory=dict)


def drawing(
    *,
    keys: Sequence[str],
    described: str,
    size: int | None = None,
    seed: int | None = None,
    stratify: str = "",
    allocation: Allocation = "proportional",
) -> SampleDrawing:
    """Choose from `keys`, in their order: all of them, `size` at random, or `size` at random from strata.

    Raises
    ------
    BadInput
        If there is nothing to choose from, or not that many.
    """
    population = list(dict.fromkeys(keys))
    if not population:
        raise BadInput("No advisory matches, so there is nothing to sample. Change the filter.")
    plan: dict[str, Any] = {"method": "all", "population": len(population)}
    if size is None:
        if stratify:
            raise BadInput("Strata need a size: all of them are taken otherwise. Say how many to draw.")
        return SampleDrawing(population, described, plan | {"sampled": len(population)})
    if not 1 <= size <= len(population):
        raise BadInput(f"A sample of {size} cannot be drawn from {len(population)} advisories.")
    seed = SEED if seed is None else seed
    plan |= {"method": "random", "sampled": size, "seed": seed}
    described += f"; of these {len(population)} a "
    if not stratify:
        chosen = [population[place] for place in simple_sample(len(population), size, seed)]
        return SampleDrawing(chosen, f"{described}simple random sample of {size} (seed {seed})", plan)
    strata = strata_of(population, stratify)
    sizes = sizes_of(strata)
    drawn = allocate(sizes, size, allocation)
    chosen = [population[place] for place in stratified_sample(strata, drawn, seed)]
    plan |= {
        "method": "stratified",
        "stratified_by": stratify,
        "allocation": allocation,
        "strata": [{"name": name, "population": sizes[name], "sampled": drawn[name]} for name in sorted(sizes)],
    }
    parts = {"proportional": "in proportion to their sizes", "equal": "in equal parts"}[allocation]
    described += f"random sample of {size}, stratified by {stratify}, {parts} (seed {seed})"
    return SampleDrawing(chosen, described, plan)


def within_screening(study: Study, keys: Sequence[str], described: str) -> tuple[list[str], str]:
    """Those of the advisories whose project was screened and included, and the same in words."""
    included = included_projects(study)
    if included is None:
        return list(keys), described
    rows = Advisory.objects.filter(key__in=where_in(keys)).values_list("key", "project")
    project_of = dict(rows)
    kept = [key for key in keys if project_of.get(key) in included]
    noun = "project" if len(included) == 1 else "projects"
    return kept, f"{described}; of these the {len(kept)} of the {len(included)} {noun} that screening included"


def strata_of(keys: Sequence[str], by: str) -> list[str]:
    """The stratum of each advisory: its project's name, its severity, or its year of publication."""
    if by not in STRATA:
        raise BadInput(f"A sample can be stratified by {', '.join(STRATA)}.")
    rows = Advisory.objects.filter(key__in=where_in(keys)).values_list(
        "key", "project__name", "severity", "published_at"
    )
    found = {
        key: {"project": project, "severity": severity, "year": published and str(published.year)}[by] or NONE[by]
        for key, project, severity, published in rows
    }
    return [found.get(key, NONE[by]) for key in keys]


@transaction.atomic
def draw_sample(
    *,
    by: Member,
    keys: Sequence[str],
    described: str,
    size: int | None = None,
    seed: int | None = None,
    stratify: str = "",
    allocation: Allocation = "proportional",
    plan: dict[str, Any] | None = None,
) -> int:
    """Make units of these advisories' current documents, in the order of `keys`; returns how many.

    `described` says in words what `keys` are and in which order, `plan` the same as values. An earlier sample is
    replaced as long as no round was planned.
    """
    require_role(by, "lead")
    if allocation not in ALLOCATIONS:
        raise BadInput(f"A sample is divided over strata {' or '.join(ALLOCATIONS)}.")
    study = require_no_round(by)
    drawn = drawing(keys=keys, described=described, size=size, seed=seed, stratify=stratify, allocation=allocation)
    documents = current_documents(drawn.keys)
    if not documents:
        raise BadInput("No advisory matches, so there is nothing to sample. Change the filter.")
    replace_units(study, {documents[key]: None for key in drawn.keys if key in documents})
    study.sampling_description = f"{drawn.described}."
    study.sampling_plan = drawn.plan | (plan or {}) | {"drawn_at": now().isoformat()}
    study.save(update_fields=["sampling_description", "sampling_plan"])
    record(
        study=study,
        kind=EventKind.SAMPLE_DRAWN,
        by=by,
        data={
            "units": len(documents),
            "sampling_description": study.sampling_description,
            "advisories": [key for key in drawn.keys if key in documents],
        },
    )
    return len(documents)


@transaction.atomic
def exclude_units(*, by: Member, numbers: Sequence[int], reason: str) -> int:
    """Take units out of the sample before a round is planned, for a reason; returns how many are left.

    The others keep their order and are numbered anew.
    """
    require_role(by, "lead")
    if not reason.strip():
        raise BadInput("Say why these units are left out; it is published with the sample.")
    study = require_no_round(by)
    units = list(study.units.select_related("document__advisory").order_by("number"))
    gone = [unit for unit in units if unit.number in set(numbers)]
    if missing := set(numbers) - {unit.number for unit in gone}:
        raise BadInput(f"The study has no unit {min(missing)}; its units are 1 to {len(units)}.")
    if len(gone) == len(units):
        raise BadInput("This would leave no unit. Draw another sample instead.")
    names = [unit.identifier or unit.document.title for unit in gone]
    replace_units(study, {unit.document_id: unit.imported_metadata for unit in units if unit not in gone})
    before = study.sampling_plan.get("left_out", [])
    study.sampling_plan |= {"left_out": [*before, {"advisories": names, "reason": reason.strip()}]}
    noun = "advisory was" if len(gone) == 1 else "advisories were"
    study.sampling_description = (
        f"{study.sampling_description} {len(gone)} {noun} left out: {reason.strip().rstrip('.')}."
    )
    study.save(update_fields=["sampling_description", "sampling_plan"])
    record(study=study, kind=EventKind.UNITS_EXCLUDED, by=by, data={"advisories": names, "reason": reason.strip()})
    return len(units) - len(gone)


def require_no_round(by: Member) -> Study:
    """The member's study, locked, if its sample can still change."""
    study = Study.objects.select_for_update().get(pk=by.study_id)
    if study.rounds.exists():
        raise RoundState("The sample is fixed: a round was planned over it. Start another study for another sample.")
    return study


def replace_units(study: Study, documents: Mapping[int, dict[str, Any] | None]) -> None:
    """Make these documents the units 1, 2, …, each with what it brought along."""
    study.units.all().delete()  # no round, so nothing was coded
    Unit.objects.bulk_create(
        Unit(study=study, number=number, document_id=document, imported_metadata=brought)
        for number, (document, brought) in enumerate(documents.items(), 1)
    )


def current_documents(keys: Sequence[str]) -> dict[str, int]:
    """The newest document of each advisory."""
    rows = Document.objects.filter(advisory__key__in=where_in(keys)).order_by("pk").values_list("advisory__key", "pk")
    return {key: pk for key, pk in rows if key}
