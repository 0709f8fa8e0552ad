"""Releases made by a background job."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from advisories.models import Job
from advisories.platform.jobs import LeaseLost, Progress, cancel, run_job
from coding.errors import NotReady
from coding.models import CodebookVersion, Member, Release, ReleaseFile, Round
from coding.rendering import streams
from coding.results.derive import Publication
from coding.steps.agree import close_round
from coding.steps.codebook.codes import add_code
from coding.steps.match import MatchingInput, match, private_codes
from coding.steps.publish import files as release_files
from coding.steps.publish import release as publishing
from coding.steps.publish.release import publish, start_release
from tests.support.factories import People, client, closed_round, coded_round, settled_round
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
RELEASES = "/api/v1/studies/consequences/releases/"


@pytest.fixture(autouse=True)
def no_notification(settings: Any) -> None:
    settings.JOB_NOTIFIER = "tests.support.guards.ignore_notification"


@pytest.fixture
def job(people: People) -> Job:
    settled_round(people)
    return start_release(by=people.lea, note="First", pseudonyms=True)


def test_lead_starts_a_release_and_every_member_sees_its_progress(
    people: People, django_assert_num_queries: Any
) -> None:
    settled_round(people)
    answer = client(people.lea).post(RELEASES, {"confirm": "publish", "note": "First"}, format="json")
    assert (answer.status_code, answer.json()["state"], answer.json()["result"]) == (202, "queued", None)
    for member in (people.lea, people.vic):
        http = client(member)
        with django_assert_num_queries(4):
            assert [listed["id"] for listed in http.get(RELEASES + "in_progress/").json()] == [answer.json()["id"]]
    run_job(answer.json()["id"])
    finished = client(people.lea).get(f"/api/v1/jobs/{answer.json()['id']}/").json()
    assert (finished["state"], finished["result"], finished["done"]) == ("done", {"release": 1}, finished["total"])
    assert client(people.vic).get(RELEASES + "in_progress/").json() == []
    assert client(people.vic).get(RELEASES + "1/").json()["note"] == "First"


def test_job_publishes_with_the_requested_options(job: Job) -> None:
    run_job(job.pk)
    release = Release.objects.get()
    assert release.note == "First"
    assert release.results["agreement"]["raters"] == ["rater-1", "rater-2"]


def test_release_of_an_unsettled_study_is_refused_without_a_job(people: People) -> None:
    closed_round(people)
    answer = client(people.lea).post(RELEASES, {"confirm": "publish"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_ready")
    assert client(people.ada).post(RELEASES, {"confirm": "publish"}, format="json").status_code == 403
    assert not Job.objects.exists()


def test_one_release_is_made_at_a_time(people: People, job: Job) -> None:
    with refused(NotReady, "is already being made"):
        start_release(by=people.lea)
    cancel(job)
    start_release(by=people.lea)


def test_job_that_runs_twice_makes_one_release(job: Job) -> None:
    run_job(job.pk)
    # The worker died after storing the release and before reporting it.
    Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, Release.objects.count()) == ("done", {"release": 1}, 1)


def test_worker_without_its_lease_stores_no_release(job: Job, people: People) -> None:
    Job.objects.filter(pk=job.pk).update(state="running", lease_until=job.created_at, lease_holder="another")
    with pytest.raises(LeaseLost):
        publish(by=people.lea, before_commit=lambda release: Progress(job).store_result({}))
    assert not Release.objects.exists()


def test_cancelled_release_stores_nothing(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisories.platform.jobs.SECONDS_BETWEEN_REPORTS", 0)
    render = release_files.render

    def cancel_and_render(publication: Publication) -> Iterator[Any]:
        cancel(job)
        yield from render(publication)

    monkeypatch.setattr(release_files, "render", cancel_and_render)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, Release.objects.count(), ReleaseFile.objects.count()) == ("cancelled", 0, 0)


def test_study_that_changes_during_publication_is_not_published(
    people: People, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    render_into = publishing.render_into

    def change_and_render(*args: Any) -> Any:
        add_code(by=people.lea, label="An afterthought")
        return render_into(*args)

    monkeypatch.setattr(publishing, "render_into", change_and_render)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, Release.objects.count()) == ("failed", 0)
    assert job.message == "The study was changed while its release was being made, so it was discarded. Publish again."


def test_work_in_another_round_does_not_stop_publication(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in another round does not change what is published."""
    settled_round(people)
    render_into = publishing.render_into

    def plan_and_render(*args: Any) -> Any:
        settled = people.study.rounds.get()
        people.study.rounds.create(
            number=2, style="open", primary_statistic="cohen_kappa", seed=1, planned_at=settled.planned_at
        )
        return render_into(*args)

    monkeypatch.setattr(publishing, "render_into", plan_and_render)
    assert publish(by=people.lea).number == 1


def test_matching_of_another_closed_round_stops_publication(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """The release contains the agreement of each closed round, which this changes."""
    settled_round(people)
    second = coded_round(people, final_rater="ada")
    render_into = publishing.render_into

    def close_and_render(*args: Any) -> Any:
        close_round(by=people.lea, number=second.number)
        return render_into(*args)

    monkeypatch.setattr(publishing, "render_into", close_and_render)
    with pytest.raises(NotReady, match="changed while its release was being made"):
        publish(by=people.lea)

    def match_and_render(*args: Any) -> Any:
        closed = Round.objects.get(pk=second.pk)
        pairs = [MatchingInput(code.pk, "Access", "x") for code in private_codes(closed)]
        match(by=people.lea, coding_round=closed, pairs=pairs, revision=1)
        return render_into(*args)

    monkeypatch.setattr(publishing, "render_into", match_and_render)
    with pytest.raises(NotReady, match="changed while its release was being made"):
        publish(by=people.lea)
    assert not Release.objects.exists()


def test_member_who_is_no_longer_lead_publishes_nothing(people: People, job: Job) -> None:
    Member.objects.filter(pk=people.lea.pk).update(is_lead=False)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, Release.objects.count(), CodebookVersion.objects.count()) == ("failed", 0, 0)
    assert "Only the study's lead" in job.message


def test_file_of_several_chunks_is_stored_and_read_completely(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_files, "CHUNK", 100)
    monkeypatch.setattr(streams, "BLOCK", 50)
    settled_round(people)
    release = publish(by=people.lea)
    file = release.files.get(path="study.json")
    assert file.chunks.count() > release_files.CHUNKS_IN_MEMORY
    assert (len(file.content), sha256(file.content).hexdigest()) == (file.size, file.sha256)
    for streamed, limit in ((False, file.size), (True, file.size - 1)):
        monkeypatch.setattr("coding.api.publish.downloads.LARGEST_BUFFERED", limit)
        answer = client(people.vic).get(f"{RELEASES}1/files/study.json/")
        assert answer.streaming is streamed
        assert (answer.getvalue(), answer.headers["Content-Length"]) == (file.content, str(file.size))
