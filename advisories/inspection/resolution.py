"""What a command runs in the end: through make, tox, nox, npm, task runners and scripts of the tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from advisories.inspection.arguments import join
from advisories.inspection.facts import Facts
from advisories.inspection.make_targets import MakeTargets
from advisories.inspection.script_targets import ScriptTargets
from advisories.inspection.shell import Words, simple_commands
from advisories.inspection.targets import DEPTH_LIMIT, PYTHON, Reader, Step, Target, Tree
from advisories.inspection.task_targets import TASK_RUNNERS, TaskTargets
from advisories.inspection.tox_nox import ToxNoxTargets

LINE_LIMIT: Final = 5_000  # of one script
STEP_LIMIT: Final = 30_000  # simple commands of one inspection


class Resolver(Tree):
    """Finds what commands run. Each target is read once."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self._bodies: dict[tuple[str, ...], list[Step] | None] = {}
        self._steps = 0
        self._folders = {parent for path in facts.entries for parent in _parents(path)}
        self._make = MakeTargets(self)
        self._tox_nox = ToxNoxTargets(self)
        self._tasks = TaskTargets(self)
        self._scripts = ScriptTargets(self)

    def steps(self, lines: Iterable[tuple[int, str]], path: str, folder: str, depth: int = 0) -> list[Step]:
        """Return the simple commands of lines of shell that run in a folder of the tree ("" is its root).

        A change of folder holds for the following commands, as in one shell.
        """
        steps: list[Step] = []
        here = folder
        for words in simple_commands(islice(lines, LINE_LIMIT)):
            self._steps += 1
            if self._steps > STEP_LIMIT:
                break
            if words.head in {"cd", "pushd"} and len(words.tokens) > 1:
                here = self._folder(join(here, words.tokens[1]))
                continue
            steps.extend(self._resolved(words, path, here, depth))
        return steps

    def _folder(self, path: str) -> str:
        """Return the folder of the tree that a path outside of it means, such as `/app/src/tests`."""
        if path not in self._folders and (path.startswith(("/", "~", "$")) or "$" in path):
            parts = [part for part in path.split("/") if part]
            for start in range(1, len(parts)):
                if "/".join(parts[start:]) in self._folders:
                    return "/".join(parts[start:])
            return ""
        return path

    def _resolved(self, words: Words, path: str, folder: str, depth: int) -> Iterator[Step]:
        targets = list(self._targets(words, folder)) if depth < DEPTH_LIMIT else []
        if not targets:
            yield Step(words, path)
        for target in targets:
            in_tree = target.kind == "script" and target.key[1] in self.entries
            yield Step(words, path, target.name, target.kind, self.body(target.key, target.read, depth), in_tree)

    def body(self, key: tuple[str, ...], read: Reader, depth: int) -> list[Step] | None:
        """Return the commands of a target, which is read once."""
        if key not in self._bodies:
            self._bodies[key] = []  # a target that leads to itself runs nothing more
            self._bodies[key] = read(depth + 1)
        return self._bodies[key]

    def _targets(self, words: Words, folder: str) -> Iterator[Target]:
        """Yield each target that a command leads to."""
        head, arguments = words.head, list(words.tokens[1:])
        if head in {"make", "gmake", "mingw32-make", "just"}:
            yield from self._make.targets(head, arguments, folder)
        elif head == "tox" or (PYTHON.fullmatch(head) and arguments[:2] == ["-m", "tox"]):
            yield from self._tox_nox.environments(arguments, folder)
        elif head == "nox" or (PYTHON.fullmatch(head) and arguments[:2] == ["-m", "nox"]):
            yield from self._tox_nox.sessions(arguments, folder)
        elif head in TASK_RUNNERS:
            yield from self._tasks.targets(head, arguments, folder)
        elif words.runner in {"pdm", "hatch", "pixi", "rye", "poe"} and self._tasks.has(words.tokens[0], folder):
            yield from self._tasks.targets(words.runner, ["run", *words.tokens], folder)
        else:
            yield from self._scripts.targets(words, folder)


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
