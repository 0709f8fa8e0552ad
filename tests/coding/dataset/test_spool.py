"""Rows in a temporary file are read repeatedly in the same order, also by several readers at once."""

from __future__ import annotations

from coding.dataset.spool import AT_ONCE, IN_MEMORY, MappedView, Spool, batches
from tests.support import publications as factory

MANY = 3 * AT_ONCE + 7


def test_rows_are_read_repeatedly_in_order() -> None:
    rows = [factory.coding(number, "Ada", "Access", memo="ä😀\ud800") for number in range(MANY)]
    spool = Spool(iter(rows))
    assert len(spool) == MANY
    assert list(spool) == list(spool) == rows
    assert rows[3] in spool
    assert "else" not in spool


def test_rows_beyond_memory_are_read_as_well() -> None:
    text = "x" * (IN_MEMORY // 2)
    assert [len(row) for row in Spool(text for _ in range(3))] == [len(text)] * 3


def test_several_readers_may_read_at_once() -> None:
    spool = Spool(range(MANY))
    pairs = zip(spool, spool, strict=True)
    assert all(one == other for one, other in pairs)
    assert len([1 for _ in spool for _ in Spool(range(2))]) == 2 * MANY


def test_spool_may_be_empty() -> None:
    assert (len(Spool(())), list(Spool(()))) == (0, [])


def test_mapped_rows_are_computed_for_each_reader() -> None:
    doubled = MappedView(lambda number: 2 * number, Spool(range(3)))
    assert (len(doubled), list(doubled), list(doubled), 4 in doubled) == (3, [0, 2, 4], [0, 2, 4], True)


def test_batches_are_full_except_the_last() -> None:
    assert list(batches(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batches((), 2)) == []
