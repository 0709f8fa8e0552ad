"""Imports of records: grouping, revisions, counts; a repeated import writes nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advisories.corpus.corpora import main_corpus
from advisories.corpus.projects import get_or_create_project
from advisories.formats.parsing import parse_again
from advisories.intake import importing
from advisories.intake.importing import import_records
from advisories.models import Advisory, Alias, Document, ImportRun, SourceRecord
from advisories.records import AdvisoryRecord, Rejected
from tests.support.intake import corpus, osv, store

pytestmark = pytest.mark.django_db

GHSA, OTHER_GHSA, CVE, PYSEC = "GHSA-aaaa-bbbb-cccc", "GHSA-dddd-eeee-ffff", "CVE-2031-1000", "PYSEC-2031-1"


def row(identifier: str, text: str) -> AdvisoryRecord:
    """Return a row of a table, which has no date."""
    return parse_again(f"id,text\n{identifier},{text}\n", "t.csv:2", "table")


def current_texts() -> list[str]:
    return [advisory.documents.last().text for advisory in Advisory.objects.all()]  # type: ignore[union-attr]


def test_new_record_becomes_an_advisory() -> None:
    record = osv(
        PYSEC,
        CVE,
        summary="Title",
        affected=[{"package": {"ecosystem": "PyPI", "name": "Demo-Server"}}],
        severity=[{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"}],
    )
    assert store(record) == {"created": 1}
    advisory = Advisory.objects.get()
    assert (advisory.key, advisory.title, advisory.package) == (CVE, "Title", "Demo-Server")
    assert (advisory.severity, advisory.severity_source, advisory.cvss_score) == ("high", "computed", Decimal("8.8"))
    assert advisory.project is not None
    assert (advisory.project.slug, advisory.project.name) == ("pypi-demo-server", "Demo-Server")
    document = advisory.documents.get()
    assert (document.title, document.text) == ("Title", "Title\nText.\n")
    assert advisory.records.get().content == record.content


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_records_of_one_vulnerability_become_one_advisory(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", batch)
    store(osv(PYSEC, CVE), osv("GO-2031-9"), osv(GHSA, CVE))
    assert corpus() == {GHSA: sorted([GHSA, CVE, PYSEC]), "GO-2031-9": ["GO-2031-9"]}


def test_second_source_is_counted_as_merged() -> None:
    assert store(osv(PYSEC, CVE), osv(GHSA, CVE)) == {"created": 1, "merged": 1}
    assert store(osv("GO-2031-9", GHSA)) == {"merged": 1}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
@pytest.mark.parametrize("batch", [1, 200])
def test_corpus_does_not_depend_on_the_order(
    order: tuple[int, ...], batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", batch)
    records = [
        osv(PYSEC, details="From PyPA.", modified="2031-01-05T00:00:00Z"),
        osv(CVE, PYSEC, details="From the CVE list.", database_specific={"severity": "HIGH"}),
        osv(GHSA, CVE, summary="Title", details="From GitHub.", database_specific={"severity": "LOW"}),
        osv(OTHER_GHSA, GHSA, details="A copy.", withdrawn="2031-02-01T00:00:00Z"),
    ]
    store(*(records[index] for index in order))
    assert corpus() == {GHSA: sorted([GHSA, OTHER_GHSA, CVE, PYSEC])}
    advisory = Advisory.objects.get()
    assert (advisory.title, advisory.severity, advisory.withdrawn_at) == ("Title", "low", None)
    assert current_texts() == ["Title\nFrom GitHub.\n"]
    assert advisory.records.filter(current=True).count() == 4


def test_later_alias_merges_separate_advisories() -> None:
    store(osv(PYSEC, details="One."), osv(CVE, details="Two."))
    texts = set(Document.objects.values_list("pk", flat=True))
    assert len(corpus()) == 2
    assert store(osv(GHSA, CVE, PYSEC, details="Three.")) == {"merged": 1}
    assert corpus() == {GHSA: sorted([GHSA, CVE, PYSEC])}
    advisory = Advisory.objects.get()
    assert advisory.records.count() == 3
    assert texts < set(advisory.documents.values_list("pk", flat=True)), "earlier texts may have been coded"
    assert current_texts() == ["Three.\n"]


def test_equal_texts_of_merged_advisories_remain() -> None:
    store(osv(PYSEC), osv(CVE))
    assert store(osv(PYSEC, CVE)) == {"updated": 1}
    assert Advisory.objects.get().documents.count() == 2


def test_changed_alias_merges_advisories() -> None:
    store(osv(PYSEC), osv(CVE))
    assert store(osv(PYSEC, CVE)) == {"updated": 1}
    assert corpus() == {CVE: sorted([CVE, PYSEC])}


def test_related_identifiers_do_not_merge_advisories() -> None:
    store(osv(PYSEC, related=[CVE], upstream=[CVE]), osv(CVE))
    assert len(corpus()) == 2


@pytest.mark.parametrize("word", ["N/A", "none", "CVE-PENDING", "-", "unknown"])
def test_placeholders_do_not_merge_advisories(word: str) -> None:
    store(osv(PYSEC, word), osv("PYSEC-2031-2", word))
    assert len(corpus()) == 2


def test_repeated_import_writes_no_record() -> None:
    records = [osv(PYSEC, CVE), osv(GHSA, CVE), row("A-1", "One"), Rejected("x", "Because.")]
    assert store(*records) == {"created": 2, "merged": 1, "rejected": 1}
    run = ImportRun.objects.create(corpus=main_corpus(), source="repeated", started_at=timezone.now())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        import_records(records, run=run)
    writing = [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert len(writing) == 2
    assert all("advisories_importrun" in sql for sql in writing)
    assert (run.unchanged, run.rejected) == (3, 1)


def test_number_of_queries_does_not_depend_on_the_batch() -> None:
    def queries(records: Iterable[AdvisoryRecord]) -> int:
        with CaptureQueriesContext(connection) as counted:
            store(*records)
        return len(counted)

    main_corpus()
    one = queries([osv("PYSEC-2031-1", "CVE-2031-1001")])
    assert queries([osv(f"PYSEC-2031-{n}", f"CVE-2031-{1000 + n}") for n in range(2, 30)]) == one
    first = queries([osv("PYSEC-2031-1", "CVE-2031-1001", details="New.")])
    assert queries([osv(f"PYSEC-2031-{n}", f"CVE-2031-{1000 + n}", details="New.") for n in range(2, 30)]) == first


def test_changed_record_keeps_both_revisions_and_texts() -> None:
    store(osv(PYSEC, details="Old."))
    assert store(osv(PYSEC, details="New.")) == {"updated": 1}
    rows = SourceRecord.objects.order_by("pk").values_list("current", flat=True)
    assert list(rows) == [False, True]
    assert [document.text for document in Document.objects.all()] == ["Old.\n", "New.\n"]


def test_changed_facts_do_not_change_the_text() -> None:
    store(osv(PYSEC))
    store(osv(PYSEC, references=[{"url": "https://example.org"}]))
    assert Document.objects.count() == 1
    assert Advisory.objects.get().references == ["https://example.org"]


def test_older_revision_is_stored_but_not_current() -> None:
    newer = osv(PYSEC, details="New.", modified="2031-02-01T00:00:00Z")
    older = osv(PYSEC, details="Old.", modified="2031-01-01T00:00:00Z")
    store(newer)
    assert store(older) == {"updated": 1}
    assert store(older, newer) == {"unchanged": 2}
    assert current_texts() == ["New.\n"]


def test_changed_record_with_the_same_date_is_an_update() -> None:
    store(osv(PYSEC, details="One."))
    assert store(osv(PYSEC, details="Two.")) == {"updated": 1}
    assert current_texts() == ["Two.\n"]
    assert store(osv(PYSEC, details="One."), osv(PYSEC, details="Two.")) == {"unchanged": 2}


def test_row_without_date_can_return_to_an_earlier_content() -> None:
    store(row("A-1", "One"))
    store(row("A-1", "Two"))
    assert store(row("A-1", "One")) == {"updated": 1}
    assert current_texts() == ["One\n"]
    assert [record.current for record in SourceRecord.objects.order_by("pk")] == [True, False]


def test_record_twice_in_a_batch_counts_twice() -> None:
    assert store(osv(PYSEC), osv(PYSEC), osv(PYSEC, details="New.")) == {"created": 1, "unchanged": 1, "updated": 1}
    assert SourceRecord.objects.get(current=True).content == osv(PYSEC, details="New.").content


def test_advisory_is_withdrawn_only_if_every_record_is() -> None:
    store(osv(GHSA, CVE, withdrawn="2031-03-01T00:00:00Z"))
    assert Advisory.objects.get().withdrawn_at == datetime(2031, 3, 1, tzinfo=UTC)
    store(osv(PYSEC, CVE, details="Stands."))
    assert Advisory.objects.get().withdrawn_at is None
    assert current_texts() == ["Stands.\n"]


def test_requested_project_precedes_the_derived_one() -> None:
    record = osv(PYSEC, affected=[{"package": {"ecosystem": "PyPI", "name": "demo"}}])
    store(record)
    mine = get_or_create_project("Mine", main_corpus())
    assert store(record, project=mine) == {"unchanged": 1}
    assert Advisory.objects.get().project == mine
    store(osv(PYSEC, details="New."))
    assert Advisory.objects.get().project == mine


def test_title_of_an_untitled_advisory_is_its_first_line() -> None:
    store(osv(PYSEC, details="First *line*.\n\nSecond."), osv("PYSEC-2031-2", details="x" * 500))
    assert list(Advisory.objects.values_list("title", flat=True)) == ["First line.", "x" * 119 + "…"]
    assert list(Document.objects.values_list("title", flat=True)) == ["First line.", "x" * 119 + "…"]
    assert Document.objects.first().text == "First line.\nSecond.\n"  # type: ignore[union-attr]


def test_problems_are_stored_with_their_source() -> None:
    run = ImportRun.objects.create(corpus=main_corpus(), source="test", started_at=timezone.now())
    import_records([Rejected("a.json", "Because."), osv(PYSEC)], run=run)
    assert run.problems == [{"source": "a.json", "reason": "Because."}]
    assert (run.created, run.rejected) == (1, 1)


def test_crash_loses_no_finished_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    records = [osv(f"PYSEC-2031-{n}") for n in range(1, 6)]

    def failing() -> Iterable[AdvisoryRecord]:
        yield from records[:3]
        raise RuntimeError("power failure")

    run = ImportRun.objects.create(corpus=main_corpus(), source="test", started_at=timezone.now())
    with pytest.raises(RuntimeError):
        import_records(failing(), run=run)
    assert Advisory.objects.count() == 2
    assert store(*records) == {"created": 3, "unchanged": 2}


def test_progress_is_reported_after_each_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    reported: list[int] = []
    run = ImportRun.objects.create(corpus=main_corpus(), source="test", started_at=timezone.now())
    import_records([osv(f"PYSEC-2031-{n + 1}") for n in range(5)], run=run, on_progress=reported.append)
    assert reported == [2, 4, 5]


def test_two_advisories_cannot_share_an_alias() -> None:
    store(osv(PYSEC), osv(CVE))
    with pytest.raises(IntegrityError), transaction.atomic():
        Alias.objects.create(corpus=main_corpus(), advisory=Advisory.objects.get(key=CVE), value=PYSEC)


def test_too_long_package_and_origin_are_shortened() -> None:
    name = {"ecosystem": "E" * 200, "name": "n" * 1000}
    store(osv(PYSEC, affected=[{"package": name}]))
    store(replace(osv("PYSEC-2031-2"), origin="o" * 1000))
    assert Advisory.objects.get(key=PYSEC).package == "n" * 300
    assert SourceRecord.objects.get(identifier="PYSEC-2031-2").origin == "o" * 500
