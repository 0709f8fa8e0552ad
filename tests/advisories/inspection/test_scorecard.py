"""Results of OpenSSF Scorecard as evidence."""

import json
from typing import Any

import pytest

from advisories.inspection.findings import Finding
from advisories.inspection.report import inspect
from advisories.inspection.report_json import as_json, from_json
from advisories.inspection.scorecard import (
    Result,
    UnreadableScorecard,
    beside,
    looks_like_scorecard,
    read_results,
    report_of,
)
from tests.support.inspection import facts_of

HASH = "38e41a969810d02de7035de861f3111e0d9d0ae7"


def result_of(**fields: Any) -> Result:
    data = {
        "date": "2025-02-24",
        "repo": {"name": "github.com/O/r", "commit": HASH},
        "scorecard": {"version": "v5.1.1", "commit": "x"},
        **fields,
    }
    [result] = read_results(json.dumps(data).encode())
    return result


def check(name: str, score: float, reason: str = "", details: list[str] | None = None) -> list[Finding]:
    row = {"name": name, "score": score, "reason": reason, "details": details}
    return list(result_of(checks=[row]).findings)


def probes(*findings: dict[str, Any]) -> list[Finding]:
    return list(result_of(findings=findings).findings)


@pytest.mark.parametrize(
    ("name", "score", "reason", "probe", "outcome", "numbers"),
    [
        (
            "CI-Tests",
            10,
            "30 out of 30 merged PRs checked by a CI test -- score normalized to 10",
            "ci",
            "true",
            (30, 30),
        ),
        ("CI-Tests", -1, "no pull request found", "ci", "not available", None),
        ("CI-Tests", 0, "0 out of 4 merged PRs checked by a CI test", "ci", "false", (0, 4)),
        ("Code-Review", 8.0, "Found 20/25 approved changesets -- score normalized to 8", "review", "true", (20, 25)),
        ("Code-Review", 10, "all changesets reviewed", "review", "true", None),
        ("Dependency-Update-Tool", 0, "no update tool detected", "deps", "false", None),
        ("Fuzzing", 0, "project is not fuzzed", "fuzz", "false", None),
        ("SAST", 10, "SAST tool is run on all commits", "sast", "true", None),
    ],
)
def test_a_check_is_one_row(
    name: str, score: float, reason: str, probe: str, outcome: str, numbers: tuple[int, int] | None
) -> None:
    [row] = check(name, score, reason)
    assert (row.probe, row.outcome, row.source) == (f"{probe}.scorecard", outcome, "scorecard")
    assert row.reason == ("" if outcome == "true" else reason)
    assert row.values["score"] == score
    assert (row.values.get("count"), row.values.get("total")) == (numbers or (None, None))
    assert row.tool == "OpenSSF Scorecard v5.1.1"
    assert row.scope == ("merged pull requests" if name == "CI-Tests" else "")


def test_the_numbers_of_sast_are_those_of_its_details() -> None:
    reason = "SAST tool is not run on all commits -- score normalized to 0"
    [row] = check("SAST", 0, reason, ["Warn: 0 commits out of 28 are checked with a SAST tool"])
    assert (row.outcome, row.values["count"], row.values["total"]) == ("false", 0, 28)


def test_each_update_tool_of_the_details_is_a_row() -> None:
    details = [
        "Info: detected update tool: Dependabot: .github/dependabot.yml:1",
        "Info: detected update tool: RenovateBot: renovate.json",
        "Warn: something else",
    ]
    rows = check("Dependency-Update-Tool", 10, "update tool detected", details)
    assert [(row.values["tool"], row.path, row.line) for row in rows] == [
        ("Dependabot", ".github/dependabot.yml", 1),
        ("RenovateBot", "renovate.json", None),
    ]
    assert {row.outcome for row in rows} == {"true"}


def test_a_fuzzer_of_the_details_names_its_file() -> None:
    detail = "Info: GoBuiltInFuzzer integration found: checks/raw/fuzzing_test.go:179"
    [row] = check("Fuzzing", 10, "project is fuzzed", [detail])
    assert (row.path, row.line, row.values["tool"]) == ("checks/raw/fuzzing_test.go", 179, "GoBuiltInFuzzer")
    [row] = check("Fuzzing", 10, "project is fuzzed", ["Info: OSSFuzz integration found"])
    assert row.path is None


def test_a_check_that_is_missing_is_no_row() -> None:
    result = result_of(checks=[{"name": "Maintained", "score": 3}, {"name": "Fuzzing", "score": 0}], score=5.3)
    assert [row.probe for row in result.findings] == ["fuzz.scorecard"]
    assert result.ignored == 1
    assert result_of(checks=None, metadata=None).findings == []


def test_ci_tests_of_all_pull_requests_are_one_row() -> None:
    [row] = probes(
        {"probe": "testsRunInCI", "outcome": "True", "message": "CI test found"},
        {"probe": "testsRunInCI", "outcome": "False", "message": "no CI test"},
        {"probe": "testsRunInCI", "outcome": "False", "message": "no CI test"},
    )
    assert (row.probe, row.outcome, row.source) == ("ci.scorecard", "true", "scorecard_probe")
    assert (row.values["true"], row.values["false"]) == (1, 2)
    [row] = probes({"probe": "testsRunInCI", "outcome": "NotApplicable", "message": "no pull requests found"})
    assert (row.outcome, row.reason) == ("not applicable", "no pull requests found")


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("True", "true"),
        ("False", "false"),
        ("NotAvailable", "not available"),
        ("NotSupported", "not available"),
        ("Error", "not available"),
        ("NotApplicable", "not applicable"),
        ("Else", "not available"),
    ],
)
@pytest.mark.parametrize(
    ("name", "probe"),
    [
        ("codeApproved", "review"),
        ("codeReviewOneReviewers", "review"),
        ("dependencyUpdateToolConfigured", "deps"),
        ("fuzzed", "fuzz"),
        ("sastToolConfigured", "sast"),
        ("sastToolRunsOnAllCommits", "sast"),
    ],
)
def test_outcomes_of_probes(name: str, probe: str, outcome: str, expected: str) -> None:
    [row] = probes({"probe": name, "outcome": outcome, "message": "Because."})
    assert (row.probe, row.outcome) == (f"{probe}.scorecard", expected)
    assert row.reason or row.outcome == "true"


def test_values_and_location_of_a_probe_are_kept() -> None:
    [row] = probes(
        {
            "probe": "dependencyUpdateToolConfigured",
            "outcome": "True",
            "message": "detected update tool: Dependabot",
            "location": {"path": ".github/dependabot.yml", "lineStart": 3, "lineEnd": 5, "type": 1},
            "values": {"tool": "Dependabot", "number": "7"},
        }
    )
    assert (row.path, row.line, row.line_end) == (".github/dependabot.yml", 3, 5)
    assert (row.values["tool"], row.values["number"]) == ("Dependabot", 7)


@pytest.mark.parametrize(
    "location",
    [None, {}, {"path": "https://example.org"}, {"path": "no file associated"}, {"path": "", "lineStart": 1}, "x"],
)
def test_a_location_that_is_no_file_is_left_out(location: Any) -> None:
    [row] = probes({"probe": "fuzzed", "outcome": "True", "location": location})
    assert (row.path, row.line) == (None, None)


@pytest.mark.parametrize(
    ("name", "commit", "address", "known"),
    [
        ("github.com/O/r", HASH, "github.com/o/r", True),
        ("gitlab.com/g/s/p", HASH.upper(), "gitlab.com/g/s/p", True),
        ("file:///srv/x", "unknown", "", False),
        ("github.com/O/r", "HEAD", "github.com/o/r", False),
        ("", "", "", False),
    ],
)
def test_address_and_commit(name: str, commit: str, address: str, known: bool) -> None:
    result = result_of(repo={"name": name, "commit": commit}, checks=[])
    assert (result.address, result.commit) == (address, HASH if known else None)
    assert result.name == name.partition("/")[2] if address else not result.name


@pytest.mark.parametrize("date", ["2025-02-24", "2025-02-24T10:00:00Z", "2025-02-24T10:00:00.123456789+02:00"])
def test_a_date_is_a_day_or_a_time(date: str) -> None:
    assert result_of(date=date, checks=[]).date == "2025-02-24"


def test_a_file_may_hold_one_result_a_line() -> None:
    line = json.dumps({"repo": {"name": "github.com/o/r"}, "scorecard": {}, "checks": []})
    assert len(read_results(f"{line}\n\n{line}\r\n".encode())) == 2
    assert len(read_results(json.dumps(json.loads(line), indent=2).encode())) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b"\xff\xfe", "The file is not UTF-8."),
        (b"{", "The JSON is cut off or broken at line 1"),
        (b"[]", "This is no result of OpenSSF Scorecard: “checks” or “findings” is missing."),
        (b'{"id": "CVE-1"}', "This is no result of OpenSSF Scorecard: “checks” or “findings” is missing."),
        (b'{"checks": {}}', "“checks” is no list of objects."),
        (b'{"findings": [1]}', "“findings” is no list of objects."),
        (b'{"checks": []}\n{"x": 1}\n', "Line 2: This is no result"),
        (b'{"checks": [], "date": "yesterday"}', "Invalid date “yesterday”."),
        (b"[" * 30_000, "The JSON is nested too deeply."),
    ],
)
def test_what_is_no_result_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableScorecard) as error:
        read_results(data)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "row", [{"name": "Fuzzing"}, {"name": "Fuzzing", "score": "9"}, {"name": "SAST", "score": True}]
)
def test_a_check_without_a_score_is_not_available(row: dict[str, Any]) -> None:
    assert [finding.outcome for finding in result_of(checks=[row]).findings] == ["not available"]


def test_a_result_alone_suggests_nothing() -> None:
    result = result_of(checks=[{"name": "Fuzzing", "score": 10, "reason": "project is fuzzed"}])
    report = report_of(result)
    assert (report.facts.source, report.facts.name, report.facts.address) == ("scorecard", "O/r", "github.com/o/r")
    assert {suggestion.answer for suggestion in report.suggestions.values()} == {"cannot_tell"}
    assert as_json(from_json(as_json(report))) == as_json(report)


def test_evidence_beside_a_clone_changes_no_suggestion() -> None:
    result = result_of(checks=[{"name": "Fuzzing", "score": 10, "reason": "project is fuzzed"}])
    clone = inspect(facts_of({"a": ""}, address="github.com/o/r"))
    both = beside(clone, result)
    assert {key: row.answer for key, row in both.suggestions.items()} == {
        key: row.answer for key, row in clone.suggestions.items()
    }
    assert [row.probe for row in both.findings if row.source == "scorecard"] == ["fuzz.scorecard"]
    assert len(both.findings) == len(clone.findings) + 1
    assert both.files == clone.files
    assert as_json(beside(both, result)) == as_json(both)


def test_a_result_is_recognised_by_its_begin() -> None:
    assert looks_like_scorecard(b'{"date": "2025-01-07", "repo": {}, "scorecard": {}}')
    assert not looks_like_scorecard(b'{"format": "intercoder-inspection/1"}')
    assert not looks_like_scorecard(b"PK\x03\x04")
