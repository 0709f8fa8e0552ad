"""Closures: the records of a corpus that identifiers or decisions connect, transitively and across imports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from advisories.corpus.merging import identifier_rank
from advisories.intake.join_decisions import JoinDecisions
from advisories.models import Advisory, Alias, Document, SourceRecord
from advisories.platform.database import where_in
from advisories.records import AdvisoryRecord, RecordName


@dataclass(frozen=True, slots=True)
class StoredText:
    """A document of an advisory: its primary key and the SHA-256 of its HTML."""

    pk: int
    sha256: str


@dataclass(slots=True, eq=False)
class AliasGroup:
    """The records of a batch about one vulnerability, and what is stored about it.

    Before `settling` it is a closure: everything that the records could be about. After it, it is one advisory.
    """

    records: list[AdvisoryRecord]
    # Identifiers, primary keys of advisories, and negative ones of splits. Records that share one form a group.
    names: set[str | int]
    advisories: list[Advisory] = field(default_factory=list)  # if there are several, they are merged into the first
    aliases: dict[str, int] = field(default_factory=dict)  # stored identifier -> its advisory
    stored: dict[RecordName, SourceRecord] = field(default_factory=dict)  # current before this batch
    texts: dict[int, list[StoredText]] = field(default_factory=dict)  # advisory -> documents, oldest first
    moved_records: list[RecordName] = field(default_factory=list)  # from other advisories
    moved_texts: list[int] = field(default_factory=list)
    last_text: str = ""  # SHA-256 of the newest document
    was_joined: bool = False  # whether one of the advisories had two CVEs or two GHSAs

    @property
    def identifiers(self) -> set[str]:
        return {name for name in self.names if isinstance(name, str)}


def group_by_alias(records: list[AdvisoryRecord], corpus: int, decisions: JoinDecisions) -> list[AliasGroup]:
    """Return the closures of `records`, with what the corpus has about each."""
    names_of_records = {name for record in records for name in _names(record)}
    aliases = Alias.objects.filter(corpus=corpus, value__in=where_in(names_of_records | decisions.identifiers))
    holders = dict(aliases.values_list("value", "advisory_id"))
    links = decisions.links(holders)
    group_of: dict[str | int, AliasGroup] = {}
    for record in records:
        names = _linked({*_names(record)}, holders, links)
        linked = list(dict.fromkeys(group_of[name] for name in names if name in group_of))
        group = linked[0] if linked else AliasGroup([], set())
        for other in linked[1:]:
            group.records += other.records
            names |= other.names
        group.records.append(record)
        group.names |= names
        group_of |= dict.fromkeys(names, group)
    _load({name: group for name, group in group_of.items() if isinstance(name, int) and name > 0})
    return list(dict.fromkeys(group_of.values()))


def stored_group(advisories: Iterable[int], corpus: int, decisions: JoinDecisions) -> AliasGroup:
    """Return the closure of stored advisories, without records of a batch."""
    values = Alias.objects.filter(corpus=corpus, advisory__in=set(advisories)).values_list("value", flat=True)
    aliases = Alias.objects.filter(corpus=corpus, value__in=where_in({*values} | decisions.identifiers))
    holders = dict(aliases.values_list("value", "advisory_id"))
    group = AliasGroup([], _linked({*values}, holders, decisions.links(holders)))
    _load({name: group for name in group.names if isinstance(name, int) and name > 0})
    return group


def _linked(names: set[str | int], holders: Mapping[str, int], links: Mapping[int, set[int]]) -> set[str | int]:
    """Return names with the advisories that have them, and those that decisions connect with these."""
    names |= {holders[name] for name in names if isinstance(name, str) and name in holders}
    open_names = [name for name in names if isinstance(name, int)]
    while open_names:
        further = links.get(open_names.pop(), set()) - names
        names |= further
        open_names += further
    return names


def _load(group_of: dict[int, AliasGroup]) -> None:
    """Load what is stored about the advisories with these primary keys."""
    if not group_of:
        return
    advisories = Advisory.objects.filter(pk__in=group_of).select_related("project_identity")
    for advisory in sorted(advisories, key=lambda advisory: identifier_rank(advisory.key)):
        group_of[advisory.pk].advisories.append(advisory)
    for alias in Alias.objects.filter(advisory__in=group_of):
        group_of[alias.advisory_id].aliases[alias.value] = alias.advisory_id
    for row in SourceRecord.objects.filter(advisory__in=group_of, current=True):
        group_of[row.advisory_id].stored[row.name] = row
    texts = Document.objects.filter(advisory__in=group_of).order_by("pk").values_list("advisory_id", "pk", "sha256")
    for holder, pk, sha256 in texts:
        if holder is not None:
            group_of[holder].texts.setdefault(holder, []).append(StoredText(pk, sha256))


def _names(record: AdvisoryRecord) -> Iterable[str]:
    return (record.identifier, *record.aliases)
