"""The reading text: equal to the text of its HTML, and free of active content."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisories.text.reading import ATTRIBUTES, TAGS, Reading, clean, read

PIECES = [
    *("# ", "## ", "\n", "\n\n", "- ", "1. ", "7) ", "> ", "```", "~~~", "`", "    ", "|", "|-|-|\n", "---\n", "***"),
    *("*a*", "**b**", "_", "~~", "~~s~~", "\\", "&amp;", "&lt;", "&nbsp;", "&#0;", "&#13;", "&#12;", "&#xD800;", "&"),
    *("<b>", "</p>", "<script>alert(1)</script>", "<!--", "-->", "<pre>\n", "<svg/onload=x>", "<a href='x'>", "]]>"),
    *("[x](https://example.org)", "[y](javascript:alert(1))", "[z](/local)", "![p](http://example.org/p.png)"),
    *("[![i](http://e.org/i.png)](http://e.org)", "[r]: http://e.org 't\"<'", "[r]", "<http://e.org/?a=1&b=2>"),
    *("\0", "\r", "\r\n", "\x0c", "\ufeff", "\u2028", "\u00a0", "🐛", "é", "é", "漢字", "word", " ", "\t", '"', "'"),
]
documents = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


class Tags(HTMLParser):
    """Collects every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def text_by_a_browsers_parser(source: str) -> str:
    """Return the text nodes according to the HTML5 parser of the sanitiser, an independent implementation."""
    return html.unescape(nh3.clean(source, tags=set()))


@settings(derandomize=True, deadline=None, max_examples=600)
@given(title=st.one_of(st.text(max_size=20), st.sampled_from(PIECES)), body=documents)
def test_text_is_what_an_html_parser_reads(title: str, body: str) -> None:
    reading = read(clean(title), clean(body))
    assert reading.text == text_by_a_browsers_parser(reading.html)
    assert not re.search("[\0\r\x0b\x0c\ufffe\uffff]", reading.html + reading.text)
    for tag, attributes in Tags(reading.html).tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | ({"target", "rel"} if tag == "a" else set())
        assert re.match("https?://|mailto:", attributes.get("href") or "http://", re.IGNORECASE)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(body=documents)
def test_html_is_unchanged_by_another_sanitising(body: str) -> None:
    """Therefore a browser builds the same tree."""
    first = read("", clean(body)).html
    attributes = {tag: names | {"rel", "target"} if tag == "a" else names for tag, names in ATTRIBUTES.items()}
    assert nh3.clean(first, tags=TAGS, attributes=attributes, link_rel=None) == first


def test_title_is_a_heading_above_the_body() -> None:
    assert read("A <b> & c", "Text.") == Reading("<h2>A &lt;b&gt; &amp; c</h2>\n<p>Text.</p>\n", "A <b> & c\nText.\n")


def test_body_is_optional() -> None:
    assert read("Title", "") == Reading("<h2>Title</h2>\n", "Title\n")


def test_headings_are_below_the_title() -> None:
    assert read("", "# One\n\n##### Five").html == "<h3>One</h3>\n<h6>Five</h6>\n"


def test_raw_html_is_shown_as_typed() -> None:
    reading = read("", "<script>alert(1)</script> <b onclick=x>b</b>")
    assert reading.text == "<script>alert(1)</script> <b onclick=x>b</b>\n"
    assert Tags(reading.html).tags == [("p", {})]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("a\n\n<div>\nb *c*\n\n</div>", "<p>a</p>\n<p>&lt;div&gt;\nb *c*\n&lt;/div&gt;</p>\n"),
        ("> <pre>\n\nx</pre>", "<blockquote>\n<p>&lt;pre&gt;</p>\n</blockquote>\n<p>x&lt;/pre&gt;</p>\n"),
        ("```\n\n<b>\n```", "<pre><code>\n&lt;b&gt;\n</code></pre>\n"),
    ],
)
def test_block_of_raw_html_is_a_paragraph(body: str, html: str) -> None:
    assert read("", body).html == html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "/admin/", "//example.org", "#top"])
def test_link_without_web_address_is_shown_as_typed(address: str) -> None:
    reading = read("", f"[click]({address})")
    assert reading.text == f"[click]({address})\n"
    assert "<a" not in reading.html


def test_web_link_opens_in_a_new_tab_without_referrer() -> None:
    ((_, _), (tag, attributes)) = Tags(read("", "[x](https://example.org/?a=1&b=%22)").html).tags
    assert tag == "a"
    assert attributes == {
        "href": "https://example.org/?a=1&b=%22",
        "target": "_blank",
        "rel": "noreferrer noopener nofollow",
    }


def test_image_becomes_a_link_with_its_caption() -> None:
    reading = read("", "![the *graph*](https://example.org/g.png) ![](https://example.org/h.png)")
    assert reading.text == "the graph https://example.org/h.png\n"
    assert [tag for tag, _ in Tags(reading.html).tags] == ["p", "a", "a"]


def test_image_in_a_link_becomes_the_text_of_the_link() -> None:
    reading = read("", "[![badge](https://example.org/b.svg)](https://example.org)")
    assert [attributes.get("href") for tag, attributes in Tags(reading.html).tags if tag == "a"] == [
        "https://example.org"
    ]
    assert reading.text == "badge\n"


def test_first_line_break_of_a_code_block_is_kept() -> None:
    assert read("", "```\n\nx\n```").text == "\nx\n\n"


def test_body_that_renders_to_nothing_is_shown_as_source() -> None:
    assert read("", "[a]: https://example.org").text == "[a]: https://example.org\n"


def test_clean_removes_only_forbidden_characters() -> None:
    assert clean("\ufeffa\r\nb\rc\0\x07\ufffe  e\u0301 \t\n") == "a\nb\nc  e\u0301 \t\n"


@pytest.mark.parametrize("body", ["[" * 9_000, "![" * 9_000, "*a " * 9_000, "> " * 9_000, "|a" * 9_000])
def test_hostile_markdown_is_rendered(body: str) -> None:
    assert read("", body).html
