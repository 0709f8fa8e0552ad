"""`manage.py import_advisories PATH...`: imports files, folders and archives of any known format."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from advisories.corpus.corpora import named_corpus
from advisories.formats import FORMATS
from advisories.intake.importing import import_paths
from advisories.intake.indexing import index_texts
from advisories.platform.command import JsonCommand, add_corpus


class Command(JsonCommand):
    help = "Import security advisories from files, folders, zip and tar.gz archives."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file, folder or archive")
        parser.add_argument(
            "--format", default="auto", metavar="FORMAT", help=f"auto (by content), {', '.join(FORMATS)}"
        )
        add_corpus(parser)
        parser.add_argument("--project", default="", metavar="NAME", help="project of all imported advisories")
        parser.add_argument(
            "--source", default="", metavar="NAME", help="name of the tables (default: the name of each file)"
        )
        parser.add_argument(
            "--replace", action="store_true", help="rows of tables replace known rows that differ from them"
        )
        parser.add_argument(
            "--columns",
            default="",
            metavar="FACT=COLUMN,…",
            help="columns of the facts in tables, like id=Number,text=Notes",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 0: done; 1: done, some records rejected; 2: nothing done."""
        pairs = [pair.partition("=") for pair in options["columns"].split(",") if pair.strip()]
        columns = {fact.strip(): column for fact, _, column in pairs}
        report, _ = import_paths(
            options["paths"],
            corpus=named_corpus(options["corpus"]),
            file_format=options["format"],
            project=options["project"],
            columns=columns,
            table_source=options["source"],
            replaces=options["replace"],
        )
        index_texts()
        for problem in report.problems:
            self.stderr.write(f"{problem['source']}: {problem['reason']}")
        for remark in report.remarks:
            self.stderr.write(f"{remark['source']}: {remark['remark']}")
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self.stdout.write(report.in_words())
        if report.rejected:
            sys.exit(1)
