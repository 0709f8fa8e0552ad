"""Workflows that other workflows call."""

from __future__ import annotations

import pytest

from tests.support.ci_files import CI, answer, workflow
from tests.support.inspection import answer_of, facts_of

CALLED = "on: workflow_call\njobs:\n  t:\n    runs-on: x\n    steps:\n    - run: pytest\n"
CALLER = "on: {on}\njobs:\n  t:\n    uses: {uses}\n{more}"


@pytest.mark.parametrize(
    ("on", "uses", "expected"),
    [
        ("push", "./.github/workflows/t.yml", "yes"),
        ("workflow_dispatch", "./.github/workflows/t.yml", "no"),
        ("push", "made/up/.github/workflows/t.yml@main", "yes"),  # the project's own address
        ("push", "other/o/.github/workflows/tox.yml@v1", "yes"),
        ("push", "other/o/.github/workflows/python-ci.yml@v1", "yes"),
        ("push", "other/o/.github/workflows/ci-lint.yml@v1", "no"),
        ("push", "other/o/.github/workflows/release.yml@v1", "no"),
        ("{push: {tags: ['*']}}", "other/o/.github/workflows/tox.yml@v1", "no"),
    ],
)
def test_called_workflow_takes_the_triggers_of_its_caller(on: str, uses: str, expected: str) -> None:
    files = {".github/workflows/t.yml": CALLED, CI: CALLER.format(on=on, uses=uses, more="")}
    assert answer(files, "github.com/made/up") == expected


def test_called_workflow_elsewhere_is_outside() -> None:
    files = {CI: CALLER.format(on="push", uses="o/r/.github/workflows/tests.yml@v1", more="")}
    suggestion, findings = answer_of("ci_testing", facts_of(files))
    assert suggestion.answer == "yes"
    [row] = [row for row in findings if row.probe == "ci.reusable"]
    assert (row.outcome, row.state, row.line) == ("true", "outside", 4)


def test_triggers_pass_through_three_levels_and_after_other_workflows() -> None:
    names = ["a", "b", "c"]
    files = {CI: CALLER.format(on="pull_request", uses="./.github/workflows/a.yml", more="")}
    for name, called in zip(names, [*names[1:], "t"], strict=True):
        uses = f"./.github/workflows/{called}.yml"
        files[f".github/workflows/{name}.yml"] = CALLER.format(on="workflow_call", uses=uses, more="")
    assert answer({**files, ".github/workflows/t.yml": CALLED}) == "no"  # a fourth level
    files[".github/workflows/c.yml"] = CALLED
    assert answer(files) == "yes"
    after = workflow(on="{workflow_run: {workflows: [Build]}}")
    build = workflow("make all", on="push").replace("name: CI", "name: Build")
    assert answer({CI: after, ".github/workflows/b.yml": build}) == "yes"
    assert answer({CI: after, ".github/workflows/b.yml": build.replace("on: push", "on: schedule")}) == "no"


def test_disabled_call_starts_nothing() -> None:
    files = {
        ".github/workflows/t.yml": CALLED,
        CI: CALLER.format(on="push", uses="./.github/workflows/t.yml", more="    if: false\n"),
    }
    assert answer(files) == "no"
