"""Check that something is refused and changes nothing that is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.snapshots import Rows, all_rows


def stored() -> Rows:
    """Return all rows of the tables of `coding` and `advisories`, to compare before and after."""
    return {table: rows for table, rows in all_rows().items() if table.startswith(("coding_", "advisories_"))}


@contextmanager
def refused(error: type[Exception], message: str) -> Iterator[None]:
    """Expect the block to raise this error with this part of its message, and to change no stored row."""
    before = stored()
    with pytest.raises(error, match=re.escape(message)):
        yield
    assert stored() == before
