"""Advisories of one format, imported without files."""

from __future__ import annotations

import json
from typing import Any

from django.utils import timezone

from advisories.corpus.corpora import main_corpus
from advisories.formats.parsing import parse_again
from advisories.intake import importing
from advisories.intake.importing import import_records
from advisories.models import Advisory, ImportRun, Project
from advisories.records import AdvisoryRecord, Rejected


def osv(identifier: str, *aliases: str, **fields: Any) -> AdvisoryRecord:
    """Return an OSV record."""
    item = {"id": identifier, "modified": "2031-01-01T00:00:00Z", "aliases": list(aliases), "details": "Text."}
    return parse_again(json.dumps(item | fields), f"{identifier}.json", "osv")


def store(*records: AdvisoryRecord | Rejected, project: Project | None = None) -> dict[str, int]:
    """Import the records and return the counts that are not 0."""
    run = ImportRun.objects.create(corpus=main_corpus(), source="test", started_at=timezone.now())
    import_records(records, run=run, project=project)
    run.refresh_from_db()
    assert run.finished_at
    return {name: getattr(run, name) for name in importing.COUNTS if getattr(run, name)}


def corpus() -> dict[str, list[str]]:
    """Return the key of each advisory -> all its identifiers."""
    return {
        advisory.key: sorted(alias.value for alias in advisory.aliases.all())
        for advisory in Advisory.objects.prefetch_related("aliases")
    }
