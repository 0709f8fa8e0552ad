"""Workflow files of projects that are inspected."""

from __future__ import annotations

from advisories.inspection.findings import Finding
from tests.support.inspection import answer_of, facts_of

CI = ".github/workflows/ci.yml"


def workflow(run: str = "pytest", *, on: str = "[push]", job: str = "", step: str = "") -> str:
    """Return a workflow of one job with one step."""
    lines = ["name: CI", f"on: {on}", "jobs:", "  a:", "    runs-on: x"]
    lines += [f"    {line}" for line in job.splitlines()] + ["    steps:"]
    lines += [f"    - {line}" if not index else f"      {line}" for index, line in enumerate(step.splitlines())]
    if run:
        lines += ["    - run: |", *(f"        {line}" for line in run.splitlines())]
    return "\n".join(lines) + "\n"


def answer(files: dict[str, str], address: str = "") -> str:
    """Return what the rules suggest for CI-based testing."""
    return answer_of("ci_testing", facts_of(files, address=address))[0].answer


def rows_of_tests(files: dict[str, str]) -> list[Finding]:
    """Return the true findings of commands that run tests."""
    _, findings = answer_of("ci_testing", facts_of(files))
    return [row for row in findings if row.probe == "ci.runs_tests" and row.outcome == "true"]
