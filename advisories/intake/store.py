"""Stores a batch: merges advisories of one vulnerability; writes facts, aliases, records and texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from advisories.corpus.merging import MergedFacts, identifier_rank, merge_facts
from advisories.corpus.projects import get_or_create_identities
from advisories.intake.alias_groups import AliasGroup
from advisories.intake.batches import NotRendered, TextKey, text_key
from advisories.intake.revisions import Revisions
from advisories.models import Advisory, Alias, Corpus, Document, PastIdentifier, ProjectIdentity, SourceRecord
from advisories.platform.database import insert, reserve_ids, where_in
from advisories.platform.full_text import queue_texts
from advisories.records import RecordName, shorten_origin
from advisories.records.components import joined_in_words
from advisories.text.reading import Reading, one_line

TITLE_FROM_TEXT: Final = 120  # characters of the first line, if no source has a title


def store_batch(
    groups: list[AliasGroup],
    revisions: Revisions,
    readings: Mapping[TextKey, Reading],
    requested: ProjectIdentity | None,
    now: datetime,
) -> list[dict[str, str]]:
    """Store the advisories of a batch and return the remarks on their records.

    `revisions` knows their import and its corpus; `readings` has the rendered texts; `requested` identifies
    the requested project, if any. Raises NotRendered if a text is missing, before anything is stored.
    """
    records = {group: list(_records(group, revisions)) for group in groups}
    facts = {group: merge_facts(records[group]) for group in groups}
    if missing := {text_key(each) for each in facts.values()} - readings.keys():
        raise NotRendered(missing)
    corpus = revisions.run.corpus
    emptied = [advisory for group in groups for advisory in group.advisories[1:]]
    for group in groups:
        _keep_project(group)
    identities = _project_identities(facts, requested, corpus)
    numbers = iter(reserve_ids(Advisory, sum(not group.advisories for group in groups)))
    holders: dict[AliasGroup, int] = {}
    created, documents = [], []
    changed: list[Advisory] = []
    remarks: list[dict[str, str]] = []
    fields = set[str]()
    for group in groups:
        reading = readings[text_key(facts[group])]
        values = _values(group, facts[group], reading, identities[group])
        if not group.advisories:
            holders[group] = number = next(numbers)
            created.append((number, corpus.pk, now, *values.values()))
        else:
            holders[group] = group.advisories[0].pk
            if names := [name for name, value in values.items() if getattr(group.advisories[0], name) != value]:
                for name in names:
                    setattr(group.advisories[0], name, values[name])
                changed.append(group.advisories[0])
                fields.update(names)
        sha256 = hashlib.sha256(reading.html.encode()).hexdigest()
        if sha256 != group.last_text:
            documents.append((holders[group], values["title"], reading.html, reading.text, sha256, now))
            if reading.remark:
                source = next(record.origin for record in records[group] if record.body == facts[group].body)
                remarks.append({"source": shorten_origin(source), "remark": reading.remark})
    moving = emptied or any(group.moved_records or group.moved_texts for group in groups)
    _release_aliases(groups, holders, corpus)
    if created:
        insert(Advisory, ("id", "corpus_id", "created_at", *values), created)
    if moving:
        _move(groups, holders, emptied, corpus)
    if changed:
        Advisory.objects.bulk_update(changed, sorted(fields))
    aliases = [
        (corpus.pk, holders[group], value)
        for group in groups
        for value in sorted(group.identifiers)
        if group.aliases.get(value) != holders[group]
    ]
    insert(Alias, ("corpus_id", "advisory_id", "value"), aliases)
    revisions.save({name: holders[group] for group in groups for name in _names(group)})
    insert(Document, ("advisory_id", "title", "html", "text", "sha256", "created_at"), documents)
    queue_texts(holders.values())
    return remarks


def _keep_project(group: AliasGroup) -> None:
    """Give the first advisory of a group the project that a person named for one of the others."""
    named = [each for each in group.advisories if _is_named(each.project_identity)]
    if named and named[0] != group.advisories[0]:
        group.advisories[0].project_identity = named[0].project_identity


def _is_named(identity: ProjectIdentity | None) -> bool:
    return identity is not None and identity.kind in {ProjectIdentity.Kind.NAME, ProjectIdentity.Kind.REPOSITORY}


def _release_aliases(groups: list[AliasGroup], holders: dict[AliasGroup, int], corpus: Corpus) -> None:
    """Delete the identifiers that an advisory loses; those that no record names any more stay known as past ones."""
    named = {value for group in groups for value in group.identifiers}
    lost = [
        (value, holder, group)
        for group in groups
        for value, holder in group.aliases.items()
        if value not in group.identifiers or holder != holders[group]
    ]
    if not lost:
        return
    Alias.objects.filter(corpus=corpus, value__in=where_in({value for value, _, _ in lost})).delete()
    for group in groups:  # the insertion of aliases adds what another group took over
        group.aliases = {value: holder for value, holder in group.aliases.items() if (value, holder, group) not in lost}
    for value, _, group in lost:
        if value not in named and group.advisories:
            past = {"advisory_id": holders[group]}
            PastIdentifier.objects.update_or_create(corpus=corpus, value=value, defaults=past)


def _move(groups: list[AliasGroup], holders: dict[AliasGroup, int], emptied: list[Advisory], corpus: Corpus) -> None:
    """Move records with all their revisions, and documents, to the advisories that they belong to now.

    Documents move unchanged, so a unit keeps the text that was coded. Advisories without records are deleted.
    """
    for group in groups:
        for file_format, identifier, part in group.moved_records:
            rows = SourceRecord.objects.filter(corpus=corpus, format=file_format, identifier=identifier, part=part)
            rows.update(advisory=holders[group])
        if group.moved_texts:
            Document.objects.filter(pk__in=group.moved_texts).update(advisory=holders[group])
        for other in group.advisories[1:]:
            PastIdentifier.objects.filter(advisory=other).update(advisory=holders[group])
    numbers = [advisory.pk for advisory in emptied]
    PastIdentifier.objects.filter(advisory__in=numbers).delete()
    Advisory.objects.filter(pk__in=numbers).delete()
    queue_texts(numbers)


def _names(group: AliasGroup) -> list[RecordName]:
    return list(dict.fromkeys([*group.stored, *(record.name for record in group.records)]))


def _records(group: AliasGroup, revisions: Revisions) -> Iterator[Any]:
    for name in _names(group):
        yield revisions.current_record(name, group.stored.get(name))


def _project_identities(
    facts: dict[AliasGroup, MergedFacts], requested: ProjectIdentity | None, corpus: Corpus
) -> dict[AliasGroup, ProjectIdentity | None]:
    """Return what identifies the project of each group: as requested, else as a person named it, else by its facts."""
    if requested:
        return dict.fromkeys(facts, requested)
    stored = {group: group.advisories[0].project_identity for group in facts if group.advisories}
    named = {group: identity for group, identity in stored.items() if _is_named(identity)}
    wanted = {group: each.project for group, each in facts.items() if each.project and group not in named}
    known = get_or_create_identities(wanted.values(), corpus) if wanted else {}
    of_facts = {group: known[identity.value] for group, identity in wanted.items()}
    return dict.fromkeys(facts) | named | of_facts


def _values(
    group: AliasGroup, facts: MergedFacts, reading: Reading, identity: ProjectIdentity | None
) -> dict[str, Any]:
    """Return the columns of an advisory, always in the same order."""
    key = min(group.identifiers, key=identifier_rank)
    title = one_line(facts.title) or _first_line(reading.text)
    return {
        "key": key,
        "project_id": identity.project_id if identity else None,
        "project_identity_id": identity.pk if identity else None,
        "title": title,
        "severity": facts.severity,
        "severity_source": facts.severity_source,
        "cvss_vector": facts.cvss_vector,
        "cvss_score": facts.cvss_score,
        "cwes": facts.cwes,
        "ecosystem": facts.ecosystem[:60],
        "package": facts.package[:300],
        "references": facts.references,
        "published_at": facts.published_at,
        "withdrawn_at": facts.withdrawn_at,
        "joined": bool(joined_in_words(group.identifiers)),
    }


def _first_line(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE_FROM_TEXT else line[: TITLE_FROM_TEXT - 1].rstrip() + "…"
