"""Markdown -> sanitised HTML -> the canonical text that raters read and that segments count in.

The HTML is the only form the page shows, and the text is the concatenation of its text nodes, so the page's
`textContent` equals it. Decisions, each with its reason, are in docs/formats.md ("Reading text").
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Characters that XML 1.0 forbids; NUL is also refused by PostgreSQL, lone surrogates by every encoder.
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
WEB_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
HEADING_SHIFT: Final = 2  # the page's title is h1, the advisory's h2, so "# Impact" becomes h3

TAGS: Final = {
    *("h2", "h3", "h4", "h5", "h6", "p", "blockquote", "ul", "ol", "li", "pre", "code", "hr", "br"),
    *("em", "strong", "s", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES: Final = {"a": {"href"}, "ol": {"start"}}

# A tag as the sanitiser writes it: attributes are always in double quotes, which may hold "<" and ">".
TAG: Final = re.compile(r'</?[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*>')


@dataclass(frozen=True, slots=True)
class Reading:
    """What raters read: `text` is the concatenation of the text nodes of `html`."""

    html: str
    text: str


def clean(text: str) -> str:
    """`text` as it enters, once and never again: LF line ends, no byte-order mark, nothing XML forbids.

    Neither trimmed nor normalised to NFC: both would move offsets.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return FORBIDDEN.sub("", text)


def read(title: str, body: str) -> Reading:
    """Render a plain-text title and a Markdown body into the page's HTML and the reading text.

    Parameters
    ----------
    title : plain text; shown as a heading that raters can mark words in, left out if blank.
    body : Markdown (CommonMark, tables, strikethrough). Raw HTML is shown as typed, never interpreted.
    """
    rendered = MARKDOWN.render(body)
    if body.strip() and not TAG.sub("", rendered).strip():
        # Nothing but link definitions, say: then raters see the source rather than an empty page.
        rendered = f"<pre><code>{html.escape(body)}</code></pre>\n"
    heading = f"<h2>{html.escape(' '.join(title.split()))}</h2>\n" if title.strip() else ""
    safe = nh3.clean(
        # Entities such as "&#12;" can bring a forbidden character back.
        clean(heading + rendered),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="noreferrer noopener nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return Reading(html=safe, text=html.unescape(TAG.sub("", safe)))


def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    # A link that is neither web nor mail stays as typed: a relative address would lead into our own pages,
    # and `[x](javascript:…)` is something a rater should see rather than click.
    parser.validateLink = lambda url: bool(WEB_ADDRESS.match(url))  # type: ignore[method-assign]
    parser.core.ruler.push("reading", _adapt)
    return parser


def _adapt(state: StateCore) -> None:
    """Shift headings below the title, and replace pictures, which would call home, by links."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1:]) + HEADING_SHIFT)}"
        if token.children:
            token.children = _without_pictures(token.children)


def _without_pictures(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    inside_link = False
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            inside_link = token.type == "link_open"
        if token.type != "image":
            kept.append(token)
            continue
        address = str(token.attrGet("src") or "")
        caption = "".join(child.content for child in token.children or [])
        shown = Token("text", "", 0, content=caption.strip() or address)
        if inside_link:
            kept.append(shown)
        else:
            link = Token("link_open", "a", 1, attrs={"href": address})
            kept += [link, shown, Token("link_close", "a", -1)]
    return kept


MARKDOWN: Final = _markdown()
