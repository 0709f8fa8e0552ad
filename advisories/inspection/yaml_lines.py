"""YAML of untrusted files as nodes that know their lines. Every scalar is text.

Nodes are built from parser events: composing them is recursive in C and crashes on deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

DEPTH_LIMIT: Final = 100  # levels
EVENT_LIMIT: Final = 50_000  # of one file
VISIT_LIMIT: Final = 50_000  # nodes seen while walking: an alias of aliases has few events and many nodes
REFERENCE: Final = "!reference"  # GitLab's own tag names a path in the same file and creates no object


Lines = list[tuple[int, str]]  # numbers from 1, and texts


class UnreadableYaml(ValueError):
    """A file that is not YAML or exceeds a limit.

    Parameters
    ----------
    reason : what is wrong, as a sentence.
    line : where, from 1; None if the file as a whole is refused.
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(f"Line {line}: {reason}" if line else reason)
        self.line = line


@dataclass(eq=False)
class File:
    """The file of a node: its path, its lines, and the number of nodes that may still be visited in it."""

    path: str = ""
    lines: Sequence[str] = ()
    nodes: int = VISIT_LIMIT

    def spend(self, nodes: int = 1) -> None:
        """Raise UnreadableYaml when more nodes are visited than the limit allows."""
        self.nodes -= nodes
        if self.nodes < 0:
            raise UnreadableYaml(f"The YAML has more than {VISIT_LIMIT:,} nodes when its aliases are followed.")


@dataclass(eq=False)
class Node:
    """A value with its first and last line, from 1."""

    line: int
    line_end: int
    file: File = field(repr=False)


@dataclass(eq=False)
class Scalar(Node):
    """A text. `style` is "|" or ">" for a block, a quotation mark, or "" for a plain word."""

    text: str
    style: str = ""


@dataclass(eq=False)
class Items(Node):
    """A list. `reference` is true for GitLab's `!reference [job, key]`."""

    nodes: Sequence[Node]
    reference: bool = False

    def __iter__(self) -> Iterator[Node]:
        for node in self.nodes:
            self.file.spend()
            yield node


@dataclass(eq=False)
class Table(Node):
    """A mapping of texts to values. Merge keys (`<<`) are resolved."""

    nodes: Mapping[str, Node]
    lines: Mapping[str, int]  # of the keys

    def pairs(self) -> Iterator[tuple[str, Node]]:
        """Yield keys and values in their order."""
        for key, node in self.nodes.items():
            self.file.spend()
            yield key, node


def split_lines(text: str) -> list[str]:
    """Split a text into lines. Unlike `str.splitlines`, it does not split at form feeds."""
    return re.split(r"\r\n|\n|\r", text)


def parse(text: str, path: str = "") -> list[Node]:
    """Return the documents of a YAML file.

    Raises
    ------
    UnreadableYaml
        If the text is not YAML, is nested too deeply, is too large, or has tags, unknown aliases or keys that are not
        text.

    Examples
    --------
    >>> [document] = parse("on: push")
    >>> text_of(get(document, "on"))
    'push'
    """
    loader: Any = yaml.CBaseLoader
    file = File(path, split_lines(text))
    documents: list[Node] = []
    anchors: dict[str, Node] = {}
    open_values: list[tuple[Any, list[Node]]] = [(None, documents)]
    try:
        events: Iterator[Any] = yaml.parse(text, Loader=loader)
        for count, event in enumerate(events):
            mark_at_end: Any = event.end_mark
            line = event.start_mark.line + 1
            if count >= EVENT_LIMIT:
                raise UnreadableYaml(f"The YAML has more than {EVENT_LIMIT:,} events.", line)
            if isinstance(event, yaml.AliasEvent):
                if event.anchor not in anchors:
                    raise UnreadableYaml(f"The alias “{event.anchor}” is unknown.", line)
                open_values[-1][1].append(anchors[event.anchor])
                continue
            tag = getattr(event, "tag", None)
            if tag is not None and not (tag == REFERENCE and isinstance(event, yaml.SequenceStartEvent)):
                raise UnreadableYaml(f"The tag “{tag}” is not accepted.", line)
            if isinstance(event, yaml.DocumentStartEvent):
                anchors = {}
            elif isinstance(event, yaml.CollectionStartEvent):
                open_values.append((event, []))
                if len(open_values) > DEPTH_LIMIT:
                    raise UnreadableYaml(f"The YAML is nested more than {DEPTH_LIMIT} levels deep.", line)
            elif isinstance(event, yaml.ScalarEvent):
                style = event.style or ""
                node: Node = Scalar(line, max(line, mark_at_end.line), file, event.value, style.strip(":"))
                _close(node, event.anchor, anchors, open_values[-1][1])
            elif isinstance(event, yaml.CollectionEndEvent):
                start, nodes = open_values.pop()
                last = max(start.start_mark.line + 1, mark_at_end.line)
                if isinstance(event, yaml.MappingEndEvent):
                    node = _table(nodes, start.start_mark.line + 1, last, file)
                else:
                    node = Items(start.start_mark.line + 1, last, file, nodes, start.tag == REFERENCE)
                _close(node, start.anchor, anchors, open_values[-1][1])
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"The YAML is cut off or broken: {error.problem or error.context}."
        raise UnreadableYaml(reason, mark.line + 1 if mark else None) from None
    except yaml.YAMLError as error:
        raise UnreadableYaml(f"The YAML cannot be read: {str(error).splitlines()[0]}.") from None
    return documents


def _close(node: Node, anchor: str | None, anchors: dict[str, Node], siblings: list[Node]) -> None:
    if anchor:
        anchors[anchor] = node
    siblings.append(node)


def _table(flat: list[Node], line: int, line_end: int, file: File) -> Table:
    """Return a mapping from alternating keys and values. Own keys win over merged ones."""
    nodes: dict[str, Node] = {}
    lines: dict[str, int] = {}
    merged: list[Node] = []
    for key, node in zip(flat[::2], flat[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise UnreadableYaml("A key of a mapping is not text.", key.line)
        if key.text == "<<" and not key.style:
            merged.extend(node if isinstance(node, Items) else [node])
        else:
            nodes[key.text], lines[key.text] = node, key.line
    for source in merged:
        if not isinstance(source, Table):
            raise UnreadableYaml("The merge key “<<” names something that is not a mapping.", source.line)
        for key_text, node in source.pairs():
            if key_text not in nodes:
                nodes[key_text], lines[key_text] = node, source.lines[key_text]
    return Table(line, line_end, file, nodes, lines)


def get(node: Node | None, *keys: str) -> Node | None:
    """Return the value below the keys, or None."""
    for key in keys:
        if not isinstance(node, Table):
            return None
        node.file.spend()
        node = node.nodes.get(key)
    return node


def text_of(node: Node | None) -> str:
    """Return the text of a scalar, or ""."""
    return node.text if isinstance(node, Scalar) else ""


def pairs(node: Node | None) -> Iterator[tuple[str, Node]]:
    """Yield keys and values of a mapping; nothing for anything else."""
    if isinstance(node, Table):
        yield from node.pairs()


def items(node: Node | None) -> Iterator[Node]:
    """Yield the values of a list, or a single value; nothing for None."""
    if isinstance(node, Items):
        yield from node
    elif node is not None:
        yield node


def scalars(node: Node | None) -> Iterator[Scalar]:
    """Yield every scalar below a node, in order, without the keys of mappings."""
    waiting = [] if node is None else [node]
    while waiting:
        node = waiting.pop()
        node.file.spend()
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Items):
            waiting.extend(reversed(node.nodes))
        elif isinstance(node, Table):
            waiting.extend(reversed(list(node.nodes.values())))


def words(node: Node | None) -> list[str]:
    """Return the texts below a node."""
    return [scalar.text for scalar in scalars(node)]


def lines_of(scalar: Scalar) -> list[tuple[int, str]]:
    """Return the lines of a text with their numbers in the file. A folded text (">") has fewer."""
    source = scalar.file.lines
    lines = scalar.text.splitlines()
    if scalar.style == "|":
        return [(scalar.line + 1 + index, text) for index, text in enumerate(lines)]
    if scalar.style != ">":
        return [(scalar.line, text) for text in lines]
    numbered = []
    line = scalar.line + 1
    for text in lines:
        start = text.split()[:1]
        while start and line < min(scalar.line_end, len(source)) and start[0] not in source[line - 1]:
            line += 1
        numbered.append((line, text))
    return numbered
