"""Deterministic PDF files: the renderer numbers objects and lists names in random order."""

from __future__ import annotations

import re

_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY = 20  # bytes of a line of the table
_REFERENCE = re.compile(rb"\b(\d+) 0 (R|obj)\b")
# Lines of a dictionary with names of resources: `/fo0 1 0 R`.
_NAMES = re.compile(rb"(?:^[ \t]*/\w+ \d+ 0 R\n){2,}", re.MULTILINE)


def deterministic_pdf(content: bytes) -> bytes:
    """Return the same document with objects numbered in the order of references from the root.

    Raises
    ------
    ValueError
        If the file has no single table of cross-references, which the renderer writes.
    """
    start = int(content.rpartition(b"startxref")[2].split()[0])
    match = _TABLE.match(content, start)
    if match is None:
        raise ValueError("This PDF has no table of cross-references.")
    lines = [content[match.end() + _ENTRY * n :][:_ENTRY] for n in range(int(match[1]))]
    begin_of = {number: int(line[:10]) for number, line in enumerate(lines) if line[17:18] == b"n"}
    begins = sorted(begin_of.values())
    end_of = dict(zip(begins, [*begins[1:], start], strict=True))
    # Streams are binary: only the text before them is changed.
    bodies = {number: content[begin : end_of[begin]].partition(b"stream\n") for number, begin in begin_of.items()}
    heads = {number: _NAMES.sub(_sorted_lines, head) for number, (head, _, _) in bodies.items()}
    trailer = content[match.end() + _ENTRY * len(lines) :].rpartition(b"startxref")[0]
    order = _reference_order(trailer, heads)

    def numbered(text: bytes) -> bytes:
        return _REFERENCE.sub(lambda ref: b"%d 0 %b" % (order[int(ref[1])], ref[2]), text)

    parts = [content[: begins[0]]]
    table = [lines[0]]
    position = len(parts[0])
    for number in order:
        body = numbered(heads[number]) + bodies[number][1] + bodies[number][2]
        table.append(b"%010d 00000 n\r\n" % position)
        parts.append(body)
        position += len(body)
    head = b"xref\n0 %d\n" % len(table)
    size = re.sub(rb"/Size \d+", b"/Size %d" % len(table), numbered(trailer))
    return b"".join([*parts, head, *table, size, b"startxref\n%d\n%%%%EOF\n" % position])


def _sorted_lines(names: re.Match[bytes]) -> bytes:
    return b"".join(sorted(names[0].splitlines(keepends=True)))


def _reference_order(trailer: bytes, heads: dict[int, bytes]) -> dict[int, int]:
    """Return old number -> new number, from 1, in the order in which references lead to the objects."""
    order: dict[int, int] = {}
    queue = [int(ref[1]) for ref in _REFERENCE.finditer(trailer)]
    while queue:
        number = queue.pop(0)
        if number not in order:
            order[number] = len(order) + 1
            queue += [int(ref[1]) for ref in _REFERENCE.finditer(heads[number]) if ref[2] == b"R"]
    return order
