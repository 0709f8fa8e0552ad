"""Jobs with a real worker and broker: no job is lost when the worker dies or is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from advisories.api.imports import start_import
from advisories.corpus.corpora import main_corpus
from advisories.models import Advisory, ImportRun, Job
from advisories.platform.jobs import enqueue
from advisories.sources import uploads
from tests.support import slow_job
from tests.support.factories import person
from tests.support.services import python
from tests.support.waiting import wait_until

State = Job.State


@pytest.fixture
def start_worker(broker: str) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Return a function that starts a worker on the test's database, with short leases."""
    database = connection.settings_dict
    address = (
        f"sqlite:///{database['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    )
    environment = os.environ | {
        "INTERCODER_DATABASE_URL": address,
        "INTERCODER_JOB_LEASE": "2",
        "INTERCODER_JOB_SWEEP": "0.2",
        "CELERY_SKIP_CHECKS": "1",
    }
    workers: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        worker = python(
            *(
                "-m",
                "celery",
                "-A",
                "annotation",
                "worker",
                "--include",
                "tests.support.slow_job",
                "--without-gossip",
                "--without-mingle",
            ),
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


@pytest.fixture
def lea() -> Any:
    return person("lea")


def refreshed(job: Job) -> Job:
    job.refresh_from_db()
    return job


@pytest.mark.django_db(transaction=True)
def test_job_of_a_killed_worker_is_finished_by_the_next(start_worker: Any, tmp_path: Path) -> None:
    job = enqueue(slow_job.wait_for_file.__name__, {"path": str(tmp_path / "end")})
    killed = start_worker()
    wait_until(lambda: refreshed(job).done > 0, "the job is running")
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert refreshed(job).state == State.RUNNING
    (tmp_path / "end").touch()
    start_worker()
    wait_until(lambda: refreshed(job).state != State.RUNNING, "the job has ended")
    assert (job.state, job.result) == (State.DONE, {"attempt": 2})


@pytest.mark.django_db(transaction=True)
def test_import_of_a_killed_worker_reports_what_an_undisturbed_one_would(start_worker: Any, lea: Any) -> None:
    lines = "\n".join(f'{{"id": "B-{number}", "details": "Text {number}."}}' for number in range(3_000))
    files = uploads.store_files([SimpleUploadedFile("all.ndjson", lines.encode())], lea)
    run = start_import(
        files,
        corpus=main_corpus(),
        project="",
        file_format="auto",
        columns={},
        table_source="",
        replaces=False,
        user=lea,
    )
    killed = start_worker()
    wait_until(lambda: ImportRun.objects.get().created, "a batch is stored")
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    run = ImportRun.objects.get()
    assert 0 < run.created < 3_000
    assert (run.position, run.finished_at) == ({"records": run.created}, None)
    start_worker()
    wait_until(lambda: run.job is not None and refreshed(run.job).state == State.DONE, "the import is done")
    run.refresh_from_db()
    assert (run.created, run.unchanged, run.rejected, Advisory.objects.count()) == (3_000, 0, 0, 3_000)
    assert run.finished_at


@pytest.mark.django_db(transaction=True)
def test_job_of_a_stopped_worker_returns_to_the_queue(start_worker: Any, tmp_path: Path) -> None:
    job = enqueue(slow_job.wait_for_file.__name__, {"path": str(tmp_path / "end")})
    stopped = start_worker()
    wait_until(lambda: refreshed(job).done > 0, "the job is running")
    stopped.terminate()
    assert stopped.wait(20) == 0
    assert (refreshed(job).state, job.attempts) == (State.QUEUED, 0)
