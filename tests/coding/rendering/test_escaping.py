"""People's texts are harmless in every kind of file and are read unchanged."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisories.text.counting import count_noun
from coding.rendering.escaping import (
    csv_bytes,
    csv_cell,
    join_codes,
    latex,
    markdown,
    single_line,
    split_codes,
    uncsv_cell,
    xml_text,
)
from coding.rendering.numbers import coefficient, join_words, percent, percent_of
from coding.rendering.streams import blocks
from tests.support.publications import HOSTILE

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
FORMULAS = ["=1", "+1", "-1", "@x", "\t=1", "\r1", "\n=1", "＝1", " =1", "'=1", "''-1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_cell_begins_with_an_apostrophe(text: str) -> None:
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["plain", "a=b", "'quoted'", "1-2", "", "don't"])
def test_harmless_cell_is_unchanged(text: str) -> None:
    assert csv_cell(text) == text


@given(TEXT)
def test_escaped_cell_is_read_unchanged(text: str) -> None:
    assert uncsv_cell(csv_cell(text)) == text


@given(st.lists(TEXT.filter(bool)))
def test_joined_codes_are_read_unchanged(codes: list[str]) -> None:
    cell = join_codes(codes)
    assert split_codes(cell) == tuple(codes)
    assert "\n" not in cell


def test_no_code_is_a_single_semicolon() -> None:
    assert join_codes([]) == ";"


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2)))
def test_csv_file_is_read_back_cell_by_cell(rows: list[list[str]]) -> None:
    content = csv_bytes(("a", "=b"), rows).decode()
    read = [[uncsv_cell(cell) for cell in row] for row in csv.reader(io.StringIO(content, newline=""))]
    assert read == [["a", "=b"], *rows]


def test_numbers_in_csv_are_not_escaped() -> None:
    assert csv_bytes(("kappa", "n"), [(-0.12, None)]) == b"kappa,n\r\n-0.12,\r\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_ascii_and_never_a_command_in_latex(text: str) -> None:
    line = latex(text)
    assert line.isascii()
    assert "\n" not in line
    assert "\\input" not in line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a_b & 5 % {x} #1 $", r"a\_b \& 5 \% \{x\} \#1 \$"),
        ("\\", r"\textbackslash{}"),
        ("a--b", "a-{}-b"),
        ("[x]", "{[}x]"),
        ("* x", "{*} x"),
        ("né", r"n\'{e}"),
        ("ne\u0301", r"n\'{e}"),
        ("😀", "{[}U+1F600{]}"),
        ("\u202eabc\u200f", "abc"),
    ],
)
def test_latex_escapes_in_one_pass(text: str, expected: str) -> None:
    assert latex(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a | b", r"a \| b"),
        ("<b> & *", r"&lt;b&gt; &amp; \*"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("two\nlines", "two lines"),
        ("[a](b)", r"\[a\](b)"),
    ],
)
def test_text_is_never_markup_in_markdown(text: str, expected: str) -> None:
    assert markdown(text) == expected


def test_single_line_has_no_control_characters() -> None:
    assert single_line("a\x01\u202e\tb\x7f \ufffe") == "a b"


def test_xml_text_omits_only_forbidden_characters() -> None:
    assert xml_text("a\x00\x0b\tb\n😀\ufffe") == "a\tb\n😀"


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [(93, 149, "62.4"), (1, 149, "0.7"), (1, 16, "6.2"), (3, 16, "18.8"), (149, 149, "100.0"), (0, 0, "0.0")],
)
def test_percent_is_rounded_half_to_even(count: int, total: int, expected: str) -> None:
    assert percent(count, total) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.6269, "0.63"), (0.125, "0.12"), (-0.004, "0.00"), (-0.126, "-0.13"), (1, "1.00")],
)
def test_coefficient_has_two_decimals(value: float, expected: str) -> None:
    assert coefficient(value) == expected


def test_share_is_rounded_like_its_counts() -> None:
    """The last digits of the float may be rounding noise, for example after a sum."""
    for total in range(1, 201):
        for count in range(total + 1):
            share = np.float64(count) / total
            near = (share, np.nextafter(share, 0), np.nextafter(share, 1))
            assert {percent_of(value) for value in near} == {percent(count, total)}, (count, total)
            hundredths = round(Fraction(100 * count, total))
            assert {coefficient(value) for value in near} == {f"{hundredths // 100}.{hundredths % 100:02d}"}


def test_nouns_agree_with_their_numbers() -> None:
    assert [count_noun(n, "unit") for n in (0, 1, 1200)] == ["0 units", "1 unit", "1,200 units"]
    assert count_noun(2, "rater", words=True) == "two raters"
    assert [join_words(list(names)) for names in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert percent_of(0.0625) == "6.2"


def test_blocks_have_the_same_bytes_in_fewer_parts() -> None:
    pieces = [b"ab", b"", b"cde", b"f", b"gh", b"i"]
    assert list(blocks(pieces, 3)) == [b"abcde", b"fgh", b"i"]
    assert list(blocks([], 3)) == []
