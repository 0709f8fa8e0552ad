"""`manage.py export_codebook STUDY --format qdc|csv|json|md|xlsx --out FILE [--at VERSION | --history]`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from advisories.platform.command import JsonCommand
from advisories.platform.errors import BadInput
from coding.codebook.change_log import codebook_history
from coding.codebook.rows import codebook_of
from coding.models import Study
from coding.release import CODEBOOK_FORMATS, HISTORY_FORMATS


class Command(JsonCommand):
    help = "Write a study's shared codebook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("study", help="the study's slug, as in its address")
        parser.add_argument("--format", required=True, choices=list(CODEBOOK_FORMATS))
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")
        parser.add_argument("--at", type=int, metavar="VERSION", help="a frozen version; without it the present one")
        parser.add_argument("--history", action="store_true", help="every change: who, when, what, why")
        parser.add_argument("--json", action="store_true", help="one JSON object on the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        study = Study.objects.filter(slug=options["study"]).first()
        if study is None:
            raise BadInput(f"There is no study {options['study']!r}.")
        if options["history"]:
            self.write_history(study, options)
            return
        rows = codebook_of(study, options["at"])
        if rows is None:
            last = study.codebook_versions.count()
            raise BadInput(f"The codebook has no version {options['at']}; its frozen versions are 1 to {last}.")
        if not rows:
            raise BadInput("The codebook is empty. Add a code, or confirm a matching, before you export it.")
        options["out"].write_bytes(CODEBOOK_FORMATS[options["format"]](rows, study.title))
        self.stdout.write(f"{len(rows)} codes in {options['out']}")
        if options["json"]:
            self.stdout.write(json.dumps({"study": study.slug, "codes": len(rows), "out": str(options["out"])}))

    def write_history(self, study: Study, options: dict[str, Any]) -> None:
        if options["format"] not in HISTORY_FORMATS:
            raise BadInput(f"The history is written as {', '.join(HISTORY_FORMATS)}.")
        rows = codebook_history(study)
        options["out"].write_bytes(HISTORY_FORMATS[options["format"]](rows, study.title))
        self.stdout.write(f"{len(rows)} changes in {options['out']}")
        if options["json"]:
            self.stdout.write(json.dumps({"study": study.slug, "changes": len(rows), "out": str(options["out"])}))
