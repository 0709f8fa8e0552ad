"""Sheets in the shapes of real ones, with the readings and numbers that they must give."""

import json
import shlex
from argparse import ArgumentParser
from typing import Any

import pytest

from coding.formats.ratings.diagnosis import diagnosed
from coding.formats.ratings.options import UnreadableRatings, options_from
from coding.formats.ratings.paths import File
from coding.formats.ratings.read import read_files
from coding.formats.ratings.said import reading_json, reading_text
from coding.management.reading import add_reading_arguments
from coding.statistics.registry import COEFFICIENTS
from tests.support import ROOT

SHEETS = ROOT.parent / "shared" / "cases" / "ratings"
EXPECTED = SHEETS / "expected.json"
CASES = json.loads(EXPECTED.read_text(encoding="utf-8")) if EXPECTED.exists() else []
OF_COMMAND = [case for case in CASES if case["door"] == "agreement"]

pytestmark = pytest.mark.skipif(not CASES, reason="../shared/cases/ratings is not here")


def arguments(case: dict[str, Any]) -> dict[str, Any]:
    parser = ArgumentParser()
    parser.add_argument("files", nargs="+")
    add_reading_arguments(parser)
    return vars(parser.parse_args(shlex.split(case["run"])))


@pytest.mark.parametrize("case", OF_COMMAND, ids=[case["id"] for case in OF_COMMAND])
def test_sheet_is_read_as_it_must_be(case: dict[str, Any]) -> None:
    given = arguments(case)
    files = [File(name, (SHEETS / name).read_bytes()) for name in given["files"]]
    if case["exit"]:
        with pytest.raises(UnreadableRatings) as refused:
            read_files(files, options_from(given))
        sentences = str(refused.value)
    else:
        read = read_files(files, options_from(given))
        diagnosis = diagnosed(read)
        sentences = reading_text(read, diagnosis)
        _compare(case, reading_json(read, diagnosis), read.ratings())
    for words in case.get("says", []):
        assert words.casefold() in sentences.casefold()


def _compare(case: dict[str, Any], reading: dict[str, Any], ratings: Any) -> None:
    if "value" in case:
        assert COEFFICIENTS[case["stat"]](ratings) == pytest.approx(case["value"], abs=1e-5)
    if "units" in case:
        assert ratings.units_used == case["units"]
    if "raters" in case:
        assert [rater["name"] for rater in reading["raters"]] == case["raters"]
    if "layout" in case:
        assert reading["layout"] == case["layout"]
    codes = {check["code"] for check in reading["checks"]}
    warnings = {check["code"] for check in reading["checks"] if check["severity"] == "warn"}
    assert codes >= set(case.get("checks", []))
    for code in case.get("not_checks", []):
        assert not (warnings if code == "*warn" else codes & {code})
    left = {each["name"] for each in reading["left_out"]} | {(reading["final"] or {}).get("column")}
    assert left >= set(case.get("left_out", []))
