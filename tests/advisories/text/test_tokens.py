"""Tokens and queries: the rules by which texts are searched, and that all of them agree with a search word by word."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisories.text.query import Term, read_query, unsearchable_sentence
from advisories.text.tokens import LATIN_AND_GREEK, LONGEST, UNSPACED, normalise, token_text, tokens


@pytest.mark.parametrize(
    "spellings",
    [
        ("cafe", "CAFÉ", "café", "cafe\u0301"),
        ("strasse", "Straße", "STRASSE", "STRAẞE"),
        ("istanbul", "İSTANBUL", "Istanbul", "ıstanbul"),
        ("file", "ﬁle", "ＦＩＬＥ"),
        ("123", "１２３", "①②③"),
        ("οδοσ", "ὀδός", "ΟΔΟΣ"),
        ("ガ", "ｶﾞ", "カ\u3099"),
        ("각", "\u1100\u1161\u11a8"),
        ("ệ", "e", "ê\u0323"),
    ],
)
def test_spellings_of_a_word_are_one_token(spellings: tuple[str, ...]) -> None:
    assert len({tuple(tokens(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it's a_b c-d.e", ["it", "s", "a", "b", "c", "d", "e"]),
        ("/etc/passwd x.war -2019", ["etc", "passwd", "x", "war", "2019"]),
        ("が か", ["が", "か"]),
        ("हिन्दी", ["हिन्दी"]),
        ("й и", ["й", "и"]),
        ("缓冲区", ["缓冲", "冲区", "区"]),
        ("バイパス2回", ["バイ", "イパ", "パス", "ス", "2", "回"]),
        ("ภาษา", ["ภา", "าษ", "ษา", "า"]),
        ("ที่นี่", ["ที่นี่", "นี่"]),
        ("x" * 250, ["x" * LONGEST]),
        ("ж" * 250, ["ж" * LONGEST]),
        ("\u0301 \u202e \u200b \ud800 ++", []),
    ],
)
def test_text_is_split_into_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_classes_of_letters_equal_those_of_unicode() -> None:
    accented, unspaced = re.compile(f"[{LATIN_AND_GREEK}]"), re.compile(f"[{UNSPACED}]")
    scripts = ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "HIRAGANA", "KATAKANA", "THAI", "LAO")
    for number in (*range(0x250), *range(0x370, 0x400), *range(0xE00, 0xF00), *range(0x1E00, 0x3100), 0x4E00, 0x20000):
        letter = chr(number)
        if not letter.isalpha() or unicodedata.normalize("NFKC", letter) != letter:
            continue
        name = unicodedata.name(letter)
        assert bool(accented.match(letter)) == name.startswith(("LATIN", "GREEK")), name
        assert bool(unspaced.match(letter)) == (name.startswith(scripts) or letter in "々〆〇〻"), name


@pytest.mark.parametrize(
    ("query", "required", "excluded"),
    [
        ("deserializ overflow", ["deserializ…", "overflow…"], []),
        ("a id xss", ["a", "id", "xss…"], []),
        ('"denial of service"', ["denial of service"], []),
        ("“denial of service”", ["denial of service"], []),
        ('x11 "denial of', ["x11…", "denial of"], []),
        ('-word -"a phrase" -c', [], ["word…", "a phrase", "c"]),
        ("CVE-2019-50", ["cve 2019 50…"], []),
        ("log4j-core foo_bar node.js __proto__", ["log4j core…", "foo bar…", "node js…", "proto…"], []),
        ("-log4j-core", [], ["log4j core…"]),
        ("--double", [], ["double…"]),
        ("C++ .net", ["c", "net…"], []),
        ("バイパス", ["バイ イパ パス…"], []),
        ('"缓冲区"', ["缓冲 冲区"], []),
        ("区", ["区…"], []),
        ('"区"', ["区…"], []),
        ("注入SQL", ["注入 入 sql…"], []),
        ("same same Same", ["same…"], []),
        ("x" * 150, ["x" * LONGEST + "…"], []),
        ('say"two words"', ["say…", "two words"], []),
    ],
)
def test_query_is_read_as_terms(query: str, required: list[str], excluded: list[str]) -> None:
    def shown(terms: tuple[Term, ...]) -> list[str]:
        return [" ".join(term.tokens) + "…" * term.open_end for term in terms]

    read = read_query(query)
    assert (shown(read.required), shown(read.excluded), read.unsearchable) == (required, excluded, ())


@pytest.mark.parametrize(
    ("query", "part"),
    [("++", "++"), (" %  ", "%"), ("<>", "<>"), ('"..."', '"..."'), ('"', '"'), ("-", "-"), ("a & b", "&")],
)
def test_parts_without_letters_are_named(query: str, part: str) -> None:
    assert unsearchable_sentence(read_query(query)) == (
        f"“{part}” has no letters or digits, and only these are searched."
    )


def test_sentence_quotes_no_control_characters_and_no_long_part() -> None:
    assert unsearchable_sentence(read_query("\u202e\x07")).startswith("“\ufffd\ufffd”")
    assert len(unsearchable_sentence(read_query("+" * 200))) < 130


@pytest.mark.parametrize("query", ["", "   ", "\n\u3000"])
def test_empty_query_matches_everything(query: str) -> None:
    assert read_query(query).is_empty
    assert read_query(query).matches("any text")


def test_query_without_letters_matches_nothing() -> None:
    assert not read_query("++").matches("any text")


WORDS = st.sampled_from(
    ["a", "de", "deserial", "deserialization", "café", "CAFE", "缓冲", "缓冲区", "区", "x_y", "n.js", "-"]
)
# The first draws load tables of Unicode.
SETTINGS = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


def naive(text_tokens: list[str], term: Term) -> bool:
    """Return whether the tokens of a term follow each other in a text, compared one by one."""
    size = len(term.tokens)
    for start in range(len(text_tokens) - size + 1):
        part = text_tokens[start : start + size]
        if part[:-1] == list(term.tokens[:-1]) and (
            part[-1].startswith(term.tokens[-1]) if term.open_end else part[-1] == term.tokens[-1]
        ):
            return True
    return False


@SETTINGS
@given(text=TEXTS | st.text(max_size=40), query=TEXTS | st.text(max_size=12))
def test_query_matches_like_a_search_over_tokens(text: str, query: str) -> None:
    read, text_tokens = read_query(query), tokens(text)
    expected = all(naive(text_tokens, term) for term in read.required) and not any(
        naive(text_tokens, term) for term in read.excluded
    )
    if not (read.required or read.excluded):
        expected = read.is_empty
    assert read.matches(token_text([text])) == expected


@SETTINGS
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
def test_every_word_of_a_text_finds_the_text(text: str) -> None:
    for word in text.split():
        query = read_query(f'"{word}"' if word[0] not in "-−－" else word[1:])
        if query.required and not query.excluded:
            assert query.matches(token_text([text])), word


@SETTINGS
@given(st.text(max_size=60))
def test_tokens_are_letters_digits_and_marks(text: str) -> None:
    for token in tokens(text):
        assert 0 < len(token) <= LONGEST
        # Letters of Han that later versions of Unicode define are letters already.
        assert all(unicodedata.category(c)[0] in "LNM" or re.match(f"[{UNSPACED}]", c) for c in token)
        assert normalise(token) == token
