"""The report of an inspection: findings in a stable order, suggestions, and their JSON."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.addresses import permalink
from advisories.inspection.facts import Facts
from advisories.inspection.findings import (
    RULES,
    Finding,
    Problem,
    Suggestion,
)
from advisories.text.reading import clean

PER_FILE: Final = 20  # findings of one probe in one file; beyond, they are counted
PER_PROBE: Final = 200
PROBLEMS: Final = 500
EXCERPT: Final = 2_000  # characters
C1_CONTROLS: Final = re.compile(r"[\x7f-\x9f]")  # terminals read some of them as the beginning of a command


@dataclass(frozen=True, slots=True)
class Report:
    """The result of the inspection of a project at a commit.

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
        values=cleaned_value(values),
    )


def cleaned_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {one_line(str(key)): cleaned_value(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [cleaned_value(item) for item in value]
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


def url_of(facts: Facts, finding: Finding) -> str:
    """Return the permalink of a finding; "" if it has no file or the host is unknown."""
    if finding.path is None:
        return ""
    return permalink(facts.address, facts.commit, finding.path, finding.line, finding.line_end)
