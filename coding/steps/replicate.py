"""The whole method from files: what `manage.py replicate` does, through the same steps as the page.

The labels file is one vocabulary, exactly as spelt, so the round has the shared style; there is nothing to match.
Everything happens in one transaction: on a refusal nothing stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from advisories.intake.importing import import_paths
from advisories.intake.report import Report
from advisories.models import Advisory, Alias
from advisories.platform.errors import BadInput
from coding import clock
from coding.errors import NotReady
from coding.formats.rating_sheets.decisions import Decided, read_codebook, read_decisions
from coding.formats.rating_sheets.wide import RatingSheet, read_ratings
from coding.models import Code, Disagreement, Member, Release, Round
from coding.queries.adjudication_status import undecided
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
    """What to replicate."""

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
    """Import, assign, code, agree, adjudicate, publish; refuse with a sentence and leave nothing behind."""
    check_names(request)
    sheet = read_ratings(request.labels, multilabel=request.multilabel)
    check_raters(sheet)
    used = labels_of(sheet)
    definitions = read_codebook(request.codebook, used) if request.codebook else {}
    decisions = []
    if request.decisions:
        decisions = read_decisions(request.decisions, used | definitions.keys(), multilabel=request.multilabel)
    if not decisions and request.final_rater not in sheet.raters:
        raise BadInput(
            f"{request.labels}: {request.final_rater} is not a rater of this file (its raters are "
            f"{', '.join(sheet.raters)}); name one of them, or give --decisions."
        )
    with clock.fixed(request.at), transaction.atomic():
        imported, identifiers = import_paths(request.paths)
        keys = sample_keys(sheet, identifiers)
        coding_round = coded_round(request, sheet, keys, definitions, decisions)
        final = Member.objects.get(study=coding_round.study_id, name=request.final_rater)
        settle_all(final, coding_round, sheet, decisions)
        release = publish(by=final)
        written = write_release(release, request.out)
    found = Disagreement.objects.filter(round=coding_round).count()
    return Replication(release, imported, found, written)


def check_names(request: Request) -> None:
    if not request.final_rater.strip() or len(request.final_rater) > 150:
        raise BadInput("--final-rater needs a name of 1 to 150 characters.")
    if len(request.title) > 200:
        raise BadInput("--title has more than 200 characters; shorten it.")


def check_raters(sheet: RatingSheet) -> None:
    for place, rater in enumerate(sheet.raters):
        if all(row[place] is None for row in sheet.cells):
            raise BadInput(f"{sheet.name}: {rater} has coded nothing; fill in the column or take it out.")
        if len(rater) > 150:
            raise BadInput(f"{sheet.name}: the rater's name {rater[:40]}… has more than 150 characters; shorten it.")
    for line, row in zip(sheet.lines, sheet.cells, strict=True):
        for label in (label for cell in row for label in cell or ()):
            if len(label) > 200:
                raise BadInput(f"{sheet.name}, line {line}: a code has more than 200 characters; shorten it.")


def labels_of(sheet: RatingSheet) -> set[str]:
    return {label for row in sheet.cells for cell in row for label in cell or ()}


def sample_keys(sheet: RatingSheet, identifiers: Sequence[str]) -> list[str]:
    """The advisory behind each unit number, 1..N, from those of the imported files."""
    imported = ordered_advisories(identifiers)
    if by_number(sheet):
        return numbered(sheet, imported)
    by_alias = dict(Alias.objects.filter(advisory__key__in=imported).values_list("value", "advisory__key"))
    rows: dict[str, int] = {}
    for unit, line in zip(sheet.units, sheet.lines, strict=True):
        key = by_alias.get(unit)
        if key is None:
            raise BadInput(
                f"{sheet.name}, line {line}: no imported advisory is called {unit}; "
                "import its file too, or number the units 1 to N."
            )
        if key in rows:
            raise BadInput(f"{sheet.name}, line {line}: {unit} is the advisory {key} of line {rows[key]}; keep one.")
        rows[key] = line
    chosen = set(rows)
    return [key for key in imported if key in chosen]


def ordered_advisories(identifiers: Sequence[str]) -> list[str]:
    """Keys of the advisories that these records became, in the stated order."""
    keys: set[str] = set()
    wanted = sorted(set(identifiers))
    for start in range(0, len(wanted), 500):
        batch = Alias.objects.filter(value__in=wanted[start : start + 500])
        keys.update(batch.values_list("advisory__key", flat=True))
    withdrawn = set(Advisory.objects.filter(withdrawn_at__isnull=False).values_list("key", flat=True))
    return sorted(keys, key=lambda key: (key in withdrawn, key))


def by_number(sheet: RatingSheet) -> bool:
    """Whether the file numbers its units, and does not name advisories."""
    return all(unit.isascii() and unit.isdigit() for unit in sheet.units)


def numbered(sheet: RatingSheet, imported: list[str]) -> list[str]:
    """The first N advisories, N being the highest number of the labels."""
    numbers = {str(number): number for number in range(1, len(imported) + 1)}
    for unit, line in zip(sheet.units, sheet.lines, strict=True):
        if unit not in numbers:
            raise BadInput(
                f"{sheet.name}, line {line}: there is no unit {unit[:40]}; the files hold {len(imported)} distinct "
                f"advisories, so units are 1 to {len(imported)}."
            )
    return imported[: max(numbers[unit] for unit in sheet.units)]


def coded_round(
    request: Request,
    sheet: RatingSheet,
    keys: list[str],
    definitions: dict[str, dict[str, str]],
    decisions: list[Decided],
) -> Round:
    """A closed round that holds the labels file's codings."""
    title = request.title.strip() or f"Replication of {request.labels.stem}"[:200]
    lead = create_study(title=title, user=None, name=request.final_rater)
    for rater in sheet.raters:
        if rater != request.final_rater:
            add_member(study=lead.study, by=lead, name=rater, roles=["rater"])
    own = ["rater"] if request.final_rater in sheet.raters else []
    lead = change_member(by=lead, name=lead.name, roles=["lead", "adjudicator", *own])
    described = (
        f"{len(keys)} advisories of {', '.join(path.name or str(path) for path in request.paths)}, {STATED_ORDER}"
    )
    draw_sample(by=lead, keys=keys, described=described)
    codes = add_codes(lead, sheet, definitions, decisions)
    coding_round = plan_round(
        by=lead,
        style=Round.Style.SHARED,
        raters=sheet.raters,
        multi_label=sheet.multilabel,
        final_rater=request.final_rater,
    )
    coding_round = open_round(by=lead, number=coding_round.number)
    units = unit_numbers(sheet, coding_round)
    raters = {member.name: member for member in coding_round.study.members.all()}
    for unit, row in zip(sheet.units, sheet.cells, strict=True):
        for rater, cell in zip(sheet.raters, row, strict=True):
            if cell is not None:
                content = CodingContent(codes=[codes[label] for label in cell])
                key = f"labels of unit {units[unit]}"
                submit(
                    by=raters[rater], coding_round=coding_round, unit=units[unit], content=content, idempotency_key=key
                )
    return close_round(by=lead, number=coding_round.number, even_if_unfinished=True)


def add_codes(
    lead: Member, sheet: RatingSheet, definitions: dict[str, dict[str, str]], decisions: list[Decided]
) -> dict[str, int]:
    """The codebook file's codes, then those that only occur, by label."""
    used = labels_of(sheet) | {label for decision in decisions for label in decision.codes}
    labels = [*definitions, *sorted(used - definitions.keys())]
    codes: dict[str, int] = {}
    for label in labels:
        words: dict[str, Any] = dict(definitions.get(label, {}))
        codes[label] = add_code(by=lead, label=label, **words).pk
    return codes


def unit_numbers(sheet: RatingSheet, coding_round: Round) -> dict[str, int]:
    """The study's number of each unit of the file, by its names and by the number itself."""
    if by_number(sheet):
        return {unit: int(unit) for unit in sheet.units}
    numbers = dict(coding_round.study.units.values_list("document__advisory__key", "number"))
    aliases = Alias.objects.filter(advisory__key__in=list(numbers)).values_list("value", "advisory__key")
    return {str(number): number for number in numbers.values()} | {value: numbers[key] for value, key in aliases}


def settle_all(final: Member, coding_round: Round, sheet: RatingSheet, decisions: list[Decided]) -> None:
    """Decide by the decisions file first, then by the final rater's own coding."""
    units = unit_numbers(sheet, coding_round)
    open_units = {row.unit.number for row in undecided(coding_round)}
    codes = dict(Code.objects.filter(study=coding_round.study_id, owner__isnull=True).values_list("label", "pk"))
    named: dict[int, str] = {}
    agreed = {
        units[unit]: {frozenset(cell) for cell in row if cell is not None}
        for unit, row in zip(sheet.units, sheet.cells, strict=True)
    }
    for decision in decisions:
        number = units.get(decision.unit)
        if number is None:
            raise BadInput(f"{decision.origin}: {decision.unit} is not a unit of {sheet.name}.")
        if number not in open_units and decision.agreed and agreed[number] <= {frozenset(decision.codes)}:
            continue
        if number not in open_units:
            raise BadInput(f"{decision.origin}: the raters do not disagree on unit {decision.unit}; take the line out.")
        if number in named:
            raise BadInput(f"{decision.origin}: {decision.unit} is the same unit as {named[number]}; keep one.")
        named[number] = decision.unit
        chosen = [codes[label] for label in decision.codes]
        decide(by=final, coding_round=coding_round, unit=number, codes=chosen, reason=decision.reason)
    if final.is_rater:
        apply_final_rater_codes(by=final, coding_round=coding_round)
    if left := undecided(coding_round):
        raise NotReady(
            f"{len(left)} disagreements are not settled, the first on unit {left[0].unit.number}: "
            f"{final.name} did not code them; add them to the decisions file (--decisions)."
        )
    settle(by=final, coding_round=coding_round)
