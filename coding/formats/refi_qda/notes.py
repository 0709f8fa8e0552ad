"""Notes of a REFI-QDA project: texts of their own, which codings, codes and sources point to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from coding.formats.refi_qda.xml import children, guid_of, refs

MOST = 50  # notes on one thing


@dataclass(frozen=True, slots=True)
class Note:
    """One note; `user` is the GUID of who wrote it, or ""."""

    user: str
    words: str


class Notes:
    """The notes of a project by GUID, and which of them found a place."""

    def __init__(self, notes: Mapping[str, Note], users: Mapping[str, str], links: Mapping[str, list[str]]) -> None:
        self.notes, self.users, self.links = notes, users, links
        self.kept: set[str] = set()
        # Made once each: however many codings point to a note, its words are in memory twice at most.
        self.signed = {
            guid: f"{users[note.user]}: {note.words}" if note.user in users else note.words
            for guid, note in notes.items()
        }

    def on(self, element: etree._Element) -> tuple[str, ...]:
        """GUIDs of the notes that the element points to, or that a link ties to it."""
        tied = self.links.get(guid_of(element.get("guid")), ()) if element.get("guid") else ()
        return tuple(g for g in dict.fromkeys((*refs(element, "NoteRef"), *tied)) if g in self.notes)[:MOST]

    def words(self, guids: Iterable[str], reader: str = "") -> list[str]:
        """What these notes say; those of another than `reader` with who wrote them."""
        guids = [guid for guid in guids if self.notes[guid].words]
        self.kept.update(guids)
        return [self.notes[g].words if self.notes[g].user == reader else self.signed[g] for g in guids]

    @property
    def left(self) -> int:
        return len(self.notes) - len(self.kept)


def links_of(root: etree._Element, notes: Iterable[str]) -> tuple[dict[str, list[str]], int]:
    """What links tie to notes: GUID → GUIDs of notes; and how many links tie other things."""
    known, found, others = set(notes), dict[str, list[str]](), 0
    for holder in children(root, "Links"):
        for link in children(holder, "Link"):
            ends = [guid_of(link.get("originGUID")), guid_of(link.get("targetGUID"))]
            tied = [(note, other) for note, other in (ends, ends[::-1]) if note in known and other not in known]
            for note, other in tied:
                if len(found.setdefault(other, [])) < MOST:
                    found[other].append(note)
            others += not tied
    return found, others
