"""GitLab CI: jobs with the jobs they extend, the files of the tree they include, and their rules."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping
from typing import Final

from advisories.inspection import yaml_lines
from advisories.inspection.ci_files import CHANGE, OTHER, SCHEDULE, TAG, Run, Use, Workflow
from advisories.inspection.facts import Facts
from advisories.inspection.wrappers import word_set
from advisories.inspection.yaml_lines import Items, Node, Scalar, Table, get, items, lines_of, pairs, text_of, words

FILES: Final = 30  # included files
BASES: Final = 12  # jobs that one job extends
ANY: Final = frozenset({CHANGE, SCHEDULE, TAG})

_GLOBAL: Final = word_set(
    """
    stages variables default include workflow image services cache before_script after_script spec
    """
)
_BY_HAND: Final = re.compile(
    r"""["']?false["']?|\$(?=[A-Z_]*(?:NIGHTLY|MANUAL))\w++(?:[^\S\n]*==.*)?""",
)
_SOURCES: Final = {"schedule": SCHEDULE, "web": OTHER, "api": OTHER, "trigger": OTHER, "pipeline": OTHER, "chat": OTHER}


def read_gitlab(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    """Fill in the jobs of `.gitlab-ci.yml`."""
    tables: list[Table] = [node for node in nodes if isinstance(node, Table)]
    _include(workflow, tables, facts)
    entries: dict[str, Node] = {}
    for table in reversed(tables):  # a file wins over those that it includes
        entries.update(pairs(table))
    workflow.scopes = _rules_scopes(get(entries.get("workflow"), "rules")) if "workflow" in entries else ANY
    default = entries.get("default")
    started: frozenset[str] = frozenset()
    for name, job in entries.items():
        if name in _GLOBAL or name.startswith(".") or not isinstance(job, Table):
            continue
        chain = _chain(job, entries)
        scopes, disabled = _job_scopes(chain)
        scopes &= workflow.scopes
        started |= scopes
        lines: list[tuple[int, str]] = []
        source = workflow.path
        for key in ("before_script", "script", "after_script"):
            node = _value(chain, key)
            if node is None and key != "script":
                node = get(default, key) or entries.get(key)
            parts = _script(node, entries, 0)
            if key == "script" and parts:
                source = parts[0].file.path or workflow.path
            for scalar in parts:
                if (scalar.file.path or workflow.path) == source or key == "script":
                    lines.extend(lines_of(scalar))
                else:
                    lines.extend((job.line, text) for _, text in lines_of(scalar))
        line = next((number for number, _ in lines), job.line)
        if lines:
            position = line if source == workflow.path else _line_of(workflow, tables, name)
            workflow.runs.append(Run(workflow.path, position, source, lines, "", scopes, disabled))
        image = _value(chain, "image") or get(default, "image") or entries.get("image")
        if image is not None and job.file.path in {"", workflow.path}:
            named = text_of(image) or text_of(get(image, "name"))
            workflow.uses.append(Use(workflow.path, image.line, named, "image", scopes, disabled))
    if not started and any(use.kind == "template" for use in workflow.uses):
        started = workflow.scopes
    workflow.uses = [
        Use(use.path, use.line, use.name, use.kind, workflow.scopes, use.disabled) if use.kind == "template" else use
        for use in workflow.uses
    ]
    workflow.scopes = started or workflow.scopes
    return True


def _line_of(workflow: Workflow, tables: list[Table], job: str) -> int:
    """Return the line of the include through which a job of another file came in."""
    first = tables[0]
    return first.lines.get(job) or first.lines.get("include") or 1


def _include(workflow: Workflow, tables: list[Table], facts: Facts) -> None:
    """Add the included files of the tree to the tables, and the others as templates."""
    seen = {workflow.path}
    for table in tables:  # grows while files are included
        entries = list(items(table.nodes.get("include")))
        for _, job in pairs(table):
            entries.extend(items(get(job, "trigger", "include")))
        for entry in entries:
            local = entry.text if isinstance(entry, Scalar) else text_of(get(entry, "local"))
            if not local or "://" in local:
                _add_template(workflow, table, entry, local)
                continue
            pattern = local.lstrip("/")
            for path in _matching(pattern, facts):
                if path in seen or len(seen) >= FILES:
                    continue
                seen.add(path)
                text = facts.texts.get(path)
                if text is not None:
                    tables.extend(node for node in yaml_lines.parse(text, path) if isinstance(node, Table))


def _matching(pattern: str, facts: Facts) -> list[str]:
    if pattern in facts.texts:
        return [pattern]
    if "*" not in pattern:
        return []
    return [path for path in facts.texts if fnmatch.fnmatchcase(path, pattern)]


def _add_template(workflow: Workflow, table: Table, entry: Node, address: str) -> None:
    line = entry.line if table.file.path in {"", workflow.path} else 1
    names = [address] if address else []
    for key in ("template", "remote", "component"):
        names.extend(words(get(entry, key)))
    names.extend(words(get(entry, "file")))
    for name in names:
        workflow.uses.append(Use(workflow.path, line, name, "template", ANY))


def _chain(job: Table, entries: Mapping[str, Node]) -> list[Table]:
    """Return a job and the jobs that it extends, nearest first."""
    chain = [job]
    for table in chain:
        for name in reversed(words(table.nodes.get("extends"))):
            base = entries.get(name)
            if isinstance(base, Table) and base not in chain and len(chain) < BASES:
                chain.append(base)
    return chain


def _value(chain: list[Table], key: str) -> Node | None:
    return next((table.nodes[key] for table in chain if key in table.nodes), None)


def _script(node: Node | None, entries: Mapping[str, Node], level: int) -> list[Scalar]:
    """Return the texts of a script; `!reference [job, key]` is followed."""
    if isinstance(node, Scalar):
        return [node]
    if not isinstance(node, Items) or level > 10:
        return []
    if node.reference:
        keys = words(node)
        return _script(get(entries.get(keys[0]), *keys[1:]), entries, level + 1) if keys else []
    return [scalar for child in node for scalar in _script(child, entries, level + 1)]


def _job_scopes(chain: list[Table]) -> tuple[frozenset[str], str]:
    """Return what starts a job, and why nothing does."""
    when = text_of(_value(chain, "when"))
    if when == "never":
        return frozenset(), "The job has “when: never”."
    rules = _value(chain, "rules")
    if rules is not None:
        scopes = _rules_scopes(rules, when)
        return scopes, "" if scopes else "No rule starts the job."
    if when == "manual":
        return frozenset({OTHER}), ""
    scopes = ANY
    only = _value(chain, "only")
    if only is not None:
        scopes = _refs_scopes(get(only, "refs") if isinstance(only, Table) else only, ANY)
    excepted = _value(chain, "except")
    if excepted is not None:
        refs = set(words(get(excepted, "refs") if isinstance(excepted, Table) else excepted))
        if "branches" in refs:
            scopes -= {CHANGE}
        scopes -= {SCHEDULE} if "schedules" in refs else set()
    return scopes, ""


def _refs_scopes(node: Node | None, default: frozenset[str]) -> frozenset[str]:
    if node is None:
        return default
    scopes = set()
    for ref in words(node):
        name = ref.partition("@")[0]
        if name in {"web", "api", "triggers", "pipelines", "chat"}:
            scopes.add(OTHER)
        else:
            scopes.add({"schedules": SCHEDULE, "tags": TAG}.get(name, CHANGE))
    return frozenset(scopes) or default


def _rules_scopes(rules: Node | None, when: str = "") -> frozenset[str]:
    """Return what starts a job or pipeline by its rules."""
    scopes: set[str] = set()
    for rule in items(rules):
        if not isinstance(rule, Table):
            scopes |= ANY  # a reference to rules elsewhere
            continue
        own_when = text_of(get(rule, "when")) or when
        condition = text_of(get(rule, "if"))
        if own_when == "never":
            if not condition and len(rule.nodes) == 1:
                break
            continue
        scopes |= {OTHER} if own_when == "manual" else condition_scopes(condition)
        if not condition and set(rule.nodes) <= {"when"}:
            break
    return frozenset(scopes)


def condition_scopes(condition: str) -> frozenset[str]:
    """Return what starts a job under a condition of GitLab.

    Examples
    --------
    >>> sorted(condition_scopes('$CI_PIPELINE_SOURCE == "schedule"')), sorted(condition_scopes("$CI_COMMIT_TAG"))
    (['schedule'], ['tag'])
    """
    if not condition:
        return ANY
    scopes: set[str] = set()
    for part in condition.split("||"):
        sources = re.findall(r"""CI_PIPELINE_SOURCE\s*(==|=~)\s*["'/^(]*([\w|]+)""", part)
        named = {name for _, text in sources for name in text.split("|")}
        if named:
            scopes |= {_SOURCES.get(name, CHANGE) for name in named}
        elif re.search(r"\$CI_COMMIT_TAG(?!\s*==\s*(?:null|[\"']{2}))", part) and "CI_COMMIT_BRANCH" not in part:
            scopes.add(TAG)
        elif _BY_HAND.fullmatch(part.strip()):
            continue
        else:
            scopes |= ANY - {TAG}
    return frozenset(scopes)
