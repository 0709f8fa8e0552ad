"""The API of imports: upload, job, report, cancelling, and a worker that dies."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.intake import importing
from advisories.intake.report import COUNTS
from advisories.models import Advisory, ImportRun, Job, Upload
from advisories.platform import jobs
from advisories.platform.jobs import cancel, run_job
from advisories.sources import uploads

pytestmark = pytest.mark.django_db

IMPORTS = "/api/v1/corpora/main/imports/"
GOOD = '{"id": "PYSEC-2031-%d", "modified": "2031-01-01T00:00:00Z", "details": "Text."}'
LINES = "\n".join(GOOD % number for number in range(1, 6))


def file(content: str, name: str = "good.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def start(api: APIClient, *files: SimpleUploadedFile, **fields: str) -> dict[str, Any]:
    response = api.post(IMPORTS, {"files": list(files), **fields}, format="multipart")
    assert response.status_code == 201, response.json()
    return dict(response.json())


def die_in_batch(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker die within the transaction of this batch, counted from 1."""
    import_batch, batches = importing.import_batch, count(1)

    def import_or_die(*arguments: Any) -> Any:
        outcomes = import_batch(*arguments)
        if next(batches) == number:
            raise KeyboardInterrupt
        return outcomes

    monkeypatch.setattr(importing, "import_batch", import_or_die)


def expire_lease() -> None:
    Job.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(seconds=1))


def stored_uploads(guards: Any) -> list[Upload]:
    return list(Upload.objects.all())


def test_upload_is_imported_by_a_job(api: APIClient, guards: Any) -> None:
    run = start(api, file(GOOD % 1), file("{", "C:\\mine\\bad.json"), project="Moth Store")
    assert (run["source"], run["project"]) == ("good.json, bad.json", {"slug": "moth-store", "name": "Moth Store"})
    assert (run["finished_at"], run["problems"]) == (None, [])
    assert {name: run["job"][name] for name in ("kind", "state", "done", "total")} == {
        "kind": "import", "state": "queued", "done": 0, "total": None
    }  # fmt: skip
    assert len(stored_uploads(guards)) == 2
    run_job(run["job"]["id"])
    done = api.get(f"{IMPORTS}{run['id']}/").json()
    assert (done["created"], done["rejected"]) == (1, 1)
    assert done["problems"] == [
        {
            "source": "bad.json",
            "reason": "the JSON is cut off or broken at line 1, column 2: "
            "Expecting property name enclosed in double quotes.",
        }
    ]
    assert (done["job"]["state"], done["job"]["message"]) == ("done", "2 records read, 1 rejected")
    assert done["finished_at"]
    assert Advisory.objects.get().project.name == "Moth Store"  # type: ignore[union-attr]
    assert stored_uploads(guards) == []


def test_list_of_imports_is_newest_first(api: APIClient) -> None:
    numbers = [start(api, file(GOOD % number))["id"] for number in range(3)]
    response = api.get(IMPORTS).json()
    assert [run["id"] for run in response["results"]] == numbers[::-1]
    assert "problems" not in response["results"][0]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_need_the_same_queries_for_any_number_of_imports(
    api: APIClient, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        start(api, file(GOOD % number))
    with django_assert_num_queries(3):  # the corpus, who maintains it, and the imports
        assert len(api.get(IMPORTS).json()["results"]) == count
    with django_assert_num_queries(1):
        assert len(api.get("/api/v1/jobs/").json()) == count


def test_problems_csv_escapes_formulas(api: APIClient) -> None:
    run = start(api, file("{", "=cmd.json"), file("<html>", "-1.json"))
    run_job(run["job"]["id"])
    response = api.get(f"{IMPORTS}{run['id']}/problems.csv", HTTP_ACCEPT="text/csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="import-{run["id"]}-problems.csv"'
    rows = list(csv.reader(io.StringIO(response.content.decode())))
    assert rows[0] == ["source", "reason"]
    assert [row[0] for row in rows[1:]] == ["'=cmd.json", "'-1.json"]
    missing = api.get(f"{IMPORTS}999/problems.csv", HTTP_ACCEPT="text/csv")
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/json")


def test_import_without_permission_is_refused(api: APIClient, guards: Any, lea: Any) -> None:
    lea.maintained_corpora.clear()
    response = api.post(IMPORTS, {"files": [file(GOOD % 1)]}, format="multipart")
    assert (response.status_code, response.json()["code"]) == (403, "not_allowed")
    assert stored_uploads(guards) == []
    assert not Job.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"files": []}, {"files": ["text"]}, {"format": "pdf"}])
def test_unusable_upload_is_refused(api: APIClient, guards: Any, fields: dict[str, Any]) -> None:
    sent = {"files": [file(GOOD % 1)], **fields} if "format" in fields else fields
    assert api.post(IMPORTS, sent, format="multipart").status_code == 400
    assert (stored_uploads(guards), Job.objects.count(), ImportRun.objects.count()) == ([], 0, 0)


def test_too_large_upload_is_refused(api: APIClient, guards: Any) -> None:
    guards.UPLOAD_LIMIT = 10
    response = api.post(IMPORTS, {"files": [file("x" * 11, "a.json")]}, format="multipart")
    assert response.status_code == 400
    assert response.json()["detail"].startswith("a.json has 11 bytes; at most 10 can be uploaded.")
    assert stored_uploads(guards) == []


def test_job_is_safe_to_run_twice(api: APIClient, guards: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    run = start(api, file(LINES, "all.ndjson"))
    job = Job.objects.get()
    die_in_batch(3, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        run_job(job.pk)
    assert Advisory.objects.count() == 4
    assert len(stored_uploads(guards)) == 1, "the next worker needs the file"
    expire_lease()
    run_job(job.pk)
    done = api.get(f"{IMPORTS}{run['id']}/").json()
    assert (done["created"], done["unchanged"], done["job"]["state"]) == (5, 0, "done")
    assert (done["job"]["done"], done["job"]["message"]) == (5, "5 records read, 0 rejected")
    assert stored_uploads(guards) == []


@pytest.mark.parametrize(("dies_in", "deaths"), [(1, 2), (2, 1), (3, 1), (2, 2), (6, 1)])
def test_report_of_an_interrupted_import_equals_that_of_an_undisturbed_one(
    api: APIClient, guards: Any, monkeypatch: pytest.MonkeyPatch, dies_in: int, deaths: int
) -> None:
    """Files and a table with records of every outcome, in six batches that do not end with a file."""
    files = {
        "a.ndjson": "\n".join([GOOD % 1, "{", GOOD % 2, GOOD % 3, GOOD % 1]),
        "b.json": GOOD % 4,
        "c.csv": "id,text\nPYSEC-2031-5,Text\n,No name\nPYSEC-2031-6,Text\n",
        "d.json": (GOOD % 1).replace("Text.", "Other text."),
        "e.json": GOOD % 4,
        "f.json": '{"id": "GHSA-aaaa-bbbb-cccc", "aliases": ["PYSEC-2031-2"], "details": "Text."}',
    }
    monkeypatch.setattr(importing, "BATCH", 2)

    def report(dying: bool) -> dict[str, Any]:
        run = start(api, *(file(content, name) for name, content in files.items()))
        for _ in range(deaths if dying else 0):
            with monkeypatch.context() as patched:
                die_in_batch(dies_in, patched)
                with pytest.raises(KeyboardInterrupt):
                    run_job(run["job"]["id"])
            expire_lease()
        run_job(run["job"]["id"])
        counted = api.get(f"{IMPORTS}{run['id']}/").json()
        return {name: counted[name] for name in (*COUNTS, "problems", "remarks")} | {"done": counted["job"]["done"]}

    with transaction.atomic():
        undisturbed = report(dying=False)
        transaction.set_rollback(True)
    assert [undisturbed[name] for name in COUNTS] == [6, 1, 1, 2, 1, 1, 0, 0, 0, 0, 0]
    assert report(dying=True) == undisturbed


def test_paused_worker_stores_nothing_after_another_has_its_import(
    api: APIClient, guards: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    run = start(api, file(LINES, "all.ndjson"))
    iter_batches = importing.iter_batches
    paused: list[bool] = []

    def pause_before_the_second_batch(*arguments: Any) -> Any:
        for number, batch in enumerate(iter_batches(*arguments), start=len(paused)):
            yield batch
            if number == 0 and not paused:
                paused.append(True)
                expire_lease()
                run_job(run["job"]["id"])

    monkeypatch.setattr(importing, "iter_batches", pause_before_the_second_batch)
    monkeypatch.setattr(jobs, "SECONDS_BETWEEN_REPORTS", 100)
    run_job(run["job"]["id"])
    done = api.get(f"{IMPORTS}{run['id']}/").json()
    assert (done["created"], done["unchanged"], done["job"]["state"]) == (5, 0, "done")


def test_import_that_is_given_up_is_finished_and_its_upload_removed(api: APIClient, guards: Any) -> None:
    run = start(api, file(LINES, "all.ndjson"))
    Job.objects.update(
        state="running", attempts=3, lease_until=timezone.now() - timedelta(seconds=1), lease_holder="dead"
    )
    jobs.sweep()
    done = api.get(f"{IMPORTS}{run['id']}/").json()
    assert (done["job"]["state"], done["job"]["message"]) == ("failed", jobs.WORKER_DIED)
    assert done["finished_at"]
    assert stored_uploads(guards) == []


def test_cancelled_import_keeps_finished_batches(api: APIClient, guards: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    monkeypatch.setattr(jobs, "SECONDS_BETWEEN_REPORTS", 0)
    run = start(api, file(LINES, "all.ndjson"))
    import_batch = importing.import_batch

    def import_and_cancel(*arguments: Any) -> Any:
        outcomes = import_batch(*arguments)
        api.post(f"/api/v1/jobs/{run['job']['id']}/cancel/")
        return outcomes

    monkeypatch.setattr(importing, "import_batch", import_and_cancel)
    run_job(run["job"]["id"])
    done = api.get(f"{IMPORTS}{run['id']}/").json()
    assert (done["job"]["state"], done["created"], Advisory.objects.count()) == ("cancelled", 2, 2)
    assert done["finished_at"]
    assert stored_uploads(guards) == []


def test_import_cancelled_before_its_start_stores_nothing(api: APIClient, guards: Any) -> None:
    run = start(api, file(GOOD % 1))
    response = api.post(f"/api/v1/jobs/{run['job']['id']}/cancel/")
    assert (response.status_code, response.json()["state"]) == (200, "cancelled")
    assert stored_uploads(guards) == []
    run_job(run["job"]["id"])
    assert not Advisory.objects.exists()


def test_missing_upload_fails_with_a_sentence(api: APIClient, guards: Any) -> None:
    run = start(api, file(GOOD % 1))
    uploads.remove_uploads(stored_uploads(guards))
    run_job(run["job"]["id"])
    job = api.get(f"/api/v1/jobs/{run['job']['id']}/").json()
    assert (job["state"], job["message"]) == (
        "failed",
        "An uploaded file no longer exists. Upload it again.",
    )


def test_jobs_of_other_users_are_not_visible(api: APIClient) -> None:
    run = start(api, file(GOOD % 1))
    eve = APIClient()
    eve.force_authenticate(get_user_model().objects.create_user("eve"))
    assert eve.get("/api/v1/jobs/").json() == []
    assert eve.get(f"/api/v1/jobs/{run['job']['id']}/").status_code == 404
    assert eve.post(f"/api/v1/jobs/{run['job']['id']}/cancel/").status_code == 404
    assert Job.objects.get().state == "queued"


def test_running_jobs_come_first(api: APIClient) -> None:
    first, second, third = (start(api, file(GOOD % number))["job"]["id"] for number in range(3))
    cancel(Job.objects.get(pk=third))
    assert jobs.claim(first)
    assert [job["id"] for job in api.get("/api/v1/jobs/").json()] == [first, second, third]
