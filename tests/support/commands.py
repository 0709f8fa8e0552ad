"""Runs of manage.py as a process."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.support.services import python


def manage(*arguments: str, folder: Path, **variables: str) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INTERCODER_")}
    return python(
        *("manage.py", *arguments),
        env=environment | {"INTERCODER_DATA_DIR": str(folder), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
