"""`manage.py replicate`: import, agreement, decisions and release from files alone."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from advisories.platform.command import JsonCommand
from advisories.platform.errors import BadInput
from coding.formats.rating_sheets.wide import RatingSheetError
from coding.rendering.escaping import single_line
from coding.rendering.numbers import coefficient, count_noun, percent
from coding.steps.replicate import Replication, Request, replicate


def day(value: str) -> datetime:
    """Return midnight UTC of an ISO date."""
    return datetime.combine(date.fromisoformat(value), time(), UTC)


def today() -> datetime:
    """Return midnight UTC of today, or of SOURCE_DATE_EPOCH, the convention of reproducible builds."""
    now = datetime.now(UTC)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        try:
            now = datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):  # not a number, or outside the years 1 to 9999
            raise BadInput(f"Invalid SOURCE_DATE_EPOCH “{epoch}”. Use a number of seconds since 1970.") from None
    return datetime.combine(now.date(), time(), UTC)


class Command(JsonCommand):
    refusals = (*JsonCommand.refusals, RatingSheetError)
    help = "Import advisories and ratings from files, resolve disagreements and publish a release."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="advisories: files, folders, archives")
        parser.add_argument(
            "--labels", required=True, type=Path, metavar="FILE.csv", help="columns: unit and one per rater"
        )
        parser.add_argument("--final-rater", required=True, metavar="NAME")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="a new or empty folder")
        parser.add_argument("--decisions", type=Path, metavar="FILE.csv", help="columns: unit,codes,reason")
        parser.add_argument("--codebook", type=Path, metavar="FILE.csv", help="columns: label,definition")
        parser.add_argument("--title", default="")
        parser.add_argument("--multilabel", action="store_true", help="`;` separates codes in a cell")
        parser.add_argument("--date", type=day, metavar="YYYY-MM-DD", help="date of the release (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        result = replicate(
            Request(
                paths=options["paths"],
                labels=options["labels"],
                final_rater=options["final_rater"],
                out=options["out"],
                at=options["date"] or today(),
                decisions=options["decisions"],
                codebook=options["codebook"],
                title=options["title"],
                multilabel=options["multilabel"],
            )
        )
        self.print_report(result)
        if options["json"]:
            self.stdout.write(json.dumps(report(result), ensure_ascii=False))
        if result.imported.rejected:
            raise SystemExit(1)

    def print_report(self, result: Replication) -> None:
        """Print the consequence table, the primary coefficient and the rejected records."""
        results = result.release.results
        for problem in result.imported.problems:
            self.stderr.write(f"{problem['source']}: {problem['reason']}")
        for row in results["table"]:
            share = percent(row["count"], results["decided"])
            self.stdout.write(f"{row['count']:6d}  {share:>7}  {single_line(row['consequence'])}")
        agreement = results["agreement"]
        primary = agreement["coefficients"][agreement["primary"]]
        if primary["undefined"]:
            self.stdout.write(f"{agreement['primary']} is undefined: {primary['undefined']}")
        else:
            limits = [coefficient(primary[limit]) for limit in ("low", "high") if primary[limit] is not None]
            interval = f" [{', '.join(limits)}]" if limits else ""
            band = agreement["band"]
            word = f", {band['word']} ({band['scale']})" if band else ""
            self.stdout.write(f"{agreement['primary']} {coefficient(primary['value'])}{interval}{word}")
        disagreements = count_noun(result.disagreements, "disagreement")
        self.stdout.write(f"{disagreements}, all resolved. {len(result.written)} files written.")


def report(result: Replication) -> dict[str, Any]:
    """Return the JSON object of `--json`."""
    results = result.release.results
    return {
        "study": result.release.study.slug,
        "release": result.release.number,
        "units": results["agreement"]["units"],
        "table": [{key: row[key] for key in ("consequence", "count", "proportion")} for row in results["table"]],
        "primary": results["agreement"]["primary"],
        **results["agreement"]["coefficients"][results["agreement"]["primary"]],
        "band": results["agreement"]["band"],
        "disagreements": result.disagreements,
        "files": [path.name for path in result.written],
        "import": result.imported.as_json(),
    }
