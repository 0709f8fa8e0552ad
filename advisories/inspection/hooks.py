"""Hooks of pre-commit: which are configured, and which of them run without being asked for."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Final

from advisories.inspection import yaml_lines
from advisories.inspection.facts import Facts
from advisories.inspection.findings import Problem
from advisories.inspection.yaml_lines import get, items, text_of, words

TEXTS: Final = (r"\.pre-commit-config\.ya?ml",)


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook of pre-commit.

    Parameters
    ----------
    path, line : where its name is written.
    name : its id, such as "bandit".
    repository : address of the repository that provides it; "local" for one of the project.
    command : `entry` of a local hook and the arguments, as one line.
    dependencies : packages that it needs in addition.
    manual : whether it runs only when it is asked for.
    """

    path: str
    line: int
    name: str
    repository: str
    command: str
    dependencies: tuple[str, ...] = ()
    manual: bool = False


def read_hooks(facts: Facts) -> list[Hook]:
    """Return the hooks of a project, read once per inspection. Unreadable files become problems."""
    if "hooks" not in facts.derived:
        hooks: list[Hook] = []
        for path in facts.files(TEXTS[0]):
            text = facts.texts.get(path)
            if text is not None:
                try:
                    hooks.extend(_hooks_of(path, text))
                except yaml_lines.UnreadableYaml as error:
                    if path not in {problem.path for problem in facts.problems}:
                        facts.problems.append(Problem(path, str(error)))
        facts.derived["hooks"] = hooks
    read: list[Hook] = facts.derived["hooks"]
    return read


def _hooks_of(path: str, text: str) -> list[Hook]:
    hooks = []
    documents = yaml_lines.parse(text, path)
    document = documents[0] if documents else None
    default = words(get(document, "default_stages"))
    for entry in items(get(document, "repos")):
        for hook in items(get(entry, "hooks")):
            name = get(hook, "id")
            if name is None:
                continue
            stages = words(get(hook, "stages")) or default
            arguments = " ".join(words(get(hook, "args")))
            command = f"{text_of(get(hook, 'entry'))} {arguments}".strip()
            hooks.append(
                Hook(
                    path,
                    name.line,
                    text_of(name),
                    text_of(get(entry, "repo")),
                    command,
                    tuple(words(get(hook, "additional_dependencies"))),
                    manual=bool(stages) and set(stages) <= {"manual"},
                )
            )
    return hooks


def provider(hook: Hook) -> str:
    """Return the name of the repository that provides a hook, such as "bandit"."""
    return posixpath.basename(hook.repository.rstrip("/")).removesuffix(".git").lower()
