"""The API of inspections: addresses, archives and Scorecard results, item by item, and workers that die."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.inspection import fetching
from advisories.inspection.facts import Entry, Facts, History
from advisories.inspection.git_calls import NotInspected
from advisories.intake import inspection_items
from advisories.models import Corpus, InspectionItem, Job, Project, Snapshot, Upload
from advisories.platform.jobs import cancel, run_job
from advisories.records.addresses import normalise_address
from tests.support.corpus import maintainer
from tests.support.repositories import make_repository, zip_folder
from tests.support.uploading import begin, upload

pytestmark = pytest.mark.django_db

INSPECTIONS = "/api/v1/corpora/main/inspections/"
WORKFLOW = "on: [push, pull_request]\njobs:\n  tests:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n"
FILES = {".github/workflows/ci.yml": WORKFLOW, "setup.py": "from setuptools import setup\nsetup()\n"}
RESULT = {
    "date": "2025-01-07",
    "repo": {"name": "github.com/demo/server", "commit": "1f" * 20},
    "scorecard": {"version": "v5.0.0"},
    "checks": [{"name": "Fuzzing", "score": 0, "reason": "project is not fuzzed"}],
}


def zipped(files: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def start(api: APIClient, *items: dict[str, Any]) -> int:
    response = api.post(INSPECTIONS, {"items": list(items)}, format="json")
    assert response.status_code == 202, response.json()
    job = response.json()
    assert (job["kind"], job["state"]) == ("inspect", "queued")
    return int(job["id"])


def inspected(api: APIClient, *items: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the items of an inspection after its job has run."""
    number = start(api, *items)
    run_job(number)
    report = api.get(f"{INSPECTIONS}{number}/").json()
    assert (report["number"], report["state"]) == (number, "done")
    return list(report["items"])


def refusal(api: APIClient, *items: Any) -> str:
    """Return the sentence with which an inspection is refused. Nothing is stored."""
    response = api.post(INSPECTIONS, {"items": list(items)}, format="json")
    assert response.status_code == 400, response.content
    assert not InspectionItem.objects.exists()
    assert not Job.objects.exists()
    return json.dumps(response.json(), ensure_ascii=False)


def facts_of(address: str, name: str, **options: Any) -> Facts:
    """Return what stands for a fetched repository."""
    if "gone" in address:
        raise NotInspected(f"{address} cannot be fetched: the host redirects.")
    if "broken" in address:
        raise RuntimeError("a defect")
    entries = {"README.md": Entry("README.md", "file", 4)}
    at = datetime(2026, 1, 15, 10, tzinfo=UTC)
    commit = options["commit"] or "3a" * 20
    return Facts(
        name, normalise_address(address), "address", commit, at, "main", entries, history=History(complete=True)
    )


@pytest.fixture
def fetches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the projects that are fetched, without a network."""
    names: list[str] = []

    def read(address: str, name: str, **options: Any) -> Facts:
        names.append(name)
        return facts_of(address, name, **options)

    monkeypatch.setattr(inspection_items, "read_address", read)
    return names


def of(name: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "address": f"https://github.com/demo/{name}"} | fields


def test_archive_is_inspected_by_a_job(api: APIClient) -> None:
    archive = upload(api, zipped(FILES), "server.zip")
    (item,) = inspected(api, {"name": "Demo Server", "upload": archive, "address": "https://github.com/demo/server"})
    assert item == {
        "name": "Demo Server", "address": "https://github.com/demo/server", "state": "done", "reason": "",
        "project": "demo-server", "snapshot": 1,
    }  # fmt: skip
    snapshot = Snapshot.objects.get()
    assert (snapshot.source, snapshot.address, snapshot.files) == ("archive", "github.com/demo/server", 2)
    assert snapshot.evidence.filter(probe="ci.runs_tests", outcome="true", line=6).exists()
    assert not Upload.objects.exists()
    again = upload(api, zipped(FILES), "server.zip")
    (item,) = inspected(api, {"name": "Demo Server", "upload": again, "address": "https://github.com/demo/server"})
    assert (item["state"], item["snapshot"]) == ("unchanged", 1)
    assert Snapshot.objects.count() == 1


def test_archive_of_a_clone_is_read_and_its_configuration_is_not(api: APIClient, tmp_path: Path) -> None:
    clone = make_repository(tmp_path / "clone", {"files": FILES})
    left = tmp_path / "left"
    (clone / ".git" / "config").write_text(f"[core]\n\tfsmonitor = touch {left}\n\tsshCommand = touch {left}\n")
    (clone / ".git" / "hooks").mkdir(exist_ok=True)
    hook = clone / ".git" / "hooks" / "post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {left}\n")
    hook.chmod(0o755)
    archive = upload(api, zip_folder(clone, tmp_path / "clone.zip").read_bytes(), "clone.zip")
    (item,) = inspected(api, {"name": "Demo", "upload": archive})
    assert item["state"] == "done", item["reason"]
    snapshot = Snapshot.objects.get()
    assert (len(snapshot.commit), snapshot.history["commits"]) == (40, 1)
    assert not left.exists()


def test_failed_item_has_its_reason_and_the_others_go_on(api: APIClient, fetches: list[str]) -> None:
    first, redirected, defect, refused, last = inspected(
        api, of("one"), of("gone"), of("broken"), of("two", address="ssh://github.com/demo/two"), of("three")
    )
    assert [item["state"] for item in (first, last)] == ["done", "done"]
    assert redirected["reason"] == "https://github.com/demo/gone cannot be fetched: the host redirects."
    assert defect["reason"] == inspection_items.PROGRAM_ERROR
    assert refused["reason"].startswith("Invalid address “ssh://github.com/demo/two”.")
    assert {(item["state"], item["project"], item["snapshot"]) for item in (redirected, defect, refused)} == {
        ("failed", None, None)
    }
    assert fetches == ["one", "gone", "broken", "three"]
    job = Job.objects.get()
    assert (job.done, job.total, job.result) == (5, 5, {"done": 2, "unchanged": 0, "failed": 3})
    assert job.message == "2 of 5 projects inspected"
    assert set(Project.objects.values_list("slug", flat=True)) == {"one", "three"}


def test_commit_of_an_address_is_inspected_once(api: APIClient, fetches: list[str]) -> None:
    commit = "AB" * 20
    first, again, newest = inspected(api, of("one", commit=commit), of("one", commit=commit), of("one"))
    assert [first["state"], again["state"], newest["state"]] == ["done", "unchanged", "done"]
    assert [first["snapshot"], again["snapshot"], newest["snapshot"]] == [1, 1, 2]
    assert set(Snapshot.objects.values_list("commit", flat=True)) == {commit.lower(), "3a" * 20}


HOSTILE = {
    "ext::sh -c touch% /tmp/x": "Invalid address “ext::sh -c touch% /tmp/x”.",
    "file:///etc/passwd": "Invalid address “file:///etc/passwd”.",
    "/srv/git/server.git": "Invalid address “/srv/git/server.git”.",
    "../server": "Invalid address “../server”.",
    "http://github.com/demo/server": "Invalid address",
    "git@github.com:demo/server.git": "Invalid address",
    "ssh://github.com/demo/server": "Invalid address",
    "--upload-pack=touch /tmp/x": "Invalid address",
    "https://github.com:8443/demo/server": "Invalid address",
    "https://github.com/demo/../../server": "Invalid address",
    "https://github.com/demo": "Invalid address",
    "https://github.com/demo/server?token=secret": "Invalid address",
    "https://ada:secret@github.com/demo/server": "an account or a password",
    "https://secret@github.com/demo/server": "an account or a password",
    "https://127.0.0.1/demo/server": "“127.0.0.1” are not fetched",
    "https://[::1]/demo/server": "“::1” are not fetched",
    "https://localhost/demo/server": "“localhost” are not fetched",
    "https://github.com.evil.example/demo/server": "“github.com.evil.example” are not fetched",
    "https://evil.example/demo/server": "“evil.example” are not fetched",
    "https://github.com\\@evil.example/demo/server": "",
    "https://github.com/demo/server\nx": "Invalid address",
}


@pytest.mark.parametrize(("address", "sentence"), HOSTILE.items(), ids=range(len(HOSTILE)))
def test_hostile_addresses_are_refused_in_a_sentence(
    api: APIClient, fetches: list[str], address: str, sentence: str
) -> None:
    answer = refusal(api, {"name": "Demo", "address": address})
    assert sentence in answer
    assert "secret" not in answer.replace("?token=secret", "")
    item, _ = inspected(api, {"name": "Demo", "address": address}, of("one"))
    assert (item["state"], sentence in item["reason"]) == ("failed", True)
    assert "secret" not in item["address"]
    assert "secret" not in "".join(InspectionItem.objects.values_list("address", flat=True))
    assert fetches == ["one"]


@pytest.mark.parametrize("numbers", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fe80::1", "::ffff:10.0.0.1"])
def test_hosts_in_private_networks_are_not_asked(api: APIClient, numbers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (numbers, 443))])
    (item,) = inspected(api, of("one"))
    assert item["reason"] == "The host “github.com” has an address in a private network, so it is not asked."


def test_switched_off_fetching_is_said(api: APIClient, guards: Any) -> None:
    guards.GIT_HOSTS = []
    assert "Fetching repositories is switched off" in refusal(api, of("one"))


@pytest.mark.parametrize(
    "item",
    [
        {"name": "Demo", "path": "/etc"},
        {"name": "Demo", "address": "https://github.com/demo/server", "path": "/etc"},
        {"name": "Demo", "folder": "/etc"},
    ],
)
def test_paths_of_the_server_are_not_taken(api: APIClient, item: dict[str, Any]) -> None:
    assert "no files of the server" in refusal(api, item)


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([], "items"),
        ([{"name": "Demo"}], "Name an address or an upload."),
        ([{"address": "https://github.com/demo/server"}], "has no name. Name it."),
        ([{"name": "\0 ", "address": "https://github.com/demo/server"}], "name"),
        ([{"name": "Demo", "upload": 99}], "You have no upload 99"),
        ([of("one", commit="main")], "commit"),
        ([of("one", commit="1234567")], "Invalid commit “1234567”. Use its full hash"),
        ([of("one", commit="-1234567")], "commit"),
        ([of("x" * 201)], "name"),
        (["https://github.com/demo/server"], "items"),
        ([of("one")] * 501, "items"),
    ],
    ids=range(11),
)
def test_incomplete_inspections_are_refused(api: APIClient, items: list[Any], sentence: str) -> None:
    assert sentence in refusal(api, *items)


def test_uploads_are_checked_before_the_job_starts(api: APIClient) -> None:
    archive = upload(api, zipped(FILES), "server.zip")
    assert f"Upload {archive} occurs twice" in refusal(
        api, {"name": "One", "upload": archive}, {"name": "Two", "upload": archive}
    )
    assert "“server.zip” has no name" in refusal(api, {"upload": archive})
    assert "is not the address of a repository" in refusal(
        api, {"name": "One", "upload": archive, "address": "/srv/git/x"}
    )
    incomplete = begin(api, b"x" * 10, "other.zip").json()["id"]
    assert "pieces of other.zip are missing" in refusal(api, {"name": "One", "upload": incomplete})
    bo = APIClient()
    bo.force_authenticate(maintainer("bo"))
    assert f"You have no upload {archive}" in refusal(bo, {"name": "One", "upload": archive})


def cut_off() -> bytes:
    return zipped(FILES)[:-30]


def bomb() -> bytes:
    """Return an archive of 64 kB with a workflow of 64 MiB."""
    return zipped({".github/workflows/ci.yml": "a" * (64 * 2**20)})


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"no archive at all", "server.zip", "“server.zip” is neither"),
        (b"", "server.zip", "“server.zip” is neither"),
        (cut_off(), "server.zip", "server.zip"),
        (b"\x1f\x8b\x08broken", "server.tar.gz", "server.tar.gz"),
        (zipped({".git/config": "[core]\n"}), "server.zip", "not a git folder"),
        (b'{"no": "result"}', "server.json", "server.json: This is no result of OpenSSF Scorecard"),
        (b"{", "server.json", "JSON"),
        (b'{"scorecard": {}, "checks": []}', "server.json", "Name it."),
        (b"[" * 60_000, "server.json", "JSON"),
    ],
    ids=range(9),
)
def test_unusable_uploads_fail_with_a_sentence(api: APIClient, content: bytes, name: str, sentence: str) -> None:
    fields = {} if name.endswith(".json") else {"name": "Demo"}
    (item,) = inspected(api, {"upload": upload(api, content, name), **fields})
    assert item["state"] == "failed"
    assert sentence.lower() in item["reason"].lower()
    assert "intercoder-upload" not in item["reason"]
    assert item["reason"] != inspection_items.PROGRAM_ERROR
    assert not Snapshot.objects.exists()
    assert not Upload.objects.exists()


def test_bomb_does_not_end_the_inspection(api: APIClient, fetches: list[str]) -> None:
    first, second = inspected(api, {"name": "Bomb", "upload": upload(api, bomb(), "bomb.zip")}, of("one"))
    assert second["state"] == "done"
    # Either the archive is refused, or its large file is not read.
    problems = [problem["path"] for row in Snapshot.objects.filter(project__name="Bomb") for problem in row.problems]
    assert "bomb.zip" in first["reason"] or problems == [".github/workflows/ci.yml"]
    assert not Snapshot.objects.filter(bytes_read__gt=2**20).exists()


def test_scorecard_results_become_snapshots(api: APIClient, fetches: list[str]) -> None:
    (item,) = inspected(api, {"upload": upload(api, json.dumps(RESULT).encode(), "result.json")})
    assert (item["state"], item["name"], item["project"]) == ("done", "demo/server", "demoserver")
    snapshot = Snapshot.objects.get()
    assert (snapshot.source, snapshot.commit) == ("scorecard", "1f" * 20)
    assert [row.probe for row in snapshot.evidence.all()] == ["fuzz.scorecard"]


def test_scorecard_results_join_the_project_of_their_address(api: APIClient, fetches: list[str]) -> None:
    clone, item = inspected(
        api,
        of("server", commit="1f" * 20) | {"name": "Demo Server"},
        {"upload": upload(api, json.dumps(RESULT).encode(), "result.json"), "name": "result"},
    )
    assert (item["state"], item["project"], item["snapshot"]) == ("done", "demo-server", 2)
    assert clone["snapshot"] == 1
    beside = Snapshot.objects.get(number=2)
    assert beside.source == "address"
    assert beside.evidence.filter(source="scorecard").count() == 1
    assert beside.evidence.filter(source="clone").exists()


def test_each_line_of_results_becomes_an_item(api: APIClient) -> None:
    lines = [RESULT | {"repo": {"name": f"github.com/demo/p{number}", "commit": "1f" * 20}} for number in range(3)]
    content = "\n".join(map(json.dumps, lines)).encode()
    items = inspected(api, {"upload": upload(api, content, "results.jsonl"), "name": "results"})
    assert [(item["name"], item["state"]) for item in items] == [
        ("demo/p0", "done"), ("demo/p1", "done"), ("demo/p2", "done")
    ]  # fmt: skip
    assert Snapshot.objects.count() == 3


class WorkerDied(BaseException):
    """Ends a run like a signal, so that nothing after it is stored."""


def die_at(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker die while it stores this project, within the transaction."""
    store = inspection_items.store_rendered

    def store_or_die(rendered: Any, corpus: Corpus) -> Any:
        stored = store(rendered, corpus)
        if rendered.name == name:
            raise WorkerDied
        return stored

    monkeypatch.setattr(inspection_items, "store_rendered", store_or_die)


def expire_lease() -> None:
    Job.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(seconds=1))


def test_job_goes_on_after_its_worker_died(api: APIClient, fetches: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    number = start(api, of("one"), of("two"), of("three"))
    with monkeypatch.context() as dying:
        die_at("two", dying)
        with pytest.raises(WorkerDied):
            run_job(number)
    items = api.get(f"{INSPECTIONS}{number}/").json()["items"]
    assert [item["state"] for item in items] == ["done", "running", "waiting"]
    assert Snapshot.objects.count() == 1
    expire_lease()
    run_job(number)
    items = api.get(f"{INSPECTIONS}{number}/").json()["items"]
    assert [item["state"] for item in items] == ["done", "done", "done"]
    assert fetches == ["one", "two", "two", "three"]
    assert Snapshot.objects.count() == 3


def test_project_that_kills_its_workers_is_left_out(
    api: APIClient, fetches: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    number = start(api, of("one"), of("two"), of("three"))
    die_at("two", monkeypatch)
    for _ in range(2):
        with pytest.raises(WorkerDied):
            run_job(number)
        expire_lease()
    run_job(number)
    one, two, three = api.get(f"{INSPECTIONS}{number}/").json()["items"]
    assert [one["state"], two["state"], three["state"]] == ["done", "failed", "done"]
    assert two["reason"] == inspection_items.WORKER_DIED


def test_inspection_that_runs_again_changes_nothing(api: APIClient, fetches: list[str]) -> None:
    number = start(api, of("one"))
    run_job(number)
    Job.objects.filter(pk=number).update(state="queued", finished_at=None)
    run_job(number)
    assert fetches == ["one"]
    assert Snapshot.objects.count() == 1


def test_only_the_user_who_started_an_inspection_may_cancel_it(api: APIClient, fetches: list[str]) -> None:
    address = f"{INSPECTIONS}{start(api, of('one'))}/"
    assert api.get(address).json()["may_cancel"] is True
    other = APIClient()
    other.force_authenticate(maintainer("other", is_superuser=True))
    assert other.get(address).json()["may_cancel"] is False
    run_job(Job.objects.get().pk)
    assert api.get(address).json()["may_cancel"] is False


def test_cancelled_inspection_leaves_no_item_waiting(
    api: APIClient, fetches: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    number = start(api, of("one"), of("two"), of("three"))

    def read_and_cancel(address: str, name: str, **options: Any) -> Facts:
        if name == "two":
            cancel(Job.objects.get())
        return facts_of(address, name, **options)

    monkeypatch.setattr(inspection_items, "read_address", read_and_cancel)
    run_job(number)
    report = api.get(f"{INSPECTIONS}{number}/").json()
    assert report["state"] == "cancelled"
    assert [item["state"] for item in report["items"]] == ["done", "failed", "failed"]
    assert report["items"][1]["reason"] == inspection_items.CANCELLED
    assert Snapshot.objects.count() == 1


def test_inspection_without_permission_is_refused(api: APIClient, fetches: list[str], lea: Any) -> None:
    number = start(api, of("one"))
    lea.maintained_corpora.clear()
    refused = [
        api.post(INSPECTIONS, {"items": [of("two")]}, format="json"),
        api.get(INSPECTIONS),
        api.get(f"{INSPECTIONS}{number}/"),
    ]
    for response in refused:
        assert response.status_code == 403
        assert response.json()["detail"] == (
            "Only the maintainers of a shared corpus may inspect projects for this corpus. Ask one of them."
        )
    assert APIClient().get(INSPECTIONS).status_code == 401


@pytest.mark.parametrize("count", [1, 4])
def test_lists_need_the_same_queries_for_any_number_of_items(
    api: APIClient, fetches: list[str], django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    numbers = [start(api, *(of(f"p{item}") for item in range(count)), of("gone")) for _ in range(count)]
    run_job(numbers[0])
    with django_assert_num_queries(4):
        assert len(api.get(f"{INSPECTIONS}{numbers[0]}/").json()["items"]) == count + 1
    with django_assert_num_queries(3):
        rows = api.get(INSPECTIONS).json()["results"]
    assert [row["number"] for row in rows] == numbers[::-1]
    assert (rows[-1]["total"], rows[-1]["failed"], rows[-1]["state"]) == (count + 1, 1, "done")


def test_other_jobs_are_no_inspections(api: APIClient) -> None:
    job = Job.objects.create(kind="import", created_at=timezone.now())
    assert api.get(f"{INSPECTIONS}{job.pk}/").status_code == 404
    assert api.get(INSPECTIONS).json()["results"] == []
