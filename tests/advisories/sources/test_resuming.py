"""Live imports: resumed after a failure, cancelled, refused; the token stays secret."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from advisories.corpus.corpora import main_corpus
from advisories.intake import live_import as imports
from advisories.intake.live_import import resume, start
from advisories.models import ImportRun, Job, SourceRecord
from advisories.platform.errors import BadInput
from tests.advisories.sources.conftest import TOKEN, Time, counts, return_job_to_queue, run_import, state
from tests.support.fake_sources import Source, status, works

pytestmark = pytest.mark.django_db

LIVE = "/api/v1/corpora/main/imports/live/"


def test_import_of_a_dead_worker_is_resumed(
    source: Source, live_import: Callable[..., ImportRun], time: Time, monkeypatch: pytest.MonkeyPatch, lea: Any
) -> None:
    run = start("github", {}, lea, main_corpus())
    assert run.job
    source.faults += [works, works, status(503, Retry_After="60")]

    def die() -> None:
        raise KeyboardInterrupt  # no handler catches it

    time.on_sleep = die
    with pytest.raises(KeyboardInterrupt):
        run_import(run, time, monkeypatch)
    run.refresh_from_db()
    assert (run.created, run.position["page"], run.finished_at) == (4, 2, None)
    return_job_to_queue()
    time.on_sleep = lambda: None
    source.asked.clear()
    done = live_import(run)
    assert counts(done) == (5, 0, 0)
    assert [path for path, _ in source.asked if "is_withdrawn" not in path] == ["/advisories?page=3"]


def test_partly_stored_page_is_not_counted_twice(
    source: Source, live_import: Callable[..., ImportRun], monkeypatch: pytest.MonkeyPatch, lea: Any
) -> None:
    source.per_page = 4
    monkeypatch.setattr("advisories.intake.importing.BATCH", 3)
    import_records = imports.import_records

    def import_and_die(records: Any, **options: Any) -> Any:
        options["on_progress"] = lambda done: (_ for _ in ()).throw(KeyboardInterrupt)
        return import_records(records, **options)

    run = start("github", {}, lea, main_corpus())
    monkeypatch.setattr(imports, "import_records", import_and_die)
    with pytest.raises(KeyboardInterrupt):
        live_import(run)
    run.refresh_from_db()
    assert (run.created, run.position) == (3, {"skip": 3})
    monkeypatch.setattr(imports, "import_records", import_records)
    return_job_to_queue()
    assert counts(live_import(run)) == (5, 0, 0)


def test_wait_is_cancelled_and_resumed(
    source: Source, live_import: Callable[..., ImportRun], time: Time, api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = api.post(LIVE, {"source": "github", "github": {"ecosystem": "pip"}}, format="json")
    assert made.status_code == 201, made.json()
    run = ImportRun.objects.get(pk=made.json()["id"])
    source.faults += [works, status(429, Retry_After="600")]
    seen: list[str] = []

    def cancel() -> None:
        assert run.job
        seen.append(Job.objects.get(pk=run.job.pk).message)
        api.post(f"/api/v1/jobs/{run.job.pk}/cancel/")

    time.on_sleep = cancel
    cancelled = live_import(run)
    assert (state(cancelled)[0], counts(cancelled)) == ("cancelled", (2, 0, 0))
    assert time.slept < 3
    assert seen[0].endswith("GitHub asks to wait (rate limit)")
    time.on_sleep = lambda: None
    response = api.post(f"/api/v1/corpora/main/imports/{run.pk}/resume/")
    assert (response.status_code, response.json()["created"]) == (200, 2)
    assert counts(live_import(ImportRun.objects.get(pk=run.pk))) == (5, 0, 0)
    refused = api.post(f"/api/v1/corpora/main/imports/{run.pk}/resume/")
    assert (refused.status_code, refused.json()["detail"]) == (
        400,
        "Only an import that failed or was cancelled can be resumed. This one did neither.",
    )


@pytest.mark.django_db(transaction=True)
def test_import_that_two_resume_at_once_gets_one_job(
    source: Source, live_import: Callable[..., ImportRun], lea: Any
) -> None:
    source.faults += [status(500)] * 6
    number = live_import().pk
    barrier = Barrier(4)
    answers: list[str] = []

    def resume_at_once() -> None:
        try:
            failed = ImportRun.objects.select_related("job").get(pk=number)
            barrier.wait()
            resume(failed, lea)
            answers.append("resumed")
        except BadInput as refusal:
            answers.append(refusal.detail)
        finally:
            connection.close()

    threads = [Thread(target=resume_at_once) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["This import is already waiting or running. Wait until it ends, or cancel it."] * 3 + [
        "resumed"
    ]
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == ["failed", "queued"]


def test_token_is_not_disclosed(
    source: Source, live_import: Callable[..., ImportRun], api: APIClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    source.faults += [status(500), status(401, TOKEN.encode())]
    live_import()
    live_import()
    outputs = [api.get(LIVE).content.decode(), api.get("/api/v1/corpora/main/imports/").content.decode(), caplog.text]
    outputs += [json.dumps(list(model.objects.values()), default=str) for model in (ImportRun, Job, SourceRecord)]
    assert TOKEN not in "".join(outputs)
    assert json.loads(outputs[0])[0] == {"source": "github", "address": source.url, "token": True}


@pytest.mark.parametrize("ecosystem", ["../secret", "", "a/../b", "x" * 99, "http://e.org", "ä"])
def test_ecosystem_that_is_a_path_is_refused(source: Source, api: APIClient, ecosystem: str) -> None:
    refused = api.post(LIVE, {"source": "osv", "osv": {"ecosystem": ecosystem}}, format="json")
    assert refused.status_code == 400
    assert not source.asked


@pytest.mark.parametrize(
    "body",
    [
        {"source": "osv"},
        {"source": "nvd"},
        {"source": "github", "github": {"published": "yesterday"}},
        {"source": "github", "github": {"severity": "awful"}},
        {"source": "github", "github": "all"},
    ],
)
def test_invalid_query_is_refused(source: Source, api: APIClient, body: Any) -> None:
    assert api.post(LIVE, body, format="json").status_code == 400
    assert not ImportRun.objects.exists()


def test_source_can_be_switched_off(api: APIClient, settings: Any) -> None:
    settings.GITHUB_URL = ""
    refused = api.post(LIVE, {"source": "github"}, format="json")
    assert (refused.status_code, refused.json()["detail"]) == (409, "GitHub is switched off on this server.")


def test_live_import_without_permission_is_refused(api: APIClient, lea: Any, source: Source) -> None:
    lea.maintained_corpora.clear()
    assert api.post(LIVE, {"source": "github"}, format="json").status_code == 403
    assert api.post("/api/v1/corpora/main/imports/1/resume/").status_code == 403


def test_import_of_uploads_cannot_be_resumed(api: APIClient) -> None:
    run = ImportRun.objects.create(corpus=main_corpus(), source="x", started_at="2031-01-01T00:00:00Z")
    refused = api.post(f"/api/v1/corpora/main/imports/{run.pk}/resume/")
    assert (refused.status_code, refused.json()["detail"][:26]) == (400, "Uploaded files are deleted")


def test_import_that_failed_at_its_start_is_resumed_from_the_first_page(
    source: Source, live_import: Callable[..., ImportRun], lea: Any
) -> None:
    source.faults += [status(500)] * 6
    failed = live_import()
    assert state(failed)[0] == "failed"
    assert counts(live_import(resume(failed, lea))) == (5, 0, 0)
