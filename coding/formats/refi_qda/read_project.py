"""Reader of REFI-QDA projects (`.qdpx`): texts, users, codes, and codings of passages by users.

It also reads what real files have: other names of the XML or the folder, CR LF in texts, byte-order marks, codings of
several users in one selection, codings of a whole source. What cannot be imported is counted in remarks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from advisories.text.reading import clean
from coding.dataset import limits
from coding.dataset.imported_metadata import Value
from coding.formats.refi_qda.archive import Archive
from coding.formats.refi_qda.notes import MOST, Note, Notes, links_of
from coding.formats.refi_qda.offsets import DOUBTFUL, MOVED, STANDARD, OffsetConvention, choose_conventions, locate
from coding.formats.refi_qda.remarks import ImportRemarks, once_each
from coding.formats.refi_qda.texts import Text, raw_text, texts_of
from coding.formats.refi_qda.users import Users
from coding.formats.refi_qda.variables import Values
from coding.formats.refi_qda.write_codebook import ORIGIN
from coding.formats.refi_qda.xml import (
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
CORRECTIONS = {
    MOVED: "moved to the words in its name, which its positions miss",
    DOUBTFUL: "whose name quotes other words, left at its positions",
}
OUTSIDE = "empty or outside its text: codes applied to the whole text"


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """A coded passage, [start, end) in code points of the source's text; the code and the user are GUIDs."""

    user: str
    code: str  # "" if the passage has only a memo
    start: int
    end: int
    memos: tuple[str, ...]  # one tuple shared by all spans with these memos
    at: str

    @property
    def memo(self) -> str:
        return "\n".join(self.memos)


@dataclass(slots=True)
class ReadSource:
    """One text with its codings; `notes` are (GUID of the user, text)."""

    guid: str
    name: str
    text: str
    memo: str
    values: tuple[Value, ...] = ()
    spans: list[ReadSpan] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class ReadProject:
    """A project; `tally` counts what was changed or left out."""

    name: str
    description: str
    origin: str
    tally: ImportRemarks
    users: Users
    codes: list[ReadCode]
    sources: list[ReadSource] = field(default_factory=list)
    copy_of: dict[str, int] = field(default_factory=dict)  # GUID of a user -> the copy that the user is from
    coded_in: dict[str, set[int]] = field(default_factory=dict)  # GUID of a user -> the copies that have their codes

    @property
    def remarks(self) -> list[str]:
        return self.tally.sentences()


def read_project(content: bytes) -> ReadProject:
    """Return the contents of a `.qdpx` file.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    ReadProject
        Positions are code points of the cleaned texts.

    Raises
    ------
    NotRefi
        If the file is not a zip archive, does not have exactly one `.qde` at its top level, or exceeds a limit.

    References
    ----------
    REFI-QDA Standard 1.5 (2019). https://www.qdasoftware.org

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> from coding.formats.refi_qda.write_project import study_qdpx
    >>> from coding.results.derive import derive
    >>> project = read_project(b"".join(study_qdpx(derive(example_dataset()))))
    >>> len(project.sources), [code.name for code in project.codes]
    (3, ['leak', 'outage'])
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
    conventions = choose_conventions(
        [(text.offsets, text.offsets.best_conventions([row for _, row in text.selections])) for text in texts],
        origin=project.origin,
    )
    names = once_each((text.name for text in texts), LONGEST_NAME)
    for text, convention, name in zip(texts, conventions, names, strict=True):
        project.sources.append(_source(project, text, convention, notes))
        project.sources[-1].name = name
        project.sources[-1].values = values.of(text.element, text.name)
        tally.add("name", "of a text cut or numbered", text.name, name != text.name)
    project.codes = [_with_notes(code, notes) for code in project.codes]
    project.tally.add("note", "on elements that were not read, left out", count=notes.unused_count)
    _left_out(root, project.tally)
    return project


def notes_of(root: etree._Element, archive: Archive, project: ReadProject) -> Notes:
    """Return the notes of a project, and count their codings and other links as left out.

    Parameters
    ----------
    root : lxml element
        Root of the project.
    archive : Archive
    project : ReadProject
        Its `tally` counts what is left out.

    Returns
    -------
    Notes
    """
    notes: dict[str, Note] = {}
    for holder in children(root, "Notes"):
        for element in children(holder, "Note"):
            name = " ".join(element.get("name", "").split())
            project.tally.add("coding", "of notes left out", name, sum(1 for _ in element.iter("{*}Coding")))
            words = (raw_text(element, archive) or ("", False))[0] or text_of(element, "Description")
            words = clean(words[: 2 * limits.TEXT]).strip()
            combined = f"{name}: {words}" if name and words and not words.startswith(name) else words or name
            guid = guid_of(element.get("guid")) or f"unnamed {len(notes)}"
            notes[guid] = Note(guid_of(element.get("creatingUser")), combined)
    links, others = links_of(root, notes)
    project.tally.add("link", "left out", count=others)
    return Notes(notes, project.users.names, links)


def _source(project: ReadProject, text: Text, convention: OffsetConvention, notes: Notes) -> ReadSource:
    tally, content = project.tally, text.offsets.text
    if convention != STANDARD:
        tally.add("text", f"whose positions count {_described(convention)}, as its selections show", text.name)
    source = ReadSource(
        guid_of(text.element.get("guid")), text.name, content, text_of(text.element, "Description").strip()
    )
    owner = guid_of(text.element.get("creatingUser"))
    spans = _Spans(project, notes, text.name, len(content))
    located = locate(text.offsets, [row for _, row in text.selections], convention)
    for (element, _), (span, correction) in zip(text.selections, located, strict=True):
        tally.add("selection", CORRECTIONS[correction] if correction else "", text.name, bool(correction))
        if span is None:
            coded = next(children(element, "Coding"), None) is not None
            tally.add("selection", OUTSIDE if coded else "empty or outside its text", text.name)
        source.spans += spans.of(element, span or (0, len(content)), guid_of(element.get("creatingUser")) or owner)
    elements = [text.holder] if text.holder is text.element else [text.holder, text.element]
    elements += list(children(text.element, "PDFSelection"))
    for element in elements:
        by = guid_of(element.get("creatingUser")) or owner
        source.spans += [row for row in spans.of(element, (0, len(content)), by, described=False) if row.code]
    source.notes = [
        (notes.notes[guid].user, notes.notes[guid].words) for guid in notes.on(text.element) if guid not in notes.used
    ]
    notes.used |= set(notes.on(text.element))  # `outline` counts those that no coding takes
    return source


def _described(convention: OffsetConvention) -> str:
    parts = (
        (convention.line_ends_as_one, "a line end as one character"),
        (convention.line_ends_as_two, "a line end as two characters"),
        (convention.utf16, "UTF-16 units"),
        (convention.mark, "a byte-order mark"),
    )
    return " and ".join(words for applies, words in parts if applies)


class _Spans:
    """Builds spans from the codings in an element, with their memos."""

    def __init__(self, project: ReadProject, notes: Notes, source: str, length: int) -> None:
        self.tally, self.users, self.notes, self.source = project.tally, project.users, notes, source
        self.codes = {code.guid for code in project.codes}
        self.all = (0, length)

    def of(
        self, element: etree._Element, position: tuple[int, int], by: str, *, described: bool = True
    ) -> Iterator[ReadSpan]:
        memo = text_of(element, "Description").strip() if described else ""
        own_notes = self.notes.on(element) if described else ()
        at, (start, end) = element.get("creationDateTime", ""), position
        coded: list[tuple[etree._Element, list[str], str]] = []
        # Some programs omit the coding between a selection and its code.
        bare = [element] if refs(element, "CodeRef") else []
        for coding in (*children(element, "Coding"), *bare):
            codes = [code for code in refs(coding, "CodeRef") if code in self.codes]
            if codes:
                coded.append((coding, codes, self.users.of(guid_of(coding.get("creatingUser")) or by, self.source)))
            else:
                self.tally.add("coding", "left out: its code is not in the file", self.source)
        memo_of = _memos(memo, guid_of(element.get("creatingUser")), [user for _, _, user in coded])
        if len({user for _, _, user in coded}) > 1:
            # It may be of any of them, so it is nobody's.
            unsigned = [guid for guid in own_notes if guid in self.notes.without_author]
            own_notes = tuple(guid for guid in own_notes if guid not in unsigned)
            self.notes.used.update(unsigned)
            count = len(unsigned) + bool(memo and not memo_of)
            self.tally.add("memo", "without an author on a passage that several coded, left out", self.source, count)
        for coding, codes, user in coded:
            notes = dict.fromkeys((*own_notes, *self.notes.on(coding)))
            memos = _filled(memo_of.pop(user, ""), *self.notes.words(notes, user))
            for code in codes:
                yield ReadSpan(user, code, start, end, memos, coding.get("creationDateTime", at))
        for author, text in memo_of.items():  # of a user who coded nothing here
            yield ReadSpan(self.users.of(author, self.source), "", start, end, (text,), at)
        if not coded and described and (memos := _filled(memo, *self.notes.words(own_notes, by))):
            remark = "on a passage without a code: stored without the passage"
            self.tally.add("comment", remark, self.source, position != self.all)
            yield ReadSpan(self.users.of(by, self.source), "", start, end, memos, at)


def _memos(memo: str, author: str, users: Sequence[str]) -> dict[str, str]:
    """Return user -> the memo of a selection that these users coded: its author's, else that of the only user."""
    if not memo or not users:
        return {}
    if author:
        return {author: memo}
    return {users[0]: memo} if len(set(users)) == 1 else {}


def _filled(*words: str) -> tuple[str, ...]:
    return tuple(filter(None, words))


def _with_notes(code: ReadCode, notes: Notes) -> ReadCode:
    guids = dict.fromkeys((*code.notes, *notes.links.get(code.guid, ())))
    words = notes.words([guid for guid in guids if guid in notes.notes][:MOST])
    return replace(code, description="\n".join(filter(None, [code.description, *words])))


def _left_out(root: etree._Element, tally: ImportRemarks) -> None:
    # The only set of our own files is the round, which has all texts.
    for name, noun in (("Graphs", "graph"), *([("Sets", "set")] if root.get("origin") != ORIGIN else [])):
        tally.add(noun, "left out", count=sum(bool(tag(row)) for holder in children(root, name) for row in holder))
