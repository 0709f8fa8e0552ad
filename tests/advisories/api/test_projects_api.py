"""The API of projects: their snapshots, evidence, and what is hidden from raters."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.api import projects
from tests.support.factories import advisory
from tests.support.inspected import COMMIT, TEXT, project, snapshot

pytestmark = pytest.mark.django_db

PROJECTS = "/api/v1/corpora/main/projects/"
SNAPSHOT = f"{PROJECTS}demo-server/snapshots/1/"
HIDES = "tests.support.guards.hides_suggestions"


def test_list_of_projects_shows_the_newest_snapshot(api: APIClient) -> None:
    project("Plain")
    snapshot()
    snapshot(rules="2", commit="2e" * 20, address="github.com/new/demo-server")
    inspected, plain = api.get(PROJECTS).json()
    assert plain == {
        "slug": "plain",
        "name": "Plain",
        "count": 0,
        "identities": [],
        "address": "",
        "snapshots": 0,
        "latest": None,
    }
    assert inspected["latest"].pop("committed_at")
    assert inspected == {
        "slug": "demo-server",
        "name": "Demo Server",
        "count": 0,
        "identities": [],
        "address": "github.com/new/demo-server",
        "snapshots": 2,
        "latest": {"number": 2, "commit": "2e" * 20, "rules": "2"},
    }
    assert [row["slug"] for row in api.get(f"{PROJECTS}?inspected=true").json()] == ["demo-server"]
    assert [row["slug"] for row in api.get(f"{PROJECTS}?search=lai").json()] == ["plain"]


def test_inspected_projects_are_among_the_first(api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects, "LISTED", 2)
    advisory("GHSA-1", project="Famous")
    for name in ("Aa", "Zz"):
        project(name)
    snapshot("Zz")
    assert [row["slug"] for row in api.get(PROJECTS).json()] == ["famous", "zz"]


@pytest.mark.parametrize("count", [1, 4])
def test_lists_need_the_same_queries_for_any_number_of_rows(
    api: APIClient, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        snapshot(f"Project {number}")
        snapshot()
    with django_assert_num_queries(4):  # the corpus; projects; newest snapshots; identities
        assert len(api.get(PROJECTS).json()) == count + 1
    with django_assert_num_queries(4):  # the corpus; the project; identities; snapshots
        assert len(api.get(f"{PROJECTS}demo-server/").json()["snapshots"]) == count
    api.get(f"{SNAPSHOT}evidence/")  # the first look is noted
    with django_assert_num_queries(4):
        assert len(api.get(f"{SNAPSHOT}evidence/").json()) == 2
    with django_assert_num_queries(3):
        assert api.get(SNAPSHOT).json()["number"] == 1


def test_project_lists_its_snapshots_newest_first(api: APIClient) -> None:
    snapshot()
    snapshot(commit="", committed_at=None, source="folder", address="")
    shown = api.get(f"{PROJECTS}demo-server/").json()
    assert (shown["slug"], shown["name"], shown["address"]) == ("demo-server", "Demo Server", "")
    newest, first = shown["snapshots"]
    assert (newest["number"], newest["commit"], newest["committed_at"], newest["url"]) == (2, None, None, "")
    assert first["url"] == f"https://github.com/demo/demo-server/commit/{COMMIT}"
    assert (first["source"], first["rules"]) == ("clone", "1")


def test_snapshot_has_its_profile_and_the_five_activities(api: APIClient) -> None:
    snapshot()
    shown = api.get(SNAPSHOT).json()
    assert shown["document"]["text"] == TEXT
    assert (shown["files_read"], shown["bytes_read"], shown["sha256"], shown["hidden"]) == (2, 90, "b" * 64, "")
    assert shown["history"] == {"commits": 30, "complete": True, "reason": ""}
    assert [row["name"] for row in shown["activities"]] == [
        "ci_testing", "code_review", "dependency_upgrade", "fuzzing", "sast"
    ]  # fmt: skip
    assert shown["activities"][0] == {
        "name": "ci_testing",
        "label": "CI-based testing",
        "suggestion": "yes",
        "reason": "“pytest” runs on changes.",
        "evidence": [1],
    }
    assert shown["activities"][1]["suggestion"] is None


def test_evidence_is_listed_by_activity(api: APIClient) -> None:
    snapshot()
    first, second = api.get(f"{SNAPSHOT}evidence/").json()
    assert first == {
        "number": 1,
        "activity": "ci_testing",
        "probe": "ci.runs_tests",
        "outcome": "true",
        "reason": "",
        "path": ".github/workflows/ci.yml",
        "line": 9,
        "line_end": 9,
        "excerpt": "run: pytest",
        "url": f"https://github.com/demo/demo-server/blob/{COMMIT}/.github/workflows/ci.yml#L9",
        "tool": "pytest",
        "scope": "change",
        "state": "enabled",
        "values": {},
        "source": "clone",
        "start": TEXT.index("ci.yml"),
        "end": TEXT.index("No"),
    }
    assert (second["path"], second["url"], second["start"]) == (None, "", None)
    assert api.get(f"{SNAPSHOT}evidence/?activity=fuzzing").json() == [second]
    refused = api.get(f"{SNAPSHOT}evidence/?activity=hoping")
    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["activity"])


@pytest.mark.parametrize(
    "address",
    ["none/", "none/snapshots/1/", "demo-server/snapshots/2/", "demo-server/snapshots/2/evidence/"],
)
def test_unknown_projects_and_snapshots_are_not_found(api: APIClient, address: str) -> None:
    snapshot()
    assert api.get(PROJECTS + address).status_code == 404


def answers(api: APIClient, slug: str) -> list[Any]:
    """Return what the API says of a project, without its names and times."""
    bodies = []
    for address in ("", f"{slug}/", f"{slug}/snapshots/1/", f"{slug}/snapshots/1/evidence/"):
        body = api.get(PROJECTS + address).content.decode()
        bodies.append(body)
    return bodies


def test_suggestions_outcomes_and_states_are_hidden(api: APIClient, guards: Any) -> None:
    snapshot()
    guards.ADVISORIES_SUGGESTION_GUARD = HIDES
    shown = api.get(SNAPSHOT).json()
    assert (shown["hidden"], shown["sha256"]) == ("Hidden while you code round 1.", "")
    assert {(row["suggestion"], row["reason"], *row["evidence"]) for row in shown["activities"]} == {(None, "")}
    assert shown["document"]["text"] == TEXT
    for row in api.get(f"{SNAPSHOT}evidence/").json():
        assert (row["outcome"], row["state"], row["reason"], row["scope"], row["probe"]) == (None, None, "", "", "")
        assert row["values"] == {}
    assert "No fuzz target" not in "".join(answers(api, "demo-server")).replace("No fuzz targets were found", "")


def test_what_is_hidden_does_not_change_a_byte(api: APIClient, guards: Any) -> None:
    """Two projects whose snapshots differ in what the rules say of them only."""
    at = "2026-01-01T00:00:00Z"
    times = {"committed_at": at, "inspected_at": at, "address": "github.com/demo/one"}
    snapshot("Aa", suggestion="yes", sha256="c" * 64, **times)
    other = snapshot("Bb", suggestion="no", sha256="d" * 64, **times)
    assert other.number == 1

    def of(slug: str, name: str) -> list[str]:
        return [body.replace(f'"{slug}"', '"-"').replace(name, "-") for body in answers(api, slug)[1:]]

    assert of("aa", "Aa") != of("bb", "Bb")
    guards.ADVISORIES_SUGGESTION_GUARD = HIDES
    assert of("aa", "Aa") == of("bb", "Bb")


def test_admin_site_shows_no_suggestion_and_no_outcome(client: Any, django_user_model: Any, guards: Any) -> None:
    client.force_login(django_user_model.objects.create_superuser("ada"))
    stored = snapshot(suggestion="cannot_tell", sha256="e" * 64)
    evidence = stored.evidence.get(number=2)
    for name, pk in (("snapshot", stored.pk), ("evidence", evidence.pk)):
        for address in ("", f"{pk}/change/"):
            page = client.get(f"/admin/advisories/{name}/{address}")
            assert page.status_code == 200
            for secret in ("cannot_tell", "No fuzz target was", "e" * 64, "fuzz.targets", "false", "looked_for"):
                assert secret not in page.content.decode(), secret
        assert client.post(f"/admin/advisories/{name}/{pk}/change/", {"number": 9}).status_code == 403
    for query in ("evidence/?outcome=true", "evidence/?state__exact=hint", "evidence/?reason=", "evidence/?probe=ci.x"):
        assert client.get(f"/admin/advisories/{query}").status_code == 400, query
    for query in ("snapshot/?sha256=" + "e" * 64, "snapshot/?suggestions__fuzzing__suggestion=no"):
        assert client.get(f"/admin/advisories/{query}").status_code == 400, query
    assert client.get("/admin/advisories/evidence/?activity=fuzzing").status_code == 200
