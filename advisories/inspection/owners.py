"""Files that name the owners of a repository: CODEOWNERS of GitHub and GitLab, OWNERS of Prow and Chromium."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from advisories.inspection.yaml_lines import Node, UnreadableYaml, get, items, pairs, parse, text_of

WHOLE: Final = {"*", "/", "**", "/**", "**/*", "/**/*"}
SECTION: Final = re.compile(r"\^?\[[^\]]+\](?:\[\d+\])?(?:\s+(?P<owners>.*))?")
PART: Final = re.compile(r"(?:\\.|[^\s\\])+")
ADDRESS: Final = re.compile(r"[^\s@#]+@[^\s@#]+\.[^\s@#]+")


@dataclass(frozen=True, slots=True)
class Owners:
    """The owners of all files.

    Parameters
    ----------
    whole : whether all files have two owners or a team.
    line : line of the rule for all files, from 1.
    names : its owners.
    reason : why `whole` is false, as a sentence.
    """

    whole: bool
    line: int = 1
    names: Sequence[str] = ()
    reason: str = ""


def read_codeowners(text: str, *, gitlab: bool = False) -> Owners:
    """Return the owners of all files that a CODEOWNERS names.

    Parameters
    ----------
    text : contents of the file.
    gitlab : whether it is read by GitLab, whose sections each have a rule of their own.

    Returns
    -------
    Owners
        Within a section the last rule for all files wins.

    Examples
    --------
    >>> read_codeowners("* @ada @bo").whole, read_codeowners("* @org/core").whole, read_codeowners("* @ada").whole
    (True, True, False)
    """
    section = ""
    defaults: list[str] = []
    last: dict[str, tuple[int, list[str]]] = {}  # of each section
    rules = 0
    for number, line in enumerate(text.splitlines(), 1):
        code = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()
        if not code:
            continue
        if match := SECTION.fullmatch(code):
            section = code.partition("]")[0].lstrip("^").casefold()
            defaults = _owners_in((match["owners"] or "").split())
            continue
        rules += 1
        parts = PART.findall(code)
        if not parts:  # such as a lone backslash
            continue
        pattern, *owners = parts
        if pattern in WHOLE:
            last[section] = (number, _owners_in(owners) or defaults)
    best = max(last.values(), key=lambda rule: (_is_enough(rule[1]), len(rule[1])), default=None)
    if best is None:
        reason = "There is no rule for all files." if rules else "There is no rule."
        return Owners(False, reason=reason)
    number, owners = best
    if _is_enough(owners):
        return Owners(True, number, owners)
    return Owners(False, number, owners, _few(len(owners)))


def _owners_in(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(word.casefold() for word in words if word.startswith("@") or ADDRESS.fullmatch(word)))


def _is_enough(owners: Sequence[str]) -> bool:
    """Return whether owners are two, a team, or a role of GitLab."""
    return len(owners) >= 2 or any("/" in owner or owner.startswith("@@") for owner in owners)


def _few(count: int) -> str:
    return "The rule for all files names one person." if count else "The rule for all files names nobody."


def read_owners(text: str, aliases: str = "") -> Owners:
    """Return the approvers that the OWNERS of the root names.

    Parameters
    ----------
    text : contents of the file: YAML as Prow reads it, or one address per line as Chromium does.
    aliases : contents of OWNERS_ALIASES, "" if there is none.

    Returns
    -------
    Owners
        Whole with two approvers, also under a filter for all files.

    Examples
    --------
    >>> read_owners("approvers:\\n- ada\\n- bo\\n").whole, read_owners("approvers: [ada]").whole
    (True, False)
    """
    try:
        documents = parse(text)
        document = documents[0] if documents else None
        teams = _aliases(aliases)
        groups = [get(document, "approvers")]
        groups += [get(rule, "approvers") for pattern, rule in pairs(get(document, "filters")) if _is_for_all(pattern)]
        best = max(
            ((_names(group, teams), group.line) for group in groups if group is not None),
            key=lambda pair: len(pair[0]),
            default=None,
        )
    except UnreadableYaml:
        best = None
    if best is None:
        addresses = [
            (number, line.split("#")[0].strip())
            for number, line in enumerate(text.splitlines(), 1)
            if ADDRESS.fullmatch(line.split("#")[0].strip())
        ]
        if not addresses:
            return Owners(False, reason="The file names no approvers.")
        best = (list(dict.fromkeys(name.casefold() for _, name in addresses)), addresses[0][0])
    names, line = best
    if len(names) >= 2:
        return Owners(True, line, names)
    return Owners(False, line, names, "The file names one approver." if names else "The file names no approvers.")


def _is_for_all(pattern: str) -> bool:
    return pattern.strip("^$") in {".*", ".+", ""}


def _names(group: Node, teams: dict[str, list[str]]) -> list[str]:
    names: list[str] = []
    for item in items(group):
        name = text_of(item).casefold()
        names += teams.get(name, [name] if name else [])
    return list(dict.fromkeys(names))


def _aliases(text: str) -> dict[str, list[str]]:
    """Return the members per alias; nothing if the file cannot be read."""
    try:
        documents = parse(text)
        return {
            name.casefold(): [text_of(item).casefold() for item in items(members)]
            for name, members in pairs(get(documents[0] if documents else None, "aliases"))
        }
    except UnreadableYaml:
        return {}
