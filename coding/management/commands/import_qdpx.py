"""`manage.py import_qdpx FILE.qdpx... [--lead USERNAME]`: import of a REFI-QDA project as a study."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser

from advisories.platform.command import JsonCommand
from advisories.platform.errors import BadInput
from advisories.text.counting import count_noun
from coding.formats.ratings.paths import File
from coding.models import RatingSource
from coding.steps.import_project import import_project


class Command(JsonCommand):
    help = "Create a study with a closed round from a REFI-QDA project (.qdpx)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE.qdpx", help="a project, or copies of one")
        parser.add_argument(
            "--final-rater",
            default="",
            metavar="NAME",
            help="a user of the project; without --lead also a new name (default: the lead)",
        )
        parser.add_argument("--lead", default="", metavar="USERNAME", help="the account that leads and opens the study")
        parser.add_argument("--title", default="", help="title of the study (default: that of the project)")

    def handle(self, *args: Any, **options: Any) -> None:
        files = [File(path.name, path.read_bytes()) for path in options["files"]]
        lead = _account(options["lead"]) if options["lead"] else None
        if lead is None and not options["final_rater"]:
            raise BadInput("Name the final rater with --final-rater, or the account of a lead with --lead.")
        result = import_project(
            content=files[0].content,
            name=files[0].name,
            copies=files[1:],
            final_rater=options["final_rater"],
            title=options["title"],
            user=lead,
            door=RatingSource.Door.IMPORT_QDPX,
        )
        self.stdout.write(
            f"Study “{result.study.title}”: {count_noun(result.units, 'unit')}, {count_noun(result.codes, 'code')}, "
            f"{count_noun(result.codings, 'coding')} of {count_noun(len(result.raters), 'rater')}, "
            f"{count_noun(result.decided, 'disagreement')} decided"
        )
        for remark in result.remarks:
            self.stdout.write(remark)
        self.stdout.write(_opening(result.study.slug, options["lead"]))
        if options["json"]:
            counts = {name: getattr(result, name) for name in ("units", "codes", "codings", "decided", "remarks")}
            self.stdout.write(json.dumps({"study": result.study.slug, "raters": result.raters, **counts}))


def _account(username: str) -> AbstractUser:
    account = get_user_model().objects.filter(username=username, is_active=True).first()
    if account is None:
        raise BadInput(f"There is no account “{username}”. Name the user name of a person who can sign in.")
    return account


def _opening(study: str, lead: str) -> str:
    """Say how the study is opened."""
    if lead:
        return f"{lead} leads the study. Sign in as {lead} and open /studies/{study}."
    return (
        "No member of the study has an account, so nobody can open it in the page. To lead it, import it with "
        "--lead USERNAME."
    )
