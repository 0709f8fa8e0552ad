"""The decisions on joins of a corpus, as an import and a change by hand apply them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from advisories.models import Apart, JoinByHand, Waiting
from advisories.records import RecordName
from advisories.records.components import Split


@dataclass(slots=True)
class JoinDecisions:
    """Splits and joins by hand that are in force, and the records that wait for a decision."""

    splits: dict[int, Split] = field(default_factory=dict)  # by primary key
    joins: list[tuple[str, str]] = field(default_factory=list)
    # Records that stand alone until it is decided, and revisions, by primary key, that are not current until then.
    alone: set[RecordName] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, corpus: int) -> JoinDecisions:
        splits = {
            row.pk: Split(
                (frozenset(row.first), frozenset(row.second)),
                {(file_format, identifier, part): side for file_format, identifier, part, side in row.members},
            )
            for row in Apart.objects.filter(corpus=corpus, ended_at=None)
        }
        joins = JoinByHand.objects.filter(corpus=corpus, ended_at=None).values_list("first", "second")
        decisions = cls(splits, list(joins))
        rows = Waiting.objects.filter(corpus=corpus, decision="").values_list(
            *("record_id", "record__current", "record__format", "record__identifier", "record__part")
        )
        for pk, current, *name in rows:
            decisions.waiting.add(pk)
            if current:
                decisions.alone.add((name[0], name[1], name[2]))
        return decisions

    @property
    def identifiers(self) -> set[str]:
        """The identifiers that decisions name."""
        named = {name for split in self.splits.values() for side in split.sides for name in side}
        return named | {name for pair in self.joins for name in pair}

    def links(self, holders: Mapping[str, int]) -> dict[int, set[int]]:
        """Return which advisories decisions connect: advisory or -split -> the same. `holders` is theirs by identifier.

        Whatever one side of a split changes may concern the other, so both are computed together.
        """
        links: dict[int, set[int]] = {}
        connected = [(-pk, {*split.sides[0], *split.sides[1]}) for pk, split in self.splits.items()]
        connected += [(-(10**12) - number, {*pair}) for number, pair in enumerate(self.joins)]
        for token, named in connected:
            advisories = {holders[name] for name in named if name in holders}
            links[token] = advisories
            for advisory in advisories:
                links.setdefault(advisory, set()).add(token)
        return links
