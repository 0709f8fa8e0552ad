"""`manage.py demo`: creates published studies of advisories and of projects, and a study in progress to code in."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandError

from advisories.platform.command import NOTHING_DONE, JsonCommand
from annotation.demo.build import FINISHED, FINISHED_SLUG, OPEN, OPEN_SLUG, create_demo, demo_exists
from annotation.demo.people import PEOPLE, read_sign_ins
from annotation.demo.projects_study import PROJECTS, PROJECTS_SLUG
from annotation.operations.schema_version import require_upgradable
from coding.errors import RuleBroken


class Command(JsonCommand):
    help = "Create the demo studies and their users (once), and print how to sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        require_upgradable()
        created = not demo_exists()
        if created:
            self.stdout.write("Creating the demo. This takes some seconds …")
            self.stdout.flush()
            try:
                create_demo()
            except RuleBroken as refusal:
                raise CommandError(str(refusal), returncode=NOTHING_DONE) from None
        sign_ins = read_sign_ins()
        self.print_lines(sign_ins, created)
        if options["json"]:
            self.stdout.write(json.dumps(summary(sign_ins, created)))

    def print_lines(self, sign_ins: dict[str, str], created: bool) -> None:
        self.stdout.write("The demo was created:" if created else "The demo exists already:")
        self.stdout.write(f"  {FINISHED}: finished and published, with constructed labels")
        self.stdout.write(f"  {PROJECTS}: finished and published, with constructed answers")
        self.stdout.write(f"  {OPEN}: in progress, to be coded by Ada and Bo")
        if not sign_ins:
            self.stdout.write(
                "The file with the initial passwords is missing. Set a new one with `manage.py changepassword ada`."
            )
            return
        self.stdout.write("Sign in as (initial passwords):")
        for person in PEOPLE:
            password = sign_ins.get(person.username, "(unknown)")
            self.stdout.write(f"  {person.username:<5} {password:<16} {', '.join(person.roles)}")


def summary(sign_ins: dict[str, str], created: bool) -> dict[str, Any]:
    return {
        "created": created,
        "studies": {"finished": FINISHED_SLUG, "open": OPEN_SLUG, "projects": PROJECTS_SLUG},
        "sign_ins": [
            {
                "username": person.username,
                "password": sign_ins.get(person.username),
                "roles": list(person.roles),
            }
            for person in PEOPLE
        ],
    }
