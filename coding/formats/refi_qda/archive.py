"""The zip of a REFI-QDA project. It may be hostile: only requested members are unpacked, in memory."""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
from urllib.parse import unquote

from advisories.sources.archives import BROKEN, Limits
from coding.formats.refi_qda.xml import NotRefi

LIMITS = Limits(file_bytes=64 << 20, files=100_000, unpacked_bytes=128 << 20)
SMALL = 1 << 16  # bytes that no bomb fits into
# Others take a dictionary of up to 4 GiB before the first byte comes out.
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_INSIDE = re.compile(r"internal:[\\/]*", re.IGNORECASE)
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[\\/]")  # a scheme, a drive, an absolute path


class Archive:
    """The members of a `.qdpx` file by name.

    Raises
    ------
    NotRefi
        If it is no zip, or a member leads out of it, is a link, is encrypted, or goes beyond a limit.
    """

    def __init__(self, content: bytes) -> None:
        self.total = 0
        self.top: dict[str, zipfile.ZipInfo] = {}
        self.sources: dict[str, zipfile.ZipInfo] = {}
        if content.lstrip()[:1] == b"<":
            raise NotRefi("This is XML; a project (.qdpx) is a zip archive. A codebook (.qdc) goes to “Codebook”.")
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except (*BROKEN, OSError, IndexError) as error:
            raise NotRefi(f"This is no .qdpx file, which is a zip: {_one_line(error)}.") from None
        members = [member for member in self.zip.infolist() if not member.is_dir()]
        if len(members) > LIMITS.files:
            raise NotRefi(f"The file holds more than {LIMITS.files:,} members.")
        for member in members:
            self._take(member)

    def _take(self, member: zipfile.ZipInfo) -> None:
        name = member.filename.replace("\\", "/")
        shown = repr(member.filename[:60])
        if name.startswith("/") or re.match("[A-Za-z]:", name) or ".." in name.split("/"):
            raise NotRefi(f"The member {shown} leads out of the file.")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise NotRefi(f"The member {shown} is a link.")
        if member.flag_bits & 1:
            raise NotRefi(f"The member {shown} is encrypted.")
        folder, _, last = name.rpartition("/")
        if last.startswith("."):  # what macOS adds
            return
        place = self.sources if folder.casefold() == "sources" else self.top
        key = _key(last if place is self.sources else name)
        if key in place:
            raise NotRefi(f"The file holds the member {shown} twice.")
        place[key] = member

    def project(self) -> bytes:
        """The XML: the only `.qde` at the top, whatever it is called."""
        found = [name for name in self.top if "/" not in name and name.endswith(".qde")]
        if len(found) != 1:
            raise NotRefi(f"A project file holds one .qde at its top, this one has {len(found)}.")
        return self._read(self.top[found[0]])

    def text(self, path: str) -> bytes | None:
        """Return the member that a path of the XML names, None if it is not in this archive."""
        if lies_outside(path):
            return None
        folder, _, last = _INSIDE.sub("", path, count=1).replace("\\", "/").rpartition("/")
        known = [self.sources, self.top] if folder.casefold() in {"", "sources"} else [self.top]
        above = "" if len(known) > 1 else f"{folder}/"
        for name in (last, unquote(last)):
            for members in known:
                if member := members.get(_key(above + name)):
                    return self._read(member)
        return None

    def _read(self, member: zipfile.ZipInfo) -> bytes:
        shown = repr(member.filename[:60])
        if member.compress_type not in _PACKINGS:
            raise NotRefi(f"The member {shown} is packed in a way that is not read. Pack it with deflate.")
        try:
            # Sizes in the directory may lie: what is read counts.
            with self.zip.open(member) as stream:
                data = stream.read(LIMITS.file_bytes + 1)
        except (*BROKEN, OSError) as error:
            raise NotRefi(f"The member {shown} is broken: {_one_line(error)}.") from None
        self.total += len(data)
        if len(data) > LIMITS.file_bytes or self.total > LIMITS.unpacked_bytes:
            raise NotRefi(f"The member {shown} is too large.")
        if len(data) > LIMITS.ratio * max(member.compress_size, 1) and len(data) > SMALL:
            raise NotRefi(f"The member {shown} unpacks to more than {LIMITS.ratio} times its size.")
        return data


def lies_outside(path: str) -> bool:
    """Whether a path of the XML names a file beside the project file, or anywhere on its author's disk."""
    return bool(_OUTSIDE.match(_INSIDE.sub("", path, count=1)))


def _key(name: str) -> str:
    """Names are compared without case, and however their accents were put together."""
    return unicodedata.normalize("NFC", name).casefold()


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__
