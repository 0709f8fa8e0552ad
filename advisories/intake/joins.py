"""Changes of what is one advisory, made by people: splits, joins, and answers to what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from advisories.corpus.corpora import note_change
from advisories.corpus.merging import identifier_rank
from advisories.intake.alias_groups import stored_group
from advisories.intake.batches import NotRendered, TextKey, render_texts
from advisories.intake.importing import wait_for_other_imports
from advisories.intake.join_decisions import JoinDecisions
from advisories.intake.revisions import Revisions
from advisories.intake.settling import settle
from advisories.intake.store import store_batch
from advisories.intake.table_sources import parse_stored
from advisories.models import Advisory, Alias, Apart, Corpus, ImportRun, JoinByHand, RecordChange, SourceRecord, Waiting
from advisories.platform.errors import BadInput, RuleBroken
from advisories.platform.locks import lock_row
from advisories.records.components import MOST_IDENTIFIERS, Split
from advisories.text.reading import Reading

REASON: Final = "State a reason, so that others can follow the decision."


class AlreadyDecided(RuleBroken):
    """Somebody has decided this before."""

    code = "already_decided"


@dataclass(frozen=True, slots=True)
class Group:
    """One of the two groups of a split: its identifiers, and the primary keys of its records."""

    identifiers: Sequence[str]
    records: Sequence[int]


def split(corpus: Corpus, key: str, groups: Sequence[Group], *, reason: str, by: Any) -> list[str]:
    """Split an advisory in two, and return the keys of what it becomes."""
    if not reason.strip():
        raise BadInput(REASON)

    def change(now: datetime) -> set[int]:
        advisory = _advisory(corpus, key)
        sides = _sides(advisory, groups)
        end_joins(corpus, sides, now)
        rows = {row.pk: row for row in advisory.records.filter(current=True)}
        members = []
        for side, group in enumerate(groups):
            for pk in group.records:
                record = parse_stored(rows[pk])
                if Split(sides).divides({record.identifier, *record.aliases}):
                    members.append([*rows[pk].name, side])
        first, second = (sorted(side) for side in sides)
        Apart.objects.create(
            corpus=corpus, first=first, second=second, members=members, reason=reason.strip(), by=by, at=now
        )
        _forget(corpus, [rows[pk].name for group in groups for pk in group.records], by, now)
        return {advisory.pk}

    return _changed(corpus, change)


def _sides(advisory: Advisory, groups: Sequence[Group]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the identifiers of both groups; raise BadInput unless each identifier and record is in one of them."""
    identifiers = sorted(name for group in groups for name in group.identifiers)
    if len(groups) != 2 or not all(group.identifiers and group.records for group in groups):
        raise BadInput("A split has two groups. Put at least one identifier and one record into each of them.")
    if identifiers != sorted(advisory.aliases.values_list("value", flat=True)):
        raise BadInput(f"Put each identifier of {advisory.key} into one of the groups, and no other.")
    rows = {row.pk: row for row in advisory.records.filter(current=True).defer("content")}
    if sorted(pk for group in groups for pk in group.records) != sorted(rows):
        raise BadInput(f"Put each record of {advisory.key} into one of the groups, and no other.")
    for group in groups:
        for pk in group.records:
            if rows[pk].identifier not in group.identifiers and len(_own(rows.values(), rows[pk].identifier)) > 1:
                raise BadInput(f"All records of {rows[pk].identifier} belong to the group that has this identifier.")
            if rows[pk].identifier not in group.identifiers:
                raise BadInput(f"The record {rows[pk].identifier} belongs to the group that has this identifier.")
    first, second = (frozenset(group.identifiers) for group in groups)
    return first, second


def _own(rows: Iterable[SourceRecord], identifier: str) -> list[SourceRecord]:
    return [row for row in rows if row.identifier == identifier]


def join(corpus: Corpus, keys: Sequence[str], *, reason: str, by: Any) -> list[str]:
    """Join two advisories by hand, and return the key of what they become."""
    if not reason.strip():
        raise BadInput(REASON)

    def change(now: datetime) -> set[int]:
        first, second = (_advisory(corpus, key) for key in keys)
        if first.pk == second.pk:
            raise BadInput(f"{keys[0]} and {keys[1]} are one advisory already.")
        connect(corpus, first, second, reason=reason.strip(), by=by, now=now)
        return {first.pk, second.pk}

    return _changed(corpus, change)


def connect(corpus: Corpus, first: Advisory, second: Advisory, *, reason: str, by: Any, now: datetime) -> None:
    """Store a join by hand, and end the splits that keep the two apart."""
    names = set(Alias.objects.filter(advisory__in=[first, second]).values_list("value", flat=True))
    if len(names) > MOST_IDENTIFIERS:
        raise BadInput(f"They have {len(names)} identifiers together; an advisory has at most {MOST_IDENTIFIERS}.")
    for row in Apart.objects.filter(corpus=corpus, ended_at=None):
        if Split((frozenset(row.first), frozenset(row.second))).divides(names):
            row.ended_at = now
            row.save(update_fields=["ended_at"])
    JoinByHand.objects.create(corpus=corpus, first=first.key, second=second.key, reason=reason, by=by, at=now)


def decide(corpus: Corpus, number: int, decision: str, *, reason: str, by: Any) -> list[str]:
    """Answer what waits, once: use what the record says, or keep the advisories as they are."""
    if not reason.strip():
        raise BadInput(REASON)

    def change(now: datetime) -> set[int]:
        waiting = Waiting.objects.filter(corpus=corpus, pk=number).first()
        if waiting is None:
            raise BadInput("This does not wait for a decision. Reload the page.")
        lock_row(waiting)
        waiting.refresh_from_db()
        if waiting.decision:
            raise AlreadyDecided(f"{waiting.decided_by} has decided this already. Reload the page.")
        record = parse_stored(waiting.record)
        named = {record.identifier, *record.aliases}
        touched = set(Alias.objects.filter(corpus=corpus, value__in=named).values_list("advisory_id", flat=True))
        touched.add(waiting.record.advisory_id)
        if decision == Waiting.Decision.KEEP:
            _keep(waiting, named, touched, reason=reason.strip(), by=by, now=now)
        elif waiting.kind == Waiting.Kind.SIZE:
            raise BadInput(f"An advisory has at most {MOST_IDENTIFIERS} identifiers, so they cannot be joined.")
        elif waiting.kind == Waiting.Kind.BOTH:
            _end_splits(corpus, named, now)
        waiting.decision, waiting.reason = decision, reason.strip()
        waiting.decided_by, waiting.decided_at = by, now
        waiting.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
        _make_current(waiting.record)
        return touched

    return _changed(corpus, change)


def _keep(waiting: Waiting, named: set[str], touched: set[int], *, reason: str, by: Any, now: datetime) -> None:
    """Store the decision by which the advisories stay as they are, whatever the record names."""
    corpus, record = waiting.corpus, waiting.record
    if waiting.kind == Waiting.Kind.APART:
        # The identifiers that the record no longer connects stay together by hand.
        values = sorted(Alias.objects.filter(advisory=record.advisory_id).values_list("value", flat=True))
        for value in values:
            if value != record.identifier:
                JoinByHand.objects.create(
                    corpus=corpus, first=record.identifier, second=value, reason=reason, by=by, at=now
                )
        return
    if waiting.kind == Waiting.Kind.BOTH:
        for row in Apart.objects.filter(corpus=corpus, ended_at=None):
            if Split((frozenset(row.first), frozenset(row.second))).divides(named):
                row.members = [*row.members, [*record.name, None]]
                row.save(update_fields=["members"])
        return
    own = record.advisory_id
    of_own = set(Alias.objects.filter(advisory=own).values_list("value", flat=True)) | {record.identifier}
    others = {*named} | set(Alias.objects.filter(advisory__in=touched - {own}).values_list("value", flat=True))
    if others - of_own:
        Apart.objects.create(
            corpus=corpus,
            first=sorted(of_own),
            second=sorted(others - of_own),
            members=[[*record.name, 0]],
            reason=reason,
            by=by,
            at=now,
        )


def _end_splits(corpus: Corpus, named: set[str], now: datetime) -> None:
    for row in Apart.objects.filter(corpus=corpus, ended_at=None):
        if Split((frozenset(row.first), frozenset(row.second))).divides(named):
            row.ended_at = now
            row.save(update_fields=["ended_at"])


def end_joins(corpus: Corpus, sides: tuple[frozenset[str], frozenset[str]], now: datetime) -> None:
    """End the joins by hand between two groups of identifiers."""
    for row in JoinByHand.objects.filter(corpus=corpus, ended_at=None):
        if Split(sides).divides({row.first, row.second}):
            row.ended_at = now
            row.save(update_fields=["ended_at"])


def _make_current(record: SourceRecord) -> None:
    """Make a revision that waited the current one of its record."""
    if record.current:
        return
    same = SourceRecord.objects.filter(
        corpus=record.corpus_id, format=record.format, identifier=record.identifier, part=record.part
    )
    if record.import_run_id:
        before = same.filter(current=True)
        RecordChange.objects.bulk_create(
            RecordChange(import_run_id=record.import_run_id, before=row) for row in before.only("pk")
        )
    same.filter(current=True).update(current=False)
    same.filter(pk=record.pk).update(current=True)


def _forget(corpus: Corpus, names: Iterable[tuple[str, str, str]], by: Any, now: datetime) -> None:
    """Answer what waits for records that a split assigns to a group."""
    for file_format, identifier, part in names:
        Waiting.objects.filter(
            Q(record__format=file_format, record__identifier=identifier, record__part=part),
            corpus=corpus,
            decision=Waiting.Decision.UNDECIDED,
            record__current=True,
        ).update(decision=Waiting.Decision.KEEP, decided_by=by, decided_at=now, reason="Split by hand.")


def _advisory(corpus: Corpus, key: str) -> Advisory:
    advisory = Advisory.objects.filter(corpus=corpus, aliases__value=key).first()
    if advisory is None:
        raise BadInput(f"There is no advisory {key[:80]} in this corpus.")
    return advisory


def _changed(corpus: Corpus, change: Callable[[datetime], set[int]]) -> list[str]:
    """Make a change in one transaction, compute the advisories anew, and return their keys.

    `change` returns the primary keys of the advisories that it concerns. Texts are rendered outside the transaction.
    """
    readings: dict[TextKey, Reading] = {}
    while True:
        try:
            with transaction.atomic():
                wait_for_other_imports()
                now = timezone.now()
                touched = change(now)
                return compute(corpus, touched, readings, now)
        except NotRendered as error:
            readings.update(render_texts(error.texts))


def compute(corpus: Corpus, touched: set[int], readings: dict[TextKey, Reading], now: datetime) -> list[str]:
    """Compute advisories anew from their records and all decisions, and return their keys.

    Raises NotRendered if `readings` lacks a text. What would change units of rounds changes them.
    """
    decisions = JoinDecisions.of(corpus.pk)
    revisions = Revisions([], ImportRun(corpus=corpus), now)
    closure = stored_group(touched, corpus.pk, decisions)
    settled = settle([closure], revisions, decisions, readings, by_hand=True)
    if settled.missing:
        raise NotRendered(settled.missing)
    store_batch(settled.groups, revisions, readings, None, now)
    note_change(corpus.pk)
    return [min(group.identifiers, key=identifier_rank) for group in settled.groups]
