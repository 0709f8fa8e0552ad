"""Import of XLSX files, and of tables with other column names."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import Workbook
from rest_framework.test import APIClient

from advisories.corpus.corpora import main_corpus
from advisories.formats.parsing import parse, parse_again
from advisories.intake.importing import import_paths
from advisories.models import Advisory, ImportRun, SourceRecord
from advisories.platform.errors import BadInput
from advisories.platform.jobs import run_job
from advisories.records import AdvisoryRecord, Rejected
from advisories.sources.archives import Limits, open_path
from tests.support.uploading import upload

HEADER = ["ID", "Text", "Severity", "Published"]


def workbook(*rows: list[Any], **sheets: list[list[Any]]) -> bytes:
    """Return an XLSX file with the sheet "Data" after the given `sheets`."""
    book = Workbook()
    book.remove(book.active)
    for name, content in (sheets | {"Data": list(rows)}).items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the zip with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


def records(data: bytes, **columns: str) -> list[AdvisoryRecord]:
    entries = list(parse(data, "a.xlsx", columns=columns))
    assert all(isinstance(entry, AdvisoryRecord) for entry in entries), entries
    return entries  # type: ignore[return-value]


def reasons(data: bytes, **columns: str) -> list[tuple[str, str]]:
    return [(e.source, e.reason) for e in parse(data, "a.xlsx", columns=columns) if isinstance(e, Rejected)]


def test_rows_of_a_sheet_are_records() -> None:
    rows = records(
        workbook(
            [],
            HEADER,
            ["CVE-2031-0001", "First *line*.\nSecond.", "High", datetime(2031, 5, 1)],
            [None, None],
            [20310002, "Number as identifier", None, datetime(2031, 5, 1, 12, 30)],
            ["A-3", 3.0, True, "#N/A"],
        )
    )
    assert [(r.identifier, r.body, r.severity, r.published_at and r.published_at.isoformat()) for r in rows] == [
        ("CVE-2031-0001", "First *line*.\nSecond.", "high", "2031-05-01T00:00:00+00:00"),
        ("20310002", "Number as identifier", "", "2031-05-01T12:30:00+00:00"),
        ("A-3", "3", "", None),
    ]
    assert [record.origin for record in rows] == [f"a.xlsx, sheet Data, row {n}" for n in (3, 5, 6)]
    for record in rows:
        assert parse_again(record.content, record.origin, record.format) == record


def test_first_sheet_with_a_header_is_read() -> None:
    (record,) = records(workbook(HEADER, ["A-1", "Text"], About=[["Made by us"], ["in 2031"]], Empty=[]))
    assert record.origin == "a.xlsx, sheet Data, row 2"


def test_formula_has_its_saved_value() -> None:
    data = workbook(HEADER, ["A-1", "=1+1"])
    assert reasons(data)[0][1].startswith("the record has neither a title nor a text")
    value = re.compile(rb"<v>\s*</v>|<v ?/>")
    saved = changed(data, "xl/worksheets/sheet1.xml", lambda xml: value.sub(b"<v>2</v>", xml))
    assert [record.body for record in records(saved)] == ["2"]


def test_problem_has_sheet_and_row_as_source() -> None:
    assert reasons(workbook(HEADER, ["", "Text"], ["A-1", "Text", "", ""], ["A-2", "", "", "", "more"])) == [
        ("a.xlsx, sheet Data, row 2", '"id" is missing. Every record needs an identifier.'),
        ("a.xlsx, sheet Data, row 4", "the row has 5 cells, the header only 4."),
    ]


GOOD = workbook(HEADER, ["A-1", "Text"])
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]>'
BROKEN: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "no header": (workbook(["one"], ["two"]), "sheet Data: no column for the identifier: name one"),
    "no sheet": (workbook(), "the workbook has no sheet with a header."),
    "overlap": (workbook(["id", "text", "Text"], ["A", "b", "c"]), 'the table has more than one column "text".'),
    "header alone": (workbook(HEADER), "the table has a header but no row."),
    "entities": (
        changed(GOOD, "xl/workbook.xml", lambda xml: LAUGHS + xml),
        "the workbook contains XML that declares entities, or is not UTF-8. Save it again.",
    ),
    "comment, then entities": (
        changed(GOOD, "xl/workbook.xml", lambda xml: b'<?xml version="1.0"?><!-- a -->' + LAUGHS[21:] + xml),
        "the workbook contains XML that declares entities, or is not UTF-8. Save it again.",
    ),
    "other encoding": (
        changed(GOOD, "xl/workbook.xml", lambda xml: b'<?xml version="1.0" encoding="UTF-7"?>' + xml),
        "the workbook contains XML that declares entities, or is not UTF-8. Save it again.",
    ),
    "UTF-16": (
        changed(GOOD, "xl/workbook.xml", lambda xml: xml.decode().encode("utf-16")),
        "the workbook contains XML that declares entities, or is not UTF-8. Save it again.",
    ),
    "bomb": (
        lambda: changed(GOOD, "xl/styles.xml", lambda xml: xml + b" " * (120 << 20)),  # large: not made when collecting
        "which exceeds the limit: a zip bomb.",
    ),
    "broken XML": (changed(GOOD, "xl/worksheets/sheet1.xml", lambda xml: xml[:200]), "the workbook is broken ("),
    "no sheets part": (changed(GOOD, "xl/workbook.xml", lambda xml: b"<workbook/>"), "the workbook"),
    "wide": (workbook(["id", "text", *(f"c{n}" for n in range(1_200))]), "the table has 1,001 columns; at most 1,000"),
}


@pytest.mark.parametrize(("data", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_workbook_is_rejected_with_a_reason(data: bytes | Callable[[], bytes], sentence: str) -> None:
    ((source, reason),) = reasons(data() if callable(data) else data)
    assert source == "a.xlsx"
    assert sentence in reason


def test_too_large_workbook_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    (only,) = open_path(tmp_path / "a.xlsx", limits=Limits(file_bytes=1_000))
    assert isinstance(only, Rejected)
    assert only.reason.endswith("at most 1,000 are accepted per file.")


def test_far_cell_does_not_slow_reading() -> None:
    book = Workbook()
    sheet = book.active
    for row in (HEADER, ["A-1", "Text"]):
        sheet.append(row)
    sheet["XFD1048576"] = "far"
    out = io.BytesIO()
    book.save(out)
    assert [record.identifier for record in records(out.getvalue())] == ["A-1"]


def test_workbooks_in_folders_and_archives_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("inner/b.xlsx", GOOD)
    (tmp_path / "named.json").write_bytes(GOOD)
    files = {file.origin.partition("/")[2]: file for file in open_path(tmp_path)}
    assert set(files) == {"a.xlsx", "all.zip/inner/b.xlsx", "named.json"}
    assert all(not isinstance(file, Rejected) and file.data == GOOD for file in files.values())


CSV = b"Number;Notes;Text;Level\n=1;Something \xe2\x80\x9cbad\xe2\x80\x9d.;other;HIGH\n"
COLUMNS = {"id": "number", "text": "Notes", "severity": "Level"}


LEVELS = [["Number", "Notes", "Text", "Level"], ["A-1", "Something “bad”.", "other", "HIGH"]]


@pytest.mark.parametrize("data", [CSV.replace(b"=1", b"A-1"), workbook(*LEVELS)], ids=["csv", "xlsx"])
def test_columns_with_other_names_must_be_named(data: bytes) -> None:
    assert reasons(data)[0][1].startswith(("no column for the identifier", "sheet Data: no column for the identifier"))
    (record,) = records(data, **COLUMNS)
    assert (record.identifier, record.body, record.severity) == ("A-1", "Something “bad”.", "high")
    assert record.remarks == ("Columns not read: “Text”.",)
    assert parse_again(record.content, record.origin, "table") == replace(record, remarks=())
    assert "text (not used)" in record.content
    assert reasons(data, id="Key")[0][1] == 'the table has no column "Key", which was named for the id.'


@pytest.mark.django_db
def test_columns_can_be_named_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(CSV.replace(b"=1", b"A-1"))
    call_command("import_advisories", str(tmp_path / "t.csv"), columns="id=Number, text=notes")
    assert ImportRun.objects.get().columns == {"id": "Number", "text": "notes"}
    assert SourceRecord.objects.get().identifier == "A-1"
    with pytest.raises(BadInput, match="Unknown fact “colour”"):
        import_paths([tmp_path / "t.csv"], corpus=main_corpus(), columns={"colour": "Level"})


@pytest.mark.django_db
def test_columns_are_previewed_and_named_through_the_api(api: APIClient, guards: Any) -> None:
    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("t.csv", CSV.replace(b"=1", b"A-1"))

    shown = api.post("/api/v1/corpora/main/imports/columns/", {"file": file()}, format="multipart").json()
    assert shown["columns"] == ["number", "notes", "text", "level"]
    pieces = upload(api, CSV.replace(b"=1", b"A-1"), "t.csv")
    assert api.post("/api/v1/corpora/main/imports/columns/", {"upload": pieces}, format="json").json() == shown
    assert shown["rows"] == [["A-1", "Something “bad”.", "other", "HIGH"]]
    assert (shown["is_table"], shown["complete"]) == (True, False)
    assert shown["facts"][:2] == [
        {"fact": "id", "required": True, "column": None},
        {"fact": "text", "required": True, "column": "text"},
    ]
    sent = {"files": [file()], "columns": json.dumps(COLUMNS)}
    made = api.post("/api/v1/corpora/main/imports/", sent, format="multipart")
    assert made.status_code == 201, made.json()
    run_job(made.json()["job"]["id"])
    assert Advisory.objects.get().key == "A-1"
    hostile = ["[" * 10_000, '{"id": NaN}', '{"id": "a", "id": "b"}', '{"id": "\\ud800"}', '{"id": "%s"}' % ("x" * 300)]
    for columns in ("[]", '{"colour": "x"}', '{"id": 1}', "{", *hostile):
        refused = api.post("/api/v1/corpora/main/imports/", {"files": [file()], "columns": columns}, format="multipart")
        assert refused.status_code == 400, columns


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        *(b"{}", b"", b"<html>", b"PK\x03\x04", b"\xff\xfe", b'{"id": "A"}', GOOD[:300]),
        b"cveID,vendorProject,product,vulnerabilityName,dateAdded,knownRansomwareCampaignUse\nCVE-2031-1,a,b,c,2031-01-01,Known\n",
        b"#model_version:v1,score_date:2031-01-01T00:00:00Z\ncve,epss,percentile\nCVE-2031-1,0.5,0.9\n",
    ],
)
def test_preview_of_a_file_that_is_not_a_table_is_empty(api: APIClient, guards: Any, data: bytes) -> None:
    response = api.post(
        "/api/v1/corpora/main/imports/columns/", {"file": SimpleUploadedFile("x", data or b" ")}, format="multipart"
    )
    assert response.json()["is_table"] is False
