"""Files that name what a command runs: Makefiles, tox and nox settings, package.json, task lists and scripts.

Each reader yields lines of shell with their numbers. Python files are searched for calls and never parsed or run.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from advisories.inspection import yaml_lines
from advisories.inspection.yaml_lines import split_lines

Lines = list[tuple[int, str]]

SCRIPT_LIMIT: Final = 60_000  # characters of a script that are read


# ---- make and just


@dataclass
class MakeRule:
    """One rule: what it needs and its recipe."""

    line: int
    needs: list[str]
    recipe: Lines


@dataclass
class Makefile:
    """Rules by target in the order of the file; variables; names of included files."""

    rules: dict[str, list[MakeRule]] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    includes: list[str] = field(default_factory=list)

    def rules_of(self, target: str) -> list[MakeRule]:
        """Return every rule of a target, also by a pattern such as `test-%`."""
        if target in self.rules:
            return self.rules[target]
        for pattern, rules in self.rules.items():
            before, percent, after = pattern.partition("%")
            is_long = len(target) > len(before) + len(after)
            if percent and is_long and target.startswith(before) and target.endswith(after):
                return rules
        return []

    def expand(self, text: str) -> str:
        """Return a recipe line with the variables that the file sets."""
        for _ in range(3):
            expanded = _VARIABLE.sub(lambda match: self.variables.get(match[1], match[0]), text)[:2000]
            if expanded == text:
                break
            text = expanded
        return text.replace("$$", "$")


_VARIABLE = re.compile(r"\$[({]([A-Za-z_][\w.-]*)[)}]")
_ASSIGNMENT = re.compile(r"(?:export\s+|override\s+)*([A-Za-z_][\w.-]*)\s*(?:::?|\?|\+)?=\s*(.*)")
_RULE = re.compile(r"((?:[^\s#:=$]|\$[({][^)}]*[)}])(?:[^:=#\n])*?)\s*&?::?(?![=:])\s*([^#]*)")


def read_makefile(text: str, *, just: bool = False) -> Makefile:
    """Return the rules of a Makefile or justfile. Conditionals are ignored.

    Examples
    --------
    >>> makefile = read_makefile("check: unit\\n\\nunit:\\n\\t$(PY) -m pytest\\n")
    >>> makefile.rules_of("check")[0].needs, makefile.rules_of("unit")[0].recipe
    (['unit'], [(4, '$(PY) -m pytest')])
    """
    makefile = Makefile()
    rules: list[MakeRule] = []
    lines = split_lines(text)
    number = 0
    while number < len(lines):
        line = lines[number]
        start = number + 1
        number += 1
        if line.startswith("\t") or (just and line[:1] == " "):
            for rule in rules:
                rule.recipe.append((start, line.strip()))
            continue
        parts = [line]
        while parts[-1].endswith("\\") and number < len(lines):
            parts[-1] = parts[-1][:-1]
            parts.append(lines[number].strip())
            number += 1
        line = " ".join(parts)
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if match := re.match(r"[-s]?include\s+(.+)", stripped):
            makefile.includes.extend(match[1].split()[:20])
        elif not just and (match := _ASSIGNMENT.match(stripped)):
            makefile.variables.setdefault(match[1], match[2].split(" #")[0].strip())
        elif match := _RULE.match(stripped.lstrip("@") if just else stripped):
            needs, _, first = match[2].partition(";")
            recipe = [(start, first.strip())] if first.strip() else []
            rules = [MakeRule(start, needs.replace("|", " ").split(), recipe)]
            if _ASSIGNMENT.match(match[2]):  # a variable of one target
                rules = []
                continue
            names = match[1].split()[:1] if just else match[1].split()
            for target in names:
                makefile.rules.setdefault(target, []).extend(rules)
        elif not just and re.match(r"(?:ifn?eq|ifn?def|else|endif|define|endef|export|unexport|vpath)\b", stripped):
            continue
        else:
            rules = []
    return makefile


# ---- ini files: tox


@dataclass(frozen=True)
class Setting:
    """A key of a section with its lines."""

    line: int
    lines: Lines


def read_ini(text: str, offset: int = 0) -> dict[str, dict[str, Setting]]:
    """Return section → key → setting of an ini file.

    Examples
    --------
    >>> read_ini("[testenv]\\ncommands =\\n  pytest\\n")["testenv"]["commands"].lines
    [(3, 'pytest')]
    """
    sections: dict[str, dict[str, Setting]] = {}
    section: dict[str, Setting] = {}
    setting: Setting | None = None
    for number, line in enumerate(split_lines(text), 1 + offset):
        stripped = line.strip()
        if not stripped or stripped[0] in "#;":
            continue
        if line[0] not in " \t":
            setting = None
            if match := re.match(r"\[([^\]]+)\]", line):
                section = sections.setdefault(match[1].strip(), {})
            elif match := re.match(r"([\w.\-]+)\s*[=:]\s*(.*)", line):
                setting = Setting(number, [(number, match[2].strip())] if match[2].strip() else [])
                section[match[1].lower()] = setting
        elif setting is not None:
            setting.lines.append((number, stripped))
    return sections


def braces(text: str) -> list[str]:
    """Return the names that braces stand for, at most 200.

    Examples
    --------
    >>> braces("py{39,310}-{unit,lint}")
    ['py39-unit', 'py39-lint', 'py310-unit', 'py310-lint']
    """
    names = [""]
    for fixed, choices in re.findall(r"([^{}]+)|\{([^{}]*)\}", text):
        parts = [fixed] if fixed else [part.strip() for part in choices.split(",")]
        names = [name + part for name in names for part in parts][:200]
    return names


class ToxSettings:
    """Environments of tox and their commands."""

    def __init__(self, sections: Mapping[str, Mapping[str, Setting]]) -> None:
        self.sections = sections

    def environments(self) -> list[str]:
        """Return the environments that `tox` runs without `-e`."""
        names = []
        for section in ("tox", "tox:tox"):
            for key in ("envlist", "env_list"):
                if setting := self.sections.get(section, {}).get(key):
                    for _, line in setting.lines:
                        for part in re.split(r",(?![^{]*\})|\s+", line):
                            names.extend(braces(part) if part else [])
        return names[:200]

    def commands(self, environment: str | None) -> Lines | None:
        """Return the commands of an environment, of the base if it is None; None if there are none."""
        setting = self._setting(environment)
        if setting is None:
            return None
        factors = set(environment.split("-")) if environment else None
        lines: Lines = []
        for number, line in setting.lines:
            if match := re.fullmatch(r"\{\[(?:testenv:?)?([^\]]*)\](commands\w*)\}", line):
                other = self.sections.get(f"testenv:{match[1]}" if match[1] else "testenv", {}).get(match[2])
                lines.extend(other.lines if other else [])
            elif match := re.match(r"(!?[\w{},.!-]+):\s+(.*)", line):
                if factors is None or _factors_hold(match[1], factors):
                    lines.append((number, match[2]))
            else:
                lines.append((number, line))
        return [(number, re.sub(r"^[-!]\s*", "", _without_braces(line))) for number, line in lines]

    def _setting(self, environment: str | None) -> Setting | None:
        base = self.sections.get("testenv", {})
        if environment is not None:
            for section, settings in self.sections.items():
                if section.startswith("testenv:") and environment in braces(section.removeprefix("testenv:")):
                    if "commands" in settings:
                        return settings["commands"]
                    if "base" in settings or base.get("commands") is None:
                        return None
        return base.get("commands")


def _factors_hold(condition: str, factors: set[str]) -> bool:
    for name in braces(condition):
        for choice in name.split(","):
            parts = choice.split("-")
            if all((part[1:] not in factors) if part.startswith("!") else (part in factors) for part in parts):
                return True
    return False


def _without_braces(line: str) -> str:
    """Return a command of tox with its defaults: `{posargs:tests}` becomes `tests`, `{envpython}` python."""
    line = line.replace("{envpython}", "python").replace("{env_python}", "python")
    line = re.sub(r"\{(?:posargs|env:\w+|\[\])(?::([^{}]*))?\}", lambda match: match[1] or "", line)
    return re.sub(r"\{\w*dir\}", ".", line)


def read_tox(texts: Mapping[str, str], folder: str) -> tuple[str, ToxSettings] | None:
    """Return the settings of tox in a folder and the file that holds them."""
    for name, prefix in (("tox.ini", ""), ("setup.cfg", "tox:")):
        text = texts.get(folder + name)
        if text is not None:
            sections = read_ini(text)
            if any(section.startswith(("testenv", "tox:tox")) for section in sections) or (not prefix and sections):
                return folder + name, ToxSettings(sections)
    for name in ("pyproject.toml", "tox.toml"):
        text = texts.get(folder + name)
        table = load_toml(text) if text else None
        if text is None or table is None:
            continue
        tox = dig(table, "tool", "tox") if name == "pyproject.toml" else table
        if isinstance(tox, dict) and isinstance(tox.get("legacy_tox_ini"), str):
            offset = line_of(text, r"legacy_tox_ini")
            return folder + name, ToxSettings(read_ini(tox["legacy_tox_ini"], offset - (not tox["legacy_tox_ini"])))
        if isinstance(tox, dict) and tox:
            return folder + name, ToxSettings(_native_tox(tox, text))
    return None


def _native_tox(tox: Mapping[str, Any], text: str) -> dict[str, dict[str, Setting]]:
    line = line_of(text, r"commands\s*=")
    sections: dict[str, dict[str, Setting]] = {"tox": {}}
    environments = tox.get("env_list")
    if isinstance(environments, list):
        listed = [(line, name) for name in environments if isinstance(name, str)]
        sections["tox"]["env_list"] = Setting(line, listed)
    tables = {"testenv": tox.get("env_run_base")}
    for name, table in (tox.get("env") or {}).items() if isinstance(tox.get("env"), dict) else ():
        tables[f"testenv:{name}"] = table
    for section, table in tables.items():
        commands = table.get("commands") if isinstance(table, dict) else None
        if isinstance(commands, list):
            lines = [
                (line, " ".join(word for word in command if isinstance(word, str)))
                for command in commands
                if isinstance(command, list)
            ]
            sections[section] = {"commands": Setting(line, lines)}
    return sections


# ---- Python files


_CALL = re.compile(
    r"(?:\bsubprocess\.\w+|\bos\.(?:system|popen|exec\w+)|\b(?:\w+\.)?_?(?:run|call|check_call|check_output|system|Popen|"
    r"sh|execute|run_cmd|run_command|exec_command|shell|local)\w*)\s*\(|\b\w*(?:cmd|command|argv)\w*\s*\+?=\s*f?[\[\"'(]"
)
_STRING = re.compile(r"""(?<![\w"'])[rbfuRBFU]{0,2}(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')""")
_NO_CALL = re.compile(
    r"^\s*(?:#|print|log|raise|import\b|from\b|def\b|class\b|@)|add_argument|install\(|logger|\bhelp="
)
_DIRECT = re.compile(
    r"\b(pytest|unittest|nose2?|absltest|googletest)\.(?:main|TextTestRunner|run)\s*\(|doctest\.testmod\("
)


def python_commands(lines: Iterable[tuple[int, str]]) -> Lines:
    """Return the commands that Python code calls, from the text literals of each call.

    Examples
    --------
    >>> python_commands([(1, 'session.run("pytest", "-q")'), (2, 'print("pytest")')])
    [(1, 'pytest -q')]
    """
    commands: Lines = []
    waiting = list(lines)
    for position, (number, line) in enumerate(waiting):
        if _NO_CALL.search(line):
            continue
        if match := _DIRECT.search(line):
            commands.append((number, f"python -m {match[1] or 'doctest'}"))
        elif match := _CALL.search(line):
            text = line[match.start() :]
            depth = _depth(text)
            for _, following in waiting[position + 1 : position + 30]:
                if depth <= 0:
                    break
                text += " " + following.strip()
                depth += _depth(following)
            words = " ".join(double or single for double, single in _STRING.findall(text[:3000]))
            words = re.sub(r"\{[^{}]*\}", "", words).strip()
            if words.startswith("-m "):
                words = f"python {words}"
            if words:
                commands.append((number, words))
    return commands


def _depth(text: str) -> int:
    bare = _STRING.sub("", text)
    return sum(bare.count(mark) for mark in "([{") - sum(bare.count(mark) for mark in ")]}")


def read_functions(text: str, decorator: str) -> dict[str, Lines]:
    """Return name → commands of the decorated functions of a noxfile or a task file."""
    functions: dict[str, Lines] = {}
    lines = split_lines(text[:SCRIPT_LIMIT])
    decorators = ""
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if line.startswith("@"):
            decorators += line
            depth = _depth(line)
            while depth > 0 and position < len(lines):
                decorators += lines[position]
                depth += _depth(lines[position])
                position += 1
        elif match := re.match(r"(?:async\s+)?def\s+(\w+)", line):
            start = position
            while position < len(lines) and (lines[position][:1] in {" ", "\t", "#", ")", ""}):
                position += 1
            if re.search(decorator, decorators):
                named = re.search(r"""\bname\s*=\s*["']([^"']+)["']""", decorators)
                body = [(number + 1, lines[number]) for number in range(start, position)]
                commands = python_commands(body)
                functions[match[1]] = commands
                functions[match[1].replace("_", "-")] = commands
                if named:
                    functions[named[1]] = commands
            decorators = ""
        elif line.strip() and line[0] not in " \t#":
            decorators = ""
    return functions


# ---- JSON, TOML, YAML


def load_json(text: str) -> Any:
    """Return the value of JSON text, or None if it cannot be read."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def load_toml(text: str) -> dict[str, Any] | None:
    """Return the table of TOML text, or None if it cannot be read."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def dig(value: Any, *keys: str) -> Any:
    """Return the value below the keys of nested mappings, or None."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def line_of(text: str, pattern: str, start: int = 0) -> int:
    """Return the first line from `start` (an index of lines) that a pattern matches, from 1; 1 if there is none."""
    expression = re.compile(pattern)
    lines = split_lines(text)
    for index in range(start, len(lines)):
        if expression.search(lines[index]):
            return index + 1
    return 1


def json_scripts(text: str) -> dict[str, Lines] | None:
    """Return name → command of the scripts of a package.json or composer.json; None if it cannot be read."""
    value = load_json(text)
    if not isinstance(value, dict):
        return None
    scripts = value.get("scripts")
    start = line_of(text, r'"scripts"\s*:') - 1
    named: dict[str, Lines] = {}
    for name, command in scripts.items() if isinstance(scripts, dict) else ():
        parts = command if isinstance(command, list) else [command]
        line = line_of(text, f'"{re.escape(name)}"\\s*:', start)
        named[name] = [(line, part) for part in parts if isinstance(part, str)]
    return named


def toml_tasks(text: str) -> dict[str, Lines]:
    """Return name → commands of the tasks of pyproject.toml: poe, PDM, Hatch, Pixi, taskipy, Rye."""
    table = load_toml(text)
    tool = dig(table, "tool")
    if not isinstance(tool, dict):
        return {}
    places = [
        dig(tool, *keys) for keys in (("poe", "tasks"), ("pdm", "scripts"), ("taskipy", "tasks"), ("pixi", "tasks"))
    ]
    places.append(dig(tool, "rye", "scripts"))
    for keys, key in ((("hatch", "envs"), "scripts"), (("pixi", "feature"), "tasks")):
        tables = dig(tool, *keys)
        for name, entry in tables.items() if isinstance(tables, dict) else ():
            scripts = dig(entry, key)
            if isinstance(scripts, dict):
                places.append(scripts)
                places.append({f"{name}:{script}": command for script, command in scripts.items()})
    named: dict[str, Lines] = {}
    for tasks in places:
        for name, task in tasks.items() if isinstance(tasks, dict) else ():
            line = line_of(text, rf"""(?:^|[."'\s{{]){re.escape(name.rpartition(":")[2])}["']?\s*=""")
            commands = [(line, command) for command in _task_commands(task)]
            named.setdefault(name, []).extend(commands)
    return named


def _task_commands(task: Any) -> Sequence[str]:
    if isinstance(task, str):
        return [task]
    if isinstance(task, list):
        return [part if isinstance(part, str) else " ".join(_task_commands(part)) for part in task[:50]]
    if isinstance(task, dict):
        for key in ("cmd", "shell", "composite", "sequence", "command"):
            if key in task:
                return _task_commands(task[key])
    return []


def mise_tasks(text: str) -> dict[str, Lines]:
    """Return name → commands of the tasks of a mise.toml."""
    tasks = dig(load_toml(text), "tasks")
    named: dict[str, Lines] = {}
    for name, task in tasks.items() if isinstance(tasks, dict) else ():
        start = line_of(text, rf"""tasks\.["']?{re.escape(name)}["']?\]""")
        parts = [task] if isinstance(task, str) else [dig(task, "run")]
        parts = parts[0] if isinstance(parts[0], list) else parts
        commands = [(start, line) for part in parts if isinstance(part, str) for line in part.split("\n")]
        needs = dig(task, "depends")
        needs = [needs] if isinstance(needs, str) else needs if isinstance(needs, list) else []
        named[name] = [*((start, f"mise run {need}") for need in needs if isinstance(need, str)), *commands]
    return named


def taskfile_tasks(text: str) -> dict[str, Lines]:
    """Return name → commands of a Taskfile.yml."""
    named: dict[str, Lines] = {}
    try:
        documents = yaml_lines.parse(text)
        for name, task in yaml_lines.pairs(yaml_lines.get(documents[0] if documents else None, "tasks")):
            named[name] = []
            parts = [task] if not isinstance(task, yaml_lines.Table) else []
            parts += [part for key in ("deps", "cmds", "cmd") for part in yaml_lines.items(yaml_lines.get(task, key))]
            for part in parts:
                for scalar in yaml_lines.scalars(part):
                    lines = yaml_lines.lines_of(scalar)
                    is_task = yaml_lines.get(part, "task") is scalar or part in yaml_lines.items(
                        yaml_lines.get(task, "deps")
                    )
                    named[name] += [(line, f"task {words}" if is_task else words) for line, words in lines]
    except yaml_lines.UnreadableYaml:
        return {}
    return named


def read_script(path: str, text: str) -> Lines:
    """Return the commands of a script by its language."""
    lines = list(enumerate(split_lines(text[:SCRIPT_LIMIT]), 1))
    first = lines[0][1] if lines else ""
    if path.endswith((".py", ".ipy")) or ("python" in first and first.startswith("#!")):
        return python_commands(lines)
    if path.endswith((".js", ".mjs", ".cjs", ".ts", ".rb", ".pl")) or (
        first.startswith("#!") and re.search(r"\b(?:node|ruby|perl)\b", first)
    ):
        return python_commands(lines)
    return lines
