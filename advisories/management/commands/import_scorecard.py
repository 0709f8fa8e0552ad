"""`manage.py import_scorecard FILE...`: results of OpenSSF Scorecard as evidence."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any, Final

from advisories.corpus.corpora import named_corpus
from advisories.inspection.scorecard import Result, UnreadableScorecard, read_results
from advisories.intake.inspections import store_result
from advisories.platform.command import NOTHING_DONE, JsonCommand, add_corpus
from advisories.platform.errors import BadInput

LARGEST: Final = 32 * 2**20  # bytes of a file


class Command(JsonCommand):
    help = "Import results of OpenSSF Scorecard (JSON with checks or probes, one result or one a line) as evidence."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="results of OpenSSF Scorecard")
        add_corpus(parser)
        parser.add_argument(
            "--project",
            default="",
            metavar="NAME",
            help="project of all results; by default that of the same address, or the name of the repository",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 0: done; 1: done, some files or results rejected; 2: nothing done."""
        corpus = named_corpus(options["corpus"])
        counts: Counter[str] = Counter()
        snapshots: list[dict[str, Any]] = []
        problems: list[dict[str, str]] = []
        for path in options["files"]:
            try:
                results = read_results(content_of(path))
            except (UnreadableScorecard, BadInput, OSError) as error:
                reason = error.strerror or "cannot be read" if isinstance(error, OSError) else str(error)
                problems.append({"source": str(path), "reason": reason})
                continue
            for number, result in enumerate(results, 1):
                try:
                    project = options["project"].strip()
                    snapshot, created = store_result(named(result, project), corpus, project)
                except BadInput as error:
                    location = f"{path}: result {number}" if len(results) > 1 else str(path)
                    problems.append({"source": location, "reason": str(error)})
                    continue
                counts["created" if created else "unchanged"] += 1
                counts["ignored"] += result.ignored
                snapshots.append({"project": snapshot.project.slug, "number": snapshot.number, "created": created})
        for problem in problems:
            self.stderr.write(f"{problem['source']}: {problem['reason']}")
        numbers = {name: counts[name] for name in ("created", "unchanged", "ignored")}
        if options["json"]:
            self.stdout.write(json.dumps({**numbers, "snapshots": snapshots, "problems": problems}, ensure_ascii=False))
        elif snapshots:
            self.stdout.write(
                f"{numbers['created']:,} snapshots created, {numbers['unchanged']:,} unchanged. "
                f"{numbers['ignored']:,} checks and probes belong to no activity and were ignored."
            )
        if problems:
            sys.exit(1 if snapshots else NOTHING_DONE)


def content_of(path: Path) -> bytes:
    """Return the content of a file; raise BadInput if it is larger than `LARGEST`."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise BadInput(f"The file has more than {LARGEST // 2**20} MiB. Split it.")
    return content


def named(result: Result, project: str) -> Result:
    """Return a result; raise BadInput if neither its address nor the option names the project."""
    if not result.name and not project:
        raise BadInput("The result names no repository. Name the project with --project.")
    return result
