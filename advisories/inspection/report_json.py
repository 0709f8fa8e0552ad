"""The report of an inspection as JSON, and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final, get_args

from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.facts import Facts, History, Source
from advisories.inspection.findings import (
    Answer,
    EvidenceSource,
    Finding,
    Outcome,
    Problem,
    State,
    Suggestion,
)
from advisories.inspection.report import EXCERPT, Report, cleaned_value, url_of
from advisories.text.reading import clean

FORMAT: Final = "intercoder-inspection/1"
HASH: Final = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
PROBE: Final = re.compile(r"(ci|review|deps|fuzz|sast)\.[a-z_]+")


class BadReport(ValueError):
    """A report that does not have the form of `inspect_project --json`. The message is one sentence."""


def as_json(report: Report) -> dict[str, Any]:
    """Return a report as `inspect_project --json` prints it.

    Parameters
    ----------
    report : the report.

    Returns
    -------
    dict
        JSON without any time of the inspection: the same commit gives the same bytes on another day.
    """
    facts = report.facts
    numbers = {id(finding): number for number, finding in enumerate(report.findings, 1)}
    return {
        "format": FORMAT,
        "project": {"name": facts.name, "address": facts.address},
        "snapshot": {
            "commit": facts.commit,
            "committed_at": f"{facts.committed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if facts.committed_at else None,
            "source": facts.source,
            "branch": facts.branch,
            "files": report.files,
            "files_read": facts.files_read,
            "bytes_read": facts.bytes_read,
            "history": {
                "commits": report.commits,
                "complete": facts.history.complete,
                "reason": facts.history.reason,
            },
            "submodules": list(report.submodules),
            "rules": report.rules,
            "ossfuzz": report.ossfuzz,
        },
        "activities": {
            key: {
                "suggestion": suggestion.answer,
                "reason": suggestion.reason,
                "evidence": sorted(numbers[id(finding)] for finding in suggestion.findings),
            }
            for key, suggestion in ((key, report.suggestions.get(key, NOT_INSPECTED)) for key in ACTIVITIES)
        },
        "evidence": [_row(facts, number, finding) for number, finding in enumerate(report.findings, 1)],
        "problems": [{"path": problem.path, "reason": problem.reason} for problem in report.problems],
    }


NOT_INSPECTED: Final = Suggestion("cannot_tell", "The rules do not look for this activity.")


def _row(facts: Facts, number: int, finding: Finding) -> dict[str, Any]:
    prefix = finding.probe.partition(".")[0]
    return {
        "id": number,
        "activity": next(activity.key for activity in ACTIVITIES.values() if activity.prefix == prefix),
        "probe": finding.probe,
        "outcome": finding.outcome,
        "reason": finding.reason,
        "path": finding.path,
        "line": finding.line,
        "line_end": finding.line_end,
        "excerpt": finding.excerpt,
        "url": url_of(facts, finding),
        "tool": finding.tool,
        "scope": finding.scope,
        "state": finding.state,
        "values": dict(finding.values),
        "source": finding.source,
    }


def to_text(report: Report) -> str:
    """Return a report as one line of JSON."""
    return json.dumps(as_json(report), ensure_ascii=False)


def sha256(report: Report) -> str:
    """Return the SHA-256 of a report's JSON in UTF-8."""
    return hashlib.sha256(to_text(report).encode()).hexdigest()


def from_json(data: Any) -> Report:
    """Return the report that JSON describes.

    Parameters
    ----------
    data : what `as_json` returns, read from a file.

    Returns
    -------
    Report
        `as_json` of it equals `data`, except for unknown fields, which are ignored.

    Raises
    ------
    BadReport
        If a field is missing or has another form. The message names it.
    """
    try:
        json.dumps(data, ensure_ascii=False).encode()
        return _report(Fields(data, ""))
    except UnicodeEncodeError:
        raise BadReport("The report has characters that are not Unicode.") from None
    except RecursionError:
        raise BadReport("The report is nested too deeply.") from None


class Fields:
    """Reads the fields of a JSON object, and raises `BadReport` with the name of the first that is wrong."""

    def __init__(self, data: Any, name: str) -> None:
        if not isinstance(data, dict):
            raise BadReport(f"Not an inspection report: {name or 'the file'} is not an object.")
        self.data, self.name = data, name

    def value(self, key: str, *kinds: type) -> Any:
        """Return a field of one of these types."""
        value = self.data.get(key, Fields)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise BadReport(f"Not an inspection report: “{self.name}{key}” is missing or has another type.")
        return value

    def text(self, key: str) -> str:
        """Return a text."""
        return clean(self.value(key, str))

    def count(self, key: str) -> int:
        """Return a number from 0."""
        number: int = self.value(key, int)
        if number < 0:
            raise BadReport(f"Not an inspection report: “{self.name}{key}” is negative.")
        return number

    def line(self, key: str) -> int | None:
        """Return the number of a line, or None."""
        number: int | None = self.value(key, int, type(None))
        if number is not None and number < 1:
            raise BadReport(f"Not an inspection report: “{self.name}{key}” is not the number of a line.")
        return number

    def choice(self, key: str, choices: Any) -> Any:
        """Return one of the values of a `Literal`."""
        value = self.text(key)
        if value not in get_args(choices):
            raise BadReport(f"Not an inspection report: unknown “{self.name}{key}” “{value[:40]}”.")
        return value

    def matched(self, key: str, pattern: re.Pattern[str]) -> str | None:
        """Return a text that matches a pattern, or None."""
        value: str | None = self.value(key, str, type(None))
        if value is not None and not pattern.fullmatch(value):
            raise BadReport(f"Not an inspection report: invalid “{self.name}{key}” “{value[:80]}”.")
        return value

    def fields(self, key: str) -> Fields:
        """Return the fields of an object."""
        return Fields(self.value(key, dict), f"{self.name}{key}.")

    def rows(self, key: str) -> Iterator[Fields]:
        """Yield the fields of each object of a list."""
        for number, row in enumerate(self.value(key, list), 1):
            yield Fields(row, f"{self.name}{key}[{number}].")


def _report(data: Fields) -> Report:
    if data.data.get("format") != FORMAT:
        raise BadReport(f"Not an inspection report: “format” is not “{FORMAT}”.")
    project, snapshot = data.fields("project"), data.fields("snapshot")
    history = snapshot.fields("history")
    findings = [_finding(row, number) for number, row in enumerate(data.rows("evidence"), 1)]
    problems = [Problem(row.value("path", str, type(None)), row.text("reason")) for row in data.rows("problems")]
    submodules = snapshot.value("submodules", list)
    if not all(isinstance(path, str) for path in submodules):
        raise BadReport("Not an inspection report: “snapshot.submodules” has something else than paths.")
    facts = Facts(
        name=project.text("name"),
        address=project.text("address"),
        source=snapshot.choice("source", Source),
        commit=snapshot.matched("commit", HASH),
        committed_at=_time(snapshot),
        branch=snapshot.value("branch", str, type(None)),
        history=History(complete=history.value("complete", bool), reason=history.text("reason")),
        problems=list(problems),
        bytes_read=snapshot.count("bytes_read"),
        files_read=snapshot.count("files_read"),
    )
    activities = data.fields("activities")
    return Report(
        facts=facts,
        findings=findings,
        suggestions={key: _suggestion(activities.fields(key), findings) for key in ACTIVITIES},
        problems=problems,
        files=snapshot.count("files"),
        submodules=submodules,
        commits=history.count("commits"),
        ossfuzz=snapshot.text("ossfuzz"),
        rules=snapshot.text("rules"),
    )


def _time(snapshot: Fields) -> datetime | None:
    value: str | None = snapshot.value("committed_at", str, type(None))
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadReport(f"Not an inspection report: “snapshot.committed_at” “{value[:40]}” is no time with a zone.")
    return moment.astimezone(UTC)


def _finding(row: Fields, number: int) -> Finding:
    if row.value("id", int) != number:
        raise BadReport(f"Not an inspection report: “{row.name}id” is not {number}.")
    outcome, reason = row.choice("outcome", Outcome), row.text("reason")
    if outcome != "true" and not reason:
        raise BadReport(f"Not an inspection report: “{row.name}reason” is required if the outcome is not true.")
    probe = row.matched("probe", PROBE)
    activity = ACTIVITIES.get(row.text("activity"))
    if probe is None or activity is None or probe.partition(".")[0] != activity.prefix:
        raise BadReport(f"Not an inspection report: “{row.name}probe” belongs to another activity.")
    return Finding(
        probe=probe,
        outcome=outcome,
        reason=reason,
        path=row.value("path", str, type(None)),
        line=row.line("line"),
        line_end=row.line("line_end"),
        excerpt=row.text("excerpt")[:EXCERPT],
        tool=row.text("tool"),
        scope=row.text("scope"),
        state=row.choice("state", State),
        values=cleaned_value(row.value("values", dict)),
        source=row.choice("source", EvidenceSource),
    )


def _suggestion(data: Fields, findings: Sequence[Finding]) -> Suggestion:
    numbers = data.value("evidence", list)
    if not all(isinstance(number, int) and 1 <= number <= len(findings) for number in numbers):
        raise BadReport(f"Not an inspection report: “{data.name}evidence” names evidence that does not exist.")
    return Suggestion(
        data.choice("suggestion", Answer), data.text("reason"), tuple(findings[number - 1] for number in numbers)
    )
