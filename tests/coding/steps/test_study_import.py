"""A study made of a project file over the API: looked at first, made by a job, once or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from advisories.models import Job
from advisories.platform import jobs
from advisories.sources import uploads
from coding import tasks
from coding.api import import_project
from coding.dataset.imported_metadata import Value
from coding.models import Coding, Commitment, Member, Study
from coding.results.derive import derive
from tests.coding.formats.refi_qda.test_archive import zipped
from tests.coding.formats.refi_qda.test_project import HEAD, project, text_source
from tests.coding.formats.refi_qda.test_quirks import selection
from tests.support import publications as factory
from tests.support.factories import client, person
from tests.support.refusals import stored

pytestmark = pytest.mark.django_db
IMPORTS = "/api/v1/study_imports/"
TWO = selection(0, 3) + selection(4, 7, user="V")


@pytest.fixture(autouse=True)
def no_bell(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(jobs, "notify", lambda job_id, **_: None)
    yield
    assert not uploads.folder().exists() or not list(uploads.folder().iterdir()), "an upload was left behind"


@pytest.fixture
def lea() -> Any:
    return person("lea")


def send(user: Any, content: bytes, *, look: bool = False, name: str = "s.qdpx", **fields: Any) -> Any:
    address = IMPORTS + ("preview/" if look else "")
    return client(user).post(address, {"file": SimpleUploadedFile(name, content), **fields})


def made(user: Any, content: bytes, **fields: Any) -> dict[str, Any]:
    """Sent, worked off, and asked for."""
    answer = send(user, content, **fields)
    assert answer.status_code == 201, answer.content
    number = answer.json()["job"]["id"]
    jobs.run_job(number)
    found = client(user).get(f"{IMPORTS}{number}/").json()
    assert found["job"]["state"] == "done", found
    result: dict[str, Any] = found["result"]
    return result


def test_look_tells_what_the_study_would_hold_and_stores_nothing(lea: Any) -> None:
    before = stored()
    answer = send(lea, factory.rendered("study.qdpx", factory.small()), look=True)
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


def test_who_imports_leads_and_settles_and_the_raters_have_no_account(lea: Any) -> None:
    result = made(lea, factory.rendered("study.qdpx", factory.small()), title="Mine")
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
    assert not Commitment.objects.exists()  # nobody who rated here can have promised anything


def test_user_of_the_file_can_be_the_final_rater(lea: Any) -> None:
    result = made(lea, factory.rendered("study.qdpx", factory.small()), final_rater="Bo")
    study = Study.objects.get(slug=result["study"])
    assert [(m.name, m.roles) for m in study.members.all()] == [
        ("lea", ["lead"]),
        ("Ada", ["rater"]),
        ("Bo", ["rater", "adjudicator"]),
    ]
    assert result["decided"] == 2


def test_user_of_ones_own_name_is_somebody_else() -> None:
    ada = person("Ada")
    result = made(ada, factory.rendered("study.qdpx", factory.small()))
    members = {m.name: m.user for m in Member.objects.filter(study__slug=result["study"])}
    assert members == {"Ada (2)": ada, "Ada": None, "Bo": None}


def test_title_is_that_of_the_project_or_of_the_file(lea: Any) -> None:
    content = project(text_source(TWO), b"One two")
    assert Study.objects.get(slug=made(lea, content)["study"]).title == "P"
    nameless = project(text_source(TWO), b"One two", head=HEAD.replace('name="P"', ""))
    assert Study.objects.get(slug=made(lea, nameless)["study"]).title == "s.qdpx"


@pytest.mark.parametrize(
    ("content", "fields", "said"),
    [
        (b"no zip", {}, "s.qdpx: This is no .qdpx file"),
        (zipped(("../project.qde", b"")), {}, "leads out of the file"),
        (project(text_source(selection(0, 3)), b"One two"), {}, "s.qdpx: Fewer than two users"),
        (project(text_source(TWO), b"One two"), {"final_rater": "Zed"}, "Nobody in the file is called Zed."),
        (project(text_source(TWO), b"One two"), {"final_rater": "consensus"}, "Nobody in the file is called"),
        (project(text_source(TWO), b"One two"), {"title": "x" * 201}, "200"),
    ],
)
def test_bad_file_is_refused_before_a_job_begins(lea: Any, content: bytes, fields: Any, said: str) -> None:
    before = stored()
    answer = send(lea, content, **fields)
    assert answer.status_code == 400
    assert said in answer.json()["detail"]
    assert stored() == before


def test_limits_are_said(lea: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_project, "MOST_CODINGS", 1)
    content = project(text_source(TWO), b"One two")
    for look in (True, False):
        assert "2 codings of texts; at most 1 can be imported here" in send(lea, content, look=look).json()["detail"]
    monkeypatch.setattr(import_project, "LARGEST_PROJECT", 100)
    for look in (True, False):
        assert "Export it without pictures and sound" in send(lea, content, look=look).json()["detail"]
    assert not Job.objects.exists()


def test_nobody_imports_without_an_account_or_sees_another_ones_import(lea: Any) -> None:
    content = project(text_source(TWO), b"One two")
    for address in (IMPORTS, IMPORTS + "preview/"):
        assert client().post(address, {"file": SimpleUploadedFile("s.qdpx", content)}).status_code in {401, 403}
    number = send(lea, content).json()["job"]["id"]
    assert client(person("eve")).get(f"{IMPORTS}{number}/").status_code == 404
    assert client(lea).get(f"{IMPORTS}{number}/").json()["result"] is None
    jobs.run_job(number)
    other = Job.objects.create(kind="import", created_by=lea, created_at=Job.objects.get().created_at)
    assert client(lea).get(f"{IMPORTS}{other.pk}/").status_code == 404


def test_job_that_ran_but_could_not_say_so_makes_no_second_study(lea: Any) -> None:
    number = send(lea, factory.rendered("study.qdpx", factory.small())).json()["job"]["id"]
    jobs.run_job(number)
    first = Job.objects.get(pk=number)
    # The worker died after the transaction, before the job's end.
    Job.objects.filter(pk=number).update(state=Job.State.QUEUED, finished_at=None)
    jobs.run_job(number)
    again = Job.objects.get(pk=number)
    assert (again.state, again.result) == (Job.State.DONE, first.result)
    assert Study.objects.count() == 1


def test_study_that_was_made_when_its_job_was_cancelled_is_told(lea: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    number = send(lea, factory.rendered("study.qdpx", factory.small())).json()["job"]["id"]
    discard = uploads.delete_uploads

    def and_cancelled(files: Any) -> None:
        discard(files)
        jobs.cancel(Job.objects.get(pk=number))

    monkeypatch.setattr(uploads, "delete_uploads", and_cancelled)  # after the transaction, before the job's end
    jobs.run_job(number)
    found = client(lea).get(f"{IMPORTS}{number}/").json()
    assert found["job"]["state"] == "cancelled"
    assert found["result"]["study"] == Study.objects.get().slug


@pytest.mark.parametrize("state", [Job.State.CANCELLED, Job.State.RUNNING])
def test_job_that_was_cancelled_or_taken_over_leaves_nothing(
    lea: Any, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = send(lea, factory.rendered("study.qdpx", factory.small())).json()["job"]["id"]
    before = {name: rows for name, rows in stored().items() if name != "Job"}
    record = tasks.result_of

    def meanwhile(found: Any) -> Any:
        lease = None if state == Job.State.CANCELLED else jobs.lease_end()
        Job.objects.filter(pk=number).update(state=state, lease_until=lease, lease_holder="another")
        return record(found)

    monkeypatch.setattr(tasks, "result_of", meanwhile)
    # The row that the other one wrote is undone with the transaction here, which another process would not do.
    with transaction.atomic():
        jobs.run_job(number)
    assert {name: rows for name, rows in stored().items() if name != "Job"} == before
    uploads.delete_uploads(Job.objects.get(pk=number).arguments["files"])


def test_upload_that_is_gone_fails_in_a_sentence(lea: Any) -> None:
    number = send(lea, factory.rendered("study.qdpx", factory.small())).json()["job"]["id"]
    uploads.delete_uploads(Job.objects.get(pk=number).arguments["files"])
    jobs.run_job(number)
    job = client(lea).get(f"{IMPORTS}{number}/").json()["job"]
    assert (job["state"], job["message"]) == ("failed", "The uploaded file s.qdpx no longer exists. Upload it again.")
    assert not Study.objects.exists()


def test_imported_study_is_like_any_other(lea: Any) -> None:
    publication = factory.small()
    units = tuple(replace(unit, values=(Value("Age", "Integer", "44"),)) for unit in publication.data.units)
    result = made(lea, factory.rendered("study.qdpx", derive(factory.changed(publication.data, units=units))))
    base = f"/api/v1/studies/{result['study']}/"
    for path in ("", "members/", "units/", "codes/", "rounds/", "rounds/1/", "rounds/1/agreement/", "events/"):
        assert client(lea).get(base + path).status_code == 200, path
    sentences = json.dumps(client(lea).get(base + "events/").json(), ensure_ascii=False)
    assert "made the study of the project s.qdpx (8 codings)" in sentences
    assert Coding.objects.count() == 8
    unit = client(lea).get(base + "units/1/").json()
    assert (unit["identifier"], unit["title"], unit["project"]) == ("GHSA-0001", "Advisory 1", "Proj A")
    facts = {"severity": "high", "cvss_score": 7.5, "cwes": ["CWE-79"]}
    assert unit["classifications"] == facts | {"values": [{"name": "Age", "value": "44"}]}
