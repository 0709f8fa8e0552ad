"""SAST: tools that analyse the source for security, in CI, in hooks and as rules of linters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from advisories.inspection import hooks as hooks_module
from advisories.inspection import linters
from advisories.inspection.ci_files import CHANGE, SCHEDULE, Workflow
from advisories.inspection.ci_testing import located, or_missing, scope_of
from advisories.inspection.facts import Facts, Marker
from advisories.inspection.findings import Finding, Suggestion
from advisories.inspection.hooks import Hook, provider, read_hooks
from advisories.inspection.sast_commands import (
    Commands,
    all_commands,
    command_text,
    evidence_of,
    tool_of_step,
    tool_of_use,
)
from advisories.inspection.sast_linters import UNUSED_FILES, hook_rows, linter_rows, unused_rows
from advisories.inspection.sast_tools import (
    ACTIONS,
    APART_ACTIONS,
    APART_COMMANDS,
    APART_HOOKS,
    COMMANDS,
)
from advisories.inspection.workflows import TEXTS as WORKFLOW_TEXTS
from advisories.inspection.workflows import read
from advisories.inspection.yaml_lines import split_lines

OUTSIDE_FILES: Final = (
    r"\.deepsource\.toml|(?:[^/]+/)?sonar-project\.properties|\.sonarcloud\.properties|\.codacy\.ya?ml|\.?lgtm\.ya?ml"
)
TEXTS: Final = (*WORKFLOW_TEXTS, *hooks_module.TEXTS, *linters.TEXTS, OUTSIDE_FILES, UNUSED_FILES)
MARKERS: Final[tuple[Marker, ...]] = ()


def probe(facts: Facts) -> Iterator[Finding]:
    """Yield the findings of the probes of SAST."""
    workflows = read(facts)
    hooks = read_hooks(facts)
    files = {path: split_lines(text) for path, text in facts.texts.items() if _is_shown(path, workflows)}
    commands = all_commands(facts, workflows)
    actions = sorted(_actions(facts, workflows, commands), key=lambda row: (row.path or "", row.line or 0))
    yield from or_missing(
        (located(row, files) for row in actions),
        "sast.action",
        f"No job runs a SAST tool. Looked for: {', '.join(sorted({*ACTIONS, *COMMANDS}))}.",
    )
    used_tools = {row.tool for row in actions if row.outcome == "true"}
    rules = [*hook_rows(facts, hooks), *linter_rows(facts, workflows, hooks, commands)]
    used_tools |= {row.tool for row in rules if row.outcome == "true"}
    rules.extend(unused_rows(facts, used_tools))
    yield from or_missing(
        (located(row, _lines_of(row, facts, files)) for row in rules),
        "sast.linter",
        "No linter with security rules. Looked for: gosec in golangci-lint, ruff S, flake8-bandit, "
        "eslint-plugin-security, hooks of Bandit, Semgrep and gosec.",
    )
    yield from or_missing(
        (located(row, _lines_of(row, facts, files)) for row in _outside(facts)),
        "sast.outside",
        "No file of an outside analyser: DeepSource, SonarCloud, Codacy.",
    )
    yield from or_missing(
        (located(row, files) for row in _apart(workflows, hooks, commands)),
        "sast.apart",
        "No scanner of dependencies, images, secrets or workflows.",
    )


def suggest(findings: Sequence[Finding], facts: Facts) -> Suggestion:
    """Return yes if a tool or rule set runs, cannot tell for an outside analyser alone, otherwise no."""
    in_use = [row for row in findings if row.probe in {"sast.action", "sast.linter"} and row.outcome == "true"]
    if in_use:
        first = min(in_use, key=lambda row: row.scope != CHANGE)
        when = {CHANGE: " on changes", SCHEDULE: " by schedule", "hook": " in a hook"}.get(first.scope, "")
        return Suggestion("yes", f"{first.tool} runs{when}: {first.path}:{first.line}.", in_use)
    outside = [row for row in findings if row.probe == "sast.outside" and row.outcome == "not available"]
    if outside:
        names = ", ".join(dict.fromkeys(row.path or "" for row in outside))
        return Suggestion("cannot_tell", f"{names} names an outside analyser; nothing shows whether it runs.", outside)
    set_aside = [row for row in findings if row.probe in {"sast.action", "sast.linter"} and row.path is not None]
    if set_aside:
        return Suggestion(
            "no", f"{set_aside[0].path}:{set_aside[0].line} does not count: {set_aside[0].reason}", set_aside
        )
    return Suggestion("no", "No SAST tool and no security rules of a linter were seen in CI or in hooks.", ())


def _is_shown(path: str, workflows: list[Workflow]) -> bool:
    return any(workflow.path == path for workflow in workflows) or path.startswith(".pre-commit-config")


def _lines_of(row: Finding, facts: Facts, files: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the lines of the file of a finding, read when it is needed."""
    if row.path is not None and row.path not in files and row.path in facts.texts:
        files[row.path] = split_lines(facts.texts[row.path])
    return files


def _actions(facts: Facts, workflows: list[Workflow], commands: Commands) -> Iterator[Finding]:
    rows: dict[tuple[str, int, str], Finding] = {}

    def add(finding: Finding) -> None:
        key = (finding.path or "", finding.line or 0, finding.tool)
        if key not in rows or (finding.outcome == "true", finding.scope == CHANGE) > (
            rows[key].outcome == "true",
            rows[key].scope == CHANGE,
        ):
            rows[key] = finding

    for workflow in workflows:
        for use in workflow.uses:
            if tool := tool_of_use(use, workflow.system):
                add(evidence_of("sast.action", use, use.line, tool, use.name, facts))
    for run, line, step, way in commands.rows:
        if tool := tool_of_step(step):
            first = way[0].text if way else step.text
            add(evidence_of("sast.action", run, line, tool, first, facts, way, step))
    yield from rows.values()


def _outside(facts: Facts) -> Iterator[Finding]:
    names = {"deepsource": "DeepSource", "sonar": "SonarCloud", "codacy": "Codacy", "lgtm": "LGTM"}
    for path in facts.files(OUTSIDE_FILES):
        tool = next(name for key, name in names.items() if key in path.rpartition("/")[2])
        row = Finding("sast.outside", path=path, line=1, tool=tool, scope="")
        if tool == "LGTM":
            yield replace(row, outcome="false", reason="LGTM ended in December 2022.", state="stale")
        else:
            reason = f"{tool} analyses outside of the repository; a clone does not show whether it still runs."
            yield replace(row, outcome="not available", reason=reason, state="outside")


def _apart(workflows: list[Workflow], hooks: list[Hook], commands: Commands) -> Iterator[Finding]:
    rows: dict[tuple[str, int, str], Finding] = {}
    for workflow in workflows:
        for use in workflow.uses:
            tool = next((tool for tool, pattern in APART_ACTIONS.items() if pattern.match(use.name)), "")
            if tool and not tool_of_use(use, workflow.system):
                row = Finding(
                    "sast.apart", path=use.path, line=use.line, tool=tool, scope=scope_of(use.scopes), state="hint"
                )
                rows.setdefault((use.path, use.line, tool), row)
    for run, line, step, _ in commands.rows:
        text = command_text(step)
        if tool := next((tool for tool, pattern in APART_COMMANDS.items() if pattern.match(text)), ""):
            row = Finding("sast.apart", path=run.path, line=line, tool=tool, scope=scope_of(run.scopes), state="hint")
            rows.setdefault((run.path, line, tool), row)
    for hook in hooks:
        if APART_HOOKS.fullmatch(hook.name) or APART_HOOKS.match(provider(hook)):
            row = Finding("sast.apart", path=hook.path, line=hook.line, tool=hook.name, scope="hook", state="hint")
            rows.setdefault((hook.path, hook.line, hook.name), row)
    yield from (rows[key] for key in sorted(rows))
