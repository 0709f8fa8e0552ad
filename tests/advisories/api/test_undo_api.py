"""Undoing an import through the API: what it would do, who may do it, and why it is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from advisories.intake.importing import import_records
from advisories.models import Advisory, ImportRun, Job
from coding.models import Member
from coding.steps.sample import draw_sample
from coding.steps.study import add_member, create_study
from tests.support.factories import client, person
from tests.support.intake import osv

pytestmark = pytest.mark.django_db

IMPORTS = "/api/v1/studies/lamps/corpus/imports/"
KEY = "GHSA-2345-6789-cfgh"


@pytest.fixture(autouse=True)
def no_notifications(settings: Any) -> None:
    settings.JOB_NOTIFIER = "tests.support.guards.ignore_notification"


@pytest.fixture
def lea() -> Member:
    return create_study(title="Lamps", user=person("lea"), name="lea")


def imported(by: Member, *records: Any) -> str:
    run = ImportRun.objects.create(corpus=by.study.corpus, source="lamps.zip", started_at=timezone.now())
    import_records(records, run=run)
    return f"{IMPORTS}{run.pk}/"


def test_lead_undoes_an_import(lea: Member) -> None:
    imported(lea, osv(KEY))
    address = imported(lea, osv("CVE-2031-1001", KEY), osv("PYSEC-2031-1"))
    http = client(lea)
    preview = http.get(f"{address}undo/").json()
    assert preview == {"refusal": "", "removed": 1, "changed": 1, "facts": False}
    assert Advisory.objects.count() == 2
    undone = http.post(f"{address}undo/").json()
    assert (undone["undone_by"], undone["removed"], undone["created"]) == ("lea", 1, 1)
    assert list(Advisory.objects.values_list("key", flat=True)) == [KEY]
    assert http.get("/api/v1/studies/lamps/corpus/advisories/facets/").json()["total"] == 1
    newest = http.get(IMPORTS).json()["results"][0]
    assert (newest["source"], newest["undone_by"]) == ("lamps.zip", "lea")
    assert Job.objects.filter(kind="index").count() == 1
    again = http.post(f"{address}undo/")
    assert (again.status_code, again.json()) == (
        409,
        {"code": "import_in_use", "detail": "This import is undone already."},
    )


def test_undoing_is_refused_with_one_sentence_while_a_unit_rests_on_the_import(lea: Member) -> None:
    address = imported(lea, osv(KEY))
    draw_sample(by=lea, keys=[KEY], described="All")
    sentence = f"1 unit of samples rests on it: {KEY}."
    assert client(lea).get(f"{address}undo/").json()["refusal"] == sentence
    refused = client(lea).post(f"{address}undo/")
    assert (refused.status_code, refused.json()["detail"]) == (409, sentence)
    assert Advisory.objects.count() == 1


def test_only_leads_undo_and_only_below_the_address_of_the_corpus(lea: Member) -> None:
    address = imported(lea, osv(KEY))
    ada = add_member(study=lea.study, by=lea, name="ada", roles=["rater"], user=person("ada"))
    other = create_study(title="Other", user=person("eli"), name="eli")
    bare = f"/api/v1/corpora/main/imports/{address.split('/')[-2]}/undo/"
    for member in (ada, other):
        for send in (client(member).get, client(member).post):
            assert send(f"{address}undo/").status_code == 404
    assert client(lea).post(bare).status_code == 404
    assert client(other).post(f"{address}undo/".replace("lamps", "other")).status_code == 404
    assert Advisory.objects.count() == 1
