"""Workflows of GitHub Actions, and of Gitea and Forgejo, which read the same files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from advisories.inspection import runners, yaml_lines
from advisories.inspection.arguments import join
from advisories.inspection.ci_files import CHANGE, OTHER, SCHEDULE, TAG, Run, Use, Workflow, substitute
from advisories.inspection.conditions import ALL, DISABLED, limit_of
from advisories.inspection.facts import Facts
from advisories.inspection.wrappers import word_set
from advisories.inspection.yaml_lines import Node, Scalar, Table, get, items, lines_of, pairs, text_of, words

LEVELS: Final = 3  # of called workflows and of local actions
CHANGES: Final = frozenset({"push", "pull_request", "pull_request_target", "merge_group"})
COMMAND_INPUTS: Final = word_set(
    """
    args arguments command run script commands cmd test-command test_command test-cmd goals tasks
    """
)
PREFIXES: Final = {
    "cargo": "cargo",
    "gradle-build-action": "gradle",
    "gradle-command-action": "gradle",
    "poetry": "poetry",
}

_MATRIX = re.compile(r"\$\{\{\s*matrix\.([\w.-]+)\s*(?:\|\|[^{}]*)?\}\}")
_INPUT = re.compile(r"\$\{\{\s*(?:github\.event\.)?inputs\.([\w-]+)\s*(?:\|\|[^{}]*)?\}\}")
_ENV = re.compile(r"\$\{\{\s*env\.(\w+)\s*\}\}|\$\{(\w+)\}|\$(\w+)")

Values = Mapping[str, list[str]]


@dataclass
class _Trigger:
    scopes: set[str] = field(default_factory=set)
    after: list[str] = field(default_factory=list)  # names of workflows whose end starts this one
    line: int = 1
    line_end: int = 1
    events: list[str] = field(default_factory=list)


def events_of(document: Node | None) -> _Trigger:
    """Return what starts a workflow by its key `on`."""
    trigger = _Trigger()
    node = get(document, "on")
    if not isinstance(document, Table) or node is None:
        return trigger
    trigger.line = document.lines["on"]
    trigger.line_end = max(trigger.line, min(node.line_end, trigger.line + 12))
    named: dict[str, Node | None] = {}
    if isinstance(node, Table):
        named = dict(pairs(node))
    else:
        named = dict.fromkeys(word for word in words(node))
    for event, filters in named.items():
        trigger.events.append(event)
        if event == "push":
            keys = {key for key, _ in pairs(filters)}
            if keys & {"tags", "tags-ignore"} and not keys & {"branches", "branches-ignore", "paths", "paths-ignore"}:
                trigger.scopes.add(TAG)
            else:
                trigger.scopes.add(CHANGE)
        elif event in CHANGES:
            trigger.scopes.add(CHANGE)
        elif event == "schedule":
            trigger.scopes.add(SCHEDULE)
        elif event == "workflow_run":
            trigger.after.extend(words(get(filters, "workflows")))
        elif event != "workflow_call":
            trigger.scopes.add(OTHER)
    return trigger


class Reader:
    """Reads the workflows of a tree together, since some are started by others."""

    def __init__(self, facts: Facts, documents: Mapping[str, list[Node]]) -> None:
        self.facts = facts
        self.documents = {path: nodes[0] if nodes else None for path, nodes in documents.items()}
        self.triggers: dict[str, _Trigger] = {}
        self.inputs: dict[str, dict[str, list[str]]] = {}
        calls: list[tuple[str, str, Table]] = []
        for path, document in self.documents.items():
            try:
                self.triggers[path] = events_of(document)
                for _, job in pairs(get(document, "jobs")):
                    called = self.local_path(text_of(get(job, "uses")))
                    if isinstance(job, Table) and called in self.documents:
                        calls.append((path, called, job))
            except yaml_lines.UnreadableYaml:
                self.triggers[path] = _Trigger()  # reported when the workflow itself is read
        for _ in range(LEVELS):
            self._pass_on(calls)
        for _, called, job in calls:
            for name, node in pairs(get(job, "with")):
                self.inputs.setdefault(called, {}).setdefault(name, []).extend(words(node)[:10])

    def _pass_on(self, calls: list[tuple[str, str, Table]]) -> None:
        """Give called workflows the triggers of their callers, one level further."""
        before = {path: frozenset(trigger.scopes) for path, trigger in self.triggers.items()}
        for path, called, job in calls:
            limit = limit_of(text_of(get(job, "if")))
            if limit is not DISABLED and called in self.triggers:
                self.triggers[called].scopes |= before[path] & limit
        for path, trigger in self.triggers.items():
            for name in trigger.after:
                for other, document in self.documents.items():
                    if name in {text_of(get(document, "name")), other, posixpath.basename(other)} and other != path:
                        trigger.scopes |= before[other]

    def local_path(self, name: str) -> str:
        """Return the path of a local action or workflow, also if the project's address names it."""
        name = name.strip()
        if name.startswith("./"):
            return posixpath.normpath(name[2:].partition("@")[0])
        own = self.facts.address.removeprefix("github.com/")
        if own != self.facts.address and name.lower().startswith(f"{own.lower()}/"):
            return posixpath.normpath(name[len(own) + 1 :].partition("@")[0])
        return ""

    def workflow(self, path: str) -> Workflow:
        """Return a workflow with its commands and uses."""
        document, trigger = self.documents[path], self.triggers[path]
        workflow = Workflow(path, "GitHub Actions", frozenset(trigger.scopes), trigger.line, trigger.line_end)
        if not isinstance(document, Table) or not isinstance(get(document, "jobs"), Table):
            workflow.reason = "The file has no jobs."
            workflow.scopes = frozenset()
            return workflow
        if not workflow.is_started_by_changes:
            named = ", ".join(dict.fromkeys(trigger.events)) or "nothing"
            workflow.reason = f"It is started by {named}, not by changes."
            if TAG in trigger.scopes and "push" in trigger.events:
                workflow.reason = "It is started by tags, not by changes."
        values = {name: list(given) for name, given in self.inputs.get(path, {}).items()}
        for event in ("workflow_call", "workflow_dispatch"):
            for name, entry in pairs(get(document, "on", event, "inputs")):
                if default := text_of(get(entry, "default")):
                    values.setdefault(name, []).append(default)
        for _, job in pairs(get(document, "jobs")):
            if isinstance(job, Table):
                self._read_job(workflow, document, job, values)
        return workflow

    def _read_job(self, workflow: Workflow, document: Table, job: Table, inputs: Values) -> None:
        limit = limit_of(text_of(get(job, "if")))
        disabled = "The job has the condition “false”." if limit is DISABLED else ""
        scopes = workflow.scopes & (limit or ALL)
        matrix = matrix_of(get(job, "strategy", "matrix"))
        uses = get(job, "uses")
        if isinstance(uses, Scalar):
            given = {name: text_of(node) for name, node in pairs(get(job, "with"))}
            names = [name for _, name in substitute([(uses.line, uses.text)], _MATRIX, matrix)]
            for name in names:
                workflow.uses.append(Use(workflow.path, uses.line, name.strip(), "workflow", scopes, disabled, given))
            if not self.local_path(uses.text):
                self._command_inputs(workflow, job, "", uses.line, scopes, disabled, [(_MATRIX, matrix)])
            return
        environment = [env_of(get(node, "env")) for node in (document, job)]
        folder = text_of(get(job, "defaults", "run", "working-directory"))
        folder = folder or text_of(get(document, "defaults", "run", "working-directory"))
        image = text_of(get(job, "container")) or text_of(get(job, "container", "image"))
        if image:
            line = get(job, "container").line  # type: ignore[union-attr]
            workflow.uses.append(Use(workflow.path, line, image, "image", scopes, disabled))
        for step in items(get(job, "steps")):
            env = {**environment[0], **environment[1], **env_of(get(step, "env"))}
            self._read_step(
                workflow, step, folder, scopes, disabled, [(_ENV, env), (_INPUT, inputs), (_MATRIX, matrix)]
            )

    def _read_step(
        self,
        workflow: Workflow,
        step: Node,
        folder: str,
        scopes: frozenset[str],
        disabled: str,
        values: list[tuple[re.Pattern[str], Values]],
        origin: tuple[int, str] | None = None,
        level: int = 0,
    ) -> None:
        limit = limit_of(text_of(get(step, "if")))
        if limit is DISABLED:
            disabled = disabled or "The step has the condition “false”."
        scopes = scopes & (limit or ALL)
        folder = text_of(get(step, "working-directory")) or folder
        folder = next((text for _, text in replaced([(0, folder)], values)), folder)
        source = step.file.path or workflow.path
        run = get(step, "run")
        if isinstance(run, Scalar):
            lines = lines_of(run)
            if text_of(get(step, "shell")).startswith("python"):
                lines = runners.python_commands(lines)
            lines = replaced(lines, values)
            line = origin[0] if origin else run.line
            title = text_of(get(step, "name"))
            workflow.runs.append(Run(workflow.path, line, source, lines, join("", folder), scopes, disabled, title))
        uses = get(step, "uses")
        if not isinstance(uses, Scalar):
            return
        line = origin[0] if origin else uses.line
        given = {name: " ".join(words(node))[:2000] for name, node in pairs(get(step, "with"))}
        name = uses.text.strip()
        workflow.uses.append(Use(workflow.path, line, name, "action", scopes, disabled, given))
        self._command_inputs(workflow, step, name, line, scopes, disabled, values, folder, source)
        local = self.local_path(name)
        if (local or name == "./") and level < LEVELS:
            self._read_action(workflow, local, line, given, scopes, disabled, folder, level)

    def _command_inputs(
        self,
        workflow: Workflow,
        step: Node,
        name: str,
        line: int,
        scopes: frozenset[str],
        disabled: str,
        values: list[tuple[re.Pattern[str], Values]],
        folder: str = "",
        source: str = "",
    ) -> None:
        """Add the commands among the values that a step gives to an action."""
        if re.match(r"(?:actions/github-script|actions/upload|actions/cache)", name):
            return
        prefix = PREFIXES.get(name.partition("@")[0].rpartition("/")[2], "")
        for key, node in pairs(get(step, "with")):
            if key.lower() not in COMMAND_INPUTS or not isinstance(node, Scalar):
                continue
            lines = [(number, f"{prefix} {text}".strip()) for number, text in lines_of(node)]
            if prefix and key == "command" and (arguments := text_of(get(step, "with", "args"))):
                lines = [(number, f"{text} {arguments}") for number, text in lines]
            lines = replaced(lines, values)
            position = node.line if not source or source == workflow.path else line
            here = (
                text_of(get(step, "with", "working-directory"))
                or text_of(get(step, "with", "build-root-directory"))
                or folder
            )
            run = Run(workflow.path, position, source or workflow.path, lines, join("", here), scopes, disabled)
            workflow.runs.append(run)

    def _read_action(
        self,
        workflow: Workflow,
        folder: str,
        line: int,
        given: Mapping[str, str],
        scopes: frozenset[str],
        disabled: str,
        working: str,
        level: int,
    ) -> None:
        """Add the steps of a composite action of the tree."""
        for name in ("action.yml", "action.yaml"):
            path = join(folder, name)
            text = self.facts.texts.get(path)
            if text is None:
                continue
            documents = yaml_lines.parse(text, path)
            action = documents[0] if documents else None
            inputs = {name: [value] for name, value in given.items()}
            for key, entry in pairs(get(action, "inputs")):
                if default := text_of(get(entry, "default")):
                    inputs.setdefault(key, []).append(default)
            own = {"GITHUB_ACTION_PATH": [f"$GITHUB_WORKSPACE/{folder}"]}
            for step in items(get(action, "runs", "steps")):
                values: list[tuple[re.Pattern[str], Values]] = [
                    (_ENV, {**env_of(get(step, "env")), **own}),
                    (_INPUT, inputs),
                ]
                self._read_step(workflow, step, "", scopes, disabled, values, (line, path), level + 1)
            return


def matrix_of(node: Node | None) -> dict[str, list[str]]:
    """Return the values of each key of a matrix, also of its `include`; nested keys as `a.b`."""
    values: dict[str, list[str]] = {}

    def add(name: str, value: Node) -> None:
        if isinstance(value, Scalar):
            if value.text not in values.setdefault(name, []):
                values[name].append(value.text)
        elif isinstance(value, Table):
            for key, child in value.pairs():
                add(f"{name}.{key}", child)

    for key, node_of_key in pairs(node):
        if key == "exclude":
            continue
        for value in items(node_of_key):
            if key == "include":
                for inner, child in pairs(value):
                    add(inner, child)
            else:
                add(key, value)
    return values


def env_of(node: Node | None) -> dict[str, list[str]]:
    """Return the environment variables of a workflow, job or step."""
    return {name: [value.text] for name, value in pairs(node) if isinstance(value, Scalar)}


def replaced(lines: list[tuple[int, str]], values: list[tuple[re.Pattern[str], Values]]) -> list[tuple[int, str]]:
    """Return lines in which variables, inputs and matrix values are replaced, in this order."""
    for pattern, named in values:
        if named:
            lines = substitute(lines, pattern, named)
    return lines
