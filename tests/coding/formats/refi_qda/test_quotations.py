"""Selections whose names quote their words: if positions miss these, the quotation is searched, or it is reported."""

from __future__ import annotations

import pytest

from coding.formats.refi_qda import offsets as refi_offsets
from coding.formats.refi_qda.read_project import read_project
from tests.support.refi import coded_words, project, selection, text_source

TEXT = "line one\nline two\nline three\nthe comment field is not escaped and runs scripts\nthe end, the end\n"
QUOTE = "the comment field is not escaped and runs scripts"
START = TEXT.index(QUOTE)
MOVED = "1 selection moved to the words in its name, which its positions miss (“One”)."
DOUBTFUL = "1 selection whose name quotes other words, left at its positions (“One”)."


def read(inside: str, text: str = TEXT) -> tuple[list[str], list[str]]:
    result = read_project(project(text_source(inside), text.encode()))
    return coded_words(result), result.remarks


def named(start: int, name: str = QUOTE, length: int | None = None) -> str:
    return selection(start, start + (len(name) if length is None else length), name)


@pytest.mark.parametrize(
    ("off", "sentence"),
    [(3, "a line end as two characters"), (1, "a byte-order mark"), (4, "two characters and a byte")],
)
def test_quotations_reveal_that_the_program_counted_what_the_file_does_not_have(off: int, sentence: str) -> None:
    given, remarks = read(named(START + off))
    assert given == [QUOTE]
    assert len(remarks) == 1
    assert sentence in remarks[0]


def test_convention_applies_to_other_selections_of_the_text() -> None:
    given, remarks = read(named(START + 3) + selection(10, 14))  # "line" before "two", CR LF counted
    assert given == [QUOTE, "line"]
    assert remarks == ["1 text whose positions count a line end as two characters, as its selections show (“One”)."]


def test_selection_moves_to_the_only_occurrence_of_its_quotation() -> None:
    assert read(named(0)) == ([QUOTE], [MOVED])
    assert read(named(2_000)) == ([QUOTE], [MOVED])


def test_quotation_is_found_across_line_ends() -> None:
    name = "two line three the comment"
    assert read(named(0, name)) == ([TEXT[TEXT.index("two") : START + 11]], [MOVED])


def test_cut_quotation_is_as_long_as_its_positions_state() -> None:
    assert read(named(2, "the comment field is not …", len(QUOTE))) == ([QUOTE], [MOVED])
    assert read(named(2, "the comment field is not …", 90)) == ([TEXT[START:]], [MOVED])


def test_selections_may_differ_in_their_convention() -> None:
    text = "😀😀😀 one flaw here, another flaw there, a third flaw anywhere\n"
    inside = "".join(
        selection(start, start + len(name), name)
        for name, start in [
            ("one flaw here", 4),
            ("another flaw there", text.index("another")),
            ("a third flaw anywhere", text.index("a third") + 3),  # in UTF-16 units
        ]
    )
    assert read(inside, text) == (["one flaw here", "another flaw there", "a third flaw anywhere"], [MOVED])


def test_ambiguous_or_absent_quotation_is_not_moved_but_reported() -> None:
    assert read(named(0, "the end,")) == (["the end,"], [MOVED])
    assert read(named(5, "of another text, 26 signs.")) == ([TEXT[5:31]], [DOUBTFUL])
    twice = TEXT + QUOTE
    assert read(named(5), twice) == ([twice[5 : 5 + len(QUOTE)]], [DOUBTFUL])


LINES = "alpha beta\r\ngamma delta\r\nepsilon zeta\r\neta theta\r\n"


@pytest.mark.parametrize("one", [False, True])
def test_word_boundaries_reveal_how_line_ends_count(one: bool) -> None:
    counted = LINES.replace("\r\n", "\n") if one else LINES
    chosen = ["gamma delta", "epsilon", "zeta", "theta"]
    inside = "".join(selection(counted.index(word), counted.index(word) + len(word)) for word in chosen)
    assert read(inside, LINES)[0] == chosen


def test_single_selection_does_not_outweigh_the_standard() -> None:
    assert read(selection(12, 16), LINES)[0] == ["gamm"]  # "gamma" would begin at 11, line ends counted as one


def test_selection_is_never_shortened_because_of_its_name() -> None:
    title = "line two line three the comment"  # words of the text, but not those of the whole selection
    assert read(named(0, title, 90)) == ([TEXT[:90]], [])
    assert read(named(2_000, title, 60)) == ([TEXT[9:69]], [MOVED])
    crlf = TEXT.replace("\n", "\r\n")
    name = " ".join(TEXT[:28].split())
    assert read(named(3, name, 30), crlf)[0] == [TEXT[:28]]  # line ends that count twice are no more words


@pytest.mark.parametrize("name", ["", "one", "what I think of these words", "line one", "LINE"])
def test_name_that_is_no_quotation_changes_nothing(name: str) -> None:
    assert read(selection(0, 8, name)) == (["line one"], [])


def test_search_for_quotations_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_offsets, "MOST_SEARCHED", 0)
    inside = "".join(f"{named(start)}" for start in (0, 5))
    assert read(inside) == ([QUOTE, TEXT[5 : 5 + len(QUOTE)]], [MOVED, DOUBTFUL])
