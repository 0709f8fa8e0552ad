"""Notes of a REFI-QDA project: separate texts to which codings, codes and sources refer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from coding.formats.refi_qda.users import UNKNOWN
from coding.formats.refi_qda.xml import children, guid_of, refs

MOST = 50  # notes on one element


@dataclass(frozen=True, slots=True)
class Note:
    """One note; `user` is the GUID of its author, or ""."""

    user: str
    words: str


class Notes:
    """The notes of a project by GUID, and which of them were used."""

    def __init__(self, notes: Mapping[str, Note], users: Mapping[str, str], links: Mapping[str, list[str]]) -> None:
        self.notes, self.users, self.links = notes, users, links
        self.used: set[str] = set()
        # Built once: however many codings point to a note, its text is in memory at most twice.
        self.signed = {
            guid: f"{users[note.user]}: {note.words}" if note.user in users else note.words
            for guid, note in notes.items()
        }
        self.without_author = {
            guid: f"{UNKNOWN}: {note.words}" for guid, note in notes.items() if note.user not in users
        }

    def on(self, element: etree._Element) -> tuple[str, ...]:
        """Return the GUIDs of the notes to which the element refers, or which a link attaches to it."""
        linked = self.links.get(guid_of(element.get("guid")), ()) if element.get("guid") else ()
        return tuple(g for g in dict.fromkeys((*refs(element, "NoteRef"), *linked)) if g in self.notes)[:MOST]

    def words(self, guids: Iterable[str], reader: str = "") -> list[str]:
        """Return the texts of these notes, with the author's name unless it is `reader`, and count them as used.

        Without a `reader`, the notes of unknown users have no name.
        """
        guids = [guid for guid in guids if self.notes[guid].words]
        self.used.update(guids)
        return [self.notes[g].words if self.notes[g].user == reader else self._signed(g, reader) for g in guids]

    def _signed(self, guid: str, reader: str) -> str:
        return self.without_author.get(guid, self.signed[guid]) if reader else self.signed[guid]

    @property
    def unused_count(self) -> int:
        """Number of notes on no element that was read."""
        return len(self.notes) - len(self.used)


def links_of(root: etree._Element, notes: Iterable[str]) -> tuple[dict[str, list[str]], int]:
    """Return the notes that links attach to elements, and the number of other links.

    Parameters
    ----------
    root : lxml element
        Root of the project.
    notes : iterable of str
        GUIDs of the notes.

    Returns
    -------
    dict of str to list of str
        GUID of the element -> GUIDs of its notes, at most `MOST`.
    int
        Number of links that attach no note.

    Examples
    --------
    >>> link = '<Link originGUID="n" targetGUID="s"/>'
    >>> links_of(etree.fromstring(f"<Project><Links>{link}</Links></Project>"), ["n"])
    ({'s': ['n']}, 0)
    """
    known, notes_of, others = set(notes), dict[str, list[str]](), 0
    for holder in children(root, "Links"):
        for link in children(holder, "Link"):
            ends = [guid_of(link.get("originGUID")), guid_of(link.get("targetGUID"))]
            linked = [(note, element) for note, element in (ends, ends[::-1]) if note in known and element not in known]
            for note, element in linked:
                if len(notes_of.setdefault(element, [])) < MOST:
                    notes_of[element].append(note)
            others += not linked
    return notes_of, others
