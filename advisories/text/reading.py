"""Markdown or plain text -> sanitised HTML -> reading text, in which segments are counted.

The web interface shows the HTML only. The text is the concatenation of its text nodes, so that the browser's
`textContent` equals it. docs/formats.md gives the reason of each decision.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final, Literal

import comrak
import nh3

from advisories.text.limits import remark_on_html, remark_on_source

Markup = Literal["markdown", "plain"]

# Characters that XML 1.0 forbids. PostgreSQL also rejects NUL, and encoders reject lone surrogates.
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
WEB_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
BLANKS: Final = " \t\n"
LINE_BREAKS: Final = re.compile(r"(?<![ \t])[ \t]*\n\s*")  # tried at the start of a run of blanks only
HEADING_SHIFT: Final = 2  # the title of the screen is h1, that of the advisory h2, so "# Impact" becomes h3

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

# A tag as written by the sanitiser. Attributes are in double quotes, which may contain "<" and ">".
TAG: Final = re.compile(r'</?[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*>')
SHOWN: Final = re.compile(r"(?:\A|>)\s*[^<\s]")  # visible text between the renderer's tags
# Tags of the renderer that are changed. The renderer escapes "<" in text, so only tags match.
CHANGED: Final = re.compile(
    r'</?h[1-6]>|<a href="[^"]*"[^<>"]*(?:"[^"]*"[^<>"]*)*>(?:(?P<autolink>[A-Za-z][\w+.-]*:[^<>]*)</a>)?'
    r'|</a>|<img [^<>"]*(?:"[^"]*"[^<>"]*)*>'
)
# The renderer escapes a block of raw HTML without a paragraph. It is recognised at positions where a block can begin.
BARE: Final = re.compile(
    r"(\A|(?:</(?:p|h[1-6]|pre|[uo]l|blockquote|table)>|<(?:blockquote|li|hr /)>)\n)( {0,3}&lt;[^<]*)"
)
EXTENSIONS: Final = comrak.ExtensionOptions()
EXTENSIONS.table = EXTENSIONS.strikethrough = True
RENDERING: Final = comrak.RenderOptions()
RENDERING.escape = True  # raw HTML is shown as typed
RENDERING.unsafe_ = True  # URLs are unchanged: `_adapted` and the sanitiser check them


@dataclass(frozen=True, slots=True)
class Reading:
    """The text for raters. `text` is the concatenation of the text nodes of `html`.

    `remark` says why Markdown is shown as plain text; "" if it is rendered.
    """

    html: str
    text: str
    remark: str = ""

    def __reduce__(self) -> tuple[type[Reading], tuple[str, str, str]]:
        return Reading, (self.html, self.text, self.remark)


def clean(text: str) -> str:
    """Return text with LF line ends, without byte-order mark and characters that XML forbids.

    Applied once, when a text is read. It neither trims nor normalises to NFC, which would move offsets.

    Examples
    --------
    >>> clean("\\ufeffOne\\r\\nTwo\\x00")
    'One\\nTwo'
    """
    if text.isprintable():  # most short texts need no change
        return text
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return FORBIDDEN.sub("", text)


def read(title: str, body: str, markup: Markup = "markdown") -> Reading:
    """Render a plain-text title and a body to HTML and reading text.

    Parameters
    ----------
    title : str
        Plain text, shown as a heading in which segments can be marked; left out if blank.
    body : str
        Markdown (CommonMark, tables, strikethrough) or plain text. Raw HTML is shown as typed, never interpreted.
    markup : "markdown" or "plain"
        What the body is. Plain text is shown character by character, without the blank lines at both ends.

    Returns
    -------
    Reading
        Beyond a limit of `advisories.text.limits`, the body is shown as plain text, with a remark.

    References
    ----------
    CommonMark Spec, https://spec.commonmark.org/

    Examples
    --------
    >>> read("", "A *crash*.").html
    '<p>A <em>crash</em>.</p>\\n'
    >>> read("Title", "A *crash*.").text
    'Title\\nA crash.\\n'
    >>> read("", "__init__.py\\n  &amp;", "plain").text
    '__init__.py\\n  &amp;\\n'
    """
    rendered, remark = ("", "") if markup == "plain" else _render(body)
    if markup == "plain":
        rendered = _plain(body) if body.strip(BLANKS) else ""
    elif remark:
        rendered = _plain(body)
    elif body.strip() and not SHOWN.search(rendered):
        # If the body has link definitions only, for example, raters see the source instead of an empty text.
        rendered = f"<pre><code>{html.escape(body)}</code></pre>\n"
    heading = f"<h2>{html.escape(one_line(title))}</h2>\n" if title.strip() else ""
    safe = SANITISER.clean(clean(heading + rendered))  # entities like "&#12;" can produce forbidden characters
    return Reading(html=safe, text=html.unescape(TAG.sub("", safe)), remark=remark)


def one_line(title: str) -> str:
    """Return a title on one line, its other characters unchanged.

    Examples
    --------
    >>> one_line(" Two  blanks,\\n two lines ")
    'Two  blanks, two lines'
    """
    return LINE_BREAKS.sub(" ", title).strip(BLANKS)


def _plain(body: str) -> str:
    """Return the HTML of a text without markup: its lines as they are, except blank ones at both ends."""
    start = body.rfind("\n", 0, len(body) - len(body.lstrip(BLANKS))) + 1
    end = body.find("\n", len(body.rstrip(BLANKS)))
    return f"<pre>{html.escape(body[start : end if end >= 0 else None], quote=False)}</pre>\n"


def _render(body: str) -> tuple[str, str]:
    """Return the HTML of Markdown and ""; beyond a limit, "" and the remark on it.

    Raw HTML is escaped, headings are below the title, there are no images, and links lead to web and mail only.
    """
    if remark := remark_on_source(body):
        return "", remark
    rendered = comrak.render_markdown(body, extension_options=EXTENSIONS, render_options=RENDERING)
    # The sanitiser needs time that grows with the square of the nesting.
    if remark := remark_on_html(rendered):
        return "", remark
    return _adapt(rendered), ""


def _adapt(rendered: str) -> str:
    """Return the renderer's HTML with paragraphs around raw HTML, and with headings, links and images adapted."""
    if "&lt;" in rendered:
        rendered = BARE.sub(lambda match: f"{match[1]}<p>{match[2].rstrip()}</p>\n", rendered)
    if not CHANGED.search(rendered):
        return rendered
    closing: list[str] = []  # the text that ends each open link; links do not nest
    return CHANGED.sub(lambda match: _adapted(match, closing), rendered)


def _adapted(match: re.Match[str], closing: list[str]) -> str:
    """Return the replacement of one tag of the rendered HTML."""
    tag = match[0]
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
        # A relative URL would lead to this server, and raters should see `[x](javascript:…)`, not follow it.
        if match["autolink"] is not None:
            return f"&lt;{match['autolink']}&gt;"
        title = _attribute(tag, "title")
        closing.append(f"]({address} &quot;{title}&quot;)" if title else f"]({address})")
        return "["
    # The browser of each rater would load an image, and its server would see the request.
    source, caption = _attribute(tag, "src"), _attribute(tag, "alt").strip()
    if closing:
        return caption or source
    if not WEB_ADDRESS.match(html.unescape(source)):
        return f"![{caption}]({source})"
    return f'<a href="{source}">{caption or source}</a>'


def _attribute(tag: str, name: str) -> str:
    """Return the value of an attribute, still escaped."""
    match = re.search(rf' {name}="([^"]*)"', tag)
    return match[1] if match else ""
