"""Notes of a REFI-QDA project: texts of their own, which codings, codes and sources point to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from coding.importers.refi_xml import children, guid_of, refs


@dataclass(frozen=True, slots=True)
class Note:
    """One note; `user` is the GUID of who wrote it, or ""."""

    user: str
    words: str


class Notes:
    """The notes of a project by GUID, and which of them found a place."""

    def __init__(
        self, notes: Mapping[str, Note], users: Mapping[str, str], links: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.notes, self.users, self.links = notes, users, links
        self.kept: set[str] = set()

    def on(self, element: etree._Element) -> tuple[str, ...]:
        """GUIDs of the notes that the element points to, or that a link ties to it."""
        tied = self.links.get(guid_of(element.get("guid")), ()) if element.get("guid") else ()
        return tuple(guid for guid in dict.fromkeys((*refs(element, "NoteRef"), *tied)) if guid in self.notes)

    def words(self, guids: Iterable[str], reader: str = "") -> list[str]:
        """What these notes say; those of another than `reader` with who wrote them."""
        found = []
        for guid in guids:
            note = self.notes[guid]
            self.kept.add(guid)
            by = self.users.get(note.user, "") if note.user != reader else ""
            found.append(f"{by}: {note.words}" if by else note.words)
        return [words for words in found if words]

    @property
    def left(self) -> int:
        return len(self.notes) - len(self.kept)


def links_of(root: etree._Element, notes: Iterable[str]) -> tuple[dict[str, tuple[str, ...]], int]:
    """What links tie to notes: GUID → GUIDs of notes; and how many links tie other things."""
    known, found, others = set(notes), dict[str, tuple[str, ...]](), 0
    for holder in children(root, "Links"):
        for link in children(holder, "Link"):
            ends = [guid_of(link.get("originGUID")), guid_of(link.get("targetGUID"))]
            tied = [(note, other) for note, other in (ends, ends[::-1]) if note in known and other not in known]
            for note, other in tied:
                found[other] = (*found.get(other, ()), note)
            others += not tied
    return found, others
