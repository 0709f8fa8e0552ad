"""Excerpts: one line around the words that a query finds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisories.text.excerpt import LENGTH, excerpt
from advisories.text.query import read_query
from advisories.text.tokens import token_positions, tokens


def shown(text: str, query: str) -> str:
    return "".join(f"[{part.text}]" if part.match else part.text for part in excerpt(text, read_query(query)))


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("A crash of the parser.", "crash pars", "A [crash] of the [parser]."),
        ("Overflow over", "over", "[Overflow] [over]"),
        ("undercover over", "over", "undercover [over]"),
        ("A crash\nof\tit", '"crash of"', "A [crash of] it"),
        ("crash crasher Crash", '"crash"', "[crash] crasher [Crash]"),
        ("See log4j-core-2.", "log4j-co", "See [log4j-core]-2."),
        ("Café, CAFE\u0301 und Straße", "cafe strasse", "[Café], [CAFE\u0301] und [Straße]"),
        ("認証バイパスの脆弱性", "バイパス", "認証[バイパス]の脆弱性"),
        ("認証バイパス", "証", "認[証バ]イパス"),
        ("Nothing here", "lantern", ""),
        ("Nothing here", "-lantern", ""),
        ("word " * 20 + "hit " + "word " * 60, "hit", "… " + "word " * 9 + "[hit]" + " word" * 22 + " w…"),
    ],
)
def test_excerpt_marks_what_the_query_finds(text: str, query: str, expected: str) -> None:
    assert shown(text, query) == expected


@settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab é缓冲 \n-™", max_size=200), st.text(alphabet="ab é缓 -", max_size=6))
def test_excerpt_is_one_line_of_the_text(text: str, query: str) -> None:
    line = "".join(part.text for part in excerpt(text, read_query(query)))
    assert "\n" not in line
    assert line.removeprefix("… ").removesuffix("…") in text.replace("\n", " ")
    assert len(line) <= LENGTH + len(query) + 110


@settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="aB1 éßﬁİ缓冲区バ\u0301ที่_-\n", max_size=60))
def test_positions_belong_to_the_tokens(text: str) -> None:
    positions = token_positions(text)
    assert [token.text for token in positions] == tokens(text)
    for token in positions:
        assert token.text in " ".join(tokens(text[token.start : token.end])).replace(" ", "") or text.isascii()
