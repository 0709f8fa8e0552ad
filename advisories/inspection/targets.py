"""What a command leads to: targets, environments, sessions, tasks and scripts, each with the commands that it runs."""

from __future__ import annotations

import posixpath
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from advisories.inspection import runners
from advisories.inspection.facts import Facts
from advisories.inspection.shell import Words
from advisories.inspection.yaml_lines import Lines

DEPTH_LIMIT: Final = 8  # targets and files on the way from a CI file to a command
PYTHON = re.compile(r"(?:python|py|pypy|ipython)[\d.]*")


@dataclass(eq=False)
class Step:
    """A simple command with the file that names it.

    Parameters
    ----------
    words : the command.
    path : file in which it is written.
    target : target, environment, session, task or script that it leads to; "" for any other command.
    kind : "make", "tox", "nox", "script" or the name of a task runner; "" without target.
    body : commands that the target runs; None if its file is not in the tree or could not be read.
    in_tree : whether the target is a script that is in the tree.
    """

    words: Words
    path: str
    target: str = ""
    kind: str = ""
    body: list[Step] | None = None
    in_tree: bool = False

    @property
    def text(self) -> str:
        """The command as one line."""
        return " ".join(self.words.tokens)


Reader = Callable[[int], list[Step] | None]


@dataclass(frozen=True, slots=True)
class Target:
    """What a command leads to.

    Parameters
    ----------
    kind : "make", "tox", "nox", "script" or the name of a task runner.
    name : name of the target.
    key : identifies the target, so that it is read once.
    read : returns its commands at a depth; None if its file is not in the tree or could not be read.
    """

    kind: str
    name: str
    key: tuple[str, ...]
    read: Reader


class Tree(ABC):
    """The files of a tree, and the commands that they run."""

    def __init__(self, facts: Facts) -> None:
        self.texts = facts.texts
        self.entries = facts.entries
        self._functions: dict[tuple[str, str], dict[str, Lines] | None] = {}

    @abstractmethod
    def steps(self, lines: Iterable[tuple[int, str]], path: str, folder: str, depth: int = 0) -> list[Step]:
        """Return the simple commands of lines of shell that run in a folder of the tree ("" is its root)."""

    @abstractmethod
    def body(self, key: tuple[str, ...], read: Reader, depth: int) -> list[Step] | None:
        """Return the commands of a target, which is read once."""

    def functions(self, path: str, decorator: str) -> dict[str, Lines] | None:
        """Return the commands of the decorated functions of a Python file; None if it is not in the tree."""
        key = (path, decorator)
        if key not in self._functions:
            text = self.texts.get(path)
            self._functions[key] = runners.read_functions(text, decorator) if text is not None else None
        return self._functions[key]


def function_reader(tree: Tree, path: str, name: str, decorator: str) -> Reader:
    """Return the reader of a session of nox or a task of invoke; without a name, of all of them."""

    def read(depth: int) -> list[Step] | None:
        functions = tree.functions(path, decorator)
        if functions is None or (name and "$" not in name and name not in functions):
            return None
        chosen = [functions[name]] if name in functions else list(functions.values())
        return [step for lines in chosen for step in tree.steps(lines, path, posixpath.dirname(path), depth)]

    return read
