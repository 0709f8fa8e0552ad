"""Detection of the format of a file of ratings, by its content."""

from __future__ import annotations

import pytest

from coding.formats import CODEBOOK, FORMATS, OWN_RATINGS, RATINGS, formats_of
from coding.formats.rating_sheets.rating_file import RatingFile
from coding.formats.rating_sheets.read import detect_format
from coding.rendering.xlsx import workbook

FILES = {
    ("csv", RATINGS): b"unit,codes\n1,leak\n",
    ("xlsx", RATINGS): workbook([("Codings", ("unit", "codes"), [(1, "leak")])]),
    ("label_studio", RATINGS): b' [{"data": {"unit": 1}, "annotations": []}]',
    ("json", OWN_RATINGS): b'[{"unit": 1, "codes": ["leak"]}]',
}


@pytest.mark.parametrize("key", FILES)
def test_exactly_one_format_detects_a_file(key: tuple[str, str]) -> None:
    file = RatingFile(FILES[key], "file", "Ada")
    detected = [(row.name, row.contents) for row in FORMATS if row.detect is not None and row.detect(file)]
    assert detected == [key]
    file_format = detect_format(file)
    assert (file_format.name, file_format.contents) == key
    assert file_format.read is not None
    assert [line.codes for line in file_format.read(file)] in ([("leak",)], [])


def test_every_format_that_can_be_detected_has_a_file_here() -> None:
    assert {(row.name, row.contents) for row in FORMATS if row.detect is not None} == set(FILES)


def test_names_are_unique_per_contents() -> None:
    keys = [(row.contents, row.name) for row in FORMATS]
    assert len(keys) == len(set(keys))
    assert "qdc" in formats_of(CODEBOOK)
