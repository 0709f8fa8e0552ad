"""Decisions on projects: joined, taken out, renamed and undone, by the maintainers of the corpus, across imports."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.corpus.corpora import main_corpus
from advisories.models import Advisory, Project, ProjectDecision, ProjectIdentity
from tests.support.factories import client, person
from tests.support.inspected import snapshot
from tests.support.intake import osv, store

pytestmark = pytest.mark.django_db

CORPUS = "/api/v1/corpora/main/"
DECISIONS = f"{CORPUS}project_decisions/"


def of(ecosystem: str, name: str) -> dict[str, Any]:
    return {"affected": [{"package": {"ecosystem": ecosystem, "name": name}}]}


def projects() -> dict[str, str | None]:
    return dict(Advisory.objects.order_by("key").values_list("key", "project__label"))


@pytest.fixture
def mia() -> APIClient:
    """The maintainer of a corpus with three projects."""
    user = person("mia")
    main_corpus().maintainers.add(user)
    store(osv("OSV-2031-1", **of("npm", "core")), osv("OSV-2031-2", **of("PyPI", "core")))
    store(osv("OSV-2031-3", **of("npm", "lamp")))
    return client(user)


def join(http: APIClient, *slugs: str, **fields: Any) -> Any:
    body = {"projects": slugs, "name": "Core", "reason": "One repository.", **fields}
    return http.post(f"{DECISIONS}join/", body, format="json")


def test_join_survives_a_later_import_and_is_undone(mia: APIClient) -> None:
    before = projects()
    joined = join(mia, "npm-core", "pypi-core")
    assert joined.status_code == 200, joined.json()
    assert joined.json()["sentence"] == "“core (PyPI)” joined into “Core”"
    assert projects() == {"OSV-2031-1": "Core", "OSV-2031-2": "Core", "OSV-2031-3": "lamp"}
    store(osv("OSV-2031-4", **of("PyPI", "core")))
    assert projects()["OSV-2031-4"] == "Core"
    detail = mia.get(f"{CORPUS}projects/pypi-core/").json()
    assert detail["joined_into"] == {"slug": "npm-core", "name": "Core"}
    (row, lamp) = mia.get(f"{CORPUS}projects/").json()
    assert (row["count"], row["identities"], lamp["slug"]) == (3, ["npm: core", "PyPI: core"], "npm-lamp")
    facets = mia.get(f"{CORPUS}advisories/facets/?project=pypi-core").json()
    assert facets["total"] == 3  # the past address of a joined project
    number = joined.json()["id"]
    assert mia.post(f"{DECISIONS}{number}/undo/").json()["undone_by"] == "mia"
    assert projects() == before | {"OSV-2031-4": "core (PyPI)"}
    assert mia.post(f"{DECISIONS}{number}/undo/").status_code == 409
    assert [row["reason"] for row in mia.get(DECISIONS).json()] == ["One repository."]


def test_identity_is_taken_out_again(mia: APIClient) -> None:
    join(mia, "npm-core", "pypi-core")
    identity = ProjectIdentity.objects.get(value="package:pypi:core").pk
    body = {"project": "npm-core", "identities": [identity], "reason": "They differ."}
    first = ProjectDecision.objects.get().pk
    assert mia.post(f"{DECISIONS}take_out/", body, format="json").status_code == 200
    assert projects() == {"OSV-2031-1": "Core", "OSV-2031-2": "core", "OSV-2031-3": "lamp"}
    assert mia.get(f"{CORPUS}projects/pypi-core/").json()["joined_into"] is None
    assert "Undo that one first" in mia.post(f"{DECISIONS}{first}/undo/").json()["detail"]
    assert mia.post(f"{DECISIONS}{first + 1}/undo/").status_code == 200
    assert projects()["OSV-2031-2"] == "Core"
    only = ProjectIdentity.objects.get(value="package:npm:lamp").pk
    refused = mia.post(f"{DECISIONS}take_out/", body | {"project": "npm-lamp", "identities": [only]}, format="json")
    assert "Leave at least one with it" in refused.json()["detail"]


def test_rename_changes_the_label_and_not_the_address(mia: APIClient) -> None:
    body = {"project": "npm-core", "name": "Kernel", "reason": "Its name."}
    assert mia.post(f"{DECISIONS}rename/", body, format="json").status_code == 200
    assert projects() == {"OSV-2031-1": "Kernel", "OSV-2031-2": "core", "OSV-2031-3": "lamp"}
    store(osv("OSV-2031-1", details="New.", modified="2032-01-01T00:00:00Z", **of("npm", "core")))
    assert projects()["OSV-2031-1"] == "Kernel"
    mia.post(f"{DECISIONS}rename/", body | {"name": "lamp"}, format="json")
    assert (projects()["OSV-2031-1"], projects()["OSV-2031-3"]) == ("lamp (npm-core)", "lamp (npm-lamp)")
    assert mia.post(f"{DECISIONS}rename/", body | {"name": "n/a"}, format="json").status_code == 400


def test_project_with_snapshots_goes_on_and_of_two_a_person_chooses(mia: APIClient) -> None:
    snapshot("core (PyPI)")  # by its label, so another project
    inspected = Project.objects.get(name="core (PyPI)")
    ProjectIdentity.objects.create(
        corpus=main_corpus(), kind="name", name="x", value="name::x", project=inspected, origin=inspected
    )
    joined = join(mia, "npm-lamp", inspected.slug, name="Lamp").json()
    assert joined["project"] == inspected.slug
    snapshot("other")
    refused = join(mia, "other", inspected.slug)
    assert (refused.status_code, refused.json()["code"]) == (409, "choose_project")
    assert join(mia, "other", inspected.slug, keep="other").json()["project"] == "other"
    assert Project.objects.get(slug=inspected.slug).snapshots.count() == 1


def test_only_maintainers_decide(mia: APIClient, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    other = client(person("eve"))
    assert join(other, "npm-core", "pypi-core").status_code == 403
    assert other.get(DECISIONS).status_code == 404
    join(mia, "npm-core", "pypi-core")
    number = ProjectDecision.objects.get().pk
    assert other.post(f"{DECISIONS}{number}/undo/").status_code == 404
    assert client().get(DECISIONS).status_code in {401, 403}
    for count in (1, 2):
        with django_assert_num_queries(8):
            assert len(mia.get(DECISIONS).json()) == count
        body = {"project": "npm-lamp", "name": "Kiln", "reason": "Its name."}
        mia.post(f"{DECISIONS}rename/", body, format="json")


@pytest.mark.parametrize(
    ("slugs", "fields"),
    [
        (("npm-core", "npm-core"), {}),
        (("npm-core", "nothing"), {}),
        (("npm-core",), {}),
        (("npm-core", "npm-lamp"), {"reason": "  "}),
        (("npm-core", "npm-lamp"), {"name": "-"}),
    ],
)
def test_wrong_join_is_refused(mia: APIClient, slugs: tuple[str, ...], fields: dict[str, str]) -> None:
    before = projects()
    assert join(mia, *slugs, **fields).status_code == 400
    assert (projects(), ProjectDecision.objects.count()) == (before, 0)
