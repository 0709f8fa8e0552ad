"""What the readers of REFI-QDA share: hostile XML refused, GUIDs of one spelling, codes in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from advisories.formats import fields
from advisories.records.item import UnusableRecord

LARGEST_XML = 64 << 20  # bytes of one document
MOST_MARKUP = 4_000_000  # elements and attributes, which take a hundred times their length in memory
DEEPEST = 100  # codes below codes
MOST_CODES = 1_000
LONGEST_WORDS = 20_000  # characters of a definition or a memo
SPACE = "urn:QDA-XML:"  # how the standard's namespaces begin
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}){1,2}")


class NotRefi(ValueError):
    """The file is not valid; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class ReadCode:
    """One code of the file; `parent` is a GUID, or "" at the top level."""

    guid: str
    name: str
    description: str
    colour: str  # "#rrggbb", or "" for none that we can use
    parent: str
    codable: bool
    colour_dropped: bool = False
    notes: tuple[str, ...] = ()  # GUIDs of the notes on it


def parsed(content: bytes, root: str) -> etree._Element:
    """The outermost element, which must be called `root` in any namespace or none.

    Raises
    ------
    NotRefi
        If it is too large, no XML, declares a document type (entities come from there), or is something else.
    """
    if content.startswith(b"PK\x03\x04"):
        raise NotRefi("This is a zip archive, as a project (.qdpx) is; a codebook (.qdc) is plain XML.")
    if len(content) > LARGEST_XML:
        raise NotRefi(f"The XML has more than {LARGEST_XML:,} bytes.")
    if content.count(b"<") + content.count(b"=") > MOST_MARKUP:
        raise NotRefi(f"The XML has more than {MOST_MARKUP:,} elements and attributes.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        found = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = re.sub(r"\.?,? *\(<string>.*", "", str(error)) or "it is empty"
        raise NotRefi(f"This is no well-formed XML: {said[:200]}.") from None
    if found.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise NotRefi("The XML declares a document type, which REFI-QDA never does; it is not read.")
    if tag(found) != root:
        raise NotRefi(f"The XML holds <{tag(found)[:60]}> where REFI-QDA has <{root}>.")
    space = etree.QName(found).namespace or ""
    if space and not space.startswith(SPACE):
        raise NotRefi(f"The XML is of the namespace “{space[:80]}”; those of REFI-QDA begin with {SPACE}")
    return found


def tag(element: etree._Element) -> str:
    """The name without its namespace; "" for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if tag(child) == name)


def text_of(element: etree._Element, name: str) -> str:
    """The words of the first child of that name."""
    return next((words_of(child) for child in children(element, name)), "")


def words_of(element: etree._Element) -> str:
    """All words in the element, those in markup inside of it, too."""
    return "".join(map(str, element.itertext())) if len(element) else element.text or ""


def refs(element: etree._Element, name: str) -> tuple[str, ...]:
    """The GUIDs that children of that name point to; some programs write `guid` for `targetGUID`."""
    return tuple(guid_of(ref.get("targetGUID") or ref.get("guid")) for ref in children(element, name))


def guid_of(text: str | None) -> str:
    """A GUID in lower case without braces; whatever else a program wrote in its place is taken as it is."""
    return (text or "").strip().strip("{}").casefold()


def moment(text: str) -> datetime | None:
    """Return a time in UTC, None if the text is not a time. UTC is assumed if there is no zone."""
    try:
        return fields.timestamp({"time": text}, "time")
    except UnusableRecord:
        return None


def read_codes(above: etree._Element) -> list[ReadCode]:
    """All codes below `Codes`, parents before their children, in the order of the file."""
    found: list[ReadCode] = []
    waiting = [(code, "", 1) for holder in children(above, "Codes") for code in children(holder, "Code")][::-1]
    while waiting:
        element, parent, depth = waiting.pop()
        if len(found) == MOST_CODES:
            raise NotRefi(f"The file has more than {MOST_CODES:,} codes, which is as many as can be imported.")
        if depth > DEEPEST:
            raise NotRefi(f"Codes are nested more than {DEEPEST} deep.")
        colour = element.get("color", "")
        guid = guid_of(element.get("guid")) or f"unnamed {len(found)}"
        found.append(
            ReadCode(
                guid=guid,
                name=" ".join(element.get("name", "").split()),
                description=text_of(element, "Description").strip(),
                colour=_long(colour) if _COLOUR.fullmatch(colour) else "",
                parent=parent,
                codable=element.get("isCodable", "true").strip() not in {"false", "0"},
                colour_dropped=bool(colour) and not _COLOUR.fullmatch(colour),
                notes=refs(element, "NoteRef"),
            )
        )
        # Some programs put what stands below a code into an element of its own.
        holders = [element, *children(element, "Codes"), *children(element, "SubCodes")]
        waiting += [(child, guid, depth + 1) for holder in holders for child in children(holder, "Code")][::-1]
    return found


def _long(colour: str) -> str:
    return colour.lower() if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:].lower())
