"""Scripts of the tree that a command runs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Final

from advisories.inspection import runners
from advisories.inspection.arguments import join
from advisories.inspection.shell import Words
from advisories.inspection.targets import PYTHON, Reader, Step, Target, Tree
from advisories.inspection.wrappers import word_set

INTERPRETERS: Final = word_set(
    """
    bash sh zsh dash ksh ash source pwsh powershell node deno ruby rscript perl ts-node tsx
    """
)
SCRIPT_ENDINGS: Final = (
    ".sh",
    ".bash",
    ".zsh",
    ".py",
    ".ps1",
    ".bat",
    ".cmd",
    ".js",
    ".mjs",
    ".ts",
    ".rb",
    ".pl",
    ".r",
)


class ScriptTargets:
    """Scripts of a tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def targets(self, words: Words, folder: str) -> Iterator[Target]:
        """Yield the script that a command runs, if it runs one."""
        head, tokens = words.head, words.tokens
        script = ""
        if PYTHON.fullmatch(head) or (head == "coverage" and tokens[1:2] == ("run",)):
            rest = list(tokens[2 if head == "coverage" else 1 :])
            while rest and rest[0].startswith("-") and rest[0] not in {"-m", "-c"}:
                rest = rest[2:] if rest[0] in {"-W", "-X", "--source", "--rcfile", "--omit", "--include"} else rest[1:]
            if not rest or rest[0] == "-c":
                return
            script = rest[0]
            if rest[0] == "-m":
                script = rest[1].replace(".", "/") + ".py" if len(rest) > 1 else ""
                if join(folder, script) not in self.tree.entries:
                    return
        elif head in INTERPRETERS:
            behind = [word for word in tokens[1:] if not word.startswith("-") and word != "run"]
            if not behind or any(re.fullmatch(r"-[a-z]*c", word) for word in tokens[1:3]) or " " in behind[0]:
                return
            script = behind[0]
        elif "/" in tokens[0] or tokens[0].lower().endswith(SCRIPT_ENDINGS):
            script = tokens[0]
        if not script or script.startswith("<") or (path := self._script_path(folder, script)) is None:
            return
        yield Target("script", posixpath.basename(path), ("script", path), self._script_reader(path, folder))

    def _script_path(self, folder: str, script: str) -> str | None:
        """Return the path of a script; of one that is not in the tree only if its name is that of a script."""
        for base in dict.fromkeys((folder, "")):
            path = join(base, script)
            entry = self.tree.entries.get(path)
            if entry is not None and entry.kind == "file":
                return path
        parts = join(folder, script).split("/")
        for start in range(1, len(parts) - 1) if parts[0] in {"", "~"} or len(parts) > 2 else ():
            if (inner := "/".join(parts[start:])) in self.tree.entries and self.tree.entries[inner].kind == "file":
                return inner
        if "$" in script:  # a variable before the name: the file of that name, if there is one alone
            name = "/" + script.rpartition("/")[2]
            if "$" not in name and len(name) > 1:
                same = [path for path in self.tree.texts if ("/" + path).endswith(name)]
                if len(same) == 1:
                    return same[0]
        return join(folder, script) if script.lower().endswith(SCRIPT_ENDINGS) else None

    def _script_reader(self, path: str, folder: str) -> Reader:
        def read(depth: int) -> list[Step] | None:
            text = self.tree.texts.get(path)
            if text is None:
                return None
            return self.tree.steps(runners.read_script(path, text), path, folder, depth)

        return read
