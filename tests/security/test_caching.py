"""Caching of responses by browsers and proxies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from coding.steps.publish.public import grant_public_access
from tests.support.addresses import ADDRESSES
from tests.support.factories import People, client, published, study
from tests.support.services import missing

pytestmark = pytest.mark.django_db
RELEASE = "/api/v1/studies/consequences/releases/1/"
PUBLIC = "/api/v1/public/consequences/releases/1/"
META = "/api/v1/meta/"
FILES = ("files/table.csv/", "archive/", "figures/severity.svg")


@pytest.fixture
def people() -> People:
    people = study()
    published(people)
    grant_public_access(by=people.lea, number=1)
    return people


def cache_control(http: APIClient, path: str) -> str:
    """Return the header `Cache-Control` of the response."""
    return str(http.get(path).headers.get("Cache-Control"))


def test_responses_of_the_api_are_not_cached(people: People) -> None:
    files = [home + file for home in (RELEASE, PUBLIC) for file in FILES]
    others = [path for path in ADDRESSES if path not in (*files, META)]
    assert len(others) > 40
    for http in (client(people.lea), client()):
        for path in (*others, "/api/v1/schema/", "/api/v1/nothing/", RELEASE + "files/no-such-file/"):
            assert cache_control(http, path) in {"private, no-store", "no-store"}, path
        assert (
            cache_control(http, META) == "no-cache"
        )  # it contains no data of studies; its ETag changes with the program


def test_refused_write_is_not_cached(people: People) -> None:
    http = APIClient(enforce_csrf_checks=True)
    assert people.lea.user
    http.force_login(people.lea.user, backend="django.contrib.auth.backends.ModelBackend")
    answer = http.put(RELEASE + "public/")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (403, "private, no-store")


def test_files_of_a_release_are_revalidated_on_each_request(people: People) -> None:
    for file in FILES:
        assert cache_control(client(people.vic), RELEASE + file) == "private, no-cache"
        assert cache_control(client(), PUBLIC + file) == "no-cache"


def test_hashed_files_are_immutable_and_the_page_is_not_cached() -> None:
    if not (settings.PAGE_DIR / "static").is_dir():
        missing("The page is not built: run `make build`.")
    hashed = [path for path in Path(settings.PAGE_DIR, "static").iterdir() if re.search(r"-[\w-]{8}\.js$", path.name)]
    assert "immutable" in cache_control(APIClient(), f"/static/{hashed[0].name}")
    assert "no-store" in cache_control(APIClient(), "/")
