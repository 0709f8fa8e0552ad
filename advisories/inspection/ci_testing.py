"""CI-based testing: which CI systems are configured, what starts them, and which commands run tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from advisories.inspection.ci_files import CHANGE, SCHEDULE, SYSTEMS, Run, Use, Workflow
from advisories.inspection.facts import Facts, Marker, excerpt_around, is_own
from advisories.inspection.findings import Finding, State, Suggestion
from advisories.inspection.github_workflows import LEVELS, Reader
from advisories.inspection.resolution import Resolver
from advisories.inspection.targets import Step
from advisories.inspection.testing_tools import TestFinder, names_tests, tool_of, words_of
from advisories.inspection.workflows import TEXTS as WORKFLOW_TEXTS
from advisories.inspection.workflows import read
from advisories.inspection.yaml_lines import split_lines

TEXTS: Final = WORKFLOW_TEXTS
MARKERS: Final[tuple[Marker, ...]] = ()

TEST_FILE = re.compile(
    r"(?:.*/)?(?:test_[^/]+\.py|[^/]+_test\.(?:py|go|cc|cpp|c|rs|dart|exs)|[^/]+\.(?:test|spec)\.[cm]?[jt]sx?|"
    r"[^/]*(?:Test|Tests|IT)\.(?:java|kt|scala|cs|php|swift)|[^/]+_spec\.rb|[^/]+_test\.rb|[^/]+\.bats|tests\.py)|"
    r"(?:.*/)?tests?/(?:.*/)?[^/]+\.(?:py|rs|js|ts|rb|php|R|jl|c|cc|cpp|sh|ex|hs|ml)"
)
# Actions that run tests themselves.
TEST_ACTIONS: Final = re.compile(
    r"cypress-io/github-action|r-lib/actions/check-r-package|julia-actions/julia-runtest|pavelzw/pytest-action|"
    r"ymyzk/run-tox-gh-action|fedora-python/tox-github-action|OpenAstronomy/[\w-]+/\.github/workflows/tox\.ya?ml|"
    r"GabrielBB/xvfb-action|ianfixes/arduino_ci|dart-lang/.*test|VSCodeTestRunner|azure-task/(?:VSTest|VisualStudioTest)|"
    r"python/test|node/test|android/run-unit-tests|ruby/rspec-test|ruby/minitest-test|win/run-tests|gradle/test|maven/test|"
    r"cypress/run|codeception/.*|php-actions/phpunit|helm/chart-testing-action/ct-test|wearerequired/.*phpunit.*",
    re.IGNORECASE,
)
# Tools of which only the name of a target is known, cited only if there is nothing better.
_BY_NAME: Final = frozenset(
    {"make", "script", "npm", "yarn", "pnpm", "bun", "task", "mise", "just", "pixi", "hatch", "pdm"}
)
ZUUL_JOB = re.compile(
    r"(?:^|[-_])(?:python3\d*-jobs|tox|unit|functional|cover|tempest|tests?|integration|py3\d+|openstack-python3[\w-]*-jobs|"
    r"devstack|grenade|nodejs\d*-run-test)(?:[-_]|$)|python3-jobs|cover-jobs"
)
_ZUUL_NO_TEST = re.compile(
    r"requirements|docs?(?:-|$)|linters|pep8|release-notes|publish|build|pylint|promote|upload|cover-jobs-not|releasenotes"
)


def probe(facts: Facts) -> Iterator[Finding]:
    """Yield the findings of the probes of CI-based testing."""
    workflows = read(facts)
    files = {path: split_lines(text) for workflow in workflows if (text := facts.texts.get(path := workflow.path))}
    yield from _systems(workflows, files)
    yield from _triggers(workflows, files)
    yield from or_missing(
        _tests(facts, workflows, files),
        "ci.runs_tests",
        "No CI file that runs tests. Looked for: "
        "test runners, targets and scripts in the CI files, and in what these call.",
    )
    yield from or_missing(_reusable(facts, workflows, files), "ci.reusable", "No called workflow that runs tests.")
    yield from or_missing(
        _templates(workflows, files), "ci.templates", "No template of Zuul or GitLab that stands for tests."
    )
    yield _tests_here(facts)
    for path in facts.submodules():
        reason = "Tests in this submodule are out of sight: submodules are not fetched."
        yield Finding("ci.tests_here", "not available", reason, path=path)


def suggest(findings: Sequence[Finding], facts: Facts) -> Suggestion:
    """Return yes if changes start tests, cannot tell if CI files could not be read, otherwise no."""
    probes = {"ci.runs_tests", "ci.reusable", "ci.templates"}
    tests = [finding for finding in findings if finding.probe in probes and finding.outcome == "true"]
    on_changes = [finding for finding in tests if finding.scope == CHANGE]
    if on_changes:
        first = min(on_changes, key=lambda row: row.tool in _BY_NAME)
        return Suggestion("yes", f"Changes are tested: {_cited(first)}.", on_changes)
    unread = [
        finding for finding in findings if finding.probe == "ci.runs_tests" and finding.outcome == "not available"
    ]
    if unread:
        return Suggestion(
            "cannot_tell", f"No CI file that was read runs tests, and {unread[0].path} could not be read.", unread
        )
    if tests:
        return Suggestion("no", f"Tests run, but changes do not start them: {_cited(tests[0])}.", tests)
    systems = [finding for finding in findings if finding.probe == "ci.system" and finding.outcome == "true"]
    if systems:
        return Suggestion("no", f"No command of the {len(systems)} CI file(s) runs tests.", systems)
    return Suggestion("no", "No CI system is configured in the repository.", ())


def _cited(finding: Finding) -> str:
    where = f"{finding.path}:{finding.line}" if finding.path else "the repository"
    return f"{where} runs {finding.tool}" if finding.tool else where


def or_missing(findings: Iterable[Finding], name: str, missing: str) -> Iterator[Finding]:
    """Yield findings, or one that says what was looked for if there are none."""
    first = True
    for finding in findings:
        first = False
        yield finding
    if first:
        yield Finding(name, "false", missing)


def located(finding: Finding, files: dict[str, list[str]]) -> Finding:
    """Return a finding with the excerpt of its lines."""
    lines = files.get(finding.path or "")
    if lines is None or finding.line is None:
        return finding
    line = min(finding.line, len(lines)) or 1
    return replace(
        finding, line=line, line_end=finding.line_end or line, excerpt=excerpt_around(lines, line, finding.line_end)
    )


def _systems(workflows: list[Workflow], files: dict[str, list[str]]) -> Iterator[Finding]:
    rows = (
        Finding("ci.system", path=workflow.path, line=workflow.line, line_end=workflow.line, tool=workflow.system)
        for workflow in workflows
        if not workflow.problem
    )
    yield from or_missing(
        (located(row, files) for row in rows), "ci.system", f"No file of a CI system. Looked for: {', '.join(SYSTEMS)}."
    )


def _triggers(workflows: list[Workflow], files: dict[str, list[str]]) -> Iterator[Finding]:
    rows = []
    for workflow in workflows:
        if workflow.problem:
            continue
        row = Finding(
            "ci.trigger", path=workflow.path, line=workflow.line, line_end=workflow.line_end, tool=workflow.system
        )
        if workflow.is_started_by_changes:
            rows.append(replace(row, scope=CHANGE))
        else:
            scope = SCHEDULE if SCHEDULE in workflow.scopes else ""
            rows.append(replace(row, outcome="false", reason=workflow.reason, scope=scope, state="not on changes"))
    yield from or_missing((located(row, files) for row in rows), "ci.trigger", "No CI file that changes start.")


def scope_of(scopes: frozenset[str]) -> str:
    """Return the scope of a finding: "change", "schedule", or "" for by hand and tags only."""
    return CHANGE if CHANGE in scopes else SCHEDULE if SCHEDULE in scopes else ""


def state_of(item: Run | Use) -> tuple[str, State, str]:
    """Return scope, state and the reason why a command or action does not count, or ""."""
    if item.disabled:
        return "", "disabled", item.disabled
    scope = scope_of(item.scopes)
    if scope == CHANGE:
        return scope, "enabled", ""
    if scope == SCHEDULE:
        return scope, "not on changes", "It runs by schedule only."
    return scope, "not on changes", "It runs by hand or on tags only."


def shared_resolver(facts: Facts) -> Resolver:
    """Return the resolver of an inspection."""
    resolver: Resolver = facts.derived.setdefault("resolver", Resolver(facts))
    return resolver


def steps_of(facts: Facts, workflows: list[Workflow]) -> list[tuple[Run, list[Step]]]:
    """Return every run of the CI files with its simple commands, computed once per inspection."""
    if "steps" not in facts.derived:
        resolver = shared_resolver(facts)
        facts.derived["steps"] = [
            (run, resolver.steps(run.lines, run.source, run.folder)) for workflow in workflows for run in workflow.runs
        ]
    steps: list[tuple[Run, list[Step]]] = facts.derived["steps"]
    return steps


def _tests(facts: Facts, workflows: list[Workflow], files: dict[str, list[str]]) -> Iterator[Finding]:
    for workflow in workflows:
        if workflow.problem:
            yield Finding("ci.runs_tests", "not available", workflow.problem, path=workflow.path, tool=workflow.system)
    finder = TestFinder()
    # The goals “package” and “install” of Maven run tests on the way, if there are any.
    has_java_tests = any("src/test/" in path and is_own(path) for path in facts.entries)
    rows: dict[tuple[str, int], Finding] = {}
    for run, steps in steps_of(facts, workflows):
        for step in steps:
            way = finder.way(step)
            if way is None and names_tests(run.title, weak=False) and finder.runs_project(step):
                way = step.kind, [step]
            if way is None or (way[0] == "Maven package" and not has_java_tests):
                continue
            line = step.words.line if run.source == run.path else run.line
            through = [f"{inner.path}:{inner.words.line} {inner.text}"[:200] for inner in way[1][1:]]
            if run.source != run.path:
                through.insert(0, f"{run.source}:{step.words.line} {step.text}"[:200])
            _keep_best(rows, _row("ci.runs_tests", run, line, way[0], step.text, through))
    for workflow in workflows:
        for use in workflow.uses:
            if use.kind in {"action", "template"} and TEST_ACTIONS.match(use.name.partition("@")[0]):
                _keep_best(rows, _row("ci.runs_tests", use, use.line, use.name.partition("@")[0], use.name, []))
    yield from (located(rows[key], files) for key in sorted(rows))


def _row(name: str, item: Run | Use, line: int, tool: str, command: str, through: list[str]) -> Finding:
    scope, state, reason = state_of(item)
    finding = finding_of_command(name, item, line, tool, command, through)
    return replace(
        finding,
        outcome="true" if scope else "false",
        reason="" if scope == CHANGE else reason,
        scope=scope,
        state=state,
    )


def finding_of_command(name: str, item: Run | Use, line: int, tool: str, command: str, through: list[str]) -> Finding:
    """Return the finding of a command or action in a CI file, and of the commands that lead to it."""
    values = {"command": command[:300], **({"through": through} if through else {})}
    return Finding(name, path=item.path, line=line, tool=tool, values=values)


def _keep_best(rows: dict[tuple[str, int], Finding], finding: Finding) -> None:
    """Keep one finding per line: the one with the widest scope."""
    key = (finding.path or "", finding.line or 0)
    rank = {CHANGE: 2, SCHEDULE: 1, "": 0}
    if key not in rows or rank[finding.scope] > rank[rows[key].scope]:
        rows[key] = finding


def _reusable(facts: Facts, workflows: list[Workflow], files: dict[str, list[str]]) -> Iterator[Finding]:
    finder = TestFinder()
    testing: dict[str, frozenset[str]] = {}  # workflow → what starts tests in it
    for run, steps in steps_of(facts, workflows):
        if not run.disabled and not run.scopes <= testing.get(run.path, frozenset()) and any(map(finder.way, steps)):
            testing[run.path] = testing.get(run.path, frozenset()) | run.scopes
    reader = Reader(facts, {})
    for _ in range(LEVELS - 1):  # a called workflow may call another
        for workflow in workflows:
            for use in workflow.uses:
                if use.kind == "workflow" and not use.disabled:
                    called = testing.get(reader.local_path(use.name), frozenset())
                    testing[workflow.path] = testing.get(workflow.path, frozenset()) | (use.scopes & called)
    rows: dict[tuple[str, int], Finding] = {}
    for workflow in workflows:
        for use in workflow.uses:
            if use.kind != "workflow":
                continue
            local = reader.local_path(use.name)
            if local:
                if scopes := use.scopes & testing.get(local, frozenset()):
                    own = replace(use, scopes=scopes)
                    _keep_best(rows, _row("ci.reusable", own, use.line, local, use.name, []))
            else:
                file_name = use.name.partition("@")[0].rpartition("/")[2].removesuffix(".yml").removesuffix(".yaml")
                if (
                    names_tests(file_name)
                    or (names_tests(f"{file_name}-test") and "ci" in words_of(file_name))
                    or tool_of((file_name,))
                    or file_name in {"tox", "nox"}
                    or TEST_ACTIONS.match(use.name)
                ):
                    finding = _row("ci.reusable", use, use.line, use.name.partition("@")[0], use.name, [])
                    state: State = "outside" if finding.scope == CHANGE else finding.state
                    _keep_best(rows, replace(finding, state=state))
    yield from (located(rows[key], files) for key in sorted(rows))


def _templates(workflows: list[Workflow], files: dict[str, list[str]]) -> Iterator[Finding]:
    rows: dict[tuple[str, int], Finding] = {}
    for workflow in workflows:
        for use in workflow.uses:
            if not _stands_for_tests(use, workflow.system):
                continue
            finding = _row("ci.templates", use, use.line, use.name, use.name, [])
            state: State = "outside" if finding.scope == CHANGE else finding.state
            _keep_best(rows, replace(finding, state=state))
    yield from (located(rows[key], files) for key in sorted(rows))


def _stands_for_tests(use: Use, system: str) -> bool:
    if use.kind == "job":
        return bool(ZUUL_JOB.search(use.name)) and not _ZUUL_NO_TEST.search(use.name)
    if use.kind != "template":
        return False
    if system == "GitLab CI":
        name = re.sub(r"\.gitlab-ci\.ya?ml$|\.ya?ml$|@.*$", "", use.name).rpartition("/")[2]
        return name == "Auto-DevOps" or names_tests(name) or bool(tool_of((name,)))
    return system in {"Azure Pipelines", "CircleCI", "Screwdriver"} and names_tests(
        use.name.partition("@")[0].rpartition("/")[2].rpartition(".")[0] or use.name, weak=False
    )


def _tests_here(facts: Facts) -> Finding:
    paths = [path for path in facts.files(TEST_FILE.pattern) if is_own(path)]
    if not paths:
        return Finding("ci.tests_here", "false", "No test files by name, such as test_x.py, x_test.go or x.spec.ts.")
    return Finding("ci.tests_here", path=paths[0], state="hint", values={"files": len(paths)})
