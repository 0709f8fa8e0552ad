"""Tables of published studies: columns by their usual names, Python literals, scores of several versions."""

from __future__ import annotations

import csv
import io

import pytest

from advisories.formats.parsing import parse, parse_again
from advisories.records import AdvisoryRecord, Rejected, Repeated
from advisories.records.severity import choose


def table(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def records(data: bytes) -> list[AdvisoryRecord | Rejected | Repeated]:
    return [item for item in parse(data, "a.csv") if isinstance(item, AdvisoryRecord | Rejected | Repeated)]


def only(data: bytes) -> AdvisoryRecord:
    (record,) = records(data)
    assert isinstance(record, AdvisoryRecord), record
    return record


CVEFIXES = {
    "cve_id": "CVE-2031-0001",
    "published_date": "2031-07-13T19:15Z",
    "last_modified_date": "2031-07-16T15:49Z",
    "description": "[{'lang': 'es', 'value': 'Un fallo.'}, {'lang': 'en', 'value': 'A \"crash\", isn\\'t it?'}]",
    "nodes": "[]",
    "severity": "MEDIUM",
    "cvss2_vector_string": "AV:N/AC:M/Au:N/C:P/I:P/A:P",
    "cvss2_base_score": "6.8",
    "cvss3_vector_string": "",
    "cvss3_base_score": "",
    "cvss3_base_severity": "",
    "reference_json": "[{'url': 'https://example.org/a,b;c', 'tags': []}]",
    "problemtype_json": "[{'description': [{'value': 'CWE-79'}, {'lang': 'en', 'value': 'NVD-CWE-noinfo'}]}]",
}


def test_literals_of_cvefixes_are_read() -> None:
    record = only(table(CVEFIXES))
    assert record.body == 'A "crash", isn\'t it?'
    assert record.cwes == ("CWE-79",)
    assert record.references == ("https://example.org/a,b;c",)
    assert record.remarks == ("Columns not read: “nodes”.",)
    assert parse_again(record.content, record.origin, "table").body == record.body


def test_severity_of_cvefixes_is_the_word_of_version_2() -> None:
    assert choose(only(table(CVEFIXES)).severity, only(table(CVEFIXES)).cvss).word == "moderate"
    v3 = {"cvss3_vector_string": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "cvss3_base_score": "9.8"}
    record = only(table(CVEFIXES | v3 | {"cvss3_base_severity": "CRITICAL"}))
    severity = choose(record.severity, record.cvss)
    assert severity.entry is not None
    assert (severity.word, severity.source, severity.entry.version) == ("critical", "published", "3.1")


@pytest.mark.parametrize("cell", ["[{'lang': 'en'", "[__import__('os').getcwd()]", "[" * 5_000, "[1, 2]", "No list."])
def test_cell_that_is_no_literal_is_a_text_or_nothing(cell: str) -> None:
    (record,) = records(table(CVEFIXES | {"description": cell}))
    if cell == "[1, 2]":  # a list without texts
        assert isinstance(record, Rejected)
    else:
        assert isinstance(record, AdvisoryRecord)
        assert record.body == cell


BIG_VUL = {
    "": "7",
    "Unnamed: 0": "65768",
    "Authentication Required": "Not required",
    "CVE ID": "CVE-2031-0002",
    "CWE ID": "CWE-119",
    "Publish Date": "2031-06-09",
    "Score": "7.5",
    "Summmary": "A heap overflow.",
    "Update Date": "2031-08-28",
    "Vulnerability Classification": "Overflow",
    "codeLink": "https://example.org/commit/1",
    "func_before": "int main() {}",
    "project": "demo",
}


def test_rows_of_big_vul_are_one_record_with_all_links() -> None:
    links = "https://example.org/commit/2https://example.org/commit/3"
    first, second = records(table(BIG_VUL, BIG_VUL | {"": "8", "codeLink": links, "func_before": "int f();"}))
    assert isinstance(first, AdvisoryRecord)
    assert isinstance(second, Repeated)
    assert (first.identifier, first.title, first.body) == ("CVE-2031-0002", "", "A heap overflow.")
    assert first.references == tuple(f"https://example.org/commit/{number}" for number in (1, 2, 3))
    assert [(entry.version, entry.band) for entry in first.cvss] == [("2.0", "high")]
    assert (first.project, first.cwes, str(first.published_at)[:10]) == ("demo", ("CWE-119",), "2031-06-09")
    assert "int" not in first.content  # the code is not stored
    assert first.remarks == (
        "Columns not read: “Authentication Required”, “Vulnerability Classification”, “func_before”.",
    )


@pytest.mark.parametrize(
    ("columns", "ratings", "remark"),
    [
        ({"Base Score": "9.8"}, [("3.1", "critical")], "“Base Score” names no version of CVSS"),
        ({"Base Score": "9.8", "CVSS Vector": "AV:N/AC:L/Au:N/C:C/I:C/A:C"}, [("2.0", "high")], ""),
        ({"cvss_v2_score": "9.8"}, [("2.0", "high")], ""),
        ({"CVSSv4 Score": "6.9"}, [("4.0", "moderate")], ""),
        ({"cvss_v3": "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}, [("3.0", "critical")], ""),
        ({"cvss_score": "none"}, [], "“cvss_score” names no version of CVSS"),
    ],
)
def test_version_of_a_score_is_told_by_vector_or_column(
    columns: dict[str, str], ratings: list[tuple[str, str]], remark: str
) -> None:
    record = only(table({"CVE ID": "CVE-2031-0003", "Description": "A crash.", **columns}))
    assert [(entry.version, entry.band) for entry in record.cvss] == ratings
    assert " ".join(record.remarks).startswith(remark)
    assert bool(record.remarks) == bool(remark)


@pytest.mark.parametrize(
    ("header", "title", "body"),
    [
        ("id,summary", "", "One."),
        ("ID,Summary,Title", "Two.", "One."),
        ("vuln id,summary,details", "One.", "Two."),
        ("CVEID,Summary,Text", "One.", "Two."),
    ],
)
def test_summary_is_the_text_where_there_is_no_other(header: str, title: str, body: str) -> None:
    record = only(f"{header}\nA-1,One.,Two.\n".encode() if header.count(",") == 2 else f"{header}\nA-1,One.\n".encode())
    assert (record.title, record.body) == (title, body)


def test_column_that_folds_to_another_name_is_not_read() -> None:
    record = only(b"cve_id,CVE ID,text\nCVE-2031-0004,CVE-2031-0005,A crash.\n")
    assert record.identifier == "CVE-2031-0004"
    assert record.remarks == ("Columns not read: “CVE ID”.",)
