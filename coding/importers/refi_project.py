"""REFI-QDA project (`.qdpx`): texts, users, codes and who gave which code to which words.

What real files hold is read, too: another name of the XML or the folder, CR LF in texts, byte-order marks, codings of
several users in one selection, codings of a whole source. What has no place here is counted and said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from advisories.reading import clean
from coding.exporters.refi_codebook import ORIGIN
from coding.importers.refi_archive import Archive, lies_outside
from coding.importers.refi_notes import MOST, Note, Notes, links_of
from coding.importers.refi_offsets import STANDARD, Offsets, Reading, Selection, choose
from coding.importers.refi_remarks import Tally, once_each
from coding.importers.refi_values import Values
from coding.importers.refi_xml import (
    LONGEST_WORDS,
    NotRefi,
    ReadCode,
    children,
    guid_of,
    parsed,
    read_codes,
    tag,
    text_of,
)
from coding.unit_facts import Value

UNKNOWN = "unknown user"
LONGEST_NAME = 150
LONGEST_TEXT = 1_000_000
OUTSIDE = "empty or outside of its text: codes kept for the whole text"
_KINDS = {"PictureSource": "picture", "PDFSource": "PDF", "AudioSource": "sound", "VideoSource": "video"}


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """[start, end) in code points of the source's text; the code and the user are GUIDs."""

    user: str
    code: str  # "" where the words bear a memo alone
    start: int
    end: int
    memos: tuple[str, ...]  # shared by all the spans that bear them
    at: str

    @property
    def memo(self) -> str:
        return "\n".join(self.memos)


@dataclass(slots=True)
class ReadSource:
    """One text with what was said about it; `notes` are (GUID of the user, words)."""

    guid: str
    name: str
    text: str
    memo: str
    values: tuple[Value, ...] = ()
    spans: list[ReadSpan] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class ReadProject:
    """A whole project; `tally` says what was changed or left out."""

    name: str
    description: str
    origin: str
    users: dict[str, str]  # GUID -> name
    codes: list[ReadCode]
    sources: list[ReadSource] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    @property
    def remarks(self) -> list[str]:
        return self.tally.sentences()


@dataclass(frozen=True, slots=True)
class _Text:
    """A source whose text was found: its element, the one that holds the text, and what was selected in it."""

    element: etree._Element
    holder: etree._Element
    name: str
    offsets: Offsets
    selections: list[tuple[etree._Element, Selection]]


def read_project(content: bytes) -> ReadProject:
    """The project in a `.qdpx` file.

    Raises
    ------
    NotRefi
        If it is no zip, holds no single `.qde` at its top, or a member that goes beyond a limit.
    """
    archive = Archive(content)
    root = parsed(archive.project(), "Project")
    project = ReadProject(
        name=" ".join(root.get("name", "").split()),
        description=text_of(root, "Description").strip(),
        origin=root.get("origin", ""),
        users=users_of(root),
        codes=[code for book in children(root, "CodeBook") for code in read_codes(book)],
    )
    notes = notes_of(root, archive, project)
    values = Values(root, project.tally)
    texts = list(_texts(root, archive, project.tally))
    readings = choose(
        [(text.offsets, text.offsets.best([row for _, row in text.selections])) for text in texts],
        origin=project.origin,
    )
    for text, reading in zip(texts, readings, strict=True):
        project.sources.append(_source(project, text, reading, notes))
        project.sources[-1].values = values.of(text.element, text.name)
    project.codes = [_with_notes(code, notes) for code in project.codes]
    project.tally.add("note", "on nothing that was read, left out", count=notes.left)
    _left_out(root, project.tally)
    return project


def users_of(root: etree._Element) -> dict[str, str]:
    """GUID → name, no name twice: two people who are called alike are two raters."""
    found: dict[str, str] = {}
    for users in children(root, "Users"):
        for user in children(users, "User"):
            name = " ".join((user.get("name") or user.get("id") or "").split()) or "unnamed user"
            found.setdefault(guid_of(user.get("guid")), name)
    return dict(zip(found, once_each(found.values(), LONGEST_NAME), strict=True))


def notes_of(root: etree._Element, archive: Archive, project: ReadProject) -> Notes:
    found: dict[str, Note] = {}
    for holder in children(root, "Notes"):
        for element in children(holder, "Note"):
            name = " ".join(element.get("name", "").split())
            words = (_raw(element, archive) or ("", False))[0] or text_of(element, "Description")
            words = clean(words[: 2 * LONGEST_WORDS]).strip()
            said = f"{name}: {words}" if name and words and not words.startswith(name) else words or name
            guid = guid_of(element.get("guid")) or f"unnamed {len(found)}"
            found[guid] = Note(guid_of(element.get("creatingUser")), said)
    links, others = links_of(root, found)
    project.tally.add("link", "left out", count=others)
    return Notes(found, project.users, links)


def _texts(root: etree._Element, archive: Archive, tally: Tally) -> Iterator[_Text]:
    for sources in children(root, "Sources"):
        for element in sources:
            if not (kind := tag(element)):
                continue
            name = _name(element)
            # The plain text of a PDF is a text like another.
            holder = element if kind == "TextSource" else next(children(element, "Representation"), None)
            found = _raw(holder, archive) if holder is not None else None
            if found is not None and len(found[0]) > LONGEST_TEXT:
                tally.add("text", f"left out: longer than {LONGEST_TEXT:,} characters", name)
                continue
            if holder is None or found is None:
                noun, why = ("text", _why_not(holder)) if kind == "TextSource" else (_KINDS.get(kind, "source"), "")
                tally.add(noun, why or "left out, as only texts are read", name)
                tally.add(
                    "coding",
                    "lost with sources that were left out",
                    count=sum(tag(row) == "Coding" for row in element.iter()),
                )
                continue
            selections = [(row, _selection(row)) for row in children(holder, "PlainTextSelection")]
            yield _Text(element, holder, name, Offsets(found[0], mark=found[1]), selections)


def _why_not(holder: etree._Element | None) -> str:
    path = "" if holder is None else holder.get("plainTextPath", "")
    if not path and holder is not None and holder.get("richTextPath"):
        return "left out: the file holds no plain text beside the formatted one"
    return "left out: kept outside of the file" if lies_outside(path) else "left out: not in the file"


def _name(element: etree._Element) -> str:
    return " ".join(element.get("name", "").split()) or "unnamed"


def _raw(element: etree._Element, archive: Archive) -> tuple[str, bool] | None:
    """The text as the file has it, and whether a byte-order mark stood before it."""
    inline = next(children(element, "PlainTextContent"), None)
    if inline is not None:
        return inline.text or "", False
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


def _source(project: ReadProject, found: _Text, reading: Reading, notes: Notes) -> ReadSource:
    tally, text = project.tally, found.offsets.text
    if reading != STANDARD:
        tally.add("text", f"in which positions count {_in_words(reading)}, as its selections show", found.name)
    source = ReadSource(
        guid_of(found.element.get("guid")), found.name, text, text_of(found.element, "Description").strip()
    )
    owner = guid_of(found.element.get("creatingUser"))
    spans = _Spans(project, notes, found.name)
    places = found.offsets.places([row for _, row in found.selections], reading)
    for (element, _), place in zip(found.selections, places, strict=True):
        if place is None:
            coded = next(children(element, "Coding"), None) is not None
            tally.add("selection", OUTSIDE if coded else "empty or outside of its text", found.name)
        source.spans += spans.of(element, place or (0, len(text)), guid_of(element.get("creatingUser")) or owner)
    wholes = [found.holder] if found.holder is found.element else [found.holder, found.element]
    wholes += list(children(found.element, "PDFSelection"))
    for element in wholes:
        by = guid_of(element.get("creatingUser")) or owner
        source.spans += [span for span in spans.of(element, (0, len(text)), by, described=False) if span.code]
    source.notes = [
        (notes.notes[guid].user, notes.notes[guid].words) for guid in notes.on(found.element) if guid not in notes.kept
    ]
    notes.kept |= set(notes.on(found.element))  # whether a rater's answer takes them is seen later
    return source


def _in_words(reading: Reading) -> str:
    ways = (
        (reading.line_ends_as_one, "an end of line as one sign"),
        (reading.utf16, "in UTF-16 units"),
        (reading.mark, "the byte-order mark"),
    )
    return " and ".join(words for holds, words in ways if holds)


class _Spans:
    """Makes spans of the codings in an element, with their memos."""

    def __init__(self, project: ReadProject, notes: Notes, source: str) -> None:
        self.project, self.notes, self.source = project, notes, source
        self.codes = {code.guid for code in project.codes}

    def of(
        self, element: etree._Element, place: tuple[int, int], by: str, *, described: bool = True
    ) -> Iterator[ReadSpan]:
        memo = text_of(element, "Description").strip() if described else ""
        own_notes = self.notes.on(element) if described else ()
        at, (start, end), given = element.get("creationDateTime", ""), place, False
        for coding in children(element, "Coding"):
            code = next((guid_of(ref.get("targetGUID")) for ref in children(coding, "CodeRef")), "")
            if code not in self.codes:
                self.project.tally.add("coding", "left out: its code is not in the file", self.source)
                continue
            given = True
            user = self.user(guid_of(coding.get("creatingUser")) or by)
            words = self.notes.words((*own_notes, *self.notes.on(coding)), user)
            yield ReadSpan(user, code, start, end, _filled(memo, *words), coding.get("creationDateTime", at))
        if not given and described and (said := _filled(memo, *self.notes.words(own_notes, by))):
            yield ReadSpan(self.user(by), "", start, end, said, at)

    def user(self, guid: str) -> str:
        if guid not in self.project.users:
            self.project.tally.add("coding", f"without a user of the file: kept under “{UNKNOWN}”", self.source)
            return ""
        return guid


def _filled(*words: str) -> tuple[str, ...]:
    return tuple(filter(None, words))


def _with_notes(code: ReadCode, notes: Notes) -> ReadCode:
    tied = dict.fromkeys((*code.notes, *notes.links.get(code.guid, ())))
    words = notes.words([guid for guid in tied if guid in notes.notes][:MOST])
    return replace(code, description="\n".join(filter(None, [code.description, *words])))


def _left_out(root: etree._Element, tally: Tally) -> None:
    # The one set of our own files is the round, which is all of the texts.
    for holder, noun in (("Graphs", "graph"), *([("Sets", "set")] if root.get("origin") != ORIGIN else [])):
        tally.add(noun, "left out", count=sum(bool(tag(row)) for found in children(root, holder) for row in found))
