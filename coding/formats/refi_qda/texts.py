"""The texts of a REFI-QDA project: their location, sources without a text, and selections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from coding.formats.refi_qda.archive import Archive, lies_outside
from coding.formats.refi_qda.offsets import Offsets, Selection
from coding.formats.refi_qda.remarks import ImportRemarks
from coding.formats.refi_qda.xml import NotRefi, children, tag, words_of

LONGEST_TEXT = 1_000_000
_KINDS = {"PictureSource": "picture", "PDFSource": "PDF", "AudioSource": "sound", "VideoSource": "video"}


@dataclass(frozen=True, slots=True)
class Text:
    """A source with a text: its element, the element that contains the text, and the selections."""

    element: etree._Element
    holder: etree._Element
    name: str
    offsets: Offsets
    selections: list[tuple[etree._Element, Selection]]


def texts_of(root: etree._Element, archive: Archive, tally: ImportRemarks) -> Iterator[Text]:
    for sources in children(root, "Sources"):
        for element in sources:
            if not (kind := tag(element)):
                continue
            name = _name(element)
            # The plain text of a PDF is a text like another.
            holder = element if kind == "TextSource" else next(children(element, "Representation"), None)
            found = raw_text(holder, archive) if holder is not None else None
            long = found is not None and len(found[0]) > LONGEST_TEXT
            if holder is None or found is None or long:
                noun, why = ("text", _why_not(holder)) if kind == "TextSource" else (_KINDS.get(kind, "source"), "")
                why = f"left out: longer than {LONGEST_TEXT:,} characters" if long else why
                tally.add(noun, why or "left out, as only texts are read", name)
                lost = sum(tag(row) == "Coding" for row in element.iter())
                tally.add("coding", "lost with sources that were left out", count=lost)
                continue
            selections = [(row, _selection(row)) for row in children(holder, "PlainTextSelection")]
            yield Text(element, holder, name, Offsets(found[0], mark=found[1]), selections)


def _why_not(holder: etree._Element | None) -> str:
    path = "" if holder is None else holder.get("plainTextPath", "")
    if not path and holder is not None and holder.get("richTextPath"):
        return "left out: the file holds no plain text beside the formatted one"
    return "left out: kept outside of the file" if lies_outside(path) else "left out: not in the file"


def _name(element: etree._Element) -> str:
    return " ".join(element.get("name", "").split()) or "unnamed"


def raw_text(element: etree._Element, archive: Archive) -> tuple[str, bool] | None:
    """Return the text as in the file, and whether it began with a byte-order mark."""
    inline = next(children(element, "PlainTextContent"), None)
    if inline is not None:
        return words_of(inline), False
    data = archive.text(element.get("plainTextPath", "")) if element.get("plainTextPath") else None
    if data is None:
        return None
    try:
        return data.decode("utf-8-sig"), data.startswith(b"\xef\xbb\xbf")
    except UnicodeDecodeError:
        raise NotRefi(f"The text of “{_name(element)[:60]}” is not in UTF-8.") from None


def _selection(element: etree._Element) -> Selection:
    return Selection(
        _number(element.get("startPosition")), _number(element.get("endPosition")), element.get("name", "")
    )


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
