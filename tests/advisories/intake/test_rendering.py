"""Texts are rendered before the transaction that stores them begins; a text that explodes is stored as written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from advisories.corpus.corpora import main_corpus
from advisories.formats.parsing import parse_again
from advisories.intake import batches, importing, parser_process
from advisories.intake.batches import iter_batches
from advisories.intake.importing import import_paths, import_records
from advisories.intake.parser_process import parse_files
from advisories.models import Advisory, Document, ImportRun
from advisories.records import AdvisoryRecord, Rejected
from advisories.sources.archives import SourceFile
from tests.support.corpus import maintainer
from tests.support.rendering import note_rendering

BOMB = "|a" * 200 + "\n" + "|-" * 200 + "\n" + "a\n" * 5_000
REMARK = "its tables have more than 50,000 cells, so the text is shown as it was written."


def osv(identifier: str, *aliases: str, **fields: Any) -> AdvisoryRecord:
    item = {"id": identifier, "modified": "2031-01-01T00:00:00Z", "aliases": list(aliases)}
    return parse_again(json.dumps(item | fields), f"{identifier}.json", "osv")


def store(*records: AdvisoryRecord | Rejected) -> ImportRun:
    run = ImportRun.objects.create(corpus=main_corpus(), source="test", started_at=timezone.now())
    return import_records(records, run=run)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the Markdown that is rendered from now on. Rendering in a transaction is an error."""
    return note_rendering(monkeypatch)


@pytest.mark.django_db(transaction=True)
def test_texts_are_rendered_outside_the_transaction(rendered: list[str]) -> None:
    store(osv("PYSEC-2031-1", "CVE-2031-0001", details="The *body*."), osv("PYSEC-2031-2", details="Other."))
    # GHSA comes first, so its title is shown with the body of the stored record.
    store(osv("GHSA-aaaa-bbbb-cccc", "CVE-2031-0001", summary="The title"))
    advisory = Advisory.objects.get(key="GHSA-aaaa-bbbb-cccc")
    assert [document.text for document in advisory.documents.all()] == ["The body.\n", "The title\nThe body.\n"]
    assert rendered == ["The *body*.", "Other.", "", "The *body*."]


@pytest.mark.django_db(transaction=True)
def test_text_of_an_unchanged_record_is_not_rendered(rendered: list[str]) -> None:
    store(osv("PYSEC-2031-1", details="One."))
    assert store(osv("PYSEC-2031-1", details="One."), osv("PYSEC-2031-2", details="Two.")).unchanged == 1
    assert rendered == ["One.", "Two."]


@pytest.mark.django_db
def test_text_that_explodes_is_stored_as_written_with_a_remark() -> None:
    run = store(osv("PYSEC-2031-1", details="Text."), osv("PYSEC-2031-2", summary="Title", details=BOMB))
    run.refresh_from_db()
    assert (run.created, run.rejected, run.problems) == (2, 0, [])
    assert run.remarks == [{"source": "PYSEC-2031-2.json", "remark": REMARK}]
    document = Document.objects.get(advisory__key="PYSEC-2031-2")
    assert document.text == f"Title\n{BOMB}"
    assert document.html == f"<h2>Title</h2>\n<pre>{BOMB.rstrip()}</pre>\n"


@pytest.mark.django_db
def test_remark_names_the_record_whose_text_is_shown(tmp_path: Path) -> None:
    store(osv("PYSEC-2031-1", "CVE-2031-0001", details=BOMB))
    run = store(osv("GHSA-aaaa-bbbb-cccc", "CVE-2031-0001", summary="The title"))
    assert run.remarks == [{"source": "PYSEC-2031-1.json", "remark": REMARK}]


@pytest.mark.django_db
def test_command_and_api_report_remarks(tmp_path: Path, client: Any) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"id": "PYSEC-2031-1", "details": BOMB}))
    report, _ = import_paths([tmp_path / "a.json"], corpus=main_corpus())
    assert report.as_json()["remarks"] == [{"source": "a.json", "remark": REMARK}]
    client.force_login(maintainer("ada"))
    run = ImportRun.objects.get()
    assert client.get(f"/api/v1/corpora/main/imports/{run.pk}/").json()["remarks"] == report.remarks


@pytest.mark.django_db
def test_batch_ends_after_much_html(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH_CHARACTERS", 100)
    records = [osv(f"PYSEC-2031-{n + 1}", details="x" * size) for n, size in enumerate([10, 200, 10, 10, 90, 1])]
    sizes = [len(batch.items) for batch in iter_batches(iter([*records, Rejected("a", "b.")]), 2_000, main_corpus().pk)]
    assert sizes == [2, 3, 2]


def test_second_process_renders_a_limited_amount(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser_process, "RENDERED", 20)
    files = [SourceFile(f"{n}.json", json.dumps({"id": f"A-{n}", "details": "Text."}).encode()) for n in range(4)]
    records = [record for (record,) in parse_files(files, "auto", {})]
    assert [record.reading is not None for record in records if isinstance(record, AdvisoryRecord)] == [
        *(True, True),
        *(False, False),
    ]


@pytest.mark.django_db
def test_transaction_stores_few_records(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    import_batch = importing.import_batch

    def counted(run: ImportRun, records: list[AdvisoryRecord], *arguments: Any) -> Any:
        sizes.append(len(records))
        return import_batch(run, records, *arguments)

    monkeypatch.setattr(importing, "import_batch", counted)
    store(*(osv(f"PYSEC-2031-{n + 1}", details="Text.") for n in range(450)))
    assert sizes == [200, 200, 50]
