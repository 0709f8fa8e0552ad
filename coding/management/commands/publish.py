"""`manage.py publish STUDY --out DIR`: the files of the newest release."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from advisories.platform.command import JsonCommand
from advisories.platform.errors import BadInput
from coding.models import Release
from coding.steps.publish.files import write_release


class Command(JsonCommand):
    help = "Write the newest release of a study into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("study", help="slug of the study")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        release = Release.objects.filter(study__slug=options["study"]).select_related("study").last()
        if release is None:
            raise BadInput(f"Study “{options['study']}” has no release. Publish one first.")
        written = write_release(release, options["out"])
        self.stdout.write(
            f"Release {release.number} of “{release.study.title}”: {len(written)} files in {options['out']}"
        )
        if options["json"]:
            report = {"study": release.study.slug, "release": release.number, "files": len(written)}
            self.stdout.write(json.dumps(report | {"manifest_sha256": release.manifest_sha256}))
