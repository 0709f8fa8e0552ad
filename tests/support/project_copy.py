"""Copies of the project in which a test or a tool changes the code."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import ROOT


@contextmanager
def copied_project() -> Iterator[Path]:
    """Copy the tracked files to a temporary folder; installed packages and the built page are linked."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory(prefix="intercoder-copy-") as folder:
        top = Path(folder)
        for name in names.splitlines():
            if (source := ROOT / name).is_file() and not source.is_symlink():
                (top / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, top / name)
        for name in ("frontend/node_modules", "frontend/dist"):
            if (ROOT / name).exists():
                (top / name).symlink_to((ROOT / name).resolve())
        yield top


def replace_once(path: Path, old: str, new: str) -> None:
    """Replace a text that occurs exactly once in the file."""
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"The text occurs {text.count(old)} times in {path}: {old}")
    path.write_text(text.replace(old, new), encoding="utf-8")
