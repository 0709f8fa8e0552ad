"""Groups the records of a corpus that share an alias, transitively and across imports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from advisories.corpus.merging import identifier_rank
from advisories.models import Advisory, Alias, Document, SourceRecord
from advisories.platform.database import where_in
from advisories.records import AdvisoryRecord, RecordName


@dataclass(slots=True, eq=False)
class AliasGroup:
    """The records of a batch about one vulnerability, and what is stored about it."""

    records: list[AdvisoryRecord]
    # Identifiers, and primary keys of advisories that have one of them. Records that share one form a group.
    names: set[str | int]
    advisories: list[Advisory] = field(default_factory=list)  # if there are several, they are merged into the first
    aliases: set[str] = field(default_factory=set)
    stored: dict[RecordName, SourceRecord] = field(default_factory=dict)  # current before this batch
    last_text: tuple[int, str] = (0, "")  # primary key and SHA-256 of the newest document

    @property
    def identifiers(self) -> set[str]:
        return self.aliases | {name for name in self.names if isinstance(name, str)}


def group_by_alias(records: list[AdvisoryRecord], corpus: int) -> dict[str, AliasGroup]:
    """Return the group of each identifier of `records`, with what the corpus has about it."""
    names_of_records = {name for record in records for name in _names(record)}
    stored = Alias.objects.filter(corpus=corpus, value__in=where_in(names_of_records))
    holders = dict(stored.values_list("value", "advisory_id"))
    group_of: dict[str | int, AliasGroup] = {}
    for record in records:
        names: set[str | int] = {*_names(record)}
        names |= {holders[name] for name in _names(record) if name in holders}
        linked = list(dict.fromkeys(group_of[name] for name in names if name in group_of))
        group = linked[0] if linked else AliasGroup([], set())
        for other in linked[1:]:
            group.records += other.records
            names |= other.names
        group.records.append(record)
        group.names |= names
        group_of |= dict.fromkeys(names, group)
    _load({holder: group_of[holder] for holder in set(holders.values())})
    return {name: group for name, group in group_of.items() if isinstance(name, str)}


def _load(group_of: dict[int, AliasGroup]) -> None:
    """Load what is stored about the advisories with these primary keys."""
    if not group_of:
        return
    advisories = Advisory.objects.filter(pk__in=group_of).select_related("project")
    for advisory in sorted(advisories, key=lambda advisory: identifier_rank(advisory.key)):
        group_of[advisory.pk].advisories.append(advisory)
    for alias in Alias.objects.filter(advisory__in=group_of):
        group_of[alias.advisory_id].aliases.add(alias.value)
    for row in SourceRecord.objects.filter(advisory__in=group_of, current=True):
        group_of[row.advisory_id].stored[row.name] = row
    texts = Document.objects.filter(advisory__in=group_of).values_list("advisory_id", "pk", "sha256")
    for holder, pk, sha256 in texts:
        if holder is not None:
            group_of[holder].last_text = max(group_of[holder].last_text, (pk, sha256))


def _names(record: AdvisoryRecord) -> Iterable[str]:
    return (record.identifier, *record.aliases)
