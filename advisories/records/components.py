"""Which records are about one vulnerability: connected by identifiers, within the decisions that people made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from advisories.records import RecordName
from advisories.records.identifiers import joins_records

MOST_IDENTIFIERS: Final = 20  # of one advisory


@dataclass(frozen=True, slots=True)
class Edges:
    """A record as what it connects: its own identifier, and others of the same vulnerability.

    Parameters
    ----------
    name : format, identifier and part of the record.
    others : its aliases.
    """

    name: RecordName
    others: tuple[str, ...] = ()

    @property
    def identifiers(self) -> tuple[str, ...]:
        return (self.name[1], *self.others)


@dataclass(frozen=True, slots=True)
class Split:
    """A decision that two groups of identifiers are two vulnerabilities.

    Parameters
    ----------
    sides : the identifiers of the two groups.
    members : for records that name both, the group that each belongs to: 0 or 1; None for neither.
    """

    sides: tuple[frozenset[str], frozenset[str]]
    members: dict[RecordName, int | None] = field(default_factory=dict)

    def side_of(self, edges: Edges) -> int | None:
        """Return the group of a record that names both: as decided, else that of its own identifier, else None."""
        if edges.name in self.members:
            return self.members[edges.name]
        return next((number for number, side in enumerate(self.sides) if edges.name[1] in side), None)

    def divides(self, identifiers: Iterable[str]) -> bool:
        """Return whether identifiers belong to both groups."""
        named = set(identifiers)
        return all(named & side for side in self.sides)


@dataclass(slots=True, eq=False)
class Component:
    """The records of one vulnerability and its identifiers."""

    identifiers: set[str]
    records: list[RecordName] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Components:
    """The vulnerabilities of some records, and the records that name identifiers of both groups of a split."""

    components: list[Component]
    undecided: list[RecordName]


def components_of(
    records: Iterable[Edges], splits: Sequence[Split] = (), joins: Iterable[tuple[str, str]] = ()
) -> Components:
    """Return the components of records that share identifiers, transitively.

    The result does not depend on the order of the records. An edge that would connect both groups of a split is not
    used. A record that names both belongs to the group that was decided for it, else to that of its own identifier,
    else to neither, and is undecided unless that was decided.

    Examples
    --------
    >>> records = [Edges(("osv", "GO-2031-1", ""), ("CVE-2031-1001", "CVE-2031-1002")),
    ...            Edges(("cve", "CVE-2031-1001", "")), Edges(("cve", "CVE-2031-1002", ""))]
    >>> [len(each.records) for each in components_of(records).components]
    [3]
    >>> split = Split((frozenset({"CVE-2031-1001"}), frozenset({"CVE-2031-1002"})))
    >>> apart = components_of(records, [split])
    >>> [sorted(each.identifiers) for each in apart.components], apart.undecided
    ([['CVE-2031-1001'], ['CVE-2031-1002'], ['GO-2031-1']], [('osv', 'GO-2031-1', '')])
    """
    ordered = sorted(records, key=lambda edges: (edges.name[1], edges.name))
    parts: dict[str, Component] = {}
    undecided: list[RecordName] = []

    def part(identifier: str) -> Component:
        return parts.setdefault(identifier, Component({identifier}))

    def connect(one: str, other: str) -> None:
        first, second = part(one), part(other)
        if first is second:
            return
        whole = first.identifiers | second.identifiers
        if any(split.divides(whole) for split in splits):
            return
        first.identifiers |= second.identifiers
        first.records += second.records
        parts.update(dict.fromkeys(second.identifiers, first))

    used: list[tuple[Edges, list[str]]] = []
    for edges in ordered:
        part(edges.name[1])
        others = [other for other in edges.others if joins_records(other)]
        for split in splits:
            if split.divides(edges.identifiers):
                side = split.side_of(edges)
                dropped = [whole for number, whole in enumerate(split.sides) if number != side]
                others = [other for other in others if not any(other in whole for whole in dropped)]
                if side is None and edges.name not in split.members:
                    undecided.append(edges.name)
        used.append((edges, sorted(others)))
    for one, other in sorted(joins):
        if one in parts and other in parts:
            connect(one, other)
    for edges, others in used:
        for other in others:
            connect(edges.name[1], other)
    for edges, _ in used:
        part(edges.name[1]).records.append(edges.name)
    return Components(list(dict.fromkeys(parts.values())), undecided)


def joined_in_words(identifiers: Iterable[str]) -> str:
    """Return "2 CVEs, 2 GHSAs" if there are two or more of either, else "".

    Examples
    --------
    >>> joined_in_words(["CVE-2031-0001", "CVE-2031-0002", "GHSA-aaaa-bbbb-cccc"])
    '2 CVEs, 1 GHSA'
    >>> joined_in_words(["CVE-2031-0001", "GHSA-aaaa-bbbb-cccc"])
    ''
    """
    named = set(identifiers)
    counts = {kind: sum(name.startswith(f"{kind}-") for name in named) for kind in ("CVE", "GHSA")}
    if max(counts.values()) < 2:
        return ""
    return ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counts.items() if count)
