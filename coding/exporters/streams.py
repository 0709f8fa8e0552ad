"""Files written piece by piece, so that a large study is never held in memory."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import fields
from functools import cache
from hashlib import sha256
from typing import Any, cast

from coding.exporters.safe import encoded


class File:
    """A file that is read once, in pieces; then its size in bytes and its SHA-256 are known."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.size = 0
        self._pieces, self._digest = pieces, sha256()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.size += len(piece)
            self._digest.update(piece)
            yield piece


def json_line(content: Any) -> bytes:
    """One value on one line, rows as objects of their fields; what JSON cannot hold is refused."""
    return encoded(json.dumps(content, ensure_ascii=False, allow_nan=False, default=_members))


def _members(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _names(cast(Hashable, type(row)))}


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(one.name for one in fields(cast(Any, kind)))  # raises TypeError for what is no dataclass


def json_array(items: Iterable[Any]) -> Iterator[bytes]:
    """An array with an item a line."""
    yield b"["
    for place, item in enumerate(items):
        yield (b",\n" if place else b"\n") + json_line(item)
    yield b"\n]"


def json_object(members: Iterable[tuple[str, Any]]) -> Iterator[bytes]:
    """An object; a member whose value is an iterator is written as an array, an item a line."""
    yield b"{"
    for place, (name, value) in enumerate(members):
        yield (b",\n" if place else b"\n") + json_line(name) + b": "
        if isinstance(value, Iterator):
            yield from json_array(value)
        else:
            yield json_line(value)
    yield b"\n}\n"
