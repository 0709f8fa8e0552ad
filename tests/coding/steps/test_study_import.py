"""Studies imported from project files over the API: preview, job and result."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from advisories.models import Job, Upload
from advisories.platform import jobs
from advisories.sources import uploads
from coding import tasks
from coding.api import import_project
from coding.dataset.imported_metadata import Value
from coding.models import Coding, Commitment, Member, Study
from coding.results.derive import derive
from tests.support import publications as factory
from tests.support.factories import client, person
from tests.support.refi import HEAD, project, selection, text_source, zipped
from tests.support.refusals import stored
from tests.support.uploading import upload

pytestmark = pytest.mark.django_db
IMPORTS = "/api/v1/study_imports/"
BY_TWO_USERS = selection(0, 3) + selection(4, 7, user="V")


@pytest.fixture(autouse=True)
def no_notification(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(jobs, "notify", lambda job_id, **_: None)
    yield
    used = Upload.objects.filter(state=Upload.State.USED)
    assert not used.filter(job__state__in=["done", "failed", "cancelled"]).exists(), "an upload was left behind"


@pytest.fixture
def lea() -> Any:
    return person("lea")


def send(user: Any, content: bytes, *, preview: bool = False, name: str = "s.qdpx", **fields: Any) -> Any:
    address = IMPORTS + ("preview/" if preview else "")
    return client(user).post(address, {"file": SimpleUploadedFile(name, content), **fields})


def import_project_file(user: Any, content: bytes, **fields: Any) -> dict[str, Any]:
    """Upload the project, run its job, and return the result."""
    answer = send(user, content, **fields)
    assert answer.status_code == 201, answer.content
    number = answer.json()["job"]["id"]
    jobs.run_job(number)
    job_state = client(user).get(f"{IMPORTS}{number}/").json()
    assert job_state["job"]["state"] == "done", job_state
    result: dict[str, Any] = job_state["result"]
    return result


def test_project_that_was_sent_in_pieces_is_previewed_and_imported(lea: Any, settings: Any) -> None:
    settings.UPLOAD_PIECE = 1000
    number = upload(client(lea), factory.rendered("study.qdpx", factory.small()), "study.qdpx")
    preview = client(lea).post(IMPORTS + "preview/", {"upload": number})
    assert (preview.status_code, preview.json()["texts"]) == (200, 4)
    assert client(person("eve")).post(IMPORTS + "preview/", {"upload": number}).status_code == 400
    started = client(lea).post(IMPORTS, {"upload": number, "title": "Mine"})
    assert started.status_code == 201
    jobs.run_job(started.json()["job"]["id"])
    assert Study.objects.get().title == "Mine"
    assert not Upload.objects.exists()


def test_preview_describes_the_study_and_stores_nothing(lea: Any) -> None:
    before = stored()
    answer = send(lea, factory.rendered("study.qdpx", factory.small()), preview=True)
    assert answer.status_code == 200
    assert stored() == before
    assert answer.json() == {
        "title": factory.small().data.title,
        "texts": 4,
        "codes": 3,
        "decisions": 4,
        "users": [{"name": "Ada", "texts": 4, "codings": 4}, {"name": "Bo", "texts": 4, "codings": 4}],
        "remarks": [],
    }


def test_importing_user_is_lead_and_final_rater_and_raters_have_no_account(lea: Any) -> None:
    result = import_project_file(lea, factory.rendered("study.qdpx", factory.small()), title="Mine")
    study = Study.objects.get(slug=result["study"])
    assert (study.title, study.question) == ("Mine", "What happens to users?")
    assert [(m.name, m.user, m.roles) for m in study.members.all()] == [
        ("lea", lea, ["lead", "adjudicator"]),
        ("Ada", None, ["rater"]),
        ("Bo", None, ["rater"]),
    ]
    assert (result["units"], result["codings"], result["decided"]) == (4, 8, 2)
    assert study.rounds.get().final_rater.user == lea  # type: ignore[union-attr]
    assert client(lea).get(f"/api/v1/studies/{study.slug}/").json()["roles"] == ["lead", "adjudicator"]
    assert not Commitment.objects.exists()  # raters of a file cannot have committed to their codings


def test_user_of_the_file_can_be_the_final_rater(lea: Any) -> None:
    result = import_project_file(lea, factory.rendered("study.qdpx", factory.small()), final_rater="Bo")
    study = Study.objects.get(slug=result["study"])
    assert [(m.name, m.roles) for m in study.members.all()] == [
        ("lea", ["lead"]),
        ("Ada", ["rater"]),
        ("Bo", ["rater", "adjudicator"]),
    ]
    assert result["decided"] == 2


def test_rater_with_the_name_of_the_importing_user_is_another_member() -> None:
    ada = person("Ada")
    result = import_project_file(ada, factory.rendered("study.qdpx", factory.small()))
    members = {m.name: m.user for m in Member.objects.filter(study__slug=result["study"])}
    assert members == {"Ada (2)": ada, "Ada": None, "Bo": None}


def test_default_title_is_the_name_of_the_project_or_of_the_file(lea: Any) -> None:
    content = project(text_source(BY_TWO_USERS), b"One two")
    assert Study.objects.get(slug=import_project_file(lea, content)["study"]).title == "P"
    nameless = project(text_source(BY_TWO_USERS), b"One two", head=HEAD.replace('name="P"', ""))
    assert Study.objects.get(slug=import_project_file(lea, nameless)["study"]).title == "s.qdpx"


@pytest.mark.parametrize(
    ("content", "fields", "message"),
    [
        (b"no zip", {}, "s.qdpx: Not a .qdpx file"),
        (zipped(("../project.qde", b"")), {}, "leads outside the archive"),
        (project(text_source(selection(0, 3)), b"One two"), {}, "s.qdpx: Fewer than two users"),
        (project(text_source(BY_TWO_USERS), b"One two"), {"final_rater": "Zed"}, "The file has no user “Zed”."),
        (
            project(text_source(BY_TWO_USERS), b"One two"),
            {"final_rater": "consensus"},
            "no user “consensus”",
        ),
        (project(text_source(BY_TWO_USERS), b"One two"), {"title": "x" * 201}, "200"),
    ],
)
def test_invalid_project_is_refused_without_a_job(lea: Any, content: bytes, fields: Any, message: str) -> None:
    before = stored()
    answer = send(lea, content, **fields)
    assert answer.status_code == 400
    assert message in answer.json()["detail"]
    assert stored() == before


def test_project_above_a_limit_is_refused_with_the_limit(lea: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_project, "MOST_CODINGS", 1)
    content = project(text_source(BY_TWO_USERS), b"One two")
    for preview in (True, False):
        assert (
            "2 codings of texts, but at most 1 can be imported here"
            in send(lea, content, preview=preview).json()["detail"]
        )
    monkeypatch.setattr(import_project, "LARGEST_PROJECT", 100)
    for preview in (True, False):
        assert "Export it without pictures and sound" in send(lea, content, preview=preview).json()["detail"]
    assert not Job.objects.exists()


def test_import_needs_an_account_and_is_visible_only_to_its_user(lea: Any) -> None:
    content = project(text_source(BY_TWO_USERS), b"One two")
    for address in (IMPORTS, IMPORTS + "preview/"):
        assert client().post(address, {"file": SimpleUploadedFile("s.qdpx", content)}).status_code in {401, 403}
    number = send(lea, content).json()["job"]["id"]
    assert client(person("eve")).get(f"{IMPORTS}{number}/").status_code == 404
    assert client(lea).get(f"{IMPORTS}{number}/").json()["result"] is None
    jobs.run_job(number)
    other = Job.objects.create(kind="import", created_by=lea, created_at=Job.objects.get().created_at)
    assert client(lea).get(f"{IMPORTS}{other.pk}/").status_code == 404


def test_import_job_that_runs_twice_makes_one_study(lea: Any) -> None:
    number = send(lea, factory.rendered("study.qdpx", factory.small())).json()["job"]["id"]
    jobs.run_job(number)
    first = Job.objects.get(pk=number)
    # The worker died after the transaction and before the end of the job.
    Job.objects.filter(pk=number).update(state=Job.State.QUEUED, finished_at=None)
    jobs.run_job(number)
    repeated = Job.objects.get(pk=number)
    assert (repeated.state, repeated.result) == (Job.State.DONE, first.result)
    assert Study.objects.count() == 1


def test_study_made_by_a_job_that_is_cancelled_too_late_is_reported(lea: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    number = send(lea, factory.rendered("study.qdpx", factory.small())).json()["job"]["id"]
    import_project = tasks.import_project

    def import_and_cancel(**arguments: Any) -> Any:
        imported = import_project(**arguments)
        jobs.cancel(Job.objects.get(pk=number))  # after the transaction and before the end of the job
        return imported

    monkeypatch.setattr(tasks, "import_project", import_and_cancel)
    jobs.run_job(number)
    job_state = client(lea).get(f"{IMPORTS}{number}/").json()
    assert job_state["job"]["state"] == "cancelled"
    assert job_state["result"]["study"] == Study.objects.get().slug


@pytest.mark.parametrize("state", [Job.State.CANCELLED, Job.State.RUNNING])
def test_job_that_was_cancelled_or_lost_its_lease_stores_nothing(
    lea: Any, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = send(lea, factory.rendered("study.qdpx", factory.small())).json()["job"]["id"]
    before = {name: rows for name, rows in stored().items() if name != "advisories_job"}
    result_of = tasks.result_json

    def change_job_first(imported: Any) -> Any:
        lease = None if state == Job.State.CANCELLED else jobs.lease_end()
        Job.objects.filter(pk=number).update(state=state, lease_until=lease, lease_holder="another")
        return result_of(imported)

    monkeypatch.setattr(tasks, "result_json", change_job_first)
    # In this test the change of the job is rolled back with the import; with another process it would remain.
    with transaction.atomic():
        jobs.run_job(number)
    assert {name: rows for name, rows in stored().items() if name != "advisories_job"} == before


def test_job_without_its_upload_fails_with_a_sentence(lea: Any) -> None:
    number = send(lea, factory.rendered("study.qdpx", factory.small())).json()["job"]["id"]
    uploads.remove_uploads_of(Job.objects.get(pk=number))
    jobs.run_job(number)
    job = client(lea).get(f"{IMPORTS}{number}/").json()["job"]
    assert (job["state"], job["message"]) == ("failed", "The uploaded file no longer exists. Upload it again.")
    assert not Study.objects.exists()


def test_imported_study_is_served_by_every_address_of_a_study(lea: Any) -> None:
    publication = factory.small()
    units = tuple(replace(unit, values=(Value("Age", "Integer", "44"),)) for unit in publication.data.units)
    result = import_project_file(
        lea, factory.rendered("study.qdpx", derive(factory.changed(publication.data, units=units)))
    )
    base = f"/api/v1/studies/{result['study']}/"
    for path in ("", "members/", "units/", "codes/", "rounds/", "rounds/1/", "rounds/1/agreement/", "events/"):
        assert client(lea).get(base + path).status_code == 200, path
    sentences = json.dumps(client(lea).get(base + "events/").json(), ensure_ascii=False)
    assert "imported the study from the project s.qdpx (8 codings)" in sentences
    assert Coding.objects.count() == 8
    unit = client(lea).get(base + "units/1/").json()
    assert (unit["identifier"], unit["title"], unit["project"]) == ("GHSA-0001", "Advisory 1", "Proj A")
    facts = {"severity": "high", "cvss_score": 7.5, "cwes": ["CWE-79"], "kev": None, "epss": None}
    assert unit["classifications"] == facts | {"values": [{"name": "Age", "value": "44"}]}
