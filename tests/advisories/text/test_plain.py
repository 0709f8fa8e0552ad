"""Plain texts arrive character by character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisories.text.reading import BLANKS, clean, read

WRITTEN = [
    r"/..\..\webapps\shell.war",
    "__array__ and __init__.py",
    "setup.bat&quot;;x=.txt, &amp;amp;, &#x41;",
    r"C:\_tmp\*.log /admin/*/edit/*, a ~~b~~, `x`",
    "1) first\n2) second\n# no heading\n    four blanks\n> quoted\n[x]: https://example.org",
    "Call Trace:\n <TASK>\n  __sys_sendmsg+0x26d/0x3a0\n\tone tab\n\nCode: 48 <0f> b6",
    "e\u0301 and é, \u00a0, \u200b, 👩\u200d👩\u200d👧, \u202eabc",
    "| a | b |\n| - | - |\n| 1 | 2 |",
]


@pytest.mark.parametrize("body", WRITTEN)
def test_plain_text_is_read_as_it_was_written(body: str) -> None:
    assert read("", body, "plain").text == f"{body}\n"
    assert read("A title", body, "plain").text == f"A title\n{body}\n"


def test_only_blank_lines_at_both_ends_are_left_out() -> None:
    assert read("", "\n \n  two blanks\n\n\nlast  \n \n", "plain").text == "  two blanks\n\n\nlast  \n"
    assert read("A title", " \n", "plain").text == "A title\n"


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_plain_text_equals_its_source_but_for_line_ends(source: str) -> None:
    body = clean(source)
    text = read("", body, "plain").text
    lines = body.split("\n")
    while lines and not lines[0].strip(BLANKS):
        lines.pop(0)
    while lines and not lines[-1].strip(BLANKS):
        lines.pop()
    assert text == ("\n".join(lines) + "\n" if lines else "")


def test_title_keeps_its_characters_on_one_line() -> None:
    assert read("Two  blanks\n and\u00a0more", "", "plain").text == "Two  blanks and\u00a0more\n"
