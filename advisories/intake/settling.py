"""Settles which records of a closure are one advisory, and which must wait for a person's decision."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from advisories.corpus.merging import identifier_rank, merge_facts
from advisories.intake.alias_groups import AliasGroup
from advisories.intake.batches import TextKey, text_key
from advisories.intake.join_decisions import JoinDecisions
from advisories.intake.revisions import Revisions
from advisories.models import Waiting
from advisories.records import AdvisoryRecord, RecordName
from advisories.records.components import MOST_IDENTIFIERS, Component, Components, Edges, components_of, joined_in_words
from advisories.text.reading import Reading

COMBINED: Final = 6  # records of which every title is tried with every text, to find whose a document is


@dataclass(frozen=True, slots=True)
class Question:
    """A record that waits for a decision, and the keys of the advisories that it is about."""

    name: RecordName
    kind: Waiting.Kind
    keys: tuple[str, ...]


@dataclass(slots=True)
class Settled:
    """The advisories of a batch, the records that wait, and how many advisories came apart."""

    groups: list[AliasGroup] = field(default_factory=list)
    group_of: dict[RecordName, AliasGroup] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    apart: int = 0
    missing: set[TextKey] = field(default_factory=set)  # texts to render before the groups can be stored


def advisories_in_rounds(advisories: Iterable[int]) -> set[int]:
    """Return which of the advisories, by primary key, are units of a round that is open, closed or settled."""
    numbers: set[int] = import_string(settings.ADVISORIES_ROUND_GUARD)(set(advisories))
    return numbers


def settle(
    closures: list[AliasGroup],
    revisions: Revisions,
    decisions: JoinDecisions,
    readings: Mapping[TextKey, Reading],
    *,
    by_hand: bool = False,
) -> Settled:
    """Return the advisories of some closures.

    What an import asks for and would join or take apart a unit of a round does not happen: the records that ask for it
    wait. A change by hand happens.
    """
    settled = Settled()
    for closure in closures:
        if not closure.advisories and len(closure.records) == 1 and _is_plain(closure, decisions):
            settled.groups.append(closure)
            settled.group_of[closure.records[0].name] = closure
        else:
            _Settling(closure, revisions, decisions, settled).run(readings, by_hand)
    return settled


def _is_plain(closure: AliasGroup, decisions: JoinDecisions) -> bool:
    few = len(closure.identifiers) <= MOST_IDENTIFIERS
    return few and not any(split.divides(closure.identifiers) for split in decisions.splits.values())


class _Settling:
    """One closure while it is settled."""

    def __init__(self, closure: AliasGroup, revisions: Revisions, decisions: JoinDecisions, settled: Settled) -> None:
        self.closure, self.revisions, self.decisions, self.settled = closure, revisions, decisions, settled
        self.touched = sorted({record.name for record in closure.records})
        self.names = list(dict.fromkeys([*closure.stored, *(record.name for record in closure.records)]))
        self.alone = {name for name in self.names if name in decisions.alone}
        self.together: list[tuple[str, str]] = []  # identifiers of units that stay one advisory

    def run(self, readings: Mapping[TextKey, Reading], by_hand: bool) -> None:
        if not by_hand:
            self.ask_about_changes()
        result = self.components()
        for name in [] if by_hand else result.undecided:
            if name in self.touched and name not in self.alone:
                self.question(name, Waiting.Kind.BOTH, [each.key for each in self.closure.advisories])
        self.assign(result.components, readings)

    def ask_about_changes(self) -> None:
        """Let the records wait that would make an advisory too large, or join or take apart units of rounds."""
        self.ask(Waiting.Kind.SIZE, self.too_large)
        components, advisories = self.components().components, {each.pk for each in self.closure.advisories}
        changes = self.joins(components, advisories) or self.comes_apart(components, advisories)
        guarded = advisories_in_rounds(advisories) if changes else set()
        if guarded:
            self.ask(Waiting.Kind.JOIN, lambda components: self.joins(components, guarded))
            self.ask(Waiting.Kind.APART, lambda components: self.comes_apart(components, guarded))

    def record(self, name: RecordName) -> AdvisoryRecord:
        return self.revisions.current_record(name, self.closure.stored.get(name))

    def components(self, withheld: frozenset[RecordName] = frozenset()) -> Components:
        """Return the components, as if the records `withheld` had not been imported."""
        edges = []
        for name in self.names:
            record = self.record(name)
            if name in withheld and (before := self.closure.stored.get(name)):
                record = self.revisions.stored_record(before)
            isolated = name in self.alone or (name in withheld and name not in self.closure.stored)
            edges.append(Edges(name, () if isolated else record.aliases))
        joins = [*self.decisions.joins, *self.together]
        return components_of(edges, list(self.decisions.splits.values()), joins)

    def ask(self, kind: Waiting.Kind, violated: Callable[[list[Component]], list[str]]) -> None:
        """Withhold the fewest records of the batch without which nothing is violated, and let them wait."""
        keys = violated(self.components().components)
        if not keys:
            return
        withheld = [name for name in self.touched if name not in self.alone]
        if violated(self.components(frozenset(withheld)).components):
            # No record of the batch is the cause, but one of an earlier version of this program.
            if kind == Waiting.Kind.APART:
                rows = self.closure.stored.values()
                for advisory in self.closure.advisories:
                    own = [row.identifier for row in rows if row.advisory_id == advisory.pk]
                    self.together += pairwise(own)
            return
        for name in list(withheld):
            without = [other for other in withheld if other != name]
            if not violated(self.components(frozenset(without)).components):
                withheld = without
        for name in withheld:
            self.question(name, kind, keys)
            if not self.revisions.withhold(name):
                self.alone.add(name)

    def question(self, name: RecordName, kind: Waiting.Kind, keys: Iterable[str]) -> None:
        named = sorted(set(keys), key=identifier_rank)
        self.settled.questions.append(Question(name, kind, tuple(named or [name[1]])))

    def too_large(self, components: list[Component]) -> list[str]:
        """Return the keys of components with too many identifiers, of which a record of the batch is a part."""
        return [
            min(component.identifiers, key=identifier_rank)
            for component in components
            if len(component.identifiers) > MOST_IDENTIFIERS and set(component.records) & set(self.touched)
        ]

    def parts_of(self, components: list[Component]) -> list[set[int]]:
        """Return the advisories that have records of each component."""
        stored = self.closure.stored
        return [{stored[name].advisory_id for name in each.records if name in stored} for each in components]

    def joins(self, components: list[Component], guarded: set[int]) -> list[str]:
        keys = {advisory.pk: advisory.key for advisory in self.closure.advisories}
        parts = (part for part in self.parts_of(components) if len(part) > 1 and part & guarded)
        return [keys[pk] for part in parts for pk in part]

    def comes_apart(self, components: list[Component], guarded: set[int]) -> list[str]:
        parts = self.parts_of(components)
        return [
            each.key
            for each in self.closure.advisories
            if each.pk in guarded and sum(each.pk in part for part in parts) > 1
        ]

    def assign(self, components: list[Component], readings: Mapping[TextKey, Reading]) -> None:
        """Make a group of each component: which advisories it goes on, and what moves to it."""
        components = [each for each in components if each.records]
        closure, parts = self.closure, self.parts_of(components)
        groups = [self.group(each) for each in components]
        heir_of: dict[int, AliasGroup] = {}
        names_of: dict[int, set[str]] = {}  # by advisory
        for value, holder in closure.aliases.items():
            names_of.setdefault(holder, set()).add(value)
        joined = {holder for holder, values in names_of.items() if joined_in_words(values)}
        for advisory in closure.advisories:
            ranked = [
                (advisory.key not in component.identifiers, -len(part & {advisory.pk}), number)
                for number, (component, part) in enumerate(zip(components, parts, strict=True))
                if advisory.pk in part or component.identifiers & names_of.get(advisory.pk, set())
            ]
            if ranked:
                heir = groups[min(ranked)[2]]
                heir.advisories.append(advisory)
                heir_of[advisory.pk] = heir
        self.settled.apart += sum(max(0, sum(pk in part for part in parts) - 1) for pk in heir_of)
        for value, holder in closure.aliases.items():
            group = next((each for each in groups if value in each.names), heir_of.get(holder, groups[0]))
            group.aliases[value] = holder
            group.was_joined |= holder in joined
        for group in groups:
            own = {advisory.pk for advisory in group.advisories[:1]}
            group.moved_records = [name for name, row in group.stored.items() if row.advisory_id not in own]
        self.assign_texts(groups, heir_of, readings)
        self.settled.groups += groups
        self.settled.group_of |= {name: group for group in groups for name in (*group.stored, *_named(group))}

    def group(self, component: Component) -> AliasGroup:
        names = set(component.records)
        return AliasGroup(
            [record for record in self.closure.records if record.name in names],
            set(component.identifiers),
            stored={name: row for name, row in self.closure.stored.items() if name in names},
        )

    def assign_texts(
        self, groups: list[AliasGroup], heir_of: dict[int, AliasGroup], readings: Mapping[TextKey, Reading]
    ) -> None:
        """Let documents follow their records: each goes to the group that has its text, else stays."""
        owners: dict[str, list[AliasGroup]] = {}
        if len(groups) > 1 and self.closure.texts:
            for key, group in self.texts_of(groups):
                if key in readings:
                    owners.setdefault(hashlib.sha256(readings[key].html.encode()).hexdigest(), []).append(group)
                else:
                    self.settled.missing.add(key)
        newest: dict[AliasGroup, int] = {}
        for holder, texts in self.closure.texts.items():
            for text in texts:
                heir = heir_of.get(holder, groups[0])
                of_text = owners.get(text.sha256, [heir])
                group = heir if heir in of_text else of_text[0]
                if not group.advisories or group.advisories[0].pk != holder:
                    group.moved_texts.append(text.pk)
                if text.pk > newest.get(group, 0):
                    newest[group], group.last_text = text.pk, text.sha256

    def texts_of(self, groups: list[AliasGroup]) -> Iterable[tuple[TextKey, AliasGroup]]:
        """Yield the texts that documents of each group's records may have."""
        records = {
            group: [self.record(name) for name in dict.fromkeys([*group.stored, *_named(group)])] for group in groups
        }
        for group in groups:
            yield text_key(merge_facts(records[group])), group
        titles = [record.title for each in records.values() for record in each]
        for group in groups:
            for record in records[group]:
                yield text_key(record), group
                for title in titles if len(titles) <= COMBINED else ():
                    yield (title.strip(), *text_key(record)[1:]), group


def _named(group: AliasGroup) -> list[RecordName]:
    return [record.name for record in group.records]
