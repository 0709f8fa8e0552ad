"""Records of one file that share an identifier: equal ones and those that differ in lists become one record."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from advisories.formats import table
from advisories.records import AdvisoryRecord, RecordName, Rejected, Repeated
from advisories.records.identifiers import local_name

# The facts of which a record has one, with the words that name them in a problem.
SINGLE: Final = {
    "body": "text",
    "markup": "text",
    "title": "title",
    "severity": "severity",
    "cvss": "score",
    "published_at": "date",
    "modified_at": "date",
    "withdrawn_at": "date",
    "project": "project",
    "rejection": "state",
}
LISTS: Final = ("aliases", "cwes", "packages", "references", "related")
NUMBER: Final = re.compile(r"(?:, row (?P<row>\d+)|#(?P<entry>\d+)|:(?P<line>\d+))\Z")


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record stands in its file: its origin, and the number of its row if it is one of a CSV file."""

    origin: str
    row: int = 0

    @property
    def short(self) -> str:
        """The place as other records refer to it, like "line 2"."""
        match = NUMBER.search(self.origin)
        if match is None:
            return self.origin
        kind = match.lastgroup or "line"
        return f"{kind} {match[kind]}"

    @property
    def long(self) -> str:
        """The place at the beginning of a sentence, like "row 3 (line 3)"."""
        return f"row {self.row} ({self.short})" if self.row else self.short


def difference(record: AdvisoryRecord, other: AdvisoryRecord) -> str:
    """Return the fact that tells two records of one identifier apart; "" if they differ only in lists.

    Examples
    --------
    >>> record = AdvisoryRecord("osv", "A-1", "A crash", "Text.", "", "a.json", cwes=("CWE-79",))
    >>> difference(record, replace(record, cwes=())), difference(record, replace(record, body="Other text."))
    ('', 'text')
    """
    return next((word for name, word in SINGLE.items() if getattr(record, name) != getattr(other, name)), "")


def unite(
    items: Sequence[tuple[AdvisoryRecord | Rejected | Repeated, Position]],
) -> list[AdvisoryRecord | Rejected | Repeated]:
    """Return the records of a file with one record per name, in the order of the file.

    Equal records, and those that differ only in lists, become one record with all entries of the lists. The later ones
    are `Repeated`. If records differ in another fact, each of them is rejected.

    Examples
    --------
    >>> record = AdvisoryRecord("osv", "A-1", "A crash", "Text.", "{}", "a.json#1")
    >>> other = replace(record, body="Other text.", origin="a.json#2")
    >>> [each.reason for each in unite([(each, Position(each.origin)) for each in (record, other)])]
    ['entry 1 has the identifier A-1 of entry 2, but another text.',
     'entry 2 has the identifier A-1 of entry 1, but another text.']
    """
    groups: dict[RecordName, list[int]] = {}
    for index, (item, _) in enumerate(items):
        if isinstance(item, AdvisoryRecord):
            groups.setdefault(item.name, []).append(index)
    united: list[AdvisoryRecord | Rejected | Repeated] = [item for item, _ in items]
    for indexes in groups.values():
        if len(indexes) > 1:
            rows = [(united[index], items[index][1]) for index in indexes]
            for index, item in zip(indexes, _unite_group(rows), strict=True):  # type: ignore[arg-type]
                united[index] = item
    return united


def _unite_group(rows: list[tuple[AdvisoryRecord, Position]]) -> list[AdvisoryRecord | Rejected | Repeated]:
    first, start = rows[0]
    differing = [(fact, position) for record, position in rows if (fact := difference(first, record))]
    if not differing:
        return [union(record for record, _ in rows), *(Repeated(record.origin) for record, _ in rows[1:])]
    fact_of = dict(zip((position.origin for _, position in differing), (fact for fact, _ in differing), strict=True))
    fact, other = differing[0]
    return [
        Rejected(record.origin, _reason(record, position, start, fact_of[position.origin]))
        if position.origin in fact_of
        else Rejected(record.origin, _reason(record, position, other, fact))
        for record, position in rows
    ]


def _reason(record: AdvisoryRecord, position: Position, other: Position, fact: str) -> str:
    identifier = local_name(record.identifier)
    return f"{position.long} has the identifier {identifier} of {other.short}, but another {fact}."


def union(records: Iterable[AdvisoryRecord]) -> AdvisoryRecord:
    """Return the first record with all entries of the lists of `records`, which differ only in lists.

    Its content has those of all records that differ, so that it can be parsed again.

    Examples
    --------
    >>> record = AdvisoryRecord("osv", "A-1", "A crash", "Text.", '{"n":1}', "a.json#1", cwes=("CWE-89",))
    >>> whole = union([record, replace(record, content='{"n":2}', cwes=("CWE-79",))])
    >>> whole.cwes, whole.content
    (('CWE-79', 'CWE-89'), '[{"n":1},{"n":2}]')
    """
    first, *others = records
    adding = []
    values = {name: getattr(first, name) for name in (*LISTS, "remarks")}
    for record in others:
        merged = {name: tuple(dict.fromkeys((*values[name], *getattr(record, name)))) for name in values}
        if any(merged[name] != values[name] for name in LISTS):
            adding.append(record)
            values = merged
    if not adding:
        return first
    values["aliases"] = tuple(sorted(values["aliases"]))
    if first.format == table.NAME:
        values["aliases"], values["related"] = table.split_names(first.identifier, values["aliases"], values["related"])
    values["cwes"] = tuple(sorted(values["cwes"], key=lambda cwe: int(cwe[4:])))
    return replace(first, content=_joined([first.content, *(record.content for record in adding)]), **values)


def _joined(contents: list[str]) -> str:
    """Return the contents of several records as one: rows below one header, or a JSON list."""
    if all(content.lstrip().startswith(("{", "[")) for content in contents):
        return "[" + ",".join(content.strip().removeprefix("[").removesuffix("]") for content in contents) + "]"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, content in enumerate(contents):
        writer.writerows(list(csv.reader(io.StringIO(content, newline="")))[min(number, 1) :])
    return out.getvalue()
