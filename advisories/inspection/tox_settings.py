"""Settings of tox: environments and their commands, from tox.ini, setup.cfg, pyproject.toml and tox.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from advisories.inspection.settings_files import dig, line_of, load_toml
from advisories.inspection.yaml_lines import Lines, split_lines


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
    """Return the names to which a name with braces expands, at most 200.

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
