"""codings.xlsx: the same ratings as codings.csv, as text, in sheets by unit, by coding, and as 0 and 1."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from coding.release import release_file
from coding.release.tables.codings_workbook import codings_xlsx
from tests.support import publications as factory


def sheets(publication: Any) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(codings_xlsx(publication)))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_wide_sheet_has_a_column_per_rater_and_the_decision() -> None:
    wide = sheets(factory.small())["Codings"]
    assert wide[0] == ["unit", "identifier", "title", "Ada", "Bo", "decided"]
    assert [row[3:] for row in wide[1:]] == [
        ["Access", "Access", "Access"],
        ["Leak", "Leak", "Leak"],
        ["Access", "Outage", "Access"],
        ["Outage", "Leak", "Leak"],
    ]


def test_one_hot_sheet_has_0_and_1_and_nothing_where_a_rater_did_not_code() -> None:
    header, *rows = sheets(factory.multi_label())["One-hot"]
    marks = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["Ada: Access"], row["Ada: Leak"], row["Dee: Access"]) for row in marks] == [
        (1, 1, 1),
        (0, 0, None),
        (1, 1, 1),
    ]


def test_one_hot_sheet_is_left_out_if_it_were_too_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coding.release.tables.codings_workbook.ONE_HOT_COLUMNS", 5)
    assert "One-hot" not in sheets(factory.small())


def test_other_sheets_have_the_rows_of_the_csv_files() -> None:
    publication = factory.open_style()
    files = factory.render_all(publication)
    tables = sheets(publication)
    for title, name in (
        ("Long", "codings.csv"),
        ("Decisions", "decisions.csv"),
        ("Disagreements", "disagreements.csv"),
    ):
        lines = files[name].decode().splitlines()
        assert ",".join(tables[title][0]) == lines[0].lstrip("\ufeff"), title
        assert len(tables[title]) == len(lines), title


def test_hostile_texts_are_texts_and_no_formulas() -> None:
    book = load_workbook(io.BytesIO(codings_xlsx(factory.hostile())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_release_of_very_many_ratings_has_no_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "codings.xlsx" in factory.render_all(factory.small())
    monkeypatch.setattr(release_file, "WORKBOOK_RATINGS", 7)
    assert "codings.xlsx" not in factory.render_all(factory.small())
