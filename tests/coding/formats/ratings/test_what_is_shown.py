"""What a person sees of a reading: the part of each column, the rows of each check, what is left out."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from coding.formats.ratings.diagnosis import diagnosed
from coding.formats.ratings.evidence import rows_of
from coding.formats.ratings.options import ReadingNeeded, UnreadableRatings, options_from
from coding.formats.ratings.read import File, RatingsRead, read_files
from coding.formats.ratings.tables import tables_json

LONG = "unit,rater,code,grade,notes\n" + "".join(
    f"{n},{rater},{'ab'[n % 2]},{n % 3},x\n" for n in range(1, 9) for rater in ("ann", "ben")
)


def read(*contents: str | bytes, names: tuple[str, ...] = ("a.csv", "b.csv", "c.csv"), **options: Any) -> RatingsRead:
    """Return the reading of files with these contents."""
    files = [
        File(name, content if isinstance(content, bytes) else content.encode())
        for name, content in zip(names, contents, strict=False)
    ]
    return read_files(files, options_from(options))


def roles(of: RatingsRead | UnreadableRatings) -> dict[str, str]:
    """Return the role of each column of the first table."""
    units = of.sheaf.unit_columns if isinstance(of, RatingsRead) else None
    [table, *_] = tables_json(of.files, units)
    return {column["name"]: column["role"] for column in table["columns"]}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "no,identifier,ann,ben,agreed\n1,GHSA-aaaa-bbbb-cccc,a,b,a\n2,GHSA-aaaa-bbbb-cccd,a,a,a\n",
            {"no": "unused", "identifier": "unit", "ann": "rater", "ben": "rater", "agreed": "final"},
        ),
        (LONG, {"unit": "unit", "rater": "person", "code": "code", "grade": "unused", "notes": "note"}),
        ("ann,ben\na,b\na,a\n", {"ann": "rater", "ben": "rater"}),
    ],
    ids=["wide", "long", "rows without names"],
)
def test_each_column_has_the_part_by_which_it_was_read(content: str, expected: dict[str, str]) -> None:
    assert roles(read(content)) == expected


def test_file_of_one_rater_has_a_column_of_codes() -> None:
    sheets = [f"unit,effect\n{''.join(f'{n},{codes[n % 2]}{chr(10)}' for n in range(9))}" for codes in ("ab", "bb")]
    assert roles(read(*sheets)) == {"unit": "unit", "effect": "code"}


def test_parts_are_known_while_something_is_asked() -> None:
    with pytest.raises(ReadingNeeded) as needed:
        read("unit,ann,ben\n1,a,a\n1,b,a\n2,a,a\n")
    assert roles(needed.value) == {"unit": "unit", "ann": "rater", "ben": "rater"}


def test_column_without_a_name_is_chosen_by_its_number() -> None:
    [table] = tables_json(read("ann,ben,cy,dora,\na,b,a,a,x\na,a,b,b,x\nb,b,b,a,y\n").files)
    assert [column["option"] for column in table["columns"]] == ["ann", "ben", "cy", "dora", "#5"]


def test_hidden_columns_are_noted_as_hidden_rows_are() -> None:
    book = Workbook()
    for row in (("unit", "ann", "ben"), (1, "a", "b"), (2, "a", "a"), (3, "b", "b")):
        book.active.append(row)
    book.active.column_dimensions["C"].hidden = True
    book.active.row_dimensions[3].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    checks = [check for check in read(stream.getvalue(), names=("a.xlsx",)).checks if check.code == "hidden"]
    assert [check.sentence for check in checks] == [
        "Row 3 is hidden in the sheet; it was read.",
        "Column ben is hidden in the sheet; it was read.",
    ]


def test_decisions_in_one_of_several_files_are_left_out_by_name() -> None:
    ann, ben = "unit,label,final\n1,a,a\n2,b,a\n", "unit,label\n1,a\n2,a\n"
    left = [each for each in read(ann, ben).left_out if each.name == "final"]
    assert [(each.what, each.why) for each in left] == [("column", "decisions in a.csv")]


def test_file_of_nobody_that_was_named_is_left_out_by_name() -> None:
    sheets = ["unit,label\n1,a\n2,b\n"] * 3
    sheet = read(*sheets, names=("ann.csv", "ben.csv", "cy.csv"), raters=["ann", "ben"])
    assert [(each.what, each.name) for each in sheet.left_out if each.what == "file"] == [("file", "cy.csv")]


def test_names_with_a_comma_are_quoted_in_an_answer() -> None:
    rows = "".join(f"{n},a,{'a' if n % 2 else 'b'},{'' if n % 2 else 'b'}\n" for n in range(1, 13))
    with pytest.raises(ReadingNeeded) as needed:
        read(f'unit,"Roe, Ann",ben,dora\n{rows}')
    [ask] = needed.value.asks
    answer = ask.choices[1]
    assert (answer.option, answer.value) == ("raters", '"Roe, Ann",ben')
    assert read(f'unit,"Roe, Ann",ben,dora\n{rows}', raters=answer.value).raters == ("Roe, Ann", "ben")


def rows(sheet: RatingsRead, code: str) -> list[str]:
    """Return the units of the rows of the first check of this kind."""
    check = next(check for check in diagnosed(sheet).checks if check.code == code)
    return [row["unit"] for row in rows_of(check, sheet)["rows"]]


def test_rows_of_a_check_of_one_rater_are_those_of_that_rater() -> None:
    sheet = read("unit,ann,ben\n1,a,\n2,,b\n3,a,a\n4,b,b\n5,b,a\n")
    assert rows(sheet, "missing_units") == ["2"]
    assert rows(sheet, "empty_cells") == ["1", "2"]


def test_rows_of_a_pair_are_those_on_which_the_two_differ() -> None:
    content = "".join(f"{n},{'yes' if n < 60 else 'no'},{'yes' if n < 35 else 'no'}\n" for n in range(100))
    assert rows(read(f"unit,ann,ben\n{content}"), "nested") == [str(n) for n in range(35, 60)]


def test_label_that_is_the_name_of_a_rater_is_no_rater() -> None:
    content = "".join(f"{n},{'ben' if n % 2 else 'Ben'},x\n" for n in range(4))
    assert rows(read(f"unit,ann,ben\n{content}"), "twins") == ["0", "1", "2", "3"]
