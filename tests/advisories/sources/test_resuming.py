"""Live imports that stop half-way go on where they stood; and no token where it does not belong."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from advisories.intake import live_import as imports
from advisories.intake.live_import import resume, start
from advisories.models import ImportRun, Job, SourceRecord
from tests.advisories.sources.conftest import TOKEN, Time, counts, put_back, run_import, state
from tests.support.fake_sources import Source, status, works

pytestmark = pytest.mark.django_db

LIVE = "/api/v1/imports/live/"


def test_dead_worker_is_followed_by_one_that_goes_on(
    source: Source, go: Callable[..., ImportRun], time: Time, monkeypatch: pytest.MonkeyPatch, lea: Any
) -> None:
    run = start("github", {}, lea)
    assert run.job
    source.faults += [works, works, status(503, Retry_After="60")]

    def die() -> None:
        raise KeyboardInterrupt  # as little as possible runs after it

    time.on_sleep = die
    with pytest.raises(KeyboardInterrupt):
        run_import(run, time, monkeypatch)
    run.refresh_from_db()
    assert (run.created, run.position["page"], run.finished_at) == (4, 2, None)
    put_back()
    time.on_sleep = lambda: None
    source.asked.clear()
    done = go(run)
    assert counts(done) == (5, 0, 0)
    assert [path for path, _ in source.asked] == ["/advisories?page=3"]


def test_part_of_a_page_is_not_counted_twice(
    source: Source, go: Callable[..., ImportRun], monkeypatch: pytest.MonkeyPatch, lea: Any
) -> None:
    source.per_page = 4
    monkeypatch.setattr("advisories.intake.importing.BATCH", 3)
    before = imports.import_records

    def dying(found: Any, **options: Any) -> Any:
        options["on_progress"] = lambda done: (_ for _ in ()).throw(KeyboardInterrupt)
        return before(found, **options)

    run = start("github", {}, lea)
    monkeypatch.setattr(imports, "import_records", dying)
    with pytest.raises(KeyboardInterrupt):
        go(run)
    run.refresh_from_db()
    assert (run.created, run.position) == (3, {"skip": 3})
    monkeypatch.setattr(imports, "import_records", before)
    put_back()
    assert counts(go(run)) == (5, 0, 0)


def test_wait_is_cancelled_and_resumed(
    source: Source, go: Callable[..., ImportRun], time: Time, api: APIClient, monkeypatch: pytest.MonkeyPatch
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
    cancelled = go(run)
    assert (state(cancelled)[0], counts(cancelled)) == ("cancelled", (2, 0, 0))
    assert time.slept < 3
    assert seen[0].endswith("GitHub asks to wait (rate limit)")
    time.on_sleep = lambda: None
    answer = api.post(f"/api/v1/imports/{run.pk}/resume/")
    assert (answer.status_code, answer.json()["created"]) == (200, 2)
    assert counts(go(ImportRun.objects.get(pk=run.pk))) == (5, 0, 0)
    refused = api.post(f"/api/v1/imports/{run.pk}/resume/")
    assert (refused.status_code, refused.json()["detail"]) == (
        400,
        "Only an import that failed or was cancelled can be resumed. This one did neither.",
    )


def test_token_is_told_to_nobody(
    source: Source, go: Callable[..., ImportRun], api: APIClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    source.faults += [status(500), status(401, TOKEN.encode())]
    go()
    go()
    told = [api.get(LIVE).content.decode(), api.get("/api/v1/imports/").content.decode(), caplog.text]
    told += [json.dumps(list(model.objects.values()), default=str) for model in (ImportRun, Job, SourceRecord)]
    assert TOKEN not in "".join(told)
    assert json.loads(told[0])[0] == {"source": "github", "address": source.url, "token": True}


@pytest.mark.parametrize("ecosystem", ["../secret", "", "a/../b", "x" * 99, "http://e.org", "ä"])
def test_ecosystem_is_no_path(source: Source, api: APIClient, ecosystem: str) -> None:
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
def test_question_that_makes_no_sense_is_refused(source: Source, api: APIClient, body: Any) -> None:
    assert api.post(LIVE, body, format="json").status_code == 400
    assert not ImportRun.objects.exists()


def test_source_can_be_switched_off(api: APIClient, settings: Any) -> None:
    settings.GITHUB_URL = ""
    refused = api.post(LIVE, {"source": "github"}, format="json")
    assert (refused.status_code, refused.json()["detail"]) == (409, "GitHub is switched off on this server.")


def test_only_who_may_import_starts_one(api: APIClient, guards: Any, source: Source) -> None:
    guards.ADVISORIES_IMPORT_GUARD = "tests.support.guards.no"
    assert api.post(LIVE, {"source": "github"}, format="json").status_code == 403
    assert api.post("/api/v1/imports/1/resume/").status_code == 403


def test_uploaded_files_are_not_resumed(api: APIClient) -> None:
    run = ImportRun.objects.create(source="x", started_at="2031-01-01T00:00:00Z")
    refused = api.post(f"/api/v1/imports/{run.pk}/resume/")
    assert (refused.status_code, refused.json()["detail"][:26]) == (400, "Uploaded files are deleted")


def test_first_page_is_the_start_of_a_resumed_import(source: Source, go: Callable[..., ImportRun], lea: Any) -> None:
    source.faults += [status(500)] * 6
    failed = go()
    assert state(failed)[0] == "failed"
    assert counts(go(resume(failed, lea))) == (5, 0, 0)
