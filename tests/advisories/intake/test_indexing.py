"""Indexing of texts: after imports, safe to run twice, and complete after changes, deletions and failures."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from advisories.corpus.corpora import main_corpus
from advisories.corpus.index import current_index
from advisories.corpus.search import StillIndexing, require_indexed, search_mask
from advisories.formats.parsing import parse
from advisories.intake import indexing
from advisories.intake.importing import import_records
from advisories.intake.indexing import index_texts, searched_texts, start_indexing, sweep_index
from advisories.models import Advisory, ImportRun, Job, SearchText, SourceRecord, UnindexedText
from advisories.platform.full_text import queue_all_texts, queue_texts
from advisories.platform.jobs import run_job
from tests.support.corpus import osv


@pytest.fixture
def imported(db: None) -> None:
    import_texts(*(osv(f"PYSEC-2031-{n}", details=f"Word{n} of a text.") for n in range(1, 6)))


def import_texts(*records: Any) -> None:
    import_records(
        records, run=ImportRun.objects.create(corpus=main_corpus(), source="test", started_at=timezone.now())
    )


def find(query: str) -> list[str]:
    index = current_index(main_corpus())
    rows = Advisory.objects.filter(pk__in=index.pk[search_mask(index, query)].tolist())
    return sorted(rows.values_list("key", flat=True))


def waiting() -> list[int]:
    return list(UnindexedText.objects.values_list("advisory", flat=True))


def test_import_queues_what_it_changes(imported: None) -> None:
    numbers = list(Advisory.objects.order_by("pk").values_list("pk", flat=True))
    assert sorted(waiting()) == numbers
    assert index_texts() == 5
    assert waiting() == []
    assert find("word3") == ["PYSEC-2031-3"]
    import_texts(
        osv("PYSEC-2031-1", details="Word1 of a text."),
        osv("PYSEC-2031-2", details="Changed.", modified="2031-02-01T00:00:00Z"),
    )
    assert waiting() == [numbers[1]]


def test_project_of_an_import_is_searched(imported: None) -> None:
    index_texts()
    import_texts(osv("PYSEC-2031-6", package="lantern-kit"))
    index_texts()
    assert find("lantern-kit") == ["PYSEC-2031-6"]


def test_merged_advisory_leaves_the_index(imported: None) -> None:
    index_texts()
    import_texts(osv("CVE-2031-0009", "PYSEC-2031-1", "PYSEC-2031-2", details="Both."))
    assert index_texts() == 2
    assert find("word1 word2 both") == ["CVE-2031-0009"]
    assert SearchText.objects.count() == Advisory.objects.count() == 4
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM advisories_search WHERE advisories_search MATCH 'word2'")
            assert cursor.fetchone() == (1,)


def test_change_during_indexing_is_indexed_again(imported: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_then_change(numbers: Any) -> dict[int, str]:
        texts = searched_texts(numbers)
        if not changed:
            changed.append(True)
            import_texts(osv("PYSEC-2031-2", details="Newer words.", modified="2031-02-01T00:00:00Z"))
        return texts

    changed: list[bool] = []
    monkeypatch.setattr(indexing, "searched_texts", read_then_change)
    assert index_texts() == 6  # one of them twice
    assert (find("newer"), find("word2"), waiting()) == (["PYSEC-2031-2"], [], [])


def test_run_that_begins_again_indexes_the_rest(imported: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(done: int, total: int) -> None:
        reported.append((done, total))
        raise KeyboardInterrupt

    reported: list[tuple[int, int]] = []
    monkeypatch.setattr(indexing, "BATCH", 2)
    with pytest.raises(KeyboardInterrupt):
        index_texts(on_progress=stop)
    assert (reported, len(waiting())) == ([(2, 5)], 3)
    assert index_texts() == 3
    assert index_texts() == 0
    for n in range(1, 6):
        assert find(f"word{n}") == [f"PYSEC-2031-{n}"]


def test_indexing_twice_changes_nothing(imported: None) -> None:
    index_texts()
    before = list(SearchText.objects.order_by("pk").values_list("pk", "tokens"))
    queue_texts(Advisory.objects.values_list("pk", flat=True))
    assert index_texts() == 5
    assert [(pk, tokens and bytes(tokens)) for pk, tokens in before] == [
        (pk, tokens and bytes(tokens)) for pk, tokens in SearchText.objects.order_by("pk").values_list("pk", "tokens")
    ]
    assert find("word3") == ["PYSEC-2031-3"]


def test_text_of_a_rejected_record_stays_searchable(db: None) -> None:
    def record(state: str, **container: Any) -> dict[str, Any]:
        metadata = {"cveId": "CVE-2031-0001", "state": state, "assignerOrgId": "x"}
        return {
            "dataType": "CVE_RECORD",
            "dataVersion": "5.1",
            "cveMetadata": metadata,
            "containers": {"cna": container},
        }

    for value in (
        record("PUBLISHED", descriptions=[{"lang": "en", "value": "A lantern burns."}]),
        record("REJECTED", rejectedReasons=[{"lang": "en", "value": "Duplicate."}]),
    ):
        import_texts(*parse(json.dumps(value).encode(), "a.json"))
    index_texts()
    assert SourceRecord.objects.filter(current=True).count() == 1
    assert (find("lantern"), find("duplicate")) == (["CVE-2031-0001"], [])


def test_document_of_a_csaf_record_is_found(db: None) -> None:
    vulnerabilities = [
        {"cve": f"CVE-2031-000{n}", "notes": [{"category": "description", "text": f"Flaw {n}."}]} for n in (1, 2)
    ]
    document = {"csaf_version": "2.0", "title": "Two flaws", "tracking": {"id": "ICSA-31-001-01", "status": "final"}}
    import_texts(*parse(json.dumps({"document": document, "vulnerabilities": vulnerabilities}).encode(), "a.json"))
    index_texts()
    assert find("ICSA-31-001") == ["CVE-2031-0001", "CVE-2031-0002"]


def test_record_that_can_no_longer_be_read_is_found_by_its_document(imported: None) -> None:
    SourceRecord.objects.filter(identifier="PYSEC-2031-1").update(content="{")
    index_texts()
    assert find("word1") == ["PYSEC-2031-1"]


@pytest.fixture
def quiet(settings: Any, django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    settings.JOB_NOTIFIER = "benchmarks.databases.no_notification"


def test_job_reports_progress_and_result(imported: None, quiet: None) -> None:
    start_indexing()
    start_indexing()  # one job is enough
    job = Job.objects.get()
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.kind, job.state, job.result) == ("index", "done", {"indexed": 5})
    assert (job.done, job.total, job.message) == (5, 5, "5 of 5 texts indexed")
    start_indexing()
    assert Job.objects.count() == 1  # nothing waits


def test_sweeper_starts_a_job_unless_one_failed_or_an_import_runs(imported: None, quiet: None) -> None:
    importing = Job.objects.create(
        kind="import", state="running", lease_until=timezone.now(), created_at=timezone.now()
    )
    sweep_index()
    assert not Job.objects.filter(kind="index").exists()
    importing.delete()
    failed = Job.objects.create(
        kind="index", state="failed", created_at=timezone.now(), finished_at=timezone.now() - timedelta(minutes=1)
    )
    sweep_index()
    assert Job.objects.filter(kind="index").count() == 1
    Job.objects.filter(pk=failed.pk).update(finished_at=timezone.now() - timedelta(hours=1))
    sweep_index()
    assert Job.objects.filter(kind="index", state="queued").count() == 1


def test_command_makes_the_index_again(imported: None, capsys: pytest.CaptureFixture[str]) -> None:
    index_texts()
    call_command("reindex", "--json")
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"indexed": 5}
    call_command("reindex")
    assert capsys.readouterr().out == "5 texts indexed.\n"
    assert find("word5") == ["PYSEC-2031-5"]


def test_incomplete_search_is_refused_where_a_sample_depends_on_it(imported: None) -> None:
    index_texts()
    require_indexed(current_index(main_corpus()))
    queue_all_texts()
    with pytest.raises(StillIndexing, match=r"^5 of 5 texts are still being indexed\. Try again"):
        require_indexed(current_index(main_corpus()))
