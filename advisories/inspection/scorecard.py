"""Results of OpenSSF Scorecard as evidence: its checks (JSON v2) and its probes.

Scorecard's answers are no suggestion of ours: any workflow run is a CI test for it, and snyk is SAST.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from advisories.formats.json_yaml import parse_json
from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.addresses import normalise_address
from advisories.inspection.facts import Facts, History
from advisories.inspection.findings import EvidenceSource, Finding, Outcome, Suggestion
from advisories.inspection.report import Report, assemble
from advisories.records.item import UnusableRecord

MOST_RESULTS: Final = 10_000  # of one file
HASH: Final = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
CHECKS: Final = {
    "CI-Tests": "ci.scorecard",
    "Code-Review": "review.scorecard",
    "Dependency-Update-Tool": "deps.scorecard",
    "Fuzzing": "fuzz.scorecard",
    "SAST": "sast.scorecard",
}
PROBES: Final = {
    "testsRunInCI": "ci.scorecard",
    "codeApproved": "review.scorecard",
    "codeReviewOneReviewers": "review.scorecard",
    "dependencyUpdateToolConfigured": "deps.scorecard",
    "fuzzed": "fuzz.scorecard",
    "sastToolConfigured": "sast.scorecard",
    "sastToolRunsOnAllCommits": "sast.scorecard",
}
OUTCOMES: Final[Mapping[str, Outcome]] = {
    "True": "true",
    "Positive": "true",  # before version 5
    "False": "false",
    "Negative": "false",
    "NotApplicable": "not applicable",
    "NotAvailable": "not available",
    "NotSupported": "not available",
    "Error": "not available",
}
REQUESTS: Final = "merged pull requests"
PAIR: Final = re.compile(r"\b(\d{1,9})(?: commits?)? ?(?:/|out of) ?(\d{1,9})\b")
# Such as "Info: detected update tool: Dependabot: .github/dependabot.yml:1".
TOOL_DETAIL: Final = re.compile(r"Info: [^:]*tool[^:]*: (?P<tool>[^:]+): (?P<path>.+?)(?::(?P<line>\d{1,9}))?")
# Such as "Info: GoBuiltInFuzzer integration found: checks/raw/fuzzing_test.go:179".
FUZZ_DETAIL: Final = re.compile(r"Info: (?P<tool>\S+)[^:]*: (?P<path>[^:\s]+):(?P<line>\d{1,9})")
DETAILS: Final = {"deps.scorecard": TOOL_DETAIL, "fuzz.scorecard": FUZZ_DETAIL}


class UnreadableScorecard(ValueError):
    """A file that is no result of OpenSSF Scorecard. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Result:
    """One result of OpenSSF Scorecard.

    Parameters
    ----------
    address : normalised address of the repository; "" if it is a folder.
    name : "owner/name" as Scorecard writes it; "" if it is a folder.
    commit : full hash, or None.
    date : day of the result, such as "2025-02-24"; "" if there is none.
    findings : evidence, in the order of the result.
    ignored : number of checks or probes that belong to no activity.
    """

    address: str
    name: str
    commit: str | None
    date: str
    findings: Sequence[Finding]
    ignored: int


def looks_like_scorecard(data: bytes) -> bool:
    """Return whether a file begins like a result of OpenSSF Scorecard rather than an archive or another JSON file.

    Examples
    --------
    >>> looks_like_scorecard(b'{"date": "2025-01-07", "repo": {}, "scorecard": {}, "checks": []}')
    True
    """
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and b'"scorecard"' in head


def read_results(data: bytes) -> list[Result]:
    """Return the results of a file, which holds one result, or one a line.

    Parameters
    ----------
    data : contents of the file, UTF-8.

    Returns
    -------
    list of Result

    Raises
    ------
    UnreadableScorecard
        If the file, or one of its lines, is no result.

    References
    ----------
    OpenSSF Scorecard, pkg/scorecard/json.go, pkg/scorecard/probe.go and finding/finding.go at 40c1e359.

    Examples
    --------
    >>> text = b'{"repo": {"name": "github.com/o/r"}, "scorecard": {}, "checks": [{"name": "Fuzzing", "score": 0}]}'
    >>> [row.outcome for row in read_results(text)[0].findings]
    ['false']
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableScorecard("The file is not UTF-8.") from None
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise UnreadableScorecard("The file is empty.")
    if len(lines) > 1 and lines[0][1].strip().startswith("{") and lines[0][1].rstrip().endswith("}"):
        if len(lines) > MOST_RESULTS:
            raise UnreadableScorecard(f"The file has more than {MOST_RESULTS:,} results. Split it.")
        return [_result(line, f"Line {number}: ") for number, line in lines]
    return [_result(text, "")]


def report_of(result: Result, name: str = "") -> Report:
    """Return the report of a result on its own: evidence without suggestions.

    Parameters
    ----------
    result : a result.
    name : name of the project; by default that of the repository.

    Returns
    -------
    Report
    """
    reason = "Nothing of the repository was read, only a result of OpenSSF Scorecard."
    facts = Facts(
        name=name or result.name,
        address=result.address,
        source="scorecard",
        commit=result.commit,
        history=History(reason=reason),
    )
    return assemble(facts, result.findings, {key: Suggestion("cannot_tell", reason) for key in ACTIVITIES}, [])


def beside(report: Report, result: Result) -> Report:
    """Return the report of a clone with the evidence of a result for the same address and commit.

    Parameters
    ----------
    report : the report of a clone.
    result : a result.

    Returns
    -------
    Report
        Evidence of an earlier result is replaced. Suggestions stay as they are.
    """
    own = [row for row in report.findings if row.source == "clone"]
    combined = assemble(report.facts, [*own, *result.findings], report.suggestions, report.problems)
    return replace(
        combined,
        files=report.files,
        submodules=report.submodules,
        commits=report.commits,
        ossfuzz=report.ossfuzz,
        rules=report.rules,
    )


def _result(text: str, location: str) -> Result:
    try:
        data = parse_json(text)
    except UnusableRecord as error:
        raise UnreadableScorecard(f"{location}{str(error)[:1].upper()}{str(error)[1:]}") from None
    if not isinstance(data, dict) or not ("checks" in data or "findings" in data):
        raise UnreadableScorecard(
            f"{location}This is no result of OpenSSF Scorecard: “checks” or “findings” is missing."
        )
    repository, scorecard = _mapping(data.get("repo")), _mapping(data.get("scorecard"))
    name, commit = _text(repository.get("name")), _text(repository.get("commit")).lower()
    address = normalise_address(name)
    tool = f"OpenSSF Scorecard {_text(scorecard.get('version'))}".strip()
    date = _day(_text(data.get("date")), location)
    checks, findings = _rows(data.get("checks"), "checks", location), _rows(data.get("findings"), "findings", location)
    evidence = [
        *(row for check in checks for row in _check(check)),
        *_tests_in_ci(findings),
        *(row for finding in findings if (row := _finding(finding))),
    ]
    known = sum(_text(check.get("name")) in CHECKS for check in checks)
    known += sum(_text(finding.get("probe")) in PROBES for finding in findings)
    return Result(
        address=address,
        name=name.partition("/")[2] if address else "",
        commit=commit if HASH.fullmatch(commit) else None,
        date=date,
        findings=[
            replace(row, tool=tool, values={**row.values, "date": date} if date else row.values) for row in evidence
        ],
        ignored=len(checks) + len(findings) - known,
    )


def _check(check: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the evidence of a check of JSON v2: a row per file that its details name, or one."""
    probe = CHECKS.get(_text(check.get("name")))
    score, reason = check.get("score"), _text(check.get("reason"))
    if probe is None:
        return
    if isinstance(score, bool) or not isinstance(score, int | float):
        yield Finding(probe, "not available", "The result has no score.", source="scorecard")
        return
    values: dict[str, Any] = {"score": score, "reason": reason}
    details = [_text(detail).strip() for detail in check["details"]] if isinstance(check.get("details"), list) else []
    if pair := next(filter(None, map(PAIR.search, (reason, *details))), None):
        values |= {"count": int(pair[1]), "total": int(pair[2])}
    outcome: Outcome = "not available" if score < 0 else "true" if score > 0 else "false"
    row = Finding(
        probe,
        outcome,
        "" if outcome == "true" else reason or "Scorecard gives no reason.",
        scope=REQUESTS if probe == "ci.scorecard" else "",
        values=values,
        source="scorecard",
    )
    pattern = DETAILS.get(probe)
    matches = [match for detail in details if pattern and (match := pattern.fullmatch(detail))]
    if outcome != "true" or not matches:
        yield row
        return
    for match in matches:
        line = int(match["line"]) if match["line"] and int(match["line"]) else None
        yield replace(
            row, path=match["path"], line=line, line_end=line, values={**values, "tool": match["tool"].strip()}
        )


def _tests_in_ci(findings: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Yield one row for all findings of `testsRunInCI`, of which there is one per pull request."""
    rows = [finding for finding in findings if finding.get("probe") == "testsRunInCI"]
    if not rows:
        return
    outcomes = Counter(OUTCOMES.get(_text(row.get("outcome")), "not available") for row in rows)
    order: tuple[Outcome, ...] = ("true", "false", "not available", "not applicable")
    outcome = next(name for name in order if outcomes[name])
    message = next(
        _text(row.get("message")) for row in rows if OUTCOMES.get(_text(row.get("outcome")), "not available") == outcome
    )
    yield Finding(
        "ci.scorecard",
        outcome,
        "" if outcome == "true" else message or "Scorecard gives no reason.",
        scope=REQUESTS,
        values={"probe": "testsRunInCI", **{name.replace(" ", "_"): count for name, count in sorted(outcomes.items())}},
        source="scorecard_probe",
    )


def _finding(finding: Mapping[str, Any]) -> Finding | None:
    """Return the evidence of a finding of a probe, or None if it belongs to no activity or is counted elsewhere."""
    name = _text(finding.get("probe"))
    probe = PROBES.get(name)
    if probe is None or name == "testsRunInCI":
        return None
    outcome = OUTCOMES.get(_text(finding.get("outcome")))
    message = _text(finding.get("message"))
    if outcome is None:
        outcome = "not available"
        message = f"Unknown outcome “{_text(finding.get('outcome'))[:40]}”."
    location = _mapping(finding.get("location"))
    path: str | None = _text(location.get("path"))
    if not path or "://" in path or path.startswith("no file"):
        path = None
    line = _line(location.get("lineStart")) if path else None
    line_end = (_line(location.get("lineEnd")) or line) if line else None
    values = {
        key: int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value) else value
        for key, value in _mapping(finding.get("values")).items()
        if isinstance(value, str | int | float)
    }
    source: EvidenceSource = "scorecard_probe"
    return Finding(
        probe,
        outcome,
        "" if outcome == "true" else message or "Scorecard gives no reason.",
        path=path,
        line=line,
        line_end=max(line_end, line) if line and line_end else None,
        excerpt=_text(location.get("snippet"))[:2000] if path else "",
        values={**values, "probe": name, "reason": message},
        source=source,
    )


def _rows(value: Any, key: str, location: str) -> list[Mapping[str, Any]]:
    """Return the objects of a list; null stands for an empty one."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise UnreadableScorecard(f"{location}“{key}” is no list of objects.")
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _line(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else None


def _day(date: str, location: str) -> str:
    """Return the day of a date or of a time in RFC 3339."""
    if not date:
        return ""
    try:
        return f"{datetime.fromisoformat(date):%Y-%m-%d}"
    except ValueError:
        raise UnreadableScorecard(f"{location}Invalid date “{date[:40]}”. Use a day or RFC 3339.") from None
