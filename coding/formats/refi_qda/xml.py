"""Parsing shared by the REFI-QDA readers: refusing hostile XML, GUIDs in one spelling, codes in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

LARGEST_XML = 64 << 20  # bytes of one document
MOST_MARKUP = 4_000_000  # elements and attributes; each takes a hundred times its length in memory
DEEPEST = 100  # levels of codes
MOST_CODES = 1_000
SPACE = "urn:QDA-XML:"  # prefix of the standard's namespaces
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}){1,2}")


class NotRefi(ValueError):
    """Raised for a file that cannot be read as REFI-QDA; the message states why in one sentence."""


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
    """Return the root element of a document.

    Parameters
    ----------
    content : bytes
    root : str
        Required name of the root element, in a namespace of REFI-QDA or none.

    Returns
    -------
    lxml element

    Raises
    ------
    NotRefi
        If it is too large, not XML, declares a document type (which could define entities), or has another root.

    Examples
    --------
    >>> parsed(b"<CodeBook/>", "CodeBook").tag
    'CodeBook'
    """
    if content.startswith(b"PK\x03\x04"):
        raise NotRefi("This is a zip archive, like a project (.qdpx). A codebook (.qdc) is plain XML.")
    if len(content) > LARGEST_XML:
        raise NotRefi(f"The XML has more than {LARGEST_XML:,} bytes.")
    if content.count(b"<") + content.count(b"=") > MOST_MARKUP:
        raise NotRefi(f"The XML has more than {MOST_MARKUP:,} elements and attributes.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        element = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = re.sub(r"\.?,? *\(<string>.*", "", str(error)) or "it is empty"
        raise NotRefi(f"The XML is not well-formed: {reason[:200]}.") from None
    if element.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise NotRefi("The XML declares a document type, which REFI-QDA does not allow. Remove the declaration.")
    if tag(element) != root:
        raise NotRefi(f"The root element is <{tag(element)[:60]}>, but REFI-QDA requires <{root}>.")
    space = etree.QName(element).namespace or ""
    if space and not space.startswith(SPACE):
        raise NotRefi(f"The XML has the namespace “{space[:80]}”, but those of REFI-QDA begin with {SPACE}")
    return element


def tag(element: etree._Element) -> str:
    """Return the name of an element without its namespace, "" for a comment or a processing instruction.

    Parameters
    ----------
    element : lxml element

    Returns
    -------
    str

    Examples
    --------
    >>> tag(etree.fromstring('<Code xmlns="urn:x"/>'))
    'Code'
    """
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Return the children of that name, in any namespace.

    Parameters
    ----------
    element : lxml element
    name : str

    Returns
    -------
    iterator of lxml elements

    Examples
    --------
    >>> len(list(children(etree.fromstring("<a><b/><c/><b/></a>"), "b")))
    2
    """
    return (child for child in element if tag(child) == name)


def text_of(element: etree._Element, name: str) -> str:
    """Return the text of the first child of that name, "" if there is none.

    Parameters
    ----------
    element : lxml element
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> text_of(etree.fromstring("<a><b>one <i>two</i></b></a>"), "b")
    'one two'
    """
    return next((words_of(child) for child in children(element, name)), "")


def words_of(element: etree._Element) -> str:
    """Return all text in the element, including that in its markup.

    Parameters
    ----------
    element : lxml element

    Returns
    -------
    str

    Examples
    --------
    >>> words_of(etree.fromstring("<b>one <i>two</i></b>"))
    'one two'
    """
    return "".join(map(str, element.itertext())) if len(element) else element.text or ""


def refs(element: etree._Element, name: str) -> tuple[str, ...]:
    """Return the GUIDs to which children of that name refer; some programs write `guid` for `targetGUID`.

    Parameters
    ----------
    element : lxml element
    name : str

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> refs(etree.fromstring('<a><CodeRef targetGUID="{C}"/></a>'), "CodeRef")
    ('c',)
    """
    return tuple(guid_of(ref.get("targetGUID") or ref.get("guid")) for ref in children(element, name))


def guid_of(text: str | None) -> str:
    """Return a GUID in lower case without braces; other text is returned unchanged except for case.

    Parameters
    ----------
    text : str or None

    Returns
    -------
    str

    Examples
    --------
    >>> guid_of(" {AB-1} "), guid_of(None)
    ('ab-1', '')
    """
    return (text or "").strip().strip("{}").casefold()


def read_codes(above: etree._Element) -> list[ReadCode]:
    """Return all codes below `Codes`, parents before their children, in the order of the file.

    Parameters
    ----------
    above : lxml element

    Returns
    -------
    list of ReadCode

    Raises
    ------
    NotRefi
        If there are more than `MOST_CODES` codes, or more than `DEEPEST` levels.

    Examples
    --------
    >>> root = etree.fromstring('<CodeBook><Codes><Code guid="1" name="leak" color="#abc"/></Codes></CodeBook>')
    >>> [(code.name, code.colour) for code in read_codes(root)]
    [('leak', '#aabbcc')]
    """
    codes: list[ReadCode] = []
    waiting = [(code, "", 1) for holder in children(above, "Codes") for code in children(holder, "Code")][::-1]
    while waiting:
        element, parent, depth = waiting.pop()
        if len(codes) == MOST_CODES:
            raise NotRefi(f"The file has more than {MOST_CODES:,} codes. At most that many can be imported.")
        if depth > DEEPEST:
            raise NotRefi(f"Codes are nested more than {DEEPEST} levels deep.")
        colour = element.get("color", "")
        guid = guid_of(element.get("guid")) or f"unnamed {len(codes)}"
        codes.append(
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
        # Some programs put the codes below a code into an element of their own.
        holders = [element, *children(element, "Codes"), *children(element, "SubCodes")]
        waiting += [(child, guid, depth + 1) for holder in holders for child in children(holder, "Code")][::-1]
    return codes


def _long(colour: str) -> str:
    return colour.lower() if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:].lower())
