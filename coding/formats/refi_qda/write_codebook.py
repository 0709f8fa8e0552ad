"""Writer of REFI-QDA codebooks (`.qdc`), and the names, GUIDs and codes that projects (`.qdpx`) use as well."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha1
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from lxml import etree

from coding.dataset.rows import CodeRow
from coding.formats.codebook_files import GUIDANCE, place_of
from coding.rendering.escaping import single_line, xml_text

CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Intercoder"  # QualCoder's import needs one

_NAMESPACE = uuid.UUID("6f0f6a5e-3c0b-5d53-9a4e-8d0a5f7f2c11").bytes
_COLOUR = re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")


class EmptyCodebook(ValueError):
    """Raised for a codebook without codes, which the standard does not allow."""

    def __init__(self) -> None:
        super().__init__("The codebook has no code, and REFI-QDA allows no empty one. Add a code, or export it as CSV.")


def guid(study: str, kind: str, *name: str | int) -> str:
    """Return a GUID derived from what it identifies, so that two exports of one state are equal.

    Parameters
    ----------
    study : str
        Title of the study.
    kind : str
        Kind of element, such as "code".
    *name : str or int
        What identifies the element among those of its kind.

    Returns
    -------
    str
        A UUID of version 5 in lower case.

    References
    ----------
    RFC 9562 (2024). Universally Unique IDentifiers (UUIDs). https://www.rfc-editor.org/rfc/rfc9562

    Examples
    --------
    >>> guid("Example", "code", "leak")
    '6df79c23-70bf-5a54-ba05-e54765c39e6c'
    """
    # `json.dumps` and `uuid.uuid5` give the same result in three times the time; a large study has millions of GUIDs.
    digest = _digest_of(study, kind).copy()
    digest.update(("".join(f", {quoted(part) if isinstance(part, str) else part}" for part in name) + "]").encode())
    text = digest.hexdigest()
    variant = "89ab"[int(text[16], 16) & 3]  # RFC 9562
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}"


@lru_cache(maxsize=100)
def _digest_of(study: str, kind: str) -> Any:
    return sha1(_NAMESPACE + f"[{quoted(study)}, {quoted(kind)}".encode(), usedforsecurity=False)


def one_name_each(names: Iterable[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """Yield the names on one line each, with a number after those that another already has, ignoring case.

    Parameters
    ----------
    names : iterable of str
    taken : iterable of str
        Names that are already in use.

    Yields
    ------
    str

    Examples
    --------
    >>> list(one_name_each(["Ada", "ada", ""]))
    ['Ada', 'ada (2)', 'unnamed']
    """
    used = {name.casefold() for name in taken}
    for name in names:
        plain = single_line(name) or "unnamed"
        unique, count = plain, 1
        while unique.casefold() in used:
            count += 1
            unique = f"{plain} ({count})"
        used.add(unique.casefold())
        yield unique


def codebook_qdc(codes: Sequence[CodeRow], title: str) -> bytes:
    """Return the codebook as XML.

    Parameters
    ----------
    codes : sequence of CodeRow
    title : str
        Title of the study, from which the GUIDs are derived.

    Returns
    -------
    bytes
        UTF-8.

    Raises
    ------
    EmptyCodebook
        If there is no code.

    References
    ----------
    REFI-QDA Standard 1.5 (2019). https://www.qdasoftware.org

    Examples
    --------
    >>> b'name="leak"' in codebook_qdc([CodeRow("leak")], "Example")
    True
    """
    if not codes:
        raise EmptyCodebook
    root = root_element(CODEBOOK, "CodeBook", origin=ORIGIN)
    add_codes(root, codes, title, CODEBOOK)
    return xml_bytes(root)


def root_element(space: str, tag: str, **attributes: str) -> etree._Element:
    """Return a root element whose default namespace is `space`, because few readers expect a prefix.

    Parameters
    ----------
    space : str
        The namespace.
    tag : str
    **attributes : str

    Returns
    -------
    lxml element

    Examples
    --------
    >>> etree.tostring(root_element("urn:x", "Code", name="leak"))
    b'<Code xmlns="urn:x" name="leak"/>'
    """
    names: Any = {None: space}  # the stubs know no default namespace
    return etree.Element(f"{{{space}}}{tag}", attributes, nsmap=names)


def xml_bytes(root: etree._Element) -> bytes:
    """Return the document in UTF-8, without a byte-order mark.

    Parameters
    ----------
    root : lxml element

    Returns
    -------
    bytes

    Examples
    --------
    >>> xml_bytes(root_element("urn:x", "Code")).splitlines()[1]
    b'<Code xmlns="urn:x"/>'
    """
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def add(parent: etree._Element, space: str, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    """Add a child element with attributes in the given order, and return it.

    Parameters
    ----------
    parent : lxml element
    space : str
        The namespace.
    tag : str
    text : str
    **attributes : str

    Returns
    -------
    lxml element

    Examples
    --------
    >>> add(root_element("urn:x", "Codes"), "urn:x", "Code", name="leak").get("name")
    'leak'
    """
    element = etree.SubElement(parent, f"{{{space}}}{tag}", attributes)
    if text:
        element.text = text_of(text)
    return element


def text_of(text: str) -> str:
    r"""Return the text as an element can contain it.

    CR becomes LF, because few readers expect the character reference of a single CR.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> text_of("one\r\ntwo")
    'one\ntwo'
    """
    return xml_text(text.replace("\r\n", "\n").replace("\r", "\n"))


def add_codes(parent: etree._Element, codes: Sequence[CodeRow], study: str, space: str) -> None:
    """Add `Codes` with children below their parents; a parent that is not a code becomes a category.

    Parameters
    ----------
    parent : lxml element
    codes : sequence of CodeRow
    study : str
        Title of the study, from which the GUIDs are derived.
    space : str
        The namespace.

    Examples
    --------
    >>> root = root_element("urn:x", "CodeBook")
    >>> add_codes(root, [CodeRow("leak"), CodeRow("password", parent="leak")], "Example", "urn:x")
    >>> [element.get("name") for element in root.iter("{urn:x}Code")]
    ['leak', 'password']
    """
    known = {code.label: code for code in codes}
    categories = dict.fromkeys(code.parent for code in codes if code.parent and code.parent not in known)
    children: dict[str, list[CodeRow]] = {label: [] for label in [*known, *categories]}
    for code in known.values():
        if code.parent:
            children[code.parent].append(code)
    names = _code_names([*known.values(), *map(CodeRow, categories)])
    added: set[str] = set()

    def add_code(above: etree._Element, code: CodeRow) -> None:
        if code.label in added:
            return
        added.add(code.label)
        codable = code.label in known
        element = add(
            above,
            space,
            "Code",
            guid=guid(study, "code", code.label),
            name=names[code.label],
            isCodable="true" if codable else "false",
            **({"color": code.colour} if codable and _COLOUR.fullmatch(code.colour) else {}),
        )
        if description := _description(code):
            add(element, space, "Description", description)
        for child in children[code.label]:
            add_code(element, child)

    holder = add(parent, space, "Codes")
    for label in categories:
        add_code(holder, CodeRow(label))
    for code in known.values():
        if not code.parent:
            add_code(holder, code)
    # The remaining codes are parents of each other in a circle. They go to the top level, so that none is lost.
    for code in known.values():
        add_code(holder, code)


def _code_names(codes: Sequence[CodeRow]) -> dict[str, str]:
    """Unique names for all codes: readers take two codes of one name for one code."""
    used: set[str] = set()
    names = []
    for code in codes:
        name = single_line(code.label)
        if name.casefold() in used and code.parent:
            name = f"{code.parent} / {name}"
        used.add(name.casefold())
        names.append(name)
    return dict(zip((code.label for code in codes), one_name_each(names), strict=True))


def _description(code: CodeRow) -> str:
    """Return all texts of a code as one, because the standard has one field for them."""
    parts = [code.definition] + [
        f"{heading}: {getattr(code, name)}" for heading, name in GUIDANCE if getattr(code, name)
    ]
    return "\n".join(filter(None, [*parts, place_of(code)]))
