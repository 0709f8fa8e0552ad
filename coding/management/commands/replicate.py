"""`manage.py replicate`: import, agreement, decisions and release from files alone."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from coding.management.replication import ReplicationCommand, release_options, release_report
from coding.rendering.escaping import single_line
from coding.rendering.numbers import percent
from coding.steps.replicate import Replication, Request, replicate


class Command(ReplicationCommand):
    help = "Import advisories and ratings from files, resolve disagreements and publish a release."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="advisories: files, folders, archives")
        parser.add_argument(
            "--labels", required=True, type=Path, metavar="FILE.csv", help="columns: unit and one per rater"
        )
        self.add_release_arguments(parser, decisions="unit,codes,reason", codebook="label,definition", file="FILE.csv")
        parser.add_argument("--multilabel", action="store_true", help="`;` separates codes in a cell")

    def handle(self, *args: Any, **options: Any) -> None:
        result = replicate(
            Request(
                paths=options["paths"],
                labels=options["labels"],
                multilabel=options["multilabel"],
                **release_options(options),
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
        self.print_agreement(result.release, disagreements=result.disagreements, files=len(result.written), banded=True)


def report(result: Replication) -> dict[str, Any]:
    """Return the JSON object of `--json`."""
    table = result.release.results["table"]
    return {
        **release_report(result.release, result.written),
        "table": [{key: row[key] for key in ("consequence", "count", "proportion")} for row in table],
        "disagreements": result.disagreements,
        "import": result.imported.as_json(),
    }
