"""Fixtures of live imports: a source on loopback, a clock that advances by sleeping."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from advisories.corpus.corpora import main_corpus
from advisories.intake import live_import as imports
from advisories.intake.live_import import Clock, start
from advisories.models import ImportRun, Job
from advisories.platform import jobs
from tests.support.fake_sources import Source, ghsa, served

TOKEN = "ghp_secret"  # not a real token


class Time:
    """A clock that only sleeping advances."""

    def __init__(self) -> None:
        self.seconds, self.slept = 1_900_000_000.0, 0.0
        self.on_sleep: Callable[[], None] = lambda: None

    def sleep(self, seconds: float) -> None:
        self.on_sleep()
        self.seconds += seconds
        self.slept += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.seconds, sleep=self.sleep)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def source(settings: Any, tmp_path: Any) -> Iterator[Source]:
    with served(Source(advisories=[ghsa(n) for n in range(5)])) as running:
        settings.GITHUB_URL, settings.GITHUB_TOKEN = running.url, TOKEN
        settings.OSV_URL, settings.DATA_DIR = f"{running.url}/osv", tmp_path
        yield running


@pytest.fixture(autouse=True)
def report_every_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "SECONDS_BETWEEN_REPORTS", 0)


def run_import(run: ImportRun, time: Time, monkeypatch: pytest.MonkeyPatch) -> ImportRun:
    """Run the job of an import, as a worker does."""
    monkeypatch.setattr(imports, "Clock", lambda: time.clock)
    assert run.job
    jobs.run_job(run.job.pk)
    return ImportRun.objects.select_related("job").get(pk=run.pk)


@pytest.fixture
def live_import(time: Time, monkeypatch: pytest.MonkeyPatch, lea: Any) -> Callable[..., ImportRun]:
    """Return a function that starts and runs an import, or runs a given import again."""

    def import_from(kind: str | ImportRun = "github", **query: str) -> ImportRun:
        run = kind if isinstance(kind, ImportRun) else start(kind, query, lea, main_corpus())
        return run_import(run, time, monkeypatch)

    return import_from


def counts(run: ImportRun) -> tuple[int, int, int]:
    assert run.job
    return run.created, run.unchanged, run.rejected


def state(run: ImportRun) -> tuple[str, str]:
    assert run.job
    return run.job.state, run.job.message


def return_job_to_queue() -> None:
    """Return the job of a dead worker to the queue, as if its lease had expired."""
    Job.objects.update(state=Job.State.QUEUED, lease_until=None, lease_holder="")
