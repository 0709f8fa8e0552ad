"""Dependency upgrade: tools that propose upgrades, whether they are switched on, and whether they commit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from advisories.inspection.facts import Facts, Marker, excerpt_around
from advisories.inspection.findings import Finding, Problem, State, Suggestion
from advisories.inspection.json5 import UnreadableJson, read_json5
from advisories.inspection.people import upgrade_tool
from advisories.inspection.yaml_lines import Node, UnreadableYaml, get, items, pairs, parse, text_of

WORKFLOW: Final = r"\.github/workflows/[^/]+\.ya?ml"
GITLAB: Final = r"\.gitlab-ci\.ya?ml"
CI: Final = (
    rf"{WORKFLOW}|{GITLAB}|\.zuul\.ya?ml|zuul\.d/[^/]+\.ya?ml|\.circleci/config\.ya?ml|azure-pipelines[^/]*\.ya?ml"
)
DEPENDABOT: Final = r"\.github/dependabot\.ya?ml"
RENOVATE: Final = (
    r"(\.github/|\.gitlab/)?renovate\.(json5?|jsonc)|(\.github/|\.gitlab/)?\.renovaterc(\.json5?|\.jsonc)?"
)
PACKAGE: Final = r"package\.json"
HOOKS: Final = r"\.pre-commit-config\.ya?ml"
PYUP: Final = r"\.pyup\.ya?ml"
WHITESOURCE: Final = r"\.whitesource"
PRESENT: Final = (  # the file alone is the configuration
    (r"(\.github/)?\.?depfu\.ya?ml", "Depfu"),
    (r"(\.github/|\.config/)?\.?scala-steward\.conf", "Scala Steward"),
)
ENDED: Final = (
    (r"greenkeeper\.json", "Greenkeeper", "Greenkeeper ended in 2020."),
    (r"\.dependabot/config\.ya?ml", "Dependabot Preview", "Dependabot Preview ended in 2021."),
)
TEXTS: Final = (CI, DEPENDABOT, RENOVATE, PACKAGE, HOOKS, PYUP, WHITESOURCE, *(row[0] for row in (*PRESENT, *ENDED)))
MARKERS: Final[tuple[Marker, ...]] = ()

WINDOW: Final = timedelta(days=365)
ACTIONS: Final = (
    (r"renovatebot/github-action", "Renovate"),
    (r"DeterminateSystems/update-flake-lock", "update-flake-lock"),
    (r"pdm-project/update-deps-action", "PDM update-deps-action"),
    (r"(?:browniebroke|vrslev)/pre-commit-autoupdate(?:-action)?", "pre-commit autoupdate"),
    (r"scala-steward-org/scala-steward-action", "Scala Steward"),
    (r"saadmk11/github-actions-version-updater", "GitHub Actions Version Updater"),
    (r"renovate-bot/renovate-runner", "Renovate"),
)
CHECKS: Final = re.compile(
    r"^[^#]*(?P<tool>actions/dependency-review-action|\bcheck-requirements\b|\bpip3? list (?:-o\b|--outdated)"
    r"|\b(?:npm|yarn|pnpm|cargo|bundle) outdated\b)"
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """A configuration of a tool: where, for what, and whether it is switched on."""

    tool: str
    line: int = 1
    scope: str = ""
    off: str = ""  # why it is switched off, as a sentence; "" if it is on


class Unreadable(ValueError):
    """A configuration that cannot be read. The message is one sentence."""


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


def _dependabot(text: str) -> Iterator[Configuration]:
    document = _yaml(text)
    on: list[tuple[str, int]] = []
    off: list[tuple[str, int]] = []
    for entry in items(get(document, "updates")):
        limit = text_of(get(entry, "open-pull-requests-limit")).strip()
        ecosystem = text_of(get(entry, "package-ecosystem")) or "unknown"
        closed = bool(re.fullmatch(r"0+", limit)) or _ignores_all(entry)
        (off if closed else on).append((ecosystem, entry.line))
    if on:
        yield Configuration("Dependabot", on[0][1], ",".join(dict.fromkeys(name for name, _ in on)))
    elif off:
        reason = "No entry is switched on: the limit of open pull requests is 0, or every dependency is ignored."
        scope = ",".join(dict.fromkeys(name for name, _ in off))
        yield Configuration("Dependabot", off[0][1], scope, reason)
    else:
        yield Configuration("Dependabot", off="The file has no entry under “updates”.")


def _ignores_all(entry: Node) -> bool:
    """Return whether an entry ignores every version of every dependency."""
    return any(
        text_of(get(rule, "dependency-name")) == "*" and not get(rule, "update-types") and not get(rule, "versions")
        for rule in items(get(entry, "ignore"))
    )


def _renovate(text: str) -> Iterator[Configuration]:
    settings = _json(text)
    if not isinstance(settings, Mapping):
        raise Unreadable("The configuration is not an object.")
    yield _renovate_settings(settings)


def _renovate_settings(settings: Mapping[str, Any], line: int = 1) -> Configuration:
    extends = _texts(settings.get("extends"))
    managers = ",".join(_texts(settings.get("enabledManagers")))
    off = ""
    if settings.get("enabled") is False:
        off = "“enabled” is false."
    elif "never" in _texts(settings.get("schedule")):
        off = "“schedule” is never."
    elif any(name in {":disableRenovate", "disableRenovate"} for name in extends):
        off = "“:disableRenovate” is extended."
    return Configuration("Renovate", line, managers, off)


def _package(text: str) -> Iterator[Configuration]:
    if not re.search(r"\"(?:renovate|greenkeeper)\"", text):
        return
    package = _json(text)
    settings = package.get("renovate") if isinstance(package, Mapping) else None
    if isinstance(settings, Mapping):
        yield _renovate_settings(settings, _line(text, r"\"renovate\"\s*:\s*\{"))


def _hooks(text: str) -> Iterator[Configuration]:
    document = _yaml(text)
    if get(document, "ci") is not None:
        yield Configuration("pre-commit.ci", _line(text, r"^ci\s*:"), "hooks")


def _pyup(text: str) -> Iterator[Configuration]:
    update = text_of(get(_yaml(text), "update")).strip().lower()
    line = _line(text, r"^update\s*:")
    yield Configuration("PyUp", line, "pip", "“update” is false." if update in {"false", "no", "off"} else "")


def _whitesource(text: str) -> Iterator[Configuration]:
    settings = _json(text)
    remedy = settings.get("remediateSettings") if isinstance(settings, Mapping) else None
    off = isinstance(remedy, Mapping) and remedy.get("enableRenovate") is False
    yield Configuration("Mend", off="“enableRenovate” is false." if off else "")


def _actions(text: str) -> Iterator[Configuration]:
    for number, line in enumerate(text.split("\n"), 1):
        if "uses:" not in line and "project:" not in line:
            continue
        for pattern, tool in ACTIONS:
            if re.match(rf"\s*(?:-\s+)?(?:uses|project):\s*[\"']?{pattern}(?![\w-])", line, re.IGNORECASE):
                yield Configuration(tool, number)


def _present(tool: str) -> Any:
    def read(text: str) -> Iterator[Configuration]:
        yield Configuration(tool)

    return read


READERS: Final = (
    (DEPENDABOT, _dependabot),
    (RENOVATE, _renovate),
    (PACKAGE, _package),
    (HOOKS, _hooks),
    (PYUP, _pyup),
    (WHITESOURCE, _whitesource),
    *((pattern, _present(tool)) for pattern, tool in PRESENT),
    (f"{WORKFLOW}|{GITLAB}", _actions),
)
# Files that seldom configure an update tool. One that cannot be read leaves no doubt about upgrades.
SELDOM: Final = frozenset({PACKAGE, f"{WORKFLOW}|{GITLAB}"})


def _yaml(text: str) -> Node | None:
    try:
        documents = parse(text)
        for document in documents:
            for _ in pairs(document):
                pass
    except UnreadableYaml as error:
        raise Unreadable(str(error)) from None
    return documents[0] if documents else None


def _json(text: str) -> Any:
    try:
        return read_json5(text)
    except UnreadableJson as error:
        raise Unreadable(str(error)) from None


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _line(text: str, pattern: str) -> int:
    """Return the number of the first line that matches a pattern, or 1."""
    match = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1
