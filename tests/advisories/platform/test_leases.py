"""Leases: a heartbeat renews them while the worker lives, whatever its job does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import DateTimeField, ExpressionWrapper, F
from django.utils import timezone

from advisories.models import Job
from advisories.platform import jobs, leases
from advisories.platform.jobs import Progress, claim, job_kind, run_job
from advisories.platform.leases import stopping
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
State = Job.State


LEASE = 60  # seconds; the tests move the ends of leases instead of waiting


@pytest.fixture
def handler(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Return a decorator that registers the handler of jobs of the kind "slow", whose heartbeat is fast."""
    settings.JOB_LEASE = LEASE
    settings.JOB_NOTIFIER = "tests.support.guards.ignore_notification"
    monkeypatch.setattr(leases, "BEAT", 0.01)
    monkeypatch.setattr(leases, "BUSY_TIMEOUT", 10)
    yield job_kind("slow")
    jobs.HANDLERS.pop("slow", None)


@pytest.fixture
def job() -> Job:
    return Job.objects.create(kind="slow", created_at=timezone.now())


@pytest.fixture
def beats(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which each heartbeat adds "begun" and "ended"."""
    recorded: list[str] = []
    beat = leases.Heartbeat.beat

    def recorded_beat(heartbeat: leases.Heartbeat, stop: bool) -> bool:
        recorded.append("begun")
        result = beat(heartbeat, stop)
        recorded.append("ended")
        return result

    monkeypatch.setattr(leases.Heartbeat, "beat", recorded_beat)
    return recorded


def let_time_pass(job: Job, seconds: float) -> None:
    """Let the lease of the job end earlier by so many seconds."""
    earlier = ExpressionWrapper(F("lease_until") - timedelta(seconds=seconds), output_field=DateTimeField())
    assert Job.objects.filter(pk=job.pk, lease_until__isnull=False).update(lease_until=earlier)


def test_slow_stage_without_a_report_keeps_the_lease(handler: Any, job: Job, beats: list[str]) -> None:
    @handler
    def be_slow(job: Job, progress: Progress) -> dict[str, Any]:
        for _ in range(3):
            let_time_pass(job, LEASE * 0.9)
            before = beats.count("ended")
            wait_until(lambda before=before: beats.count("ended") >= before + 2, "a whole heartbeat")
        return {"claimed": claim(job.pk) is not None}

    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == (State.DONE, {"claimed": False}, 1)


def test_transaction_that_locks_the_database_longer_than_a_lease_keeps_it(
    handler: Any, job: Job, beats: list[str]
) -> None:
    @handler
    def store_slowly(job: Job, progress: Progress) -> dict[str, Any]:
        with transaction.atomic():
            job.save(update_fields=["kind"])
            before = beats.count("begun")
            # A heartbeat that fails (SQLite) or waits (PostgreSQL) while the transaction holds the row.
            wait_until(lambda: beats.count("begun") > before + (connection.vendor == "sqlite"), "a heartbeat")
            let_time_pass(job, LEASE * 2)
            progress.store_result({"stored": True})
        return {"claimed": claim(job.pk) is not None}

    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == (State.DONE, {"claimed": False})


def test_heartbeat_ends_with_the_job(handler: Any, job: Job) -> None:
    @handler
    def fail(job: Job, progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_job(job.pk)
    assert not [thread for thread in threading.enumerate() if isinstance(thread, leases.Heartbeat)]
    assert claim(job.pk) is None
    let_time_pass(job, LEASE + 1)
    assert claim(job.pk)


def test_slow_stage_of_a_stopping_worker_returns_the_job_without_a_death(
    handler: Any, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "RETURN_AFTER", 0)

    @handler
    def be_stopped(job: Job, progress: Progress) -> None:
        stopping.set()
        wait_until(lambda: Job.objects.get(pk=job.pk).state == State.QUEUED, "the job is returned", seconds=5)

    try:
        run_job(job.pk)
    finally:
        stopping.clear()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.finished_at, job.result) == (State.QUEUED, 0, None, None)


def test_worker_that_lost_its_lease_is_no_death(handler: Any, job: Job) -> None:
    """Paused workers wake up after others took their job, more often than workers may die."""
    runs: list[int] = []

    @handler
    def pause(job: Job, progress: Progress) -> dict[str, Any]:
        runs.append(job.attempts)
        if len(runs) < 6:
            Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1), lease_holder="none")
            progress(1)
        return {"runs": len(runs)}

    for _ in range(6):
        Job.objects.filter(lease_holder="none").update(lease_until=timezone.now() - timedelta(seconds=1))
        run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, runs) == (State.DONE, {"runs": 6}, [1] * 6)


@pytest.mark.parametrize("days", [-1, 1])
def test_lease_is_compared_with_the_clock_of_the_database(
    handler: Any, job: Job, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(days=days))
    assert claim(job.pk)
    monkeypatch.undo()
    assert claim(job.pk) is None
    let_time_pass(job, LEASE + 1)
    assert claim(job.pk)
