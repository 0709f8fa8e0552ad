"""`manage.py import_codebook STUDY FILE`: import of the codes of a REFI-QDA codebook or project."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from advisories.platform.command import JsonCommand
from advisories.platform.errors import BadInput
from coding.models import Member
from coding.steps.codebook.import_codes import import_codebook


class Command(JsonCommand):
    help = "Add the codes of a REFI-QDA codebook (.qdc) or project (.qdpx) to a study's shared codebook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("study", help="slug of the study")
        parser.add_argument("file", type=Path, metavar="FILE", help="FILE.qdc or FILE.qdpx")

    def handle(self, *args: Any, **options: Any) -> None:
        leads = Member.objects.filter(study__slug=options["study"], is_lead=True, retired_at__isnull=True)
        lead = leads.select_related("study").first()
        if lead is None:
            raise BadInput(f"No study “{options['study']}” with a lead exists. Use the slug of a study.")
        result = import_codebook(by=lead, content=options["file"].read_bytes(), name=options["file"].name)
        self.stdout.write(f"{len(result.added)} codes added, {len(result.known)} already present")
        for remark in result.remarks:
            self.stdout.write(remark)
        if options["json"]:
            self.stdout.write(json.dumps({"study": lead.study.slug, **asdict(result)}))
