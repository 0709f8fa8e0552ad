"""Writes the flaws of a batch: joins advisories that are one, stores facts, aliases, records and texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from advisories.corpus.merging import MergedFacts, identifier_rank, merge_facts
from advisories.corpus.projects import get_or_create_projects, project_slug
from advisories.intake.alias_groups import AliasGroup
from advisories.intake.revisions import RecordName, Revisions
from advisories.models import Advisory, Alias, Document, Project, SourceRecord
from advisories.platform.database import insert, reserve_ids
from advisories.text.reading import Reading, read

TITLE_FROM_TEXT: Final = 120  # characters of the first line, where no source has a title


def store_batch(flaws: list[AliasGroup], revisions: Revisions, project: Project | None, now: datetime) -> None:
    """Store `flaws` as they are with this batch; `project` is the one asked for, if any."""
    for flaw in flaws:
        _join(flaw)
    facts = {flaw: merge_facts(_records(flaw, revisions)) for flaw in flaws}
    projects = _projects(facts, project)
    numbers = iter(reserve_ids(Advisory, sum(not flaw.advisories for flaw in flaws)))
    holders: dict[AliasGroup, int] = {}
    created, documents = [], []
    changed: list[Advisory] = []
    fields = set[str]()
    for flaw in flaws:
        reading = _reading(flaw, facts[flaw])
        values = _values(flaw, facts[flaw], reading, projects[flaw])
        if not flaw.advisories:
            holders[flaw] = number = next(numbers)
            created.append((number, now, *values.values()))
        else:
            holders[flaw] = flaw.advisories[0].pk
            if names := [name for name, value in values.items() if getattr(flaw.advisories[0], name) != value]:
                for name in names:
                    setattr(flaw.advisories[0], name, values[name])
                changed.append(flaw.advisories[0])
                fields.update(names)
        sha256 = hashlib.sha256(reading.html.encode()).hexdigest()
        if sha256 != flaw.last_text[1]:
            documents.append((holders[flaw], values["title"], reading.html, reading.text, sha256, now))
    if created:
        insert(Advisory, ("id", "created_at", *values), created)
    if changed:
        Advisory.objects.bulk_update(changed, sorted(fields))
    aliases = [(holders[flaw], value) for flaw in flaws for value in sorted(flaw.identifiers - flaw.aliases)]
    insert(Alias, ("advisory_id", "value"), aliases)
    revisions.save({(record.format, record.identifier): holders[flaw] for flaw in flaws for record in flaw.records})
    insert(Document, ("advisory_id", "title", "html", "text", "sha256", "created_at"), documents)


def _reading(flaw: AliasGroup, facts: MergedFacts) -> Reading:
    """What raters read: mostly as it was made ahead of the one record that title and text come from."""
    for record in flaw.records:
        if record.reading and record.title.strip() == facts.title and record.body == facts.body:
            return record.reading
    return read(facts.title, facts.body)


def _join(flaw: AliasGroup) -> None:
    """Move all that belongs to a flaw's other advisories to the first, whose key is the lowest.

    Documents move as they are, so a unit keeps the text that was coded. Nothing else may hold an advisory.
    """
    if len(flaw.advisories) < 2:
        return
    kept, *emptied = flaw.advisories
    numbers = [advisory.pk for advisory in emptied]
    for model in (Alias, SourceRecord, Document):
        model._default_manager.filter(advisory__in=numbers).update(advisory=kept)
    if kept.project is None:
        kept.project = next((advisory.project for advisory in emptied if advisory.project), None)
        kept.save(update_fields=["project"])
    Advisory.objects.filter(pk__in=numbers).delete()
    flaw.advisories = [kept]


def _records(flaw: AliasGroup, revisions: Revisions) -> Iterator[Any]:
    names: dict[RecordName, None] = dict.fromkeys([*flaw.stored, *((r.format, r.identifier) for r in flaw.records)])
    for name in names:
        yield revisions.current_record(name, flaw.stored.get(name))


def _projects(facts: dict[AliasGroup, MergedFacts], asked: Project | None) -> dict[AliasGroup, Project | None]:
    """The project asked for; else the one that stands; else the one that the records name or suggest."""
    found = {flaw: asked or (flaw.advisories[0].project if flaw.advisories else None) for flaw in facts}
    open_flaws = [flaw for flaw in facts if found[flaw] is None and facts[flaw].project]
    if open_flaws:
        named = get_or_create_projects({facts[flaw].project for flaw in open_flaws})
        found |= {flaw: named[project_slug(facts[flaw].project)] for flaw in open_flaws}
    return found


def _values(flaw: AliasGroup, facts: MergedFacts, reading: Reading, project: Project | None) -> dict[str, Any]:
    """The columns of an advisory, always in the same order."""
    key = min(flaw.identifiers, key=identifier_rank)
    title = " ".join(facts.title.split()) or _first_line(reading.text)
    words = [key, *sorted(flaw.identifiers), title, project.name if project else "", facts.package]
    return {
        "key": key,
        "project_id": project.pk if project else None,
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
        "search_text": "\n".join(words).casefold(),
    }


def _first_line(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE_FROM_TEXT else line[: TITLE_FROM_TEXT - 1].rstrip() + "…"
