"""Imports that keep a shared corpus current: set up, stop, and start those that are due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from advisories.intake import live_import
from advisories.models import Corpus, DailyImport, ImportRun, Job
from advisories.platform.errors import BadInput
from advisories.platform.locks import lock_free_rows, lock_row
from advisories.platform.transactions import step

DAY: Final = timedelta(days=1)
MOST: Final = 50  # daily imports of a corpus
WAITING: Final = {Job.State.QUEUED, Job.State.RUNNING}


@step
def repeat_daily(kind: str, query: Mapping[str, str], user: Any, corpus: Corpus) -> DailyImport:
    """Import what a query selects into a shared corpus now and every day from now on.

    Raise BadInput if the corpus belongs to a study, whose advisories nobody but its leads adds, or if this query is
    repeated already.
    """
    lock_row(corpus)
    if not corpus.shared:
        raise BadInput("Only a shared corpus is kept current. Import into the corpus of a study by hand.")
    running = list(DailyImport.objects.filter(corpus=corpus, stopped_at=None))
    run = live_import.start(kind, query, user, corpus)
    if any((daily.kind, daily.query) == (run.kind, run.query) for daily in running):
        raise BadInput("This import is repeated every day already.")
    if len(running) >= MOST:
        raise BadInput(f"A corpus has at most {MOST} daily imports. Stop one of them.")
    return DailyImport.objects.create(
        corpus=corpus,
        kind=run.kind,
        query=run.query,
        created_by=user,
        created_at=run.started_at,
        next_at=run.started_at + DAY,
        last_import=run,
    )


@step
def stop_daily(daily: DailyImport, user: Any) -> DailyImport:
    """Repeat an import no longer. What it stored stays. Stopping it again changes nothing."""
    lock_row(daily)
    daily.refresh_from_db()
    if daily.stopped_at is None:
        daily.stopped_at, daily.stopped_by = timezone.now(), user
        daily.save(update_fields=["stopped_at", "stopped_by"])
    return daily


def start_due_imports(now: datetime | None = None) -> list[ImportRun]:
    """Start the daily imports that are due, each in a transaction of its own. A worker calls it every few seconds."""
    moment = now or timezone.now()
    started = [_start_due(number, moment) for number in _due(moment).values_list("pk", flat=True)]
    return [run for run in started if run]


def _due(now: datetime) -> QuerySet[DailyImport]:
    return DailyImport.objects.filter(stopped_at=None, next_at__lte=now)


@step
def _start_due(number: int, now: datetime) -> ImportRun | None:
    """Start a daily import; None if another worker did, if it is stopped, or if its last import still runs.

    A source that is switched off is asked again on the next day.
    """
    due = _due(now).filter(pk=number)
    if not lock_free_rows(due):
        return None
    daily = due.select_related("corpus", "created_by", "last_import__job").get()
    # After a pause of the server there is one import, at the same time of the day as before.
    daily.next_at += DAY * ((now - daily.next_at) // DAY + 1)
    run = None
    if live_import.address_of(daily.kind) and not _still_runs(daily):
        run = daily.last_import = live_import.start(daily.kind, daily.query, daily.created_by, daily.corpus)
    daily.save(update_fields=["next_at", "last_import"])
    return run


def _still_runs(daily: DailyImport) -> bool:
    return bool(daily.last_import and daily.last_import.job and daily.last_import.job.state in WAITING)
