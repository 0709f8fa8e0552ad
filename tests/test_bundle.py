"""Sizes of the built web interface, as a browser loads them."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.services import missing

DIST = Path(settings.PAGE_DIR)
KB = 1000  # bytes, as the build prints them


@pytest.fixture(autouse=True)
def built() -> None:
    if not (DIST / "index.html").exists():
        missing("The web interface is not built. Run `make build`.")


@cache
def compressed(path: Path) -> int:
    """Size in bytes after gzip."""
    return len(gzip.compress(path.read_bytes(), 9))


def first(suffix: str) -> set[Path]:
    """The files that every page loads before it shows anything."""
    names = re.findall(rf'/static/([\w.-]+\.{suffix})"', (DIST / "index.html").read_text(encoding="utf-8"))
    assert names
    return {DIST / "static" / name for name in names}


def test_first_scripts_are_small() -> None:
    assert sum(map(compressed, first("js"))) <= 180 * KB


def test_first_style_sheets_are_small() -> None:
    assert sum(map(compressed, first("css"))) <= 30 * KB


def test_every_lazy_chunk_is_small() -> None:
    lazy = set((DIST / "static").glob("*.js")) - first("js")
    assert len(lazy) > 20
    large = {path.name: compressed(path) for path in lazy if compressed(path) > 40 * KB}
    assert not large


def test_no_figure_library_is_shipped() -> None:
    for path in (DIST / "static").glob("*.js"):
        content = path.read_text(encoding="utf-8")
        assert "vega.github.io" not in content, path.name
        assert not re.match(r"vega|embed", path.name), path.name
