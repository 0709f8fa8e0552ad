"""Replicate a study from files (`manage.py replicate`), through the same steps as the web interface.

In the shared style the labels of all raters are one codebook; in the open style each rater's labels are private codes,
which a file matches. All steps are one transaction: if an error is raised, nothing is stored. Texts are rendered before
it, so that it locks the database less long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from advisories.intake.batches import NotRendered, render_files, render_texts
from advisories.intake.importing import import_paths
from advisories.intake.report import Report
from advisories.platform.errors import BadInput
from advisories.text.counting import count_noun
from coding import clock
from coding.audit.record import record
from coding.errors import NotReady
from coding.formats.rating_sheets.decisions import Decided, read_codebook, read_decisions
from coding.formats.ratings.diagnosis import Diagnosis, diagnosed, require_no_warning
from coding.formats.ratings.entered import held_final, held_others
from coding.formats.ratings.labels import split_cell
from coding.formats.ratings.options import NONE, ReadingOptions
from coding.formats.ratings.paths import File
from coding.formats.ratings.read import RatingsRead, read_files
from coding.formats.ratings.said import reading_json
from coding.formats.ratings.synonyms import read_matches
from coding.models import Code, Disagreement, EventKind, Member, RatingSource, Release, Round
from coding.queries.adjudication_status import undecided
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.sources import EnteredFile, source_facts, store_source, without_folders
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.codes import add_code
from coding.steps.publish.files import write_release
from coding.steps.publish.release import publish
from coding.steps.replicated_matching import (
    Vocabularies,
    add_private_codes,
    match_vocabularies,
    one_vocabulary,
    vocabularies,
)
from coding.steps.replicated_units import NamedUnits, named_units, ordered_advisories
from coding.steps.sample import draw_sample
from coding.steps.study import add_member, change_member, create_study

STATED_ORDER = "in order of identifier (GHSA, else CVE, else the source's own), withdrawn ones after all others"


@dataclass(frozen=True)
class Request:
    """The files and options of a replication."""

    paths: Sequence[Path]
    labels: Sequence[File]
    final_rater: str
    out: Path
    at: datetime
    decisions: Path | None = None
    codebook: Path | None = None
    title: str = ""
    style: str = Round.Style.SHARED
    matching: File | None = None
    reading: ReadingOptions = field(default_factory=ReadingOptions)


@dataclass
class Replication:
    """The result of a replication."""

    release: Release
    imported: Report
    read: RatingsRead
    diagnosis: Diagnosis
    vocabulary: Vocabularies
    disagreements: int
    written: list[Path] = field(default_factory=list)


def replicate(request: Request) -> Replication:
    """Import, assign, code, agree, adjudicate and publish, or store nothing if an error is raised."""
    check_names(request)
    ratings = read_files(request.labels, request.reading)
    diagnosis = diagnosed(ratings)
    if request.reading.strict:
        require_no_warning(diagnosis)
    check_raters(ratings)
    vocabulary = vocabulary_of(request, ratings)
    used = ratings.labels | set(vocabulary.shared.values())
    definitions = read_codebook(request.codebook, used) if request.codebook else {}
    decisions = []
    if request.decisions:
        decisions = read_decisions(request.decisions, used | definitions.keys(), multilabel=ratings.multilabel)
    elif request.reading.final and request.reading.final != NONE:
        decisions = decisions_of_column(ratings)
    decisions = list(map(vocabulary.of_decision, decisions))
    if not decisions and request.final_rater not in ratings.raters:
        raise BadInput(
            f"{ratings.name}: “{request.final_rater}” is not a rater of these ratings (the raters are "
            f"{', '.join(ratings.raters)}). Choose one of them, or add --decisions."
        )
    files = entered_files(ratings, reading_json(ratings, diagnosis))
    rendered = render_files(request.paths)
    while True:
        try:
            with clock.fixed(request.at), transaction.atomic():
                lead = create_replicated_study(request, ratings)
                corpus = lead.study.corpus
                imported, identifiers = import_paths(
                    request.paths, corpus=corpus, rendered=rendered, started_at=request.at
                )
                units = named_units(ratings, ordered_advisories(identifiers, corpus), corpus)
                coding_round = create_closed_round(request, lead, ratings, units, definitions, decisions, files)
                final = Member.objects.get(study=coding_round.study_id, name=request.final_rater)
                if coding_round.style == Round.Style.OPEN:
                    match_vocabularies(final, coding_round, vocabulary)
                decide_and_settle(final, coding_round, ratings.name, units, vocabulary.sets_of(ratings), decisions)
                release = publish(by=final)
                written = write_release(release, request.out)
            break
        except NotRendered as error:
            # Then once more: only stored records show which texts belong together.
            rendered.readings.update(render_texts(error.texts))
    disagreements = Disagreement.objects.filter(round=coding_round).count()
    return Replication(release, imported, ratings, diagnosis, vocabulary, disagreements, written)


def entered_files(ratings: RatingsRead, reading: dict[str, Any]) -> list[EnteredFile]:
    """Return the files of the ratings, each with what it holds besides the ratings that were read."""
    files = []
    reading = without_folders(reading, [file.name for file in ratings.files])
    for position, file in enumerate(ratings.files):
        files.append(
            EnteredFile(
                file.name,
                file.sha256,
                file.bytes,
                reading={**reading, "files": [reading["files"][position]]},
                held_others=held_others(ratings, ratings.raters, position),
                held_final=held_final(ratings, position),
            )
        )
    return files


def check_names(request: Request) -> None:
    """Raise BadInput if the final rater's name or the title has an invalid length."""
    if not request.final_rater.strip() or len(request.final_rater) > 150:
        raise BadInput("Invalid --final-rater. Use a name of 1 to 150 characters.")
    if len(request.title) > 200:
        raise BadInput("The --title is too long. Use at most 200 characters.")


def vocabulary_of(request: Request, ratings: RatingsRead) -> Vocabularies:
    """Return what the labels of the raters stand for."""
    if request.style == Round.Style.SHARED:
        if request.matching is not None:
            raise BadInput("--matching is for private vocabularies. Add --style open, or use --synonyms.")
        return one_vocabulary(ratings)
    if request.matching is None:
        return vocabularies(ratings, ())
    matches = read_matches(request.matching, labels=ratings.labels)
    return vocabularies(ratings, matches, request.matching.name)


def check_raters(ratings: RatingsRead) -> None:
    """Raise BadInput for a rater without ratings."""
    for rater, given in ratings.codes.items():
        if all(codes is None for codes in given):
            raise BadInput(f"{ratings.name}: {rater} has no ratings. Fill in the column or remove it.")


def decisions_of_column(ratings: RatingsRead) -> list[Decided]:
    """Return the decisions of the final column, one per unit on which the raters differ.

    Raise BadInput if the column differs from raters who agree.
    """
    final = ratings.sheaf.final
    if final is None:
        raise BadInput(f"{ratings.name}: No column holds decisions. Use --final with its name, or --decisions.")
    decisions = []
    for unit, line, row, cell in zip(ratings.sheaf.units, ratings.sheaf.lines, ratings.rows, final.values, strict=True):
        given = {frozenset(codes) for codes in row if codes is not None}
        decided = cell if isinstance(cell, tuple) else split_cell(cell, ratings.separator)
        if decided is None or not given:
            continue
        if len(given) > 1:
            reason = f"From the column “{final.name}” of {ratings.name}."
            decisions.append(Decided(unit, decided, reason, f"{ratings.name}:{line}", agreed=False))
        elif given != {frozenset(decided)}:
            [agreed] = given
            raise BadInput(
                f"{ratings.name}: Line {line}: the raters agree on {', '.join(sorted(agreed)) or 'no code'}, the final "
                f"column says {', '.join(decided)}. Correct the line."
            )
    return decisions


def create_replicated_study(request: Request, ratings: RatingsRead) -> Member:
    """Create the study and its members; return its lead, the final rater."""
    title = request.title.strip() or f"Replication of {Path(request.labels[0].name).stem}"[:200]
    lead = create_study(title=title, user=None, name=request.final_rater)
    for rater in ratings.raters:
        if rater != request.final_rater:
            add_member(study=lead.study, by=lead, name=rater, roles=["rater"])
    rater_role = ["rater"] if request.final_rater in ratings.raters else []
    return change_member(by=lead, name=lead.name, roles=["lead", "adjudicator", *rater_role])


def create_closed_round(
    request: Request,
    lead: Member,
    ratings: RatingsRead,
    units: NamedUnits,
    definitions: dict[str, dict[str, str]],
    decisions: list[Decided],
    files: Sequence[EnteredFile],
) -> Round:
    """Draw the sample, and create a closed round that contains the ratings of the files."""
    described = (
        f"{len(units.keys)} advisories of {', '.join(path.name or str(path) for path in request.paths)}, {STATED_ORDER}"
    )
    draw_sample(by=lead, keys=units.keys, described=described)
    shared_labels = ratings.labels if request.style == Round.Style.SHARED else set()
    shared = add_codes(lead, shared_labels, definitions, decisions)
    coding_round = plan_round(
        by=lead,
        style=request.style,
        raters=ratings.raters,
        multi_label=ratings.multilabel,
        final_rater=request.final_rater,
    )
    coding_round = open_round(by=lead, number=coding_round.number)
    raters = {member.name: member for member in coding_round.study.members.all()}
    private = request.style == Round.Style.OPEN
    codes = add_private_codes(coding_round, raters, ratings) if private else {}
    sources = [
        store_source(by=lead, coding_round=coding_round, door=RatingSource.Door.REPLICATE, file=file) for file in files
    ]
    entered: Counter[tuple[str, int]] = Counter()
    for position, (number, row) in enumerate(zip(units.numbers, ratings.rows, strict=True)):
        for rater, codes_of_cell in zip(ratings.raters, row, strict=True):
            if codes_of_cell is not None and number is not None:
                content = CodingContent(
                    codes=[codes[rater, label] if private else shared[label] for label in codes_of_cell]
                )
                file = ratings.file_of(rater, position)
                submit(
                    by=raters[rater],
                    coding_round=coding_round,
                    unit=number,
                    content=content,
                    idempotency_key=f"labels of unit {number}",
                    source=sources[file],
                )
                entered[rater, file] += 1
    for (rater, file), count in entered.items():
        record(
            study=coding_round.study,
            kind=EventKind.RATINGS_IMPORTED,
            by=lead,
            coding_round=coding_round,
            rater_scope=raters[rater],
            data={"rater": rater, "units": count, **source_facts(sources[file])},
        )
    return close_round(by=lead, number=coding_round.number, even_if_unfinished=True)


def add_codes(
    lead: Member, labels_used: Collection[str], definitions: dict[str, dict[str, str]], decisions: list[Decided]
) -> dict[str, int]:
    """Add the codes of the codebook file, then the other labels in use; return label → id."""
    used = set(labels_used) | {label for decision in decisions for label in decision.codes}
    labels = [*definitions, *sorted(used - definitions.keys())]
    codes: dict[str, int] = {}
    for label in labels:
        texts: dict[str, Any] = dict(definitions.get(label, {}))
        codes[label] = add_code(by=lead, label=label, **texts).pk
    return codes


def decide_and_settle(
    final: Member,
    coding_round: Round,
    file: str,
    units: NamedUnits,
    answers: Sequence[set[frozenset[str]]],
    decisions: list[Decided],
) -> None:
    """Decide by the decisions, then by the final rater's own codes, and settle the round."""
    open_units = {row.unit.number for row in undecided(coding_round)}
    codes = dict(Code.objects.filter(study=coding_round.study_id, owner__isnull=True).values_list("label", "pk"))
    named: dict[int, str] = {}
    agreed = {number: given for number, given in zip(units.numbers, answers, strict=True) if number is not None}
    for decision in decisions:
        number = units.number_of(decision.unit)
        if number is None:
            raise BadInput(
                f"{decision.origin}: Unknown unit “{decision.unit}”. Choose a unit of {file}, or remove the line."
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
