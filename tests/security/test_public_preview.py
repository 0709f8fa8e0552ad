"""HTML of a public release before any script runs: title, metadata and links, only with public access."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from coding.models import Release
from coding.steps.publish.public import grant_public_access, revoke_public_access
from coding.steps.study import update_study
from tests.support.factories import People, client, published, study

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script></title><!-- {{ request.csp_nonce }} {% now "Y" %} --> & Consequences'


class ParsedPage(HTMLParser):
    """Metadata, tags and links of a page, and its text by tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text_by_tag: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.metas[given.get("name") or given.get("property") or ""] = given.get("content", "")
        if tag == "a":
            self.links.append(given["href"])

    def handle_data(self, data: str) -> None:
        tag = self.tags[-1] if self.tags else ""
        self.text_by_tag[tag] = self.text_by_tag.get(tag, "") + data


@pytest.fixture(autouse=True)
def source_template(settings: Any) -> None:
    """Use the source template of the page, so that the web interface need not be built."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [settings.BASE_DIR / "frontend"]}]


@pytest.fixture
def people() -> People:
    people = study()
    update_study(by=people.lea, title=HOSTILE, question="What follows from a <flaw>?")
    published(people)
    return people


def html(path: str = "/public/consequences/releases/1") -> str:
    """Return the HTML of a page as an anonymous visitor gets it."""
    answer = client().get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_page_of_a_public_release_has_metadata_and_links_without_scripts(people: People) -> None:
    grant_public_access(by=people.lea, number=1)
    page = ParsedPage(html())
    assert page.text_by_tag["title"].strip() == f"{HOSTILE} · Intercoder"
    assert page.metas["og:title"] == HOSTILE
    assert page.metas["og:type"] == "article"
    assert page.metas["description"] == page.metas["og:description"] == "What follows from a <flaw>?"
    for link in page.links:
        assert client().get(link).status_code == 200, link
    assert [link.rpartition("/releases/1/")[2] for link in page.links] == [
        "files/table.md/",
        "archive/",
        "files/CITATION.cff/",
    ]
    assert Release.objects.get().manifest_sha256 in html()


def test_hostile_title_is_escaped(people: People) -> None:
    plain = ParsedPage(html()).tags
    grant_public_access(by=people.lea, number=1)
    tags = ParsedPage(html()).tags
    assert tags.count("script") == plain.count("script") == 1
    assert "<script>alert" not in html()
    assert "{{ request.csp_nonce }}" in ParsedPage(html()).metas["og:title"]  # not rendered as a template


def test_page_of_a_release_without_public_access_reveals_nothing(people: People) -> None:
    def reveals_nothing(path: str) -> bool:
        page = ParsedPage(html(path))
        return (
            page.text_by_tag["title"].strip() == "Intercoder"
            and "og:title" not in page.metas
            and "flaw" not in html(path)
        )

    release = "/public/consequences/releases/1"
    assert reveals_nothing(release)
    grant_public_access(by=people.lea, number=1)
    assert not reveals_nothing(release)
    for other in (
        "/public/consequences/releases/2",
        "/public/nothing/releases/1",
        f"/public/consequences/releases/{10**30}",
    ):
        assert reveals_nothing(other)
    assert reveals_nothing("/studies/consequences/releases/1")
    assert reveals_nothing("/")
    revoke_public_access(by=people.lea, number=1)
    assert reveals_nothing(release)


def test_content_security_policy_is_the_same_on_every_page(people: People) -> None:
    grant_public_access(by=people.lea, number=1)
    policies = set()
    for path in ("/", "/public/consequences/releases/1"):
        answer = client().get(path)
        nonce = ParsedPage(answer.content.decode()).metas["csp-nonce"]
        policies.add(answer.headers["Content-Security-Policy"].replace(nonce, "nonce"))
    assert len(policies) == 1
