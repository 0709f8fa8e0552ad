"""Figures of a release by address: for members, and for everyone once the release is public."""

from __future__ import annotations

import json

import pytest
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from advisories.corpus.charts import svg, themed
from coding.steps.publish.public import grant_public_access
from tests.support.factories import People, client, person, published, study

pytestmark = pytest.mark.django_db
MEMBERS = "/api/v1/studies/consequences/releases/1/"
PUBLIC = "/api/v1/public/consequences/releases/1/"
NAMES = ("consequences", "severity", "severity_by_consequence")


@pytest.fixture
def people() -> People:
    made = study()
    published(made)
    return made


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figure_is_rendered_from_the_specification_among_the_files(people: People, name: str, theme: str) -> None:
    http = client(people.vic)
    spec = json.loads(http.get(f"{MEMBERS}files/{name}.vl.json/").content)
    answer = http.get(f"{MEMBERS}figures/{name}.svg?theme={theme}")
    assert answer.content == svg(themed(spec, theme))
    assert etree.fromstring(answer.content).tag == "{http://www.w3.org/2000/svg}svg"
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == "sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_unknown_figure_theme_or_file_is_refused(people: People) -> None:
    http = client(people.lea)
    assert http.get(f"{MEMBERS}figures/flow.svg").status_code == 404  # this study screened no projects
    assert http.get(f"{MEMBERS}figures/table.svg").status_code == 404
    assert http.get(f"{MEMBERS}figures/severity.svg?theme=blue").status_code == 400
    assert http.get("/api/v1/studies/consequences/releases/2/figures/severity.svg").status_code == 404


def test_only_members_see_a_figure_until_the_release_is_public(people: People) -> None:
    assert client().get(f"{MEMBERS}figures/severity.svg").status_code == 401
    assert client(person("eve")).get(f"{MEMBERS}figures/severity.svg").status_code == 404
    assert client().get(f"{PUBLIC}figures/severity.svg").status_code == 404
    grant_public_access(by=people.lea, number=1)
    assert client().get(f"{PUBLIC}figures/severity.svg").status_code == 200
    assert client().get(f"{MEMBERS}figures/severity.svg").status_code == 401


def test_stored_figure_is_checked_before_each_use(people: People) -> None:
    grant_public_access(by=people.lea, number=1)
    for http, base, caching in ((client(people.vic), MEMBERS, "private, no-cache"), (client(), PUBLIC, "no-cache")):
        first = http.get(f"{base}figures/severity.svg")
        assert first.headers["Cache-Control"] == caching
        repeated = http.get(f"{base}figures/severity.svg", headers={"If-None-Match": first.headers["ETag"]})
        assert (repeated.status_code, repeated.content) == (304, b"")
        dark = http.get(f"{base}figures/severity.svg?theme=dark", headers={"If-None-Match": first.headers["ETag"]})
        assert dark.status_code == 200


def test_figure_takes_few_queries(people: People, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    http = client(people.vic)
    with django_assert_num_queries(7):  # session, user, member, release, open rounds, file, its content
        assert http.get(f"{MEMBERS}figures/severity.svg").status_code == 200
    grant_public_access(by=people.lea, number=1)
    with django_assert_num_queries(3):  # release, file, its content
        assert client().get(f"{PUBLIC}figures/severity.svg").status_code == 200


def test_cells_of_severity_by_consequence_are_in_the_results(people: People) -> None:
    results = client(people.vic).get(MEMBERS).json()
    assert {"consequence", "severity", "count"} == set(results["severity_by_consequence"][0])
    assert not [name for name in results if name.endswith("_spec")]
