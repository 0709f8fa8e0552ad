"""REFI-QDA project (`.qdpx`): texts, users, codes and who gave which code to which words.

What real files hold is read, too: another name of the XML or the folder, CR LF in texts, byte-order marks, codings of
several users in one selection, codings of a whole source. What has no text is counted and reported.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from advisories.containers import BROKEN, Limits
from advisories.reading import FORBIDDEN, clean
from coding.importers.refi_xml import NotRefi, ReadCode, children, guid_of, parsed, read_codes, tag, text_of

LIMITS = Limits(file_bytes=200 << 20, files=200_000)
SMALL = 1 << 16  # bytes that no bomb fits into


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """[start, end) in code points of the source's text; the code and the user are GUIDs."""

    user: str
    code: str  # "" where the words bear a memo alone
    start: int
    end: int
    memo: str
    at: str


@dataclass(slots=True)
class ReadSource:
    """One text with what was said about it."""

    guid: str
    name: str
    text: str
    memo: str
    spans: list[ReadSpan] = field(default_factory=list)


@dataclass(slots=True)
class ReadProject:
    """A whole project; `remarks` say what was changed or left out."""

    name: str
    description: str
    users: dict[str, str]  # GUID -> name
    codes: list[ReadCode]
    sources: list[ReadSource] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_project(content: bytes) -> ReadProject:
    """The project in a `.qdpx` file.

    Raises
    ------
    NotRefi
        If it is no zip, holds no single `.qde` at its root, or a member that goes beyond a limit.
    """
    members = _members(content)
    found = [name for name in members if "/" not in name and name.lower().endswith(".qde")]
    if len(found) != 1:
        raise NotRefi(f"A project file holds one .qde, this one has {len(found)}.")
    root = parsed(members[found[0]], "Project")
    texts = {name.rpartition("/")[2].casefold(): data for name, data in members.items()}
    books = list(children(root, "CodeBook"))
    project = ReadProject(
        name=" ".join(root.get("name", "").split()),
        description=text_of(root, "Description"),
        users={
            guid_of(user.get("guid")): " ".join(user.get("name", "").split())
            for users in children(root, "Users")
            for user in children(users, "User")
        },
        codes=[code for book in books for code in read_codes(book)],
    )
    windows = "ATLAS" not in root.get("origin", "")
    for sources in children(root, "Sources"):
        for element in sources:
            if tag(element) == "TextSource":
                _read_source(project, element, texts, counts_crlf=windows)
            elif tag(element):
                project.remarks.append(f"“{element.get('name', '')[:60]}” is a {tag(element)}; only texts are read.")
    for name, what in (("Graphs", "graphs"), ("Links", "links"), ("Sets", "sets"), ("Cases", "cases")):
        if count := sum(len(holder) for holder in children(root, name)):
            project.remarks.append(f"{count} {what} were left out.")
    return project


def _members(content: bytes) -> dict[str, bytes]:
    """Name → bytes, read into memory and nowhere else."""
    found: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > LIMITS.files:
                raise NotRefi(f"The file holds more than {LIMITS.files:,} members.")
            for member in members:
                name = member.filename
                if name.startswith("/") or ".." in name.replace("\\", "/").split("/"):
                    raise NotRefi(f"The member {name[:60]!r} leads out of the file.")
                if member.flag_bits & 1:
                    raise NotRefi(f"The member {name[:60]!r} is encrypted.")
                # Sizes in the directory may lie: what is read counts.
                with archive.open(member) as stream:
                    data = stream.read(LIMITS.file_bytes + 1)
                total += len(data)
                if len(data) > LIMITS.file_bytes or total > LIMITS.unpacked_bytes:
                    raise NotRefi(f"The member {name[:60]!r} is too large.")
                if len(data) > LIMITS.ratio * max(member.compress_size, 1) and len(data) > SMALL:
                    raise NotRefi(f"The member {name[:60]!r} unpacks to more than {LIMITS.ratio} times its size.")
                found[name] = data
    except BROKEN as error:
        if isinstance(error, NotRefi):
            raise
        raise NotRefi(f"This is no .qdpx file, which is a zip: {error}.") from None
    return found


def _read_source(project: ReadProject, element: etree._Element, texts: dict[str, bytes], *, counts_crlf: bool) -> None:
    name = " ".join(element.get("name", "").split()) or "unnamed"
    raw = _text(element, texts)
    if raw is None:
        project.remarks.append(f"The text of “{name[:60]}” is not in the file.")
        return
    text = clean(raw)
    source = ReadSource(guid_of(element.get("guid")), name, text, text_of(element, "Description"))
    owner = guid_of(element.get("creatingUser"))
    # Where the file has CR LF, a program on Windows counted two signs for each end of a line.
    place = _Offsets(raw, counts_crlf)
    for selection in children(element, "PlainTextSelection"):
        try:
            start, end = (place.of(int(selection.get(key, ""))) for key in ("startPosition", "endPosition"))
        except ValueError:
            project.remarks.append(f"A selection in “{name[:60]}” has no position.")
            continue
        if not 0 <= start < end <= len(text):
            project.remarks.append(f"A selection in “{name[:60]}” lies outside of its text.")
            continue
        user = guid_of(selection.get("creatingUser")) or owner
        source.spans += _spans(selection, start, end, user)
    source.spans += [span for span in _spans(element, 0, len(text), owner) if span.code]
    project.sources.append(source)


def _spans(element: etree._Element, start: int, end: int, user: str) -> Iterable[ReadSpan]:
    memo, at = text_of(element, "Description"), element.get("creationDateTime", "")
    codings = [
        (
            guid_of(coding.get("creatingUser")) or user,
            guid_of(ref.get("targetGUID")),
            coding.get("creationDateTime", at),
        )
        for coding in children(element, "Coding")
        for ref in children(coding, "CodeRef")
    ]
    return [ReadSpan(who, code, start, end, memo, when) for who, code, when in codings or [(user, "", at)]]


def _text(element: etree._Element, texts: dict[str, bytes]) -> str | None:
    inline = next(children(element, "PlainTextContent"), None)
    if inline is not None:
        return inline.text or ""
    data = texts.get(element.get("plainTextPath", "").rpartition("/")[2].casefold())
    if data is None:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotRefi(f"The text of “{element.get('name', '')[:60]}” is not in UTF-8.") from None


class _Offsets:
    """Positions in the file's text as positions in the cleaned one."""

    def __init__(self, raw: str, counts_crlf: bool) -> None:
        gone = [found.start() for found in FORBIDDEN.finditer(raw)]
        if counts_crlf:
            gone += [found.start() for found in re.finditer("\r\n", raw)]
        self.gone = sorted(gone)

    def of(self, place: int) -> int:
        return place - bisect_left(self.gone, place)
