"""Results of OpenSSF Scorecard as evidence: its checks (JSON v2) and its probes.

Scorecard's answers are no suggestion of ours: any workflow run is a CI test for it, and snyk is SAST.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from advisories.formats.json_yaml import parse_json
from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.facts import Facts, History
from advisories.inspection.findings import Finding, Suggestion
from advisories.inspection.report import Report, assemble
from advisories.inspection.scorecard_evidence import (
    CHECKS,
    PROBES,
    mapping,
    of_check,
    of_finding,
    of_tests_in_ci,
    string,
)
from advisories.records.addresses import normalise_address
from advisories.records.item import UnusableRecord

MOST_RESULTS: Final = 10_000  # of one file
HASH: Final = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


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
    """Return the results of a file, which holds one result, or one per line.

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
    repository, scorecard = mapping(data.get("repo")), mapping(data.get("scorecard"))
    name, commit = string(repository.get("name")), string(repository.get("commit")).lower()
    address = normalise_address(name)
    tool = f"OpenSSF Scorecard {string(scorecard.get('version'))}".strip()
    date = _day(string(data.get("date")), location)
    checks, findings = _rows(data.get("checks"), "checks", location), _rows(data.get("findings"), "findings", location)
    evidence = [
        *(row for check in checks for row in of_check(check)),
        *of_tests_in_ci(findings),
        *(row for finding in findings if (row := of_finding(finding))),
    ]
    known = sum(string(check.get("name")) in CHECKS for check in checks)
    known += sum(string(finding.get("probe")) in PROBES for finding in findings)
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


def _rows(value: Any, key: str, location: str) -> list[Mapping[str, Any]]:
    """Return the objects of a list; null stands for an empty one."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise UnreadableScorecard(f"{location}“{key}” is no list of objects.")
    return value


def _day(date: str, location: str) -> str:
    """Return the day of a date or of a time in RFC 3339."""
    if not date:
        return ""
    try:
        return f"{datetime.fromisoformat(date):%Y-%m-%d}"
    except ValueError:
        raise UnreadableScorecard(f"{location}Invalid date “{date[:40]}”. Use a day or RFC 3339.") from None
