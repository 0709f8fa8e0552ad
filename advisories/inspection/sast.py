"""SAST: tools that analyse the source for security, in CI, in hooks and as rules of linters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from advisories.inspection import hooks as hooks_module
from advisories.inspection import linters
from advisories.inspection.ci_files import CHANGE, SCHEDULE, Run, Use, Workflow
from advisories.inspection.ci_testing import located, or_missing, scope_of, state_of, steps_of
from advisories.inspection.facts import Facts, Marker
from advisories.inspection.findings import Finding, Suggestion
from advisories.inspection.hooks import Hook, provider, read_hooks
from advisories.inspection.resolution import PYTHON, Step
from advisories.inspection.sast_tools import (
    ACTION_PATTERNS,
    ACTIONS,
    APART_ACTIONS,
    APART_COMMANDS,
    APART_HOOKS,
    COMMAND_PATTERNS,
    COMMANDS,
    GITLAB_TEMPLATE,
    HOOKS,
    IMAGES,
    LINTER_ACTIONS,
    LINTER_HOOKS,
    LINTERS,
)
from advisories.inspection.shell import program, simple_commands
from advisories.inspection.workflows import TEXTS as WORKFLOW_TEXTS
from advisories.inspection.workflows import read
from advisories.inspection.yaml_lines import split_lines

OUTSIDE_FILES: Final = (
    r"\.deepsource\.toml|(?:[^/]+/)?sonar-project\.properties|\.sonarcloud\.properties|\.codacy\.ya?ml|\.?lgtm\.ya?ml"
)
UNUSED_FILES: Final = r"\.bandit|bandit\.ya?ml|\.semgrep\.ya?ml|\.semgrep/[^/]+\.ya?ml|\.gosec\.json"
TEXTS: Final = (*WORKFLOW_TEXTS, *hooks_module.TEXTS, *linters.TEXTS, OUTSIDE_FILES, UNUSED_FILES)
MARKERS: Final[tuple[Marker, ...]] = ()


@dataclass
class _Commands:
    """The commands of all CI files and of what these call, each with its place in the CI file."""

    rows: list[tuple[Run, int, Step, list[Step]]] = field(default_factory=list)


def probe(facts: Facts) -> Iterator[Finding]:
    """Yield the findings of the probes of SAST."""
    workflows = read(facts)
    hooks = read_hooks(facts)
    files = {path: split_lines(text) for path, text in facts.texts.items() if _is_shown(path, workflows)}
    commands = _all_commands(facts, workflows)
    actions = sorted(_actions(facts, workflows, commands), key=lambda row: (row.path or "", row.line or 0))
    yield from or_missing(
        (located(row, files) for row in actions),
        "sast.action",
        f"No job runs a SAST tool. Looked for: {', '.join(sorted({*ACTIONS, *COMMANDS}))}.",
    )
    used_tools = {row.tool for row in actions if row.outcome == "true"}
    rules = [*_hook_rows(facts, hooks), *_linters(facts, workflows, hooks, commands)]
    used_tools |= {row.tool for row in rules if row.outcome == "true"}
    rules.extend(_unused(facts, used_tools))
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
        when = {CHANGE: "on changes", SCHEDULE: "by schedule", "hook": "in a hook"}.get(first.scope, "")
        return Suggestion("yes", f"{first.tool} runs {when}: {first.path}:{first.line}.", in_use)
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


def _all_commands(facts: Facts, workflows: list[Workflow]) -> _Commands:
    commands = _Commands()
    for run, steps in steps_of(facts, workflows):
        seen: set[int] = set()
        waiting: list[tuple[Step, list[Step], int]] = []
        for step in steps:
            line = step.words.line if run.source == run.path else run.line
            waiting.append((step, [], line))
        while waiting:
            step, way, line = waiting.pop()
            commands.rows.append((run, line, step, way))
            if step.body and id(step.body) not in seen:
                seen.add(id(step.body))
                waiting.extend((inner, [*way, step], line) for inner in step.body)
    return commands


def _text(step: Step) -> str:
    """Return a command as text that begins with the program, also behind `python -m`."""
    tokens = step.words.tokens
    if PYTHON.fullmatch(program(tokens[0])) and "-m" in tokens[1:3]:
        tokens = tokens[tokens.index("-m") + 1 :]
    if not tokens:
        return ""
    return " ".join([program(tokens[0]), *tokens[1:]])


def _is_own_tool(tool: str, facts: Facts) -> bool:
    """Return whether the project is itself the tool."""
    names = {facts.name.rpartition("/")[2].lower(), facts.address.rpartition("/")[2]}
    return tool.lower().replace(" ", "-") in names or (tool == "CodeQL" and "codeql-action" in names)


def _row(
    name: str,
    item: Run | Use,
    line: int,
    tool: str,
    command: str,
    facts: Facts,
    way: Sequence[Step] = (),
    step: Step | None = None,
) -> Finding:
    scope, state, reason = state_of(item)
    true = bool(scope)
    if scope == SCHEDULE:
        state, reason = "enabled", ""
    if true and _is_own_tool(tool, facts):
        true, state, reason = False, "disabled", f"The project is itself the tool {tool}."
    steps = [*way[1:], *([step] if way and step else [])]
    through = [f"{inner.path}:{inner.words.line} {inner.text}"[:200] for inner in steps]
    values = {"command": command[:300], **({"through": through} if through else {})}
    return Finding(
        name,
        "true" if true else "false",
        "" if true else reason,
        path=item.path,
        line=line,
        tool=tool,
        scope=scope,
        state=state,
        values=values,
    )


def _actions(facts: Facts, workflows: list[Workflow], commands: _Commands) -> Iterator[Finding]:
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
            if tool := _tool_of_use(use, workflow.system):
                add(_row("sast.action", use, use.line, tool, use.name, facts))
    for run, line, step, way in commands.rows:
        if tool := _tool_of_step(step):
            first = way[0].text if way else step.text
            add(_row("sast.action", run, line, tool, first, facts, way, step))
    yield from rows.values()


def _tool_of_use(use: Use, system: str) -> str:
    name = use.name
    if use.kind == "template" and system == "GitLab CI":
        return "GitLab SAST" if GITLAB_TEMPLATE.search(name) else ""
    if use.kind == "workflow":
        called = name.partition("@")[0].rpartition("/")[2].lower()
        return "CodeQL" if re.fullmatch(r"codeql(?:[-_]\w+)*\.ya?ml", called) and not name.startswith("./") else ""
    if use.kind == "image":
        return ""
    if name.startswith("snyk/actions") and re.match(r"code\b", use.inputs.get("command", "")):
        return "Snyk Code"
    for tool, pattern in ACTION_PATTERNS.items():
        if pattern.match(name):
            return tool
    return ""


def _tool_of_step(step: Step) -> str:
    text = _text(step)
    if step.words.loose:
        for tool, pattern in IMAGES.items():
            if any(re.match(rf"(?:docker\.io/)?{pattern}(?::|@|$)", token) for token in step.words.tokens):
                return tool
        return ""
    if re.search(r"\s(?:--version|--help|-h)(?:\s|$)", text):
        return ""
    return next((tool for tool, pattern in COMMAND_PATTERNS.items() if pattern.match(text)), "")


def _hook_rows(facts: Facts, hooks: list[Hook]) -> Iterator[Finding]:
    for hook in hooks:
        tool = next((tool for tool, pattern in HOOKS.items() if pattern.fullmatch(hook.name)), "")
        if not tool and hook.repository == "local":
            tool = _tool_of_entry(hook.command)
        if not tool:
            continue
        row = Finding("sast.linter", path=hook.path, line=hook.line, tool=tool, scope="hook")
        if hook.manual:
            yield replace(row, outcome="false", reason="The hook runs by hand only.", state="disabled")
        elif _is_own_tool(tool, facts):
            yield replace(row, outcome="false", reason=f"The project is itself the tool {tool}.", state="disabled")
        else:
            yield row


def _tool_of_entry(command: str) -> str:
    for words in simple_commands([(1, command)]):
        if tool := _tool_of_step(Step(words, "")):
            return tool
    return ""


def _linters(facts: Facts, workflows: list[Workflow], hooks: list[Hook], commands: _Commands) -> Iterator[Finding]:
    runs = {linter: _runs_of_linter(linter, workflows, hooks, commands) for linter in LINTERS}
    for rules in linters.security_rules(facts, hooks):
        row = Finding("sast.linter", path=rules.path, line=rules.line, tool=rules.tool)
        scope, where = runs[rules.linter]
        if not rules.selected:
            yield replace(row, outcome="false", reason=rules.reason, state="disabled")
        elif not scope:
            reason = f"Neither CI nor a hook runs {rules.linter}."
            yield replace(row, outcome="false", reason=reason, state="disabled")
        else:
            yield replace(row, scope=scope, values={"run_by": where})
    for run, line, step, way in commands.rows:
        text = _text(step)
        scope = "" if run.disabled else scope_of(run.scopes)
        enables = re.search(r"(?:-E|--enable)[ =]\S*\bgosec\b", text) and LINTERS["golangci-lint"].match(text)
        if scope and (enables or (LINTERS["ruff"].match(text) and linters.selects_security(text))):
            tool = "gosec in golangci-lint" if enables else "ruff S"
            first = way[0].text if way else step.text
            yield Finding(
                "sast.linter", path=run.path, line=line, tool=tool, scope=scope, values={"command": first[:300]}
            )
    for hook in hooks:
        if LINTER_HOOKS["ruff"].fullmatch(hook.name) and linters.selects_security(hook.command) and not hook.manual:
            yield Finding("sast.linter", path=hook.path, line=hook.line, tool="ruff S", scope="hook")


def _runs_of_linter(linter: str, workflows: list[Workflow], hooks: list[Hook], commands: _Commands) -> tuple[str, str]:
    """Return the widest scope in which a linter is run and where, or two empty texts."""
    places: dict[str, str] = {}
    for run, line, step, _ in commands.rows:
        if not run.disabled and (scope := scope_of(run.scopes)) and LINTERS[linter].match(_text(step)):
            places.setdefault(scope, f"{run.path}:{line}")
    for workflow in workflows:
        for use in workflow.uses:
            if not use.disabled and (scope := scope_of(use.scopes)) and LINTER_ACTIONS[linter].match(use.name):
                places.setdefault(scope, f"{use.path}:{use.line}")
    for hook in hooks:
        named = LINTER_HOOKS[linter].fullmatch(hook.name) or (
            hook.repository == "local"
            and any(LINTERS[linter].match(_text(Step(w, ""))) for w in simple_commands([(1, hook.command)]))
        )
        if named and not hook.manual:
            places.setdefault("hook", f"{hook.path}:{hook.line}")
    for scope in (CHANGE, "hook", SCHEDULE):
        if scope in places:
            return scope, places[scope]
    return "", ""


def _unused(facts: Facts, used_tools: set[str]) -> Iterator[Finding]:
    """Yield configurations of tools that nothing runs."""
    for path in facts.files(UNUSED_FILES):
        tool = "Bandit" if "bandit" in path else "gosec" if "gosec" in path else "Semgrep"
        if tool not in used_tools:
            reason = f"Neither CI nor a hook runs {tool}."
            yield Finding("sast.linter", "false", reason, path=path, line=1, tool=tool, state="disabled")


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


def _apart(workflows: list[Workflow], hooks: list[Hook], commands: _Commands) -> Iterator[Finding]:
    rows: dict[tuple[str, int, str], Finding] = {}
    for workflow in workflows:
        for use in workflow.uses:
            tool = next((tool for tool, pattern in APART_ACTIONS.items() if pattern.match(use.name)), "")
            if tool and not _tool_of_use(use, workflow.system):
                row = Finding(
                    "sast.apart", path=use.path, line=use.line, tool=tool, scope=scope_of(use.scopes), state="hint"
                )
                rows.setdefault((use.path, use.line, tool), row)
    for run, line, step, _ in commands.rows:
        text = _text(step)
        if tool := next((tool for tool, pattern in APART_COMMANDS.items() if pattern.match(text)), ""):
            row = Finding("sast.apart", path=run.path, line=line, tool=tool, scope=scope_of(run.scopes), state="hint")
            rows.setdefault((run.path, line, tool), row)
    for hook in hooks:
        if APART_HOOKS.fullmatch(hook.name) or APART_HOOKS.match(provider(hook)):
            row = Finding("sast.apart", path=hook.path, line=hook.line, tool=hook.name, scope="hook", state="hint")
            rows.setdefault((hook.path, hook.line, hook.name), row)
    yield from (rows[key] for key in sorted(rows))
