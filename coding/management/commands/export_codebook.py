"""`manage.py export_codebook STUDY --format FORMAT --out FILE`: the codebook or its change log."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from advisories.platform.command import JsonCommand
from advisories.platform.errors import BadInput
from coding.codebook.change_log import codebook_change_log
from coding.codebook.rows import codebook_of
from coding.formats import CHANGE_LOG, CODEBOOK, formats_of
from coding.models import Study


class Command(JsonCommand):
    help = "Write a study's shared codebook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("study", help="slug of the study")
        parser.add_argument("--format", required=True, choices=list(formats_of(CODEBOOK)))
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")
        parser.add_argument("--at", type=int, metavar="VERSION", help="a frozen version (default: the current one)")
        parser.add_argument("--history", action="store_true", help="the change log instead of the codebook")

    def handle(self, *args: Any, **options: Any) -> None:
        study = Study.objects.filter(slug=options["study"]).first()
        if study is None:
            raise BadInput(f"Unknown study “{options['study']}”. Use the slug of a study.")
        if options["history"]:
            self.write_change_log(study, options)
            return
        rows = codebook_of(study, options["at"])
        if rows is None:
            last = study.codebook_versions.count()
            raise BadInput(f"The codebook has no version {options['at']}. Choose one of 1 to {last}.")
        if not rows:
            raise BadInput("The codebook is empty. Add a code or confirm a matching first.")
        codebook = formats_of(CODEBOOK)[options["format"]]
        assert codebook.write is not None
        options["out"].write_bytes(codebook.write(rows, study.title))
        self.stdout.write(f"{len(rows)} codes in {options['out']}")
        if options["json"]:
            self.stdout.write(json.dumps({"study": study.slug, "codes": len(rows), "out": str(options["out"])}))

    def write_change_log(self, study: Study, options: dict[str, Any]) -> None:
        """Write the change log of the codebook to the file of `--out`."""
        formats = formats_of(CHANGE_LOG)
        change_log = formats.get(options["format"])
        if change_log is None or change_log.write is None:
            raise BadInput(f"The change log is available as {', '.join(formats)}. Choose one of these.")
        rows = codebook_change_log(study)
        options["out"].write_bytes(change_log.write(rows, study.title))
        self.stdout.write(f"{len(rows)} changes in {options['out']}")
        if options["json"]:
            self.stdout.write(json.dumps({"study": study.slug, "changes": len(rows), "out": str(options["out"])}))
