"""Check of a sheet of ratings over the API: reading, questions, checks, agreement, and refusals in one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from coding.release.reports import sheet_process
from coding.release.reports.sheet_process import SHEETS
from tests.support import agreement_command
from tests.support.factories import client, study
from tests.support.uploading import upload

ADDRESS = "/api/v1/ratings/read/"
WIDE = "unit,ann,ben,notes\n" + "".join(
    f"{n},{'Leak' if n % 3 else 'Crash'},{'Leak' if n % 2 else 'Crash'},seen\n" for n in range(1, 41)
)


@pytest.fixture(scope="module", autouse=True)
def ended_process() -> Iterator[None]:
    yield
    SHEETS.stop()


@pytest.fixture
def http(db: None) -> APIClient:
    return client(study().ada)


def send(http: APIClient, *files: tuple[str, str | bytes], **reading: Any) -> Any:
    """Return the response to files of these names and contents, read with these options."""
    sent = [
        SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode()) for name, content in files
    ]
    return http.post(ADDRESS, {"file": sent, "reading": json.dumps(reading)}, format="multipart")


def test_numbers_are_those_of_the_command(http: APIClient, tmp_path: Any) -> None:
    answer = send(http, ("study.csv", WIDE)).json()
    (tmp_path / "study.csv").write_text(WIDE)
    report = agreement_command.report(tmp_path / "study.csv")
    reading = report.pop("reading")
    report["multi_label"] = report.pop("multilabel")
    assert answer["agreement"] == report
    assert answer["reading"] == {**reading, "files": [{**reading["files"][0], "name": "study.csv"}]}
    assert answer["sentence"].endswith("on 40 of 40 units.")
    assert answer["lines"] == [
        "study.csv (commas)",
        "wide: units by “unit” · raters ann (40 ratings), ben (40 ratings)",
        "left out: column “notes” (notes)",
        "2 codes.",
    ]


def test_first_rows_have_the_part_of_each_column(http: APIClient) -> None:
    [table] = send(http, ("study.csv", WIDE)).json()["tables"]
    assert [(column["name"], column["role"], column["rater"]) for column in table["columns"]] == [
        ("unit", "unit", ""),
        ("ann", "rater", "ann"),
        ("ben", "rater", "ben"),
        ("notes", "note", ""),
    ]
    assert len(table["rows"]) == 10
    assert table["rows"][0] == {"line": 2, "cells": ["1", "Leak", "Leak", "seen"]}
    assert table["row_count"] == 40


def test_what_is_ambiguous_is_asked_with_the_table(http: APIClient) -> None:
    rows = "".join(f"{n},a,{'a' if n % 2 else 'b'},{'' if n % 2 else 'b'}\n" for n in range(1, 13))
    response = send(http, ("study.csv", f"unit,ann,ben,dora\n{rows}"))
    assert response.status_code == 422
    body = response.json()
    assert body["code"] == "reading_needed"
    [ask] = body["asks"]
    assert ask["option"] == "final"
    assert [(choice.get("option"), choice["value"]) for choice in ask["choices"]] == [
        (None, "dora"),
        ("raters", "ann,ben"),
        ("raters", "ann,ben,dora"),
    ]
    assert [column["name"] for column in body["tables"][0]["columns"]] == ["unit", "ann", "ben", "dora"]
    assert send(http, ("study.csv", f"unit,ann,ben,dora\n{rows}"), final="dora").status_code == 200


def test_asks_of_all_files_are_given_at_once(http: APIClient) -> None:
    merged = "unit,effect,cause,rater\n1,a,c,{0}\n2,b,c,{0}\n3,b,d,{0}\n"
    two = send(http, ("ann.csv", merged.format("ann")), ("consensus.csv", merged.format("consensus")),
               ("ben.csv", merged.format("ben")))  # fmt: skip
    assert two.status_code == 422
    assert [ask["option"] for ask in two.json()["asks"]] == ["question", "raters"]


def test_all_questions_have_a_report_each(http: APIClient) -> None:
    rows = "".join(f"{n},{'ab'[n % 2]},{'ab'[n % 3 > 0]},{'cd'[n % 2]},{'cd'[n % 5 > 0]}\n" for n in range(1, 31))
    content = f"unit,effect_A,effect_B,cause_A,cause_B\n{rows}"
    answer = send(http, ("study.csv", content), question="all").json()
    assert [report["reading"]["question"] for report in (answer, *answer["further"])] == ["effect", "cause"]
    assert answer["tables"][0]["columns"][1] == {
        "name": "effect_A", "option": "effect_A", "role": "rater", "rater": "A", "question": "effect", "why": ""
    }  # fmt: skip


def test_unreadable_file_is_one_sentence_with_its_table(http: APIClient) -> None:
    response = send(http, ("study.csv", "unit,ann,title\n1,Leak,x\n2,Leak,x\n"), raters=["carl"])
    assert response.status_code == 400
    body = response.json()
    assert body["detail"] == "study.csv: There is no column “carl”. The columns are unit, ann, title."
    assert [column["name"] for column in body["tables"][0]["columns"]] == ["unit", "ann", "title"]


def test_checks_have_their_rows(http: APIClient) -> None:
    content = "unit,ann,ben\n" + "".join(
        f"{n},{'dos' if n % 2 else 'Leak'},{'DoS' if n % 2 else 'Leak'}\n" for n in range(1, 9)
    )
    answer = send(http, ("study.csv", content)).json()
    rows = {check["code"]: rows for check, rows in zip(answer["reading"]["checks"], answer["check_rows"], strict=True)}
    assert rows["twins"]["count"] == 4
    assert rows["twins"]["rows"][0] == {"line": 2, "unit": "1", "answers": ["dos", "DoS"]}


def test_doubled_row_that_does_not_count_is_among_the_rows(http: APIClient) -> None:
    answer = send(http, ("study.csv", "unit,ann,ben\n1,a,a\n2,a,b\n1,a,a\n")).json()
    [rows] = [
        rows
        for check, rows in zip(answer["reading"]["checks"], answer["check_rows"], strict=True)
        if check["code"] == "doubled_unit"
    ]
    assert [row["line"] for row in rows["rows"]] == [2, 4]


@pytest.mark.parametrize(
    ("reading", "sentence"),
    [
        ("[1]", "“reading” is no JSON object"),
        ("{nope", "“reading” is no JSON object"),
        ('{"rater": "ann"}', "“reading” has no option “rater”"),
        ('{"layout": 7}', "--layout takes a text."),
        ('{"join": "a"}', "is not of the form A=B"),
        ('{"join": 7}', "--join takes"),
        ('{"join": {"a": 7}}', "--join takes"),
        ('{"multilabel": "yes"}', "--multilabel takes true or false"),
        ('{"raters": "ann\\u0000"}', "There is no column"),
        ("[" * 100_000, "“reading” is no JSON object"),
    ],
)
def test_option_that_does_not_exist_or_fit_is_refused(http: APIClient, reading: str, sentence: str) -> None:
    file = SimpleUploadedFile("study.csv", WIDE.encode())
    response = http.post(ADDRESS, {"file": file, "reading": reading}, format="multipart")
    assert response.status_code == 400
    assert sentence in response.json()["detail"]


def test_large_file_comes_in_pieces_and_stays(http: APIClient) -> None:
    number = upload(http, WIDE.encode(), "study.csv")
    for _ in range(2):
        answer = http.post(ADDRESS, {"upload": [number]}, format="multipart")
        assert answer.json()["reading"]["files"][0]["name"] == "study.csv"
    assert http.post(ADDRESS, {"upload": [number]}, format="json").status_code == 200
    assert http.post(ADDRESS, {"upload": "x"}, format="json").status_code == 400
    assert http.post(ADDRESS, {"upload": [number + 1]}, format="json").status_code == 400


def test_request_without_a_file_or_with_too_many_is_refused(http: APIClient) -> None:
    assert "The file is missing" in send(http).json()["detail"]
    assert "at most 50 are read at once" in send(http, *[("a.csv", "unit,a,b\n")] * 51).json()["detail"]


def test_visitor_is_refused(db: None) -> None:
    assert send(client(), ("study.csv", WIDE)).status_code in {401, 403}


def test_sheet_that_takes_too_long_is_refused_and_the_next_one_is_read(
    http: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_process, "TIMEOUT", 0.0)
    refused = send(http, ("study.csv", WIDE))
    assert refused.status_code == 400
    assert "takes too much time" in refused.json()["detail"]
    monkeypatch.undo()
    assert send(http, ("study.csv", WIDE)).status_code == 200


def test_request_beside_another_one_is_asked_to_wait(http: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_process, "PATIENCE", 0.0)
    with SHEETS.lock:
        busy = send(http, ("study.csv", WIDE))
    assert (busy.status_code, busy.json()["code"]) == (503, "busy")
