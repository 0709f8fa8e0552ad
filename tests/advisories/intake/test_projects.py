"""Projects of imported advisories: by package, by the name of a table or of the import, and with labels."""

from __future__ import annotations

from typing import Any

import pytest

from advisories.corpus.corpora import main_corpus
from advisories.corpus.projects import current_projects, get_or_create_project, inspected_project
from advisories.formats.parsing import parse_again
from advisories.intake.table_sources import in_table
from advisories.models import Advisory, Project, ProjectIdentity
from advisories.platform.errors import BadInput
from advisories.records import AdvisoryRecord
from tests.support.intake import osv, store

pytestmark = pytest.mark.django_db


def of(*packages: tuple[str, str]) -> dict[str, Any]:
    return {"affected": [{"package": {"ecosystem": ecosystem, "name": name}} for ecosystem, name in packages]}


def row(number: int, project: str) -> AdvisoryRecord:
    content = f'{{"id": "{number}", "text": "Text {number}.", "project": "{project}"}}'
    return in_table(parse_again(content, f"alpha.csv:{number}", "table"), "alpha")


def projects() -> dict[str, str | None]:
    """Return key → label of the project."""
    return dict(Advisory.objects.values_list("key", "project__label"))


def test_same_name_in_two_ecosystems_is_two_projects() -> None:
    store(osv("PYSEC-2031-1", **of(("PyPI", "core"))))
    assert projects() == {"PYSEC-2031-1": "core"}
    store(osv("OSV-2031-2", **of(("npm", "core"))), osv("OSV-2031-3", **of(("PyPI", "Core"), ("npm", "core"))))
    assert projects() == {"PYSEC-2031-1": "core (PyPI)", "OSV-2031-2": "core (npm)", "OSV-2031-3": "core (PyPI)"}


def test_slugs_that_meet_have_a_hash() -> None:
    store(osv("OSV-2031-1", **of(("npm", "socket.io"))), osv("OSV-2031-2", **of(("npm", "socket/io"))))
    slugs = sorted(Project.objects.values_list("slug", flat=True))
    assert slugs[0] == "npm-socket-io"
    assert slugs[1].startswith("npm-socket-io-")


def test_placeholder_is_no_project_and_the_first_real_package_counts() -> None:
    store(osv("OSV-2031-1", **of(("npm", "n/a"))), osv("OSV-2031-2", **of(("npm", "unknown"), ("npm", "lamp"))))
    store(row(1, "n/a"))
    assert projects() == {"OSV-2031-1": None, "OSV-2031-2": "lamp", "alpha:1": None}


def test_order_of_sources_does_not_matter() -> None:
    ghsa, other = "GHSA-2345-6789-cfgh", "GHSA-2345-6789-cfgj"
    store(osv("GO-2031-1", ghsa, **of(("Go", "example.org/lamp"))))
    store(osv(ghsa, **of(("npm", "lamp"))))
    store(osv(other, **of(("npm", "lamp"))))
    store(osv("GO-2031-2", other, **of(("Go", "example.org/lamp"))))
    assert set(projects().values()) == {"lamp (npm)"}


def test_name_in_a_table_finds_the_only_project_of_the_name() -> None:
    store(osv("OSV-2031-1", **of(("npm", "Lamp"))), osv("OSV-2031-2", **of(("npm", "core"), ("npm", "x"))))
    store(osv("OSV-2031-3", **of(("PyPI", "core"))))
    store(row(1, "lamp"), row(2, "core"), row(3, "https://github.com/a/wick.git"), row(4, "Lantern"))
    assert projects() | {"OSV-2031-1": "", "OSV-2031-2": "", "OSV-2031-3": ""} == {
        **{"OSV-2031-1": "", "OSV-2031-2": "", "OSV-2031-3": ""},
        **{"alpha:1": "Lamp", "alpha:2": "core (by name)", "alpha:3": "wick", "alpha:4": "Lantern"},
    }
    assert ProjectIdentity.objects.filter(value="repository::github.com/a/wick").exists()


def test_requested_project_is_a_name_or_a_repository() -> None:
    lamp = get_or_create_project("Lamp", main_corpus())
    store(osv("OSV-2031-1", **of(("npm", "wick"))), project=lamp)
    store(osv("OSV-2031-1", details="Other words.", modified="2031-02-01T00:00:00Z", **of(("npm", "kiln"))))
    assert projects() == {"OSV-2031-1": "Lamp"}
    assert get_or_create_project(" lamp ", main_corpus()) == lamp
    with pytest.raises(BadInput, match="names no project"):
        get_or_create_project("n/a", main_corpus())


def test_repositories_of_one_name_are_two_projects() -> None:
    corpus = main_corpus()
    first = inspected_project("core", "github.com/a/core", corpus)
    assert inspected_project("core", "github.com/a/core", corpus) == first
    assert inspected_project("core", "", corpus) == first
    second = inspected_project("core", "github.com/b/core", corpus)
    assert second != first
    assert inspected_project("core", "github.com/b/core", corpus) == second
    assert sorted(Project.objects.values_list("label", flat=True)) == ["core (github.com/a)", "core (github.com/b)"]
    assert current_projects([first.slug, "nothing"], corpus.pk) == [first.pk]
