"""What scripts, Python code, and the tasks of package managers and task runners run.

Python files are searched for calls and never parsed or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from advisories.inspection import yaml_lines
from advisories.inspection.settings_files import dig, line_of, load_json, load_toml
from advisories.inspection.yaml_lines import Lines, split_lines

SCRIPT_LIMIT: Final = 60_000  # characters of a script that are read

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


# ---- tasks


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
