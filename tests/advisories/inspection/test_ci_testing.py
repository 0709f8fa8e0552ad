"""Traps of CI-based testing: one small repository each."""

from __future__ import annotations

import pytest

from tests.support.ci_files import CI, answer, rows_of_tests, workflow
from tests.support.inspection import answer_of, facts_of


@pytest.mark.parametrize(
    "command",
    [
        "python -m pytest",
        "python3.11 -X dev -m unittest discover",
        "FOO=1 poetry run pytest -q",
        "uv run --frozen --extra dev pytest",
        "uv run --with pytest python -m pytest",
        "xvfb-run -a python -m pytest tests",
        "docker run --rm -v $PWD:/src image bash -c 'cd /src && pytest'",
        "docker compose run --rm web pytest",
        "docker compose -f docker-compose.ci.yml run --rm unit-tests",
        "sudo -E env PATH=$PATH timeout 60m go test ./...",
        "cd sub && cargo +nightly nextest run",
        "./mvnw -B -ntp verify",
        "./gradlew :core:test --info",
        "npm run test:unit",
        "npx vitest run",
        "yarn workspace web test",
        "pnpm -r test",
        "bazel --bazelrc=x test //...",
        "cmake --build . --target check",
        "ctest --output-on-failure",
        "make -j4 check",
        "tox",
        "tox -e py312",
        "nox -s unit",
        "python manage.py test app",
        "coverage run -m pytest && coverage xml",
        "Rscript -e 'devtools::test()'",
        "R CMD check pkg.tar.gz",
        "bundle exec rspec",
        "vendor/bin/phpunit",
        "dotnet test --no-build",
        "julia --project -e 'using Pkg; Pkg.test()'",
        "if [ -f x ]; then pytest; fi",
        "set -e; (cd a; pytest) | tee log",
        "python tests/run_all_tests.py",
        "./scripts/run-unit-tests.sh",
        "torchrun --nproc_per_node 2 -m pytest tests",
        "python torchserve_sanity.py",
        "hatch run test:cov-tests",
        "python -m coverage run -m unittest",
        "conda run -n env --no-capture-output pytest",
        "pytest \\\n  -q",
        "bats test/*.bats",
        "docker build --target unit-test .",
        'export RUN="docker exec web bash"\nexport PYTEST="pytest -v"\n$RUN $PYTEST tests',
        "CMD='npm test'\n${CMD}",
    ],
)
def test_command_runs_tests(command: str) -> None:
    assert answer({CI: workflow(command)}) == "yes"


@pytest.mark.parametrize(
    "command",
    [
        "pip install pytest tox nox",
        "PKG=pytest\npip install $PKG",
        "python -m pip install -r test-requirements.txt",
        "poetry add --group dev pytest",
        "uv pip install pytest && uv sync --extra test",
        "apt-get install -y bats",
        "npm install jest && npm ci",
        "npm install --save-dev vitest",
        "go install gotest.tools/gotestsum@latest",
        "cargo install cargo-nextest",
        'echo "run pytest before you push"',
        "# pytest",
        "cat <<EOF > notes.txt\npytest\nEOF",
        "pytest --version",
        "pytest --collect-only",
        "git commit -m 'run pytest now'",
        "mvn -B package -DskipTests verify",
        "./gradlew build -x test",
        "cargo check",
        "cargo build --release",
        "make install-test-requirements",
        "make docker-test-build",
        "./scripts/attest.sh",
        "./download-latest.sh",
        "python contest.py",
        "test -f setup.py",
        "[ -d tests ]",
        "codecov --flags pytest",
        "tox -e lint,docs",
        "tox -e flake8",
        "nox -s docs",
        "make check-format",
        "python setup.py sdist bdist_wheel",
        "mypy tests",
        "ruff check tests",
        "rm -rf .pytest_cache tests",
        "cp pytest.ini build/",
        "npm run build",
        "docker build -t app-test .",
        "curl -sL https://example.org/test.sh",
        "helm lint charts/test",
        "pre-commit run --all-files",
        "twine upload --repository testpypi dist/*",
    ],
)
def test_command_runs_no_tests(command: str) -> None:
    assert answer({CI: workflow(command)}) == "no"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("push", "yes"),
        ("[workflow_dispatch, pull_request]", "yes"),
        ("{pull_request_target: {types: [opened]}}", "yes"),
        ("{merge_group: null}", "yes"),
        ("{push: {branches: [main], tags: ['v*']}}", "yes"),
        ("{push: {tags: ['v*'], paths: ['src/**']}}", "yes"),
        ("{push: {tags: ['v*']}}", "no"),
        ("{push: {tags-ignore: ['x']}}", "no"),
        ("{schedule: [{cron: '0 0 * * *'}]}", "no"),
        ("workflow_dispatch", "no"),
        ("{release: {types: [published]}}", "no"),
        ("{issue_comment: {types: [created]}}", "no"),
        ("workflow_call", "no"),
    ],
)
def test_only_changes_count_as_triggers(on: str, expected: str) -> None:
    assert answer({CI: workflow(on=on)}) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("false", "no"),
        ("${{ false }}", "no"),
        ("false && github.event_name == 'push'", "no"),
        ("github.event_name == 'schedule'", "no"),
        ("github.event_name == 'workflow_dispatch' || github.event_name == 'schedule'", "no"),
        ("startsWith(github.ref, 'refs/tags/v')", "no"),
        ("github.repository == 'a/b' && github.event_name == 'schedule'", "no"),
        ("github.event_name != 'schedule'", "yes"),
        ("github.event_name == 'push' || github.event_name == 'schedule'", "yes"),
        ("!startsWith(github.ref, 'refs/tags/')", "yes"),
        ("always()", "yes"),
        ("github.repository == 'a/b'", "yes"),
    ],
)
def test_condition_of_a_job_or_step_limits_its_triggers(condition: str, expected: str) -> None:
    on = "{push: {branches: [main], tags: ['*']}, schedule: [{cron: '0 0 * * *'}], workflow_dispatch: null}"
    assert answer({CI: workflow(on=on, job=f"if: {condition!r}")}) == expected
    step = f"if: {condition!r}\nrun: pytest"
    assert answer({CI: workflow("", on=on, step=step)}) == expected


def test_disabled_step_is_a_row_of_its_own() -> None:
    _, findings = answer_of("ci_testing", facts_of({CI: workflow("", step="if: false\nrun: pytest")}))
    [row] = [row for row in findings if row.probe == "ci.runs_tests"]
    assert (row.outcome, row.state, row.line) == ("false", "disabled", 8)


def test_matrix_values_are_commands() -> None:
    job = "strategy:\n  matrix:\n    tool: [mypy]\n    include:\n    - tool: pytest"
    assert answer({CI: workflow("${{ matrix.tool }} src", job=job)}) == "yes"
    assert answer({CI: workflow("${{ matrix.tool }} src", job=job.replace("pytest", "black"))}) == "no"
    many = f"strategy:\n  matrix:\n    tool: [mypy, pytest]\n    a: {list(range(20))}\n    b: {list(range(20))}"
    assert answer({CI: workflow("${{ matrix.tool }} ${{ matrix.a }} ${{ matrix.b }}", job=many)}) == "yes"
    tox = {"tox.ini": "[testenv]\ncommands = pytest\n[testenv:lint]\ncommands = flake8\n"}
    job = "strategy:\n  matrix:\n    env: [lint{}]"
    assert answer({CI: workflow("tox -e ${{ matrix.env }}", job=job.format("")), **tox}) == "no"
    assert answer({CI: workflow("tox -e ${{ matrix.env }}", job=job.format(", py312")), **tox}) == "yes"


@pytest.mark.parametrize(
    ("files", "command", "expected"),
    [
        # make: every rule of the name, prerequisites, $(MAKE), variables, -C, cd, the first rule
        ({"Makefile": "check: lint\n\nlint:\n\truff check .\n"}, "make check", "no"),
        ({"Makefile": "check: lint test\n\nlint:\n\truff check .\n\ntest:\n\tpytest\n"}, "make check", "yes"),
        ({"Makefile": "ci:\n\t$(MAKE) unit\n\nunit:\n\t$(PY) -m pytest\n"}, "make ci", "yes"),
        ({"Makefile": "RUN = go test\nall:\n\t$(RUN) ./...\n"}, "make", "yes"),
        ({"Makefile": "all:\n\tgo build\n\ntest:\n\tgo test\n"}, "make", "no"),
        ({"Makefile": "test:\n\t@echo no tests\n"}, "make test", "no"),
        ({"Makefile": "test: ; pytest\n"}, "make test", "yes"),
        ({"Makefile": "ifdef X\nverify:\n\ttrue\nelse\nverify:\n\tpytest\nendif\n"}, "make verify", "yes"),
        ({"Makefile": "a: b\nb: a\n\tpytest\n"}, "make a", "yes"),
        ({"Makefile": "x:\n\ttrue\n", "sub/Makefile": "x:\n\tcargo test\n"}, "make -C sub x", "yes"),
        ({"Makefile": "x:\n\ttrue\n", "sub/Makefile": "x:\n\tcargo test\n"}, "cd sub && make x", "yes"),
        ({"Makefile": "x:\n\ttrue\n", "sub/Makefile": "x:\n\tcargo test\n"}, "make x", "no"),
        ({"Makefile": "include mk/a.mk\n", "mk/a.mk": "go:\n\tpytest\n"}, "make go", "yes"),
        ({"Makefile": "run-%:\n\tpytest tests/$*\n"}, "make run-unit", "yes"),
        ({"Makefile": "test:\n\truff check tests\n"}, "make test", "no"),
        # tox: only the environments that are asked for
        ({"tox.ini": "[testenv]\ncommands = pytest\n[testenv:style]\ncommands = flake8\n"}, "tox -e style", "no"),
        ({"tox.ini": "[testenv]\ncommands = pytest\n[testenv:style]\ncommands = flake8\n"}, "tox -e py39", "yes"),
        ({"tox.ini": "[tox]\nenvlist = style\n[testenv:style]\ncommands = flake8\n"}, "tox", "no"),
        ({"tox.ini": "[testenv:py{39,310}-{a,b}]\ncommands =\n  a: mypy\n  b: pytest\n"}, "tox -e py39-b", "yes"),
        ({"tox.ini": "[testenv:py{39,310}-{a,b}]\ncommands =\n  a: mypy\n  b: pytest\n"}, "tox -e py39-a", "no"),
        ({"pyproject.toml": '[tool.tox]\nlegacy_tox_ini = """\n[testenv:x]\ncommands = pytest\n"""\n'},
         "tox -e x", "yes"),
        ({"pyproject.toml": '[tool.tox.env.x]\ncommands = [["pytest", "-q"]]\n'}, "tox -e x", "yes"),
        # nox
        ({"noxfile.py": "@nox.session\ndef qa(session):\n    session.run('pytest')\n"}, "nox -s qa", "yes"),
        ({"noxfile.py": "@nox.session\ndef qa(session):\n    session.install('pytest')\n"}, "nox -s qa", "no"),
        ({"noxfile.py": '@nox.session(name="all-of-it")\ndef f(s):\n    s.run(\n        "pytest",\n    )\n'},
         "nox -s all-of-it", "yes"),
        ({"noxfile.py": "@nox.session\ndef a(s):\n    s.run('mypy')\n@nox.session\ndef b(s):\n    s.run('pytest')\n"},
         "nox -s a", "no"),
        # scripts of package.json and others
        ({"package.json": '{"scripts": {"test": "echo \\"Error: no test specified\\" && exit 1"}}'}, "npm test", "no"),
        ({"package.json": '{"scripts": {"test": "node run.js"}}'}, "npm test", "yes"),
        ({"package.json": '{"scripts": {"ci": "npm run lint && npm run unit", "lint": "eslint .", "unit": "jest"}}'},
         "npm run ci", "yes"),
        ({"package.json": '{"scripts": {"check": "tsc --noEmit"}}'}, "npm run check", "no"),
        ({"package.json": '{"scripts": {"x": "true"}}', "web/package.json": '{"scripts": {"x": "vitest"}}'},
         "npm --prefix web run x", "yes"),
        ({"pyproject.toml": '[tool.poe.tasks]\nqa = "pytest"\n'}, "poe qa", "yes"),
        ({"pyproject.toml": '[tool.hatch.envs.default.scripts]\ncov = "pytest --cov"\n'}, "hatch run cov", "yes"),
        ({"pyproject.toml": '[tool.pdm.scripts]\nqa = {cmd = "pytest"}\n'}, "pdm run qa", "yes"),
        ({"justfile": "qa:\n    pytest\n"}, "just qa", "yes"),
        ({"Taskfile.yml": "tasks:\n  qa:\n    cmds:\n    - pytest\n"}, "task qa", "yes"),
        ({"tasks.py": "@task\ndef qa(c):\n    c.run('pytest')\n"}, "inv qa", "yes"),
        ({"mise.toml": '[tasks.qa]\nrun = "pytest"\n'}, "mise run qa", "yes"),
        # scripts of the tree
        ({"x.sh": "#!/bin/sh\nset -e\npytest\n"}, "bash x.sh", "yes"),
        ({"x.sh": "#!/bin/sh\npip install pytest\n"}, "./x.sh", "no"),
        ({"a/x.sh": "pytest\n"}, "cd a; ./x.sh", "yes"),
        ({"a/x.sh": "pytest\n"}, "$GITHUB_WORKSPACE/a/x.sh", "yes"),
        ({"a/x.sh": "pytest\n"}, "docker run -v $PWD:/w image /w/a/x.sh", "yes"),
        ({"ci/go": "#!/bin/bash\ngo test ./...\n"}, "ci/go", "yes"),
        ({"run.py": "import subprocess\nsubprocess.check_call([sys.executable, '-m', 'pytest'])\n"},
         "python run.py", "yes"),
        ({"run.py": "print('pytest')\nhelp = 'run pytest'\n"}, "python run.py", "no"),
        ({"run.py": "import pytest\nsys.exit(pytest.main(['-q']))\n"}, "python run.py", "yes"),
        ({"test.sh": "ruff check .\n"}, "./test.sh", "no"),
        ({"retest.sh": "f() { timeout 9 $@; }\nretry_f python unit_test.py\n", "unit_test.py": "x"},
         "sh retest.sh", "yes"),
    ],
)  # fmt: skip
def test_what_a_command_calls_decides(files: dict[str, str], command: str, expected: str) -> None:
    assert answer({CI: workflow(command), **files}) == expected


def test_finding_names_the_line_of_the_command_and_the_way_to_the_tests() -> None:
    files = {CI: workflow("mypy .\n\nmake check"), "Makefile": "check: unit\n\nunit:\n\tpython -m pytest\n"}
    [row] = rows_of_tests(files)
    assert (row.path, row.line, row.tool, row.scope, row.state) == (CI, 10, "pytest", "change", "enabled")
    assert row.values["command"] == "make check"
    assert row.values["through"] == ["Makefile:1 make unit", "Makefile:4 python -m pytest"]
    assert "make check" in row.excerpt


@pytest.mark.parametrize(
    ("title", "command", "expected"),
    [
        ("Run tests", "python train.py --epochs 1", "yes"),
        ("Test detection", "python train.py --epochs 1", "yes"),
        ("Train", "python train.py --epochs 1", "no"),
        ("Build test image", "python train.py", "no"),
        ("Run tests", "python missing.py", "no"),
        ("Run tests", "ruff check .", "no"),
        ("Run tests", "./lint.sh", "no"),
    ],
)
def test_step_named_for_tests_runs_a_script_of_the_tree(title: str, command: str, expected: str) -> None:
    files = {
        CI: workflow("", step=f"name: {title}\nrun: {command}"),
        "train.py": "import a\n",
        "lint.sh": "ruff check .\n",
    }
    assert answer(files) == expected


def test_maven_tests_on_the_way_to_a_package() -> None:
    files = {CI: workflow("mvn -B package --file pom.xml")}
    assert answer(files) == "no"
    assert answer({**files, "core/src/test/java/ATest.java": ""}) == "yes"
    assert answer({CI: workflow("mvn install -DskipTests"), "src/test/java/ATest.java": ""}) == "no"


def test_folded_command_has_its_line() -> None:
    text = workflow("", step="run: >\n  mypy .\n\n  python -m\n  pytest\n  -q")
    [row] = rows_of_tests({CI: text})
    assert text.split("\n")[row.line - 1].strip() == "python -m"


def test_local_action_is_followed_from_the_step_that_uses_it() -> None:
    action = "inputs:\n  cmd: {default: pytest}\nruns:\n  steps:\n  - run: ${{ inputs.cmd }}\n    shell: bash\n"
    files = {CI: workflow("", step="uses: ./.github/actions/t"), ".github/actions/t/action.yml": action}
    [row] = rows_of_tests(files)
    assert (row.path, row.line) == (CI, 7)
    files[CI] = workflow("", step="uses: ./.github/actions/t\nwith:\n  cmd: mypy")
    assert answer(files) == "yes"  # the default stays possible
    files[".github/actions/t/action.yml"] = action.replace("{default: pytest}", "{required: true}")
    assert answer(files) == "no"


def test_unread_workflow_makes_the_answer_unknown_unless_another_runs_tests() -> None:
    broken = {".github/workflows/a.yml": "on: [push\n"}
    assert answer(broken) == "cannot_tell"
    assert answer({**broken, CI: workflow()}) == "yes"
    facts = facts_of({"a": ""}, links=[CI])
    assert answer_of("ci_testing", facts)[0].answer == "no"  # a link is no workflow


def test_tests_without_ci_are_shown_only() -> None:
    suggestion, findings = answer_of(
        "ci_testing", facts_of({"tests/test_a.py": "", "p/a_test.go": ""}, submodules=["lib"])
    )
    assert suggestion.answer == "no"
    rows = {row.path: row for row in findings if row.probe == "ci.tests_here"}
    assert rows["p/a_test.go"].values == {"files": 2}
    assert rows["lib"].outcome == "not available"


def test_probes_that_find_nothing_say_what_was_looked_for() -> None:
    _, findings = answer_of("ci_testing", facts_of({}))
    assert {row.probe for row in findings} == {
        "ci.system", "ci.trigger", "ci.runs_tests", "ci.reusable", "ci.templates", "ci.tests_here",
    }  # fmt: skip
    assert all(row.outcome == "false" and row.path is None and row.reason for row in findings)
