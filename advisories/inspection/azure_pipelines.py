"""Azure Pipelines: triggers, steps, tasks and the templates of the tree."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Final

from advisories.inspection import yaml_lines
from advisories.inspection.ci_files import CHANGE, OTHER, SCHEDULE, TAG, Run, Use, Workflow, command_lines, substitute
from advisories.inspection.facts import Facts
from advisories.inspection.yaml_lines import Node, Scalar, Table, get, items, pairs, scalars, text_of, words

LEVELS: Final = 6  # of templates
SCRIPTS: Final = ("script", "bash", "powershell", "pwsh")

_VALUE = re.compile(r"\$\{\{\s*parameters\.(\w+)\s*\}\}|\$\(([\w.]+)\)")
_BY_SCHEDULE = re.compile(r"eq\(\s?variables\[['\"]Build\.Reason['\"]\]\s?,\s?['\"]Schedule['\"]\s?\)")
_BY_TAG = re.compile(r"startsWith\(\s?variables\[['\"]Build\.SourceBranch['\"]\]\s?,\s?['\"]refs/tags")
# Task → how its inputs become a command.
_TASKS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "dotnetcorecli": ("dotnet", ("command", "custom", "arguments")),
    "maven": ("mvn", ("goals",)),
    "gradle": ("gradle", ("tasks",)),
    "npm": ("npm", ("command", "customcommand")),
    "cmake": ("cmake", ("cmakeargs",)),
    "go": ("go", ("command", "arguments")),
    "make": ("make", ("args", "arguments", "target")),
    "gulp": ("gulp", ("targets",)),
    "vstest": ("vstest.console", ()),
    "visualstudiotest": ("vstest.console", ()),
    "xcode": ("xcodebuild", ("actions",)),
    "pythonscript": ("python", ("scriptpath", "arguments")),
    "bash": ("bash", ("filepath", "arguments")),
    "shellscript": ("bash", ("scriptpath", "args")),
    "batchscript": ("cmd", ("filename", "arguments")),
    "powershell": ("pwsh", ("filepath", "arguments")),
}


def read_azure(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    """Fill in a pipeline; return false for a template, which is read where it is used."""
    document = nodes[0] if nodes else None
    if not isinstance(document, Table) or not {"steps", "jobs", "stages", "extends"} & set(document.nodes):
        return False
    starts = {"trigger", "pr", "schedules"} & set(document.nodes)
    if not starts and "azure" not in workflow.path and "pool" not in document.nodes:
        return False
    if not starts and (_is_used(workflow.path, documents) or "parameters" in document.nodes):
        return False
    workflow.scopes = _scopes(document)
    key = next((name for name in ("trigger", "pr", "schedules") if name in document.nodes), "")
    if key:
        workflow.line = workflow.line_end = document.lines[key]
    _read_node(workflow, document, facts, {}, workflow.scopes, "", 0)
    return True


def _is_used(path: str, documents: Mapping[str, list[Node]]) -> bool:
    name = posixpath.basename(path)
    for other, nodes in documents.items():
        if other != path and any(name in line and "template" in line for node in nodes for line in node.file.lines):
            return True
    return False


def _scopes(document: Table) -> frozenset[str]:
    scopes: set[str] = set()
    trigger, pull_request = get(document, "trigger"), get(document, "pr")
    if text_of(trigger) not in {"none", "None"}:
        branches = get(trigger, "branches")
        has_tags_only = isinstance(trigger, Table) and "tags" in trigger.nodes and branches is None
        scopes.add(TAG if has_tags_only else CHANGE)
    if text_of(pull_request) not in {"none", "None"}:  # without the key every pull request starts the pipeline
        scopes.add(CHANGE)
    if get(document, "schedules") is not None:
        scopes.add(SCHEDULE)
    return frozenset(scopes or {OTHER})


def _limit(node: Node, scopes: frozenset[str]) -> tuple[frozenset[str], str]:
    """Return what starts a stage, job or step by its condition, and why nothing does."""
    condition = text_of(get(node, "condition"))
    if condition.strip().lower() == "false" or text_of(get(node, "enabled")).lower() == "false":
        return scopes, "The condition is “false”."
    for pattern, scope in ((_BY_SCHEDULE, SCHEDULE), (_BY_TAG, TAG)):
        if pattern.search(condition) and not re.search(r"\b(?:or|not)\(", condition):
            return scopes & {scope}, ""
    return scopes, ""


def _read_node(
    workflow: Workflow,
    node: Node | None,
    facts: Facts,
    values: Mapping[str, list[str]],
    scopes: frozenset[str],
    disabled: str,
    level: int,
) -> None:
    if isinstance(node, yaml_lines.Items):
        for child in node:
            _read_node(workflow, child, facts, values, scopes, disabled, level)
        return
    if not isinstance(node, Table):
        return
    scopes, reason = _limit(node, scopes)
    disabled = disabled or reason
    own = {**_variables(get(node, "variables")), **_matrix(get(node, "strategy", "matrix"))}
    values = {**values, **own} if own else values
    for key, child in node.pairs():
        if key in SCRIPTS and isinstance(child, Scalar):
            folder = text_of(get(node, "workingDirectory"))
            _add(workflow, substitute(command_lines(child), _VALUE, values), folder, scopes, disabled)
        elif key == "task":
            _read_task(workflow, node, values, scopes, disabled)
        elif key == "template":
            _read_template(workflow, node, facts, values, scopes, disabled, level)
        elif key in {"stages", "jobs", "steps", "extends", "deploy", "runOnce", "strategy"} or key.startswith("${{"):
            _read_node(workflow, child, facts, values, scopes, disabled, level)
    for name, parameter in pairs(get(node, "parameters")) if "template" in node.nodes else ():
        if name.lower().endswith(("steps", "jobs", "stages")):
            _read_node(workflow, parameter, facts, values, scopes, disabled, level)


def _variables(node: Node | None) -> dict[str, list[str]]:
    if isinstance(node, Table):
        return {name: [value.text] for name, value in node.pairs() if isinstance(value, Scalar)}
    return {text_of(get(entry, "name")): [text_of(get(entry, "value"))] for entry in items(node) if get(entry, "name")}


def _matrix(node: Node | None) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for _, row in pairs(node):
        for name, value in pairs(row):
            if isinstance(value, Scalar) and value.text not in values.setdefault(name, []):
                values[name].append(value.text)
    return values


def _add(
    workflow: Workflow,
    lines: list[tuple[int, str]],
    folder: str,
    scopes: frozenset[str],
    disabled: str,
    source: str = "",
) -> None:
    if lines:
        run = Run(
            workflow.path,
            lines[0][0],
            source or workflow.path,
            lines,
            "" if folder.startswith("${") else folder,
            scopes,
            disabled,
        )
        workflow.runs.append(run)


def _read_task(
    workflow: Workflow, node: Table, values: Mapping[str, list[str]], scopes: frozenset[str], disabled: str
) -> None:
    task = get(node, "task")
    name = text_of(task).partition("@")[0]
    inputs = {key.lower(): value for key, value in pairs(get(node, "inputs"))}
    line = task.line if task else node.line
    given = {key: " ".join(words(value))[:1000] for key, value in inputs.items()}
    workflow.uses.append(Use(workflow.path, line, f"azure-task/{name}", "action", scopes, disabled, given))
    folder = text_of(inputs.get("workingdirectory")) or text_of(inputs.get("workingdir"))
    for key in ("script", "inline", "inlinescript"):
        if key in inputs:
            _add(workflow, substitute(command_lines(inputs[key]), _VALUE, values), folder, scopes, disabled)
            return
    program, keys = _TASKS.get(name.lower(), ("", ()))
    if program:
        arguments = " ".join(" ".join(words(inputs.get(key))) for key in keys)
        text = f"{program} {arguments}".strip()
        text = text.replace("npm custom ", "npm ").replace("dotnet custom ", "dotnet ")
        _add(workflow, substitute([(line, text)], _VALUE, values), folder, scopes, disabled)


def _read_template(
    workflow: Workflow,
    node: Table,
    facts: Facts,
    values: Mapping[str, list[str]],
    scopes: frozenset[str],
    disabled: str,
    level: int,
) -> None:
    named = get(node, "template")
    name = text_of(named).removesuffix("@self")
    line = named.line if named else node.line
    if "@" in name or "$" in name:
        workflow.uses.append(Use(workflow.path, line, name, "template", scopes, disabled))
        return
    here = posixpath.dirname(node.file.path or workflow.path)
    candidates = (
        [posixpath.normpath(posixpath.join(here, name)), name.lstrip("/")] if not name.startswith("/") else [name[1:]]
    )
    path = next((candidate for candidate in candidates if candidate in facts.texts), "")
    if not path or level >= LEVELS:
        return
    documents = yaml_lines.parse(facts.texts[path], path)
    document = documents[0] if documents else None
    given: dict[str, list[str]] = {}
    for entry in items(get(document, "parameters")):
        for key, value in (
            [(text_of(get(entry, "name")), get(entry, "default"))] if get(entry, "name") else pairs(entry)
        ):
            given[key] = [scalar.text for scalar in scalars(value)][:10]
    for key, value in pairs(get(node, "parameters")):
        texts = [text for _, text in substitute([(0, word) for word in words(value)[:10]], _VALUE, values)]
        given[key] = texts
    inner = Workflow(path, workflow.system)
    _read_node(inner, document, facts, {**values, **given}, scopes, disabled, level + 1)
    for run in inner.runs:
        workflow.runs.append(Run(workflow.path, line, run.source, run.lines, run.folder, run.scopes, run.disabled))
    for use in inner.uses:
        workflow.uses.append(Use(workflow.path, line, use.name, use.kind, use.scopes, use.disabled, use.inputs))
