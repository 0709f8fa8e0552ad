"""Zip archives with entries that may exceed 2 GiB."""

from __future__ import annotations

import io
import zipfile

import pytest

from coding.rendering.zip import zip_pieces

PIECES = [b"1234567890" * 10] * 3


def test_large_entry_may_exceed_the_limit_of_plain_zip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zipfile.ZIP64_LIMIT", 100)
    content = b"".join(zip_pieces([("table.csv", PIECES)], large=True))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("table.csv") == b"".join(PIECES)


def test_entry_over_the_limit_is_refused_unless_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zipfile.ZIP64_LIMIT", 100)
    with pytest.raises(RuntimeError, match="too large"):
        b"".join(zip_pieces([("table.csv", PIECES)]))
