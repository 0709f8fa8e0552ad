"""What the commands share that publish a release from files alone."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from advisories.platform.command import JsonCommand
from advisories.platform.errors import BadInput
from advisories.text.counting import count_noun
from coding.formats.ratings.options import UnreadableRatings
from coding.models import Release
from coding.rendering.numbers import coefficient


class ReplicationCommand(JsonCommand):
    """Base of commands that publish a release from files alone."""

    refusals = (*JsonCommand.refusals, UnreadableRatings)

    def add_release_arguments(self, parser: ArgumentParser, *, decisions: str, codebook: str, file: str) -> None:
        """Add the arguments of the release; `decisions` and `codebook` name the columns of these files."""
        parser.add_argument("--final-rater", required=True, metavar="NAME")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="a new or empty folder")
        parser.add_argument("--decisions", type=Path, metavar=file, help=f"columns: {decisions}")
        parser.add_argument("--codebook", type=Path, metavar=file, help=f"columns: {codebook}")
        parser.add_argument("--title", default="")
        parser.add_argument("--date", type=day, metavar="YYYY-MM-DD", help="date of the release (default: today)")

    def print_agreement(self, release: Release, *, disagreements: int, files: int, banded: bool) -> None:
        """Print the primary coefficient, with its band if wanted, and the numbers of disagreements and files."""
        agreement = release.results["agreement"]
        primary = agreement["coefficients"][agreement["primary"]]
        if primary["undefined"]:
            self.stdout.write(f"{agreement['primary']} is undefined: {primary['undefined']}")
        else:
            limits = [coefficient(primary[limit]) for limit in ("low", "high") if primary[limit] is not None]
            interval = f" [{', '.join(limits)}]" if limits else ""
            band = agreement["band"] if banded else None
            word = f", {band['word']} ({band['scale']})" if band else ""
            self.stdout.write(f"{agreement['primary']} {coefficient(primary['value'])}{interval}{word}")
        self.stdout.write(f"{count_noun(disagreements, 'disagreement')}, all resolved. {files} files written.")


def release_options(options: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a request that `add_release_arguments` reads."""
    names = ("final_rater", "out", "decisions", "codebook", "title")
    return {**{name: options[name] for name in names}, "at": options["date"] or today()}


def release_report(release: Release, written: list[Path]) -> dict[str, Any]:
    """Return what the JSON objects of both commands state about a release."""
    agreement = release.results["agreement"]
    return {
        "study": release.study.slug,
        "release": release.number,
        "units": agreement["units"],
        "primary": agreement["primary"],
        **agreement["coefficients"][agreement["primary"]],
        "band": agreement["band"],
        "files": [path.name for path in written],
    }


def day(value: str) -> datetime:
    """Return midnight UTC of an ISO date."""
    return datetime.combine(date.fromisoformat(value), time(), UTC)


def today() -> datetime:
    """Return midnight UTC of today, or of SOURCE_DATE_EPOCH, the convention of reproducible builds."""
    now = datetime.now(UTC)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        try:
            now = datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):  # not a number, or outside the years 1 to 9999
            raise BadInput(f"Invalid SOURCE_DATE_EPOCH “{epoch}”. Use a number of seconds since 1970.") from None
    return datetime.combine(now.date(), time(), UTC)
