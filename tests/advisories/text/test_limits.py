"""Markdown that explodes: the size of the HTML, its nesting, and the memory are limited."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import comrak
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisories.formats.record_facts import TEXT_LIMIT
from advisories.text import limits
from advisories.text.reading import EXTENSIONS, RENDERING, read

N = 100_000  # characters of a bomb
CELLS = "its tables have more than 50,000 cells, so the text is shown as it was written."
CHARACTERS = "its HTML has more than 2,000,000 characters, so the text is shown as it was written."
NESTED = "it is nested deeper than 100 levels, so the text is shown as it was written."


def table(columns: int, rows: int, before: str = "", row: str = "a") -> str:
    return f"{before}{'|a' * columns}\n{before}{'|-' * columns}|\n" + f"{before}{row}\n" * rows


# Kind of bomb -> Markdown and the remark on it.
BOMBS: dict[str, tuple[str, str]] = {
    "table of 15 KiB": (table(200, 5_000), CELLS),
    "table of 90 KiB": (table(300, 45_000), CELLS),
    "table in a quote": (table(200, 2_000, "> "), CELLS),
    "table in a list": (f"- {table(200, 2_000, '  ').lstrip()}", CELLS),
    "many tables": (table(500, 1) + "\n" + f"{table(100, 40)}\n" * 150, CELLS),
    "table below the limit": (table(100, 480), ""),
    "table of long rows": (table(200, 80, row="|b" * 200), ""),
    "quotes": ("> " * (N // 2) + "a", NESTED),
    "quotes without blanks": (">" * N + "a", CHARACTERS),
    "many quotes": ((">" * 90 + "a\n\n") * 2_000, CHARACTERS),
    "lists": ("- " * (N // 2) + "a", NESTED),
    "numbered lists": ("1. " * (N // 3) + "a", NESTED),
    "lists in quotes": ("> - " * (N // 4) + "a", NESTED),
    "indented list": ("".join(f"{'  ' * level}- a\n" for level in range(300)), NESTED),
    "list of many items": ("- a\n\n" * (N // 5), ""),
    "open brackets": ("[" * N, ""),
    "open links": ("[a](" * (N // 4), ""),
    "open images": ("![" * (N // 2), ""),
    "many links": ("[](http://)" * (N // 11), ""),
    "local links": ("[a](b)" * (N // 6), ""),
    "badges": ("[![a](b)](http://c)" * (N // 19), ""),
    "reference links": (f"[a]: http://{'u' * (N // 2)}\n\n" + "[a]" * (N // 6), ""),
    "local reference links": (f"[a]: {'u' * (N // 2)}\n\n" + "[a]" * (N // 6), ""),
    "many references": ("".join(f"[{n}]: u\n" for n in range(N // 20)) + "[1] " * (N // 8), ""),
    "emphasis": ("*a **a " * (N // 7), ""),
    "nested emphasis": ("*a " * (N // 6) + "b* " * (N // 6), NESTED),
    "nested strong emphasis": ("**" * (N // 4) + "a" + "**" * (N // 4), NESTED),
    "strikethrough": ("~~a" * (N // 3), ""),
    "emphasis below the limit": (f"{'**' * 46}a{'**' * 46}\n\n" * (N // 187), ""),
    "nested HTML": ("<div>" * (N // 5), ""),
    "nested inline HTML": ("a <b>" * (N // 5), ""),
    "open HTML": ("<a " * (N // 3), ""),
    "comments": ("<!--" * (N // 4), ""),
    "entities": ("&amp;lt;" * (N // 8), ""),
    "ampersands": ("&" * TEXT_LIMIT, ""),
    "character references": ("&#60;" * (N // 5), ""),
    "footnotes": ("[^1]" * (N // 8) + "\n\n" + "[^1]: a[^1]\n" * (N // 24), ""),
    "headings": ("# a\n" * (N // 4), ""),
    "back ticks": ("".join(f"e{'`' * n}" for n in range(440)), ""),
    "escapes": ("\\" * N, ""),
    "addresses": ("<http:a>" * (N // 8), ""),
}

# Memory and processor time are limited by the system, so the clock and the load of the machine do not matter.
CHILD = """
import json, resource, sys
from advisories.text.reading import read
resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
for line in sys.stdin:
    title, body = json.loads(line)
    reading = read(title, body)
    print(json.dumps([reading.html, reading.text, reading.remark]), flush=True)
"""


@pytest.fixture(scope="module")
def readings() -> dict[str, tuple[str, str, str]]:
    """Return HTML, text and remark of every bomb, rendered one after another in a process with little memory."""
    lines = "".join(json.dumps(["Title", body]) + "\n" for body, _ in BOMBS.values())
    child = subprocess.run(
        [sys.executable, "-c", CHILD, "40"], input=lines, capture_output=True, text=True, check=False
    )
    answers = [tuple(json.loads(line)) for line in child.stdout.splitlines()]
    assert len(answers) == len(BOMBS), f"{list(BOMBS)[len(answers)]} ended the process: {child.stderr[-400:]}"
    return dict(zip(BOMBS, answers, strict=True))


class Tags(HTMLParser):
    """Counts the start tags and the levels of their nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.count = self.depth = self.deepest = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.count += 1
        if tag not in {"br", "hr", "img"}:
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.count += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1


@pytest.mark.parametrize("kind", BOMBS)
def test_bomb_has_little_html_and_few_levels(kind: str, readings: dict[str, tuple[str, str, str]]) -> None:
    body, remark = BOMBS[kind]
    html, text, given_remark = readings[kind]
    tags = Tags(html)
    assert given_remark == remark
    assert len(body) <= TEXT_LIMIT  # a longer text is rejected
    assert len(html) <= 2_100_000
    assert len(text) <= 2 * TEXT_LIMIT
    assert tags.deepest <= limits.DEEPEST
    assert tags.count <= N
    if remark:
        assert text == f"Title\n{body.strip(chr(10))}\n"
        assert html.startswith("<h2>Title</h2>\n<pre>")
        assert tags.count == 2


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("\n \t\n  a\n\n  <b> &amp; *c* ~~d~~  \n \n\n", "  a\n\n  <b> &amp; *c* ~~d~~  \n"),
        ("a", "a\n"),
        ("\n\n    # a\n> b\n", "    # a\n> b\n"),
    ],
)
def test_plain_text_is_shown_as_written(body: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisories.text.reading.remark_on_source", lambda body: "It is too large.")
    reading = read("", body)
    assert (reading.text, reading.remark) == (text, "It is too large.")


PIECES = [
    *("|", "|-", "-|-", ":-|", "|a", "a", "\n", "\n\n", "> ", ">", "- ", "1. ", "    ", "\t", "  ", "\\|", "`|`"),
    *("```\n", "# h\n", "|a|b|\n|-|-|\n", "> |a|b|\n> |-|-|\n", "- |a|b|\n  |-|-|\n", "\x0b", "\x0c", "***\n", "---\n"),
    *("*a*", "**", "~~", "[a](http://b '<')", "![a<](b)", "<b>", "\u2028", "\u00a0", "  \n", "&lt;", "a|b\n"),
]
documents = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(body=documents)
def test_limits_count_what_is_rendered(body: str) -> None:
    rendered = comrak.render_markdown(body, extension_options=EXTENSIONS, render_options=RENDERING)
    one_column = body.count("\n") + 1  # cells of tables without "|", at most
    assert len(re.findall("<t[hd]>", rendered)) <= limits.table_cells(body) + one_column
    deepest = Tags(rendered).deepest
    assert not limits.is_nested_deeper(rendered, deepest)
    assert deepest == 0 or limits.is_nested_deeper(rendered, deepest - 1)


@pytest.mark.parametrize("between", [" ", "\t", "\n", " \n", "\u00a0", "\r\n"])
def test_title_of_blanks_is_bounded(between: str) -> None:
    title = f"a{between * (TEXT_LIMIT // len(between))}b"
    child = subprocess.run(
        [sys.executable, "-c", CHILD, "4"],
        input=json.dumps([title, "Text."]),
        capture_output=True,
        text=True,
        check=False,
    )
    html, text, _ = json.loads(child.stdout)
    assert text.endswith("b\nText.\n")
    assert len(html) <= 2_100_000
