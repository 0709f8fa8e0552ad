"""Check that no landed migration was edited, by the checksums in `tests/migrations.sha256`.

`python -m tests.support.migrations` checks; `--record` adds the checksums of new migrations and changes no other line.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from tests.support import ROOT

APPS = ("annotation/accounts", "advisories", "coding")
RECORD = ROOT / "tests" / "migrations.sha256"


def checksums() -> dict[str, str]:
    """Return path → SHA-256 of every migration in the tree."""
    paths = (path for app in APPS for path in sorted((ROOT / app / "migrations").glob("[0-9]*.py")))
    return {path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def recorded(record: Path = RECORD) -> dict[str, str]:
    """Return path → SHA-256 of every migration that has landed."""
    lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    return {path: checksum for checksum, path in (line.split("  ", 1) for line in lines)}


def problems(present: dict[str, str], landed: dict[str, str]) -> list[str]:
    """Return one sentence per migration that was edited, deleted or not recorded."""
    sentences = []
    for path, checksum in landed.items():
        if path not in present:
            sentences.append(f"{path} has landed and was deleted. Restore it.")
        elif present[path] != checksum:
            sentences.append(f"{path} has landed and was edited. Restore it, and add a new migration.")
    sentences += [
        f"{path} is not recorded. Run python -m tests.support.migrations --record."
        for path in present
        if path not in landed
    ]
    return sentences


def record_new(record: Path = RECORD) -> None:
    """Add the checksums of migrations that are not recorded yet."""
    lines = {**checksums(), **recorded(record)}
    record.write_text("".join(f"{lines[path]}  {path}\n" for path in sorted(lines)), encoding="utf-8")


def main() -> int:
    if sys.argv[1:] == ["--record"]:
        record_new()
    sentences = problems(checksums(), recorded())
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
