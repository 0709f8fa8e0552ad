"""Tasks of package managers and task runners."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from advisories.inspection import runners
from advisories.inspection.arguments import join, options, without_options
from advisories.inspection.targets import Reader, Step, Target, Tree, function_reader
from advisories.inspection.wrappers import word_set
from advisories.inspection.yaml_lines import Lines

TASK_RUNNERS: Final = word_set(
    """
    npm yarn pnpm bun composer task go-task invoke inv poe hatch mise
    """
)


class TaskTargets:
    """Tasks of package managers and task runners of a tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._tasks: dict[tuple[str, str], dict[str, Lines] | None] = {}

    def has(self, name: str, folder: str) -> bool:
        """Return whether `pyproject.toml` defines a task of a name."""
        return name in (self._tasks_of("pyproject.toml", folder) or {})

    def _tasks_of(self, file_name: str, folder: str) -> dict[str, Lines] | None:
        key = (file_name, folder)
        if key not in self._tasks:
            self._tasks[key] = None
            for base in dict.fromkeys((folder, "")):
                text = self.tree.texts.get(join(base, file_name))
                if text is not None:
                    read = _TASK_FILES.get(file_name, runners.taskfile_tasks)
                    self._tasks[key] = read(text)
                    break
        return self._tasks[key]

    def targets(self, head: str, arguments: list[str], folder: str) -> Iterator[Target]:
        """Yield the task that the arguments of a task runner name."""
        for folder_option in options(arguments, {"--prefix", "--cwd", "-C", "--dir", "--working-dir", "-d"}):
            folder = join(folder, folder_option)
        rest = without_options(arguments)
        if head == "yarn" and rest[:1] == ["workspace"]:
            rest = rest[2:]
        if head == "yarn" and rest[:2] == ["workspaces", "foreach"]:
            rest = rest[2:]
        if rest[:1] in (["run"], ["run-script"]):
            rest = rest[1:]
        if not rest:
            return
        name = "test" if head == "npm" and rest[0] in {"t", "tst"} else rest[0]
        if head in {"invoke", "inv"}:
            path = next(
                (file for file in (join(folder, "tasks.py"), "tasks.py") if file in self.tree.texts), "tasks.py"
            )
            yield Target(head, name, ("invoke", path, name), function_reader(self.tree, path, name, r"task"))
            return
        if head in {"npm", "yarn", "pnpm", "bun"}:
            file_names = ["package.json"]
        elif head == "composer":
            file_names = ["composer.json"]
        elif head == "mise":
            file_names = ["mise.toml", ".mise.toml", "mise/config.toml"]
        elif head in {"task", "go-task"}:
            file_names = ["Taskfile.yml", "Taskfile.yaml"]
        else:
            file_names = ["pyproject.toml"]
        for file_name in file_names:
            tasks = self._tasks_of(file_name, folder)
            if tasks and name in tasks:
                path = next(path for path in (join(folder, file_name), file_name) if path in self.tree.texts)
                yield Target(head, name, (head, path, name), self._task_reader(path, tasks, name, folder, head))
                return
        yield Target(head, name, (head, folder, name), lambda depth: None)

    def _task_reader(self, path: str, tasks: dict[str, Lines], name: str, folder: str, head: str) -> Reader:
        def read(depth: int) -> list[Step] | None:
            steps: list[Step] = []
            for part in (f"pre{name}", name, f"post{name}") if head in {"npm", "yarn", "pnpm"} else (name,):
                for line, text in tasks.get(part, []):
                    if head == "composer":
                        text = re.sub(r"^@(?!php\b|putenv\b)", "composer run ", text)
                    elif head in {"hatch", "poe", "pdm", "pixi"} and text.split()[:1] and text.split()[0] in tasks:
                        text = f"{head} run {text}" if text.split()[0] != name else text
                    text = re.sub(r"\b(?:npm-run-all|run-s|run-p|concurrently)\b(.*)", _several_scripts, text)
                    steps.extend(self.tree.steps([(line, text)], path, folder, depth))
            return steps

        return read


_TASK_FILES: Final[dict[str, Callable[[str], dict[str, Lines] | None]]] = {
    "package.json": runners.json_scripts,
    "composer.json": runners.json_scripts,
    "pyproject.toml": runners.toml_tasks,
    "mise.toml": runners.mise_tasks,
    ".mise.toml": runners.mise_tasks,
    "mise/config.toml": runners.mise_tasks,
}


def _several_scripts(match: re.Match[str]) -> str:
    names = [word.removeprefix("npm:") for word in match[1].replace('"', " ").replace("'", " ").split()]
    return " && ".join(f"npm run {name}" for name in names if re.fullmatch(r"[\w:.-]+", name) and name[0] != "-")
