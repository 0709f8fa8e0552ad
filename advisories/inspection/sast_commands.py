"""Commands and actions of CI files, and the SAST tools that they run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from advisories.inspection.ci_files import SCHEDULE, Run, Use, Workflow
from advisories.inspection.ci_testing import finding_of_command, state_of, steps_of
from advisories.inspection.facts import Facts
from advisories.inspection.findings import Finding
from advisories.inspection.sast_tools import (
    ACTION_PATTERNS,
    COMMAND_PATTERNS,
    GITLAB_TEMPLATE,
    IMAGES,
)
from advisories.inspection.targets import PYTHON, Step
from advisories.inspection.wrappers import program


@dataclass
class Commands:
    """The commands of all CI files and of what these call, each with its place in the CI file."""

    rows: list[tuple[Run, int, Step, list[Step]]] = field(default_factory=list)


def all_commands(facts: Facts, workflows: list[Workflow]) -> Commands:
    """Return the commands of all CI files, and of the targets and scripts that these call."""
    commands = Commands()
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


def command_text(step: Step) -> str:
    """Return a command as text that begins with the program, also behind `python -m`."""
    tokens = step.words.tokens
    if PYTHON.fullmatch(program(tokens[0])) and "-m" in tokens[1:3]:
        tokens = tokens[tokens.index("-m") + 1 :]
    if not tokens:
        return ""
    return " ".join([program(tokens[0]), *tokens[1:]])


def is_own_tool(tool: str, facts: Facts) -> bool:
    """Return whether the project is itself the tool."""
    names = {facts.name.rpartition("/")[2].lower(), facts.address.rpartition("/")[2]}
    return tool.lower().replace(" ", "-") in names or (tool == "CodeQL" and "codeql-action" in names)


def evidence_of(
    name: str,
    item: Run | Use,
    line: int,
    tool: str,
    command: str,
    facts: Facts,
    way: Sequence[Step] = (),
    step: Step | None = None,
) -> Finding:
    """Return the finding of a tool that a CI file runs, directly or on the way of several commands."""
    scope, state, reason = state_of(item)
    true = bool(scope)
    if scope == SCHEDULE:
        state, reason = "enabled", ""
    if true and is_own_tool(tool, facts):
        true, state, reason = False, "disabled", f"The project is itself the tool {tool}."
    steps = [*way[1:], *([step] if way and step else [])]
    through = [f"{inner.path}:{inner.words.line} {inner.text}"[:200] for inner in steps]
    finding = finding_of_command(name, item, line, tool, command, through)
    return replace(
        finding, outcome="true" if true else "false", reason="" if true else reason, scope=scope, state=state
    )


def tool_of_use(use: Use, system: str) -> str:
    """Return the SAST tool that an action, template or workflow runs; "" if there is none."""
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


def tool_of_step(step: Step) -> str:
    """Return the SAST tool that a command runs; "" if there is none."""
    text = command_text(step)
    if step.words.loose:
        for tool, pattern in IMAGES.items():
            if any(re.match(rf"(?:docker\.io/)?{pattern}(?::|@|$)", token) for token in step.words.tokens):
                return tool
        return ""
    if re.search(r"\s(?:--version|--help|-h)(?:\s|$)", text):
        return ""
    return next((tool for tool, pattern in COMMAND_PATTERNS.items() if pattern.match(text)), "")
