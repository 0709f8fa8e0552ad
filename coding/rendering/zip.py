"""Zip archives that are equal byte for byte if their contents are equal."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

_FIRST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE_FOR_ALL_TO_READ = 0o100644 << 16
_UNIX = 3


def zip_pieces(files: Iterable[tuple[str, Iterable[bytes]]], *, large: bool = False) -> Iterator[bytes]:
    """Yield a zip archive of `files` in their order, in parts, without times, owners or other facts of this machine.

    `large` is needed if a file may exceed 2 GiB.
    """
    buffer = _Buffer()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, pieces in files:
            with target.open(_entry(name), "w", force_zip64=large) as member:
                for piece in pieces:
                    member.write(piece)
                    yield from buffer.take()
    yield from buffer.take()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=_FIRST_ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _REGULAR_FILE_FOR_ALL_TO_READ
    entry.create_system = _UNIX
    return entry


class _Buffer(io.RawIOBase):
    """Bytes that are written but not yet taken. It cannot seek, so sizes and checksums follow each file."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        content = bytes(piece)  # type: ignore[call-overload]
        self.parts.append(content)
        return len(content)

    def take(self) -> list[bytes]:
        """Return what was written since the last call."""
        parts, self.parts = self.parts, []
        return parts
