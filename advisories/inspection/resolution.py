"""What a command runs in the end: through make, tox, nox, npm, task runners and scripts of the tree."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from advisories.inspection import runners
from advisories.inspection.facts import Facts
from advisories.inspection.makefiles import Makefile, read_makefile
from advisories.inspection.shell import Words, simple_commands, word_set
from advisories.inspection.tox_settings import ToxSettings, braces, read_tox
from advisories.inspection.yaml_lines import Lines

DEPTH_LIMIT: Final = 8  # targets and files on the way from a CI file to a command
LINE_LIMIT: Final = 5_000  # of one script
STEP_LIMIT: Final = 30_000  # simple commands of one inspection

ROOT_NAMES = re.compile(
    r"^(?:\$\{\{\s*github\.workspace\s*\}\}|\$\(Build\.SourcesDirectory\)|\$\((?:pwd|PWD|CURDIR)\)|"
    r"\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR|TRAVIS_BUILD_DIR|WORKSPACE|PWD|APPVEYOR_BUILD_FOLDER|CIRRUS_WORKING_DIR|"
    r"BUILD_SOURCESDIRECTORY|BITBUCKET_CLONE_DIR|DRONE_WORKSPACE)\}?)/?"
)
INTERPRETERS: Final = word_set(
    """
    bash sh zsh dash ksh ash source pwsh powershell node deno ruby rscript perl ts-node tsx
    """
)
PYTHON = re.compile(r"(?:python|py|pypy|ipython)[\d.]*")
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


class Resolver:
    """Finds what commands run. Each target is read once."""

    def __init__(self, facts: Facts) -> None:
        self.texts = facts.texts
        self.entries = facts.entries
        self._bodies: dict[tuple[str, ...], list[Step] | None] = {}
        self._makefiles: dict[str, Makefile | None] = {}
        self._named: dict[tuple[str, str], dict[str, Lines] | None] = {}
        self._tox: dict[str, tuple[str, ToxSettings] | None] = {}
        self._steps = 0
        self._folders = {parent for path in facts.entries for parent in _parents(path)}

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
        """Return the folder of the tree that a path outside of it stands for, such as `/app/src/tests`."""
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
        for kind, target, key, read in targets:
            in_tree = kind == "script" and key[1] in self.entries
            yield Step(words, path, target, kind, self._body(key, read, depth), in_tree)

    def _body(self, key: tuple[str, ...], read: Callable[[int], list[Step] | None], depth: int) -> list[Step] | None:
        if key not in self._bodies:
            self._bodies[key] = []  # a target that leads to itself runs nothing more
            self._bodies[key] = read(depth + 1)
        return self._bodies[key]

    def _targets(
        self, words: Words, folder: str
    ) -> Iterator[tuple[str, str, tuple[str, ...], Callable[[int], list[Step] | None]]]:
        """Yield kind, name, key of the cache and reader of each target that a command leads to."""
        head, arguments = words.head, list(words.tokens[1:])
        if head in {"make", "gmake", "mingw32-make", "just"}:
            yield from self._make_targets(head, arguments, folder)
        elif head == "tox" or (PYTHON.fullmatch(head) and arguments[:2] == ["-m", "tox"]):
            yield from self._tox_targets(words, arguments, folder)
        elif head == "nox" or (PYTHON.fullmatch(head) and arguments[:2] == ["-m", "nox"]):
            yield from self._nox_targets(arguments, folder)
        elif head in {
            "npm",
            "yarn",
            "pnpm",
            "bun",
            "composer",
            "task",
            "go-task",
            "invoke",
            "inv",
            "poe",
            "hatch",
            "mise",
        }:
            yield from self._task_targets(head, arguments, folder)
        elif words.runner in {"pdm", "hatch", "pixi", "rye", "poe"} and self._has_task(words.tokens[0], folder):
            yield from self._task_targets(words.runner, ["run", *words.tokens], folder)
        else:
            yield from self._scripts(words, folder)

    # ---- make

    def _make_targets(
        self, head: str, arguments: list[str], folder: str
    ) -> Iterator[tuple[str, str, tuple[str, ...], Callable[[int], list[Step] | None]]]:
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
            yield "make", name, ("make", path, name), self._make_reader(path, name, folder)

    def _makefile_path(self, head: str, folder: str, file_name: str) -> str:
        names = (file_name,) if file_name else ("GNUmakefile", "makefile", "Makefile")
        if head == "just" and not file_name:
            names = ("justfile", "Justfile", ".justfile")
        for base in dict.fromkeys((folder, "")) if not file_name else (folder, ""):
            for name in names:
                if (path := join(base, name)) in self.texts:
                    return path
            if any(join(base, name) in self.entries for name in names):
                break  # it is there and could not be read
        return join(folder, names[-1])

    def _makefile(self, path: str, level: int = 0) -> Makefile | None:
        if path not in self._makefiles:
            text = self.texts.get(path)
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

    def _make_reader(self, path: str, name: str, folder: str) -> Callable[[int], list[Step] | None]:
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
                        body = self._body(("make", path, need), reader, depth) if depth < DEPTH_LIMIT else None
                        steps.append(Step(words, path, need, "make", body))
                for lines in _recipe_lines(rule.recipe):
                    expanded = [(line, makefile.expand(text).lstrip("@-+ ")) for line, text in lines]
                    steps.extend(self.steps(expanded, path, folder, depth))
            return steps

        return read

    # ---- tox, nox

    def _tox_targets(
        self, words: Words, arguments: list[str], folder: str
    ) -> Iterator[tuple[str, str, tuple[str, ...], Callable[[int], list[Step] | None]]]:
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
                yield "tox", expanded or "", ("tox", folder, expanded or ""), self._tox_reader(folder, expanded)

    def _tox_reader(self, folder: str, environment: str | None) -> Callable[[int], list[Step] | None]:
        def read(depth: int) -> list[Step] | None:
            if folder not in self._tox:
                self._tox[folder] = read_tox(self.texts, folder + "/" if folder else "")
                if self._tox[folder] is None and folder:
                    self._tox[folder] = read_tox(self.texts, "")
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
                    steps.extend(self.steps(lines, path, folder, depth))
            return steps if known else None

        return read

    def _nox_targets(
        self, arguments: list[str], folder: str
    ) -> Iterator[tuple[str, str, tuple[str, ...], Callable[[int], list[Step] | None]]]:
        if files := options(arguments, {"-f", "--noxfile"}):
            path = join(folder, files[0])
        else:
            path = next(
                (name for name in (join(folder, "noxfile.py"), "noxfile.py") if name in self.texts), "noxfile.py"
            )
        names = options(arguments, {"-s", "--session", "--sessions", "-e"}, many=True) or [""]
        for name in names[:20]:
            bare = re.sub(r"(?:-[\d.]+)?(?:\(.*)?$", "", name)
            yield "nox", bare, ("nox", path, bare), self._function_reader(path, bare, r"session")

    def _function_reader(self, path: str, name: str, decorator: str) -> Callable[[int], list[Step] | None]:
        def read(depth: int) -> list[Step] | None:
            key = (path, decorator)
            if key not in self._named:
                text = self.texts.get(path)
                self._named[key] = runners.read_functions(text, decorator) if text is not None else None
            functions = self._named[key]
            if functions is None or (name and "$" not in name and name not in functions):
                return None
            chosen = [functions[name]] if name in functions else list(functions.values())
            return [step for lines in chosen for step in self.steps(lines, path, posixpath.dirname(path), depth)]

        return read

    # ---- tasks of package managers

    def _has_task(self, name: str, folder: str) -> bool:
        return name in (self._tasks("pyproject.toml", folder) or {})

    def _tasks(self, file_name: str, folder: str) -> dict[str, Lines] | None:
        key = (file_name, folder)
        if key not in self._named:
            self._named[key] = None
            for base in dict.fromkeys((folder, "")):
                text = self.texts.get(join(base, file_name))
                if text is not None:
                    read = _TASK_FILES.get(file_name, runners.taskfile_tasks)
                    self._named[key] = read(text)
                    break
        return self._named[key]

    def _task_targets(
        self, head: str, arguments: list[str], folder: str
    ) -> Iterator[tuple[str, str, tuple[str, ...], Callable[[int], list[Step] | None]]]:
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
            path = next((file for file in (join(folder, "tasks.py"), "tasks.py") if file in self.texts), "tasks.py")
            yield head, name, ("invoke", path, name), self._function_reader(path, name, r"task")
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
            tasks = self._tasks(file_name, folder)
            if tasks and name in tasks:
                path = next(path for path in (join(folder, file_name), file_name) if path in self.texts)
                yield head, name, (head, path, name), self._task_reader(path, tasks, name, folder, head)
                return
        yield head, name, (head, folder, name), lambda depth: None

    def _task_reader(
        self, path: str, tasks: dict[str, Lines], name: str, folder: str, head: str
    ) -> Callable[[int], list[Step] | None]:
        def read(depth: int) -> list[Step] | None:
            steps: list[Step] = []
            for part in (f"pre{name}", name, f"post{name}") if head in {"npm", "yarn", "pnpm"} else (name,):
                for line, text in tasks.get(part, []):
                    if head == "composer":
                        text = re.sub(r"^@(?!php\b|putenv\b)", "composer run ", text)
                    elif head in {"hatch", "poe", "pdm", "pixi"} and text.split()[:1] and text.split()[0] in tasks:
                        text = f"{head} run {text}" if text.split()[0] != name else text
                    text = re.sub(r"\b(?:npm-run-all|run-s|run-p|concurrently)\b(.*)", _several_scripts, text)
                    steps.extend(self.steps([(line, text)], path, folder, depth))
            return steps

        return read

    # ---- scripts of the tree

    def _scripts(
        self, words: Words, folder: str
    ) -> Iterator[tuple[str, str, tuple[str, ...], Callable[[int], list[Step] | None]]]:
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
                if join(folder, script) not in self.entries:
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
        yield "script", posixpath.basename(path), ("script", path), self._script_reader(path, folder)

    def _script_path(self, folder: str, script: str) -> str | None:
        """Return the path of a script; of one that is not in the tree only if its name is that of a script."""
        for base in dict.fromkeys((folder, "")):
            path = join(base, script)
            entry = self.entries.get(path)
            if entry is not None and entry.kind == "file":
                return path
        parts = join(folder, script).split("/")
        for start in range(1, len(parts) - 1) if parts[0] in {"", "~"} or len(parts) > 2 else ():
            if (inner := "/".join(parts[start:])) in self.entries and self.entries[inner].kind == "file":
                return inner
        if "$" in script:  # a variable before the name: the file of that name, if there is one alone
            name = "/" + script.rpartition("/")[2]
            if "$" not in name and len(name) > 1:
                same = [path for path in self.texts if ("/" + path).endswith(name)]
                if len(same) == 1:
                    return same[0]
        return join(folder, script) if script.lower().endswith(SCRIPT_ENDINGS) else None

    def _script_reader(self, path: str, folder: str) -> Callable[[int], list[Step] | None]:
        def read(depth: int) -> list[Step] | None:
            text = self.texts.get(path)
            if text is None:
                return None
            return self.steps(runners.read_script(path, text), path, folder, depth)

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


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def join(folder: str, name: str) -> str:
    """Return a path in the tree. One that begins with the folder of the checkout is relative to the root.

    Examples
    --------
    >>> join("a", "../b/./x.sh"), join("a", "$GITHUB_WORKSPACE/b"), join("", ".")
    ('b/x.sh', 'b', '')
    """
    name = name.strip("\"'")
    if ROOT_NAMES.match(name):
        folder, name = "", ROOT_NAMES.sub("", name)
    if name.startswith(("/", "~")):
        return name
    path = posixpath.normpath(posixpath.join(folder, name or "."))
    while path.startswith("../"):
        path = path[3:]
    return "" if path in {".", ".."} else path


def options(arguments: list[str], names: set[str], *, many: bool = False) -> list[str]:
    """Return the values of options: `-e a`, `-ea`, `--env=a`; with `many` all words up to the next option."""
    values: list[str] = []
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument in names:
            for value in arguments[position + 1 :]:
                if value.startswith("-"):
                    break
                values.append(value)
                if not many:
                    break
        else:
            for name in names:
                if argument.startswith(f"{name}=") or (
                    len(name) == 2 and argument.startswith(name) and not argument.startswith("--") and len(argument) > 2
                ):
                    values.append(argument[len(name) :].removeprefix("="))
    return values


def without_options(arguments: list[str]) -> list[str]:
    """Return the arguments that are neither options nor values of the options that take one."""
    rest: list[str] = []
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument.startswith("-"):
            skip = argument in {
                "--prefix", "--cwd", "-C", "--dir", "-w", "--workspace", "--filter", "-F", "-d", "--working-dir", "-e",
            }  # fmt: skip
        else:
            rest.append(argument)
    return rest
