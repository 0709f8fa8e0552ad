"""Which records are about one vulnerability: those that share an alias, transitively, also over imports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from advisories.corpus.merging import identifier_rank
from advisories.intake.revisions import RecordName
from advisories.models import Advisory, Alias, Document, SourceRecord
from advisories.platform.database import where_in
from advisories.records import AdvisoryRecord


@dataclass(slots=True, eq=False)
class AliasGroup:
    """Records of the batch that are about one vulnerability, and what is stored of it already."""

    records: list[AdvisoryRecord]
    # Identifiers, and the numbers of advisories that hold one: a number in common makes two records one flaw.
    names: set[str | int]
    advisories: list[Advisory] = field(default_factory=list)  # more than one are to be joined, into the first
    aliases: set[str] = field(default_factory=set)
    stored: dict[RecordName, SourceRecord] = field(default_factory=dict)  # current before this batch
    last_text: tuple[int, str] = (0, "")  # primary key and SHA-256 of the newest document

    @property
    def identifiers(self) -> set[str]:
        return self.aliases | {name for name in self.names if isinstance(name, str)}


def group_by_alias(records: list[AdvisoryRecord]) -> dict[str, AliasGroup]:
    """Identifier -> flaw, for all identifiers of `records`, with everything stored of each."""
    holders = dict(
        Alias.objects.filter(value__in=where_in({name for record in records for name in _names(record)})).values_list(
            "value", "advisory_id"
        )
    )
    flaw_of: dict[str | int, AliasGroup] = {}
    for record in records:
        names: set[str | int] = {*_names(record)}
        names |= {holders[name] for name in _names(record) if name in holders}
        linked = list(dict.fromkeys(flaw_of[name] for name in names if name in flaw_of))
        flaw = linked[0] if linked else AliasGroup([], set())
        for other in linked[1:]:
            flaw.records += other.records
            names |= other.names
        flaw.records.append(record)
        flaw.names |= names
        flaw_of |= dict.fromkeys(names, flaw)
    _load({holder: flaw_of[holder] for holder in set(holders.values())})
    return {name: flaw for name, flaw in flaw_of.items() if isinstance(name, str)}


def _load(flaw_of: dict[int, AliasGroup]) -> None:
    """What is stored of the advisories with these numbers."""
    if not flaw_of:
        return
    advisories = Advisory.objects.filter(pk__in=flaw_of).select_related("project")
    for advisory in sorted(advisories, key=lambda advisory: identifier_rank(advisory.key)):
        flaw_of[advisory.pk].advisories.append(advisory)
    for alias in Alias.objects.filter(advisory__in=flaw_of):
        flaw_of[alias.advisory_id].aliases.add(alias.value)
    for row in SourceRecord.objects.filter(advisory__in=flaw_of, current=True):
        flaw_of[row.advisory_id].stored[row.format, row.identifier] = row
    texts = Document.objects.filter(advisory__in=flaw_of).values_list("advisory_id", "pk", "sha256")
    for holder, pk, sha256 in texts:
        if holder is not None:
            flaw_of[holder].last_text = max(flaw_of[holder].last_text, (pk, sha256))


def _names(record: AdvisoryRecord) -> Iterable[str]:
    return (record.identifier, *record.aliases)
