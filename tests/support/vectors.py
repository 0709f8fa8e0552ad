"""Cases of the shared vectors, as parameters of tests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support import SHARED

DATA = SHARED / "data"
needs_vectors = pytest.mark.skipif(not DATA.is_dir(), reason="the shared vectors are absent")


def vector_cases(file: str = "agreement_vectors_2.json", *, kind: str = "") -> list[Any]:
    """Return one parameter per case of a file, or of one kind; a skipped one if the shared material is absent."""
    if not DATA.is_dir():
        return [pytest.param({}, id="absent", marks=needs_vectors)]
    vectors = json.loads((DATA / file).read_text(encoding="utf-8"))["cases"]
    return [pytest.param(case, id=case["name"]) for case in vectors if kind in {"", case.get("kind")}]
