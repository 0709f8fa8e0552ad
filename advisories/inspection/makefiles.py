"""Makefiles and justfiles: rules, what they need, and their recipes. Nothing of them is run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from advisories.inspection.yaml_lines import Lines, split_lines


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
