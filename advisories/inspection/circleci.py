"""CircleCI: workflows that start jobs, their filters, and commands with parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from advisories.inspection.ci_files import (
    CHANGE,
    OTHER,
    SCHEDULE,
    TAG,
    Run,
    Use,
    Workflow,
    command_lines,
    generic_runs,
    substitute,
)
from advisories.inspection.facts import Facts
from advisories.inspection.yaml_lines import Node, Scalar, Table, get, items, pairs, text_of, words

CHANGES: Final = frozenset({CHANGE, TAG})
_CIRCLE_PARAMETER = re.compile(r"<<\s*(?:pipeline\.)?(?:parameters|matrix)\.([\w-]+)\s*>>")


def read_circle(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    """Fill in the jobs that the workflows of a configuration start."""
    document = nodes[0] if nodes else None
    jobs = dict(pairs(get(document, "jobs")))
    commands = dict(pairs(get(document, "commands")))
    started: dict[str, set[str]] = {}
    given: dict[str, dict[str, list[str]]] = {}
    workflows = [(name, node) for name, node in pairs(get(document, "workflows")) if name != "version"]
    for _, node in workflows:
        scopes = set(CHANGES)
        triggers = list(items(get(node, "triggers")))
        if triggers and all(get(trigger, "schedule") is not None for trigger in triggers):
            scopes = {SCHEDULE}
        when, unless = get(node, "when"), get(node, "unless")
        if "scheduled" in " ".join(words(when)) and not (isinstance(when, Table) and "not" in when.nodes):
            scopes = {SCHEDULE}
        if text_of(when) == "false" or text_of(unless) == "true":
            scopes = set()
        approvals: set[str] = set()
        for entry in items(get(node, "jobs")):
            calls = [(entry.text, entry)] if isinstance(entry, Scalar) else list(pairs(entry))
            for name, call in calls:
                if text_of(get(call, "type")) == "approval":
                    approvals |= {name, text_of(get(call, "name"))}
                    continue
                own = set(scopes)
                if get(call, "filters", "tags") is not None and "/.*/" in words(
                    get(call, "filters", "branches", "ignore")
                ):
                    own &= {TAG, SCHEDULE}
                if approvals & set(words(get(call, "requires"))):
                    own = {OTHER} if own else own
                started.setdefault(name, set()).update(own)
                for key, child in [*pairs(call), *pairs(get(call, "matrix", "parameters"))]:
                    given.setdefault(name, {}).setdefault(key, []).extend(words(child)[:20])
                if name not in jobs:
                    workflow.uses.append(Use(workflow.path, call.line, name, "template", frozenset(own)))
                for steps in ("pre-steps", "post-steps"):
                    workflow.runs.extend(generic_runs(get(call, steps), workflow.path, frozenset(own)))
    if workflows:
        workflow.scopes = frozenset().union(*started.values())
        first = get(document, "workflows")
        workflow.line = workflow.line_end = first.line if first else 1
    for name, job in jobs.items():
        scopes_of_job = frozenset(started.get(name, ())) if workflows else CHANGES
        disabled = "" if scopes_of_job else "No workflow starts the job."
        values = {**_circle_defaults(job), **given.get(name, {})}
        folder = text_of(get(job, "working_directory"))
        folder = "" if folder.startswith(("~", "/")) else folder
        _circle_steps(workflow, get(job, "steps"), commands, values, folder, scopes_of_job, disabled, 0)
    return True


def _circle_defaults(node: Node) -> dict[str, list[str]]:
    defaults = {}
    for name, parameter in pairs(get(node, "parameters")):
        if default := text_of(get(parameter, "default")):
            defaults[name] = [default]
    return defaults


def _circle_steps(
    workflow: Workflow,
    steps: Node | None,
    commands: Mapping[str, Node],
    values: Mapping[str, list[str]],
    folder: str,
    scopes: frozenset[str],
    disabled: str,
    level: int,
) -> None:
    for step in items(steps):
        for name, call in [(step.text, step)] if isinstance(step, Scalar) else pairs(step):
            if name in {"when", "unless"}:
                never = (name == "when") == (text_of(get(call, "condition")) == "false") and text_of(
                    get(call, "condition")
                ) in {"false", "true"}
                because = "The condition of the steps never holds." if never else disabled
                _circle_steps(workflow, get(call, "steps"), commands, values, folder, scopes, because, level)
            elif name == "run":
                command = call if isinstance(call, Scalar) else get(call, "command")
                here = text_of(get(call, "working_directory")) or folder
                lines = substitute(command_lines(command), _CIRCLE_PARAMETER, values)
                if lines:
                    here = "" if here.startswith(("~", "/", "<<")) else here
                    workflow.runs.append(Run(workflow.path, lines[0][0], workflow.path, lines, here, scopes, disabled))
            elif name in commands and level < 3:
                own = {**_circle_defaults(commands[name]), **{key: words(child)[:20] for key, child in pairs(call)}}
                own = {
                    key: [text for _, text in substitute([(0, part) for part in parts], _CIRCLE_PARAMETER, values)]
                    for key, parts in own.items()
                }
                _circle_steps(
                    workflow, get(commands[name], "steps"), commands, own, folder, scopes, disabled, level + 1
                )
            elif "/" in name:
                workflow.uses.append(Use(workflow.path, call.line, name, "template", scopes, disabled))
                workflow.runs.extend(generic_runs(call, workflow.path, scopes, folder, disabled))
