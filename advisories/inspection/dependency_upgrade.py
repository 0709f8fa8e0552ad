"""Dependency upgrade: tools that propose upgrades, whether they are switched on, and whether they commit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from advisories.inspection.facts import Facts, Marker, excerpt_around
from advisories.inspection.findings import Finding, Problem, State, Suggestion
from advisories.inspection.people import upgrade_tool
from advisories.inspection.upgrade_tools import (
    DEPENDABOT,
    GITLAB,
    HOOKS,
    PACKAGE,
    PRESENT,
    PYUP,
    READERS,
    RENOVATE,
    SELDOM,
    WHITESOURCE,
    WORKFLOW,
    Configuration,
    Unreadable,
)

CI: Final = (
    rf"{WORKFLOW}|{GITLAB}|\.zuul\.ya?ml|zuul\.d/[^/]+\.ya?ml|\.circleci/config\.ya?ml|azure-pipelines[^/]*\.ya?ml"
)
ENDED: Final = (
    (r"greenkeeper\.json", "Greenkeeper", "Greenkeeper ended in 2020."),
    (r"\.dependabot/config\.ya?ml", "Dependabot Preview", "Dependabot Preview ended in 2021."),
)
TEXTS: Final = (CI, DEPENDABOT, RENOVATE, PACKAGE, HOOKS, PYUP, WHITESOURCE, *(row[0] for row in (*PRESENT, *ENDED)))
MARKERS: Final[tuple[Marker, ...]] = ()

WINDOW: Final = timedelta(days=365)
CHECKS: Final = re.compile(
    r"^[^#]*(?P<tool>actions/dependency-review-action|\bcheck-requirements\b|\bpip3? list (?:-o\b|--outdated)"
    r"|\b(?:npm|yarn|pnpm|cargo|bundle) outdated\b)"
)


def probe(facts: Facts) -> Iterator[Finding]:
    """Yield the findings about dependency upgrades.

    Parameters
    ----------
    facts : what was read of the project.

    Yields
    ------
    Finding
        Of the probes deps.config, deps.enabled, deps.active and deps.check_only.
    """
    rows = list(_configurations(facts))
    yield from rows or [
        Finding(
            "deps.config",
            "false",
            "Looked for Dependabot (.github/dependabot.yml), Renovate (renovate.json, .renovaterc, package.json), "
            "PyUp, Depfu, Scala Steward, Mend (.whitesource), pre-commit.ci (.pre-commit-config.yaml), and actions "
            "that update dependencies.",
        )
    ]
    if not any(row.probe == "deps.enabled" for row in rows):
        yield Finding("deps.enabled", "not applicable", "No configuration of an update tool was read.")
    yield from _active(facts)
    yield from _checks(facts)


def suggest(findings: Sequence[Finding], facts: Facts) -> Suggestion:
    """Return what the rules suggest for dependency upgrades.

    Parameters
    ----------
    findings : what `probe` yielded.
    facts : what was read of the project.

    Returns
    -------
    Suggestion
        Yes if a configuration is switched on or a tool made a commit in the last year; cannot tell if the only
        configuration could not be read; otherwise no.
    """
    own = [row for row in findings if row.source == "clone"]
    enabled = [row for row in own if row.probe == "deps.enabled" and row.outcome == "true"]
    active = [row for row in own if row.probe == "deps.active" and row.outcome == "true"]
    if enabled:
        return Suggestion("yes", f"{enabled[0].tool} is switched on in {enabled[0].path}.", (*enabled, *active))
    if active:
        return Suggestion("yes", f"{active[0].tool} made commits in the 12 months before the commit.", active)
    unread = [row for row in own if row.probe == "deps.config" and row.outcome == "not available"]
    others = [row for row in own if row.probe == "deps.config" and row.path and row.outcome != "not available"]
    if unread and not others:
        return Suggestion("cannot_tell", f"The only configuration, {unread[0].path}, could not be read.", unread)
    against = [row for row in own if row.path and row.state in {"disabled", "stale"} and row.outcome == "false"]
    stale = [row for row in own if row.probe == "deps.active" and row.state == "stale"]
    if against:
        return Suggestion("no", f"{against[0].path} does not count: {against[0].reason}", (*against, *stale))
    if stale:
        return Suggestion("no", f"The last commit of {stale[0].tool} is older than 12 months.", stale)
    return Suggestion("no", "No update tool is configured, and none made a commit in the 12 months before the commit.")


def _configurations(facts: Facts) -> Iterator[Finding]:
    for pattern, read in READERS:
        for path in facts.files(pattern):
            text = facts.texts.get(path)
            if text is None and pattern in SELDOM:
                continue  # the problems name the file
            if text is None:
                yield Finding("deps.config", "not available", "The file could not be read.", path=path)
                continue
            try:
                configurations = list(read(text))
            except Unreadable as error:
                if all(problem.path != path for problem in facts.problems):
                    facts.problems.append(Problem(path, str(error)))
                if pattern not in SELDOM or '"renovate"' in text:
                    yield Finding("deps.config", "not available", str(error), path=path)
                continue
            for configuration in configurations:
                yield from _rows(path, text, configuration)
    for pattern, tool, reason in ENDED:
        for path in facts.files(pattern):
            yield Finding("deps.config", "false", reason, path=path, tool=tool, state="stale")


def _rows(path: str, text: str, configuration: Configuration) -> Iterator[Finding]:
    line = configuration.line
    excerpt = excerpt_around(text.split("\n"), line)
    state: State = "disabled" if configuration.off else "enabled"
    fields: dict[str, Any] = {
        "path": path,
        "line": line,
        "line_end": line,
        "excerpt": excerpt,
        "tool": configuration.tool,
        "scope": configuration.scope,
        "state": state,
    }
    yield Finding("deps.config", **fields)
    yield Finding("deps.enabled", "false" if configuration.off else "true", configuration.off, **fields)


def _active(facts: Facts) -> Iterator[Finding]:
    history = facts.history
    newest = facts.committed_at
    if not history.authors or newest is None:
        reason = history.reason or "There is no history."
        yield Finding("deps.active", "not available", reason)
        return
    since = newest - WINDOW
    by_tool: dict[str, list[Any]] = {}
    for author in history.authors:
        if tool := upgrade_tool(author.name, author.email):
            by_tool.setdefault(tool, []).append(author.committed_at)
    for tool, dates in sorted(by_tool.items()):
        recent = sum(date >= since for date in dates)
        values = {"commits": len(dates), "commits_12_months": recent, "last": f"{max(dates):%Y-%m-%d}"}
        if recent:
            yield Finding("deps.active", tool=tool, values=values)
        else:
            reason = f"The last of its commits that were read is of {max(dates):%Y-%m-%d}."
            yield Finding("deps.active", "false", reason, tool=tool, state="stale", values=values)
    if not by_tool:
        oldest = min(author.committed_at for author in history.authors)
        if history.complete or oldest < since:
            reason = (
                "Looked for commits by Dependabot, Renovate, pre-commit.ci, Snyk, PyUp, Greenkeeper, Depfu and Scala "
                f"Steward among {len(history.authors):,} commits."
            )
            yield Finding("deps.active", "false", reason)
        else:
            yield Finding("deps.active", "not available", history.reason or "The history is cut off.")


def _checks(facts: Facts) -> Iterator[Finding]:
    none = True
    for path in facts.files(CI):
        lines = facts.texts.get(path, "").split("\n")
        for number, line in enumerate(lines, 1):
            if match := CHECKS.match(line):
                none = False
                yield Finding(
                    "deps.check_only",
                    path=path,
                    line=number,
                    line_end=number,
                    excerpt=excerpt_around(lines, number),
                    tool=match["tool"],
                    state="hint",
                )
    if none:
        reason = "Looked for dependency-review-action, check-requirements, and lists of outdated packages in CI files."
        yield Finding("deps.check_only", "false", reason, state="hint")
