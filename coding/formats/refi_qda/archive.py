"""The zip archive of a REFI-QDA project. It may be hostile: only requested members are unpacked, in memory."""

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
SMALL = 1 << 16  # bytes; a smaller member is harmless whatever its compression ratio
# Other methods may need a dictionary of up to 4 GiB for the first byte.
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_INSIDE = re.compile(r"internal:[\\/]*", re.IGNORECASE)
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[\\/]")  # a scheme, a drive, an absolute path


class Archive:
    """The members of a `.qdpx` file by name.

    Raises
    ------
    NotRefi
        If it is not a zip archive, or a member's path leads outside it, or a member is a link, is encrypted, occurs
        twice or exceeds a limit.
    """

    def __init__(self, content: bytes) -> None:
        self.total = 0
        self.top: dict[str, zipfile.ZipInfo] = {}
        self.sources: dict[str, zipfile.ZipInfo] = {}
        if content.lstrip()[:1] == b"<":
            raise NotRefi(
                "This is XML, but a project (.qdpx) is a zip archive. Import a codebook (.qdc) under “Codebook”."
            )
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except (*BROKEN, OSError, IndexError) as error:
            raise NotRefi(f"Not a .qdpx file, which is a zip archive: {_one_line(error)}.") from None
        members = [member for member in self.zip.infolist() if not member.is_dir()]
        if len(members) > LIMITS.files:
            raise NotRefi(f"The file has more than {LIMITS.files:,} members.")
        for member in members:
            self._add(member)

    def _add(self, member: zipfile.ZipInfo) -> None:
        name = member.filename.replace("\\", "/")
        shown = repr(member.filename[:60])
        if name.startswith("/") or re.match("[A-Za-z]:", name) or ".." in name.split("/"):
            raise NotRefi(f"The path of the member {shown} leads outside the archive.")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise NotRefi(f"The member {shown} is a link.")
        if member.flag_bits & 1:
            raise NotRefi(f"The member {shown} is encrypted.")
        folder, _, last = name.rpartition("/")
        if last.startswith("."):  # added by macOS
            return
        members = self.sources if folder.casefold() == "sources" else self.top
        key = _key(last if members is self.sources else name)
        if key in members:
            raise NotRefi(f"The file has the member {shown} twice.")
        members[key] = member

    def project(self) -> bytes:
        """Return the XML, the only `.qde` at the top level; raise `NotRefi` if there is not exactly one."""
        names = [name for name in self.top if "/" not in name and name.endswith(".qde")]
        if len(names) != 1:
            raise NotRefi(f"A project file has one .qde at its top level, but this file has {len(names)}.")
        return self._read(self.top[names[0]])

    def text(self, path: str) -> bytes | None:
        """Return the content of the member that a path of the XML names, None if it is not in this archive."""
        if is_external(path):
            return None
        folder, _, last = _INSIDE.sub("", path, count=1).replace("\\", "/").rpartition("/")
        folders = [self.sources, self.top] if folder.casefold() in {"", "sources"} else [self.top]
        prefix = "" if len(folders) > 1 else f"{folder}/"
        for name in (last, unquote(last)):
            for members in folders:
                if member := members.get(_key(prefix + name)):
                    return self._read(member)
        return None

    def _read(self, member: zipfile.ZipInfo) -> bytes:
        shown = repr(member.filename[:60])
        if member.compress_type not in _COMPRESSIONS:
            raise NotRefi(f"The member {shown} has an unsupported compression method. Use deflate.")
        try:
            # Sizes in the directory may be wrong, so the bytes that are read count.
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


def is_external(path: str) -> bool:
    """Return whether a path of the XML names a file outside the archive.

    Parameters
    ----------
    path : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_external("internal://text.txt"), is_external("relative://../text.txt")
    (False, True)
    """
    return bool(_OUTSIDE.match(_INSIDE.sub("", path, count=1)))


def _key(name: str) -> str:
    """Return a name for comparison, without case and with accents in one form."""
    return unicodedata.normalize("NFC", name).casefold()


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__
