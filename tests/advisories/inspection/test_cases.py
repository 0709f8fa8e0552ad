"""The shared cases end to end: suggestions, evidence, problems, form, and the same bytes on another day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from advisories.inspection.reader import read_path
from advisories.inspection.report import inspect
from advisories.inspection.report_json import as_json, from_json, to_text
from tests.support.repositories import SCHEMA, cases, make_repository, tar_folder

CASES = cases()
pytestmark = pytest.mark.skipif(not CASES, reason="the shared cases (../shared/cases/inspection) are missing")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case_gives_the_expected_report(case: dict[str, Any], tmp_path: Path) -> None:
    clone = make_repository(tmp_path / "clone", case)
    text = to_text(inspect(read_path(clone, case["name"], address=case["address"])))
    report = json.loads(text)
    suggestions = {name: activity["suggestion"] for name, activity in report["activities"].items()}
    assert suggestions == case["expect"]
    for expected in case.get("evidence", []):
        assert any(expected.items() <= row.items() for row in report["evidence"]), expected
    assert {problem["path"] for problem in report["problems"]} == set(case.get("problems", []))
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(report)
    assert all(row["reason"] for row in report["evidence"] if row["outcome"] != "true")
    assert as_json(from_json(report)) == report


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_second_inspection_gives_the_same_bytes(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = make_repository(tmp_path / "clone", case)
    first = to_text(inspect(read_path(clone, case["name"], address=case["address"])))

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date(2035, 1, 1)

    monkeypatch.setattr("datetime.date", Later)
    monkeypatch.setattr("time.time", lambda: 2_051_222_400.0)
    archive = tar_folder(clone, tmp_path / "a.tgz")
    again = inspect(read_path(clone, case["name"], address=case["address"]))
    packed = inspect(read_path(archive, case["name"], address=case["address"]))
    assert to_text(again) == first
    assert to_text(packed) == first.replace('"source": "clone"', '"source": "archive"', 1)
