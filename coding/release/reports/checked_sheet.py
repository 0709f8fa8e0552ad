"""What files of ratings say, and the agreement report of them, without a study: for the page and the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from advisories.text.counting import count_noun
from coding.formats.ratings.diagnosis import diagnosed, require_no_warning
from coding.formats.ratings.evidence import rows_of
from coding.formats.ratings.options import ReadingNeeded, ReadingOptions, UnreadableRatings
from coding.formats.ratings.paths import File
from coding.formats.ratings.read import RatingsRead, read_files
from coding.formats.ratings.said import reading_json, reading_lines
from coding.formats.ratings.tables import tables_json
from coding.release.reports.agreement import primary_words
from coding.statistics.report import agreement_report

ALL: Final = "all"
MOST_QUESTIONS: Final = 20  # that are reported at once


def readings(files: Sequence[File], options: ReadingOptions) -> list[RatingsRead]:
    """Return the reading of files, or one per question if the options say `all`.

    Raises
    ------
    ReadingNeeded, UnreadableRatings
        If the files can be read in several ways, or not at all.
    """
    if options.question != ALL:
        return [read_files(files, options)]
    try:
        return [read_files(files, options.but(question=None))]
    except ReadingNeeded as needed:
        if [ask.option for ask in needed.asks] != ["question"]:
            raise
        questions = [choice.value for choice in needed.asks[0].choices]
        if len(questions) > MOST_QUESTIONS:
            raise UnreadableRatings(
                f"These are {len(questions)} questions; at most {MOST_QUESTIONS} are reported at once. Choose one with "
                "--question."
            ) from None
        return [read_files(files, options.but(question=question)) for question in questions]


def checked_sheet(files: Sequence[File], options: ReadingOptions) -> dict[str, Any]:
    """Return what files of ratings say: first rows, and per question reading, checks with their rows, agreement.

    Raises
    ------
    ReadingNeeded, UnreadableRatings
        If the files can be read in several ways, or not at all.
    """
    reads = readings(files, options)
    reports = [_reported(read) for read in reads]
    return {"tables": tables_json(reads[0].files, reads[0].sheaf.unit_columns), **reports[0], "further": reports[1:]}


def _reported(read: RatingsRead) -> dict[str, Any]:
    diagnosis = diagnosed(read)
    if read.options.strict:
        require_no_warning(diagnosis)
    report = agreement_report(read.ratings())
    words = primary_words(report)
    defined = report["coefficients"][report["primary"]]["undefined"] is None
    units = f", on {report['units_used']:,} of {count_noun(report['units'], 'unit')}" if defined else ""
    return {
        "reading": reading_json(read, diagnosis),
        "lines": reading_lines(read),
        "check_rows": [rows_of(check, read) for check in diagnosis.checks],
        "agreement": report,
        "sentence": f"{words}{units}.",
    }
