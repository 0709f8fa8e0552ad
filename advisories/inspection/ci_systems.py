"""CI systems other than GitHub Actions: what starts their jobs, and which commands these run."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from advisories.inspection import yaml_lines
from advisories.inspection.azure_pipelines import read_azure
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
)
from advisories.inspection.ci_scripts import read_jenkins, read_kokoro
from advisories.inspection.circleci import read_circle
from advisories.inspection.conditions import ALL
from advisories.inspection.facts import Facts
from advisories.inspection.gitlab_ci import read_gitlab
from advisories.inspection.travis_ci import read_travis
from advisories.inspection.yaml_lines import (
    Node,
    Scalar,
    Table,
    get,
    items,
    lines_of,
    pairs,
    scalars,
    text_of,
    words,
)

CHANGES: Final = frozenset({CHANGE, TAG})


def read(facts: Facts, path: str, system: str, documents: Mapping[str, list[Node]]) -> list[Workflow]:
    """Return the CI file of a path, in a list that is empty if the file belongs to another one.

    Raises
    ------
    UnreadableYaml
        If walking the file exceeds the limit of nodes.
    """
    workflow = Workflow(path, system, CHANGES)
    if path in documents:
        nodes = documents[path]
        read_document = _READERS.get(system, _read_generic)
        if read_document(workflow, nodes, facts, documents) is False:
            return []
    else:
        if not _TEXT_READERS[system](workflow, facts.texts[path]):
            return []
    if not workflow.is_started_by_changes and not workflow.reason:
        workflow.reason = "It is not started by changes."
    return [workflow]


def _read_generic(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    for node in nodes:
        workflow.runs.extend(generic_runs(node, workflow.path, workflow.scopes))
    return True


# ---- systems whose jobs have conditions of their own


def _read_cirrus(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    for node in nodes:
        for key, task in pairs(node):
            if not key.endswith(("task", "script")):
                continue
            condition = f"{text_of(get(task, 'only_if'))} {text_of(get(task, 'skip'))}"
            scopes = workflow.scopes
            if re.search(r"CIRRUS_CRON\s*(?:==|!=\s*['\"]{2})", text_of(get(task, "only_if"))):
                scopes = frozenset({SCHEDULE})
            elif re.match(r"\s*\$?CIRRUS_TAG\s*(?:!=|=~)", condition):
                scopes = frozenset({TAG})
            elif text_of(get(task, "trigger_type")) == "manual":
                scopes = frozenset({OTHER})
            workflow.runs.extend(generic_runs(task, workflow.path, scopes))
    return True


def _read_buildkite(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    for node in nodes:
        steps = get(node, "steps") if isinstance(node, Table) else node
        if not isinstance(steps, yaml_lines.Items):
            return False
        for step in steps:
            scopes = workflow.scopes
            condition = text_of(get(step, "if"))
            if re.search(r"build\.source\s*==\s*['\"]schedule", condition):
                scopes = frozenset({SCHEDULE})
            elif re.match(r"\s*build\.tag\s*(?:!=|=~)", condition):
                scopes = frozenset({TAG})
            disabled = "The step is skipped." if text_of(get(step, "skip")) not in {"", "false"} else ""
            workflow.runs.extend(generic_runs(step, workflow.path, scopes, "", disabled))
    return True


def _read_tekton(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    scopes: set[str] = set()
    for node in nodes:
        annotations = get(node, "metadata", "annotations")
        events = text_of(get(annotations, "pipelinesascode.tekton.dev/on-event"))
        expression = text_of(get(annotations, "pipelinesascode.tekton.dev/on-cel-expression"))
        if re.search(r"push|pull_request", events + expression):
            scopes.add(CHANGE)
        elif events or expression:
            scopes.add(OTHER)
    if not scopes:  # a task that another file starts
        scopes = {CHANGE}
    workflow.scopes = frozenset(scopes)
    return _read_generic(workflow, nodes, facts, documents)


def _read_prow(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    kinds = {"presubmits": CHANGE, "postsubmits": CHANGE, "periodics": SCHEDULE}
    started: set[str] = set()
    for node in nodes:
        for key, scope in kinds.items():
            jobs = get(node, key)
            if jobs is None:
                continue
            lists = [jobs] if isinstance(jobs, yaml_lines.Items) else [child for _, child in pairs(jobs)]
            for job in (job for entry in lists for job in items(entry)):
                scopes = frozenset({scope})
                on_demand = text_of(get(job, "always_run")) == "false" and text_of(get(job, "optional")) == "true"
                if key == "presubmits" and on_demand and get(job, "run_if_changed") is None:
                    scopes = frozenset({OTHER})
                started |= scopes
                workflow.runs.extend(generic_runs(get(job, "spec"), workflow.path, scopes))
    workflow.scopes = frozenset(started)
    return True


_ZUUL_OTHER = re.compile(r"periodic|release|tag|promote|third-party|experimental|nightly|weekly|manual")


def _read_zuul(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    entries = [entry for node in nodes for entry in items(node)]
    started: set[str] = set()
    named: dict[str, set[str]] = {}
    for entry in entries:
        for kind in ("project", "project-template"):
            project = get(entry, kind)
            for template in items(get(project, "templates")):
                for scalar in [template] if isinstance(template, Scalar) else []:
                    workflow.uses.append(Use(workflow.path, scalar.line, scalar.text, "job", CHANGES))
                    started.add(CHANGE)
            for pipeline, body in pairs(project):
                jobs = get(body, "jobs")
                if jobs is None:
                    continue
                scopes = {SCHEDULE if "periodic" in pipeline else OTHER} if _ZUUL_OTHER.search(pipeline) else {CHANGE}
                started |= scopes
                for job in items(jobs):
                    for name in [job.text] if isinstance(job, Scalar) else [key for key, _ in pairs(job)]:
                        named.setdefault(name, set()).update(scopes)
                        line = job.line if isinstance(job, Scalar) or not isinstance(job, Table) else job.lines[name]
                        workflow.uses.append(Use(workflow.path, line, name, "job", frozenset(scopes)))
    for entry in entries:
        definition = get(entry, "job")
        name = text_of(get(definition, "name"))
        if definition is None or not named.get(name):
            continue
        scopes_of_job = frozenset(named[name])
        if parent := text_of(get(definition, "parent")):
            workflow.uses.append(Use(workflow.path, definition.line, parent, "job", scopes_of_job))
        for playbook in scalars(get(definition, "run")):
            text = facts.texts.get(playbook.text)
            for document in yaml_lines.parse(text, playbook.text) if text else ():
                for run in generic_runs(document, workflow.path, scopes_of_job):
                    workflow.runs.append(Run(workflow.path, playbook.line, playbook.text, run.lines, "", scopes_of_job))
    workflow.scopes = frozenset(started or CHANGES)
    return True


def _events_scopes(node: Node | None) -> frozenset[str] | None:
    """Return what starts a step of Drone or Woodpecker by its events; None if it names none."""
    event = get(node, "event")
    named = set(words(get(event, "include") if isinstance(event, Table) else event))
    named |= (
        {word for entry in items(node) for word in words(get(entry, "event"))} if not isinstance(node, Table) else set()
    )
    if not named:
        return None
    scopes = {CHANGE} if named & {"push", "pull_request", "pull-request", "pull_request_closed"} else set()
    scopes |= {SCHEDULE} if "cron" in named else set()
    scopes |= {TAG} if "tag" in named else set()
    return frozenset(scopes or {OTHER})


def _read_drone(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    started: frozenset[str] = frozenset()
    for node in nodes:
        whole = _events_scopes(get(node, "trigger")) or _events_scopes(get(node, "when")) or CHANGES
        started |= whole
        for key in ("steps", "pipeline"):
            steps = get(node, key)
            listed = [child for _, child in pairs(steps)] if isinstance(steps, Table) else list(items(steps))
            for step in listed:
                scopes = whole & (_events_scopes(get(step, "when")) or ALL)
                workflow.runs.extend(generic_runs(step, workflow.path, scopes))
                if image := get(step, "image"):
                    workflow.uses.append(Use(workflow.path, image.line, text_of(image), "image", scopes))
    workflow.scopes = started or CHANGES
    return True


def _read_screwdriver(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    document = nodes[0] if nodes else None
    started: set[str] = set()
    for _, job in pairs(get(document, "jobs")):
        required = words(get(job, "requires"))
        scopes = {SCHEDULE} if any("eriodically" in key for key, _ in pairs(get(job, "annotations"))) else {CHANGE}
        if required and all(entry.startswith(("~tag", "~release")) for entry in required):
            scopes = {TAG}
        started |= scopes
        template = get(job, "template") or get(document, "shared", "template")
        if template is not None:
            workflow.uses.append(Use(workflow.path, template.line, text_of(template), "template", frozenset(scopes)))
        lines = [
            line
            for step in items(get(job, "steps") or get(document, "shared", "steps"))
            for line in command_lines(step)
        ]
        if lines:
            workflow.runs.append(Run(workflow.path, lines[0][0], workflow.path, lines, "", frozenset(scopes)))
    workflow.scopes = frozenset(started)
    return True


def _read_bitbucket(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    scopes_of = {"default": CHANGES, "branches": CHANGES, "pull-requests": CHANGES, "tags": frozenset({TAG})}
    pipelines = get(nodes[0] if nodes else None, "pipelines")
    started: set[str] = set()
    for key, node in pairs(pipelines):
        scopes = scopes_of.get(key, frozenset({OTHER}))
        started |= scopes
        workflow.runs.extend(generic_runs(node, workflow.path, scopes))
        for scalar in scalars(node):
            if scalar.text.startswith(("sonarsource/", "atlassian/", "pipe:")) and ":" in scalar.text:
                workflow.uses.append(
                    Use(workflow.path, scalar.line, scalar.text.removeprefix("pipe:").strip(), "action", scopes)
                )
    workflow.scopes = frozenset(started)
    return True


def _read_cloud_build(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    for step in items(get(nodes[0] if nodes else None, "steps")):
        folder = text_of(get(step, "dir"))
        name = text_of(get(step, "name")).partition(":")[0].rpartition("/")[2]
        program = text_of(get(step, "entrypoint")) or (
            name if name in {"go", "npm", "yarn", "mvn", "gradle", "bazel"} else ""
        )
        arguments = get(step, "args")
        texts = [scalar.text for scalar in scalars(arguments)]
        lines = command_lines(get(step, "script"))
        if texts:
            if any("\n" in text for text in texts):
                lines += [line for scalar in scalars(arguments) for line in lines_of(scalar)]
            else:
                quoted = [text if " " not in text or "'" in text else f"'{text}'" for text in texts]
                lines.append((step.line, " ".join([program, *quoted]).strip()))
        if lines:
            workflow.runs.append(Run(workflow.path, lines[0][0], workflow.path, lines, folder, workflow.scopes))
    return True


# ---- files that are no YAML


_Reader = Callable[[Workflow, list[Node], Facts, Mapping[str, list[Node]]], bool]
_READERS: Final[Mapping[str, _Reader]] = {
    "GitLab CI": read_gitlab,
    "Travis CI": read_travis,
    "CircleCI": read_circle,
    "Azure Pipelines": read_azure,
    "Cirrus CI": _read_cirrus,
    "Buildkite": _read_buildkite,
    "Tekton": _read_tekton,
    "Prow": _read_prow,
    "Zuul": _read_zuul,
    "Woodpecker": _read_drone,
    "Drone": _read_drone,
    "Screwdriver": _read_screwdriver,
    "Bitbucket Pipelines": _read_bitbucket,
    "Cloud Build": _read_cloud_build,
}
_TEXT_READERS: Final = {"Jenkins": read_jenkins, "Kokoro": read_kokoro}
