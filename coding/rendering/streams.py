"""Files written in parts, so that a large study is never in memory as a whole."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import fields
from functools import cache
from hashlib import sha256
from typing import Any, cast

from coding.rendering.escaping import encoded

BLOCK = 1 << 16  # bytes


class File:
    """A file that is read once, in blocks. Its size in bytes and its SHA-256 are known after reading."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.size = 0
        self._pieces, self._digest = pieces, sha256()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        for block in blocks(self._pieces, BLOCK):
            self.size += len(block)
            self._digest.update(block)
            yield block


def blocks(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Yield the same bytes in blocks of at least `size`; the last block may be shorter."""
    pending, length = list[bytes](), 0
    for piece in pieces:
        pending.append(piece)
        length += len(piece)
        if length >= size:
            yield b"".join(pending)
            pending, length = [], 0
    if pending:
        yield b"".join(pending)


def json_line(content: Any) -> bytes:
    """Return one value as one line of JSON, rows as objects; raise ValueError for NaN and TypeError for other types."""
    return encoded(_ENCODER.encode(content))


def _members(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _names(cast(Hashable, type(row)))}


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_members)


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(one.name for one in fields(cast(Any, kind)))  # raises TypeError unless it is a dataclass


def json_array(items: Iterable[Any]) -> Iterator[bytes]:
    """Yield an array with one item per line."""
    yield b"["
    for index, item in enumerate(items):
        yield (b",\n" if index else b"\n") + json_line(item)
    yield b"\n]"


def json_object(members: Iterable[tuple[str, Any]]) -> Iterator[bytes]:
    """Yield an object; a value that is an iterator becomes an array with one item per line."""
    yield b"{"
    for index, (name, value) in enumerate(members):
        yield (b",\n" if index else b"\n") + json_line(name) + b": "
        if isinstance(value, Iterator):
            yield from json_array(value)
        else:
            yield json_line(value)
    yield b"\n}\n"
