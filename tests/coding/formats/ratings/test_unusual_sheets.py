"""Sheets as people and programs leave them: names in one word, formulas, merged ranges, archives, no names at all."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import numpy as np
import pytest
from openpyxl import Workbook

from advisories.tables.workbook_grids import read_marks
from coding.formats.ratings.diagnosis import diagnosed
from coding.formats.ratings.options import ReadingNeeded, ReadingOptions, UnreadableRatings
from coding.formats.ratings.paths import File
from coding.formats.ratings.read import RatingsRead, read_files
from coding.statistics.doctor import findings
from coding.statistics.doctor import rows as doctor_rows
from coding.statistics.doctor.findings import SheetOfRatings

ROWS = [(f"u{n}x", ("Crash", "Leak")[n % 2], ("Crash", "Leak", "Leak")[n % 3]) for n in range(12)]
WIDE = [("unit", "ann", "ben"), *ROWS]


def csv_file(rows: list[tuple[str, ...]], name: str = "codes.csv") -> File:
    return File(name, "".join(",".join(row) + "\n" for row in rows).encode())


def read_csv(rows: list[tuple[str, ...]], **options: object) -> RatingsRead:
    return read_files([csv_file(rows)], ReadingOptions().but(**options))


def workbook(rows: list[tuple[str, ...]] = WIDE, change: Callable[[str], str] = str) -> File:
    """Return a workbook whose sheet has its XML changed."""
    book, stream, changed = Workbook(), io.BytesIO(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    with zipfile.ZipFile(stream) as archive, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in archive.namelist():
            content = archive.read(name)
            new.writestr(name, change(content.decode()) if name == "xl/worksheets/sheet1.xml" else content)
    return File("codes.xlsx", changed.getvalue())


def with_merged(*ranges: str) -> File:
    cells = "".join(f'<mergeCell ref="{name}"/>' for name in ranges)
    return workbook(change=lambda xml: xml.replace("</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>"))


@pytest.mark.parametrize("names", [("HITId", "WorkerId", "Label"), ("CommitHash", "UserID", "CodeValue")])
def test_names_in_one_word_are_read_as_their_words(names: tuple[str, ...]) -> None:
    rows = [(unit, rater, code) for unit, *codes in ROWS for rater, code in zip(("ann", "ben"), codes, strict=True)]
    read = read_csv([names, *rows])
    assert (read.layout, read.raters, read.sheaf.unit_columns) == ("long", ("ann", "ben"), names[:1])


def test_note_column_of_one_word_is_no_rater() -> None:
    read = read_csv([("unit", "ann", "ben", "NotesAnn"), *((*row, "see") for row in ROWS)])
    assert read.raters == ("ann", "ben")


@pytest.mark.parametrize("first", [("u99x", "Crash", "Leak"), ("u99x", "Leak", "Leak")])
def test_sheet_without_names_is_never_read_with_its_first_row_as_names(first: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableRatings, match=r"looks like ratings, not like names\. Use --header-row 0"):
        read_csv([first, *ROWS])
    assert len(read_csv([first, *ROWS], header_row=0).sheaf.units) == 13


def test_column_of_formulas_without_values_is_refused_unless_it_is_a_note() -> None:
    formulas = [("unit", "ann", "ben", "cat"), *((*row, "=B2") for row in ROWS)]
    with pytest.raises(UnreadableRatings, match="Cell D2 holds a formula without a saved value"):
        read_files([workbook(formulas)])
    notes = [("unit", "ann", "ben", "note"), *formulas[1:]]
    assert read_files([workbook(notes)]).raters == ("ann", "ben")


def test_formula_that_gives_an_empty_text_is_an_empty_cell() -> None:
    empty = '<c r="B7" t="str"><f>IF(1,"","")</f><v></v></c>'
    read = read_files([workbook(change=lambda xml: re.sub(r'<c r="B7"[^>]*>.*?</c>', empty, xml))])
    assert read.codes["ann"][5] is None
    assert sum(codes is None for given in read.codes.values() for codes in given) == 1


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("B5:B6", "Did ann give this code to both units"),
        ("B5:C5", "Does the value hold for all these columns"),
        ("A5:A6", "Does the value of unit hold for all these rows"),
    ],
)
def test_merged_cells_are_asked_about_by_what_they_join(name: str, question: str) -> None:
    with pytest.raises(ReadingNeeded, match=question):
        read_files([with_merged(name)])


def test_merged_cells_without_a_row_are_not_asked_about() -> None:
    assert read_files([with_merged("A50:C60", "A1:C1")]).raters == ("ann", "ben")


def ods(spanned: str) -> File:
    """Return an ODS sheet whose first rating spans more columns and rows than any sheet has."""

    def cell(text: str, attributes: str = "") -> str:
        return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'

    lines = [[cell(text) for text in row] for row in WIDE]
    lines[1][1] = cell("Crash", spanned)
    rows = "".join(f"<table:table-row>{''.join(line)}</table:table-row>" for line in lines)
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    xml = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml)
    return File("codes.ods", stream.getvalue())


def test_merged_range_beyond_the_table_costs_no_time() -> None:
    endless = ods('table:number-columns-spanned="99999999999" table:number-rows-spanned="99999999999"')
    with pytest.raises(ReadingNeeded, match="are merged"):
        read_files([endless])
    read = read_files([endless], ReadingOptions(merged="fill"))
    assert read.codes["ben"] == [("Crash",)] * len(ROWS)


def test_overlapping_merged_cells_are_refused() -> None:
    file = with_merged(*["A2:C13"] * 5)
    with pytest.raises(UnreadableRatings, match="merged cells overlap"):
        read_files([file], ReadingOptions(merged="fill"))


def test_hidden_columns_are_counted_once_however_often_they_are_named() -> None:
    columns = '<col min="-9999999999" max="1000" hidden="1"/>' * 500
    marks = read_marks(io.BytesIO(f"<worksheet><cols>{columns}</cols></worksheet>".encode()))
    assert len(marks.hidden_columns) == 1_000


def archive(name: str, *members: tuple[str, bytes]) -> File:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in members:
            new.writestr(*member)
    return File(name, stream.getvalue())


def test_archives_together_unpack_to_no_more_than_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coding.formats.ratings.contents.MOST_UNPACKED", 5_000)
    one, two = (archive(f"{n}.zip", (f"{n}.csv", b"unit,code\n" + b"a,b\n" * 900)) for n in (1, 2))
    with pytest.raises(UnreadableRatings, match=r"2.zip: The archives unpack to too much"):
        read_files([one, two])


def test_archives_together_have_no_more_files_than_are_read() -> None:
    many = [archive(f"{n}.zip", *((f"{n}_{member}.csv", b"x") for member in range(40))) for n in range(2)]
    with pytest.raises(UnreadableRatings, match="80 files or more were given; at most 50 are read"):
        read_files(many)


def test_what_a_mac_adds_to_an_archive_is_no_file_of_ratings() -> None:
    own = [(f"{name}.csv", csv_file([("unit", "code"), *((row[0], row[at]) for row in ROWS)]).content)
           for at, name in ((1, "ann"), (2, "ben"))]  # fmt: skip
    assert read_files([archive("both.zip", *own, ("._ann.csv", b"\0\1"))]).raters == ("ann", "ben")


def test_refusal_of_one_rater_names_the_columns_that_were_left_out() -> None:
    rows = [WIDE[0], ("u0x", "a" * 201, "b"), ("u1x", "c", "c"), ("u2x", "c", "c")]
    with pytest.raises(UnreadableRatings, match=r"Only ben's ratings are here.*with --raters: ann \(long texts\)"):
        read_csv(rows)


def test_many_checks_of_one_kind_are_counted_and_not_listed() -> None:
    read = read_csv([*WIDE, *[row for row in ROWS for _ in range(2)]])
    doubled = [check for check in diagnosed(read).checks if check.code == "doubled_unit"]
    assert len(doubled) == 11
    assert doubled[-1].sentence.startswith("2 more of this kind: codes.csv: Unit u10x is on lines 12 and")


def test_sheet_of_many_raters_compares_the_pairs_with_most_common_units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_rows, "MOST_PAIRS", 3)
    random = np.random.default_rng(1)
    table = random.integers(0, 3, (60, 12))
    table[:30, 2:] = -1
    table[:, 1] = table[:, 0]
    seen = findings(SheetOfRatings(table, [f"r{n}" for n in range(12)], ["a", "b", "c"]))
    assert ("r0", "r1") in [finding.raters for finding in seen if finding.code == "same_columns"]
    assert next(f.sentence for f in seen if f.code == "pairs").startswith("There are many raters; the rows of the 3 ")


@pytest.mark.parametrize("encoding", ["punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "idna"])
def test_encodings_that_no_sheet_has_are_refused(encoding: str) -> None:
    with pytest.raises(UnreadableRatings, match=f"There is no encoding “{encoding}”"):
        read_csv(WIDE, encoding=encoding)


def test_rows_of_one_unit_are_counted_apart_only_without_a_study() -> None:
    rows = [*WIDE, ("u0x", "Leak", "Leak")]
    choices = []
    for of_study in (False, True):
        with pytest.raises(ReadingNeeded) as needed:
            read_csv(rows, of_study=of_study)
        choices.append([choice.value for choice in needed.value.asks[0].choices])
    assert choices == [["first", "last", "drop", "count"], ["first", "last", "drop"]]


def test_one_rater_shares_no_units_out_and_is_not_warned_about() -> None:
    table = np.array([[0], [-1], [-1], [1]])
    [finding] = findings(SheetOfRatings(table, ["ann"], ["a", "b"]))
    assert (finding.code, finding.severity, finding.sentence) == ("missing_units", "note", "ann coded 2 of 4 units.")
