"""Targets of make and just."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from advisories.inspection.arguments import join
from advisories.inspection.makefiles import Makefile, read_makefile
from advisories.inspection.shell import Words
from advisories.inspection.targets import DEPTH_LIMIT, Reader, Step, Target, Tree
from advisories.inspection.yaml_lines import Lines


class MakeTargets:
    """Targets of the makefiles and justfiles of a tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._makefiles: dict[str, Makefile | None] = {}

    def targets(self, head: str, arguments: list[str], folder: str) -> Iterator[Target]:
        """Yield the targets that the arguments of make or just name, or the first one of the file."""
        names: list[str] = []
        file_name = ""
        waiting = list(arguments)
        while waiting:
            argument = waiting.pop(0)
            if argument in {"-C", "--directory", "-f", "--file", "--makefile", "-d", "--justfile"} and waiting:
                value = waiting.pop(0)
                if argument in {"-C", "--directory", "-d"}:
                    folder = join(folder, value)
                else:
                    file_name = value
            elif match := re.fullmatch(r"(?:-C|--directory=)(.+)", argument):
                folder = join(folder, match[1])
            elif match := re.fullmatch(r"(?:-f|--file=|--makefile=)(.+)", argument):
                file_name = match[1]
            elif not argument.startswith("-") and "=" not in argument and not argument.isdigit():
                names.append(argument)
        if head == "just":
            names = names[:1]
        path = self._makefile_path(head, folder, file_name)
        if not names:
            makefile = self._makefile(path)
            names = [name for name in (makefile.rules if makefile else {}) if not name.startswith(".")][:1]
            if not names:
                return
        for name in names[:20]:
            yield Target("make", name, ("make", path, name), self._make_reader(path, name, folder))

    def _makefile_path(self, head: str, folder: str, file_name: str) -> str:
        names = (file_name,) if file_name else ("GNUmakefile", "makefile", "Makefile")
        if head == "just" and not file_name:
            names = ("justfile", "Justfile", ".justfile")
        for base in dict.fromkeys((folder, "")) if not file_name else (folder, ""):
            for name in names:
                if (path := join(base, name)) in self.tree.texts:
                    return path
            if any(join(base, name) in self.tree.entries for name in names):
                break  # it exists but could not be read
        return join(folder, names[-1])

    def _makefile(self, path: str, level: int = 0) -> Makefile | None:
        if path not in self._makefiles:
            text = self.tree.texts.get(path)
            just = path.rpartition("/")[2].lower().endswith("justfile")
            makefile = read_makefile(text, just=just) if text is not None else None
            self._makefiles[path] = makefile
            for name in makefile.includes[:20] if makefile and level < 3 else ():
                for base in (posixpath.dirname(path), ""):
                    included = self._makefile(join(base, makefile.expand(name)), level + 1) if makefile else None
                    if included and makefile:
                        for target, rules in included.rules.items():
                            makefile.rules.setdefault(target, rules)
                        for variable, value in included.variables.items():
                            makefile.variables.setdefault(variable, value)
                        break
        return self._makefiles[path]

    def _make_reader(self, path: str, name: str, folder: str) -> Reader:
        def read(depth: int) -> list[Step] | None:
            makefile = self._makefile(path)
            rules = makefile.rules_of(name) if makefile else []
            if not makefile or not rules:
                return None
            steps: list[Step] = []
            for rule in rules:
                for need in rule.needs:
                    if makefile.rules_of(need) and need != name:
                        words = Words(rule.line, ("make", need))
                        reader = self._make_reader(path, need, folder)
                        body = self.tree.body(("make", path, need), reader, depth) if depth < DEPTH_LIMIT else None
                        steps.append(Step(words, path, need, "make", body))
                for lines in _recipe_lines(rule.recipe):
                    expanded = [(line, makefile.expand(text).lstrip("@-+ ")) for line, text in lines]
                    steps.extend(self.tree.steps(expanded, path, folder, depth))
            return steps

        return read


def _recipe_lines(recipe: Lines) -> Iterator[Lines]:
    """Yield groups of recipe lines that one shell runs: a line with its continuations."""
    group: Lines = []
    for line, text in recipe:
        group.append((line, text))
        if not text.endswith("\\"):
            yield group
            group = []
    if group:
        yield group
