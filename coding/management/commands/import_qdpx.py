"""`manage.py import_qdpx FILE.qdpx --final-rater NAME`: import of a REFI-QDA project as a study."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from advisories.platform.command import JsonCommand
from advisories.text.counting import count_noun
from coding.steps.import_project import import_project


class Command(JsonCommand):
    help = "Create a study with a closed round from a REFI-QDA project (.qdpx)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE.qdpx")
        parser.add_argument("--final-rater", required=True, metavar="NAME", help="a user of the project, or a new name")
        parser.add_argument("--title", default="", help="title of the study (default: that of the project)")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        result = import_project(
            content=file.read_bytes(), name=file.name, final_rater=options["final_rater"], title=options["title"]
        )
        self.stdout.write(
            f"Study “{result.study.title}”: {count_noun(result.units, 'unit')}, {count_noun(result.codes, 'code')}, "
            f"{count_noun(result.codings, 'coding')} of {count_noun(len(result.raters), 'rater')}, "
            f"{count_noun(result.decided, 'disagreement')} decided"
        )
        for remark in result.remarks:
            self.stdout.write(remark)
        if options["json"]:
            counts = {name: getattr(result, name) for name in ("units", "codes", "codings", "decided", "remarks")}
            self.stdout.write(json.dumps({"study": result.study.slug, "raters": result.raters, **counts}))
