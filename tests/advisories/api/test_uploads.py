"""Uploads in pieces: resumed, limited, seen by their owner only, imported and removed."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from rest_framework.test import APIClient

from advisories.models import Advisory, ImportRun, Job, Upload, UploadChunk
from advisories.platform.jobs import cancel, run_job
from advisories.sources import uploads
from advisories.sources.uploads import sweep_uploads
from tests.support.corpus import maintainer
from tests.support.uploading import UPLOADS, begin, digest, send, upload

pytestmark = pytest.mark.django_db

IMPORTS = "/api/v1/corpora/main/imports/"
LINES = "\n".join(f'{{"id": "B-{number}", "details": "Text {number}."}}' for number in range(20)).encode()
PIECES = -(-len(LINES) // 100)


@pytest.fixture(autouse=True)
def small_pieces(guards: Any) -> None:
    guards.UPLOAD_PIECE = 100


def another(name: str = "eve") -> APIClient:
    client = APIClient()
    client.force_authenticate(maintainer(name))
    return client


def start(api: APIClient, *numbers: int, **fields: Any) -> Any:
    return api.post(IMPORTS, {"uploads": list(numbers), **fields}, format="multipart")


def rows() -> tuple[int, int]:
    return Upload.objects.count(), UploadChunk.objects.count()


def test_file_in_pieces_is_imported_and_removed(api: APIClient) -> None:
    begun = begin(api, LINES, "C:\\mine\\all.ndjson")
    assert (begun.status_code, begun.json()["name"], begun.json()["piece_size"]) == (201, "all.ndjson", 100)
    assert begun.json()["missing"] == list(range(PIECES))
    number = upload(api, LINES, "all.ndjson")
    assert number == begun.json()["id"]
    assert rows() == (1, PIECES)
    run = start(api, number)
    assert (run.status_code, run.json()["source"]) == (201, "all.ndjson")
    assert api.get(UPLOADS).json() == []
    run_job(run.json()["job"]["id"])
    report = api.get(f"{IMPORTS}{run.json()['id']}/").json()
    assert (report["created"], report["rejected"], report["job"]["state"]) == (20, 0, "done")
    assert rows() == (0, 0)


def test_archive_in_pieces_beside_a_small_file_is_imported_in_order(api: APIClient) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.json", '{"id": "B-1", "modified": "2031-01-01T00:00:00Z", "details": "From the archive."}')
    number = upload(api, out.getvalue(), "a.zip")
    small = SimpleUploadedFile("b.json", b'{"id": "B-1", "modified": "2031-01-01T00:00:00Z", "details": "Small."}')
    run = start(api, number, files=[small]).json()
    assert run["source"] == "b.json, a.zip"
    run_job(run["job"]["id"])
    report = ImportRun.objects.get()
    assert (report.created, report.updated) == (1, 1)
    assert rows() == (0, 0)


def test_upload_is_resumed_with_the_missing_pieces(api: APIClient) -> None:
    first = begin(api, LINES).json()
    for index in (2, 0):
        assert send(api, first["id"], index, LINES[index * 100 :][:100]).status_code == 204
    again = begin(api, LINES).json()
    assert (again["id"], again["missing"]) == (first["id"], [1, *range(3, PIECES)])
    assert api.get(f"{UPLOADS}{first['id']}/").json() == again
    assert api.get(UPLOADS).json() == [again]
    assert begin(api, LINES + b" ").json()["id"] != first["id"]


def test_piece_that_is_sent_twice_is_stored_once(api: APIClient) -> None:
    number = begin(api, LINES).json()["id"]
    assert [send(api, number, 0, LINES[:100]).status_code for _ in range(2)] == [204, 204]
    assert rows() == (1, 1)


def test_empty_file_needs_no_piece(api: APIClient) -> None:
    number = begin(api, b"").json()
    assert number["missing"] == []
    run = start(api, number["id"]).json()
    run_job(run["job"]["id"])
    assert api.get(f"{IMPORTS}{run['id']}/").json()["rejected"] == 1


@pytest.mark.parametrize(
    ("index", "piece", "header", "sentence"),
    [
        (0, LINES[:99], None, "Piece 0 must have 100 bytes."),
        (0, LINES[:101], None, "Piece 0 must have 100 bytes."),
        (PIECES - 1, LINES[:100], None, f"Piece {PIECES - 1} must have {len(LINES) % 100} bytes."),
        (PIECES, LINES[:100], None, f"There is no piece {PIECES}."),
        (0, LINES[:100], digest(LINES[1:101]), "was changed on its way"),
        (0, LINES[:100], "", "The header Content-Digest is missing or invalid."),
        (0, LINES[:100], "sha-256=:?:", "The header Content-Digest is missing or invalid."),
        (0, LINES[:100], "md5=:abcd:", "The header Content-Digest is missing or invalid."),
        (0, b"", None, "Piece 0 must have 100 bytes."),
    ],
)
def test_wrong_piece_is_refused(api: APIClient, index: int, piece: bytes, header: str | None, sentence: str) -> None:
    number = begin(api, LINES).json()["id"]
    refused = send(api, number, index, piece, header)
    assert refused.status_code == 400
    assert sentence in refused.json()["detail"]
    assert rows() == (1, 0)


def test_piece_in_another_format_is_refused(api: APIClient) -> None:
    number = begin(api, LINES).json()["id"]
    assert api.put(f"{UPLOADS}{number}/chunks/0/", {"a": 1}, format="json").status_code == 415


@pytest.mark.parametrize("fields", [{"sha256": "x"}, {"size": -1}, {"size": 2**70}, {"name": ""}, {"sha256": "A" * 64}])
def test_invalid_upload_is_refused(api: APIClient, fields: dict[str, Any]) -> None:
    assert begin(api, LINES, **fields).status_code == 400
    assert rows() == (0, 0)


def test_upload_belongs_to_its_owner(api: APIClient) -> None:
    number = upload(api, LINES)
    eve = another()
    assert eve.get(UPLOADS).json() == []
    assert eve.get(f"{UPLOADS}{number}/").status_code == 404
    assert eve.delete(f"{UPLOADS}{number}/").status_code == 404
    assert send(eve, number, 0, LINES[:100]).status_code == 404
    assert begin(eve, LINES).json()["id"] != number
    refused = start(eve, number)
    assert (refused.status_code, refused.json()["detail"][:22]) == (400, f"You have no upload {number}, "[:22])
    assert not Job.objects.exists()
    anybody = APIClient()
    assert {anybody.get(UPLOADS).status_code, begin(anybody, LINES).status_code} == {401}


def test_incomplete_upload_is_not_imported(api: APIClient) -> None:
    number = begin(api, LINES).json()["id"]
    send(api, number, 0, LINES[:100])
    refused = start(api, number)
    assert refused.status_code == 400
    assert refused.json()["detail"] == f"{PIECES - 1} of {PIECES} pieces of a.json are missing. Send them first."


def test_upload_is_imported_once_and_not_changed_or_deleted_meanwhile(api: APIClient) -> None:
    number = upload(api, LINES)
    assert start(api, number, number).status_code == 201
    assert start(api, number).status_code == 400
    assert send(api, number, 0, LINES[:100]).status_code == 404
    assert api.delete(f"{UPLOADS}{number}/").status_code == 404
    used = Upload.objects.get()
    for action in (
        lambda: uploads.remove_own_upload(used),
        lambda: uploads.store_piece(used, 0, LINES[:100], digest(LINES[:100])),
    ):
        with pytest.raises(uploads.UploadRefused, match="is being imported"):
            action()
    with pytest.raises(uploads.UploadRefused, match="already being imported"):
        uploads.use_uploads([used], Job.objects.get())
    assert rows() == (1, PIECES)


def test_content_that_differs_from_the_declared_sha256_is_not_imported(api: APIClient) -> None:
    other = LINES.replace(b"Text 1.", b"Tent 1.")
    number = begin(api, LINES).json()["id"]
    for index in range(PIECES):
        assert send(api, number, index, other[index * 100 :][:100]).status_code == 204
    run = start(api, number).json()
    run_job(run["job"]["id"])
    job = api.get(f"/api/v1/jobs/{run['job']['id']}/").json()
    assert job["state"] == "failed"
    assert job["message"] == "a.json arrived with another content than its SHA-256 says. Upload it again."
    assert not Advisory.objects.exists()
    assert rows() == (0, 0)


def test_own_upload_is_deleted(api: APIClient) -> None:
    number = upload(api, LINES)
    assert api.delete(f"{UPLOADS}{number}/").status_code == 204
    assert rows() == (0, 0)
    assert api.delete(f"{UPLOADS}{number}/").status_code == 404


@pytest.mark.parametrize(
    ("limit", "value", "status", "sentence"),
    [
        ("UPLOAD_LIMIT", 10, 400, "at most 10 can be uploaded. Split it"),
        ("UPLOAD_PERSON_LIMIT", 2 * len(LINES), 409, "Import or delete some of them first."),
        ("UPLOAD_TOTAL_LIMIT", 2 * len(LINES), 409, "Try again later, or ask an administrator."),
    ],
)
def test_limits_of_waiting_uploads_have_a_sentence(
    api: APIClient, guards: Any, limit: str, value: int, status: int, sentence: str
) -> None:
    begin(api, LINES, "one.json")
    begin(api, LINES, "two.json")
    setattr(guards, limit, value)
    refused = begin(api, LINES, "three.json")
    assert (refused.status_code, Upload.objects.count()) == (status, 2)
    assert sentence in refused.json()["detail"]
    if limit == "UPLOAD_PERSON_LIMIT":
        assert begin(another(), LINES).status_code == 201


@pytest.mark.parametrize(
    ("limit", "value", "sentence"),
    [
        ("UPLOAD_FILES", 1, "These are 2 files; an import has at most 1. Zip them."),
        ("UPLOAD_IMPORT_LIMIT", len(LINES), "Import them in parts."),
    ],
)
def test_limits_of_an_import_have_a_sentence(
    api: APIClient, guards: Any, limit: str, value: int, sentence: str
) -> None:
    numbers = [upload(api, LINES, name) for name in ("one.json", "two.json")]
    setattr(guards, limit, value)
    refused = start(api, *numbers)
    assert refused.status_code == 400
    assert sentence in refused.json()["detail"]
    assert not Job.objects.exists()
    assert api.get(UPLOADS).json()[0]["missing"] == []


def test_one_request_carries_small_files_only(api: APIClient, guards: Any) -> None:
    guards.UPLOAD_REQUEST_LIMIT = 300
    files = [SimpleUploadedFile(f"{n}.json", b"x" * 101) for n in range(3)]
    refused = api.post(IMPORTS, {"files": files}, format="multipart")
    assert refused.status_code == 400
    assert "Send larger files in pieces (POST /api/v1/uploads/)." in refused.json()["detail"]
    assert rows() == (0, 0)


def test_sweeper_removes_what_nobody_needs(api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "ROWS", 3)
    old, new, ended, running = (upload(api, LINES, name) for name in ("old", "new", "ended", "running"))
    Upload.objects.filter(pk=old).update(changed_at=timezone.now() - timedelta(hours=25))
    assert start(api, running).status_code == 201
    run = start(api, ended).json()
    Job.objects.filter(pk=run["job"]["id"]).update(state="failed")  # the worker died before it cleaned up
    sweep_uploads()
    assert list(Upload.objects.values_list("pk", flat=True)) == [new, running]
    assert UploadChunk.objects.count() == 2 * PIECES


def test_piece_keeps_an_upload_from_the_sweeper(api: APIClient) -> None:
    number = begin(api, LINES).json()["id"]
    Upload.objects.update(changed_at=timezone.now() - timedelta(hours=25))
    send(api, number, 0, LINES[:100])
    sweep_uploads()
    Upload.objects.update(changed_at=timezone.now() - timedelta(hours=25))
    begin(api, LINES)
    sweep_uploads()
    assert rows() == (1, 1)


def test_uploads_of_a_cancelled_import_are_removed(api: APIClient) -> None:
    run = start(api, upload(api, LINES)).json()
    cancel(Job.objects.get(pk=run["job"]["id"]))
    assert rows() == (0, 0)
