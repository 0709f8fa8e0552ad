"""`manage.py publish STUDY... --out DIR`: the files of the newest releases."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from advisories.platform.command import JsonCommand
from advisories.platform.errors import BadInput
from coding.models import Release
from coding.steps.publish.files import write_package, write_release


class Command(JsonCommand):
    help = "Write the newest release of a study into a folder; of several studies, each into a folder of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("studies", nargs="+", metavar="STUDY", help="slug of a study")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        releases = [newest_release(slug) for slug in dict.fromkeys(options["studies"])]
        if len(releases) == 1:
            (release,) = releases
            files = [len(write_release(release, options["out"]))]
        else:
            files = write_package(releases, options["out"])
        reports = []
        for release, count in zip(releases, files, strict=True):
            self.stdout.write(f"Release {release.number} of “{release.study.title}”: {count} files in {options['out']}")
            report = {"study": release.study.slug, "release": release.number, "files": count}
            reports.append(report | {"manifest_sha256": release.manifest_sha256})
        if options["json"]:
            self.stdout.write(json.dumps(reports[0] if len(reports) == 1 else {"studies": reports}))


def newest_release(slug: str) -> Release:
    """Return the newest release of a study; raise BadInput if it has none."""
    release = Release.objects.filter(study__slug=slug).select_related("study").last()
    if release is None:
        raise BadInput(f"Study “{slug}” has no release. Publish one first.")
    return release
