"""Workflow files of projects that are inspected."""

from __future__ import annotations

CI = ".github/workflows/ci.yml"


def workflow(run: str = "pytest", *, on: str = "[push]", job: str = "", step: str = "") -> str:
    """Return a workflow of one job with one step."""
    lines = ["name: CI", f"on: {on}", "jobs:", "  a:", "    runs-on: x"]
    lines += [f"    {line}" for line in job.splitlines()] + ["    steps:"]
    lines += [f"    - {line}" if not index else f"      {line}" for index, line in enumerate(step.splitlines())]
    if run:
        lines += ["    - run: |", *(f"        {line}" for line in run.splitlines())]
    return "\n".join(lines) + "\n"
