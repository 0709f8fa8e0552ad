"""Texts of a REFI-QDA project: where they are stored, sources without a text, and selections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from coding.formats.refi_qda.archive import Archive, is_external
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
    """Yield the sources that have a text, and count the others.

    Parameters
    ----------
    root : lxml element
        Root of the project.
    archive : Archive
    tally : ImportRemarks
        Counts the sources that are left out.

    Yields
    ------
    Text

    Raises
    ------
    NotRefi
        If a text is not in UTF-8, or a member of the archive cannot be read.

    Examples
    --------
    >>> import io, zipfile
    >>> stream = io.BytesIO()
    >>> with zipfile.ZipFile(stream, "w") as file:
    ...     file.writestr("sources/a.txt", "The password is in the log file.")
    >>> xml = '<Project><Sources><TextSource name="One" plainTextPath="internal://a.txt"/></Sources></Project>'
    >>> [text.name for text in texts_of(etree.fromstring(xml), Archive(stream.getvalue()), ImportRemarks())]
    ['One']
    """
    for sources in children(root, "Sources"):
        for element in sources:
            if not (kind := tag(element)):
                continue
            name = _name(element)
            # The plain text of a PDF is read like any other text.
            holder = element if kind == "TextSource" else next(children(element, "Representation"), None)
            content = raw_text(holder, archive) if holder is not None else None
            is_long = content is not None and len(content[0]) > LONGEST_TEXT
            if holder is None or content is None or is_long:
                noun, reason = (
                    ("text", _reason_for_no_text(holder)) if kind == "TextSource" else (_KINDS.get(kind, "source"), "")
                )
                reason = f"left out: longer than {LONGEST_TEXT:,} characters" if is_long else reason
                tally.add(noun, reason or "left out, as only texts are read", name)
                lost = sum(tag(row) == "Coding" for row in element.iter())
                tally.add("coding", "lost with sources that were left out", count=lost)
                continue
            selections = [(row, _selection(row)) for row in children(holder, "PlainTextSelection")]
            yield Text(element, holder, name, Offsets(content[0], mark=content[1]), selections)


def _reason_for_no_text(holder: etree._Element | None) -> str:
    path = "" if holder is None else holder.get("plainTextPath", "")
    if not path and holder is not None and holder.get("richTextPath"):
        return "left out: the file has only formatted text"
    return "left out: stored outside the file" if is_external(path) else "left out: not in the file"


def _name(element: etree._Element) -> str:
    return " ".join(element.get("name", "").split()) or "unnamed"


def raw_text(element: etree._Element, archive: Archive) -> tuple[str, bool] | None:
    """Return the text of an element as in the file.

    Parameters
    ----------
    element : lxml element
        A text source, a representation or a note.
    archive : Archive

    Returns
    -------
    (str, bool) or None
        The text, and whether it began with a byte-order mark; None if it is not in the file.

    Raises
    ------
    NotRefi
        If the text is not in UTF-8, or the member of the archive cannot be read.

    Examples
    --------
    >>> import io, zipfile
    >>> stream = io.BytesIO()
    >>> with zipfile.ZipFile(stream, "w") as file:
    ...     file.writestr("sources/a.txt", "The password is in the log file.")
    >>> source = etree.fromstring('<TextSource plainTextPath="internal://a.txt"/>')
    >>> raw_text(source, Archive(stream.getvalue()))
    ('The password is in the log file.', False)
    """
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
