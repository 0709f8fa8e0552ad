"""Who coded: the users that a REFI-QDA project lists, and those that only its codings know."""

from __future__ import annotations

from itertools import count

from lxml import etree

from coding.formats.refi_qda.remarks import ImportRemarks, once_each
from coding.formats.refi_qda.xml import children, guid_of

UNKNOWN = "unknown user"
LONGEST_NAME = 150


class Users:
    """GUID → name, no name twice: two people who are called alike are two raters."""

    def __init__(self, root: etree._Element, tally: ImportRemarks) -> None:
        self.tally = tally
        found: dict[str, str] = {}
        for holder in children(root, "Users"):
            for user in children(holder, "User"):
                name = " ".join((user.get("name") or user.get("id") or "").split()) or "unnamed user"
                guid = guid_of(user.get("guid")) or f"user {len(found)}"  # to whom no coding points
                if guid in found:
                    tally.add("user", "left out: another has the same identifier", name)
                else:
                    found[guid] = name
        names = once_each(found.values(), LONGEST_NAME)
        self.names = dict(zip(found, names, strict=True))
        for whole, name in zip(found.values(), names, strict=True):
            tally.add("name", "of a user cut or numbered", name, whole != name)
        self.taken = set(names)
        self.unknown: set[str] = set()

    def of(self, guid: str, source: str) -> str:
        """The GUID of a coding's user, who gets a name if the file has none."""
        if guid not in self.names:
            numbered = (UNKNOWN if number == 1 else f"{UNKNOWN} ({number})" for number in count(len(self.unknown) + 1))
            self.names[guid] = next(name for name in numbered if name not in self.taken)
            self.taken.add(self.names[guid])
            self.unknown.add(guid)
        if guid in self.unknown:
            self.tally.add("coding", f"without a user of the file: kept under “{UNKNOWN}”", source)
        return guid
