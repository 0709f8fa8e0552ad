"""Archives of projects: zip and tar.gz, of a clone, of a bare repository, or of files.

Archives are untrusted. Of a git folder only refs and objects are unpacked, under names that we choose.
"""

from __future__ import annotations

import contextlib
import gzip
import re
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Literal

from advisories.inspection.facts import Entry
from advisories.inspection.findings import Problem
from advisories.inspection.git_calls import NotInspected
from advisories.inspection.private_folder import HASH
from advisories.inspection.shown_names import shown
from advisories.inspection.texts import TEXT_BYTES
from advisories.sources.archives import BROKEN, LimitedStream, LimitExceeded, Limits, rejection_reason

PACK_BYTES: Final = 1 << 30  # of a pack or its index
REFS_BYTES: Final = 64 << 20  # of `packed-refs`
OBJECT_BYTES: Final = 10 << 20  # of a loose object or another file
NAMES_BYTES: Final = 100 << 20  # of all names of members
HEADER_BYTES: Final = 1 << 20  # of a name or of other facts that a tar archive writes before a member
UNPACKED_FREELY: Final = 64 << 20  # bytes of any archive, however small the archive is
LIMITS: Final = Limits()
CHUNK: Final = 1 << 20
HEADERS: Final = frozenset(
    (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
)
TAR_ERRORS: Final = (tarfile.TarError, zlib.error, EOFError, ValueError, OSError)

# What is unpacked of a git folder, with the limit of its size. `config` is read as text; git never sees it.
GIT_MEMBERS: Final = (
    (re.compile(r"HEAD|config|shallow|refs/.+"), OBJECT_BYTES),
    (re.compile(r"packed-refs"), REFS_BYTES),
    (re.compile(r"objects/[0-9a-f]{2}/[0-9a-f]{38}([0-9a-f]{24})?"), OBJECT_BYTES),
    (re.compile(r"objects/pack/[A-Za-z0-9._-]+\.(pack|idx)"), PACK_BYTES),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive; `key` is what the archive finds it by."""

    name: bytes
    key: Any
    kind: Literal["file", "link"]
    size: int


class Archive:
    """A zip or tar archive: its members, and the contents of some of them.

    Parameters
    ----------
    path : the file.
    limits : how much is read.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path, self.limits = path, limits
        self.problems: list[Problem] = []
        self.commit: str | None = None
        size = path.stat().st_size
        self.most = min(limits.unpacked_bytes, max(size * limits.ratio, UNPACKED_FREELY))
        self.members: list[Member] = []
        names_bytes = 0
        for member in self._members():
            if len(self.members) >= limits.files:
                raise LimitExceeded(f"The archive contains more than {limits.files:,} files.")
            names_bytes += len(member.name)
            if names_bytes > NAMES_BYTES:
                raise LimitExceeded(f"The names in the archive have more than {NAMES_BYTES:,} bytes.")
            self.members.append(member)

    def _members(self) -> Iterator[Member]:
        raise NotImplementedError

    def contents(self, keys: Sequence[Any]) -> Iterator[tuple[Any, IO[bytes] | None]]:
        """Yield key and open content of members, in any order; None where it is broken."""
        raise NotImplementedError

    def _accept(self, name: bytes) -> bytes | None:
        """Return the normalised name of a member; None if it is not read."""
        text = name.decode("utf-8", "surrogateescape")
        if rejection_reason(text):
            self.problems.append(Problem(shown(name), "Its path leads out of the archive, so it is not read."))
            return None
        parts = [part for part in name.split(b"/") if part not in {b"", b"."}]
        return b"/".join(parts) or None


class ZipArchive(Archive):
    """A zip archive."""

    def _members(self) -> Iterator[Member]:
        with zipfile.ZipFile(self.path) as archive:
            self.commit = _hash(archive.comment)
            for info in archive.infolist():
                raw = info.orig_filename if "\0" not in info.orig_filename else info.filename
                name = raw.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "surrogateescape")
                if b"/" not in name and info.create_system == 0:
                    name = name.replace(b"\\", b"/")  # as some programs of Windows write names
                if info.is_dir() or name.endswith(b"/") or (accepted := self._accept(name)) is None:
                    continue
                if info.flag_bits & 1:
                    self.problems.append(Problem(shown(accepted), "It is encrypted, so it is not read."))
                    continue
                link = stat.S_ISLNK(info.external_attr >> 16)
                yield Member(accepted, info, "link" if link else "file", info.file_size)

    def contents(self, keys: Sequence[Any]) -> Iterator[tuple[Any, IO[bytes] | None]]:
        """See `Archive`."""
        with zipfile.ZipFile(self.path) as archive:
            for key in keys:
                try:
                    with archive.open(key) as stream:
                        yield key, stream
                except (*BROKEN, KeyError):
                    yield key, None


class LimitedInfo(tarfile.TarInfo):
    """A header of a tar archive. tarfile holds names and facts of any length in memory; these have a limit."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in HEADERS and self.size > HEADER_BYTES:
            raise LimitExceeded(f"A header of the archive has {self.size:,} bytes; at most {HEADER_BYTES:,} are read.")
        member: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return member


class TarArchive(Archive):
    """A tar archive, packed by gzip or not. Each call reads it from the beginning."""

    @contextlib.contextmanager
    def _opened(self) -> Iterator[tarfile.TarFile]:
        with open(self.path, "rb") as stream:
            packed = stream.read(2) == b"\x1f\x8b"
            stream.seek(0)
            plain: Any = gzip.GzipFile(fileobj=stream) if packed else stream
            limited: Any = LimitedStream(plain, self.most)
            with tarfile.open(fileobj=limited, mode="r|", errorlevel=0, tarinfo=LimitedInfo) as archive:
                yield archive

    def _infos(self, archive: Any) -> Iterator[tuple[int, tarfile.TarInfo]]:
        for number, info in enumerate(archive):
            yield number, info
            archive.members = []  # tarfile stores every header it has read

    def _members(self) -> Iterator[Member]:
        with self._opened() as archive:
            for number, info in self._infos(archive):
                self.commit = self.commit or _hash(archive.pax_headers.get("comment", "").encode())
                name = info.name.encode("utf-8", "surrogateescape")
                if info.isdir() or (accepted := self._accept(name)) is None:
                    continue
                if not (info.isreg() or info.issym() or info.islnk()) or info.issparse():
                    self.problems.append(Problem(shown(accepted), "It is a device, a pipe or a sparse file: not read."))
                    continue
                yield Member(accepted, number, "file" if info.isreg() else "link", info.size)

    def contents(self, keys: Sequence[Any]) -> Iterator[tuple[Any, IO[bytes] | None]]:
        """See `Archive`."""
        wanted = set(keys)
        with self._opened() as archive:
            for number, info in self._infos(archive):
                if number in wanted:
                    yield number, archive.extractfile(info)


def _hash(text: bytes) -> str | None:
    """Return the commit that `git archive` writes into a comment; None if it is something else."""
    value = text.decode("ascii", "replace").strip()
    return value if HASH.fullmatch(value) else None


@contextlib.contextmanager
def opened_archive(
    path: Path, *, temporary: Path | None = None, limits: Limits = LIMITS
) -> Iterator[Path | ArchivedFiles]:
    """Yield the folder of an unpacked git folder, or the files of an archive without one.

    Parameters
    ----------
    path : the archive.
    temporary : folder for the unpacked git folder, which is removed at the end.
    limits : how much is read.

    Raises
    ------
    NotInspected
        If the file is no archive, broken, or exceeds a limit.
    """
    with contextlib.ExitStack() as stack:
        try:
            archive = _archive(path, limits)
            names = [member.name for member in archive.members]
            root = _root(names)
            git = _git_prefix(names, root)
            content: Path | ArchivedFiles
            if git is None:
                content = ArchivedFiles(archive, root)
            else:
                content = Path(stack.enter_context(_temporary_folder(temporary)))
                _unpack_git(archive, git, content / ".git")
        except LimitExceeded as error:
            raise NotInspected(f"{str(error)[:1].upper()}{str(error)[1:]}") from None
        except (*BROKEN, *TAR_ERRORS) as error:
            reason = f"The archive “{path.name}” is broken or cut off ({type(error).__name__})."
            raise NotInspected(reason) from None
        yield content


def _temporary_folder(parent: Path | None) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="intercoder-archive-", dir=parent)


def _archive(path: Path, limits: Limits) -> Archive:
    with open(path, "rb") as stream:
        head = stream.read(512)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZipArchive(path, limits)
    if head.startswith(b"\x1f\x8b") or head[257:262] == b"ustar":
        return TarArchive(path, limits)
    raise NotInspected(f"“{path.name}” is neither a folder nor a zip or tar.gz archive.")


def _root(names: Sequence[bytes]) -> bytes:
    """Return the folder that holds everything, with a slash; b"" if there is none."""
    tops = {name.partition(b"/")[0] for name in names}
    if len(tops) != 1 or any(b"/" not in name for name in names):
        return b""
    (top,) = tops
    return b"" if top.startswith(b".") or top in {b"refs", b"objects"} else top + b"/"


def _git_prefix(names: Sequence[bytes], root: bytes) -> bytes | None:
    """Return what the names of members of the git folder begin with; None if there is none."""
    prefix = root + b".git/"
    if any(name.startswith(prefix) for name in names):
        return prefix
    own = [name.removeprefix(root) for name in names]
    bare = b"HEAD" in own and any(name.startswith(b"objects/") for name in own)
    return root if bare and any(name.startswith(b"refs/") or name == b"packed-refs" for name in own) else None


def _unpack_git(archive: Archive, prefix: bytes, target: Path) -> None:
    """Unpack refs and objects of a git folder. Nothing else of it is written to the disk."""
    (target / "objects" / "pack").mkdir(parents=True)
    (target / "refs").mkdir()
    wanted: dict[Any, tuple[str, int]] = {}
    for member in archive.members:
        if not member.name.startswith(prefix) or member.kind != "file":
            continue
        name = member.name[len(prefix) :].decode("utf-8", "surrogateescape")
        for pattern, most in GIT_MEMBERS:
            if pattern.fullmatch(name):
                if member.size > most:
                    raise LimitExceeded(f"“{name}” has {member.size:,} bytes; at most {most:,} are accepted.")
                wanted[member.key] = (name, most)
    total = 0
    for key, stream in archive.contents(list(wanted)):
        name, most = wanted[key]
        if stream is None:
            continue  # what is missing is reported when it is read
        path = target / name
        with contextlib.suppress(FileExistsError, NotADirectoryError, IsADirectoryError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(path, "wb") as file:
                try:
                    total += _copy(stream, file, min(most, archive.most - total))
                except BROKEN:
                    file.truncate(0)


def _copy(stream: IO[bytes], file: IO[bytes], most: int) -> int:
    """Copy a member and return its size; sizes in the directory of an archive may be wrong."""
    total = 0
    while chunk := stream.read(CHUNK):
        total += len(chunk)
        if total > most:
            raise LimitExceeded("The archive unpacks to more than is accepted: a zip bomb.")
        file.write(chunk)
    return total


class ArchivedFiles:
    """The files of an archive without a git folder."""

    def __init__(self, archive: Archive, root: bytes) -> None:
        self.archive = archive
        self.commit = archive.commit
        self.problems = [*archive.problems]
        self.entries: dict[str, Entry] = {}
        self.keys: dict[str, Any] = {}
        for member in sorted(archive.members, key=lambda member: member.name):
            name = member.name.removeprefix(root)
            path = shown(name)
            if name == b".git":
                self.problems.append(Problem(path, "It leads to a git folder elsewhere, so there is no history."))
            elif b".git" not in name.split(b"/"):
                self.entries[path] = Entry(path, member.kind, member.size)
                if member.kind == "file":
                    self.keys[path] = member.key

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield path and content of some files, in the order of the archive."""
        path_of = {self.keys[path]: path for path in paths}
        for key, stream in self.archive.contents(list(path_of)):
            try:
                data = stream.read(TEXT_BYTES + 1) if stream is not None else None
            except BROKEN:
                data = None
            yield path_of[key], data if data is None or len(data) <= TEXT_BYTES else None
