"""Draw a sample of advisories as units of a study, by a stored and reproducible plan; exclude units."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS

from advisories.models import Advisory, Corpus, Document, Project, Snapshot
from advisories.platform.database import insert, where_in, where_in_numbers
from advisories.platform.transactions import step
from advisories.text.counting import count_noun
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, RoundState
from coding.loading.corpus_facts import facts_of_documents
from coding.loading.screening import included_projects, project_counts
from coding.locks import lock_study
from coding.models import EventKind, Member, Study, Unit
from coding.statistics.design.sampling import (
    ALLOCATIONS,
    Allocation,
    allocate,
    simple_sample,
    sizes_of,
    stratified_sample,
)

SEEDS: Final = 2**31  # a seed is smaller, as the API allows
STRATA: Final = ("project", "severity", "year")
INSPECT_FIRST: Final = "Inspect projects first, or change the screening."
NONE: Final = {"project": "no project", "severity": "unknown", "year": "no date"}


@dataclass(frozen=True, slots=True)
class SampleDrawing:
    """A sample before it is stored: keys in order, and its plan in words and as values."""

    keys: list[str]
    described: str
    plan: dict[str, Any] = field(default_factory=dict)


def drawing(
    *,
    corpus: Corpus,
    keys: Sequence[str],
    described: str,
    size: int | None = None,
    seed: int | None = None,
    stratify: str = "",
    allocation: Allocation = "proportional",
    noun: str = "advisory",
) -> SampleDrawing:
    """Choose all `keys` of a corpus, `size` at random, or `size` at random from strata. Keys stay in order.

    `noun` names what is drawn: advisory or project. Without a seed, a random one is chosen.

    Raises
    ------
    BadInput
        If there are no keys, or `size` is not between 1 and their number.
    """
    population = list(dict.fromkeys(keys))
    if not population:
        raise BadInput(f"No {noun} matches. {'Change the filter.' if noun == 'advisory' else INSPECT_FIRST}")
    plural = {"advisory": "advisories", "project": "projects"}[noun]
    plan: dict[str, Any] = {"method": "all", "population": len(population)}
    if size is None:
        if stratify:
            raise BadInput(f"A stratified sample needs a size. Enter the number of {plural} to draw.")
        return SampleDrawing(population, described, plan | {"sampled": len(population)})
    if not 1 <= size <= len(population):
        raise BadInput(f"A sample of {size} cannot be drawn from {len(population)} {plural}. Choose another size.")
    seed = secrets.randbelow(SEEDS) if seed is None else seed
    plan |= {"method": "random", "sampled": size, "seed": seed}
    described += f". Of these {len(population)} {plural}, {size} were drawn "
    if stratify and noun == "project":
        raise BadInput("A sample of projects has no strata. Draw it without them.")
    if not stratify:
        chosen = [population[index] for index in simple_sample(len(population), size, seed)]
        return SampleDrawing(chosen, f"{described}as a simple random sample (seed {seed})", plan)
    strata = strata_of(corpus, population, stratify)
    sizes = sizes_of(strata)
    drawn = allocate(sizes, size, allocation)
    chosen = [population[index] for index in stratified_sample(strata, drawn, seed)]
    plan |= {
        "method": "stratified",
        "stratified_by": stratify,
        "allocation": allocation,
        "strata": [{"name": name, "population": sizes[name], "sampled": drawn[name]} for name in sorted(sizes)],
    }
    parts = {"proportional": "in proportion to their sizes", "equal": "in equal parts"}[allocation]
    described += f"at random, stratified by {stratify}, {parts} (seed {seed})"
    return SampleDrawing(chosen, described, plan)


def within_screening(study: Study, corpus: Corpus, keys: Sequence[str], described: str) -> tuple[list[str], str]:
    """Return the advisories of projects that screening included, and their description in words.

    A study without screening includes all. Raise BadInput if it screened the projects of another corpus.
    """
    included = included_projects_of(study, corpus)
    if included is None:
        return list(keys), described
    advisories = Advisory.objects.filter(corpus=corpus, key__in=where_in(keys))
    project_of = dict(advisories.values_list("key", "project"))
    eligible = [key for key in keys if project_of.get(key) in included]
    noun = "project" if len(included) == 1 else "projects"
    of_projects = f"{len(eligible)} of the {len(included)} {noun} that screening included"
    return eligible, f"{described}, restricted to the {of_projects}"


def included_projects_of(study: Study, corpus: Corpus) -> set[int] | None:
    """Return primary keys of the projects that screening included, or None if this study screens nothing.

    Raise BadInput if it screened the projects of another corpus.
    """
    included = included_projects(study)
    if included is not None and study.screening and study.screening.corpus_id != corpus.pk:
        raise BadInput("Screening was done on the projects of another corpus. Draw the sample from that corpus.")
    return included


def inspected_projects(
    study: Study, corpus: Corpus, slugs: Sequence[str] | None = None, source: Study | None = None
) -> tuple[list[str], str]:
    """Return the slugs of the projects of a corpus to draw from, by name, and their description in words.

    These are projects with a snapshot: those of `slugs`, else those of the study `source`, else all. `source` gives the
    projects that its screening included or, without one, those of its units. The study's own screening applies as well.
    """
    projects = Project.objects.filter(corpus=corpus, snapshots__isnull=False, joined_into=None)
    described = "All inspected projects"
    if slugs is not None:
        known = set(projects.filter(slug__in=where_in(slugs)).values_list("slug", flat=True))
        if missing := [slug for slug in slugs if slug not in known]:
            raise BadInput(f"No snapshot of a project “{missing[0]}”. Inspect it first.")
        projects, described = projects.filter(slug__in=where_in(slugs)), f"{len(set(slugs))} projects named one by one"
    if source is not None:
        screened = included_projects(source)
        if screened is None:
            slugs_of_units = Unit.objects.filter(study=source).values_list("facts__project__slug", flat=True)
            names = {slug for slug in slugs_of_units.order_by() if slug}
            described = f"The inspected projects of the units of the study “{source.title}”"
        else:
            rows = Project.objects.filter(pk__in=where_in_numbers(screened))
            names = set(rows.values_list("slug", flat=True))
            described = f"The inspected projects that the screening of the study “{source.title}” included"
        projects = projects.filter(slug__in=where_in(names))  # of this corpus, whichever `source` has them in
    included = included_projects_of(study, corpus)
    if included is not None:
        projects = projects.filter(pk__in=where_in_numbers(included))
        described += f", restricted to the {count_noun(len(included), 'project')} that screening included"
    return [slug for _, slug in sorted(set(projects.values_list("label", "slug")))], described


def strata_of(corpus: Corpus, keys: Sequence[str], by: str) -> list[str]:
    """Return the stratum of each advisory of a corpus: its project's name, its severity, or its year of publication."""
    if by not in STRATA:
        raise BadInput(f"Invalid stratification “{by}”. Choose {', '.join(STRATA)}.")
    rows = Advisory.objects.filter(corpus=corpus, key__in=where_in(keys)).values_list(
        "key", "project__label", "severity", "published_at"
    )
    stratum = {
        key: {"project": project, "severity": severity, "year": published and str(published.year)}[by] or NONE[by]
        for key, project, severity, published in rows
    }
    return [stratum.get(key, NONE[by]) for key in keys]


@step
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
    corpus: Corpus | None = None,
) -> int:
    """Draw a sample, store its current documents as units in the order of `keys`, and return their number.

    `corpus` is a shared one; by default the study's own. `described` states the selection and order of `keys` in words,
    `plan` as values. An earlier sample is replaced. Raise RoundState if a round is planned.
    """
    require_role(by, "lead")
    if allocation not in ALLOCATIONS:
        raise BadInput(f"Invalid allocation “{allocation}”. Choose {' or '.join(ALLOCATIONS)}.")
    study = require_no_round(by)
    noun = "project" if study.of_projects else "advisory"
    corpus = corpus or study.corpus
    if not corpus.shared and corpus != study.corpus:
        raise BadInput("A sample is drawn from the study's own corpus or from a shared one. Choose one of them.")
    drawn = drawing(
        corpus=corpus,
        keys=keys,
        described=described,
        size=size,
        seed=seed,
        stratify=stratify,
        allocation=allocation,
        noun=noun,
    )
    documents_of = snapshot_documents if study.of_projects else current_documents
    documents = documents_of(corpus, drawn.keys)
    if not documents:
        raise BadInput(f"No {noun} matches. {INSPECT_FIRST if study.of_projects else 'Change the filter.'}")
    replace_units(study, {documents[key]: None for key in drawn.keys if key in documents})
    study.sampling_description = f"{drawn.described}."
    screened = {"screened": project_counts(study)} if study.screening_id else {}
    study.sampling_plan = drawn.plan | (plan or {}) | screened | {"drawn_at": now().isoformat()}
    study.save(update_fields=["sampling_description", "sampling_plan"])
    record(
        study=study,
        kind=EventKind.SAMPLE_DRAWN,
        by=by,
        data={
            "units": len(documents),
            "sampling_description": study.sampling_description,
            "projects" if study.of_projects else "advisories": [key for key in drawn.keys if key in documents],
        },
    )
    return len(documents)


@step
def exclude_units(*, by: Member, numbers: Sequence[int], reason: str) -> int:
    """Exclude units from the sample before a round is planned; return the number of remaining units.

    The remaining units keep their order and are renumbered from 1.
    """
    require_role(by, "lead")
    if not reason.strip():
        raise BadInput("A reason is required. It is published with the sample.")
    study = require_no_round(by)
    units = list(study.units.select_related("document").defer("document__html", "document__text"))
    excluded = [unit for unit in units if unit.number in set(numbers)]
    if missing := set(numbers) - {unit.number for unit in excluded}:
        raise BadInput(f"Unknown unit {min(missing)}. The units of this study are 1 to {len(units)}.")
    if len(excluded) == len(units):
        raise BadInput("A sample cannot be empty. Draw another sample instead.")
    names = [unit.identifier or unit.document.title for unit in excluded]
    store_units(study, [unit for unit in units if unit not in excluded])
    earlier = study.sampling_plan.get("excluded", [])
    study.sampling_plan |= {"excluded": [*earlier, {"advisories": names, "reason": reason.strip()}]}
    one, several = ("project was", "projects were") if study.of_projects else ("advisory was", "advisories were")
    noun = one if len(excluded) == 1 else several
    study.sampling_description = (
        f"{study.sampling_description} {len(excluded)} {noun} excluded: {reason.strip().rstrip('.')}."
    )
    study.save(update_fields=["sampling_description", "sampling_plan"])
    record(study=study, kind=EventKind.UNITS_EXCLUDED, by=by, data={"advisories": names, "reason": reason.strip()})
    return len(units) - len(excluded)


def require_no_round(by: Member) -> Study:
    """Lock and return the member's study; raise RoundState if a round is planned."""
    study = lock_study(by.study_id)
    if study.rounds.exists():
        raise RoundState("The sample is fixed, because a round is planned. Create another study for another sample.")
    return study


def replace_units(study: Study, documents: Mapping[int, dict[str, Any] | None]) -> None:
    """Replace the units of a study by these documents, each with its imported metadata and its facts of today."""
    today = facts_of_documents(list(documents))
    store_units(
        study,
        [
            Unit(document_id=document, imported_metadata=metadata, **today[document]._asdict())
            for document, metadata in documents.items()
        ],
    )


def store_units(study: Study, units: Sequence[Unit]) -> None:
    """Replace the units of a study by these, numbered from 1, with the facts that they have."""
    # Without a round, nothing refers to a unit. Reading the units to find that out would take longer than drawing them.
    Unit.objects.filter(study=study)._raw_delete(DEFAULT_DB_ALIAS)
    columns = ("imported_metadata", "document_id", "facts", "records", "facts_revision")
    rows = [[getattr(unit, column) for column in columns] for unit in units]
    insert(Unit, ("study_id", "number", *columns), [(study.pk, number, *row) for number, row in enumerate(rows, 1)])


def snapshot_documents(corpus: Corpus, slugs: Sequence[str]) -> dict[str, int]:
    """Return project slug → document of its newest snapshot, one of a repository before one of other results alone."""
    rows = Snapshot.objects.filter(project__corpus=corpus, project__slug__in=where_in(slugs)).order_by("number")
    documents: dict[str, int] = {}
    of_repository: set[str] = set()
    for slug, document, source in rows.values_list("project__slug", "document", "source"):
        if source != Snapshot.Source.SCORECARD:
            of_repository.add(slug)
        elif slug in of_repository:
            continue
        documents[slug] = document
    return documents


def current_documents(corpus: Corpus, keys: Sequence[str]) -> dict[str, int]:
    """Return advisory key → newest document."""
    rows = Document.objects.filter(advisory__corpus=corpus, advisory__key__in=where_in(keys)).order_by("pk")
    return {key: pk for key, pk in rows.values_list("advisory__key", "pk") if key}
