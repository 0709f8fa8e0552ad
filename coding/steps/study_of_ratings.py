"""Make a study of files of ratings: what the files say, and the closed round that contains it.

`manage.py replicate` and a new study from files share these steps. In the shared style the labels of all raters are one
codebook; in the open style each rater's labels are private codes, which a file matches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advisories.models import Corpus
from advisories.platform.errors import BadInput
from coding.audit.record import record
from coding.formats.rating_sheets.decisions import Decided, read_codebook, read_decisions
from coding.formats.ratings.diagnosis import Diagnosis, diagnosed, require_no_warning
from coding.formats.ratings.entered import held_final, held_others
from coding.formats.ratings.labels import split_cell
from coding.formats.ratings.options import NONE, ReadingOptions
from coding.formats.ratings.paths import File
from coding.formats.ratings.read import RatingsRead, read_files
from coding.formats.ratings.said import reading_json
from coding.formats.ratings.synonyms import read_matches
from coding.models import Assignment, Code, EventKind, Member, RatingSource, Round
from coding.queries.adjudication_status import undecided
from coding.steps.adjudicate.decide import decide
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.sources import EnteredFile, source_facts, store_source, without_folders
from coding.steps.code.store import CodingContent, store_coding
from coding.steps.code.submit import check_complete, check_content
from coding.steps.codebook.codes import add_code
from coding.steps.replicated_matching import Vocabularies, add_private_codes, one_vocabulary, vocabularies
from coding.steps.replicated_units import NamedUnits
from coding.steps.sample import draw_sample

STATED_ORDER = "in order of identifier (GHSA, else CVE, else the source's own), withdrawn ones after all others"


@dataclass(frozen=True, kw_only=True)
class RatingFiles:
    """Files of ratings, the files beside them, and how they are read."""

    labels: Sequence[File]
    decisions: Path | None = None
    codebook: Path | None = None
    style: str = Round.Style.SHARED
    matching: File | None = None
    reading: ReadingOptions = field(default_factory=ReadingOptions)


@dataclass(frozen=True)
class PreparedRatings:
    """What the files say, before anything is stored."""

    read: RatingsRead
    diagnosis: Diagnosis
    style: str
    vocabulary: Vocabularies
    definitions: dict[str, dict[str, str]]
    decisions: list[Decided]
    files: list[EnteredFile]


def prepare(request: RatingFiles) -> PreparedRatings:
    """Return what the files say.

    Raises
    ------
    UnreadableRatings, BadInput
        If a file cannot be read, or contradicts another one.
    """
    ratings = read_files(request.labels, request.reading.but(of_study=True))
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
    files = entered_files(ratings, reading_json(ratings, diagnosis))
    return PreparedRatings(ratings, diagnosis, request.style, vocabulary, definitions, decisions, files)


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


def vocabulary_of(request: RatingFiles, ratings: RatingsRead) -> Vocabularies:
    """Return what the labels of the raters stand for."""
    if request.style == Round.Style.SHARED:
        if request.matching is not None:
            raise BadInput("--matching is for private vocabularies. Add --style open, or use --synonyms.")
        return one_vocabulary(ratings)
    if request.matching is None:
        return vocabularies(ratings, ())
    matches = read_matches(request.matching, labels=ratings.labels)
    if not matches:
        raise BadInput(f"{request.matching.name}: The file matches nothing. Add a line for each label.")
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


def create_closed_round(
    prepared: PreparedRatings,
    lead: Member,
    units: NamedUnits,
    *,
    sampled_from: str,
    final_rater: str,
    door: RatingSource.Door,
    corpus: Corpus | None = None,
) -> Round:
    """Draw the sample, and create a closed round that contains the ratings of the files.

    `sampled_from` says where the advisories are from; `corpus` is a shared one, by default the study's own.
    """
    ratings = prepared.read
    described = f"{len(units.keys)} advisories of {sampled_from}, {STATED_ORDER}"
    draw_sample(by=lead, keys=units.keys, described=described, corpus=corpus)
    shared_labels = ratings.labels if prepared.style == Round.Style.SHARED else set()
    shared = add_codes(lead, shared_labels, prepared.definitions, prepared.decisions)
    coding_round = plan_round(
        by=lead,
        style=prepared.style,
        raters=ratings.raters,
        multi_label=ratings.multilabel,
        final_rater=final_rater,
    )
    coding_round = open_round(by=lead, number=coding_round.number)
    raters = {member.name: member for member in coding_round.study.members.all()}
    private = prepared.style == Round.Style.OPEN
    codes = add_private_codes(coding_round, raters, ratings) if private else {}
    sources = [store_source(by=lead, coding_round=coding_round, door=door, file=file) for file in prepared.files]
    own = Assignment.objects.filter(round=coding_round).select_related("rater", "unit__document")
    rows = {(row.rater.name, row.unit.number): row for row in own}
    entered: Counter[tuple[str, int]] = Counter()
    for position, (number, row) in enumerate(zip(units.numbers, ratings.rows, strict=True)):
        for rater, codes_of_cell in zip(ratings.raters, row, strict=True):
            if codes_of_cell is not None and number is not None:
                content = CodingContent(
                    codes=[codes[rater, label] if private else shared[label] for label in codes_of_cell]
                )
                file = ratings.file_of(rater, position)
                assignment = rows[rater, number]
                assignment.round = coding_round
                check_content(assignment, content)
                check_complete(assignment, content)
                # Without a commitment: the codings are of files, and the study is new.
                store_coding(assignment, content, version=1, key=f"labels of unit {number}", source=sources[file])
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


def apply_decisions(prepared: PreparedRatings, final: Member, coding_round: Round, units: NamedUnits) -> int:
    """Decide disagreements as the decisions say; return their number."""
    file, answers = prepared.read.name, prepared.vocabulary.sets_of(prepared.read)
    open_units = {row.unit.number for row in undecided(coding_round)}
    codes = dict(Code.objects.filter(study=coding_round.study_id, owner__isnull=True).values_list("label", "pk"))
    named: dict[int, str] = {}
    agreed = {number: given for number, given in zip(units.numbers, answers, strict=True) if number is not None}
    for decision in prepared.decisions:
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
    return len(named)
