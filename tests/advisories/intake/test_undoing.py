"""Undoing an import leaves the corpus as if it had never been: facts, joins, search, projects and facts about CVEs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from advisories.corpus.corpora import main_corpus, own_corpus
from advisories.corpus.projects import get_or_create_project
from advisories.formats.parsing import parse_again
from advisories.intake.importing import import_records
from advisories.intake.indexing import index_texts
from advisories.intake.joins import decide, join
from advisories.intake.undoing import CannotUndo, Undoing, undo_import
from advisories.models import (
    Advisory,
    Corpus,
    CveFact,
    Document,
    ImportRun,
    PastIdentifier,
    Project,
    RecordChange,
    ReplacedFacts,
    SearchText,
    SourceRecord,
    UnindexedText,
    Waiting,
)
from advisories.records.cve_facts import CveFacts, EpssRow, KevRow
from coding.steps.sample import draw_sample
from coding.steps.study import create_study
from tests.support.factories import person
from tests.support.intake import osv

pytestmark = pytest.mark.django_db

NEWER = "2031-05-01T00:00:00Z"


def cve(number: int, text: str = "A flaw.", **changes: Any) -> Any:
    content = {
        "dataType": "CVE_RECORD",
        "dataVersion": "5.1",
        "cveMetadata": {"cveId": f"CVE-2031-{number:04}", "state": "PUBLISHED", "dateUpdated": "2031-01-01T00:00:00Z"}
        | changes,
        "containers": {
            "cna": {
                "descriptions": [{"lang": "en", "value": text}],
                "affected": [{"vendor": "acme", "product": "lamp"}],
                "metrics": [{"cvssV3_1": {"vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}],
            }
        },
    }
    return parse_again(json.dumps(content), f"CVE-2031-{number:04}.json", "cve")


def row(number: int, text: str) -> Any:
    content = json.dumps({"id": str(number), "text": text})
    record = parse_again(content, f"alpha.csv:{number}", "table")
    from advisories.intake.table_sources import in_table

    return in_table(record, "alpha")


def package(name: str) -> dict[str, Any]:
    return {"affected": [{"package": {"ecosystem": "PyPI", "name": name}}]}


GHSA = "GHSA-2345-6789-cfgh"
OTHER = "GHSA-3456-789c-fghj"
KEV = CveFacts("kev", (KevRow("CVE-2031-0001", "2031-02-01", "2031-03-01", True),))
LATER_KEV = CveFacts(
    "kev",
    (KevRow("CVE-2031-0001", "2031-02-01", "2031-04-01", False), KevRow("CVE-2031-0002", "2031-02-02", "", False)),
)
EPSS = CveFacts("epss", (EpssRow("CVE-2031-0001", 0.5, 0.9),), "2031-01-01", "v1")
LATER_EPSS = CveFacts("epss", (EpssRow("CVE-2031-0001", 0.7, 0.95),), "2031-02-01", "v2")

# What an import holds. Each is undone after each of `FIRST`.
IMPORTS: dict[str, list[Any]] = {
    "osv": [osv(GHSA, "CVE-2031-0001", **package("lamp")), osv("PYSEC-2031-1", details="Another.", **package("wick"))],
    "osv revised": [osv(GHSA, "CVE-2031-0001", details="New words.", modified=NEWER, **package("kiln"))],
    "older osv": [osv(GHSA, details="Old words.", modified="2030-01-01T00:00:00Z", **package("lamp"))],
    "withdrawn": [osv(GHSA, "CVE-2031-0001", modified=NEWER, withdrawn=NEWER, **package("lamp"))],
    "cve": [cve(1), cve(2, "Two.")],
    "rejected cve": [cve(1, "Rejected.", state="REJECTED", dateRejected=NEWER, dateUpdated=NEWER)],
    "joins two": [osv("GO-2031-1", GHSA, "CVE-2031-0002"), osv("GO-2031-2", "PYSEC-2031-1", "CVE-2031-0001")],
    "loses an alias": [osv(GHSA, modified=NEWER, **package("lamp"))],
    "table": [row(1, "Reads any file."), row(2, "Frees memory twice.")],
    "kev": [KEV, EPSS],
    "later kev": [LATER_KEV, LATER_EPSS],
    "both": [cve(2, "Two."), KEV, osv("RUSTSEC-2031-0001", "CVE-2031-0002")],
    "twice": [osv(GHSA, details="One.", modified=NEWER), osv(GHSA, details="Two.", modified="2031-06-01T00:00:00Z")],
}


def run(corpus: Corpus, items: list[Any], project: str = "") -> ImportRun:
    requested = get_or_create_project(project, corpus) if project else None
    made = ImportRun.objects.create(corpus=corpus, source="test", started_at=timezone.now(), project=requested)
    records = [item for item in items if not isinstance(item, CveFacts)]
    if records:
        import_records(records, run=made, project=requested)
    if facts := [item for item in items if isinstance(item, CveFacts)]:
        from advisories.intake.cve_facts import store_facts

        for each in facts:
            store_facts(made, each)
    return made


def state(corpus: Corpus) -> dict[str, Any]:
    """Return all that readers, filters and the search know of a corpus, without primary keys and times."""
    index_texts()
    assert not UnindexedText.objects.exists()
    advisories = {}
    for each in Advisory.objects.filter(corpus=corpus).select_related("project", "project_identity"):
        facts = {
            field.name: getattr(each, field.name)
            for field in Advisory._meta.fields
            if field.name not in {"id", "corpus", "project", "project_identity", "created_at"}
        }
        tokens = bytes(SearchText.objects.get(advisory=each.pk).tokens or b"")
        newest = each.documents.order_by("pk").last()
        advisories[each.key] = facts | {
            "project": each.project and (each.project.slug, each.project.name),
            "identity": each.project_identity and each.project_identity.value,
            "aliases": sorted(each.aliases.values_list("value", flat=True)),
            "past": sorted(each.past_identifiers.values_list("value", flat=True)),
            "records": sorted(each.records.values_list("format", "identifier", "part", "sha256", "current")),
            "text": newest and (newest.title, newest.html, newest.text),
            "search": tokens,
        }
    facts = CveFact.objects.filter(corpus=corpus).order_by("cve")
    return {
        "advisories": advisories,
        "projects": sorted(Project.objects.filter(corpus=corpus).values_list("slug", "label", "identities__value")),
        "facts": [
            {field.name: getattr(each, field.name) for field in CveFact._meta.fields if field.name not in EXCEPT}
            for each in facts
        ],
        "waiting": Waiting.objects.filter(corpus=corpus).count(),
    }


FIRST = ("osv", "cve", "table", "joins two", "kev")
EXCEPT = {"id", "corpus", "kev_run", "epss_run"}


@pytest.mark.parametrize(("first", "second"), [(a, b) for a in FIRST for b in IMPORTS if a != b])
def test_second_of_two_imports_is_undone(first: str, second: str) -> None:
    corpus = own_corpus()
    run(corpus, IMPORTS[first])
    alone = state(corpus)
    undone = run(corpus, IMPORTS[second])
    undo_import(undone, by=None)
    assert state(corpus) == alone
    assert not RecordChange.objects.filter(import_run=undone).exists()
    assert not SourceRecord.objects.filter(import_run=undone).exists()
    run(corpus, IMPORTS[second])  # nothing is left that would keep it out
    again = own_corpus()
    run(again, IMPORTS[first])
    run(again, IMPORTS[second])
    assert state(corpus) == state(again)


@pytest.mark.parametrize("name", IMPORTS)
def test_only_import_is_undone_to_nothing(name: str) -> None:
    corpus = own_corpus()
    undone = run(corpus, IMPORTS[name])
    undo_import(undone, by=None)
    assert state(corpus) == {"advisories": {}, "projects": [], "facts": [], "waiting": 0}
    assert not Document.objects.exists()
    assert not SearchText.objects.exists()


@pytest.mark.parametrize(("first", "second"), [("osv", "cve"), ("table", "osv"), ("cve", "table"), ("kev", "osv")])
def test_first_of_two_imports_is_undone_if_the_second_changed_none_of_its_records(first: str, second: str) -> None:
    corpus, alone = own_corpus(), own_corpus()
    undone = run(corpus, IMPORTS[first])
    run(corpus, IMPORTS[second])
    run(alone, IMPORTS[second])
    undo_import(undone, by=None)
    assert state(corpus) == state(alone)


def test_imports_are_undone_one_after_the_other() -> None:
    corpus = own_corpus()
    names = ("osv", "kev", "osv revised", "joins two", "later kev", "cve")
    states, runs = [state(corpus)], []
    for name in names:
        runs.append(run(corpus, IMPORTS[name]))
        states.append(state(corpus))
    for undone, before in zip(reversed(runs), reversed(states[:-1]), strict=True):
        undo_import(undone, by=None)
        assert state(corpus) == before


def test_requested_project_is_undone() -> None:
    corpus = own_corpus()
    run(corpus, IMPORTS["osv"])
    alone = state(corpus)
    undone = run(corpus, IMPORTS["osv"], project="Everything")
    assert set(Advisory.objects.values_list("project__name", flat=True)) == {"Everything"}
    undo_import(undone, by=None)
    assert state(corpus) == alone
    undone.refresh_from_db()
    assert undone.project is None


def test_content_that_came_back_is_undone() -> None:
    corpus = own_corpus()
    texts = [osv(GHSA, details=words, modified=None) for words in ("One.", "Two.", "One.")]
    runs = [run(corpus, [text]) for text in texts]
    assert SourceRecord.objects.count() == 2
    undo_import(runs[2], by=None)
    assert json.loads(SourceRecord.objects.get(current=True).content)["details"] == "Two."
    undo_import(runs[1], by=None)
    assert json.loads(SourceRecord.objects.get().content)["details"] == "One."


def test_import_is_not_undone_while_a_later_one_builds_on_it() -> None:
    corpus = own_corpus()
    first = run(corpus, IMPORTS["osv"])
    later = run(corpus, IMPORTS["osv revised"])
    before = state(corpus)
    for _ in range(2):
        with pytest.raises(CannotUndo, match=r"changed records of this one\. Undo that one first\."):
            undo_import(first, by=None)
    assert state(corpus) == before
    undo_import(later, by=None)
    with pytest.raises(CannotUndo, match="undone already"):
        undo_import(later, by=None)
    undo_import(first, by=None)


def test_project_of_a_later_import_builds_on_the_records() -> None:
    corpus = own_corpus()
    first = run(corpus, IMPORTS["osv"])
    run(corpus, IMPORTS["osv"], project="Everything")
    assert Undoing.of(first).later_import()


def test_facts_of_an_earlier_catalogue_wait_for_the_later_one() -> None:
    corpus = own_corpus()
    first = run(corpus, [KEV])
    run(corpus, [LATER_KEV])
    assert Undoing.of(first).refusal() == "KEV was imported again afterwards, from “test”. Undo that import first."
    ReplacedFacts.objects.filter(import_run=first).delete()
    CveFact.objects.update(kev_run=first)
    assert Undoing.of(first).refusal() == "What KEV stated before this import is not kept any more."


def test_import_is_not_undone_while_a_unit_rests_on_it() -> None:
    lea = create_study(title="Lamps", user=person("lea"), name="lea")
    corpus = lea.study.corpus
    first = run(corpus, IMPORTS["osv"])
    joined = run(corpus, IMPORTS["cve"])
    draw_sample(by=lea, keys=[GHSA], described="One")
    for undone in (first, joined):  # the unit's facts come from records of both
        with pytest.raises(CannotUndo, match=f"^1 unit of samples rests on it: {GHSA}"):
            undo_import(undone, by=lea.user)
    draw_sample(by=lea, keys=["PYSEC-2031-1"], described="The other")
    undo_import(joined, by=lea.user)
    with pytest.raises(CannotUndo):
        undo_import(first, by=lea.user)
    later = run(corpus, IMPORTS["osv revised"])
    undo_import(later, by=lea.user)
    unit = lea.study.units.get()
    assert (unit.facts["key"], unit.document.advisory.key) == ("PYSEC-2031-1", "PYSEC-2031-1")  # type: ignore[union-attr]


def test_unit_keeps_its_document_when_its_advisory_comes_apart() -> None:
    lea = create_study(title="Lamps", user=person("lea"), name="lea")
    corpus = lea.study.corpus
    run(corpus, [osv(GHSA, details="One."), osv("PYSEC-2031-1", details="Two.")])
    draw_sample(by=lea, keys=[GHSA, "PYSEC-2031-1"], described="Both")
    before = [(unit.document_id, unit.document.text, unit.facts) for unit in lea.study.units.all()]
    undone = run(corpus, [osv("GO-2031-1", GHSA, "PYSEC-2031-1")])
    assert Advisory.objects.filter(corpus=corpus).count() == 1
    undo_import(undone, by=lea.user)
    units = list(lea.study.units.select_related("document__advisory"))
    assert [(unit.document_id, unit.document.text, unit.facts) for unit in units] == before
    assert [unit.document.advisory.key for unit in units] == [GHSA, "PYSEC-2031-1"]  # type: ignore[union-attr]


def test_join_by_hand_stays_after_an_import_is_undone() -> None:
    corpus = own_corpus()
    run(corpus, IMPORTS["osv"])
    join(corpus, [GHSA, "PYSEC-2031-1"], reason="One flaw.", by=None)
    undo_import(run(corpus, IMPORTS["cve"]), by=None)
    assert Advisory.objects.get(corpus=corpus).key == GHSA


def test_record_that_waits_goes_with_its_import() -> None:
    corpus = own_corpus()
    run(corpus, [osv(GHSA, *(f"OTHER-2031-{number}" for number in range(12)))])
    alone = state(corpus)
    undone = run(corpus, [osv(OTHER, GHSA, *(f"FURTHER-2031-{number}" for number in range(12)))])
    waiting = Waiting.objects.get()
    decide(corpus, waiting.pk, "keep", reason="Two flaws.", by=None)
    undo_import(undone, by=None)
    assert state(corpus) == alone


def test_nothing_of_another_corpus_is_undone() -> None:
    corpus, other = own_corpus(), main_corpus()
    undone = run(corpus, IMPORTS["osv"])
    run(other, IMPORTS["osv"])
    before = state(other)
    undo_import(undone, by=None)
    assert state(other) == before
    assert not PastIdentifier.objects.exists()
