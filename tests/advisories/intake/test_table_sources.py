"""Rows of tables that share an identifier, and the names below which the rows of tables are known."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advisories.corpus.corpora import main_corpus
from advisories.corpus.naming import identifiers_named
from advisories.formats.parsing import parse
from advisories.intake import chunks
from advisories.intake.importing import import_paths
from advisories.intake.report import Report
from advisories.intake.table_sources import source_name
from advisories.models import Advisory, SourceRecord
from advisories.platform.errors import BadInput
from advisories.records import AdvisoryRecord, Rejected, Repeated

pytestmark = pytest.mark.django_db
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(name: str, content: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
        return path

    return write_file


def imported(*paths: Path, **options: Any) -> Report:
    return import_paths(paths, corpus=main_corpus(), **options)[0]


def keys() -> list[str]:
    return sorted(Advisory.objects.values_list("key", flat=True))


def reasons(report: Report) -> list[tuple[str, str]]:
    return [(problem["source"], problem["reason"]) for problem in report.problems]


def test_row_is_known_below_the_name_of_its_table(write: Write) -> None:
    a, b = write("Alpha 1.csv", "id,text\n1,One\n2,Two\n"), write("b.csv", "id,text\n1,Other\nCVE-2031-0001,Three\n")
    assert imported(a).created == 2
    assert imported(b).created == 2
    assert keys() == ["CVE-2031-0001", "alpha-1:1", "alpha-1:2", "b:1"]
    again = imported(a)
    assert (again.unchanged, again.created, again.updated) == (2, 0, 0)


def test_one_row_with_equal_content_in_two_tables_is_two_advisories(write: Write) -> None:
    imported(write("a.csv", "id,text\n1,One\n"))
    assert imported(write("b.csv", "id,text\n1,One\n")).created == 1
    assert keys() == ["a:1", "b:1"]


@pytest.mark.parametrize(
    ("content", "listed"),
    [
        ("id,text\n1,Another\n2,Another too\n3,New\n", "rows 1, 2 with other texts"),
        ("id,text\n1,Another\n", "row 1 with another text"),
        ("id,text,title\n1,One,A title\n2,Two,\n", "row 1 with another title"),
        ("id,text,severity\n1,One,high\n2,Two,low\n", "rows 1, 2 with other severities"),
        ("id,text,published\n1,One,2031-01-01\n", "row 1 with another date"),
    ],
)
def test_table_that_changes_known_rows_is_refused_whole(write: Write, content: str, listed: str) -> None:
    imported(write("x.csv", "id,text\n1,One\n2,Two\n"))
    sentence = f"x already has {listed}: give this table a source name of its own, or say that it replaces them"
    with pytest.raises(BadInput, match=sentence):
        imported(write("other.csv", content), table_source="X")
    assert keys() == ["x:1", "x:2"]


def test_table_may_add_rows_repeat_them_and_change_lists(write: Write) -> None:
    imported(write("x.csv", "id,text\n1,One\n2,Two\n"))
    report = imported(write("x.csv", "id,text,cwe\n1,One,CWE-79\n3,Three,\n"))
    assert (report.created, report.updated, report.rejected) == (1, 1, 0)


def test_table_that_replaces_makes_revisions(write: Write) -> None:
    imported(write("x.csv", "id,text\n1,One\n"))
    assert imported(write("x.csv", "id,text\n1,Another\n"), replaces=True).updated == 1
    assert SourceRecord.objects.get(current=True).content == "id,text\n1,Another\n"


def test_two_tables_of_one_name_in_one_import_are_compared(write: Write) -> None:
    paths = write("a.csv", "id,text\n1,One\n"), write("b.csv", "id,text\n1,Other\n2,Two\n")
    report = imported(*paths, table_source="x")
    assert (report.created, report.rejected) == (1, 1)
    assert reasons(report)[0][0] == "b.csv"
    assert keys() == ["x:1"]


def test_rows_that_differ_are_problems_with_both_lines(write: Write) -> None:
    report = imported(write("j.csv", "id,text\n0,One\n1,Fine\n0,Other\n0,One\n"))
    assert keys() == ["j:1"]
    assert reasons(report) == [
        ("j.csv:2", "row 2 (line 2) has the identifier 0 of line 4, but another text."),
        ("j.csv:4", "row 4 (line 4) has the identifier 0 of line 2, but another text."),
        ("j.csv:5", "row 5 (line 5) has the identifier 0 of line 4, but another text."),
    ]


def test_rows_that_are_equal_or_differ_in_lists_are_one_record(write: Write) -> None:
    """Such tables have one row per commit."""
    table = write(
        "c.csv",
        "cve_id,text,url,cwe\n"
        "CVE-2031-0001,One,https://example.org/1,CWE-89\n"
        "CVE-2031-0001,One,https://example.org/1,CWE-89\n"
        "CVE-2031-0001,One,https://example.org/2,CWE-79\n",
    )
    report = imported(table)
    assert (report.created, report.repeated, report.rejected) == (1, 2, 0)
    advisory = Advisory.objects.get()
    assert advisory.references == ["https://example.org/1", "https://example.org/2"]
    assert advisory.cwes == ["CWE-79", "CWE-89"]
    again = imported(table)
    assert (again.unchanged, again.repeated, again.updated) == (1, 2, 0)


ITEM = '{"id": "GHSA-aaaa-bbbb-ccc%d", "modified": "2031-01-01T00:00:00Z", "details": "%s", "aliases": [%s]}'
LISTS = [ITEM % (1, "Text", '"CVE-2031-0001"'), ITEM % (1, "Text", '"CVE-2031-0002"'), ITEM % (2, "Text", "")]
OTHERS = [ITEM % (1, "Text", ""), ITEM % (2, "Text", ""), ITEM % (1, "Other text", "")]


@pytest.mark.parametrize("name", ["a.json", "a.ndjson"])
def test_lists_and_lines_of_json_are_united_like_rows(write: Write, name: str) -> None:
    whole = (lambda items: "[" + ",".join(items) + "]") if name == "a.json" else "\n".join
    report = imported(write(name, whole(LISTS)))
    assert (report.created, report.repeated) == (2, 1)
    joined = Advisory.objects.get(key="GHSA-aaaa-bbbb-ccc1")
    assert {alias.value for alias in joined.aliases.all()} >= {"CVE-2031-0001", "CVE-2031-0002"}
    assert imported(write(name, whole(LISTS))).updated == 0
    with pytest.raises(BadInput, match="Nothing to import"):
        imported(write(f"b{name}", whole(OTHERS[::2])))
    places = ("entry 3", "entry 1") if name == "a.json" else ("line 3", "line 1")
    reason = "{} has the identifier GHSA-aaaa-bbbb-ccc1 of {}, but another text."
    assert reasons(imported(write(f"c{name}", whole(OTHERS))))[1][1] == reason.format(*places)


def test_known_line_is_compared_with_the_other_lines(write: Write) -> None:
    imported(write("a.ndjson", "\n".join([OTHERS[0], ITEM % (3, "Text", "")])))
    report = imported(write("a.ndjson", "\n".join(OTHERS)))
    assert (report.rejected, report.created) == (2, 1)


def test_lines_beyond_a_chunk_are_compared_with_earlier_ones(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK_BYTES", 50)
    report = imported(write("a.ndjson", "\n".join([*OTHERS, OTHERS[0]])))
    assert (report.created, report.rejected, report.repeated) == (2, 1, 1)
    assert "line 3 has the identifier GHSA-aaaa-bbbb-ccc1 of line 1" in reasons(report)[0][1]


def test_table_of_json_lines_is_checked_as_a_whole(write: Write) -> None:
    row = '{"id": "%s", "text": "%s"}'
    imported(write("t.ndjson", "\n".join([row % (1, "One"), row % (2, "Two")])))
    assert keys() == ["t:1", "t:2"]
    with pytest.raises(BadInput, match="t already has row 2 with another text"):
        imported(write("t.ndjson", "\n".join([row % (3, "Three"), row % (2, "Other")])))


UNDATED = '{"id": "PYSEC-2031-1", "details": "%s", "aliases": %s}'


def test_two_files_with_one_record_are_revisions_by_date(write: Write) -> None:
    dated = '{"id": "PYSEC-2031-1", "modified": "203%d-01-01T00:00:00Z", "details": "Text %d"}'
    report = imported(write("a.json", dated % (2, 2)), write("b.json", dated % (1, 1)))
    assert (report.created, report.updated) == (1, 1)
    assert "Text 2" in Advisory.objects.get().documents.get().text


def test_two_files_with_one_record_and_no_date_are_a_problem(write: Write) -> None:
    report = imported(write("a.json", UNDATED % ("One", "[]")), write("b.json", UNDATED % ("Other", "[]")))
    assert (report.created, report.rejected) == (1, 1)
    assert reasons(report) == [
        (
            "b.json",
            "a.json has the identifier PYSEC-2031-1 as well, but another text. Without dates it is unknown which of "
            "them is newer. Import only one of them.",
        )
    ]
    assert imported(write("b.json", UNDATED % ("Other", "[]"))).updated == 1  # a later import


def test_pages_with_one_record_are_united(write: Write) -> None:
    pages = [write(f"{n}.json", UNDATED % ("One", json.dumps([f"CVE-2031-000{n}"]))) for n in (1, 2)]
    imported(*pages)
    assert {"CVE-2031-0001", "CVE-2031-0002"} <= {alias.value for alias in Advisory.objects.get().aliases.all()}


def test_row_that_names_two_cves_joins_nothing(write: Write) -> None:
    imported(write("n.csv", 'id,cve,text\n1,"CVE-2031-0001, CVE-2031-0002",Both\n2,CVE-2031-0001,One\n'))
    assert keys() == ["CVE-2031-0001", "n:1"]
    (row,) = (item for item in parse(b'id,cve,text\n1,"CVE-2031-0001, CVE-2031-0002",Both\n', "n.csv"))
    assert isinstance(row, AdvisoryRecord)
    assert (row.aliases, row.related) == ((), ("CVE-2031-0001", "CVE-2031-0002"))


def test_local_name_finds_the_row_if_only_one_table_has_it(write: Write) -> None:
    imported(write("a.csv", "id,text\n1,One\n2,Two\n"), write("b.csv", "id,text\n2,Other\n"))
    assert identifiers_named(["1", "2", "a:2", "3"], main_corpus()) == {
        "1": ["a:1"],
        "2": ["a:2", "b:2"],
        "a:2": ["a:2"],
    }


@pytest.mark.parametrize(
    ("name", "source"),
    [("My Rows (2).csv", "my-rows-2"), ("x.zip/y.tar/Überblick.csv:7", "uberblick"), ("資料.csv", "table-")],
)
def test_source_name_is_a_slug_of_the_file_name(name: str, source: str) -> None:
    assert source_name(name).startswith(source)
    assert len(source_name("x" * 300)) <= 60


def test_long_names_are_refused_in_words() -> None:
    (rejected,) = parse(f"id,text\n{'9' * 121},One\n".encode(), "a.csv")
    assert isinstance(rejected, Rejected)
    assert "has 121 characters. Use one of at most 120." in rejected.reason
    gem = f"gem: {'x' * 301}\ncve: 2031-0001\ntitle: A crash\nurl: https://example.org\n"
    (rejected,) = parse(gem.encode(), "a.yml")
    assert isinstance(rejected, Rejected)
    assert "has 301 characters; at most 300 are read." in rejected.reason


def test_repeated_rows_are_items_of_their_own() -> None:
    items = list(parse(b"id,text\n1,One\n1,One\n", "a.csv"))
    assert items[1:] == [Repeated("a.csv:3")]
