"""Users of a REFI-QDA project: those that it lists, and those that only its codings refer to."""

from __future__ import annotations

from itertools import count

from lxml import etree

from coding.dataset import limits
from coding.formats.refi_qda.remarks import ImportRemarks, once_each
from coding.formats.refi_qda.xml import children, guid_of

UNKNOWN = "unknown user"


class Users:
    """Names of users by GUID. No name occurs twice: two users with the same name are two raters."""

    def __init__(self, root: etree._Element, tally: ImportRemarks) -> None:
        self.tally = tally
        listed: dict[str, str] = {}
        for holder in children(root, "Users"):
            for user in children(holder, "User"):
                name = " ".join((user.get("name") or user.get("id") or "").split()) or "unnamed user"
                guid = guid_of(user.get("guid")) or f"user {len(listed)}"  # no coding can refer to it
                if guid in listed:
                    tally.add("user", "left out: another user has the same identifier", name)
                else:
                    listed[guid] = name
        names = once_each(listed.values(), limits.NAME)
        self.names = dict(zip(listed, names, strict=True))
        for full_name, name in zip(listed.values(), names, strict=True):
            tally.add("name", "of a user cut or numbered", name, full_name != name)
        self.used_names = set(names)
        self.unknown: set[str] = set()

    def of(self, guid: str, source: str) -> str:
        """Return the GUID of a coding's user, and name the user if the file does not."""
        if guid not in self.names:
            numbered = (UNKNOWN if number == 1 else f"{UNKNOWN} ({number})" for number in count(len(self.unknown) + 1))
            self.names[guid] = next(name for name in numbered if name not in self.used_names)
            self.used_names.add(self.names[guid])
            self.unknown.add(guid)
        if guid in self.unknown:
            self.tally.add("coding", f"without a known user: stored under “{UNKNOWN}”", source)
        return guid
