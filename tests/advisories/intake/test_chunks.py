"""Imports in chunks: known files are not parsed, and a second process parses parser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from advisories.corpus.corpora import main_corpus
from advisories.intake import importing
from advisories.intake.importing import import_paths
from advisories.intake.parser_process import ParserProcess
from advisories.models import Advisory, SourceRecord
from advisories.records import AdvisoryRecord, Rejected
from advisories.sources.archives import SourceFile

pytestmark = pytest.mark.django_db


def osv(folder: Path, name: str, identifier: str, **fields: Any) -> Path:
    path = folder / name
    path.write_text(json.dumps({"id": identifier, "modified": "2031-01-01T00:00:00Z", "details": "Text."} | fields))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine files, two of one vulnerability, one without an identifier, two equal ones, and a list of two."""
    top = tmp_path / "files"
    top.mkdir()
    osv(top, "a.json", "PYSEC-2031-1", aliases=["CVE-2031-1000"])
    osv(top, "b.json", "PYSEC-2031-2")
    (top / "c.json").write_text("{}")
    osv(top, "d.json", "GHSA-aaaa-bbbb-cccc", aliases=["CVE-2031-1000"], details="# Heading\n\n<b>")
    osv(top, "e.json", "PYSEC-2031-2")
    osv(top, "f.json", "PYSEC-2031-3", aliases=7)
    (top / "g.json").write_text(json.dumps([{"id": f"PYSEC-2031-{n}", "details": "x"} for n in (4, 5)]))
    osv(top, "h.json", "PYSEC-2031-6")
    osv(top, "i.json", "PYSEC-2031-7")
    return top


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)


def on_cores(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: count)


def corpus() -> list[tuple[str, str]]:
    return [(advisory.key, advisory.documents.last().html) for advisory in Advisory.objects.all()]


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("cores", [1, 2])
def test_import_with_and_without_a_second_process(folder: Path, monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    on_cores(monkeypatch, cores)
    report, identifiers = import_paths([folder], corpus=main_corpus())
    counts = (report.created, report.merged, report.unchanged, report.rejected)
    assert counts == (6, 1, 1, 2)
    assert [problem["source"] for problem in report.problems] == ["files/c.json", "files/f.json"]
    assert identifiers[:4] == ["PYSEC-2031-1", "PYSEC-2031-2", "GHSA-aaaa-bbbb-cccc", "PYSEC-2031-2"]
    assert corpus()[0] == ("GHSA-aaaa-bbbb-cccc", "<h3>Heading</h3>\n<p>&lt;b&gt;</p>\n")
    repeated, same = import_paths([folder], corpus=main_corpus())
    assert (repeated.unchanged, repeated.rejected, same) == (8, 2, identifiers)


@pytest.mark.usefixtures("small_chunks")
def test_import_continues_when_the_parser_process_dies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_cores(monkeypatch, 2)
    submit = ParserProcess.submit

    def kill_and_submit(self: ParserProcess, files: list[SourceFile]) -> None:
        self.process.kill()
        self.process.wait()
        submit(self, files)

    monkeypatch.setattr(ParserProcess, "submit", kill_and_submit)
    report, _ = import_paths([folder], corpus=main_corpus())
    assert (report.created, report.merged, report.unchanged, report.rejected) == (6, 1, 1, 2)


def test_parser_process_ends_when_its_pipe_closes() -> None:
    parser = ParserProcess("auto", {})
    parser.submit([SourceFile("x.json", b'{"id": "PYSEC-2031-1", "details": "*Text.*"}'), SourceFile("y.json", b"{")])
    read = parser.result()
    assert read
    (record,), (rejected,) = read
    assert isinstance(record, AdvisoryRecord)
    assert record.reading
    assert record.reading.html == "<p><em>Text.</em></p>\n"
    assert isinstance(rejected, Rejected)
    parser.pipe.close()
    assert parser.process.wait(20) == 0


def test_known_file_is_not_parsed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_paths([folder], corpus=main_corpus())
    monkeypatch.setattr(
        "advisories.intake.chunks.parse", lambda data, origin, file_format, columns: [Rejected(origin, "read")]
    )
    report, _ = import_paths([folder], corpus=main_corpus())
    # The items of the list are stored separately, and b.json equals e.json.
    assert [problem["source"][6:] for problem in report.problems] == ["b.json", "c.json", "f.json", "g.json"]
    assert report.unchanged == 5


def test_known_file_is_parsed_for_another_format_or_project(folder: Path) -> None:
    import_paths([folder / "h.json"], corpus=main_corpus())
    report, _ = import_paths([folder / "h.json"], corpus=main_corpus(), project="Other")
    assert report.updated + report.unchanged == 1
    assert Advisory.objects.get().project.name == "Other"  # type: ignore[union-attr]
    report, _ = import_paths([folder / "h.json"], corpus=main_corpus(), file_format="table")
    assert report.created + report.merged == 1
    assert set(SourceRecord.objects.values_list("format", flat=True)) == {"osv", "table"}


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("cores", [1, 2])
def test_earlier_content_after_a_later_one_becomes_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    """Without dates, the last imported content is current, even if it was known before."""
    on_cores(monkeypatch, cores)
    folder = tmp_path / "files"
    folder.mkdir()
    first = osv(tmp_path, "first.json", "A-1", modified=None, details="First.")
    import_paths([first], corpus=main_corpus())
    for number in range(4):
        osv(folder, f"a{number}.json", f"B-{number}")
    osv(folder, "b-second.json", "A-1", modified=None, details="Second.")
    (folder / "c-first.json").write_bytes(first.read_bytes())
    import_paths([folder], corpus=main_corpus())
    assert Advisory.objects.get(key="A-1").documents.last().text == "First.\n"  # type: ignore[union-attr]
