"""PDF files that are equal byte for byte: the renderer numbers objects and lists names in an order of chance."""

from __future__ import annotations

import re

_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY = 20  # bytes of a line of the table
_REFERENCE = re.compile(rb"\b(\d+) 0 (R|obj)\b")
# Lines of a dictionary that name resources: `/fo0 1 0 R`.
_NAMES = re.compile(rb"(?:^[ \t]*/\w+ \d+ 0 R\n){2,}", re.MULTILINE)


def deterministic_pdf(content: bytes) -> bytes:
    """The same document, its objects numbered as they are met from the root on.

    Raises
    ------
    ValueError
        If this is no PDF with one table of cross-references, as the renderer writes it.
    """
    start = int(content.rpartition(b"startxref")[2].split()[0])
    found = _TABLE.match(content, start)
    if found is None:
        raise ValueError("This PDF has no table of cross-references.")
    lines = [content[found.end() + _ENTRY * n :][:_ENTRY] for n in range(int(found[1]))]
    places = {number: int(line[:10]) for number, line in enumerate(lines) if line[17:18] == b"n"}
    begins = sorted(places.values())
    ends = dict(zip(begins, [*begins[1:], start], strict=True))
    # Outside of streams, whose bytes are nobody's words.
    bodies = {number: content[place : ends[place]].partition(b"stream\n") for number, place in places.items()}
    words = {number: _NAMES.sub(_sorted_lines, head) for number, (head, _, _) in bodies.items()}
    trailer = content[found.end() + _ENTRY * len(lines) :].rpartition(b"startxref")[0]
    order = _met(trailer, words)

    def numbered(text: bytes) -> bytes:
        return _REFERENCE.sub(lambda ref: b"%d 0 %b" % (order[int(ref[1])], ref[2]), text)

    parts = [content[: begins[0]]]
    table = [lines[0]]
    at = len(parts[0])
    for number in order:
        body = numbered(words[number]) + bodies[number][1] + bodies[number][2]
        table.append(b"%010d 00000 n\r\n" % at)
        parts.append(body)
        at += len(body)
    head = b"xref\n0 %d\n" % len(table)
    size = re.sub(rb"/Size \d+", b"/Size %d" % len(table), numbered(trailer))
    return b"".join([*parts, head, *table, size, b"startxref\n%d\n%%%%EOF\n" % at])


def _sorted_lines(names: re.Match[bytes]) -> bytes:
    return b"".join(sorted(names[0].splitlines(keepends=True)))


def _met(trailer: bytes, words: dict[int, bytes]) -> dict[int, int]:
    """Old number → new one, from 1, in the order in which references lead to the objects."""
    order: dict[int, int] = {}
    waiting = [int(ref[1]) for ref in _REFERENCE.finditer(trailer)]
    while waiting:
        number = waiting.pop(0)
        if number not in order:
            order[number] = len(order) + 1
            waiting += [int(ref[1]) for ref in _REFERENCE.finditer(words[number]) if ref[2] == b"R"]
    return order
