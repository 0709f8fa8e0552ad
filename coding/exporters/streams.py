"""JSON written piece by piece: a large study is never held twice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from coding.exporters.safe import encoded


def json_line(content: Any) -> bytes:
    """One value on one line; what JSON cannot hold is refused."""
    return encoded(json.dumps(content, ensure_ascii=False, allow_nan=False))


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
