"""Enter the codings of files into a round: read the files, decide whose the ratings are, and submit them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from advisories.records import Rejected
from coding.errors import BadInput
from coding.formats.ratings.diagnosis import diagnosed, require_no_warning
from coding.formats.ratings.entered import held_final, held_others, of_persons, read_each, reading_of
from coding.formats.ratings.lines import lines_of
from coding.formats.ratings.options import ReadingNeeded, ReadingOptions, UnreadableRatings, require_no_count
from coding.formats.ratings.paths import File
from coding.formats.ratings.read import RatingsRead
from coding.models import Member, RatingSource, Round
from coding.steps.code.import_ratings import EnteredRatings, RatingImportResult, import_ratings
from coding.steps.code.offline import remarks_on_units, without_foreign_workbooks
from coding.steps.code.sources import EnteredFile
from coding.steps.code.whose import is_unnamed, own_names, rater_named, whose


@dataclass(frozen=True)
class FilesEntered:
    """The result of an import, and how the files were read; `reading` is None if none could be read."""

    result: RatingImportResult
    reading: dict[str, Any] | None
    reads: list[RatingsRead] = field(default_factory=list)  # of each file and member

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON, as the API and the command answer it."""
        result = self.result
        return {
            "created": result.created,
            "unchanged": result.unchanged,
            "new_codes": result.new_codes,
            "problems": [{"source": row.source, "reason": row.reason} for row in result.problems],
            "remarks": [{"source": row.source, "reason": row.reason} for row in result.remarks],
            "raters": [vars(row) for row in result.raters],
            "reading": self.reading,
        }


def enter_files(
    *,
    by: Member,
    coding_round: Round,
    files: Sequence[File],
    options: ReadingOptions | None = None,
    rater: str = "",
    door: RatingSource.Door = RatingSource.Door.CODINGS_IMPORT,
    dry_run: bool = False,
) -> FilesEntered:
    """Submit the ratings of files as codings of `by`, of the member `rater`, or of members without an account.

    Raises
    ------
    ReadingNeeded
        If a file can be read in several ways, or it is not clear whose its ratings are; all questions at once.
    RuleBroken
        If `by` cannot enter the codings, or an option does not exist here.
    """
    options = options or ReadingOptions()
    try:
        require_no_count(options)
    except UnreadableRatings as error:
        raise BadInput(str(error)) from None
    member = rater_named(by, coding_round, rater) if rater else None
    options = options.but(takes_rest=True, of_study=True, multilabel=options.multilabel or coding_round.multi_label)
    known = [*own_names(by), *Member.objects.filter(study=coding_round.study_id).values_list("name", flat=True)]
    reads, problems, asks = read_each(files, options, known)
    reads, of_others = without_foreign_workbooks(by, coding_round, reads, member)
    problems += of_others
    taken = whose(by=by, coding_round=coding_round, reads=reads, options=options, rater=member)
    asks += taken.asks
    entered: list[EnteredRatings] = []
    readings: list[RatingsRead] = []
    for owner, read, person in taken.entered:
        own = of_persons(read, [person])
        if other := _entered_for_another(by, coding_round, owner, read, person):
            what = "This file" if is_unnamed(read, person) else f"Column {person} of this file"
            problems.append(Rejected(read.name, f"{what} was entered for {other} already."))
            continue
        try:
            entered.append(EnteredRatings(owner, list(lines_of(read, person)), _source(read, own, person, options)))
        except ReadingNeeded as needed:
            asks += needed.asks
        readings.append(own)
    if options.strict:
        _require_no_warning(readings)
    if asks:
        raise ReadingNeeded(list(dict.fromkeys(asks)))
    result = import_ratings(by=by, coding_round=coding_round, entered=entered, door=door, dry_run=dry_run)
    result.problems[:0] = [*problems, *taken.problems]
    result.remarks[:0] = remarks_on_units(coding_round, [(owner, read) for owner, read, _ in taken.entered])
    return FilesEntered(result, reading_of(readings), readings)


def _entered_for_another(by: Member, coding_round: Round, owner: Member, read: RatingsRead, person: str) -> str:
    """Return for whom else `by` entered this person of a file of the same content, or "".

    What others entered is not compared: an open round must not tell whose ratings a column is.
    """
    [file] = read.files
    sources = RatingSource.objects.filter(round=coding_round, entered_by=by, sha256=file.sha256)
    for source in sources.exclude(codings__assignment__rater=owner).prefetch_related("codings__assignment__rater"):
        names = {rater["name"] for rater in source.reading.get("raters", [])}
        # The file of one person may have another name now.
        if person in names or (is_unnamed(read, person) and not source.held_others):
            return next((coding.assignment.rater.name for coding in source.codings.all()[:1]), "")
    return ""


def _require_no_warning(reads: Sequence[RatingsRead]) -> None:
    for read in reads:
        try:
            require_no_warning(diagnosed(read))
        except UnreadableRatings as error:
            raise BadInput(f"{read.name}: {error}") from None


def _source(read: RatingsRead, own: RatingsRead, person: str, options: ReadingOptions) -> EnteredFile:
    [file] = read.files
    reading = reading_of([own]) or {}
    if options.raters:
        decided = {"option": "raters", "value": person, "ratings": None}
        reading = {**reading, "decided": [*reading["decided"], decided]}
    return EnteredFile(
        file.name,
        file.sha256,
        file.bytes,
        reading=reading,
        held_others=held_others(read, [person]),
        held_final=held_final(read),
    )
