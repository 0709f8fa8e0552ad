"""CI files: what starts them, and which commands, actions and templates they name, with lines."""

from __future__ import annotations

from typing import Final

from advisories.inspection import ci_systems, github_workflows, yaml_lines
from advisories.inspection.ci_files import TEXTS, Run, Use, Workflow, system_of
from advisories.inspection.facts import Facts
from advisories.inspection.findings import Problem
from advisories.inspection.yaml_lines import Node

__all__ = ["TEXTS", "Run", "Use", "Workflow", "read", "system_of"]

FILES: Final = 1_000
CHARACTERS: Final = 8 << 20  # of all files


def read(facts: Facts) -> list[Workflow]:
    """Return the CI files of a project in the order of their paths. They are read once per inspection.

    What cannot be read is added to the problems of the facts.
    """
    if "workflows" not in facts.derived:
        facts.derived["workflows"] = _read(facts)
    workflows: list[Workflow] = facts.derived["workflows"]
    return workflows


def _read(facts: Facts) -> list[Workflow]:
    paths = {
        path: system for path, entry in facts.entries.items() if entry.kind == "file" and (system := system_of(path))
    }
    documents: dict[str, list[Node]] = {}
    problems: dict[str, str] = {}
    characters = 0
    for number, path in enumerate(paths, 1):
        text = facts.texts.get(path)
        if text is None:
            problems[path] = "The file could not be read."
            continue
        characters += len(text)
        if number > FILES or characters > CHARACTERS:
            problems[path] = f"It is beyond the {FILES:,} files and {CHARACTERS:,} characters of CI that are read."
        elif path.endswith((".yml", ".yaml")):
            try:
                documents[path] = yaml_lines.parse(text, path)
            except yaml_lines.UnreadableYaml as error:
                problems[path] = str(error)
    workflows: list[Workflow] = []
    github = {
        path: documents[path] for path, system in paths.items() if system == "GitHub Actions" and path in documents
    }
    reader = github_workflows.Reader(facts, github)
    for path, system in paths.items():
        if path not in problems:
            try:
                if system == "GitHub Actions":
                    workflows.append(reader.workflow(path))
                else:
                    workflows.extend(ci_systems.read(facts, path, system, documents))
                continue
            except yaml_lines.UnreadableYaml as error:
                problems[path] = str(error)
        workflows.append(Workflow(path, system, problem=problems[path]))
    named = {problem.path for problem in facts.problems}
    facts.problems.extend(Problem(path, reason) for path, reason in problems.items() if path not in named)
    return workflows
