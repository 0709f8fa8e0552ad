"""Environments of tox and sessions of nox."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from advisories.inspection.arguments import join, options
from advisories.inspection.targets import Reader, Step, Target, Tree, function_reader
from advisories.inspection.tox_settings import ToxSettings, braces, read_tox


class ToxNoxTargets:
    """Environments of tox and sessions of nox of a tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._tox: dict[str, tuple[str, ToxSettings] | None] = {}

    def environments(self, arguments: list[str], folder: str) -> Iterator[Target]:
        """Yield the environments that the arguments of tox name; without a name, one target for all."""
        named = options(arguments, {"-e", "--env"})
        if changed := options(arguments, {"-c", "--conf"}):
            folder = join(
                folder, posixpath.dirname(changed[0]) if "." in posixpath.basename(changed[0]) else changed[0]
            )
        environments: list[str | None] = [
            part for name in named for part in re.split(r",(?![^{]*\})", name) if part and "$" not in part
        ]
        if any(name.upper() == "ALL" for name in named) or not environments:
            environments = [None]
        for environment in environments[:20]:
            for expanded in braces(environment) if environment else [None]:
                yield Target("tox", expanded or "", ("tox", folder, expanded or ""), self._tox_reader(folder, expanded))

    def _tox_reader(self, folder: str, environment: str | None) -> Reader:
        def read(depth: int) -> list[Step] | None:
            if folder not in self._tox:
                self._tox[folder] = read_tox(self.tree.texts, folder + "/" if folder else "")
                if self._tox[folder] is None and folder:
                    self._tox[folder] = read_tox(self.tree.texts, "")
            file_and_settings = self._tox[folder]
            if file_and_settings is None:
                return None
            path, settings = file_and_settings
            names: list[str | None] = [environment] if environment else [*settings.environments()] or [None]
            steps: list[Step] = []
            known = False
            for name in names:
                lines = settings.commands(name)
                if lines is not None:
                    known = True
                    steps.extend(self.tree.steps(lines, path, folder, depth))
            return steps if known else None

        return read

    def sessions(self, arguments: list[str], folder: str) -> Iterator[Target]:
        """Yield the sessions that the arguments of nox name; without a name, one target for all."""
        if files := options(arguments, {"-f", "--noxfile"}):
            path = join(folder, files[0])
        else:
            path = next(
                (name for name in (join(folder, "noxfile.py"), "noxfile.py") if name in self.tree.texts), "noxfile.py"
            )
        names = options(arguments, {"-s", "--session", "--sessions", "-e"}, many=True) or [""]
        for name in names[:20]:
            bare = re.sub(r"(?:-[\d.]+)?(?:\(.*)?$", "", name)
            yield Target("nox", bare, ("nox", path, bare), function_reader(self.tree, path, bare, r"session"))
