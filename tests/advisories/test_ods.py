"""ODS workbooks as grids."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from advisories.formats.parsing import parse
from advisories.records import AdvisoryRecord
from advisories.records.item import UnusableRecord
from advisories.sources.archives import SourceFile, open_path
from advisories.tables import iter_tables, read_table
from advisories.tables.grid import Grid, Merged, Typed
from advisories.tables.workbook_grids import read_workbook_grids
from tests.support.ods import HEAD, cell, ods, row, sheet

WITH_ENTITIES = HEAD.replace("?>", "?><!DOCTYPE x [<!ENTITY a 'b'>]>")
MILLIONS = cell("a").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="99999999"')


def grid_of(*rows: str, columns: str = "") -> Grid:
    [grid] = read_workbook_grids(ods(sheet(rows, columns=columns)), "codes.ods")
    return grid


def typed(kind: str, attributes: str = "", text: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" {attributes}><text:p>{text}</text:p></table:table-cell>'


def test_repeated_cells_and_rows_count_up_to_the_last_filled_one() -> None:
    grid = grid_of(
        row(cell("unit"), cell("ada")),
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>',
        row('<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/>'),
        row(
            cell("2"),
            '<table:table-cell table:number-columns-repeated="2"/>',
            cell("x"),
            attributes='table:number-rows-repeated="2"',
        ),
    )
    assert grid.rows == [["unit", "ada"], ["1", "1"], ["2", "", "", "x"], ["2", "", "", "x"]]
    assert (grid.numbers, grid.format) == ([1, 5, 6, 7], "ods")
    assert (grid.cell_name(1, 1), grid.row_name(1)) == ("B5", "Row 5")


def test_values_have_the_texts_that_the_same_xlsx_has() -> None:
    grid = grid_of(
        row(
            typed("float", 'office:value="2.0"', "2,00"),
            typed("float", 'office:value="0.5"'),
            typed("boolean", 'office:boolean-value="true"', "WAHR"),
            typed("date", 'office:date-value="2024-03-01T00:00:00"', "01.03.24"),
            typed("time", 'office:time-value="PT01H03M00S"', "01:03:00"),
            typed("string", 'calcext:value-type="error" table:formula="of:=NA()"', "#N/A"),
            '<table:table-cell table:formula="of:=A1"/>',
            typed("string", 'table:formula="of:=A1"', "saved"),
        )
    )
    assert grid.rows == [["2", "0.5", "TRUE", "2024-03-01", "01:03:00", "", "", "saved"]]
    kinds = [grid.typed.get((0, column)) for column in range(8)]
    assert kinds == [None, None, Typed.TRUTH, Typed.DATE, Typed.DATE, Typed.ERROR, Typed.NO_VALUE, None]


def test_texts_keep_blanks_and_lines_and_leave_comments_out() -> None:
    note = "<office:annotation><text:p>secret</text:p></office:annotation>"
    text = '<text:p>a<text:s text:c="3"/>b\n  c<text:span>d</text:span><text:line-break/>e</text:p><text:p>f</text:p>'
    grid = grid_of(row(f'<table:table-cell office:value-type="string">{note}{text}</table:table-cell>'))
    assert grid.rows == [["a   b cd\ne\nf"]]


def test_hidden_and_merged_parts_are_noted() -> None:
    merged = cell("m").replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"')
    covered = '<table:covered-table-cell office:value-type="string"><text:p>under</text:p></table:covered-table-cell>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    grid = grid_of(
        row(cell("u"), merged),
        row(cell("v"), covered, attributes='table:visibility="filter"'),
        '<table:table-row-group table:display="false">' + row(cell("w")) + "</table:table-row-group>",
        columns=columns,
    )
    assert grid.rows == [["u", "m"], ["v"], ["w"]]
    assert (grid.hidden_rows, grid.hidden_columns) == ([2, 3], [1, 2])
    assert grid.merged == [Merged("B1:B2", 1, 2, 2, 2)]
    book = ods(sheet([row(cell("a"))], "Old", style="ta2"), sheet([row(cell("b"))], "New"), sheet([], "Empty"))
    assert [(g.sheet, g.hidden) for g in read_workbook_grids(book, "b.ods")] == [("Old", True), ("New", False)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            ods(sheet([row(cell("a"))]), head=WITH_ENTITIES),
            "declares entities",
        ),
        (ods(sheet([row(cell("a"), attributes='table:number-rows-repeated="300000"')])), "more than 200,000 rows"),
        (
            ods(
                sheet(
                    [
                        row(
                            cell("a").replace(
                                "<table:table-cell", '<table:table-cell table:number-columns-repeated="99999999"'
                            )
                        )
                    ]
                )
            ),
            "at most 1,000 are read",
        ),
        (
            ods(sheet([row(*[cell("a")] * 900, attributes='table:number-rows-repeated="150000"')])),
            "more than 10,000,000 cells",
        ),
        (ods(manifest="<x:encryption-data/>"), "is encrypted"),
        (ods("<text:p>a</text:p>", kind="text"), "has no sheets"),
        (ods("<broken"), "is broken"),
    ],
)
def test_a_hostile_workbook_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UnusableRecord, match=sentence):
        read_workbook_grids(content, "b.ods")


def advisories() -> bytes:
    """Return a workbook with a table of two advisories below an empty row."""
    reviewed = typed("boolean", 'office:boolean-value="true"')
    rows = (
        row(cell("")),
        row(cell("id"), cell("text"), cell("reviewed")),
        row(cell("CVE-2031-0001"), cell("A *crash*."), reviewed),
        row(cell("CVE-2031-0002"), cell("A leak.")),
    )
    return ods(sheet(rows))


def test_table_of_advisories_is_read_as_from_xlsx() -> None:
    [table] = iter_tables(advisories(), "list.ods")
    assert (table.header, table.header_number) == (["id", "text", "reviewed"], 2)
    assert [(row.number, row.origin, row.cells) for row in table.rows] == [
        (3, "list.ods, sheet Sheet1, row 3", ["CVE-2031-0001", "A *crash*.", "yes"]),
        (4, "list.ods, sheet Sheet1, row 4", ["CVE-2031-0002", "A leak."]),
    ]
    records = list(parse(advisories(), "list.ods"))
    assert [(record.identifier, record.body) for record in records if isinstance(record, AdvisoryRecord)] == [
        ("CVE-2031-0001", "A *crash*."),
        ("CVE-2031-0002", "A leak."),
    ]


def test_workbook_is_no_archive_of_advisories_but_a_zip_with_a_file_of_its_name_is(tmp_path: Path) -> None:
    (tmp_path / "list.ods").write_bytes(advisories())
    [file] = open_path(tmp_path / "list.ods")
    assert isinstance(file, SourceFile)
    with zipfile.ZipFile(tmp_path / "feed.zip", "w") as archive:
        archive.writestr("content.xml", "<x/>")
        archive.writestr("a.json", "{}")
    assert len(list(open_path(tmp_path / "feed.zip"))) == 2


@pytest.mark.parametrize(("data", "title"), [(ods(sheet(())), None), (advisories(), "Other")])
def test_workbook_without_a_table_is_refused(data: bytes, title: str | None) -> None:
    with pytest.raises(UnusableRecord, match=r"the workbook has no sheet( “Other”)? with a header\."):
        read_table(data, "list.ods", title)
