"""Reads source files from files, folders, archives and NDJSON, within limits.

Archives are untrusted. Nothing is unpacked to disk, and a member whose path leads out of the archive is rejected.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Final

from advisories.records import Rejected, shorten_origin
from advisories.tables.workbooks import is_workbook

HEAD: Final = 1 << 16  # bytes from which the type of a file is recognised


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one import."""

    file_bytes: int = 10 << 20  # one file, one member, one line of NDJSON
    files: int = 500_000
    unpacked_bytes: int = 4 << 30  # of one archive
    ratio: int = 200  # unpacked to packed size; JSON packs to about a tenth


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of a file, and its origin, which is never an absolute path.

    `lines_of` is the origin of the NDJSON file of which the bytes are a line.
    """

    origin: str
    data: bytes
    lines_of: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "origin", shorten_origin(self.origin))


BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
Reader = Callable[..., Iterator["SourceFile | Rejected"]]


class LimitExceeded(Exception):
    """An archive exceeds a limit. The message is the reason of the rejection."""


def open_path(path: Path, *, name: str = "", limits: Limits = Limits()) -> Iterator[SourceFile | Rejected]:
    """Yield the files of `path`: itself, the files under it, or an archive's members.

    Parameters
    ----------
    path : an existing file or folder.
    name : the name for reports; by default the last part of the path.
    limits : how much is read.
    """
    name = name or path.resolve().name
    if not path.is_dir():
        yield from _file(str(path), name, limits)
        return
    top = os.path.realpath(path)  # unlike resolve(), it accepts a link to itself
    for count, file in enumerate(_walk(path), 1):
        origin = f"{name}/{file[len(str(path)) + 1 :]}"
        if count > limits.files:
            yield Rejected(name, f"the folder contains more than {limits.files:,} files; the rest was not read.")
            return
        if os.path.islink(file) and not Path(os.path.realpath(file)).is_relative_to(top):
            yield Rejected(origin, "this link leads out of the folder, so it is not followed.")
        else:
            yield from _file(file, origin, limits)


def _walk(top: Path) -> Iterator[str]:
    """Yield files in the order of their names, without hidden files and linked folders."""
    for folder, folders, files in os.walk(str(top)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (f"{folder}/{name}" for name in sorted(files) if not name.startswith("."))


def _file(path: str, origin: str, limits: Limits) -> Iterator[SourceFile | Rejected]:
    try:
        status = os.stat(path) if os.path.isfile(path) else None
        if status is None:  # reading a pipe may block, and a device may be endless
            yield Rejected(origin, "this is not a regular file.")
            return
        with open(path, "rb") as stream:
            yield from _members_or_file(stream, status.st_size, origin, limits)
    except OSError as error:
        yield Rejected(origin, f"the file cannot be read: {error.strerror or error}.")


def _members_or_file(stream: IO[bytes], size: int, origin: str, limits: Limits) -> Iterator[SourceFile | Rejected]:
    head = stream.read(HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if is_workbook(stream):
            stream.seek(0)
            whole = stream.read(limits.file_bytes + 1)
            large = len(whole) > limits.file_bytes
            yield Rejected(origin, _too_large(size, limits)) if large else SourceFile(origin, whole)
            return
        read: Reader = _zip
    elif head.startswith(b"\x1f\x8b") and _holds_a_text(head):
        read = partial(_gzip, size=size)
    elif head.startswith(b"\x1f\x8b") or head[257:262] == b"ustar":
        read = partial(_tar, size=size)
    elif _is_ndjson(head):
        read = _lines
    elif size > limits.file_bytes:
        yield Rejected(origin, _too_large(size, limits))
        return
    else:
        yield SourceFile(origin, head if len(head) < HEAD else head + stream.read(limits.file_bytes))
        return
    stream.seek(0)
    yield from read(stream, origin=origin, limits=limits)


def _zip(stream: IO[bytes], *, origin: str, limits: Limits) -> Iterator[SourceFile | Rejected]:
    total = 0
    try:
        with zipfile.ZipFile(stream) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > limits.files:
                raise LimitExceeded(f"the archive contains more than {limits.files:,} files.")
            for member in members:
                member_origin = f"{origin}/{member.filename}"
                if reason := rejection_reason(member.filename):
                    yield Rejected(member_origin, reason)
                elif stat.S_ISLNK(member.external_attr >> 16):
                    yield Rejected(member_origin, "links inside an archive are not followed.")
                elif member.flag_bits & 1:
                    yield Rejected(member_origin, "this member is encrypted. Unpack the archive and import the files.")
                elif not _hidden(member.filename):
                    # The sizes in the directory may be wrong, so the bytes read are counted.
                    try:
                        with archive.open(member) as content:
                            data = content.read(limits.file_bytes + 1)
                    except BROKEN as error:  # the other members may be intact
                        yield Rejected(member_origin, f"this member is broken: {error}.")
                        continue
                    total += len(data)
                    if total > limits.unpacked_bytes:
                        raise LimitExceeded(f"the archive unpacks to more than {limits.unpacked_bytes:,} bytes.")
                    if len(data) > limits.ratio * max(member.compress_size, 1):
                        reason = f"it unpacks to more than {limits.ratio} times its size: a zip bomb."
                        yield Rejected(member_origin, reason)
                    else:
                        yield from _member(member_origin, data, limits)
    except LimitExceeded as error:
        yield Rejected(origin, str(error))
    except (*BROKEN, OSError) as error:
        yield Rejected(origin, f"the zip archive is broken or cut off: {error}.")


def _holds_a_text(head: bytes) -> bool:
    """Return whether packed bytes begin a single text, not a tar archive, whose headers have NUL bytes."""
    try:
        begin = zlib.decompressobj(wbits=31).decompress(head, 512)
    except zlib.error:
        return False
    return bool(begin) and b"\0" not in begin


def _gzip(stream: IO[bytes], *, size: int, origin: str, limits: Limits) -> Iterator[SourceFile | Rejected]:
    """Yield the one file that was packed, or the records of its lines."""
    try:
        data = gzip.GzipFile(fileobj=stream).read(limits.file_bytes + 1)
    except (*BROKEN, OSError) as error:
        yield Rejected(origin, f"the packed file is broken or cut off: {error}.")
        return
    if len(data) > limits.ratio * max(size, 1):
        yield Rejected(origin, f"it unpacks to more than {limits.ratio} times its size: a zip bomb.")
    else:
        yield from _member(origin, data, limits)


class LimitedStream:
    """A stream that raises after a number of bytes, including those that tarfile skips."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self.stream, self.remaining = stream, limit

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.remaining -= len(data)
        if self.remaining < 0:
            raise LimitExceeded("the archive unpacks to more than is accepted. Split it.")
        return data


def _tar(stream: IO[bytes], *, size: int, origin: str, limits: Limits) -> Iterator[SourceFile | Rejected]:
    packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    allowed = min(limits.unpacked_bytes, max(size * limits.ratio, HEAD))
    plain: IO[bytes] = gzip.GzipFile(fileobj=stream) if packed else stream  # type: ignore[assignment]
    try:
        with tarfile.open(fileobj=LimitedStream(plain, allowed), mode="r|") as archive:  # type: ignore[call-overload]
            for count, member in enumerate(archive, 1):
                member_origin = f"{origin}/{member.name}"
                if count > limits.files:
                    raise LimitExceeded(f"the archive contains more than {limits.files:,} files.")
                if member.isdir():
                    continue
                if reason := rejection_reason(member.name):
                    yield Rejected(member_origin, reason)
                elif _hidden(member.name):
                    continue
                elif not member.isreg():
                    yield Rejected(member_origin, "links and devices inside an archive are not followed.")
                elif member.size > limits.file_bytes:
                    yield Rejected(member_origin, _too_large(member.size, limits))
                else:
                    content = archive.extractfile(member)
                    yield from _member(member_origin, content.read() if content else b"", limits)
                archive.members = []  # tarfile stores every header it has read
    except LimitExceeded as error:
        yield Rejected(origin, str(error))
    except (tarfile.TarError, zlib.error, EOFError, ValueError, OSError) as error:
        yield Rejected(origin, f"the archive is broken, cut off, or not a tar.gz: {error}.")


def _member(origin: str, data: bytes, limits: Limits) -> Iterator[SourceFile | Rejected]:
    if len(data) > limits.file_bytes:
        yield Rejected(origin, _too_large(len(data), limits))
    elif data.startswith((b"PK\x03\x04", b"\x1f\x8b")) and not is_workbook(io.BytesIO(data)):
        yield Rejected(origin, "this is an archive inside an archive. Unpack the outer one.")
    elif _is_ndjson(data[:HEAD]):
        yield from (
            SourceFile(f"{origin}:{number}", line, origin)
            for number, line in enumerate(data.split(b"\n"), 1)
            if line.strip()
        )
    else:
        yield SourceFile(origin, data)


def _is_ndjson(head: bytes) -> bool:
    """Return whether the first line is a complete object and another object follows."""
    first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    first = first.strip()
    return first.startswith(b"{") and first.endswith(b"}") and rest.lstrip().startswith(b"{")


def _lines(stream: IO[bytes], *, origin: str, limits: Limits) -> Iterator[SourceFile | Rejected]:
    number = 0
    while line := stream.readline(limits.file_bytes + 1):
        number += 1
        if len(line) > limits.file_bytes:
            yield Rejected(f"{origin}:{number}", _too_large(len(line), limits))
            return
        if line.strip():
            yield SourceFile(f"{origin}:{number}", line, origin)


def rejection_reason(name: str) -> str:
    """Return why the name of a member is rejected; "" if it is accepted."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name.split("/")[0][:2] or "\0" in name:
        return "its path leads out of the archive, so it is not read."
    return ""


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or parts[:1] == ("__MACOSX",)


def _too_large(size: int, limits: Limits) -> str:
    return f"it has {size:,} bytes or more; at most {limits.file_bytes:,} are accepted per file."
