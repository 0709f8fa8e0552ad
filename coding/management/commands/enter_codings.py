"""`manage.py enter_codings STUDY ROUND FILE... --by USERNAME`: enter the codings of files into an open round."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from advisories.platform.command import NOTHING_DONE, JsonCommand
from advisories.text.counting import count_noun
from coding.errors import BadInput
from coding.formats.ratings.diagnosis import diagnosed
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.paths import File, base_name, read_paths
from coding.formats.ratings.said import reading_text
from coding.management.reading import add_reading_arguments, reading_options
from coding.models import Member, RatingSource, Round
from coding.steps.code.enter_files import FilesEntered, enter_files


class Command(JsonCommand):
    refusals = (*JsonCommand.refusals, UnreadableRatings)
    help = "Enter the codings of files into an open round: one's own, or as a lead those of raters without an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("study", metavar="STUDY", help="slug of the study")
        parser.add_argument("round", type=int, metavar="ROUND", help="number of the round")
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="tables, workbooks, JSON or projects with ratings"
        )
        parser.add_argument("--by", required=True, metavar="USERNAME", help="who enters the codings")
        parser.add_argument("--rater", default="", metavar="NAME", help="whose codings they are (default: one's own)")
        parser.add_argument("--dry-run", action="store_true", help="check the files and store nothing")
        add_reading_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        by = _member(options["study"], options["by"])
        coding_round = Round.objects.select_related("study").filter(study=by.study_id, number=options["round"]).first()
        if coding_round is None:
            raise BadInput(f"The study {options['study']} has no round {options['round']}.")
        entered = enter_files(
            by=by,
            coding_round=coding_round,
            files=[File(base_name(file.name), file.content) for file in read_paths(options["files"])],
            options=reading_options(options),
            rater=options["rater"],
            door=RatingSource.Door.ENTER_CODINGS,
            dry_run=options["dry_run"],
        )
        self._print(entered, dry_run=options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps(entered.as_json(), ensure_ascii=False))
        result = entered.result
        if result.problems:
            raise SystemExit(1 if result.created or result.unchanged else NOTHING_DONE)

    def _print(self, entered: FilesEntered, *, dry_run: bool) -> None:
        for read in entered.reads:
            self.stdout.write(reading_text(read, diagnosed(read)))
        for row in entered.result.problems:
            self.stderr.write(f"{row.source}: {row.reason}")
        for row in entered.result.remarks:
            self.stdout.write(f"{row.source}: {row.reason}")
        verb = "would be submitted" if dry_run else "submitted"
        for rater in entered.result.raters:
            known = f", {rater.unchanged} known before" if rater.unchanged else ""
            self.stdout.write(f"{rater.rater}: {count_noun(rater.created, 'coding')} of {rater.file} {verb}{known}.")


def _member(study: str, username: str) -> Member:
    member = (
        Member.objects.select_related("study", "user")
        .filter(study__slug=study, user__username=username, retired_at__isnull=True)
        .first()
    )
    if member is None:
        raise BadInput(f"{username} is no member of a study {study}. Check --by and the slug of the study.")
    return member
