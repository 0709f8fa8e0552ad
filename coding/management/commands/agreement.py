"""`manage.py agreement FILE...`: what files of ratings say, and the agreement report of them, without a study."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from advisories.platform.command import JsonCommand
from coding.formats.ratings.diagnosis import diagnosed, require_no_warning
from coding.formats.ratings.marked import read_passages
from coding.formats.ratings.options import ReadingOptions, UnreadableRatings
from coding.formats.ratings.paths import read_paths
from coding.formats.ratings.read import RatingsRead, read_files
from coding.formats.ratings.said import reading_json, reading_text
from coding.formats.ratings.units import unit_key
from coding.management.reading import add_reading_arguments, reading_options
from coding.release.reports.agreement import report_md, report_tex
from coding.release.reports.checked_sheet import ALL, readings
from coding.statistics.difference_text import difference_words, drift_words
from coding.statistics.differences import difference
from coding.statistics.intervals import REPLICATES, REPLICATES_OF_CODE, SEED
from coding.statistics.repeated import drift
from coding.statistics.report import agreement_report
from coding.statistics.report_text import summary
from coding.statistics.scale import Scale
from coding.statistics.segments.report import segments_report

FEWEST = 100  # samples, from which the ends of a 95 % interval can be read
FORMATS: dict[str, Callable[[dict[str, Any]], str]] = {"md": report_md, "tex": report_tex}


class Command(JsonCommand):
    refusals = (*JsonCommand.refusals, UnreadableRatings)
    help = "Check files of ratings and print all coefficients of agreement with their intervals."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="tables, workbooks, JSON or projects with ratings"
        )
        add_reading_arguments(parser)
        parser.add_argument("--blanks", choices=["keep"], help="blanks at the ends of a code count")
        parser.add_argument("--empty-as", metavar="CODE", help="an empty cell is this code")
        parser.add_argument("--categories", metavar='"a;b;c"', help="all codes that raters could choose")
        parser.add_argument("--order", metavar='"low;high"', help="all codes in their order, in place of --categories")
        parser.add_argument("--scores", metavar='"0;1;4"', help="scores of the codes of --order, which increase")
        parser.add_argument("--seed", type=int, default=SEED, help=f"seed of the bootstrap (default: {SEED})")
        parser.add_argument(
            "--replicates",
            type=int,
            default=REPLICATES,
            help=f"samples of units for intervals (default: {REPLICATES:,}; for single codes at most "
            f"{REPLICATES_OF_CODE:,})",
        )
        parser.add_argument(
            "--segments", type=Path, metavar="FILE", help="marked passages: unit,rater,code,start,end,length"
        )
        parser.add_argument(
            "--against", type=Path, metavar="FILE", help="a later round with the same columns: by how much it differs"
        )
        parser.add_argument(
            "--sequence",
            action="store_true",
            help="the rows stand in the order of coding: does the use of codes change?",
        )
        parser.add_argument("--threshold", type=float, metavar="X", help="threshold fixed in advance, from -1 to 1")
        parser.add_argument("--format", choices=["text", *FORMATS], default="text", help="Markdown or LaTeX to print")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["order"] is not None and options["categories"] is not None:
            raise UnreadableRatings("--order declares the codes. Leave --categories out.")
        option = "--categories" if options["order"] is None else "--order"
        categories = _labels(option, options[option.removeprefix("--")])
        scores = _scores(options["scores"], categories if option == "--order" else None)
        if options["seed"] < 0:
            raise UnreadableRatings(f"--seed {options['seed']} is negative. Use 0 or a larger number.")
        if options["replicates"] < FEWEST:
            raise UnreadableRatings(f"--replicates {options['replicates']} is too few. Use {FEWEST} or more.")
        threshold = options["threshold"]
        if threshold is not None and not -1 <= threshold <= 1:
            raise UnreadableRatings(f"--threshold {threshold} is no coefficient. Use a number from -1 to 1.")
        reading = reading_options(options)
        if options["segments"] is not None and options["question"] == ALL:
            raise UnreadableRatings("--segments is of one question. Choose it with --question.")
        rounds = options["against"] is not None or options["sequence"]
        if rounds and options["format"] != "text":
            raise UnreadableRatings(f"--against and --sequence print text. Leave --format {options['format']} out.")
        if options["against"] is not None and options["question"] == ALL:
            raise UnreadableRatings("--against is of one question. Choose it with --question.")
        reports = [
            self._report(read, reading, categories, {**options, "scores": scores})
            for read in readings(read_paths(options["files"]), reading)
        ]
        if options["json"]:
            answer = reports[0] if options["question"] != ALL else {"reports": reports}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, allow_nan=False))

    def _report(
        self, read: RatingsRead, reading: ReadingOptions, categories: list[str] | None, options: dict[str, Any]
    ) -> dict[str, Any]:
        """Print what was read and the report; return the report with the reading."""
        ratings = read.ratings(categories)
        several = None if options["order"] is None or not ratings.multilabel else _several(categories, options)
        if options["order"] is not None and several is None:
            ratings = ratings.ordered(options["scores"])
        diagnosis = diagnosed(read)
        if reading.strict:
            require_no_warning(diagnosis)
        if options["format"] == "text":
            self.stdout.write(f"{reading_text(read, diagnosis)}\n")
        report = agreement_report(
            ratings,
            seed=options["seed"],
            replicates=options["replicates"],
            threshold=options["threshold"],
            off_scale=sum(read.no_code.values()),
        )
        if several is not None:
            report["order"] = several
        if options["segments"] is not None:
            passages = read_passages(options["segments"], read)
            report["segments"] = segments_report(passages, seed=options["seed"], replicates=options["replicates"])
            report["remarks"] += filter(None, [report["segments"]["remark"]])
        self.stdout.write(FORMATS.get(options["format"], summary)(report))
        if options["against"] is not None:
            report["difference"] = self._difference(read, reading, options)
        if options["sequence"]:
            report["drift"] = self._drift(read, options["seed"])
        return {**report, "reading": reading_json(read, diagnosis)}

    def _difference(self, read: RatingsRead, reading: ReadingOptions, options: dict[str, Any]) -> dict[str, Any]:
        """Print by how much a later round differs, and return it."""
        later = read_files(read_paths([options["against"]]), reading)
        if len(read.raters) != len(later.raters) or read.multilabel != later.multilabel:
            raise UnreadableRatings(
                f"{read.name} has {_raters(read)} and {later.name} {_raters(later)}. Name files with the same columns."
            )
        order = None if read.multilabel else _labels("--order", options["order"])
        if order is not None:
            later.ratings(order)  # refuses a label that the order does not name
        compared = difference(
            _rows_by_unit(read),
            _rows_by_unit(later),
            order=order,
            scores=options["scores"],
            seed=options["seed"],
            replicates=options["replicates"],
        )
        row = asdict(compared)
        self.stdout.write(f"\n{difference_words(row, _names(read), _names(later))}")
        return row

    def _drift(self, read: RatingsRead, seed: int) -> list[dict[str, Any]]:
        """Print who uses codes otherwise in the last half of the rows than in the first, and return it by rater."""
        rows = []
        for rater in read.raters:
            answers = [row for row in map(_answer_of(read), read.codes[rater]) if row is not None]
            rows.append({"rater": rater, **drift(answers, seed=seed)})
        self.stdout.write(f"\n{drift_words(rows) or 'No rater changed their use of codes within the rows.'}")
        return rows


def _names(read: RatingsRead) -> str:
    return ", ".join(Path(file.name).name for file in read.files)


def _raters(read: RatingsRead) -> str:
    codes = ", several codes a unit" if read.multilabel else ""
    return f"{len(read.raters)} raters{codes}"


def _answer_of(read: RatingsRead) -> Callable[[Any], Any]:
    """Return what makes an answer of the codes of a cell: a set, or the one code; None if there is none."""
    if read.multilabel:
        return lambda codes: None if codes is None else frozenset(codes)
    return lambda codes: codes[0] if codes else None


def _rows_by_unit(read: RatingsRead) -> dict[str, tuple[Any, ...]]:
    answer = _answer_of(read)
    return {unit_key(unit): tuple(map(answer, row)) for unit, row in zip(read.sheaf.units, read.rows, strict=True)}


def _labels(option: str, value: str | None) -> list[str] | None:
    """Return the codes of --categories or --order, None without the option."""
    if value is None:
        return None
    labels = [label.strip() for label in value.split(";")]
    if "" in labels:
        raise UnreadableRatings(f'{option} has an empty code. Write the codes as "a;b;c".')
    if len(set(labels)) < len(labels):
        raise UnreadableRatings(f"{option} has the same code twice. Name each code once.")
    return labels


def _scores(value: str | None, order: list[str] | None) -> tuple[float, ...] | None:
    """Return the scores of --scores, None without the option."""
    if value is None:
        return None
    if order is None:
        raise UnreadableRatings("--scores are of the codes of --order. State --order as well.")
    try:
        scores = tuple(float(score) for score in value.split(";"))
    except ValueError:
        raise UnreadableRatings(f'--scores “{value}” are not numbers. Write them as "0;1;4".') from None
    try:
        return Scale.of(len(order), scores).scores
    except ValueError as error:
        raise UnreadableRatings(f"--scores: {error} Give each code of --order one score.") from None


def _several(order: list[str] | None, options: dict[str, Any]) -> dict[str, Any]:
    """Return the order of codes that is not used, with the reason."""
    reason = "a unit has several codes, and ordered coefficients need one"
    scores = list(options["scores"]) if options["scores"] else None
    return {"labels": order, "scores": scores, "off_scale": 0, "undefined": reason}
