"""Travis CI: jobs of a matrix, stages with conditions, and the commands that a language implies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from advisories.inspection import yaml_lines
from advisories.inspection.ci_files import OTHER, SCHEDULE, TAG, Run, Use, Workflow, command_lines, substitute
from advisories.inspection.conditions import ALL
from advisories.inspection.facts import Facts
from advisories.inspection.yaml_lines import Node, get, items, scalars, text_of

_TRAVIS_DEFAULTS: Final = {
    "node_js": "npm test", "go": "go test ./...", "rust": "cargo test", "java": "mvn test", "groovy": "gradle check",
    "ruby": "rake", "php": "phpunit", "scala": "sbt test", "elixir": "mix test", "haskell": "cabal test",
    "r": "R CMD check", "perl": "make test", "julia": "julia -e Pkg.test()", "d": "dub test", "crystal": "crystal spec",
    "clojure": "lein test", "android": "gradle build connectedCheck", "dart": "pub run test",
}  # fmt: skip
_SHELL_VARIABLE = re.compile(r"\$\{(\w+)\}|\$(\w+)")
_ASSIGNED = re.compile(r"""(\w+)=(?:"([^"]*)"|'([^']*)'|(\S*))""")


def read_travis(workflow: Workflow, nodes: list[Node], facts: Facts, documents: Mapping[str, list[Node]]) -> bool:
    """Fill in the jobs of `.travis.yml`."""
    document = nodes[0] if nodes else None
    variables: dict[str, list[str]] = {}
    jobs = [entry for key in ("jobs", "matrix") for entry in items(get(document, key, "include"))]
    for node in [get(document, "env"), *(get(job, "env") for job in jobs)]:
        for scalar in scalars(node):
            for name, *given in _ASSIGNED.findall(scalar.text):
                values = variables.setdefault(name, [])
                if (value := next((part for part in given if part), "")) and value not in values:
                    values.append(value)
    workflow.scopes = _travis_scopes(text_of(get(document, "if")))
    stages = {text_of(get(stage, "name")): text_of(get(stage, "if")) for stage in items(get(document, "stages"))}
    for addon in ("sonarcloud", "coverity_scan"):
        if (node := get(document, "addons", addon)) is not None:
            workflow.uses.append(Use(workflow.path, node.line, f"travis-addon/{addon}", "action", workflow.scopes))
    shared = [
        get(document, key)
        for key in ("before_install", "install", "before_script", "script", "after_success", "after_script")
    ]
    scripted = [job for job in jobs if get(job, "script") is not None]
    before = command_lines(get(document, "before_script"))
    for node in shared if not jobs or len(scripted) < len(jobs) or _travis_has_matrix(document) else [None]:
        if lines := substitute(command_lines(node), _SHELL_VARIABLE, variables):
            workflow.runs.append(Run(workflow.path, lines[0][0], workflow.path, lines, "", workflow.scopes))
    for job in scripted:
        condition = text_of(get(job, "if")) or stages.get(text_of(get(job, "stage")), "")
        scopes = workflow.scopes & _travis_scopes(condition)
        lines = substitute([*before, *command_lines(get(job, "script"))], _SHELL_VARIABLE, variables)
        if lines:
            workflow.runs.append(Run(workflow.path, lines[-1][0], workflow.path, lines, "", scopes))
    if get(document, "script") is None and not scripted:
        language = get(document, "language")
        default = _TRAVIS_DEFAULTS.get(text_of(language).lower())
        if language is not None and default:
            if "gradlew" in facts.entries and default == "mvn test":
                default = "gradle check"
            workflow.runs.append(
                Run(workflow.path, language.line, workflow.path, [(language.line, default)], "", workflow.scopes)
            )
    return True


def _travis_has_matrix(document: Node | None) -> bool:
    lists = [get(document, key) for key in ("python", "node_js", "go", "rust", "jdk", "os", "env", "rvm", "php")]
    return any(isinstance(node, yaml_lines.Items) and len(node.nodes) > 1 for node in lists)


def _travis_scopes(condition: str) -> frozenset[str]:
    """Return what starts a Travis job by its condition, such as `type = cron`."""
    if re.fullmatch(r"false", condition.strip()):
        return frozenset()
    if re.search(r"type\s*(?:=|IS|IN \()\s*(?:cron|api)", condition) and not re.search(
        r"push|pull_request|\bOR\b", condition
    ):
        return frozenset({SCHEDULE if "cron" in condition else OTHER})
    if re.match(r"\(?\s*tag\s+(?:IS present|=~|=)", condition, re.IGNORECASE) and not re.search(
        r"\bOR\b", condition, re.IGNORECASE
    ):
        return frozenset({TAG})
    return ALL - {OTHER}
