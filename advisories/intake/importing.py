"""The only writer of the corpus: takes records in, joins those of one flaw, keeps every revision, counts.

A batch is one transaction: a crash loses no finished batch, and a second run finds its records unchanged.
What is stored of an advisory is computed anew from all its current records (`facts.merged`), so the order
in which sources are imported does not matter. The number of queries of a batch does not depend on its
records, except that advisories which turn out to be one flaw are joined one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from advisories.corpus.projects import get_or_create_project
from advisories.intake.alias_groups import AliasGroup, group_by_alias
from advisories.intake.chunks import ChunkItem, ParsedItem, ReadOptions, Unchanged, iter_chunks
from advisories.intake.report import COUNTS, Report
from advisories.intake.revisions import Revisions
from advisories.intake.store import store_batch
from advisories.intake.validation import check_columns, check_format, check_paths
from advisories.models import ImportRun, Project
from advisories.platform.errors import BadInput
from advisories.records import AdvisoryRecord, Rejected
from advisories.sources.archives import open_path
from advisories.text.reading import clean

BATCH: Final = 2000  # records a transaction: a quarter of a second in which SQLite lets nobody else write
PROBLEMS_KEPT: Final = 10_000
LOCK: Final = 0x1A7C0DE  # under which imports into one PostgreSQL database take turns


def import_records(
    found: Iterable[ChunkItem],
    *,
    run: ImportRun,
    project: Project | None = None,
    on_progress: Callable[[int], None] | None = None,
    identifiers: list[str] | None = None,
    resume: bool = False,
    position: Callable[[int], dict[str, Any]] | None = None,
) -> ImportRun:
    """Store what `found` holds and report on `run`.

    Parameters
    ----------
    found : files to be read in the format and columns that `run` names, records, or what was rejected before.
    project : what all of them are about, if the records are not to say so.
    on_progress : hears, between batches, how many records were dealt with.
    identifiers : gets those of all usable records, in their order.
    resume : whether to add to what the run has counted so far, and leave it unfinished.
    position : where the run stands after so many records; stored together with them, so that neither can be true
        without the other.

    Notes
    -----
    Each record is one of: `created` (a flaw not known before), `merged` (another source's account of a known
    flaw), `updated` (a known record with other content), `unchanged`, `rejected`.
    """
    if not resume:
        for name in COUNTS:
            setattr(run, name, 0)
        run.problems, run.finished_at = [], None
    done = 0
    how = ReadOptions(run.format, run.columns, skip=project is None and not run.columns)
    with closing(iter_chunks(found, BATCH, how)) as stream:
        for entries in stream:
            while batch := list(islice(entries, BATCH)):
                with transaction.atomic():
                    _take_turns()
                    done += len(batch)
                    if position:
                        run.position = position(done)
                    _count(run, batch, import_batch([r for r in batch if isinstance(r, AdvisoryRecord)], project))
                if identifiers is not None:
                    identifiers += [name for entry in batch if (name := _identifier(entry))]
                if on_progress:
                    on_progress(done)
    if not resume:
        run.finished_at = timezone.now()
        run.save(update_fields=[*COUNTS, "problems", "finished_at"])
    return run


def import_paths(
    paths: Sequence[Path], *, format: str = "auto", project: str = "", columns: Mapping[str, str] | None = None
) -> tuple[Report, list[str]]:
    """Import files, folders and archives; return the report and the identifiers of all records that were usable.

    Raises
    ------
    BadInput
        If a path is missing, or nothing in them is an advisory: then nothing was stored.
    """
    check_format(format)
    check_paths(list(paths))
    run = ImportRun.objects.create(
        source=clean(", ".join(path.resolve().name for path in paths))[:500],
        format=format,
        columns=check_columns(columns or {}),
        project=get_or_create_project(project) if project else None,
        started_at=timezone.now(),
    )
    identifiers: list[str] = []
    found = chain.from_iterable(open_path(path) for path in paths)
    report = Report.of(import_records(found, run=run, project=run.project, identifiers=identifiers))
    if not report.usable:
        run.delete()
        first = next(iter(report.problems), None)
        why = f"{first['source']}: {first['reason']}" if first else "there is no file."
        more = f" ({report.rejected - 1} more of this kind.)" if report.rejected > 1 else ""
        raise BadInput(f"Nothing to import: {why}{more}")
    return report, identifiers


def import_batch(records: list[AdvisoryRecord], project: Project | None) -> list[str]:
    """Store one batch; return what became of each record."""
    now = timezone.now()
    revisions = Revisions(records, now)
    outcomes = revisions.classify_revisions()
    touched = [r for r, outcome in zip(records, outcomes, strict=True) if outcome != "unchanged"]
    if project:
        touched += revisions.of_other_projects(project)
    if not touched:
        return outcomes
    flaws = group_by_alias(touched)
    met: set[AliasGroup] = set()
    for index, record in enumerate(records):
        if outcomes[index] == "new":
            flaw = flaws[record.identifier]
            outcomes[index] = "merged" if flaw.advisories or flaw in met else "created"
            met.add(flaw)
    store_batch(list(dict.fromkeys(flaws.values())), revisions, project, now)
    return outcomes


def _count(run: ImportRun, batch: list[ParsedItem], outcomes: list[str]) -> None:
    rejected = [entry for entry in batch if isinstance(entry, Rejected)]
    counts = Counter(outcomes)
    counts["rejected"] = len(rejected)
    counts["unchanged"] += sum(isinstance(entry, Unchanged) for entry in batch)
    for name in COUNTS:
        setattr(run, name, getattr(run, name) + counts[name])
    room = PROBLEMS_KEPT - len(run.problems)
    run.problems += [{"source": entry.source, "reason": entry.reason} for entry in rejected[:room]]
    run.save(update_fields=[*COUNTS, "problems", "position", "finished_at"])


def _identifier(entry: ParsedItem) -> str:
    if isinstance(entry, Unchanged):
        return entry.name[1]
    return entry.identifier if isinstance(entry, AdvisoryRecord) else ""


def _take_turns() -> None:
    """Two imports that meet the same alias at once would fail on each other; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
