"""A release as background work: asked for, watched, cancelled, and made once whatever happens to its worker."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from advisories.models import Job
from advisories.platform.jobs import LeaseLost, Progress, cancel, run_job
from coding.errors import NotReady
from coding.models import CodebookVersion, Member, Release, ReleaseFile
from coding.rendering import streams
from coding.results.derive import Publication
from coding.steps.codebook.codes import add_code
from coding.steps.publish import files as release_files
from coding.steps.publish import release as publishing
from coding.steps.publish.release import publish, start_release
from tests.support.factories import People, client, closed_round, settled_round
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
RELEASES = "/api/v1/studies/consequences/releases/"


@pytest.fixture(autouse=True)
def silent_bell(settings: Any) -> None:
    settings.JOB_NOTIFIER = "tests.support.guards.ignore_notification"


@pytest.fixture
def job(people: People) -> Job:
    settled_round(people)
    return start_release(by=people.lea, note="First", pseudonyms=True)


def test_lead_asks_and_everybody_sees_how_far_it_is(people: People, django_assert_num_queries: Any) -> None:
    settled_round(people)
    answer = client(people.lea).post(RELEASES, {"confirm": "publish", "note": "First"}, format="json")
    assert (answer.status_code, answer.json()["state"], answer.json()["result"]) == (202, "queued", None)
    for seat in (people.lea, people.vic):
        http = client(seat)
        with django_assert_num_queries(4):
            assert [one["id"] for one in http.get(RELEASES + "in_progress/").json()] == [answer.json()["id"]]
    run_job(answer.json()["id"])
    done = client(people.lea).get(f"/api/v1/jobs/{answer.json()['id']}/").json()
    assert (done["state"], done["result"], done["done"]) == ("done", {"release": 1}, done["total"])
    assert client(people.vic).get(RELEASES + "in_progress/").json() == []
    assert client(people.vic).get(RELEASES + "1/").json()["note"] == "First"


def test_what_was_asked_for_is_done(job: Job) -> None:
    run_job(job.pk)
    release = Release.objects.get()
    assert release.note == "First"
    assert release.results["agreement"]["raters"] == ["rater-1", "rater-2"]


def test_study_that_cannot_be_published_is_refused_at_once(people: People) -> None:
    closed_round(people)
    answer = client(people.lea).post(RELEASES, {"confirm": "publish"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_ready")
    assert client(people.ada).post(RELEASES, {"confirm": "publish"}, format="json").status_code == 403
    assert not Job.objects.exists()


def test_one_release_is_made_at_a_time(people: People, job: Job) -> None:
    with refused(NotReady, "is being made already"):
        start_release(by=people.lea)
    cancel(job)
    start_release(by=people.lea)


def test_job_that_is_run_again_makes_no_second_release(job: Job) -> None:
    run_job(job.pk)
    # The worker died after it had stored the release and before it could say so.
    Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, Release.objects.count()) == ("done", {"release": 1}, 1)


def test_worker_that_lost_its_job_stores_nothing(job: Job, people: People) -> None:
    Job.objects.filter(pk=job.pk).update(state="running", lease_until=job.created_at, lease_holder="another")
    with pytest.raises(LeaseLost):
        publish(by=people.lea, before_commit=lambda release: Progress(job).pin({}))
    assert not Release.objects.exists()


def test_cancelled_release_leaves_nothing(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisories.platform.jobs.SECONDS_BETWEEN_REPORTS", 0)
    whole = release_files.render

    def cancelled(publication: Publication) -> Iterator[Any]:
        cancel(job)
        yield from whole(publication)

    monkeypatch.setattr(release_files, "render", cancelled)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, Release.objects.count(), ReleaseFile.objects.count()) == ("cancelled", 0, 0)


def test_study_that_changed_meanwhile_is_not_published(
    people: People, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = publishing.render_into

    def slowly(*args: Any) -> Any:
        add_code(by=people.lea, label="An afterthought")
        return whole(*args)

    monkeypatch.setattr(publishing, "render_into", slowly)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, Release.objects.count()) == ("failed", 0)
    assert job.message == "The study was changed while its release was made, so it was not kept. Publish again."


def test_coding_goes_on_while_a_release_is_made(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in another round is no change of what is published."""
    settled_round(people)
    whole = publishing.render_into

    def slowly(*args: Any) -> Any:
        settled = people.study.rounds.get()
        people.study.rounds.create(
            number=2, style="open", primary_statistic="cohen_kappa", seed=1, planned_at=settled.planned_at
        )
        return whole(*args)

    monkeypatch.setattr(publishing, "render_into", slowly)
    assert publish(by=people.lea).number == 1


def test_person_who_lost_the_lead_meanwhile_publishes_nothing(people: People, job: Job) -> None:
    Member.objects.filter(pk=people.lea.pk).update(is_lead=False)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, Release.objects.count(), CodebookVersion.objects.count()) == ("failed", 0, 0)
    assert "Only the study's lead" in job.message


def test_file_larger_than_a_piece_is_stored_and_read_whole(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_files, "PIECE", 100)
    monkeypatch.setattr(streams, "BLOCK", 50)
    settled_round(people)
    release = publish(by=people.lea)
    file = release.files.get(path="study.json")
    assert file.chunks.count() > release_files.AT_ONCE
    assert (len(file.content), sha256(file.content).hexdigest()) == (file.size, file.sha256)
    for streamed, at_once in ((False, file.size), (True, file.size - 1)):
        monkeypatch.setattr("coding.api.publish.downloads.AT_ONCE", at_once)
        answer = client(people.vic).get(f"{RELEASES}1/files/study.json/")
        assert answer.streaming is streamed
        assert (answer.getvalue(), answer.headers["Content-Length"]) == (file.content, str(file.size))
