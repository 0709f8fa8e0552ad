"""Files for `manage.py replicate`, and a way to run the command in a test."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

LABELS = "unit,ada,bo\n1,Access,Access\n2,Access,Leak\n3,Leak,Leak\n"
GHSA = [f"GHSA-aaaa-bbbb-cc0{number}" for number in range(1, 10)]
CVE = [f"CVE-2025-000{number}" for number in range(1, 10)]
DATED = ("--date", "2026-01-15")


def osv(number: int, **change: Any) -> dict[str, Any]:
    """Return the advisory with this number in the stated order, as OSV."""
    return {
        "id": GHSA[number - 1],
        "modified": "2025-02-01T00:00:00Z",
        "published": "2025-01-01T00:00:00Z",
        "aliases": [CVE[number - 1]],
        "summary": f"Flaw {number} in the sample server",
        "details": f"An attacker 🐛 reads secret {number}.",
        "affected": [{"package": {"ecosystem": "PyPI", "name": "sample-server"}}],
        "database_specific": {"severity": "HIGH", "cwe_ids": ["CWE-200"]},
        **change,
    }


@dataclass(frozen=True)
class CommandResult:
    """Exit status, standard output and standard error of the command."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON object on the last line of standard output."""
        report: dict[str, Any] = json.loads(self.out.splitlines()[-1])
        return report


class Replication:
    """A folder with advisories and a labels file, and the command run on it."""

    def __init__(self, folder: Path, advisories: int = 3) -> None:
        self.folder = folder
        self.advisories = folder / "advisories"
        self.advisories.mkdir()
        for number in range(1, advisories + 1):
            self.write(f"advisories/{number}.json", json.dumps(osv(number)))
        self.write("labels.csv", LABELS)
        self.out = folder / "out"

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file into the folder, and return its path."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def run(
        self,
        *options: object,
        final: str = "ada",
        paths: list[Path] | None = None,
        dated: tuple[str, ...] = DATED,
    ) -> CommandResult:
        """Run the command. Options come last, so that they replace the defaults."""
        arguments = [
            *(paths or [self.advisories]),
            *("--labels", self.folder / "labels.csv", "--final-rater", final, "--out", self.out),
            *dated,
            *options,
            "--json",
        ]
        out, err = StringIO(), StringIO()
        status = 0
        try:
            call_command("replicate", *map(str, arguments), stdout=out, stderr=err)
        except SystemExit as exit:
            status = int(exit.code or 0)
        return CommandResult(status, out.getvalue(), err.getvalue())

    def read(self, name: str) -> str:
        """Return the content of a file of the release."""
        return (self.out / name).read_text(encoding="utf-8")
