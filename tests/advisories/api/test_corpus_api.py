"""The API of the corpus: list, filters, facets, one advisory, and hidden classifications."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.api.filters import AdvisoryFilter, matching_advisories
from advisories.corpus.corpora import main_corpus
from advisories.models import Advisory
from advisories.platform.errors import NotAllowed
from tests.support.corpus import BASE, KEYS, corpus, keys, osv, store

__all__ = ["corpus"]  # a fixture


def test_list_has_one_item_per_advisory(api: APIClient, corpus: None) -> None:
    response = api.get(f"{BASE}/advisories/").json()
    assert response["results"][0] == {
        "key": KEYS[0],
        "title": "Straße 100%",
        "project": {"slug": "pypi-demo", "name": "demo"},
        "severity": "critical",
        "severity_source": "published",
        "cvss_score": None,
        "cwes": ["CWE-79"],
        "ecosystem": "PyPI",
        "package": "demo",
        "published_at": "2030-05-01T00:00:00Z",
        "withdrawn_at": None,
        "aliases": ["CVE-2031-0001"],
        "excerpt": [],
        "joined": "",
    }
    assert response["next"] is None
    assert response["results"][2]["project"] is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [0, 1, 3]),
        ("withdrawn=no", [0, 1, 3]),
        ("withdrawn=yes", [0, 1, 2, 3]),
        ("withdrawn=only", [2]),
        ("search=STRASSE", [0]),
        ("search=cve-2031-0001", [0]),
        ("search=second+lantern", [1]),
        ("search=second+demo", []),
        ("search=%25", []),
        ("search=_", []),
        ("search=%00", None),
        ("search=", [0, 1, 3]),
        ("severity=critical", [0]),
        ("severity=critical,high", [0, 1]),
        ("severity=unknown", [3]),
        ("severity=awful", None),
        ("project=pypi-demo", [0]),
        ("project=pypi-demo,go-example-org-lantern", [0, 1]),
        ("project=nothing", []),
        ("year=2031", [1]),
        ("year=2030,2031", [0, 1]),
        ("year=later", None),
        ("year=99999", None),
        ("ecosystem=Go", [1]),
        ("ecosystem=Go&severity=high&year=2031&search=second", [1]),
        ("cwe=79", [0]),
        ("cwe=CWE-79,22", [0]),
        ("cwe=22", []),
        ("cwe=xss", None),
        ("search=e", []),
        ("search=of", [0, 1, 3]),
        ("search=text", [0, 1, 3]),
        ("search=text+-straße", [1, 3]),
        ("search=pysec", [3]),
        ("search=" + "%E2%9C%93" * 3, []),
        ("search=demo+demo&project=pypi-demo&year=2030", [0]),
        ("order=-key", [3, 1, 0]),
        ("order=title&withdrawn=yes", [1, 0, 3, 2]),
        ("order=-severity&withdrawn=yes", [0, 1, 2, 3]),
        ("order=severity&withdrawn=yes", [2, 1, 0, 3]),
        ("order=published&withdrawn=yes", [0, 1, 2, 3]),
        ("order=-published&withdrawn=yes", [2, 1, 0, 3]),
        ("order=score", None),
        ("withdrawn=maybe", None),
    ],
)
def test_filter_selects_advisories(api: APIClient, corpus: None, query: str, expected: list[int] | None) -> None:
    if expected is None:
        response = api.get(f"{BASE}/advisories/?{query}")
        assert (response.status_code, response.json()["code"]) == (400, "invalid")
    else:
        assert keys(api, query) == expected


def test_pages_are_not_shifted_by_an_import(api: APIClient, db: None) -> None:
    store(*(osv(f"PYSEC-2031-{n}") for n in range(10, 17)))
    address, seen = f"{BASE}/advisories/?size=3", []
    while address:
        page = api.get(address).json()
        seen.append([item["key"] for item in page["results"]])
        address = page["next"]
    assert [len(page) for page in seen] == [3, 3, 1]
    assert [key for page in seen for key in page] == [f"PYSEC-2031-{n}" for n in range(10, 17)]
    back = [item["key"] for item in api.get(page["previous"]).json()["results"]]
    assert back == seen[1]
    first = api.get(f"{BASE}/advisories/?size=3").json()
    store(osv("PYSEC-2031-1"))  # a new advisory does not shift the pages
    assert [item["key"] for item in api.get(first["next"]).json()["results"]] == seen[1]
    assert [item["key"] for item in api.get(api.get(first["next"]).json()["previous"]).json()["results"]] == seen[0]


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_the_same_queries_for_any_number_of_advisories(
    api: APIClient, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    store(*(osv(key, f"CVE-2031-{number:04}") for number, key in enumerate(KEYS[:count])))
    api.get(f"{BASE}/advisories/")
    with django_assert_num_queries(5):  # the corpus; its changes (2); advisories with projects; aliases
        assert len(api.get(f"{BASE}/advisories/").json()["results"]) == count
    with django_assert_num_queries(4):  # the corpus; its changes (2); projects
        api.get(f"{BASE}/advisories/facets/")
    with django_assert_num_queries(3):  # the corpus; the projects; their identities
        api.get(f"{BASE}/projects/")


def test_facets_count_advisories_per_choice(api: APIClient, corpus: None) -> None:
    assert api.get(f"{BASE}/advisories/facets/").json() == {
        "total": 3,
        "remarks": [],
        "unindexed": 0,
        "projects": [
            {"slug": "pypi-demo", "name": "demo", "count": 1},
            {"slug": "go-example-org-lantern", "name": "lantern", "count": 1},
        ],
        "severities": [
            {"value": "critical", "count": 1},
            {"value": "high", "count": 1},
            {"value": "unknown", "count": 1},
        ],
        "years": [{"value": 2031, "count": 1}, {"value": 2030, "count": 1}],
        "ecosystems": [{"value": "Go", "count": 1}, {"value": "PyPI", "count": 1}],
        "cwes": [{"value": 79, "count": 1}],
        "kev": [],
        "epss": [],
    }


def test_facet_ignores_the_filter_of_its_own_field(api: APIClient, corpus: None) -> None:
    facets = api.get(f"{BASE}/advisories/facets/?severity=high").json()
    assert facets["total"] == 1
    assert [entry["value"] for entry in facets["severities"]] == ["critical", "high", "unknown"]
    assert [entry["value"] for entry in facets["ecosystems"]] == ["Go"]


@pytest.mark.parametrize("name", [KEYS[0], "CVE-2031-0001"])
def test_advisory_is_found_by_key_and_alias(api: APIClient, corpus: None, name: str) -> None:
    store(osv(KEYS[0], "CVE-2031-0001", summary="New title", modified="2031-02-01T00:00:00Z"))
    response = api.get(f"{BASE}/advisories/{name}/").json()
    assert (response["key"], response["title"]) == (KEYS[0], "New title")
    assert response["text"] == f"New title\nText of {KEYS[0]}.\n"
    assert response["html"] == f"<h2>New title</h2>\n<p>Text of {KEYS[0]}.</p>\n"
    assert [document["current"] for document in response["documents"]] == [True, False]
    assert [(record["origin"], record["current"]) for record in response["records"]] == [
        (f"{KEYS[0]}.json", False),
        (f"{KEYS[0]}.json", True),
    ]
    assert "content" not in response["records"][0]


def test_unknown_advisory_is_404(api: APIClient, corpus: None) -> None:
    assert api.get(f"{BASE}/advisories/GHSA-none/").status_code == 404


def test_classifications_are_hidden_if_the_guard_forbids_them(api: APIClient, corpus: None, guards: Any) -> None:
    guards.ADVISORIES_CLASSIFICATION_GUARD = "tests.support.guards.no"
    listed = api.get(f"{BASE}/advisories/?withdrawn=yes").json()["results"]
    single = [api.get(f"{BASE}/advisories/{key}/").json() for key in KEYS]
    assert len(listed + single) == 8
    for item in listed + single:
        assert [item[name] for name in ("severity", "severity_source", "cvss_score", "cwes")] == [None, None, None, []]
    assert api.get(f"{BASE}/advisories/?order=-published").status_code == 200
    for address in (
        *("advisories/?severity=critical", "advisories/facets/?severity=critical", "advisories/?cwe=79"),
        *("advisories/facets/?cwe=79", "advisories/?order=severity", "advisories/?order=-severity"),
    ):
        refused = api.get(f"{BASE}/{address}")
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    facets = api.get(f"{BASE}/advisories/facets/")
    assert facets.json()["severities"] == facets.json()["cwes"] == []
    whole = json.dumps([listed, single, facets.json()])
    for word in ("critical", "CWE-79", "8.8", "CVSS"):
        assert word not in whole


@pytest.mark.parametrize(
    "address",
    ["advisories/", "advisories/facets/", "advisories/x/", "projects/", "saved_filters/", "imports/"],
)
def test_requests_without_sign_in_are_refused(address: str, guards: Any, db: None) -> None:
    assert APIClient().get(f"{BASE}/{address}").status_code in {401, 403}


def test_sample_filter_returns_keys_and_a_description(api: APIClient, corpus: None, lea: Any) -> None:
    assert matching_advisories(main_corpus(), {}, user=lea) == (
        [KEYS[0], KEYS[1], KEYS[3]],
        "All 3 advisories of the shared corpus “Main”, withdrawn ones left out, in the order of their identifiers",
    )
    given = AdvisoryFilter(data={"search": "text", "severity": "high,unknown", "year": 2031, "project": None})
    given.is_valid(raise_exception=True)
    assert matching_advisories(main_corpus(), given.validated_data | {"search": None}, user=lea) == (
        [KEYS[1]],
        "1 advisory of the shared corpus “Main” of severity high or unknown, published in 2031, "
        "withdrawn ones left out, in the order of their identifiers",
    )


def test_sample_filter_cannot_use_hidden_classifications(corpus: None, guards: Any, lea: Any) -> None:
    guards.ADVISORIES_CLASSIFICATION_GUARD = "tests.support.guards.no"
    with pytest.raises(NotAllowed):
        matching_advisories(main_corpus(), {"severity": ["high"]}, user=lea)


def test_openapi_description_has_no_warning(capsys: pytest.CaptureFixture[str]) -> None:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    assert "advisories/api" not in capsys.readouterr().err
    page = schema["components"]["schemas"]["PaginatedAdvisoryList"]
    assert set(page["properties"]) == {"next", "previous", "results"}


def test_admin_site_shows_no_classification(corpus: None, client: Any, django_user_model: Any, guards: Any) -> None:
    client.force_login(django_user_model.objects.create_superuser("ada"))
    advisory = Advisory.objects.get(key=KEYS[0])
    for address in ("", f"{advisory.pk}/change/"):
        page = client.get(f"/admin/advisories/advisory/{address}")
        assert page.status_code == 200
        assert KEYS[0] in page.content.decode()
        assert "critical" not in page.content.decode().lower()
    assert client.post(f"/admin/advisories/advisory/{advisory.pk}/change/", {"title": "x"}).status_code == 403
    assert client.get("/admin/advisories/advisory/?severity=critical").status_code == 400
    assert client.get(f"/admin/advisories/advisory/?key={KEYS[0]}").status_code == 200


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", "advisories", check=True, dry_run=True, verbosity=0)
