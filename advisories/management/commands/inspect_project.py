"""`manage.py inspect_project PATH --name NAME`: the evidence of a repository, without executing anything of it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from advisories.corpus.corpora import named_corpus
from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.findings import Finding
from advisories.inspection.reader import read_path
from advisories.inspection.report import Report, inspect, one_line
from advisories.inspection.report_json import to_text
from advisories.intake.inspections import store_report
from advisories.platform.command import JsonCommand, add_corpus
from advisories.platform.errors import BadInput

NAME_LENGTH = 200
ANSWERS = {"yes": "yes", "no": "no", "cannot_tell": "cannot tell"}
SHOWN = 3  # findings per activity


class Command(JsonCommand):
    help = "Inspect a clone, a bare repository, a folder or an archive for quality assurance activities."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("path", type=Path, metavar="PATH", help="clone, bare repository, folder, zip or tar.gz")
        parser.add_argument("--name", required=True, metavar="NAME", help="name of the project")
        parser.add_argument(
            "--address", default="", metavar="URL", help="address of the repository; by default that of “origin”"
        )
        parser.add_argument(
            "--commit", default="", metavar="HASH", help="at least 7 digits of a commit; by default HEAD"
        )
        parser.add_argument("--store", action="store_true", help="store the snapshot in the corpus")
        add_corpus(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 0: done; 1: done, with problems; 2: nothing inspected."""
        name = one_line(options["name"].encode("utf-8", "replace").decode())
        if not 0 < len(name) <= NAME_LENGTH:
            raise BadInput(f"A name is required, with at most {NAME_LENGTH} characters.")
        if options["corpus"] and not options["store"]:
            raise BadInput("--corpus says where a snapshot is stored. Add --store.")
        corpus = named_corpus(options["corpus"]) if options["store"] else None
        facts = read_path(options["path"], name, address=options["address"], commit=options["commit"].lower())
        report = inspect(facts)
        if corpus:
            snapshot, created = store_report(report, corpus)
            self.stderr.write(f"Snapshot {snapshot.number} {'is stored' if created else 'is unchanged'}.")
        for problem in report.problems:
            self.stderr.write(f"{problem.path}: {problem.reason}" if problem.path else problem.reason)
        if options["json"]:
            self.stdout.write(to_text(report))
        else:
            self.stdout.write("\n".join(lines(report)))
        if report.problems:
            sys.exit(1)


def lines(report: Report) -> list[str]:
    """Return one line per activity: what the rules suggest, and on what it rests."""
    return [
        f"{ACTIVITIES[key].label}: {ANSWERS[suggestion.answer]}. {suggestion.reason}{_sources(suggestion.findings)}"
        for key, suggestion in report.suggestions.items()
    ]


def _sources(findings: Sequence[Finding]) -> str:
    """Return the first files and lines of findings in brackets."""
    files = [f"{finding.path}:{finding.line}" if finding.line else finding.path for finding in findings if finding.path]
    further = f", and {len(files) - SHOWN} more" if len(files) > SHOWN else ""
    return f" ({', '.join(files[:SHOWN])}{further})" if files else ""
