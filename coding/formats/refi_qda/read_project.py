"""REFI-QDA project (`.qdpx`): texts, users, codes and who gave which code to which words.

What real files hold is read, too: another name of the XML or the folder, CR LF in texts, byte-order marks, codings of
several users in one selection, codings of a whole source. What has no place here is counted and said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from advisories.text.reading import clean
from coding.dataset.imported_metadata import Value
from coding.formats.refi_qda.archive import Archive
from coding.formats.refi_qda.notes import MOST, Note, Notes, links_of
from coding.formats.refi_qda.offsets import DOUBTFUL, MOVED, STANDARD, OffsetConvention, by_words, choose
from coding.formats.refi_qda.remarks import ImportRemarks, once_each
from coding.formats.refi_qda.texts import Text, raw_text, texts_of
from coding.formats.refi_qda.users import Users
from coding.formats.refi_qda.variables import Values
from coding.formats.refi_qda.write_codebook import ORIGIN
from coding.formats.refi_qda.xml import (
    LONGEST_WORDS,
    ReadCode,
    children,
    guid_of,
    parsed,
    read_codes,
    refs,
    tag,
    text_of,
)

LONGEST_NAME = 200
OTHERWISE = {
    MOVED: "moved to the words that it is named by, which its positions miss",
    DOUBTFUL: "with other words than those it is named by, kept where its positions say",
}
OUTSIDE = "empty or outside of its text: codes kept for the whole text"


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
    """One text with its codings; `notes` are (GUID of the user, words)."""

    guid: str
    name: str
    text: str
    memo: str
    values: tuple[Value, ...] = ()
    spans: list[ReadSpan] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class ReadProject:
    """A project; `tally` counts what was changed or skipped."""

    name: str
    description: str
    origin: str
    tally: ImportRemarks
    users: Users
    codes: list[ReadCode]
    sources: list[ReadSource] = field(default_factory=list)

    @property
    def remarks(self) -> list[str]:
        return self.tally.sentences()


def read_project(content: bytes) -> ReadProject:
    """The project in a `.qdpx` file.

    Raises
    ------
    NotRefi
        If it is no zip, holds no single `.qde` at its top, or a member that goes beyond a limit.
    """
    archive = Archive(content)
    root, tally = parsed(archive.project(), "Project"), ImportRemarks()
    project = ReadProject(
        name=" ".join(root.get("name", "").split()),
        description=text_of(root, "Description").strip(),
        origin=root.get("origin", ""),
        tally=tally,
        users=Users(root, tally),
        codes=[code for book in children(root, "CodeBook") for code in read_codes(book)],
    )
    notes = notes_of(root, archive, project)
    values = Values(root, project.tally)
    texts = list(texts_of(root, archive, project.tally))
    readings = choose(
        [(text.offsets, text.offsets.best([row for _, row in text.selections])) for text in texts],
        origin=project.origin,
    )
    names = once_each((text.name for text in texts), LONGEST_NAME)
    for text, reading, name in zip(texts, readings, names, strict=True):
        project.sources.append(_source(project, text, reading, notes))
        project.sources[-1].name = name
        project.sources[-1].values = values.of(text.element, text.name)
        tally.add("name", "of a text cut or numbered", text.name, name != text.name)
    project.codes = [_with_notes(code, notes) for code in project.codes]
    project.tally.add("note", "on nothing that was read, left out", count=notes.left)
    _left_out(root, project.tally)
    return project


def notes_of(root: etree._Element, archive: Archive, project: ReadProject) -> Notes:
    found: dict[str, Note] = {}
    for holder in children(root, "Notes"):
        for element in children(holder, "Note"):
            name = " ".join(element.get("name", "").split())
            project.tally.add("coding", "of notes left out", name, sum(1 for _ in element.iter("{*}Coding")))
            words = (raw_text(element, archive) or ("", False))[0] or text_of(element, "Description")
            words = clean(words[: 2 * LONGEST_WORDS]).strip()
            said = f"{name}: {words}" if name and words and not words.startswith(name) else words or name
            guid = guid_of(element.get("guid")) or f"unnamed {len(found)}"
            found[guid] = Note(guid_of(element.get("creatingUser")), said)
    links, others = links_of(root, found)
    project.tally.add("link", "left out", count=others)
    return Notes(found, project.users.names, links)


def _source(project: ReadProject, found: Text, reading: OffsetConvention, notes: Notes) -> ReadSource:
    tally, text = project.tally, found.offsets.text
    if reading != STANDARD:
        tally.add("text", f"in which positions count {_in_words(reading)}, as its selections show", found.name)
    source = ReadSource(
        guid_of(found.element.get("guid")), found.name, text, text_of(found.element, "Description").strip()
    )
    owner = guid_of(found.element.get("creatingUser"))
    spans = _Spans(project, notes, found.name, len(text))
    places = by_words(found.offsets, [row for _, row in found.selections], reading)
    for (element, _), (place, how) in zip(found.selections, places, strict=True):
        tally.add("selection", OTHERWISE[how] if how else "", found.name, bool(how))
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


def _in_words(reading: OffsetConvention) -> str:
    ways = (
        (reading.line_ends_as_one, "an end of line as one sign"),
        (reading.line_ends_as_two, "an end of line as two signs"),
        (reading.utf16, "in UTF-16 units"),
        (reading.mark, "a byte-order mark"),
    )
    return " and ".join(words for holds, words in ways if holds)


class _Spans:
    """Makes spans of the codings in an element, with their memos."""

    def __init__(self, project: ReadProject, notes: Notes, source: str, length: int) -> None:
        self.tally, self.users, self.notes, self.source = project.tally, project.users, notes, source
        self.codes = {code.guid for code in project.codes}
        self.all = (0, length)

    def of(
        self, element: etree._Element, place: tuple[int, int], by: str, *, described: bool = True
    ) -> Iterator[ReadSpan]:
        memo = text_of(element, "Description").strip() if described else ""
        own_notes = self.notes.on(element) if described else ()
        at, (start, end), given = element.get("creationDateTime", ""), place, False
        # Some programs leave the coding out between a selection and its code.
        bare = [element] if refs(element, "CodeRef") else []
        for coding in (*children(element, "Coding"), *bare):
            codes = [code for code in refs(coding, "CodeRef") if code in self.codes]
            if not codes:
                self.tally.add("coding", "left out: its code is not in the file", self.source)
                continue
            given = True
            user = self.users.of(guid_of(coding.get("creatingUser")) or by, self.source)
            tied = dict.fromkeys((*own_notes, *self.notes.on(coding)))
            said = _filled(memo, *self.notes.words(tied, user))
            for code in codes:
                yield ReadSpan(user, code, start, end, said, coding.get("creationDateTime", at))
        if not given and described and (said := _filled(memo, *self.notes.words(own_notes, by))):
            self.tally.add("comment", "on words without a code: kept without the place", self.source, place != self.all)
            yield ReadSpan(self.users.of(by, self.source), "", start, end, said, at)


def _filled(*words: str) -> tuple[str, ...]:
    return tuple(filter(None, words))


def _with_notes(code: ReadCode, notes: Notes) -> ReadCode:
    tied = dict.fromkeys((*code.notes, *notes.links.get(code.guid, ())))
    words = notes.words([guid for guid in tied if guid in notes.notes][:MOST])
    return replace(code, description="\n".join(filter(None, [code.description, *words])))


def _left_out(root: etree._Element, tally: ImportRemarks) -> None:
    # The one set of our own files is the round, which is all of the texts.
    for holder, noun in (("Graphs", "graph"), *([("Sets", "set")] if root.get("origin") != ORIGIN else [])):
        tally.add(noun, "left out", count=sum(bool(tag(row)) for found in children(root, holder) for row in found))
