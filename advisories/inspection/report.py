"""The report of an inspection: findings in a stable order, suggestions, and their JSON."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, get_args

from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.addresses import permalink
from advisories.inspection.facts import Facts, History, Source
from advisories.inspection.findings import (
    RULES,
    Answer,
    EvidenceSource,
    Finding,
    Outcome,
    Problem,
    State,
    Suggestion,
)
from advisories.text.reading import clean

FORMAT: Final = "intercoder-inspection/1"
PER_FILE: Final = 20  # findings of one probe in one file; beyond, they are counted
PER_PROBE: Final = 200
PROBLEMS: Final = 500
EXCERPT: Final = 2_000  # characters
HASH: Final = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
PROBE: Final = re.compile(r"(ci|review|deps|fuzz|sast)\.[a-z_]+")
C1_CONTROLS: Final = re.compile(r"[\x7f-\x9f]")  # terminals take some of them for the begin of a command


class BadReport(ValueError):
    """A report that does not have the form of `inspect_project --json`. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an inspection says of a project at a commit.

    Parameters
    ----------
    facts : what was read; without entries, texts, matches and commits if the report comes from JSON.
    findings : in the order of activity, probe, path and line; the number of a finding is its index plus 1.
    suggestions : per activity, in the order of the codebook.
    problems : what could not be read, in the order of paths.
    files : number of files of the tree.
    submodules : paths of the submodules.
    commits : number of first-parent commits that were looked at.
    ossfuzz : date of the offline list of OSS-Fuzz.
    rules : version of the probes.
    """

    facts: Facts
    findings: Sequence[Finding]
    suggestions: Mapping[str, Suggestion]
    problems: Sequence[Problem] = ()
    files: int = 0
    submodules: Sequence[str] = ()
    commits: int = 0
    ossfuzz: str = ""
    rules: str = RULES


def inspect(facts: Facts) -> Report:
    """Return the report of a project.

    Parameters
    ----------
    facts : what was read of it.

    Returns
    -------
    Report
        The same facts give the same report. An activity whose probes fail is a problem, and its suggestion is
        "cannot tell".
    """
    findings: list[Finding] = []
    suggestions: dict[str, Suggestion] = {}
    problems: list[Problem] = []
    for activity in ACTIVITIES.values():
        if activity.module is None:
            continue
        own: list[Finding] = []
        try:
            for finding in activity.module.probe(facts):
                own.append(finding)
            suggestions[activity.key] = activity.module.suggest(own, facts)
        except Exception as error:  # one repository must not end the inspection of the others
            reason = f"The probes of “{activity.label}” failed with {type(error).__name__}. Please report this defect."
            problems.append(Problem(None, reason))
            suggestions[activity.key] = Suggestion("cannot_tell", reason)
        findings.extend(own)
    return assemble(facts, findings, suggestions, [*facts.problems, *problems])


def assemble(
    facts: Facts, findings: Sequence[Finding], suggestions: Mapping[str, Suggestion], problems: Sequence[Problem]
) -> Report:
    """Return the report of findings, sorted, cleaned, and at most `PER_FILE` and `PER_PROBE` of a probe.

    Parameters
    ----------
    facts : what was read.
    findings : in any order.
    suggestions : per activity. What they rest on is among the findings and is always part of the report.
    problems : in any order, perhaps repeated.

    Returns
    -------
    Report
        Findings that exceed a limit are counted in the value "further" of the last one before them.
    """
    cited = {id(finding) for suggestion in suggestions.values() for finding in suggestion.findings}
    ordered = sorted(findings, key=_order)
    chosen, further = _within_limits(ordered, cited)
    tidy: dict[int, Finding] = {}
    for finding in chosen:
        values = dict(finding.values) | ({"further": further[id(finding)]} if id(finding) in further else {})
        tidy[id(finding)] = _cleaned(finding, values)
    return Report(
        facts=facts,
        findings=tuple(tidy.values()),
        suggestions={
            key: Suggestion(
                suggestions[key].answer,
                one_line(suggestions[key].reason),
                _unique(tidy[id(finding)] for finding in suggestions[key].findings if id(finding) in tidy),
            )
            for key in ACTIVITIES
            if key in suggestions
        },
        problems=_sorted_problems(problems),
        files=sum(entry.kind != "submodule" for entry in facts.entries.values()),
        submodules=facts.submodules(),
        commits=len(facts.history.commits),
        ossfuzz=ossfuzz_date(),
    )


def _sorted_problems(problems: Sequence[Problem]) -> list[Problem]:
    distinct = sorted(
        {Problem(problem.path, one_line(problem.reason)) for problem in problems},
        key=lambda problem: ((problem.path or "").encode(), problem.reason),
    )
    if len(distinct) <= PROBLEMS:
        return distinct
    return [*distinct[:PROBLEMS], Problem(None, f"{len(distinct) - PROBLEMS:,} further problems are not listed.")]


def _order(finding: Finding) -> tuple[Any, ...]:
    prefixes = [activity.prefix for activity in ACTIVITIES.values()]
    prefix = finding.probe.partition(".")[0]
    return (
        prefixes.index(prefix) if prefix in prefixes else len(prefixes),
        finding.probe,
        finding.path is not None,
        (finding.path or "").encode(),
        finding.line or 0,
        finding.line_end or 0,
        finding.source,
        finding.tool,
        finding.scope,
        finding.state,
        finding.outcome,
        finding.reason,
        json.dumps(finding.values, sort_keys=True, default=str),
    )


def _within_limits(ordered: Sequence[Finding], cited: set[int]) -> tuple[list[Finding], dict[int, int]]:
    """Return the findings within the limits, and how many follow that are left out, per `id` of the last one."""
    of_file: Counter[tuple[str, str | None]] = Counter()
    of_probe: Counter[str] = Counter()
    accepted: set[int] = set()
    # What counts comes first, so that a limit hides no reason of a suggestion.
    for finding in sorted(ordered, key=lambda one: (id(one) not in cited, one.outcome != "true", one.state == "hint")):
        key = (finding.probe, finding.path)
        if id(finding) in cited or (of_file[key] < PER_FILE and of_probe[finding.probe] < PER_PROBE):
            of_file[key] += 1
            of_probe[finding.probe] += 1
            accepted.add(id(finding))
    chosen: list[Finding] = []
    further: Counter[int] = Counter()
    last: dict[str, int] = {}
    omitted = Counter(finding.probe for finding in ordered if id(finding) not in accepted)
    for finding in ordered:
        if id(finding) in accepted:
            chosen.append(finding)
            last[finding.probe] = id(finding)
    for probe, count in omitted.items():
        further[last[probe]] = count
    return chosen, dict(further)


def _cleaned(finding: Finding, values: Mapping[str, Any]) -> Finding:
    """Return a finding without characters that XML forbids or terminals obey."""
    return dataclasses.replace(
        finding,
        reason=one_line(finding.reason),
        excerpt=C1_CONTROLS.sub("", clean(finding.excerpt))[:EXCERPT],
        tool=one_line(finding.tool),
        scope=one_line(finding.scope),
        values=_cleaned_value(values),
    )


def _cleaned_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {one_line(str(key)): _cleaned_value(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [_cleaned_value(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else one_line(str(value))


def one_line(text: str) -> str:
    """Return a text as one line without control characters."""
    return " ".join(C1_CONTROLS.sub("", clean(text)).split())


def _unique(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple({id(finding): finding for finding in findings}.values())


@lru_cache(maxsize=1)
def ossfuzz_date() -> str:
    """Return the date of the offline list of OSS-Fuzz, such as "2026-08-20"; "" if there is no list."""
    path = Path(__file__).with_name("ossfuzz.json")
    return str(json.loads(path.read_text("utf-8"))["date"])[:10] if path.exists() else ""


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


def url_of(facts: Facts, finding: Finding) -> str:
    """Return the permalink of a finding; "" if it has no file or the host is unknown."""
    if finding.path is None:
        return ""
    return permalink(facts.address, facts.commit, finding.path, finding.line, finding.line_end)


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
        values=_cleaned_value(row.value("values", dict)),
        source=row.choice("source", EvidenceSource),
    )


def _suggestion(data: Fields, findings: Sequence[Finding]) -> Suggestion:
    numbers = data.value("evidence", list)
    if not all(isinstance(number, int) and 1 <= number <= len(findings) for number in numbers):
        raise BadReport(f"Not an inspection report: “{data.name}evidence” names evidence that does not exist.")
    return Suggestion(
        data.choice("suggestion", Answer), data.text("reason"), tuple(findings[number - 1] for number in numbers)
    )
