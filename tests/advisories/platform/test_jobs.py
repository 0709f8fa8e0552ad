"""Jobs: run once for any number of notifications, survive dead workers, report failures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from advisories.models import Job
from advisories.platform import jobs
from advisories.platform.errors import RuleBroken
from advisories.platform.jobs import Cancelled, Progress, cancel, enqueue, job_kind, run_job, sweep
from advisories.platform.leases import stopping

State = Job.State
notifications: list[int] = []


def record_notification(job_id: int, *, expires: float | None = None) -> None:
    notifications.append(job_id)


def fail_to_notify(job_id: int, *, expires: float | None = None) -> None:
    raise OSError("no broker here")


@pytest.fixture
def notified(settings: Any) -> list[int]:
    """The numbers of the jobs for which a notification was sent."""
    settings.JOB_NOTIFIER = "tests.advisories.platform.test_jobs.record_notification"
    notifications.clear()
    return notifications


@pytest.fixture
def handler() -> Iterator[Callable[..., Any]]:
    """Return a decorator that registers the handler of jobs of the kind "test" for one test."""
    yield job_kind("test")
    jobs.HANDLERS.pop("test")


def die(job: Job, progress: Progress) -> None:
    """End like a worker that is killed: nothing more is stored."""
    raise KeyboardInterrupt


def new_job(**fields: Any) -> Job:
    return Job.objects.create(**{"kind": "test", "created_at": timezone.now(), **fields})


def running_elsewhere(lease: timedelta, **fields: Any) -> Job:
    return new_job(
        **{"state": State.RUNNING, "lease_until": timezone.now() + lease, "lease_holder": "another", **fields}
    )


def expired_since(seconds: float) -> timedelta:
    return timedelta(seconds=-seconds)


@pytest.mark.django_db
class TestEnqueue:
    def test_notifies_after_the_transaction(self, notified: list[int], django_capture_on_commit_callbacks: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            job = enqueue("test", {"a": 1})
            assert notified == []
        assert notified == [job.pk]
        assert (job.kind, job.arguments, job.state) == ("test", {"a": 1}, State.QUEUED)

    def test_without_a_broker_the_job_waits_for_the_sweeper(
        self, settings: Any, notified: list[int], django_capture_on_commit_callbacks: Any
    ) -> None:
        settings.JOB_NOTIFIER = "tests.advisories.platform.test_jobs.fail_to_notify"
        with django_capture_on_commit_callbacks(execute=True):
            job = enqueue("test", {})
        settings.JOB_NOTIFIER = "tests.advisories.platform.test_jobs.record_notification"
        sweep()
        assert notified == [job.pk]


@pytest.mark.django_db
class TestRun:
    def test_result_and_last_progress_are_stored(self, handler: Any) -> None:
        @handler
        def count(job: Job, progress: Progress) -> dict[str, Any]:
            for done in range(5):
                progress(done, 5, f"number {done}")
            return {"counted": job.arguments["what"]}

        job = new_job(arguments={"what": "sheep"})
        run_job(job.pk)
        job.refresh_from_db()
        assert (job.state, job.done, job.total, job.message) == (State.DONE, 4, 5, "number 4")
        assert job.result == {"counted": "sheep"}
        assert (job.lease_until, job.lease_holder, job.attempts) == (None, "", 1)
        assert job.finished_at is not None

    def test_runs_once_for_two_notifications(self, handler: Any) -> None:
        runs = []

        @handler
        def run_again(job: Job, progress: Progress) -> None:
            runs.append(job.pk)
            run_job(job.pk)

        job = new_job()
        run_job(job.pk)
        run_job(job.pk)
        assert runs == [job.pk]

    @pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.CANCELLED])
    def test_ended_job_does_not_run_again(self, handler: Any, state: str) -> None:
        handler(lambda job, progress: pytest.fail("ran"))
        job = new_job(state=state)
        run_job(job.pk)
        assert Job.objects.get(pk=job.pk).state == state

    def test_valid_lease_is_respected_and_expired_one_is_claimed(self, handler: Any) -> None:
        handler(lambda job, progress: {"by": "me"})
        leased, expired = running_elsewhere(timedelta(seconds=30)), running_elsewhere(expired_since(1), attempts=1)
        run_job(leased.pk)
        run_job(expired.pk)
        assert list(Job.objects.order_by("pk").values_list("state", "attempts")) == [
            (State.RUNNING, 0),
            (State.DONE, 2),
        ]

    def test_broken_rule_fails_with_its_sentence(self, handler: Any) -> None:
        @handler
        def refuse(job: Job, progress: Progress) -> None:
            raise RuleBroken("The file is empty. Choose another.")

        job = new_job()
        run_job(job.pk)
        job.refresh_from_db()
        assert (job.state, job.message) == (State.FAILED, "The file is empty. Choose another.")

    @pytest.mark.parametrize("kind", ["test", "unknown kind"])
    def test_program_error_fails_without_internals(
        self, handler: Any, kind: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        @handler
        def raise_error(job: Job, progress: Progress) -> None:
            raise KeyError("secret_column")

        job = new_job(kind=kind)
        run_job(job.pk)
        job.refresh_from_db()
        assert (job.state, job.message) == (State.FAILED, jobs.PROGRAM_ERROR)
        assert "Traceback" in caplog.text
        assert "KeyError" in caplog.text


@pytest.mark.django_db
class TestProgress:
    def test_renews_the_lease(self, settings: Any) -> None:
        job = running_elsewhere(timedelta(seconds=1))
        Progress(job)(1)
        job.refresh_from_db()
        assert job.lease_until is not None
        assert job.lease_until > timezone.now() + timedelta(seconds=settings.JOB_LEASE - 5)

    def test_writes_the_first_and_last_report_and_few_others(self, django_assert_num_queries: Any) -> None:
        progress = Progress(running_elsewhere(timedelta(seconds=30)))
        with django_assert_num_queries(2):
            for done in range(1, 1001):
                progress(done, 1000)

    def test_cancelled_stops_the_handler_and_stays_cancelled(self, handler: Any) -> None:
        seen: list[BaseException] = []

        @handler
        def cancel_itself(job: Job, progress: Progress) -> None:
            cancel(Job.objects.get(pk=job.pk))
            try:
                progress(1, 1)
            except Exception:
                pytest.fail("`except Exception` of a handler must not catch it")
            except Cancelled as stop:
                seen.append(stop)
                raise

        job = new_job()
        run_job(job.pk)
        job.refresh_from_db()
        assert len(seen) == 1
        assert (job.state, job.lease_until, job.message) == (State.CANCELLED, None, "")

    def test_lost_lease_stops_the_handler_and_leaves_the_job_to_its_holder(self, handler: Any) -> None:
        @handler
        def too_slow(job: Job, progress: Progress) -> None:
            Job.objects.filter(pk=job.pk).update(lease_holder="another")
            progress(1, 1)
            pytest.fail("continued without the lease")

        job = new_job()
        run_job(job.pk)
        job.refresh_from_db()
        assert (job.state, job.lease_holder, job.done) == (State.RUNNING, "another", 0)
        assert job.attempts == 0, "a worker that lives and lost its lease is no death"

    def test_result_without_a_lease_is_discarded(self, handler: Any) -> None:
        @handler
        def too_slow(job: Job, progress: Progress) -> dict[str, Any]:
            Job.objects.filter(pk=job.pk).update(lease_holder="another")
            return {"late": True}

        job = new_job()
        run_job(job.pk)
        job.refresh_from_db()
        assert (job.state, job.result) == (State.RUNNING, None)

    def test_stopping_worker_returns_the_job(self, handler: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        handler(lambda job, progress: progress(1))
        job = new_job()
        stopping.set()
        try:
            run_job(job.pk)
        finally:
            stopping.clear()
        job.refresh_from_db()
        assert (job.state, job.attempts, job.lease_until, job.finished_at) == (State.QUEUED, 0, None, None)


@pytest.mark.django_db
class TestSweep:
    def test_notifies_of_waiting_and_orphaned_jobs_only(self, notified: list[int]) -> None:
        waiting, orphaned = new_job(), running_elsewhere(expired_since(1), attempts=1)
        running_elsewhere(timedelta(seconds=30))
        new_job(state=State.DONE)
        sweep()
        assert notified == [waiting.pk, orphaned.pk]

    def test_gives_up_after_three_deaths(self, handler: Any, notified: list[int]) -> None:
        handler(die)
        job = new_job()
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                run_job(job.pk)
            sweep()
            assert notified == []  # the worker may still live
            Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
            sweep()
            notified.clear()
        job.refresh_from_db()
        assert (job.state, job.message, job.attempts) == (State.FAILED, jobs.WORKER_DIED, 3)

    def test_calls_the_ending_of_a_job_that_is_given_up(self, notified: list[int]) -> None:
        ended: list[tuple[int, str]] = []
        job_kind("test", ending=lambda job: ended.append((job.pk, Job.objects.get(pk=job.pk).state)))(die)
        job = running_elsewhere(expired_since(1), attempts=3)
        sweep()
        sweep()
        jobs.HANDLERS.pop("test")
        jobs.ENDINGS.pop("test")
        assert ended == [(job.pk, State.FAILED)]


@pytest.mark.django_db
def test_cancel_does_not_change_an_ended_job() -> None:
    assert cancel(new_job()).state == State.CANCELLED
    assert cancel(new_job(state=State.DONE)).state == State.DONE
