"""The release of the demo: every file has the checksum of `tests/golden/demo_release.sha256`.

`make golden` records the checksums after an intended change. Compare the numbers first. Dates, the random
identifiers of codes and the salts of commitments are fixed here.
"""

from __future__ import annotations

import hashlib
import os
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from annotation.demo.build import FINISHED_SLUG, create_demo
from coding import clock
from coding.models import Release
from coding.steps.publish.files import write_release
from tests.support import ROOT

GOLDEN = ROOT / "tests" / "golden" / "demo_release.sha256"
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of the release of the finished demo study."""
    settings.DATA_DIR = tmp_path
    settings.SECRET_KEY = "the same on every machine"
    drawn = random.Random(1)
    monkeypatch.setattr("secrets.randbelow", drawn.randrange)
    monkeypatch.setattr("secrets.token_hex", lambda size=32: drawn.randbytes(size).hex())
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)  # imports of advisories
    with clock.fixed(NOON):
        create_demo()
        folder = Path(os.environ.get("KEEP_RELEASE", tmp_path / "release"))
        write_release(Release.objects.get(study__slug=FINISHED_SLUG), folder)
    return folder


def test_release_of_the_demo_has_the_recorded_checksums(release: Path) -> None:
    now = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(release.iterdir())}
    text = "".join(f"{checksum}  {name}\n" for name, checksum in now.items())
    if os.environ.get("RENEW_GOLDEN"):
        GOLDEN.write_text(text)
    recorded = dict(reversed(line.split("  ", 1)) for line in GOLDEN.read_text().splitlines())
    assert now.keys() == recorded.keys()
    changed = [name for name in now if now[name] != recorded[name]]
    assert changed == [], "Compare the numbers of these files; if the change is intended: make golden"
