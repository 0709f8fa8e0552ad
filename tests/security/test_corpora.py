"""The corpus of a study is closed to all but its members: every address below it, also those that are added later."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.corpus.corpora import main_corpus, make_shared_corpus
from advisories.corpus.saved_filters import save_filter
from advisories.intake.importing import import_records
from advisories.models import Corpus, ImportRun, InspectionItem, Project, SourceRecord
from advisories.platform import jobs
from annotation.accounts.models import User
from coding.models import Member
from coding.steps.study import add_member, create_study
from tests.support import inspected
from tests.support.addresses import api_routes
from tests.support.factories import client, person
from tests.support.intake import osv

pytestmark = pytest.mark.django_db
STUDIES = "/api/v1/studies/"
PREFIX = "api/v1/studies/<slug:study>/corpus/"
SHARED = "api/v1/corpora/<slug:corpus>/"
METHODS = ("get", "post", "put", "patch", "delete")
KEY = "GHSA-aaaa-aaaa-aaaa"


@pytest.fixture(autouse=True)
def no_notifications(settings: Any) -> None:
    settings.JOB_NOTIFIER = "tests.support.guards.ignore_notification"


@pytest.fixture
def lea() -> Member:
    return create_study(title="Lamps", user=person("lea"), name="lea")


@pytest.fixture
def ada(lea: Member) -> Member:
    return add_member(study=lea.study, by=lea, name="ada", roles=["rater"], user=person("ada"))


def fill(corpus: Corpus, user: User) -> dict[str, str]:
    """Store one of everything in a corpus, and return the parameters of its addresses."""
    job = jobs.enqueue("live_import", {}, created_by=user, corpus=corpus)
    run = ImportRun.objects.create(corpus=corpus, job=job, kind="github", source="test", started_at=timezone.now())
    records = [
        osv(KEY, "CVE-2031-1", affected=[{"package": {"ecosystem": "PyPI", "name": "lamp"}}]),
        osv(KEY, "CVE-2031-1", details="New.", modified="2031-02-01T00:00:00Z"),
    ]
    import_records(records, run=run)
    Project.objects.filter(corpus=corpus).update(slug="lamp")
    inspected.snapshot("lamp", corpus=corpus)
    inspection = jobs.enqueue("inspect", {}, created_by=user, corpus=corpus)
    InspectionItem.objects.create(job=inspection, number=1, name="lamp", address="github.com/a/b")
    save_filter(owner=user, corpus=corpus, name="Lamps", query={})
    return {"import": str(run.pk), "inspection": str(inspection.pk)}


def addresses(prefix: str, base: str, corpus: Corpus, made: dict[str, str]) -> list[str]:
    """Return every address below a corpus that exists, with what `fill` stored in it."""
    advisory = corpus.advisories.get()
    documents = advisory.documents.order_by("-pk")
    own = {
        "advisories/<str:key>/documents/": documents[0].pk,
        "advisories/<str:key>/records/": SourceRecord.objects.filter(advisory=advisory)[0].pk,
        "projects/": 1,
        "inspections/": made["inspection"],
        "saved_filters/": 1,
        "imports/": made["import"],
    }
    listed = []
    for route in api_routes():
        if not route.startswith(prefix):
            continue
        below = route.removeprefix(prefix)
        number = next((str(value) for start, value in own.items() if below.startswith(start)), "1")
        values = {"key": KEY, "slug": "lamp", "number": number}
        listed.append(base + re.sub(r"<(?:\w+:)?(\w+)>", lambda name, values=values: values[name[1]], below))
    return [address for address in listed if address != base]


def statuses(http: APIClient, listed: list[str]) -> dict[tuple[str, str], int]:
    return {
        (method, address): getattr(http, method)(address, {}, format=None if method == "get" else "json").status_code
        for address in listed
        for method in METHODS
    }


def test_corpus_of_a_study_is_not_there_for_others(lea: Member, ada: Member) -> None:
    made = fill(lea.study.corpus, lea.user)  # type: ignore[arg-type]
    listed = addresses(PREFIX, f"{STUDIES}lamps/corpus/", lea.study.corpus, made)
    assert len(listed) > 20
    saved = f"{STUDIES}lamps/corpus/saved_filters/1/"
    reached = {address: client(lea).get(address).status_code for address in listed if address != saved}
    assert {a: status for a, status in reached.items() if status not in {200, 405}} == {}
    other = create_study(title="Other", user=person("eli"), name="eli")
    stranger, staff = person("eve"), person("sam", is_staff=True, is_superuser=True)
    bo = add_member(study=other.study, by=other, name="bo", roles=["rater"], user=person("bo"))
    for user in (other.user, bo.user, stranger, staff):
        http = APIClient()
        http.force_authenticate(user)
        assert {key: status for key, status in statuses(http, listed).items() if status not in {404, 405}} == {}, user
    anonymous = statuses(APIClient(), listed)
    assert {key: status for key, status in anonymous.items() if status != 401} == {}
    assert not [a for a in listed if client(lea).get(a.replace("/lamps/", "/nobody/")).status_code not in {404, 405}]


def test_member_sees_the_corpus_and_only_leads_its_imports(lea: Member, ada: Member) -> None:
    made = fill(lea.study.corpus, lea.user)  # type: ignore[arg-type]
    base = f"{STUDIES}lamps/corpus/"
    http = client(ada)
    assert [row["key"] for row in http.get(f"{base}advisories/").json()["results"]] == [KEY]
    assert http.get(f"{base}projects/lamp/").status_code == 200
    for address in (
        "imports/",
        f"imports/{made['import']}/",
        f"imports/{made['import']}/problems.csv",
        "imports/live/",
    ):
        assert http.get(base + address).status_code == 404, address
    inspect = {"items": [{"name": "a", "address": "https://github.com/a/b"}]}
    for address, body, what in (
        ("imports/", {}, "import into"),
        ("imports/live/", {"source": "github"}, "import into"),
        (f"imports/{made['import']}/resume/", {}, "import into"),
        ("imports/columns/", {}, "import into"),
        ("inspections/", inspect, "inspect projects for"),
    ):
        response = http.post(base + address, body, format="json")
        assert (response.status_code, response.json()["detail"]) == (
            403,
            f"Only leads of the study may {what} this corpus. Ask one of them.",
        ), address


def test_job_in_a_corpus_is_hidden_after_leaving_the_study(lea: Member, ada: Member) -> None:
    job = jobs.enqueue("live_import", {}, created_by=ada.user, corpus=lea.study.corpus)
    http = client(ada)
    assert [row["id"] for row in http.get("/api/v1/jobs/").json()] == [job.pk]
    Member.objects.filter(pk=ada.pk).update(retired_at=timezone.now())
    assert http.get("/api/v1/jobs/").json() == []
    for method, address in (("get", ""), ("post", "cancel/")):
        assert getattr(http, method)(f"/api/v1/jobs/{job.pk}/{address}").status_code == 404


def test_nothing_of_another_corpus_is_reached_through_a_corpus_that_one_sees(lea: Member) -> None:
    """Numbers, keys and slugs of the study's corpus are unknown below a shared one."""
    made = fill(lea.study.corpus, lea.user)  # type: ignore[arg-type]
    main = main_corpus()
    main.maintainers.add(lea.user)  # type: ignore[arg-type]
    listed = addresses(SHARED, "/api/v1/corpora/main/", lea.study.corpus, made)
    of_one = [address for address in listed if re.search(rf"{KEY}|/lamp/|/\d+/", address)]
    assert len(of_one) > 10
    http = client(lea)
    answers = {
        (method, a): getattr(http, method)(a, {}, format="json").status_code for a in of_one for method in METHODS
    }
    assert {key: status for key, status in answers.items() if status not in {404, 405, 415}} == {}
    assert http.get("/api/v1/corpora/main/advisories/").json()["results"] == []
    assert http.get("/api/v1/corpora/main/advisories/facets/").json()["total"] == 0
    assert http.get(f"/api/v1/corpora/main/advisories/?search={KEY}").json()["results"] == []


def test_shared_corpus_is_seen_by_everybody_and_imported_into_by_its_maintainers() -> None:
    una, eve = person("una"), person("eve")
    shared = make_shared_corpus(slug="github", name="GitHub", maintainers=[una])
    made = fill(shared, una)
    base = "/api/v1/corpora/github/"
    http, outside = client_of(una), client_of(eve)
    assert [row["key"] for row in outside.get(f"{base}advisories/").json()["results"]] == [KEY]
    assert outside.get(f"{base}imports/").status_code == 404
    assert http.get(f"{base}imports/{made['import']}/").status_code == 200
    refused = outside.post(f"{base}imports/live/", {"source": "github"}, format="json")
    assert (refused.status_code, refused.json()["detail"]) == (
        403,
        "Only the maintainers of a shared corpus may import into this corpus. Ask one of them.",
    )
    listed = addresses(SHARED, base, shared, made)
    assert set(statuses(APIClient(), listed).values()) == {401}


def client_of(user: User) -> APIClient:
    http = APIClient()
    http.force_authenticate(user)
    return http


def test_administrators_make_shared_corpora() -> None:
    ann, una = person("ann", is_staff=True), person("una")
    body = {"slug": "github", "name": "GitHub", "maintainers": ["una"]}
    refused = client_of(una).post("/api/v1/corpora/", body, format="json")
    assert (refused.status_code, "Only administrators" in refused.json()["detail"]) == (403, True)
    http = client_of(ann)
    shown = {"slug": "github", "name": "GitHub", "maintained": False, "maintainers": ["una"]}
    made = http.post("/api/v1/corpora/", body, format="json")
    assert (made.status_code, made.json()) == (201, shown)
    assert http.post("/api/v1/corpora/", body, format="json").status_code == 400
    wrong = http.patch("/api/v1/corpora/github/", {"maintainers": ["nobody"]}, format="json")
    assert wrong.json()["fields"]["maintainers"] == ["There is no active account “nobody”."]
    assert client_of(una).get("/api/v1/corpora/").json() == [{**shown, "maintained": True}]
    assert client_of(una).patch("/api/v1/corpora/github/", {"name": "Mine"}, format="json").status_code == 403
    changed = http.patch("/api/v1/corpora/github/", {"name": "GH", "maintainers": ["ann"]}, format="json")
    assert changed.json() == {"slug": "github", "name": "GH", "maintained": True, "maintainers": ["ann"]}
    assert client_of(una).get("/api/v1/corpora/github/").json()["maintainers"] == []
    assert client_of(una).get("/api/v1/corpora/nobody/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_corpora_needs_two_queries(django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    ann = person("ann", is_staff=True)
    for number in range(count):
        make_shared_corpus(slug=f"c{number}", name=f"C {number}", maintainers=[ann])
    http = client_of(ann)
    with django_assert_num_queries(2):
        assert len(http.get("/api/v1/corpora/").json()) == count


def test_sample_is_drawn_from_the_own_corpus_or_a_shared_one(lea: Member) -> None:
    fill(lea.study.corpus, lea.user)  # type: ignore[arg-type]
    other = create_study(title="Other", user=person("eli"), name="eli")
    shared = make_shared_corpus(slug="github", name="GitHub", maintainers=[])
    run = ImportRun.objects.create(corpus=shared, source="test", started_at=timezone.now())
    import_records([osv(KEY, details="Shared.")], run=run)
    address = f"{STUDIES}lamps/units/"
    drawn = client(lea).post(address, {"corpus": "own"}, format="json")
    assert drawn.json()["sampling_description"].startswith("All 1 advisory of the study's own corpus")
    assert lea.study.units.get().document.advisory.corpus == lea.study.corpus  # type: ignore[union-attr]
    drawn = client(lea).post(address, {"corpus": "github", "keys": [KEY]}, format="json")
    assert drawn.status_code == 201
    assert lea.study.units.get().document.text == "Shared.\n"
    for name in ("nobody", "study:other", ""):
        assert client(lea).post(address, {"corpus": name}, format="json").status_code == 400
    unseen = client(other).post(f"{STUDIES}other/units/", {"corpus": "own", "keys": [KEY]}, format="json")
    assert (unseen.status_code, unseen.json()["detail"]) == (400, "No advisory matches. Change the filter.")


def test_everything_about_a_corpus_stands_below_its_address() -> None:
    routes = {route.removeprefix("api/v1/") for route in api_routes()}
    of_corpus = {route.removeprefix("corpora/<slug:corpus>/") for route in routes if route.startswith("corpora/<")}
    assert {"advisories/", "projects/", "imports/", "inspections/", "saved_filters/"} <= of_corpus
    assert routes & of_corpus - {""} == set()
    assert client(person("eve")).get("/api/v1/corpora/main/advisories/").status_code == 404
    assert not Corpus.objects.exists()  # reading makes none
