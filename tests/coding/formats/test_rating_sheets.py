"""Ratings from a table with one column per rater, and the errors for invalid tables."""

import json
import os
from pathlib import Path

import pytest

from advisories.records import Rejected
from coding.formats.rating_sheets.read import read_codings
from coding.formats.rating_sheets.records import RatingLine
from coding.formats.rating_sheets.wide import RatingSheetError, read_columns, read_ratings
from coding.rendering.xlsx import workbook
from coding.statistics.coefficients import percent_agreement


def file(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "labels.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_sheet_has_units_raters_and_codes_as_written(tmp_path: Path) -> None:
    sheet = read_ratings(file(tmp_path, 'unit,Ada,Bo\n1,"a, b;c", x \n2,,dos\n'))
    assert sheet.units == ("1", "2")
    assert sheet.raters == ("Ada", "Bo")
    assert sheet.cells == ((("a, b;c",), (" x ",)), (None, ("dos",)))
    assert sheet.lines == (2, 3)


def test_multilabel_cells_are_split_and_a_single_separator_means_no_code(tmp_path: Path) -> None:
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
def test_header_determines_the_delimiter_and_the_unit_column(tmp_path: Path, content: str) -> None:
    sheet = read_ratings(file(tmp_path, content))
    assert (sheet.units, sheet.raters, sheet.cells) == (("1",), ("Ada", "Bo"), ((("a",), ("b",)),))


def test_semicolons_may_delimit_cells_of_several_codes_in_quotes(tmp_path: Path) -> None:
    sheet = read_ratings(file(tmp_path, 'unit;Ada;Bo\n1;"a;b";c\n'), multilabel=True)
    assert sheet.cells == ((("a", "b"), ("c",)),)


def test_line_numbers_count_line_breaks_inside_quotes(tmp_path: Path) -> None:
    sheet = read_ratings(file(tmp_path, 'unit,Ada,Bo\n1,"a\nb",c\n2,a,b\n'))
    assert sheet.lines == (2, 4)


def test_ratings_of_a_sheet_are_those_of_its_cells(tmp_path: Path) -> None:
    ratings = read_ratings(file(tmp_path, "unit,Ada,Bo\n1,a,a\n2,a,b\n3,a,\n")).ratings(["a", "b", "c"])
    assert (ratings.raters, ratings.categories, ratings.units) == (("Ada", "Bo"), ("a", "b", "c"), 3)
    assert percent_agreement(ratings) == 0.5


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "labels.csv: The file is empty. Add a column “unit” and one column per rater."),
        ("unit,Ada,Bo\n", "labels.csv: There are no units below the header. Add one row per unit."),
        ("id,Ada,Bo\n1,a,b\n", "labels.csv:1: The header has no columns “unit”. Give exactly one column this name."),
        ("unit,unit,Bo\n1,a,b\n", "labels.csv:1: The header has 2 columns “unit”. Give exactly one column this name."),
        ("unit,Ada\n1,a\n", "labels.csv:1: The header has one rater. Add columns until there are at least two raters."),
        ("unit\n1\n", "labels.csv:1: The header has no rater. Add columns until there are at least two raters."),
        ("unit,Ada,Ada\n1,a,b\n", "labels.csv:1: Two columns are named “Ada”. Each rater has one column."),
        ("unit,Ada,\n1,a,b\n", "labels.csv:1: A column has no name. Name each column after its rater."),
        ("unit,Ada,Bo\n1,a\n", "labels.csv:2: The row has 2 cells, the header has 3."),
        ("unit,Ada,Bo\n1,a,b,c\n", "labels.csv:2: The row has 4 cells, the header has 3."),
        ("unit,Ada,Bo\n1,a,b\n2,a,b\n1,b,b\n", "labels.csv:4: Unit 1 is also on line 2. Keep one of the rows."),
        ("unit,Ada,Bo\n,a,b\n", "labels.csv:2: The unit has no name. Fill in its column."),
        ('unit,Ada,Bo\n1,"a,b\n', "labels.csv:2: the CSV is broken here: "),
        ("unit,Ada,Bo\n1,a,b\n2,é,b\n".encode("latin-1"), "the file is not UTF-8 (byte 21, line 3). Save it as UTF-8."),
        ("unit,Ada,Bo\n1,a,b\n".encode("utf-16"), "the file is in UTF-16 (or UTF-32). Save it as UTF-8."),
        (b"unit,Ada,Bo\n1,a\x00,b\n", "the table contains NUL characters."),
        (b"PK\x03\x04rest", "the workbook is broken. Save it again, or as CSV in UTF-8."),
        ("unit,Ada,Bo\n1," + "a" * 1_100_000 + ",b\n", "labels.csv:2: the CSV is broken here: "),
        ("x" * 1_100_000, "labels.csv:1: the CSV is broken here: "),
    ],
)
def test_invalid_file_is_refused_with_its_location(tmp_path: Path, content: str | bytes, sentence: str) -> None:
    with pytest.raises(RatingSheetError) as refused:
        read_ratings(file(tmp_path, content))
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_path_that_is_not_a_regular_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RatingSheetError, match="The file does not exist"):
        read_ratings(tmp_path / "nothing.csv")
    with pytest.raises(RatingSheetError, match="cannot be read"):
        read_ratings(tmp_path / ("x" * 300))
    os.mkfifo(tmp_path / "pipe")  # reading it would block forever
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(RatingSheetError, match="This is not a regular file"):
            read_ratings(path)
        with pytest.raises(RatingSheetError, match="This is not a regular file"):
            read_columns(path, required=["label"])


def test_undeclared_code_is_refused_with_its_location(tmp_path: Path) -> None:
    sheet = read_ratings(file(tmp_path, "unit,Ada,Bo\n1,a,a\n2,a,dos\n"))
    with pytest.raises(RatingSheetError, match=":3: The code “dos” of Bo is not among"):
        sheet.ratings(["a", "b"])


def test_workbook_is_read_like_csv(tmp_path: Path) -> None:
    path = tmp_path / "labels.xlsx"
    path.write_bytes(workbook([("Codes", ("unit", "Ada", "Bo"), [("1", "leak", "leak"), ("2", "", "outage")])]))
    sheet = read_ratings(path)
    assert (sheet.units, sheet.raters) == (("1", "2"), ("Ada", "Bo"))
    assert sheet.cells == ((("leak",), ("leak",)), (None, ("outage",)))


def task(*annotations: dict[str, object]) -> bytes:
    choice = {"value": {"choices": ["leak"]}}
    results = [{"result": [choice], **one} for one in annotations]
    return json.dumps([{"data": {"id": "1"}, "annotations": results}]).encode()


def test_annotations_of_a_release_keep_their_raters_and_its_decisions_are_no_ratings() -> None:
    data = task(
        {"intercoder_rater": "Ada"},
        {"intercoder_rater": "Bo"},
        {"intercoder_rater": "consensus", "ground_truth": True},
    )
    lines = list(read_codings(data, "label_studio.json", "Bo"))
    assert [line.rater for line in lines if isinstance(line, RatingLine)] == ["Ada", "Bo"]
    assert len(lines) == 2


def test_annotators_that_have_only_numbers_are_read_if_there_is_one() -> None:
    one = list(read_codings(task({"completed_by": 7}), "tasks.json", "Ada"))
    assert [line.rater for line in one if isinstance(line, RatingLine)] == [""]
    several = list(read_codings(task({"completed_by": 7}, {"completed_by": 8}), "tasks.json", "Ada"))
    assert [isinstance(line, Rejected) for line in several] == [True, True]
    assert "several annotators, named by numbers only" in several[0].reason  # type: ignore[union-attr]
