"""Promise 5: nothing that is done to the corpus changes what was drawn, is being coded or was published."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from advisories.corpus.corpora import main_corpus
from advisories.models import Advisory, Alias, Document, Project
from coding import clock
from coding.errors import BadInput, NotAllowed, RoundState
from coding.loading.corpus_facts import facts_of_documents, since_sample
from coding.loading.screening import flow_of
from coding.loading.study import load_study
from coding.migrations import _triggers
from coding.models import Event, Round, Study, Unit
from coding.release import render
from coding.results.derive import derive
from coding.steps.refresh_facts import refresh_facts
from coding.steps.sample import draw_sample, exclude_units
from coding.steps.screen import CriterionInput, ScreeningVerdict, add_candidates, screen, set_criteria
from tests.support.addresses import NOON, client_of, read_addresses
from tests.support.corpus import osv, store
from tests.support.factories import (
    People,
    client,
    closed_round,
    give_roles,
    opened_round,
    planned_round,
    published,
    study,
)
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db

STUDY = "/api/v1/studies/consequences/"
CHANGES = STUDY + "sample/changes/"
KEYS = ["GHSA-ccc2-ccc2-ccc2", "GHSA-ccc3-ccc3-ccc3", "GHSA-ccc4-ccc4-ccc4"]
MERGED = "GHSA-aaa2-aaa2-aaa2"
READ_BY_ALL = [
    STUDY + path
    for path in (
        *("", "units/", "sample/", "rounds/", "rounds/1/", "rounds/1/worklist/", "rounds/1/codings/"),
        *(f"rounds/1/units/{unit}/" for unit in (1, 2, 3)),
        *("rounds/1/disagreements/", "rounds/1/disagreements/1/", "rounds/1/agreement/"),
        *("releases/", "releases/1/", "releases/1/archive/", "screening/", "screening/flow.csv"),
        *("rounds/1/codings/own/csv/", "rounds/1/agreement/report/json/", "events/"),
    )
]


def real_study() -> People:
    """Return a study whose three units are imported advisories with every fact."""
    people = study()
    Unit.objects.all().delete()
    for advisory in Advisory.objects.all():
        advisory.documents.all().delete()
        Alias.objects.filter(advisory=advisory).delete()
        advisory.delete()
    store(
        *(
            osv(
                key,
                f"CVE-2031-000{number}",
                package=f"lamp-{number}",
                summary=f"Flaw {number}",
                published="2030-05-01T00:00:00Z",
                references=[{"type": "WEB", "url": "https://example.org/a"}],
                severity=[{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"}],
                database_specific={"severity": "HIGH", "cwe_ids": ["CWE-79"]},
            )
            for number, key in enumerate(KEYS, 1)
        )
    )
    draw_sample(by=people.lea, keys=KEYS, described="Made for a test", corpus=main_corpus())
    return people


def attack() -> None:
    """Change every fact of the first advisory, withdraw the second, and merge the third with another."""
    changed = osv(
        KEYS[0],
        "CVE-2031-0009",
        modified="2032-01-01T00:00:00Z",
        package="wick",
        ecosystem="npm",
        summary="Harmless",
        details="Nothing happens.",
        published="2029-01-01T00:00:00Z",
        references=[{"type": "WEB", "url": "https://example.org/b"}],
        severity=[{"type": "CVSS_V3", "score": "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N"}],
        database_specific={"severity": "LOW", "cwe_ids": ["CWE-22"]},
    )
    withdrawn = osv(KEYS[1], modified="2032-01-01T00:00:00Z", withdrawn="2032-01-01T00:00:00Z", summary="Gone")
    store(changed, withdrawn, osv(MERGED, KEYS[2], database_specific={"severity": "CRITICAL"}))
    for project in Project.objects.all():
        Project.objects.filter(pk=project.pk).update(name=f"Renamed {project.pk}", label=f"Renamed {project.pk}")
    assert Advisory.objects.get(aliases__value=KEYS[2]).key == MERGED


def release_files(coding_round: Round) -> dict[str, bytes]:
    """Return the files of a release, computed from the database now."""
    with clock.fixed(NOON):
        publication = derive(load_study(coding_round, release=1, released_on="2026-01-15"))
        return {name: b"".join(content) for name, content in render(publication)}


def responses(people: People, paths: list[str]) -> dict[str, Any]:
    return {member.name: read_addresses(client_of(member.name), paths) for member in people.all}


def test_import_changes_nothing_that_was_published() -> None:
    people = real_study()
    topic = set_criteria(by=people.lea, criteria=[CriterionInput("Topic")])[0].pk
    add_candidates(
        by=people.lea, projects=[f"pypi-lamp-{n}" for n in (1, 2, 3)], described="by hand", corpus=main_corpus()
    )
    for number in (1, 2, 3):
        screen(by=people.lea, verdicts=[ScreeningVerdict(f"pypi-lamp-{number}", topic, "met")])
    draw_sample(by=people.lea, keys=KEYS, described="Made for a test", corpus=main_corpus())
    people.study.refresh_from_db()
    coding_round = published(people)
    before, seen = release_files(coding_round), responses(people, READ_BY_ALL)
    assert flow_of(Study.objects.get()).advisories == 3
    attack()
    after = release_files(coding_round)
    assert [name for name in before if after[name] != before[name]] == []
    assert before.keys() == after.keys()
    assert b"HIGH" not in before["study.json"]
    assert b"https://example.org/b" not in after["study.json"]
    assert responses(people, READ_BY_ALL) == seen


@pytest.mark.parametrize("hidden", [True, False])
def test_import_changes_nothing_that_is_coded(hidden: bool) -> None:
    people = real_study()
    coding_round = opened_round(people, show_classifications=not hidden)
    seen = responses(people, READ_BY_ALL)
    of_unit = client(people.ada).get(f"{STUDY}rounds/1/units/1/").json()["unit"]
    assert (of_unit["classifications"] is None) is hidden
    attack()
    assert responses(people, READ_BY_ALL) == seen
    assert Round.objects.get(pk=coding_round.pk).state == "open"


def test_ratings_are_imported_by_the_identifiers_that_were_drawn() -> None:
    people = real_study()
    opened_round(people, style="shared")
    client(people.lea).post(f"{STUDY}codes/", {"label": "Access", "definition": "d"}, format="json")
    attack()
    for identifier, created in (("CVE-2031-0003", 1), (MERGED, 0)):
        sheet = SimpleUploadedFile("codes.csv", f"unit,codes\n{identifier},Access\n".encode())
        answer = client(people.ada).post(f"{STUDY}rounds/1/codings/import/", {"file": sheet})
        assert answer.json()["created"] == created, answer.json()


def test_lead_sees_what_differs_since_the_sample(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    people = real_study()
    assert client(people.lea).get(CHANGES).json() == {
        "checked": 3,
        "changed": 0,
        "facts": [],
        "matching": 0,
        "units": [],
    }
    attack()
    http = client(people.lea)
    with django_assert_num_queries(14):
        body = http.get(CHANGES).json()
    changes = {row["number"]: {one["fact"]: one for one in row["changes"]} for row in body["units"]}
    assert (body["checked"], body["changed"], body["matching"]) == (3, 3, 3)
    assert changes[1]["severity"] == {"fact": "severity", "label": "severity", "before": "high", "after": "low"}
    assert changes[1]["cwes"]["after"] == "CWE-22"
    assert "CVE-2031-0009" in changes[1]["identifiers"]["after"]
    assert {"title", "cvss_score", "cvss_vector", "ecosystem", "package", "project", "published", "references"} < set(
        changes[1]
    )
    assert (changes[1]["text"]["before"], changes[1]["records"]["after"]) == ("", "")
    assert changes[2]["withdrawn"]["after"] == "2032-01-01T00:00:00Z"
    assert changes[3]["key"]["after"] == MERGED
    assert {row["fact"]: row["units"] for row in body["facts"]}["severity"] == 3
    only = http.get(f"{CHANGES}?fact=withdrawn").json()
    assert ([row["number"] for row in only["units"]], only["matching"], only["changed"]) == ([2], 1, 3)
    assert http.get(f"{CHANGES}?fact=colour").status_code == 400
    unit = http.get(f"{STUDY}units/2/").json()
    assert {row["fact"] for row in unit["since_sample"]} >= {"withdrawn", "records"}
    for member in (people.ada, people.cleo, people.vic):
        assert client(member).get(CHANGES).status_code == 403
        assert client(member).get(f"{STUDY}units/2/").json()["since_sample"] is None


def test_lead_who_codes_does_not_see_how_classifications_differ() -> None:
    people = real_study()
    give_roles(people.lea, "lea", ["lead", "rater"])
    attack()
    planned_round(people, raters=["ada", "lea"])
    http = client(people.lea)
    facts = {row["fact"] for row in http.get(CHANGES).json()["facts"]}
    assert facts.isdisjoint({"severity", "severity_source", "cvss_score", "cvss_vector", "cwes", "kev", "epss"})
    assert "title" in facts
    assert "severity" not in str(http.get(f"{STUDY}units/1/").json()["since_sample"])
    assert http.get(f"{CHANGES}?fact=severity").json()["units"] == []


def test_facts_are_refreshed_until_a_round_opens_on_a_unit() -> None:
    people = real_study()
    attack()
    http = client(people.lea)
    planned_round(people, units=[1, 2])
    texts = list(Unit.objects.values_list("document__sha256", flat=True))
    body = http.post(f"{STUDY}units/refresh/", {"units": [1]}, format="json").json()
    assert {row["number"]: [one["fact"] for one in row["changes"]] for row in body["units"]}[1] == ["text"]
    unit = Unit.objects.get(number=1)
    assert (unit.facts["severity"], unit.facts["title"], unit.facts_revision) == ("low", "Harmless", 1)
    assert unit.records[0]["sha256"] == facts_of_documents([unit.document_id])[unit.document_id].records[0]["sha256"]
    assert list(Unit.objects.values_list("document__sha256", flat=True)) == texts
    event = Event.objects.filter(kind="facts_refreshed").get()
    assert event.data["units"] == [1]
    assert {"unit": 1, "fact": "severity", "before": "high", "after": "low"} in event.data["changes"]
    assert "severity" in event.sentence
    assert refresh_facts(by=people.lea, numbers=[1]) == 0
    assert Event.objects.filter(kind="facts_refreshed").count() == 1
    opened_round_number = Round.objects.get().number
    client(people.lea).post(f"{STUDY}rounds/{opened_round_number}/open/")
    with refused(RoundState, "A round has opened on unit 2, so its facts are fixed"):
        refresh_facts(by=people.lea, numbers=[2, 3])
    rows = {row["number"]: row["refreshable"] for row in http.get(CHANGES).json()["units"]}
    assert rows == {1: False, 2: False, 3: True}
    assert refresh_facts(by=people.lea, numbers=[3]) == 1
    assert Unit.objects.get(number=3).identifier == MERGED
    with refused(BadInput, "The study has no unit 9"):
        refresh_facts(by=people.lea, numbers=[9])
    for member in (people.ada, people.vic):
        with refused(NotAllowed, "lead"):
            refresh_facts(by=member, numbers=[3])


def test_excluded_units_leave_the_facts_of_the_others() -> None:
    people = real_study()
    before = Unit.objects.get(number=3).facts
    attack()
    exclude_units(by=people.lea, numbers=[1], reason="Not needed.")
    assert [unit.facts["key"] for unit in Unit.objects.all()] == KEYS[1:]
    assert Unit.objects.get(number=2).facts == before


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {"project": None}},
        {"records": [{}]},
        {"facts_revision": 1},
        {"imported_metadata": {"name": "x", "values": []}},
        {"document_id": 3},
    ],
)
def test_database_keeps_what_was_drawn(change: dict[str, Any]) -> None:
    people = study()
    unit = people.study.units.get(number=1)
    change |= {"document_id": people.study.units.get(number=3).document_id} if "document_id" in change else {}

    def write(**values: Any) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            Unit.objects.filter(pk=unit.pk).update(**values)

    if "facts_revision" not in change:
        write(**change)
    opened_round(people)
    write(**change)
    write(**{"facts_revision": 1} | change)


def test_migration_freezes_the_facts_of_the_corpus() -> None:
    people = real_study()
    closed_round(people)
    migration = import_module("coding.migrations.0014_frozen_facts")
    before = list(Unit.objects.values())
    assert len(before[0]["records"]) == 1
    connection.check_constraints()  # PostgreSQL drops no trigger of a table with pending checks
    with connection.cursor() as cursor:
        editor: Any = SimpleNamespace(connection=connection, execute=cursor.execute)
        _triggers.drop_unit_triggers(apps, editor)
        Unit.objects.update(facts={}, records=[])
        migration.freeze_facts(apps, editor)
        _triggers.create_triggers(apps, editor)
    assert list(Unit.objects.values()) == before


def test_projects_are_compared_too() -> None:
    people = study()
    unit = people.study.units.get(number=1)
    project = Project.objects.get()
    document = Document.objects.create(project=project, title="t", html="", text="", sha256="", created_at=NOON)
    drawn = Unit(number=7, document=document, **facts_of_documents([document.pk])[document.pk]._asdict())
    assert drawn.facts == {"project": {"slug": "demo-server", "name": "Demo Server"}}
    Project.objects.update(name="Renamed", label="Renamed")
    assert [row.fact for row in since_sample([drawn])[7]] == ["project"]
    assert [row.after for row in since_sample([unit])[1]] == ["Renamed"]
