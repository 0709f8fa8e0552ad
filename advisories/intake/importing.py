"""Imports records: groups them by vulnerability, stores every revision, and counts.

A batch is one transaction. Its texts are rendered before the transaction begins, so that a slow text does not lock the
database. After a crash, finished batches remain. Their counts and the position after them are stored with them, so that
a job which runs again continues there and reports what an undisturbed run would have. The facts of an advisory are
computed from all its current records (`corpus.merging`), so the order in which sources are imported does not matter. A
batch needs a constant number of queries, but advisories which turn out to be one vulnerability are merged one by one.
"""

from __future__ import annotations

from collections import ChainMap, Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from advisories.corpus.projects import get_or_create_project, requested_identity
from advisories.intake.alias_groups import AliasGroup, group_by_alias
from advisories.intake.asking import ask
from advisories.intake.batches import Batch, NotRendered, RenderedFiles, TextKey, iter_batches, render_texts
from advisories.intake.chunks import ChunkItem, ParsedItem, ReadOptions, Unchanged, iter_chunks
from advisories.intake.cve_facts import store_facts
from advisories.intake.join_decisions import JoinDecisions
from advisories.intake.report import COUNTS, Report
from advisories.intake.revisions import Outcome, Revisions
from advisories.intake.settling import settle
from advisories.intake.store import store_batch
from advisories.intake.table_sources import TableSources, source_name
from advisories.intake.validation import check_columns, check_format, check_paths
from advisories.models import Corpus, ImportRun, Project
from advisories.platform.errors import BadInput
from advisories.records import AdvisoryRecord, Rejected, Repeated, shorten_origin, shorten_reason
from advisories.records.components import joined_in_words
from advisories.sources.archives import open_path
from advisories.text.reading import Reading, clean

BATCH: Final = 2000  # files per chunk, which one of two processes parses while the other stores the chunk before
TRANSACTION: Final = 200  # records per transaction, which locks SQLite for about 0.05 seconds
PROBLEM_LIMIT: Final = 10_000  # rejections stored per import, and as many remarks
LOCK: Final = 0x1A7C0DE  # number of the PostgreSQL lock that serialises imports


@dataclass(frozen=True, slots=True)
class Attempt:
    """One run of the job of an import.

    Parameters
    ----------
    position : returns what to store, with the records of a batch, as the position after that many records.
    hold_lease : called at the beginning of each transaction. It raises if another run has the job.
    skip : the number of first records that earlier attempts have stored and counted.
    """

    position: Callable[[int], dict[str, Any]]
    hold_lease: Callable[[], None]
    skip: int = 0


def import_records(
    items: Iterable[ChunkItem],
    *,
    run: ImportRun,
    project: Project | None = None,
    on_progress: Callable[[int], None] | None = None,
    identifiers: list[str] | None = None,
    attempt: Attempt | None = None,
    readings: dict[TextKey, Reading] | None = None,
) -> ImportRun:
    """Store the records of `items` in the corpus of `run`, and write the report to `run`.

    Parameters
    ----------
    items : files to read in the format and columns of `run`, records, or earlier rejections.
    project : the project of all records; by default each record's own.
    on_progress : called between batches with the number of records processed.
    identifiers : list to which the identifiers of usable records are appended.
    attempt : the attempt of a job, which adds to the run's counts and leaves it unfinished.
    readings : texts that were rendered before, if the caller stores everything in one transaction. A text that is
        neither here nor in its record then raises NotRendered. All records then have the time of the run.

    Notes
    -----
    Each record counts once: `created` (a new vulnerability), `merged` (another source's record of a known one),
    `updated` (a known record with new content), `unchanged`, `rejected`, or `repeated` (an earlier record of its
    file says the same). Each row of facts about CVEs counts as
    `matched`, `not_in_corpus` or `rejected`.
    """
    if attempt is None:
        restart(run)
    done = 0
    tables = TableSources(run.corpus_id, run.table_source, run.replaces)
    skip_known = project is None and not run.columns
    options = ReadOptions(run.corpus_id, run.format, run.columns, skip_known, tables)
    with closing(iter_chunks(items, BATCH, options)) as chunks:
        for parsed_items in chunks:
            if attempt and done < attempt.skip:
                done += sum(1 for _ in islice(parsed_items, attempt.skip - done))
                if on_progress:
                    on_progress(done)
            for batch in iter_batches(parsed_items, min(BATCH, TRANSACTION), run.corpus_id):
                done += len(batch.items)
                if readings is None:
                    _store(run, batch, project, attempt, done)
                else:
                    _store_in_transaction(run, batch, project, readings, run.started_at)
                if identifiers is not None:
                    identifiers += [name for item in batch.items if (name := _identifier(item))]
                if on_progress:
                    on_progress(done)
    if attempt is None:
        run.finished_at = timezone.now()
        run.save(update_fields=[*COUNTS, "problems", "remarks", "finished_at"])
    return run


def restart(run: ImportRun) -> None:
    """Set the counts of a run to zero. They are stored with the first batch, or at the end."""
    for name in COUNTS:
        setattr(run, name, 0)
    run.problems, run.remarks, run.finished_at = [], [], None


def import_paths(
    paths: Sequence[Path],
    *,
    corpus: Corpus,
    file_format: str = "auto",
    project: str = "",
    columns: Mapping[str, str] | None = None,
    table_source: str = "",
    replaces: bool = False,
    rendered: RenderedFiles | None = None,
    started_at: datetime | None = None,
) -> tuple[Report, list[str]]:
    """Import files, folders and archives into a corpus; return the report and the identifiers of all usable records.

    In a transaction of the caller, `rendered` has what the paths contain, and `started_at` is the time of all records.

    Raises
    ------
    BadInput
        If a path does not exist, or no record is usable. Nothing is stored then.
    NotRendered
        If `rendered` lacks a text.
    """
    check_format(file_format)
    check_paths(list(paths))
    run = ImportRun.objects.create(
        corpus=corpus,
        source=clean(", ".join(path.resolve().name for path in paths))[:500],
        format=file_format,
        columns=check_columns(columns or {}),
        table_source=source_name(table_source) if table_source else "",
        replaces=replaces,
        project=get_or_create_project(project, corpus) if project else None,
        started_at=started_at or timezone.now(),
    )
    identifiers: list[str] = []
    import_records(
        rendered.items if rendered else chain.from_iterable(open_path(path) for path in paths),
        run=run,
        project=run.project,
        identifiers=identifiers,
        readings=rendered.readings if rendered else None,
    )
    report = Report.of(run)
    if not report.usable:
        run.delete()
        first = next(iter(report.problems), None)
        reason = f"{first['source']}: {first['reason']}" if first else "there is no file."
        more = f" ({report.rejected - 1} more of this kind.)" if report.rejected > 1 else ""
        raise BadInput(f"Nothing to import: {reason}{more}")
    return report, identifiers


def _store(run: ImportRun, batch: Batch, project: Project | None, attempt: Attempt | None, done: int) -> None:
    """Store a batch, its counts and the position after it in one transaction. Render what it lacks outside of it."""
    while True:
        try:
            with transaction.atomic():
                if attempt:
                    attempt.hold_lease()
                    run.position = attempt.position(done)
                _store_in_transaction(run, batch, project, {}, timezone.now())
            return
        except NotRendered as error:
            # Then once more: only stored records show which texts belong together.
            batch.readings.update(render_texts(error.texts))


def _store_in_transaction(
    run: ImportRun, batch: Batch, project: Project | None, readings: dict[TextKey, Reading], now: datetime
) -> None:
    """Store a batch and its counts. Raises NotRendered if neither the batch nor `readings` has a text."""
    wait_for_other_imports()
    outcomes, remarks = import_batch(run, batch.records, project, ChainMap(batch.readings, readings), now)
    if any(isinstance(outcome, Rejected) for outcome in outcomes):
        outcome_of = iter(list(outcomes))
        items: list[ParsedItem] = []
        for item in batch.items:
            outcome = next(outcome_of) if isinstance(item, AdvisoryRecord) else None
            items.append(outcome if isinstance(outcome, Rejected) else item)
        batch.items = items
    counts = Counter(outcome for outcome in outcomes if isinstance(outcome, str))
    for facts in batch.facts:
        counts.update(store_facts(run, facts))
    _count(run, batch.items, counts, remarks)


def import_batch(
    run: ImportRun,
    records: list[AdvisoryRecord],
    project: Project | None,
    readings: Mapping[TextKey, Reading],
    now: datetime,
) -> tuple[list[Outcome], list[dict[str, str]]]:
    """Store one batch of an import, with its rendered texts.

    Returns
    -------
    list of Outcome
        "created", "merged", "updated", "unchanged", or the rejection, for each record.
    list of dict
        Remarks on stored records, each with its source.

    Raises
    ------
    NotRendered
        If `readings` lacks a text. Nothing is stored then.
    """
    decisions = JoinDecisions.of(run.corpus_id)
    revisions = Revisions(records, run, now, decisions.waiting)
    outcomes = revisions.classify_revisions()
    touched = [r for r, outcome in zip(records, outcomes, strict=True) if outcome in {"new", "updated"}]
    requested = requested_identity(project) if project else None
    if requested:
        touched += revisions.of_other_projects(requested.project)
    if not touched:
        return outcomes, []
    closures = group_by_alias(touched, run.corpus_id, decisions)
    settled = settle(closures, revisions, decisions, readings)
    if settled.missing:
        raise NotRendered(settled.missing)
    seen: set[AliasGroup] = set()
    for index, record in enumerate(records):
        if outcomes[index] == "new":
            group = settled.group_of[record.name]
            outcomes[index] = "merged" if group.advisories or group in seen else "created"
            seen.add(group)
    remarks = [
        {"source": shorten_origin(record.origin), "remark": shorten_reason(remark)}
        for record in dict.fromkeys(touched)
        for remark in (*record.remarks, *filter(None, [record.rejection]))
    ]
    remarks += store_batch(settled.groups, revisions, readings, requested, now)
    run.waiting += ask(settled.questions, revisions)
    run.apart += settled.apart
    run.joined += sum(bool(joined_in_words(each.identifiers)) and not each.was_joined for each in settled.groups)
    return outcomes, remarks


def _count(run: ImportRun, items: list[ParsedItem], counts: Counter[str], remarks: list[dict[str, str]]) -> None:
    rejected = [item for item in items if isinstance(item, Rejected)]
    counts["rejected"] = len(rejected)
    counts["repeated"] += sum(isinstance(item, Repeated) for item in items)
    counts["unchanged"] += sum(isinstance(item, Unchanged) for item in items)
    for name in COUNTS:
        setattr(run, name, getattr(run, name) + counts[name])
    room = PROBLEM_LIMIT - len(run.problems)
    run.problems += [{"source": item.source, "reason": item.reason} for item in rejected[:room]]
    run.remarks += remarks[: PROBLEM_LIMIT - len(run.remarks)]
    run.save(update_fields=[*COUNTS, "problems", "remarks", "position"])


def _identifier(item: ParsedItem) -> str:
    if isinstance(item, Unchanged):
        return item.name[1]
    return item.identifier if isinstance(item, AdvisoryRecord) else ""


def wait_for_other_imports() -> None:
    """Wait until no other import writes."""
    # Two imports that store the same alias would fail on PostgreSQL. SQLite has only one writer.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
