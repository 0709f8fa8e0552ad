"""REFI-QDA: names, GUIDs and the codebook (`.qdc`), as the project (`.qdpx`) uses them too."""

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
from coding.formats.codebook_files import GUIDANCE
from coding.rendering.escaping import single_line, xml_text

CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Intercoder"  # QualCoder's import needs one

_NAMESPACE = uuid.UUID("6f0f6a5e-3c0b-5d53-9a4e-8d0a5f7f2c11").bytes
_COLOUR = re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")


class EmptyCodebook(ValueError):
    """The standard has no codebook without codes."""

    def __init__(self) -> None:
        super().__init__("The codebook has no code, and REFI-QDA allows no empty one. Add a code, or export it as CSV.")


def guid(study: str, kind: str, *name: str | int) -> str:
    """Return a GUID derived from what it names, so that two exports of one state are equal."""
    # `json.dumps` and `uuid.uuid5` give the same in thrice the time, and a large study has some millions of them.
    digest = _begun(study, kind).copy()
    digest.update(("".join(f", {quoted(part) if isinstance(part, str) else part}" for part in name) + "]").encode())
    text = digest.hexdigest()
    variant = "89ab"[int(text[16], 16) & 3]  # of RFC 9562; before it the version
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}"


@lru_cache(maxsize=100)
def _begun(study: str, kind: str) -> Any:
    return sha1(_NAMESPACE + f"[{quoted(study)}, {quoted(kind)}".encode(), usedforsecurity=False)


def one_name_each(names: Iterable[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """The names on one line each, with a number behind those that another already has, whatever the case."""
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
    """The codebook as plain XML; raises `EmptyCodebook` if there is nothing to write."""
    if not codes:
        raise EmptyCodebook
    root = root_element(CODEBOOK, "CodeBook", origin=ORIGIN)
    add_codes(root, codes, title, CODEBOOK)
    return xml_bytes(root)


def root_element(space: str, tag: str, **attributes: str) -> etree._Element:
    """The outermost element; `space` is the default namespace, which few readers expect a prefix for."""
    names: Any = {None: space}  # the stubs know no default namespace
    return etree.Element(f"{{{space}}}{tag}", attributes, nsmap=names)


def xml_bytes(root: etree._Element) -> bytes:
    """The document in UTF-8, without a byte-order mark."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def add(parent: etree._Element, space: str, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    """A child element with attributes in the order given."""
    element = etree.SubElement(parent, f"{{{space}}}{tag}", attributes)
    if text:
        element.text = text_of(text)
    return element


def text_of(text: str) -> str:
    """The text as an element may hold it. A lone CR would be a character reference that few readers expect."""
    return xml_text(text.replace("\r\n", "\n").replace("\r", "\n"))


def add_codes(parent: etree._Element, codes: Sequence[CodeRow], study: str, space: str) -> None:
    """`Codes` with children under their parents; a parent that is no code itself becomes a category."""
    known = {code.label: code for code in codes}
    categories = dict.fromkeys(code.parent for code in codes if code.parent and code.parent not in known)
    children: dict[str, list[CodeRow]] = {label: [] for label in [*known, *categories]}
    for code in known.values():
        if code.parent:
            children[code.parent].append(code)
    names = _code_names([*known.values(), *map(CodeRow, categories)])
    placed: set[str] = set()

    def place(under: etree._Element, code: CodeRow) -> None:
        if code.label in placed:
            return
        placed.add(code.label)
        codable = code.label in known
        element = add(
            under,
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
            place(element, child)

    holder = add(parent, space, "Codes")
    for label in categories:
        place(holder, CodeRow(label))
    for code in known.values():
        if not code.parent:
            place(holder, code)
    # What is left are codes that are parents of each other in a circle: better at the top than lost.
    for code in known.values():
        place(holder, code)


def _code_names(codes: Sequence[CodeRow]) -> dict[str, str]:
    """Unique names for all codes: readers take two codes of one name for one code."""
    seen: set[str] = set()
    wanted = []
    for code in codes:
        name = single_line(code.label)
        if name.casefold() in seen and code.parent:
            name = f"{code.parent} / {name}"
        seen.add(name.casefold())
        wanted.append(name)
    return dict(zip((code.label for code in codes), one_name_each(wanted), strict=True))


def _description(code: CodeRow) -> str:
    """All that is written about a code; the standard has one field for it."""
    parts = [code.definition] + [
        f"{heading}: {getattr(code, name)}" for heading, name in GUIDANCE if getattr(code, name)
    ]
    return "\n".join(filter(None, parts))
