"""Configurations of tools that propose upgrades: where they are and whether they are switched on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from advisories.inspection.json5 import UnreadableJson, read_json5
from advisories.inspection.yaml_lines import Node, UnreadableYaml, get, items, pairs, parse, text_of

WORKFLOW: Final = r"\.github/workflows/[^/]+\.ya?ml"
GITLAB: Final = r"\.gitlab-ci\.ya?ml"
DEPENDABOT: Final = r"\.github/dependabot\.ya?ml"
RENOVATE: Final = (
    r"(\.github/|\.gitlab/)?renovate\.(json5?|jsonc)|(\.github/|\.gitlab/)?\.renovaterc(\.json5?|\.jsonc)?"
)
PACKAGE: Final = r"package\.json"
HOOKS: Final = r"\.pre-commit-config\.ya?ml"
PYUP: Final = r"\.pyup\.ya?ml"
WHITESOURCE: Final = r"\.whitesource"
PRESENT: Final = (  # the file alone is the configuration
    (r"(\.github/)?\.?depfu\.ya?ml", "Depfu"),
    (r"(\.github/|\.config/)?\.?scala-steward\.conf", "Scala Steward"),
)
ACTIONS: Final = (
    (r"renovatebot/github-action", "Renovate"),
    (r"DeterminateSystems/update-flake-lock", "update-flake-lock"),
    (r"pdm-project/update-deps-action", "PDM update-deps-action"),
    (r"(?:browniebroke|vrslev)/pre-commit-autoupdate(?:-action)?", "pre-commit autoupdate"),
    (r"scala-steward-org/scala-steward-action", "Scala Steward"),
    (r"saadmk11/github-actions-version-updater", "GitHub Actions Version Updater"),
    (r"renovate-bot/renovate-runner", "Renovate"),
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """A configuration of a tool: where, for what, and whether it is switched on."""

    tool: str
    line: int = 1
    scope: str = ""
    off: str = ""  # why it is switched off, as a sentence; "" if it is on


class Unreadable(ValueError):
    """A configuration that cannot be read. The message is one sentence."""


def _dependabot(text: str) -> Iterator[Configuration]:
    document = _yaml(text)
    on: list[tuple[str, int]] = []
    off: list[tuple[str, int]] = []
    for entry in items(get(document, "updates")):
        limit = text_of(get(entry, "open-pull-requests-limit")).strip()
        ecosystem = text_of(get(entry, "package-ecosystem")) or "unknown"
        closed = bool(re.fullmatch(r"0+", limit)) or _ignores_all(entry)
        (off if closed else on).append((ecosystem, entry.line))
    if on:
        yield Configuration("Dependabot", on[0][1], ",".join(dict.fromkeys(name for name, _ in on)))
    elif off:
        reason = "No entry is switched on: the limit of open pull requests is 0, or every dependency is ignored."
        scope = ",".join(dict.fromkeys(name for name, _ in off))
        yield Configuration("Dependabot", off[0][1], scope, reason)
    else:
        yield Configuration("Dependabot", off="The file has no entry under “updates”.")


def _ignores_all(entry: Node) -> bool:
    """Return whether an entry ignores every version of every dependency."""
    return any(
        text_of(get(rule, "dependency-name")) == "*" and not get(rule, "update-types") and not get(rule, "versions")
        for rule in items(get(entry, "ignore"))
    )


def _renovate(text: str) -> Iterator[Configuration]:
    settings = _json(text)
    if not isinstance(settings, Mapping):
        raise Unreadable("The configuration is not an object.")
    yield _renovate_settings(settings)


def _renovate_settings(settings: Mapping[str, Any], line: int = 1) -> Configuration:
    extends = _texts(settings.get("extends"))
    managers = ",".join(_texts(settings.get("enabledManagers")))
    off = ""
    if settings.get("enabled") is False:
        off = "“enabled” is false."
    elif "never" in _texts(settings.get("schedule")):
        off = "“schedule” is never."
    elif any(name in {":disableRenovate", "disableRenovate"} for name in extends):
        off = "“:disableRenovate” is extended."
    return Configuration("Renovate", line, managers, off)


def _package(text: str) -> Iterator[Configuration]:
    if not re.search(r"\"(?:renovate|greenkeeper)\"", text):
        return
    package = _json(text)
    settings = package.get("renovate") if isinstance(package, Mapping) else None
    if isinstance(settings, Mapping):
        yield _renovate_settings(settings, _line(text, r"\"renovate\"\s*:\s*\{"))


def _hooks(text: str) -> Iterator[Configuration]:
    document = _yaml(text)
    if get(document, "ci") is not None:
        yield Configuration("pre-commit.ci", _line(text, r"^ci\s*:"), "hooks")


def _pyup(text: str) -> Iterator[Configuration]:
    update = text_of(get(_yaml(text), "update")).strip().lower()
    line = _line(text, r"^update\s*:")
    yield Configuration("PyUp", line, "pip", "“update” is false." if update in {"false", "no", "off"} else "")


def _whitesource(text: str) -> Iterator[Configuration]:
    settings = _json(text)
    remedy = settings.get("remediateSettings") if isinstance(settings, Mapping) else None
    off = isinstance(remedy, Mapping) and remedy.get("enableRenovate") is False
    yield Configuration("Mend", off="“enableRenovate” is false." if off else "")


def _actions(text: str) -> Iterator[Configuration]:
    for number, line in enumerate(text.split("\n"), 1):
        if "uses:" not in line and "project:" not in line:
            continue
        for pattern, tool in ACTIONS:
            if re.match(rf"\s*(?:-\s+)?(?:uses|project):\s*[\"']?{pattern}(?![\w-])", line, re.IGNORECASE):
                yield Configuration(tool, number)


def _present(tool: str) -> Any:
    def read(text: str) -> Iterator[Configuration]:
        yield Configuration(tool)

    return read


READERS: Final = (
    (DEPENDABOT, _dependabot),
    (RENOVATE, _renovate),
    (PACKAGE, _package),
    (HOOKS, _hooks),
    (PYUP, _pyup),
    (WHITESOURCE, _whitesource),
    *((pattern, _present(tool)) for pattern, tool in PRESENT),
    (f"{WORKFLOW}|{GITLAB}", _actions),
)
# Files that seldom configure an update tool. One that cannot be read does not make the answer uncertain.
SELDOM: Final = frozenset({PACKAGE, f"{WORKFLOW}|{GITLAB}"})


def _yaml(text: str) -> Node | None:
    try:
        documents = parse(text)
        for document in documents:
            for _ in pairs(document):
                pass
    except UnreadableYaml as error:
        raise Unreadable(str(error)) from None
    return documents[0] if documents else None


def _json(text: str) -> Any:
    try:
        return read_json5(text)
    except UnreadableJson as error:
        raise Unreadable(str(error)) from None


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _line(text: str, pattern: str) -> int:
    """Return the number of the first line that matches a pattern, or 1."""
    match = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1
