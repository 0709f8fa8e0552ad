"""Evidence of the checks and probes of a result of OpenSSF Scorecard."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from advisories.inspection.findings import EvidenceSource, Finding, Outcome

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


def of_check(check: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the evidence of a check of JSON v2: a row per file that its details name, or one."""
    probe = CHECKS.get(string(check.get("name")))
    score, reason = check.get("score"), string(check.get("reason"))
    if probe is None:
        return
    if isinstance(score, bool) or not isinstance(score, int | float):
        yield Finding(probe, "not available", "The result has no score.", source="scorecard")
        return
    values: dict[str, Any] = {"score": score, "reason": reason}
    details = [string(detail).strip() for detail in check["details"]] if isinstance(check.get("details"), list) else []
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


def of_tests_in_ci(findings: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Yield one row for all findings of `testsRunInCI`, of which there is one per pull request."""
    rows = [finding for finding in findings if finding.get("probe") == "testsRunInCI"]
    if not rows:
        return
    outcomes = Counter(OUTCOMES.get(string(row.get("outcome")), "not available") for row in rows)
    order: tuple[Outcome, ...] = ("true", "false", "not available", "not applicable")
    outcome = next(name for name in order if outcomes[name])
    message = next(
        string(row.get("message"))
        for row in rows
        if OUTCOMES.get(string(row.get("outcome")), "not available") == outcome
    )
    yield Finding(
        "ci.scorecard",
        outcome,
        "" if outcome == "true" else message or "Scorecard gives no reason.",
        scope=REQUESTS,
        values={"probe": "testsRunInCI", **{name.replace(" ", "_"): count for name, count in sorted(outcomes.items())}},
        source="scorecard_probe",
    )


def of_finding(finding: Mapping[str, Any]) -> Finding | None:
    """Return the evidence of a finding of a probe, or None if it belongs to no activity or is counted elsewhere."""
    name = string(finding.get("probe"))
    probe = PROBES.get(name)
    if probe is None or name == "testsRunInCI":
        return None
    outcome = OUTCOMES.get(string(finding.get("outcome")))
    message = string(finding.get("message"))
    if outcome is None:
        outcome = "not available"
        message = f"Unknown outcome “{string(finding.get('outcome'))[:40]}”."
    location = mapping(finding.get("location"))
    path: str | None = string(location.get("path"))
    if not path or "://" in path or path.startswith("no file"):
        path = None
    line = _line(location.get("lineStart")) if path else None
    line_end = (_line(location.get("lineEnd")) or line) if line else None
    values = {
        key: int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value) else value
        for key, value in mapping(finding.get("values")).items()
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
        excerpt=string(location.get("snippet"))[:2000] if path else "",
        values={**values, "probe": name, "reason": message},
        source=source,
    )


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _line(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else None
