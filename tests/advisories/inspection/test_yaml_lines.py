"""The YAML reader of untrusted files, and hostile CI files."""

from __future__ import annotations

import time

import pytest

from advisories.inspection import yaml_lines
from advisories.inspection.yaml_lines import EVENT_LIMIT, UnreadableYaml, get, parse, scalars, text_of, words
from tests.support.inspection import answer_of, facts_of

CI = ".github/workflows/ci.yml"
LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))


def test_scalars_are_texts_with_their_lines() -> None:
    [document] = parse("on: yes\nn: 1\nd: 2020-01-01\nb: |\n  x\n  y\n")
    assert [text_of(get(document, key)) for key in "on n d b".split()] == ["yes", "1", "2020-01-01", "x\ny\n"]  # noqa: SIM905
    block = get(document, "b")
    assert isinstance(block, yaml_lines.Scalar)
    assert yaml_lines.lines_of(block) == [(5, "x"), (6, "y")]


def test_aliases_and_merge_keys_are_followed() -> None:
    [document] = parse("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc: [*a]\nd:\n  <<: [{z: 1}, *a]\n")
    assert words(get(document, "b")) == ["3", "1"]
    assert words(get(document, "c")) == ["1", "2"]
    assert words(get(document, "d")) == ["1", "1", "2"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("on: [push\njobs: {\n", "Line "),
        ("[" * 30_000, "levels deep"),
        ("- " * 50_000 + "x", "levels deep"),
        ("a: !!python/object/apply:os.system [x]", "tag"),
        ("a: !include x", "tag"),
        ("a: *b", "alias"),
        ("a: &a [*a]", "alias"),
        ("? [x]\n: y", "not text"),
        ("<<: x", "merge"),
        ("- x\n" * EVENT_LIMIT, "events"),
        ("a: \x07", "cannot be read"),
    ],
)
def test_unreadable_yaml_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(UnreadableYaml, match=reason):
        parse(text)


def test_walk_of_aliases_of_aliases_ends() -> None:
    [document] = parse(LAUGHS)
    with pytest.raises(UnreadableYaml, match="nodes"):
        list(scalars(document))


@pytest.mark.parametrize(
    "files",
    [
        {CI: "on: push\njobs:\n  a:\n    steps: *a39\nx:\n" + LAUGHS},
        {CI: LAUGHS + "on: push\njobs:\n  a:\n    steps:\n    - run: x\n    strategy: {matrix: {k: *a39}}\n"},
        {".gitlab-ci.yml": LAUGHS + "t:\n  script: *a39\n"},
        {".travis.yml": LAUGHS + "script: *a39\n"},
        {".circleci/config.yml": LAUGHS + "jobs:\n  build:\n    steps: *a39\n"},
        {"azure-pipelines.yml": LAUGHS + "steps: *a39\n"},
        {".drone.yml": LAUGHS + "steps: *a39\n"},
        {CI: "on: push\ns: &s\n" + "- run: x\n" * 4000 + "jobs:\n"
         + "".join(f"  j{n}: {{steps: *s}}\n" for n in range(4000))},
        {CI: "on: push\njobs:\n  a:\n    steps:\n    - run: |\n" + "        pytest_not x\n" * 40_000},
        {CI: "on: push\njobs:\n  a:\n    steps:\n    - run: " + "a " * 300_000},
        {CI: "on: push\njobs:\n  a:\n    steps:\n    - run: '" + '"a\\" $( ' * 60_000 + "'"},
        {CI: "on: push\njobs:\n  a:\n    if: " + "(" * 50_000 + "\n    steps: []"},
        {CI: "on: push\njobs:\n  a:\n    steps: [{run: make a0}]\n",
         "Makefile": "".join(f"a{n}: a{n + 1} b{n + 1}\nb{n}: a{n + 1} b{n + 1}\n" for n in range(2_000))},
        {CI: "on: push\njobs:\n  a:\n    steps: [{run: make a}]\n",
         "Makefile": "a:\n\t" + "$(A)" * 9_000 + "\nA = $(A)$(A)\n"},
        {CI: "on: push\njobs:\n  a:\n    steps: [{run: make a}]\n", "Makefile": " " * 200_000 + "a :" + " " * 200_000},
        {CI: "on: push\njobs:\n  a:\n    steps: [{run: tox}]\n", "tox.ini": "[tox]\nenvlist = " + "{a,b}" * 30 + "\n"},
        {CI: "on: push\njobs:\n  a:\n    steps: [{run: tox -e x}]\n",
         "tox.ini": f"[testenv:{'{a,b}' * 40}]\ncommands = a\n"},
        {CI: "on: push\njobs:\n  a:\n    steps: [{run: npm test}]\n", "package.json": "[" * 100_000},
        {CI: "on: push\njobs:\n  a:\n    steps: [{run: poe x}]\n", "pyproject.toml": "x = " + "[" * 100_000},
        {CI: "on: push\njobs:\n  a:\n    steps: [{run: python x.py}]\n", "x.py": "run(" + "(" * 50_000 + "'" * 9_000},
        {CI: "on: push\njobs:\n  a:\n    steps: [{run: ./x.sh}]\n", "x.sh": "./x.sh\n" * 9_000},
        {"Jenkinsfile": "node { sh" + " " * 300_000},
        {"Jenkinsfile": "node {" + "sh(script: " * 20_000},
        {"Jenkinsfile": "node {" + "dir('x') { sh 'a'\n" * 20_000},
        {".golangci.yml": "linters: " + "[" * 30_000, "ruff.toml": "select = [" + "'S', " * 50_000},
    ],
)  # fmt: skip
def test_hostile_files_end_soon_and_raise_nothing(files: dict[str, str]) -> None:
    facts = facts_of(files)
    start = time.process_time()
    for activity in ("ci_testing", "sast"):
        answer_of(activity, facts)
    assert time.process_time() - start < 6
