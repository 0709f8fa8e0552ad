"""Evidence of `sast.linter`: security rules that are selected, and whether anything runs their linter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from advisories.inspection import linters
from advisories.inspection.ci_files import CHANGE, SCHEDULE, Workflow
from advisories.inspection.ci_testing import scope_of
from advisories.inspection.facts import Facts
from advisories.inspection.findings import Finding
from advisories.inspection.hooks import Hook
from advisories.inspection.sast_commands import Commands, command_text, is_own_tool, tool_of_step
from advisories.inspection.sast_tools import (
    HOOKS,
    LINTER_ACTIONS,
    LINTER_HOOKS,
    LINTERS,
)
from advisories.inspection.shell import simple_commands
from advisories.inspection.targets import Step

UNUSED_FILES: Final = r"\.bandit|bandit\.ya?ml|\.semgrep\.ya?ml|\.semgrep/[^/]+\.ya?ml|\.gosec\.json"


def hook_rows(facts: Facts, hooks: list[Hook]) -> Iterator[Finding]:
    for hook in hooks:
        tool = next((tool for tool, pattern in HOOKS.items() if pattern.fullmatch(hook.name)), "")
        if not tool and hook.repository == "local":
            tool = _tool_of_entry(hook.command)
        if not tool:
            continue
        row = Finding("sast.linter", path=hook.path, line=hook.line, tool=tool, scope="hook")
        if hook.manual:
            yield replace(row, outcome="false", reason="The hook runs by hand only.", state="disabled")
        elif is_own_tool(tool, facts):
            yield replace(row, outcome="false", reason=f"The project is itself the tool {tool}.", state="disabled")
        else:
            yield row


def _tool_of_entry(command: str) -> str:
    for words in simple_commands([(1, command)]):
        if tool := tool_of_step(Step(words, "")):
            return tool
    return ""


def linter_rows(facts: Facts, workflows: list[Workflow], hooks: list[Hook], commands: Commands) -> Iterator[Finding]:
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
        text = command_text(step)
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


def _runs_of_linter(linter: str, workflows: list[Workflow], hooks: list[Hook], commands: Commands) -> tuple[str, str]:
    """Return the widest scope in which a linter runs, and its file and line; two empty texts if it does not run."""
    places: dict[str, str] = {}
    for run, line, step, _ in commands.rows:
        if not run.disabled and (scope := scope_of(run.scopes)) and LINTERS[linter].match(command_text(step)):
            places.setdefault(scope, f"{run.path}:{line}")
    for workflow in workflows:
        for use in workflow.uses:
            if not use.disabled and (scope := scope_of(use.scopes)) and LINTER_ACTIONS[linter].match(use.name):
                places.setdefault(scope, f"{use.path}:{use.line}")
    for hook in hooks:
        named = LINTER_HOOKS[linter].fullmatch(hook.name) or (
            hook.repository == "local"
            and any(LINTERS[linter].match(command_text(Step(w, ""))) for w in simple_commands([(1, hook.command)]))
        )
        if named and not hook.manual:
            places.setdefault("hook", f"{hook.path}:{hook.line}")
    for scope in (CHANGE, "hook", SCHEDULE):
        if scope in places:
            return scope, places[scope]
    return "", ""


def unused_rows(facts: Facts, used_tools: set[str]) -> Iterator[Finding]:
    """Yield configurations of tools that nothing runs."""
    for path in facts.files(UNUSED_FILES):
        tool = "Bandit" if "bandit" in path else "gosec" if "gosec" in path else "Semgrep"
        if tool not in used_tools:
            reason = f"Neither CI nor a hook runs {tool}."
            yield Finding("sast.linter", "false", reason, path=path, line=1, tool=tool, state="disabled")
