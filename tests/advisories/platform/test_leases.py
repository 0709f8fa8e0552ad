"""Leases: a heartbeat renews them while the worker lives, whatever its job does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from advisories.models import Job
from advisories.platform import jobs, leases
from advisories.platform.jobs import Progress, claim, job_kind, run_job
from advisories.platform.leases import stopping
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
State = Job.State


@pytest.fixture
def handler(settings: Any) -> Iterator[Callable[..., Any]]:
    """Return a decorator that registers the handler of jobs of the kind "slow". Leases last 0.4 seconds."""
    settings.JOB_LEASE = 0.4
    settings.JOB_NOTIFIER = "tests.support.guards.ignore_notification"
    yield job_kind("slow")
    jobs.HANDLERS.pop("slow", None)


@pytest.fixture
def job() -> Job:
    return Job.objects.create(kind="slow", created_at=timezone.now())


def test_slow_stage_without_a_report_keeps_the_lease(handler: Any, job: Job) -> None:
    @handler
    def be_slow(job: Job, progress: Progress) -> dict[str, Any]:
        time.sleep(1)
        return {"claimed": claim(job.pk) is not None}

    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == (State.DONE, {"claimed": False}, 1)


def test_transaction_that_locks_the_database_longer_than_a_lease_keeps_it(handler: Any, job: Job) -> None:
    @handler
    def store_slowly(job: Job, progress: Progress) -> dict[str, Any]:
        with transaction.atomic():
            job.save(update_fields=["kind"])
            time.sleep(0.8)
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
    wait_until(lambda: claim(job.pk), "the lease of the dead worker has expired", seconds=5)


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
    wait_until(lambda: claim(job.pk), "the lease has expired", seconds=5)
