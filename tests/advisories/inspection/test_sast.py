"""Traps of SAST: one small repository each."""

from __future__ import annotations

import pytest

from advisories.inspection.findings import Finding
from advisories.inspection.sast import suggest
from tests.support.ci_files import CI, workflow
from tests.support.inspection import answer_of, facts_of

HOOKS = ".pre-commit-config.yaml"
CODEQL = "uses: github/codeql-action/analyze@v3"


def answer(files: dict[str, str], name: str = "made-up") -> str:
    return answer_of("sast", facts_of(files, name=name))[0].answer


def rows(probe: str, files: dict[str, str]) -> list[Finding]:
    return [row for row in answer_of("sast", facts_of(files))[1] if row.probe == probe and row.path]


def hook(name: str, repository: str = "https://example.org/x", more: str = "") -> str:
    """Return a configuration of pre-commit with one hook."""
    return f"repos:\n- repo: {repository}\n  hooks:\n  - id: {name}\n{more}"


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (CODEQL, "yes"),
        ("uses: github/codeql-action/init@v3", "no"),
        ("uses: github/codeql-action/upload-sarif@v3", "no"),
        ("uses: returntocorp/semgrep-action@v1", "yes"),
        ("uses: SonarSource/sonarcloud-github-action@v2", "yes"),
        ("uses: SonarSource/sonarqube-quality-gate-action@v1", "no"),
        ("uses: securego/gosec@master", "yes"),
        ("uses: PyCQA/bandit-action@v1", "yes"),
        ("uses: codacy/codacy-analysis-cli-action@v4", "yes"),
        ("uses: codacy/codacy-coverage-reporter-action@v1", "no"),
        ("uses: deepsourcelabs/test-coverage-action@v1", "no"),
        ("uses: checkmarx/kics-github-action@v2", "no"),
        ("uses: checkmarx/ast-github-action@v2", "yes"),
        ("uses: veracode/veracode-sca@v2", "no"),
        ("uses: snyk/actions/python@v1\nwith: {command: test}", "no"),
        ("uses: snyk/actions/python@v1\nwith: {command: code test}", "yes"),
        ("uses: ossf/scorecard-action@v2", "no"),
        ("uses: aquasecurity/trivy-action@v1", "no"),
        ("uses: google/osv-scanner-action@v1", "no"),
        ("uses: golang/govulncheck-action@v1", "no"),
        ("run: bandit -r src", "yes"),
        ("run: python -m bandit -r src", "yes"),
        ("run: uvx bandit -r src", "yes"),
        ("run: pip install bandit semgrep", "no"),
        ("run: echo bandit", "no"),
        ("run: bandit --version", "no"),
        ("run: python train.py --agent bandit", "no"),
        ("run: semgrep ci", "yes"),
        ("run: semgrep --config auto --error", "yes"),
        ("run: docker run --rm -v $PWD:/src semgrep/semgrep semgrep scan", "yes"),
        ("run: docker pull semgrep/semgrep", "no"),
        ("run: gosec ./...", "yes"),
        ("run: go install github.com/securego/gosec/v2/cmd/gosec@latest", "no"),
        ("run: mvn -B verify sonar:sonar", "yes"),
        ("run: ./gradlew build sonar", "yes"),
        ("run: snyk test", "no"),
        ("run: snyk code test", "yes"),
        ("run: pip-audit && safety check", "no"),
        ("run: cargo clippy", "no"),
        ("run: golint ./...", "no"),
        ("run: pyre --noninteractive analyze", "yes"),
        ("run: pyre check", "no"),
        ("run: psalm --taint-analysis", "yes"),
        ("run: psalm", "no"),
        ("run: cov-build --dir cov-int make", "yes"),
        ("run: ruff check --select S .", "yes"),
        ("run: ruff check --ignore S .", "no"),
        ("run: golangci-lint run -E gosec", "yes"),
    ],
)
def test_step_runs_a_tool(step: str, expected: str) -> None:
    assert answer({CI: workflow("", step=step)}) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("push", "yes"),
        ("{schedule: [{cron: '0 0 * * 1'}]}", "yes"),
        ("{schedule: [{cron: '0 0 * * 1'}], workflow_dispatch: null}", "yes"),
        ("workflow_dispatch", "no"),
        ("{push: {tags: ['v*']}}", "no"),
    ],
)
def test_tool_counts_on_changes_and_by_schedule(on: str, expected: str) -> None:
    assert answer({CI: workflow("", on=on, step=CODEQL)}) == expected


def test_tool_by_hand_is_a_row_of_its_own() -> None:
    [row] = rows("sast.action", {CI: workflow("", on="workflow_dispatch", step=CODEQL)})
    assert (row.outcome, row.state, row.line, bool(row.reason)) == ("false", "not on changes", 7, True)
    [row] = rows("sast.action", {CI: workflow("", step=f"if: false\n{CODEQL}")})
    assert (row.outcome, row.state) == ("false", "disabled")


TOX = "[testenv]\ncommands = pytest\n[testenv:bandit]\ncommands = bandit -r src\n"


def test_environment_of_tox_that_ci_does_not_run() -> None:
    assert answer({CI: workflow("tox -e py312"), "tox.ini": TOX}) == "no"
    assert answer({CI: workflow("tox -e py312,bandit"), "tox.ini": TOX}) == "yes"
    [row] = rows("sast.action", {CI: workflow("tox -e bandit"), "tox.ini": TOX})
    assert (row.path, row.line, row.values["through"]) == (CI, 8, ["tox.ini:4 bandit -r src"])


def test_project_that_is_the_tool_does_not_count() -> None:
    files = {CI: workflow("bandit -r src")}
    assert answer(files, "PyCQA/bandit") == "no"
    assert answer({**files, ".github/workflows/q.yml": workflow("", step=CODEQL)}, "PyCQA/bandit") == "yes"


RUN_GOLANGCI = workflow("", step="uses: golangci/golangci-lint-action@v6")


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("linters:\n  enable:\n  - gosec\n", "yes"),
        ("linters:\n  enable: [govet, gosec]\n", "yes"),
        ("linters:\n  enable-all: true\n", "yes"),
        ("linters:\n  default: all\n", "yes"),
        ("linters:\n  enable-all: true\n  disable:\n  - gosec\n", "no"),
        ("linters:\n  disable: [gosec]\n", "no"),
        ("linters:\n  enable: [govet]\nlinters-settings:\n  gosec: {excludes: [G104]}\n", "no"),
        ("linters:\n  enable:\n  # - gosec\n  - govet\n", "no"),
        ("issues:\n  exclude-rules:\n  - linters: [gosec]\n", "no"),
        ("linters:\n  presets: [security]\n", "yes"),
    ],
)
def test_gosec_in_golangci_lint(config: str, expected: str) -> None:
    assert answer({".golangci.yml": config, CI: RUN_GOLANGCI}) == expected
    assert answer({".golangci.yml": config}) == "no"  # nothing runs it


def test_line_of_gosec_is_that_of_the_list() -> None:
    config = "linters-settings:\n  gosec:\n    severity: low\nlinters:\n  enable:\n  - gosec\n"
    [row] = rows("sast.linter", {".golangci.yml": config, CI: RUN_GOLANGCI})
    assert (row.line, row.outcome) == (6, "true")
    toml = {".golangci.toml": '[linters]\nenable = ["gosec"]\n', CI: workflow("golangci-lint run")}
    assert answer(toml) == "yes"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("pyproject.toml", '[tool.ruff.lint]\nselect = ["E", "S"]\n', "yes"),
        ("pyproject.toml", '[tool.ruff]\nlint.select = ["S"]\n', "yes"),
        ("pyproject.toml", '[tool.ruff]\nselect = ["S"]\n', "yes"),
        ("pyproject.toml", '[tool.ruff]\nlint.extend-select = ["S1"]\n', "yes"),
        ("pyproject.toml", '[tool.ruff.lint]\nselect = ["ALL"]\n', "yes"),
        ("pyproject.toml", '[tool.ruff.lint]\nselect = ["ALL"]\nignore = ["S"]\n', "no"),
        ("pyproject.toml", '[tool.ruff.lint]\nselect = ["S"]\nignore = ["S101"]\n', "yes"),
        ("pyproject.toml", '[tool.ruff.lint]\nselect = ["E"]\nignore = ["S101"]\n', "no"),
        ("pyproject.toml", '[tool.ruff.lint]\nselect = ["SIM", "SLF", "E"]\n', "no"),
        ("pyproject.toml", '[tool.ruff.lint]\nselect = ["E", # "S"\n]\n', "no"),
        ("pyproject.toml", '[tool.other]\nselect = ["S"]\n', "no"),
        ("ruff.toml", '[lint]\nselect = ["S"]\n', "yes"),
        (".ruff.toml", 'select = ["S"]\n', "yes"),
        ("vendor/x/ruff.toml", 'select = ["S"]\n', "no"),
        ("ruff.toml", "select = [\n", "no"),
    ],
)
def test_security_rules_of_ruff(path: str, text: str, expected: str) -> None:
    assert answer({path: text, HOOKS: hook("ruff")}) == expected
    assert answer({path: text, CI: workflow("uv run ruff check .")}) == expected
    assert answer({path: text, HOOKS: hook("ruff-format"), CI: workflow("ruff format --check .")}) == "no"


def test_ruff_that_runs_by_hand_only_is_not_run() -> None:
    files = {"ruff.toml": '[lint]\nselect = ["S"]\n', HOOKS: hook("ruff", more="    stages: [manual]\n")}
    assert answer(files) == "no"
    [row] = rows("sast.linter", files)
    assert (row.outcome, row.state, row.line) == ("false", "disabled", 2)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({HOOKS: hook("bandit", "https://github.com/PyCQA/bandit")}, "yes"),
        ({HOOKS: hook("bandit", more="    stages: [manual]\n")}, "no"),
        ({HOOKS: "default_stages: [manual]\n" + hook("bandit")}, "no"),
        ({HOOKS: hook("semgrep")}, "yes"),
        ({HOOKS: hook("x", "local", "    entry: poetry run bandit -r src\n    language: system\n")}, "yes"),
        ({HOOKS: hook("x", "local", "    entry: echo bandit\n    language: system\n")}, "no"),
        ({HOOKS: hook("zizmor")}, "no"),
        ({HOOKS: hook("gitleaks")}, "no"),
        ({HOOKS: hook("flake8", more="    additional_dependencies: [flake8-bandit]\n")}, "yes"),
        ({HOOKS: hook("flake8", more="    additional_dependencies: [flake8-bugbear]\n")}, "no"),
        ({HOOKS: hook("flake8"), "requirements-dev.txt": "flake8-bandit==4\n"}, "yes"),
        ({"requirements-dev.txt": "flake8-bandit==4\n"}, "no"),
        ({HOOKS: hook("flake8"), "pyproject.toml": '[tool.x]\na = 1 # flake8-bandit\n'}, "no"),
        ({HOOKS: "repos: [\n"}, "no"),
    ],
)  # fmt: skip
def test_hooks(files: dict[str, str], expected: str) -> None:
    assert answer(files) == expected


PACKAGE = '{"scripts": {"lint": "eslint ."}, "devDependencies": {"eslint-plugin-security": "1"}}'


def test_security_plugin_of_eslint() -> None:
    lint = {CI: workflow("npm run lint"), "package.json": PACKAGE}
    assert answer({**lint, ".eslintrc.json": '{"plugins": ["security"]}'}) == "yes"
    assert answer({**lint, ".eslintrc.json": '{"plugins": ["import"]}'}) == "no"
    assert answer({"package.json": PACKAGE, ".eslintrc.json": '{"plugins": ["security"]}'}) == "no"
    assert answer({**lint, "package.json": PACKAGE.replace("-security", "-import")}) == "no"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".deepsource.toml", "cannot_tell"),
        ("sonar-project.properties", "cannot_tell"),
        (".codacy.yml", "cannot_tell"),
        (".lgtm.yml", "no"),
        ("docs/sonar.md", "no"),
    ],
)
def test_outside_analyser_alone_cannot_be_told(path: str, expected: str) -> None:
    assert answer({path: "x\n"}) == expected
    assert answer({path: "x\n", CI: workflow("", step=CODEQL)}) == "yes"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (".gitlab-ci.yml", "include:\n- template: Security/SAST.gitlab-ci.yml\n", "yes"),
        (".gitlab-ci.yml", "include:\n- template: Jobs/SAST.gitlab-ci.yml\n", "yes"),
        (".gitlab-ci.yml", "include:\n- template: Security/Secret-Detection.gitlab-ci.yml\n", "no"),
        (".gitlab-ci.yml", "include:\n- template: Jobs/SAST-IaC.gitlab-ci.yml\n", "no"),
        (".travis.yml", "addons: {sonarcloud: {organization: x}}\nscript: sonar-scanner\n", "yes"),
        ("azure-pipelines.yml", "steps:\n- task: SonarCloudAnalyze@1\n", "yes"),
        ("Jenkinsfile", "node { sh 'make sec' }\n", "no"),
        (".circleci/config.yml", "jobs:\n  build:\n    steps:\n    - run: gosec ./...\n", "yes"),
    ],
)
def test_other_systems(path: str, text: str, expected: str) -> None:
    assert answer({path: text}) == expected


def test_what_is_beside_sast_is_a_hint() -> None:
    step = "uses: github/codeql-action/upload-sarif@v3"
    files = {CI: workflow("osv-scanner .\ncargo clippy", step=step), HOOKS: hook("zizmor")}
    tools = {(row.tool, row.state) for row in rows("sast.apart", files)}
    assert tools == {("upload of results", "hint"), ("OSV-Scanner", "hint"), ("Clippy", "hint"), ("zizmor", "hint")}


def test_probes_that_find_nothing_say_what_was_looked_for() -> None:
    _, findings = answer_of("sast", facts_of({}))
    assert {row.probe for row in findings} == {"sast.action", "sast.linter", "sast.outside", "sast.apart"}
    assert all(row.outcome == "false" and row.path is None and row.reason for row in findings)


@pytest.mark.parametrize(
    ("scope", "sentence"),
    [
        ("change", "gosec runs on changes: .golangci.yml:18."),
        ("schedule", "gosec runs by schedule: .golangci.yml:18."),
        ("", "gosec runs: .golangci.yml:18."),
    ],
)
def test_suggestion_says_when_a_tool_runs_if_that_is_known(scope: str, sentence: str) -> None:
    finding = Finding("sast.linter", path=".golangci.yml", line=18, tool="gosec", scope=scope)
    assert suggest([finding], facts_of({})).reason == sentence
