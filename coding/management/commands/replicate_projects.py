"""`manage.py replicate_projects`: inspection, agreement, decisions and release of projects from files alone."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from advisories.platform.command import JsonCommand
from coding.formats.rating_sheets.wide import RatingSheetError
from coding.management.commands.replicate import day, today
from coding.rendering.escaping import single_line
from coding.rendering.numbers import coefficient, count_noun, percent
from coding.steps.replicate_projects import ProjectsReplication, ProjectsRequest, replicate_projects


class Command(JsonCommand):
    refusals = (*JsonCommand.refusals, RatingSheetError)
    help = "Inspect projects, read raters' answers from files, resolve disagreements and publish a release."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="repositories, or JSON reports of inspect_project"
        )
        parser.add_argument(
            "--labels",
            required=True,
            nargs="+",
            action="extend",
            type=Path,
            metavar="FILE",
            help="columns: project, rater and one per activity; or unit, rater and codes",
        )
        parser.add_argument("--final-rater", required=True, metavar="NAME")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="a new or empty folder")
        parser.add_argument(
            "--decisions", type=Path, metavar="FILE", help="columns: project, one per activity, and reason"
        )
        parser.add_argument("--codebook", type=Path, metavar="FILE", help="columns: label, definition")
        parser.add_argument("--title", default="")
        parser.add_argument("--date", type=day, metavar="YYYY-MM-DD", help="date of the release (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 0: done; 1: done, and something of a repository could not be read; 2: nothing done."""
        result = replicate_projects(
            ProjectsRequest(
                paths=options["paths"],
                labels=options["labels"],
                final_rater=options["final_rater"],
                out=options["out"],
                at=options["date"] or today(),
                decisions=options["decisions"],
                codebook=options["codebook"],
                title=options["title"],
            )
        )
        self.print_report(result)
        if options["json"]:
            self.stdout.write(json.dumps(report(result), ensure_ascii=False))
        if result.problems:
            raise SystemExit(1)

    def print_report(self, result: ProjectsReplication) -> None:
        """Print the table of activities, the primary coefficient, and what to know about the files."""
        results = result.release.results
        for sentence in (*result.problems, *result.remarks):
            self.stderr.write(sentence)
        for row in results["activities"]:
            share = f"{percent(row['count'], row['projects'])} %" if row["projects"] else "–"
            counts = f"{row['count']} of {row['projects']}"
            self.stdout.write(f"{counts:>12}  {share:>8}  {single_line(row['activity'])}")
        agreement = results["agreement"]
        primary = agreement["coefficients"][agreement["primary"]]
        if primary["undefined"]:
            self.stdout.write(f"{agreement['primary']} is undefined: {primary['undefined']}")
        else:
            limits = [coefficient(primary[limit]) for limit in ("low", "high") if primary[limit] is not None]
            interval = f" [{', '.join(limits)}]" if limits else ""
            self.stdout.write(f"{agreement['primary']} {coefficient(primary['value'])}{interval}")
        disagreements = count_noun(result.disagreements, "disagreement")
        self.stdout.write(f"{disagreements}, all resolved. {len(result.written)} files written.")


def report(result: ProjectsReplication) -> dict[str, Any]:
    """Return the JSON object of `--json`."""
    results = result.release.results
    columns = ("activity", "count", "projects", "unclear", "proportion", "lowest", "highest")
    return {
        "study": result.release.study.slug,
        "release": result.release.number,
        "units": results["agreement"]["units"],
        "table": [{name: row[name] for name in columns} for row in results["activities"]],
        "primary": results["agreement"]["primary"],
        **results["agreement"]["coefficients"][results["agreement"]["primary"]],
        "band": results["agreement"]["band"],
        "machine": results["machine"],
        "disagreements": result.disagreements,
        "problems": result.problems,
        "remarks": result.remarks,
        "files": [path.name for path in result.written],
    }
