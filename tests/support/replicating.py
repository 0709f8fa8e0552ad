"""Files for `manage.py replicate`, and the command itself, as its tests use them."""

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
    """The advisory with this number in the stated order, as OSV."""
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
class Ended:
    """How the command ended."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out.splitlines()[-1])
        return found


class Desk:
    """A folder with advisories and the files of a study."""

    def __init__(self, folder: Path, advisories: int = 3) -> None:
        self.folder = folder
        self.advisories = folder / "advisories"
        self.advisories.mkdir()
        for number in range(1, advisories + 1):
            self.write(f"advisories/{number}.json", json.dumps(osv(number)))
        self.write("labels.csv", LABELS)
        self.out = folder / "out"

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def replicate(
        self,
        *options: object,
        final: str = "ada",
        paths: list[Path] | None = None,
        dated: tuple[str, ...] = DATED,
    ) -> Ended:
        """Run the command; options come last, so that a test can give one anew."""
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
        except SystemExit as left:
            status = int(left.code or 0)
        return Ended(status, out.getvalue(), err.getvalue())

    def read(self, name: str) -> str:
        return (self.out / name).read_text(encoding="utf-8")
