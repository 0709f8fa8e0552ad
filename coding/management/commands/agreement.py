"""`manage.py agreement FILE.csv`: the agreement report of ratings in a file, without a study."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from advisories.platform.command import JsonCommand
from coding.formats.rating_sheets.wide import RatingSheetError, read_ratings
from coding.release.reports.agreement import report_md, report_tex
from coding.statistics.intervals import REPLICATES, REPLICATES_OF_CODE, SEED
from coding.statistics.report import agreement_report
from coding.statistics.report_text import summary

FEWEST = 100  # samples, from which the ends of a 95 % interval can be read
FORMATS: dict[str, Callable[[dict[str, Any]], str]] = {"md": report_md, "tex": report_tex}


class Command(JsonCommand):
    refusals = (*JsonCommand.refusals, RatingSheetError)
    help = "Print all coefficients of agreement with their intervals, from a CSV file of ratings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE.csv", help="a table with a column `unit` and one column per rater")
        parser.add_argument("--multilabel", action="store_true", help="a cell may have several codes, separated by `;`")
        parser.add_argument("--categories", metavar='"a;b;c"', help="all codes that raters could choose")
        parser.add_argument("--seed", type=int, default=SEED, help=f"seed of the bootstrap (default: {SEED})")
        parser.add_argument(
            "--replicates",
            type=int,
            default=REPLICATES,
            help=f"samples of units for intervals (default: {REPLICATES:,}; for single codes at most "
            f"{REPLICATES_OF_CODE:,})",
        )
        parser.add_argument("--threshold", type=float, metavar="X", help="threshold fixed in advance, from -1 to 1")
        parser.add_argument("--format", choices=["text", *FORMATS], default="text", help="Markdown or LaTeX to print")

    def handle(self, *args: Any, **options: Any) -> None:
        categories = _categories(options["categories"])
        if options["seed"] < 0:
            raise RatingSheetError(f"--seed {options['seed']} is negative. Use 0 or a larger number.")
        if options["replicates"] < FEWEST:
            raise RatingSheetError(f"--replicates {options['replicates']} is too few. Use {FEWEST} or more.")
        threshold = options["threshold"]
        if threshold is not None and not -1 <= threshold <= 1:
            raise RatingSheetError(f"--threshold {threshold} is no coefficient. Use a number from -1 to 1.")
        sheet = read_ratings(options["file"], multilabel=options["multilabel"])
        report = agreement_report(
            sheet.ratings(categories), seed=options["seed"], replicates=options["replicates"], threshold=threshold
        )
        self.stdout.write(FORMATS.get(options["format"], summary)(report))
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, allow_nan=False))


def _categories(option: str | None) -> list[str] | None:
    """Return the codes of --categories, None without the option."""
    if option is None:
        return None
    categories = [label.strip() for label in option.split(";")]
    if "" in categories:
        raise RatingSheetError('--categories has an empty code. Write the codes as "a;b;c".')
    if len(set(categories)) < len(categories):
        raise RatingSheetError("--categories has the same code twice. Name each code once.")
    return categories
