"""Reading codings from CSV: what is understood, and the one sentence for what is not."""

import os
from pathlib import Path

import pytest

from coding.formats.rating_sheets.wide import RatingSheetError, read_columns, read_ratings
from coding.statistics.coefficients import percent_agreement


def file(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "labels.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_sheet_keeps_units_raters_and_codes_as_spelt(tmp_path: Path) -> None:
    sheet = read_ratings(file(tmp_path, 'unit,Ada,Bo\n1,"a, b;c", x \n2,,dos\n'))
    assert sheet.units == ("1", "2")
    assert sheet.raters == ("Ada", "Bo")
    assert sheet.cells == ((("a, b;c",), (" x ",)), (None, ("dos",)))
    assert sheet.lines == (2, 3)


def test_multilabel_cells_are_split_and_a_lone_separator_means_no_code(tmp_path: Path) -> None:
    sheet = read_ratings(file(tmp_path, "unit,Ada,Bo\n1,a; b ;a,;\n2,,c;\n"), multilabel=True)
    assert sheet.cells == ((("a", "b"), ()), (None, ("c",)))
    assert sheet.ratings().units_used == 1


@pytest.mark.parametrize(
    "content",
    [
        "unit;Ada;Bo\n1;a;b\n",
        "unit\tAda\tBo\n1\ta\tb\n",
        "\ufeffunit,Ada,Bo\r\n1,a,b\r\n",
        '\n"Unit","Ada","Bo"\n\n"1","a","b"\n,,\n',
        "Ada,unit,Bo\na,1,b\n",
    ],
    ids=["semicolons", "tabs", "BOM and CRLF", "quotes and blank lines", "unit elsewhere"],
)
def test_the_header_tells_the_delimiter_and_the_unit_column(tmp_path: Path, content: str) -> None:
    sheet = read_ratings(file(tmp_path, content))
    assert (sheet.units, sheet.raters, sheet.cells) == (("1",), ("Ada", "Bo"), ((("a",), ("b",)),))


def test_semicolons_may_delimit_cells_of_several_codes_in_quotes(tmp_path: Path) -> None:
    sheet = read_ratings(file(tmp_path, 'unit;Ada;Bo\n1;"a;b";c\n'), multilabel=True)
    assert sheet.cells == ((("a", "b"), ("c",)),)


def test_lines_count_line_breaks_inside_of_quotes(tmp_path: Path) -> None:
    sheet = read_ratings(file(tmp_path, 'unit,Ada,Bo\n1,"a\nb",c\n2,a,b\n'))
    assert sheet.lines == (2, 4)


def test_ratings_of_a_sheet_are_those_of_its_cells(tmp_path: Path) -> None:
    ratings = read_ratings(file(tmp_path, "unit,Ada,Bo\n1,a,a\n2,a,b\n3,a,\n")).ratings(["a", "b", "c"])
    assert (ratings.raters, ratings.categories, ratings.units) == (("Ada", "Bo"), ("a", "b", "c"), 3)
    assert percent_agreement(ratings) == 0.5


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", 'labels.csv: the file is empty; name a column "unit" and one a rater.'),
        ("unit,Ada,Bo\n", "labels.csv: there are no units below the header; add one row a unit."),
        (
            "id,Ada,Bo\n1,a,b\n",
            'labels.csv, line 1: the header has no column named "unit"; name exactly one so.',
        ),
        (
            "unit,unit,Bo\n1,a,b\n",
            'labels.csv, line 1: the header has 2 columns named "unit"; name exactly one so.',
        ),
        (
            "unit,Ada\n1,a\n",
            'line 1: the header has one rater beside the column "unit"; agreement needs at least two.',
        ),
        (
            "unit\n1\n",
            'line 1: the header has no rater beside the column "unit"; agreement needs at least two.',
        ),
        ("unit,Ada,Ada\n1,a,b\n", "line 1: two columns are named Ada; each rater has one column."),
        ("unit,Ada,\n1,a,b\n", "line 1: a column has no name; name each column after its rater."),
        ("unit,Ada,Bo\n1,a\n", "line 2: there are 2 cells where the header has 3;"),
        ("unit,Ada,Bo\n1,a,b,c\n", "line 2: there are 4 cells where the header has 3;"),
        ("unit,Ada,Bo\n1,a,b\n2,a,b\n1,b,b\n", "line 4: unit 1 is on line 2 too; keep one."),
        ("unit,Ada,Bo\n,a,b\n", "line 2: the unit has no name; fill in its column."),
        ('unit,Ada,Bo\n1,"a,b\n', "line 2: the row cannot be read as CSV"),
        (
            "unit,Ada,Bo\n1,a,b\n2,é,b\n".encode("latin-1"),
            "line 3: this is not UTF-8; save the file as CSV in UTF-8.",
        ),
        ("unit,Ada,Bo\n1,a,b\n".encode("utf-16"), "the file is in UTF-16; save it as CSV in UTF-8."),
        (b"unit,Ada,Bo\n1,a\x00,b\n", "line 2: there is a NUL character;"),
        (b"PK\x03\x04rest", "this is a workbook or an archive; save the sheet as CSV in UTF-8."),
        ("unit,Ada,Bo\n1," + "a" * 200_000 + ",b\n", "line 2: the row cannot be read as CSV"),
        ("x" * 200_000, "line 1: the row cannot be read as CSV"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(tmp_path: Path, content: str | bytes, sentence: str) -> None:
    with pytest.raises(RatingSheetError) as refused:
        read_ratings(file(tmp_path, content))
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RatingSheetError, match="there is no such file"):
        read_ratings(tmp_path / "nothing.csv")
    with pytest.raises(RatingSheetError, match="cannot be read"):
        read_ratings(tmp_path / ("x" * 300))
    os.mkfifo(tmp_path / "pipe")  # reading it would wait for ever
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(RatingSheetError, match="this is not a regular file"):
            read_ratings(path)
        with pytest.raises(RatingSheetError, match="this is not a regular file"):
            read_columns(path, required=["label"])


def test_a_code_that_was_not_declared_is_refused_with_its_place(tmp_path: Path) -> None:
    sheet = read_ratings(file(tmp_path, "unit,Ada,Bo\n1,a,a\n2,a,dos\n"))
    with pytest.raises(RatingSheetError, match='line 3: the code "dos" of Bo is not declared'):
        sheet.ratings(["a", "b"])
