"""Markdown -> sanitised HTML -> the canonical text that raters read and that segments count in.

The HTML is the only form the page shows, and the text is the concatenation of its text nodes, so the page's
`textContent` equals it. Decisions, each with its reason, are in docs/formats.md ("Reading text").
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final

import comrak
import nh3

# Characters that XML 1.0 forbids; NUL is also refused by PostgreSQL, lone surrogates by every encoder.
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
WEB_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
HEADING_SHIFT: Final = 2  # the page's title is h1, the advisory's h2, so "# Impact" becomes h3

TAGS: Final = {
    *("h2", "h3", "h4", "h5", "h6", "p", "blockquote", "ul", "ol", "li", "pre", "code", "hr", "br"),
    *("em", "strong", "s", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES: Final = {"a": {"href"}, "ol": {"start"}}
SANITISER: Final = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noreferrer noopener nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)

# A tag as the sanitiser writes it: attributes are always in double quotes, which may hold "<" and ">".
TAG: Final = re.compile(r'</?[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*>')
SHOWN: Final = re.compile(r"(?:\A|>)\s*[^<\s]")  # something to read, between the renderer's tags
# Tags of the renderer that the reading has otherwise. Between tags it escapes "<", so nothing else looks so.
CHANGED: Final = re.compile(
    r'</?h[1-6]>|<a href="[^"]*"[^<>"]*(?:"[^"]*"[^<>"]*)*>(?:(?P<autolink>[A-Za-z][\w+.-]*:[^<>]*)</a>)?'
    r'|</a>|<img [^<>"]*(?:"[^"]*"[^<>"]*)*>'
)
# A block of raw HTML comes out escaped but bare: it stands where a block may begin, and holds no tag.
BARE: Final = re.compile(
    r"(\A|(?:</(?:p|h[1-6]|pre|[uo]l|blockquote|table)>|<(?:blockquote|li|hr /)>)\n)( {0,3}&lt;[^<]*)"
)
EXTENSIONS: Final = comrak.ExtensionOptions()
EXTENSIONS.table = EXTENSIONS.strikethrough = True
RENDERING: Final = comrak.RenderOptions()
RENDERING.escape = True  # raw HTML is shown as typed
RENDERING.unsafe_ = True  # addresses come out as they are: `_adapted` and the sanitiser decide on them


@dataclass(frozen=True, slots=True)
class Reading:
    """What raters read: `text` is the concatenation of the text nodes of `html`."""

    html: str
    text: str

    def __reduce__(self) -> tuple[type[Reading], tuple[str, str]]:
        return Reading, (self.html, self.text)


def clean(text: str) -> str:
    """`text` as it enters, once and never again: LF line ends, no byte-order mark, nothing XML forbids.

    Neither trimmed nor normalised to NFC: both would move offsets.
    """
    if text.isprintable():  # most short texts: nothing below would find anything
        return text
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return FORBIDDEN.sub("", text)


def read(title: str, body: str) -> Reading:
    """Render a plain-text title and a Markdown body into the page's HTML and the reading text.

    Parameters
    ----------
    title : plain text; shown as a heading that raters can mark words in, left out if blank.
    body : Markdown (CommonMark, tables, strikethrough). Raw HTML is shown as typed, never interpreted.
    """
    rendered = _render(body)
    if body.strip() and not SHOWN.search(rendered):
        # Nothing but link definitions, say: then raters see the source rather than an empty page.
        rendered = f"<pre><code>{html.escape(body)}</code></pre>\n"
    heading = f"<h2>{html.escape(' '.join(title.split()))}</h2>\n" if title.strip() else ""
    safe = SANITISER.clean(clean(heading + rendered))  # entities such as "&#12;" bring forbidden characters back
    return Reading(html=safe, text=html.unescape(TAG.sub("", safe)))


def _render(body: str) -> str:
    """Markdown to HTML: raw HTML escaped, headings below the title, no picture, no link but to web and mail."""
    rendered = comrak.render_markdown(body, extension_options=EXTENSIONS, render_options=RENDERING)
    if "&lt;" in rendered:
        rendered = BARE.sub(lambda found: f"{found[1]}<p>{found[2].rstrip()}</p>\n", rendered)
    if not CHANGED.search(rendered):
        return rendered
    closing: list[str] = []  # how each open link ends: links never stand in one another
    return CHANGED.sub(lambda found: _adapted(found, closing), rendered)


def _adapted(found: re.Match[str], closing: list[str]) -> str:
    """One tag of the rendered HTML as the reading has it."""
    tag = found[0]
    if tag.startswith(("<h", "</h")):
        level = min(6, int(tag.rstrip(">")[-1]) + HEADING_SHIFT)
        return f"{tag[:-2]}{level}>"
    if tag == "</a>":
        return closing.pop() if closing else ""
    address = _attribute(tag, "href")
    if tag.startswith("<a"):
        if WEB_ADDRESS.match(html.unescape(address)):
            closing.append("</a>")
            return tag
        # A relative address would lead into our own pages, and `[x](javascript:…)` is something a rater should
        # see rather than click.
        if found["autolink"] is not None:
            return f"&lt;{found['autolink']}&gt;"
        title = _attribute(tag, "title")
        closing.append(f"]({address} &quot;{title}&quot;)" if title else f"]({address})")
        return "["
    # A picture would call home from each rater's browser.
    source, caption = _attribute(tag, "src"), _attribute(tag, "alt").strip()
    if closing:
        return caption or source
    if not WEB_ADDRESS.match(html.unescape(source)):
        return f"![{caption}]({source})"
    return f'<a href="{source}">{caption or source}</a>'


def _attribute(tag: str, name: str) -> str:
    """The value of an attribute, escaped as it stands."""
    found = re.search(rf' {name}="([^"]*)"', tag)
    return found[1] if found else ""
