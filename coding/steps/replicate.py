"""Replicate a study from files (`manage.py replicate`), through the same steps as the web interface.

The labels file has one vocabulary, so the round has a shared codebook and needs no matching. All steps are one
transaction: if an error is raised, nothing is stored. Texts are rendered before it, so that it locks the database less
long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from advisories.intake.batches import NotRendered, render_files, render_texts
from advisories.intake.importing import import_paths
from advisories.intake.report import Report
from advisories.models import Advisory, Alias, Corpus
from advisories.platform.database import where_in
from advisories.platform.errors import BadInput
from coding import clock
from coding.audit.record import record
from coding.errors import NotReady
from coding.formats.rating_sheets.decisions import Decided, read_codebook, read_decisions
from coding.formats.rating_sheets.wide import RatingSheet, read_ratings
from coding.models import Code, Disagreement, EventKind, Member, Release, Round
from coding.queries.adjudication_status import undecided
from coding.rendering.numbers import count_noun
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.codes import add_code
from coding.steps.publish.files import write_release
from coding.steps.publish.release import publish
from coding.steps.sample import draw_sample
from coding.steps.study import add_member, change_member, create_study

STATED_ORDER = "in order of identifier (GHSA, else CVE, else the source's own), withdrawn ones after all others"


@dataclass(frozen=True)
class Request:
    """The files and options of a replication."""

    paths: Sequence[Path]
    labels: Path
    final_rater: str
    out: Path
    at: datetime
    decisions: Path | None = None
    codebook: Path | None = None
    title: str = ""
    multilabel: bool = False


@dataclass
class Replication:
    """The result of a replication."""

    release: Release
    imported: Report
    disagreements: int
    written: list[Path] = field(default_factory=list)


def replicate(request: Request) -> Replication:
    """Import, assign, code, agree, adjudicate and publish, or store nothing if an error is raised."""
    check_names(request)
    ratings = read_ratings(request.labels, multilabel=request.multilabel)
    check_raters(ratings)
    used = labels_of(ratings)
    definitions = read_codebook(request.codebook, used) if request.codebook else {}
    decisions = []
    if request.decisions:
        decisions = read_decisions(request.decisions, used | definitions.keys(), multilabel=request.multilabel)
    if not decisions and request.final_rater not in ratings.raters:
        raise BadInput(
            f"{request.labels}: “{request.final_rater}” is not a rater of this file (its raters are "
            f"{', '.join(ratings.raters)}). Choose one of them, or add --decisions."
        )
    rendered = render_files(request.paths)
    while True:
        try:
            with clock.fixed(request.at), transaction.atomic():
                lead = create_replicated_study(request, ratings)
                corpus = lead.study.corpus
                imported, identifiers = import_paths(
                    request.paths, corpus=corpus, rendered=rendered, started_at=request.at
                )
                keys = sample_keys(ratings, identifiers, corpus)
                coding_round = create_closed_round(request, lead, ratings, keys, definitions, decisions)
                final = Member.objects.get(study=coding_round.study_id, name=request.final_rater)
                decide_and_settle(final, coding_round, ratings, decisions)
                release = publish(by=final)
                written = write_release(release, request.out)
            break
        except NotRendered as error:
            # Then once more: only stored records show which texts belong together.
            rendered.readings.update(render_texts(error.texts))
    disagreements = Disagreement.objects.filter(round=coding_round).count()
    return Replication(release, imported, disagreements, written)


def check_names(request: Request) -> None:
    """Raise BadInput if the final rater's name or the title has an invalid length."""
    if not request.final_rater.strip() or len(request.final_rater) > 150:
        raise BadInput("Invalid --final-rater. Use a name of 1 to 150 characters.")
    if len(request.title) > 200:
        raise BadInput("The --title is too long. Use at most 200 characters.")


def check_raters(ratings: RatingSheet) -> None:
    """Raise BadInput for a rater without ratings, and for names and labels that are too long."""
    for column, rater in enumerate(ratings.raters):
        if all(row[column] is None for row in ratings.cells):
            raise BadInput(f"{ratings.name}: {rater} has no ratings. Fill in the column or remove it.")
        if len(rater) > 150:
            raise BadInput(f"{ratings.name}: The name “{rater[:40]}…” is too long. Use at most 150 characters.")
    for line, row in zip(ratings.lines, ratings.cells, strict=True):
        for label in (label for cell in row for label in cell or ()):
            if len(label) > 200:
                raise BadInput(
                    f"{ratings.name}:{line}: The code “{label[:40]}…” is too long. Use at most 200 characters."
                )


def labels_of(ratings: RatingSheet) -> set[str]:
    """Return the distinct labels of the ratings."""
    return {label for row in ratings.cells for cell in row for label in cell or ()}


def sample_keys(ratings: RatingSheet, identifiers: Sequence[str], corpus: Corpus) -> list[str]:
    """Return the keys of the advisories of the corpus that are units of the labels file, in order of unit number."""
    imported = ordered_advisories(identifiers, corpus)
    if units_are_numbers(ratings):
        return first_advisories(ratings, imported)
    aliases = Alias.objects.filter(corpus=corpus, advisory__key__in=where_in(imported))
    by_alias = dict(aliases.values_list("value", "advisory__key"))
    lines: dict[str, int] = {}
    for unit, line in zip(ratings.units, ratings.lines, strict=True):
        key = by_alias.get(unit)
        if key is None:
            raise BadInput(
                f"{ratings.name}:{line}: No imported advisory has the identifier “{unit}”. "
                "Import its file as well, or number the units 1 to N."
            )
        if key in lines:
            raise BadInput(
                f"{ratings.name}:{line}: “{unit}” is the same advisory as on line {lines[key]} ({key}). Keep one line."
            )
        lines[key] = line
    return [key for key in imported if key in lines]


def ordered_advisories(identifiers: Sequence[str], corpus: Corpus) -> list[str]:
    """Return the distinct keys of the corpus's advisories with these identifiers, ordered as `STATED_ORDER` says."""
    keys: set[str] = set()
    values = sorted(set(identifiers))
    for start in range(0, len(values), 500):
        batch = Alias.objects.filter(corpus=corpus, value__in=values[start : start + 500])
        keys.update(batch.values_list("advisory__key", flat=True))
    withdrawn = set(Advisory.objects.filter(corpus=corpus, withdrawn_at__isnull=False).values_list("key", flat=True))
    return sorted(keys, key=lambda key: (key in withdrawn, key))


def units_are_numbers(ratings: RatingSheet) -> bool:
    """Return whether all units of the file are numbers, not identifiers."""
    return all(unit.isascii() and unit.isdigit() for unit in ratings.units)


def first_advisories(ratings: RatingSheet, imported: list[str]) -> list[str]:
    """Return the first N advisories, where N is the highest unit number of the file."""
    numbers = {str(number): number for number in range(1, len(imported) + 1)}
    for unit, line in zip(ratings.units, ratings.lines, strict=True):
        if unit not in numbers:
            raise BadInput(
                f"{ratings.name}:{line}: Unknown unit “{unit[:40]}”. The files contain {len(imported)} distinct "
                f"advisories. Use numbers from 1 to {len(imported)}."
            )
    return imported[: max(numbers[unit] for unit in ratings.units)]


def create_replicated_study(request: Request, ratings: RatingSheet) -> Member:
    """Create the study and its members; return its lead, the final rater."""
    title = request.title.strip() or f"Replication of {request.labels.stem}"[:200]
    lead = create_study(title=title, user=None, name=request.final_rater)
    for rater in ratings.raters:
        if rater != request.final_rater:
            add_member(study=lead.study, by=lead, name=rater, roles=["rater"])
    rater_role = ["rater"] if request.final_rater in ratings.raters else []
    return change_member(by=lead, name=lead.name, roles=["lead", "adjudicator", *rater_role])


def create_closed_round(
    request: Request,
    lead: Member,
    ratings: RatingSheet,
    keys: list[str],
    definitions: dict[str, dict[str, str]],
    decisions: list[Decided],
) -> Round:
    """Draw the sample, and create a closed round that contains the ratings of the labels file."""
    described = (
        f"{len(keys)} advisories of {', '.join(path.name or str(path) for path in request.paths)}, {STATED_ORDER}"
    )
    draw_sample(by=lead, keys=keys, described=described)
    codes = add_codes(lead, ratings, definitions, decisions)
    coding_round = plan_round(
        by=lead,
        style=Round.Style.SHARED,
        raters=ratings.raters,
        multi_label=ratings.multilabel,
        final_rater=request.final_rater,
    )
    coding_round = open_round(by=lead, number=coding_round.number)
    units = unit_numbers(ratings, coding_round)
    raters = {member.name: member for member in coding_round.study.members.all()}
    for unit, row in zip(ratings.units, ratings.cells, strict=True):
        for rater, cell in zip(ratings.raters, row, strict=True):
            if cell is not None:
                content = CodingContent(codes=[codes[label] for label in cell])
                key = f"labels of unit {units[unit]}"
                submit(
                    by=raters[rater], coding_round=coding_round, unit=units[unit], content=content, idempotency_key=key
                )
    for column, rater in enumerate(ratings.raters):
        rated = sum(row[column] is not None for row in ratings.cells)
        data = {"rater": rater, "units": rated, "file": request.labels.name}
        record(
            study=coding_round.study,
            kind=EventKind.RATINGS_IMPORTED,
            by=lead,
            coding_round=coding_round,
            rater_scope=raters[rater],
            data=data,
        )
    return close_round(by=lead, number=coding_round.number, even_if_unfinished=True)


def add_codes(
    lead: Member, ratings: RatingSheet, definitions: dict[str, dict[str, str]], decisions: list[Decided]
) -> dict[str, int]:
    """Add the codes of the codebook file, then the other labels in use; return label → id."""
    used = labels_of(ratings) | {label for decision in decisions for label in decision.codes}
    labels = [*definitions, *sorted(used - definitions.keys())]
    codes: dict[str, int] = {}
    for label in labels:
        texts: dict[str, Any] = dict(definitions.get(label, {}))
        codes[label] = add_code(by=lead, label=label, **texts).pk
    return codes


def unit_numbers(ratings: RatingSheet, coding_round: Round) -> dict[str, int]:
    """Return name → unit number, for every name that a file may use: the number, or any alias."""
    if units_are_numbers(ratings):
        return {unit: int(unit) for unit in ratings.units}
    units = coding_round.study.units.values_list("number", "facts")
    return {name: number for number, facts in units for name in (str(number), *facts["identifiers"])}


def decide_and_settle(final: Member, coding_round: Round, ratings: RatingSheet, decisions: list[Decided]) -> None:
    """Decide by the decisions file, then by the final rater's own codes, and settle the round."""
    units = unit_numbers(ratings, coding_round)
    open_units = {row.unit.number for row in undecided(coding_round)}
    codes = dict(Code.objects.filter(study=coding_round.study_id, owner__isnull=True).values_list("label", "pk"))
    named: dict[int, str] = {}
    agreed = {
        units[unit]: {frozenset(cell) for cell in row if cell is not None}
        for unit, row in zip(ratings.units, ratings.cells, strict=True)
    }
    for decision in decisions:
        number = units.get(decision.unit)
        if number is None:
            raise BadInput(
                f"{decision.origin}: Unknown unit “{decision.unit}”. Choose a unit of {ratings.name}, "
                "or remove the line."
            )
        if number not in open_units and decision.agreed and agreed[number] <= {frozenset(decision.codes)}:
            continue
        if number not in open_units:
            raise BadInput(f"{decision.origin}: The raters do not disagree on unit {decision.unit}. Remove the line.")
        if number in named:
            raise BadInput(
                f"{decision.origin}: “{decision.unit}” is the same unit as “{named[number]}”. Keep one line."
            )
        named[number] = decision.unit
        chosen = [codes[label] for label in decision.codes]
        reason = decision.reason
        if decision.no_code_reason and not reason.strip():
            reason = f"As decided at {Path(decision.origin).name}."
        decide(
            by=final,
            coding_round=coding_round,
            unit=number,
            codes=chosen,
            no_code_reason=decision.no_code_reason,
            reason=reason,
        )
    if final.is_rater:
        apply_final_rater_codes(by=final, coding_round=coding_round)
    if remaining := undecided(coding_round):
        verb = "is" if len(remaining) == 1 else "are"
        raise NotReady(
            f"{count_noun(len(remaining), 'disagreement')} {verb} undecided, the first on unit "
            f"{remaining[0].unit.number}, because {final.name} gave no code. "
            "Add the units to the decisions file (--decisions)."
        )
    settle(by=final, coding_round=coding_round)
