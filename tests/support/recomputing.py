"""Runs of recompute.py of a release."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def recompute(folder: Path) -> subprocess.CompletedProcess[str]:
    # -I: only the standard library can be imported.
    return subprocess.run(
        [sys.executable, "-I", "recompute.py"], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )
