"""Texts without sense in every file that probes read: no probe fails."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from advisories.inspection.facts import Entry, Facts
from advisories.inspection.report import inspect

NAMES = (
    *(".github/workflows/a.yml", ".gitlab-ci.yml", ".circleci/config.yml", ".travis.yml", "azure-pipelines.yml"),
    *("Jenkinsfile", ".zuul.yaml", "Makefile", "justfile", "tox.ini", "noxfile.py", "package.json", "pyproject.toml"),
    *("setup.cfg", "run.sh", "setup.py", "CODEOWNERS", "OWNERS", "README.md", "CONTRIBUTING.md", ".mergify.yml"),
    *("renovate.json", ".github/dependabot.yml", ".pre-commit-config.yaml", ".golangci.yml", "ruff.toml", ".flake8"),
)
COMMANDS = "make all; make; tox; nox -s x; npm run x; ./run.sh; python setup.py; just x; ruff check; flake8"
WORKFLOW = f"on: push\njobs: {{t: {{runs-on: x, steps: [{{run: '{COMMANDS}'}}]}}}}\n"
LENGTH = 5_000
FILLS = [
    *(
        "a",
        " ",
        "\n",
        "\t",
        "\\",
        "\\\n",
        "'",
        '"',
        "`",
        "/",
        "|",
        ";",
        "(",
        "[",
        "{",
        "- ",
        "# ",
        "a: ",
        "a=",
        "[a]\n",
        "\ud7ff",
    ),
    *(
        "* @a ",
        "${{ ",
        "$(MAKE) a\n",
        "a: a\n\t$(MAKE) a\n",
        "uses: a\n",
        "test ",
        "review ",
        "fuzz_",
        "&a *a ",
        "<<: *a\n",
    ),
]


@pytest.mark.parametrize("fill", FILLS, ids=ascii)
def test_no_probe_fails_on_a_text_without_sense(fill: str) -> None:
    text = (fill * (LENGTH // len(fill) + 1))[:LENGTH]
    for prefix in ("", "all:\n\t", '{"scripts": {"x": "', "on: push\njobs:\n  t:\n    steps:\n    - run: "):
        texts = dict.fromkeys(NAMES, prefix + text) | {".github/workflows/z.yml": WORKFLOW}
        facts = Facts(
            "Example",
            commit="1" * 40,
            committed_at=datetime(2025, 1, 1, tzinfo=UTC),
            entries={path: Entry(path, "file", LENGTH) for path in sorted(texts)},
            texts=texts,
        )
        assert [problem for problem in inspect(facts).problems if problem.path is None] == []
