"""`manage.py replicate_projects`: inspection, agreement, decisions and release of projects from files alone."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from coding.management.replication import ReplicationCommand, release_options, release_report
from coding.rendering.escaping import single_line
from coding.rendering.numbers import percent
from coding.steps.replicate_projects import ProjectsReplication, ProjectsRequest, replicate_projects


class Command(ReplicationCommand):
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
        self.add_release_arguments(
            parser, decisions="project, one per activity, and reason", codebook="label, definition", file="FILE"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 0: done; 1: done, and something of a repository could not be read; 2: nothing done."""
        result = replicate_projects(
            ProjectsRequest(paths=options["paths"], labels=options["labels"], **release_options(options))
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
        self.print_agreement(
            result.release, disagreements=result.disagreements, files=len(result.written), banded=False
        )


def report(result: ProjectsReplication) -> dict[str, Any]:
    """Return the JSON object of `--json`."""
    results = result.release.results
    columns = ("activity", "count", "projects", "unclear", "proportion", "lowest", "highest")
    return {
        **release_report(result.release, result.written),
        "table": [{name: row[name] for name in columns} for row in results["activities"]],
        "machine": results["machine"],
        "disagreements": result.disagreements,
        "problems": result.problems,
        "remarks": result.remarks,
    }
