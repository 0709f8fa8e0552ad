"""Security rules of linters: which configuration selects them, and whether the linter is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from advisories.inspection import yaml_lines
from advisories.inspection.facts import Facts, is_own
from advisories.inspection.hooks import Hook
from advisories.inspection.settings_files import dig, line_of, load_json, load_toml
from advisories.inspection.yaml_lines import get, split_lines, text_of, words

TEXTS: Final = (
    r"(?:[^/]+/){0,4}\.golangci\.(?:ya?ml|toml|json)",
    r"(?:[^/]+/){0,4}(?:pyproject|\.?ruff)\.toml",
    r"(?:[^/]+/){0,4}(?:tox\.ini|setup\.cfg|\.flake8|\.eslintrc[^/]*|eslint\.config\.[cm]?[jt]s|"
    r"package\.json|biome\.json)",
    r"(?:[^/]+/){0,3}(?:requirements[^/]*/)?[^/]*(?:requirements|dev|test|lint)[^/]*\.(?:txt|in)",
    r"Pipfile|poetry\.toml|setup\.py",
)


@dataclass(frozen=True, slots=True)
class SecurityRules:
    """A configuration of a linter that names security rules.

    Parameters
    ----------
    linter : program that has to run, such as "ruff".
    tool : its name in findings, such as "ruff S".
    path, line : where the rules are selected, or would be.
    selected : whether the rules are selected.
    reason : why not, as a sentence.
    """

    linter: str
    tool: str
    path: str
    line: int
    selected: bool
    reason: str = ""


def security_rules(facts: Facts, hooks: Sequence[Hook]) -> Iterator[SecurityRules]:
    """Yield the configurations of golangci-lint, ruff, flake8 and ESLint, in this order."""
    for path in facts.files(TEXTS[0]):
        if path in facts.texts and is_own(path):
            yield from _golangci(path, facts.texts[path])
    for path in facts.files(TEXTS[1]):
        if path in facts.texts and is_own(path):
            yield from _ruff(path, facts.texts[path])
    yield from _flake8(facts, hooks)
    yield from _eslint(facts)


# ---- golangci-lint


def _golangci(path: str, text: str) -> Iterator[SecurityRules]:
    enabled, disabled, presets, every = _golangci_lists(path, text)
    if enabled is None:
        return
    everything = every or "security" in presets
    line = line_of(text, r"\bgosec\b") if "gosec" in enabled else line_of(text, r"enable-all|default|security")
    tool = "gosec in golangci-lint"
    if "gosec" in disabled:
        reason = "gosec is disabled in golangci-lint."
        yield SecurityRules("golangci-lint", tool, path, line_of(text, r"\bgosec\b"), False, reason)
    elif "gosec" in enabled or everything:
        yield SecurityRules("golangci-lint", tool, path, _line_in_list(text, "gosec") or line, True)
    else:
        yield SecurityRules("golangci-lint", tool, path, 1, False, "golangci-lint does not enable gosec.")


def _golangci_lists(path: str, text: str) -> tuple[list[str] | None, list[str], list[str], bool]:
    """Return enabled and disabled linters, presets, and whether all are; None if unreadable."""
    if path.endswith((".yml", ".yaml")):
        try:
            documents = yaml_lines.parse(text, path)
            linters = get(documents[0] if documents else None, "linters")
            every = text_of(get(linters, "enable-all")) == "true" or text_of(get(linters, "default")) == "all"
            lists = [words(get(linters, key)) for key in ("enable", "disable", "presets")]
        except yaml_lines.UnreadableYaml:
            return None, [], [], False
        return lists[0], lists[1], lists[2], every
    table = load_toml(text) if path.endswith(".toml") else load_json(text)
    section = dig(table, "linters")
    if table is None:
        return None, [], [], False
    every = dig(section, "enable-all") is True or dig(section, "default") == "all"
    enabled, disabled, presets = (_texts(dig(section, key)) for key in ("enable", "disable", "presets"))
    return enabled, disabled, presets, every


def _line_in_list(text: str, word: str) -> int:
    """Return the line of the first entry of a list that is this word, or 0."""
    pattern = re.compile(rf"""^\s*-\s*["']?{word}["']?\s*(?:#.*)?$|enable\s*[:=].*\b{word}\b""")
    return next((number for number, line in enumerate(split_lines(text), 1) if pattern.search(line[:500])), 0)


# ---- ruff


def _ruff(path: str, text: str) -> Iterator[SecurityRules]:
    table = load_toml(text)
    settings = dig(table, "tool", "ruff") if path.endswith("pyproject.toml") else table
    if not isinstance(settings, dict):
        return
    selected: list[str] = []
    ignored: list[str] = []
    for section in (settings, dig(settings, "lint") or {}):
        for key in ("select", "extend-select"):
            selected.extend(_texts(dig(section, key)))
        for key in ("ignore", "extend-ignore"):
            ignored.extend(_texts(dig(section, key)))
    rules = [rule for rule in selected if re.fullmatch(r"S\d*|ALL", rule)]
    counted = [rule for rule in rules if not any(_covers(other, rule) for other in ignored)]
    if counted:
        yield SecurityRules("ruff", "ruff S", path, _ruff_line(text, counted[0]), True)
    elif rules:
        line = _ruff_line(text, rules[0])
        yield SecurityRules("ruff", "ruff S", path, line, False, "ruff ignores its security rules (S).")
    elif mentioned := re.search(r"""["']S\d{1,4}["']""", text):
        line = text.count("\n", 0, mentioned.start()) + 1
        reason = f"{mentioned[0]} is named, but ruff does not select its security rules (S)."
        yield SecurityRules("ruff", "ruff S", path, line, False, reason)
    else:
        line = line_of(text, r"\[tool\.ruff|^\s*select\s*=|lint\.select")
        yield SecurityRules("ruff", "ruff S", path, line, False, "ruff does not select its security rules (S).")


def _covers(ignored: str, rule: str) -> bool:
    return ignored == "S" or (rule != "ALL" and rule.startswith(ignored))


def _ruff_line(text: str, rule: str) -> int:
    start = line_of(text, r"(?:^|[.\s])(?:extend-)?select\s*=") - 1
    return line_of(text, rf"""["']{rule}["']""", start)


def selects_security(command: str) -> bool:
    """Return whether the options of ruff select its security rules.

    Examples
    --------
    >>> selects_security("ruff check --select E,S ."), selects_security("ruff check --ignore S .")
    (True, False)
    """
    for values in re.findall(r"--(?:extend-)?select[ =]([\w,]+)", command):
        if any(re.fullmatch(r"S\d*|ALL", rule) for rule in values.split(",")):
            return True
    return False


# ---- flake8 and ESLint


_FLAKE8_BANDIT = re.compile(r"flake8[-_]bandit", re.IGNORECASE)


def _flake8(facts: Facts, hooks: Sequence[Hook]) -> Iterator[SecurityRules]:
    for hook in hooks:
        if hook.name == "flake8" and any(_FLAKE8_BANDIT.match(name) for name in hook.dependencies):
            yield SecurityRules(
                "flake8", "flake8-bandit", hook.path, hook.line, not hook.manual, "The hook runs by hand."
            )
    for pattern in TEXTS[1:]:
        for path in facts.files(pattern):
            text = facts.texts.get(path)
            if text is None or not is_own(path) or path.endswith((".json", ".js")) or "eslint" in path:
                continue
            for number, line in enumerate(split_lines(text), 1):
                if _FLAKE8_BANDIT.search(line[:1000].partition("#")[0]) and not line.lstrip().startswith(";"):
                    yield SecurityRules("flake8", "flake8-bandit", path, number, True)
                    break


_ESLINT_PLUGIN = re.compile(
    r"eslint-plugin-(?:security(?:-node)?|no-unsanitized|scanjs-rules|xss|no-secrets-not)|@microsoft/eslint-plugin-sdl"
)
_ESLINT_USE = re.compile(
    r"""plugin:(?:security|no-unsanitized)|["'](?:security|no-unsanitized)["'/]|eslint-plugin-(?:security|"
    r"no-unsanitized)|"""
    r"""@microsoft/(?:eslint-plugin-)?sdl|\bsecurity\.configs|\bnounsanitized\b"""
)


def _eslint(facts: Facts) -> Iterator[SecurityRules]:
    configurations = [
        path
        for path in facts.files(r"(?:[^/]+/){0,4}(?:\.eslintrc[^/]*|eslint\.config\.[cm]?[jt]s)")
        if path in facts.texts
    ]
    for path in facts.files(r"(?:[^/]+/){0,4}package\.json"):
        text = facts.texts.get(path)
        if text is None or not is_own(path):
            continue
        package = load_json(text)
        names = [
            name
            for key in ("devDependencies", "dependencies", "peerDependencies")
            for name in (_keys(dig(package, key)))
            if _ESLINT_PLUGIN.fullmatch(name)
        ]
        if not names:
            continue
        line = line_of(text, re.escape(f'"{names[0]}"'))
        inside = isinstance(package, dict) and _ESLINT_USE.search(str(package.get("eslintConfig") or "")) is not None
        use = next((other for other in configurations if _ESLINT_USE.search(facts.texts[other])), None)
        if use is not None:
            line_of_use = facts.texts[use].count("\n", 0, _first(_ESLINT_USE, facts.texts[use])) + 1
            yield SecurityRules("eslint", names[0], use, line_of_use, True)
        elif inside or not configurations:
            yield SecurityRules("eslint", names[0], path, line, True)
        else:
            reason = f"{names[0]} is a dependency, but the configuration of ESLint does not use it."
            yield SecurityRules("eslint", names[0], path, line, False, reason)


def _first(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else 0


def _keys(value: Any) -> list[str]:
    return [key for key in value if isinstance(key, str)] if isinstance(value, dict) else []


def _texts(value: Any) -> list[str]:
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []
