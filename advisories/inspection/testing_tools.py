"""Whether a command runs tests: by its tool, by what its target runs, and by the name of its target."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from advisories.inspection.targets import PYTHON, Step
from advisories.inspection.wrappers import program, word_set

_END = r"(?=\s|$)"

# Tool → the beginning of a command that runs tests, after wrappers. Paths of programs are reduced to their names.
NAME: Final = 1_000  # characters of a name whose words are read
_TOOLS: Final = {
    "pytest": r"(?:pytest|py\.test|pytest-?3|pytest-[\d.]+|run-pytest)",
    "nose": r"nosetests[\d.]*|nose2",
    "unittest": r"unit2|trial|green|ward|stestr (?:run|last)|ostestr|testr run|zope-testrunner|xdoctest|avocado run",
    "coverage": r"(?:coverage|python-coverage)[\d.]* run|slipcover",
    "Django": r"manage\.py test|django-admin test|runtests\.py",
    "setup.py": r"setup\.py (?:\S+ )*?(?:test|pytest|nosetests)",
    "go test": r"(?:go|gotip|richgo|courtney|goveralls) test|gotestsum|gotest|ginkgo(?! (?:build|install|"
    r"version|bootstrap|"
    r"generate|help|outline|watch))|go run (?:\S*/)?(?:ginkgo|gotestsum)\S*",
    "cargo test": r"cargo (?:\+\S+ )?(?:\S+ )*?(?:test|nextest|tarpaulin|llvm-cov|careful|mutants|kani|t)|cross test|"
    r"wasm-pack test",
    "Maven": r"(?:mvn|mvnw|mvnd) (?:.* )?(?:test|verify|integration-test|surefire:test|failsafe:verify)",
    "Maven package": r"(?:mvn|mvnw|mvnd) (?:.* )?(?:package|install|deploy)",
    "Docker stage": r"docker (?:.* )?build (?:.* )?--target[= ](?:\S*[-_])?(?:unit)?tests?(?:[-_]\S*)?",
    "Gradle": r"(?:gradle|gradlew|gradlew\.bat) (?:.* )?(?:\S*:)?(?:test|check|build|test\w*|\w+Test|\w+Tests|"
    r"connected\w*Check|jacocoTestReport|allTests|integrationTest\w*)",
    "JavaScript tests": r"(?:jest|vitest|mocha|_mocha|ava|jasmine|karma (?:start|run)|testcafe (?!-)|tap|"
    r"qunit|uvu|wdio|"
    r"playwright test|cypress run(?:-ct)?|ng test|react-scripts test|vue-cli-service test\S*|craco test|nyc|c8|"
    r"lerna run test\S*|nx (?:test|run-many .*test|affected .*test|affected:test)\S*|turbo (?:run )?test\S*|"
    r"rush test|deno (?:test|task test)|node (?:\S+ )*?--test|bun test|web-test-runner|wtr|start-server-and-test|"
    r"storybook test|test-storybook|hardhat test|truffle test|forge test|anchor test|vite-node test|"
    r"nightwatch|aegir test|"
    r"xvfb-maybe mocha|detox test|grunt test|gulp test|ember test|polymer test|lage test|moon run \S*test|jake test)",
    "CTest": r"ctest|cmake --build .*--target (?:test|check|check-\S+|RUN_TESTS)|ninja (?:.* )?(?:test|"
    r"check|check-\S+)|"
    r"meson test|waf check",
    "Bazel": r"(?:bazel|bazelisk|blaze)(?: --?\S+)* (?:test|coverage)|buck2? test|pants (?:.* )?test|"
    r"please test|plz test",
    "PHP tests": r"phpunit|simple-phpunit|pest|paratest|phpspec run|codecept run|behat|artisan test|kahlan",
    "Ruby tests": r"rspec|parallel_rspec|rake (?:.* )?(?:test\S*|spec\S*)|rails test\S*|cucumber|m test",
    ".NET tests": r"dotnet (?:test|vstest)|vstest\.console|nunit3?-console|xunit\.console|mstest",
    "R tests": r"r CMD check",
    "tests": r"mix (?:test|coveralls\S*)|rebar3 (?:eunit|ct|proper)|swift test|xcodebuild (?:.* )?test|"
    r"fastlane (?:\S+ )?"
    r"(?:test\S*|scan)|bats|shellspec|behave|robot|pabot|lettuce|sbt (?:.*[ ;:/])?[+^]?(?:test|testOnly\S*|"
    r"it:test)|mill \S*test|"
    r"lein (?:.* )?(?:test|midje|eftest)|clojure -[MX]\S*test\S*|clj -[MX]\S*test\S*|bb test\S*|stack (?:.* )?test|"
    r"cabal (?:\S+ )*?(?:test|v2-test|new-test)|dub test|zig (?:build )?test|nimble test|v test|"
    r"crystal spec|flutter test|"
    r"dart (?:.* )?test|melos run test\S*|pub run test|dune (?:runtest|test)|opam (?:.* )?(?:--with-test|"
    r"runtest)|busted|"
    r"prove|luacheck test|helm (?:test|unittest)|terraform test|tofu test|opa test|molecule test|kuttl test|"
    r"kubectl-kuttl test|chainsaw test|conftest verify|bb run test|hatch (?:.* )?test|earthly (?:.* )?\+\S*test\S*|"
    r"dagger (?:call|do) \S*test\S*|ct install|roswell test|raco test|alr test|gnatprove|nf-test test|"
    r"cibuildwheel test|"
    r"tox-docker|devtools::test|act test|promptfoo eval|deepeval test|jupyter nbconvert --execute .*test|treon",
}
_TOOL = {name: re.compile(rf"(?:{pattern}){_END}") for name, pattern in _TOOLS.items()}
_ANY_TOOL = re.compile(rf"(?:{'|'.join(_TOOLS.values())}){_END}")
_MODULES: Final = word_set(
    """
    pytest unittest nose nose2 tox nox stestr behave robot doctest xdoctest twisted.trial trial coverage test
    tests tests.run green ward django.test zope.testrunner testtools.run subunit.run slipcover ptr pytest_cov
    avocado
    """
)
_NO_RUN = re.compile(
    r"\s(?:--version|--help|--collect-only|--co|--fixtures|--setup-plan|--markers|--listTests|--no-run|"
    r"-DskipTests(?:=true)?|"
    r"-Dmaven\.test\.skip(?:=true)?|(?:-x|--exclude-task) (?:test|check)|-DskipITs)(?=\s|$)"
)
_R_CALL = re.compile(r"rcmdcheck|devtools::(?:test|check)|testthat::|covr::|test_check|test_dir|tinytest")
_JULIA_CALL = re.compile(r"Pkg\.test|runtests\.jl|ReTestItems")
_PYTHON_CALL = re.compile(r"\b(?:pytest|unittest|nose|nose2)\.(?:main|run)|doctest\.testmod|\.test\(\)")

# Words of a name. Weak ones mean tests only as the whole name.
_STRONG: Final = word_set(
    """
    ut uts test tests testing unit units unittest unittests e2e sanity runtests runtest pytest testsuite integration
    smoke smoketest regression functional conformance doctest doctests alltests
    """
)
_WEAK: Final = frozenset({"check", "ci", "checks", "verify", "cibuild", "checkall"})
_NOT_TESTS: Final = word_set(
    """
    documentation notebooks update files ensure install requirements requirement build builds docker deps
    dependencies dep setup prepare publish upload pypi testpypi report reports results result clean cleanup
    fixtures image images summary compile lint format fmt style license licenses docs doc links spell types env
    environment data download generate gen matrix list split skip release deploy teardown create notify comment
    changes changed flake8 mypy vet tidy manifests start stop wait certs kubeconfig cluster configure config
    bootstrap provision push pull
    """
)

# Programs that check, build or move files and run no test.
_OTHERS: Final = re.compile(
    r"(?:ruff|flake8|black|mypy|isort|pylint|pyright|pyflakes|pycodestyle|pydocstyle|autopep8|yapf|bandit|safety|twine|"
    r"check-manifest|codespell|interrogate|vulture|radon|eslint|prettier|tsc|vue-tsc|svelte-check|"
    r"stylelint|markdownlint\S*|"
    r"golangci-lint|golint|staticcheck|gofmt|goimports|revive|go (?:vet|fmt|build|generate|list|run)|cargo (?:\+\S+ )?"
    r"(?:clippy|fmt|check|build|doc|deny|audit)|rustfmt|shellcheck|hadolint|yamllint|actionlint|helm|"
    r"kustomize|buf|protoc|"
    r"sphinx-build|mkdocs|pdoc|make html|docker|docker-compose|podman|pre-commit|prek|addlicense|"
    r"license\S*|semgrep|trivy|"
    r"clang-format|clang-tidy|cppcheck|cmake|ninja|coverage (?:report|xml|html|combine|erase|lcov)|"
    r"pip-audit|pip-compile|"
    r"npm (?:run )?(?:build|lint)\S*|yarn (?:run )?(?:build|lint)\S*|pnpm (?:run )?(?:build|lint)\S*|"
    r"webpack|vite|rollup|next|"
    r"tar|cd|fi|done|then|esac|popd|source|\.|\[+|exit|python[\d.]* -m (?:build|mypy|ruff|black|flake8|isort|pylint|"
    r"pre_commit|compileall|venv|pip|sphinx)|python[\d.]* setup\.py (?:sdist|bdist\w*|build\w*|install|"
    r"develop)|kubectl|kind|"
    r"dotnet (?:build|format)|mvn .*-DskipTests.*|nbstripout|nbqa|zizmor|deptry|ty|pyre|typos|biome|oxlint|"
    r"knip|husky)(?=\s|$)"
)


def words_of(name: str) -> list[str]:
    """Return the words of a name, also of one in camel case.

    Examples
    --------
    >>> words_of("runTests-e2e.sh"), words_of("latest_attest")
    (['run', 'tests', 'e2e', 'sh'], ['latest', 'attest'])
    """
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name[:NAME])
    return re.findall(r"e2e|[a-z]+(?:8(?![0-9]))?", name.lower())


def names_tests(name: str, *, weak: bool = True) -> bool:
    """Return whether the name of a target or script means tests.

    Examples
    --------
    >>> names_tests("unit-test"), names_tests("latest"), names_tests("install-test-deps"), names_tests("check-fmt")
    (True, False, False, False)
    """
    words = [
        word
        for word in words_of(name)
        if word not in {"sh", "bash", "py", "bat", "ps", "js", "ts", "run", "all", "mjs"}
    ]
    if not set(words).isdisjoint(_NOT_TESTS):
        return False
    if not set(words).isdisjoint(_STRONG):
        return True
    return weak and len(words) == 1 and words[0] in _WEAK


@lru_cache(maxsize=20_000)
def tool_of(tokens: tuple[str, ...], *, loose: bool = False) -> str:
    """Return the test tool that a command runs, or "".

    Parameters
    ----------
    tokens : words of the command behind wrappers.
    loose : whether the tool may follow words whose meaning is not known, as behind `docker run`.
    """
    if loose:
        return next((tool for start in range(1, len(tokens)) if (tool := tool_of(tokens[start:]))), "")
    head = program(tokens[0])
    head = {"gotest": "gotest", "gocmd": "go", "pip3": "pip"}.get(head, head)
    rest = list(tokens[1:])
    text = " ".join([head, *rest])
    if _NO_RUN.search(f"{text} "):
        return ""
    if PYTHON.fullmatch(head):
        while rest and rest[0].startswith("-") and rest[0] not in {"-m", "-c"}:
            rest = rest[2:] if rest[0] in {"-W", "-X"} else rest[1:]
        if rest[:1] == ["-m"] and len(rest) > 1:
            if rest[1] in _MODULES:
                return rest[1]
            return tool_of(tuple(rest[1:])) if rest[1] not in {"test"} else rest[1]
        if rest[:1] == ["-c"]:
            return "Python tests" if len(rest) > 1 and _PYTHON_CALL.search(rest[1]) else ""
        text = " ".join([program(rest[0]), *rest[1:]]) if rest else ""
    if head in {"rscript", "r"} and _R_CALL.search(text):
        return "R tests"
    if head == "julia" and _JULIA_CALL.search(text):
        return "Julia tests"
    if head == "php" and rest:
        text = " ".join([program(rest[0]), *rest[1:]])
    if head in {"yarn", "pnpm", "npm", "bun"}:  # a program of the package that yarn starts by its name
        rest = [word for word in rest if not word.startswith("-") and word not in {"run", "exec"}]
        text = " ".join(rest) if rest and rest[0] != "test" else text
    for name, pattern in _TOOL.items() if _ANY_TOOL.match(text) else ():
        if pattern.match(text):
            if (
                name == "Gradle"
                and re.search(r"(?:^|\s)(?:assemble|publish\S*)(?:\s|$)", text)
                and "test" not in text.lower()
            ):
                continue
            return name
    return ""


class TestFinder:
    """Decides for steps whether they run tests. Each target is decided once."""

    __test__ = False  # no test of pytest

    def __init__(self) -> None:
        self._decided: dict[int, tuple[list[Step], list[Step]]] = {}

    def way(self, step: Step) -> tuple[str, list[Step]] | None:
        """Return the tool, and the steps from a command to the one that runs tests; None if it runs none."""
        if step.target or step.kind:
            return self._way_of_target(step)
        tool = tool_of(step.words.tokens, loose=step.words.loose)
        if not tool and step.words.loose and _compose_service(step.words.tokens):
            tool = "tests in a container"
        if not tool and step.words.runner in {"hatch", "pdm", "pixi", "rye"} and names_tests(step.words.tokens[0]):
            tool = step.words.runner
        return (tool, [step]) if tool else None

    def runs_project(self, step: Step) -> bool:
        """Return whether a command runs a script of the tree that does more than lint and build."""
        return step.kind == "script" and step.in_tree and not (step.body and self._is_other(step))

    def _way_of_target(self, step: Step) -> tuple[str, list[Step]] | None:
        tool = tool_of(step.words.tokens)
        if step.body is None:
            if _NO_RUN.search(f"{step.text} "):
                return None
            if tool and step.kind not in {"npm", "yarn", "pnpm", "bun"}:
                return tool, [step]
            if step.kind in {"tox", "nox"}:
                named = step.target
                return (step.kind, [step]) if not named or not _is_other_environment(named) else None
            return (tool or step.kind, [step]) if names_tests(step.target) else None
        for inner in self._tests_in(step.body):
            way = self.way(inner)
            if way is not None:
                return way[0], [step, *way[1]]
        if tool and step.kind == "script":
            return tool, [step]
        runs_others_only = all(self._is_other(inner) for inner in step.body)
        if runs_others_only and not (step.kind == "script" and step.body == [] and step.words.tokens[0] != "source"):
            return None
        return (tool or step.kind, [step]) if names_tests(step.target, weak=False) else None

    def _tests_in(self, body: list[Step]) -> list[Step]:
        """Return the first step of a body that runs tests, as a list."""
        if id(body) not in self._decided:
            self._decided[id(body)] = (body, [])  # keeps the body alive, so that its id is not reused
            first = next((inner for inner in body if self.way(inner) is not None), None)
            self._decided[id(body)] = (body, [first] if first else [])
        return self._decided[id(body)][1]

    def _is_other(self, step: Step) -> bool:
        """Return whether a step is known to run no test."""
        if step.target:
            return bool(step.body) and all(self._is_other(inner) for inner in step.body or ())
        return bool(_OTHERS.match(" ".join([step.words.head, *step.words.tokens[1:]])))


_OTHER_ENVIRONMENT: Final = word_set(
    """
    lint flake flake8 style docs doc mypy type types typing typecheck format fmt black precommit build package
    publish release isort pylint bandit safety manifest pep8 checkqa twine readme linters linter linkcheck
    spelling ruff pyright clean report pre changelog codestyle quality audit security sphinx packaging venv
    requirements dev codespell licenses docstyle pydocstyle check checks codecov coveralls pypi dependencies
    deps notebooks apidoc
    """
)


def _is_other_environment(name: str) -> bool:
    """Return whether an environment of tox or nox is by its name no test."""
    words = set(words_of(name))
    return words.isdisjoint(_STRONG) and not words.isdisjoint(_OTHER_ENVIRONMENT)


_CONTAINER_TESTS: Final = frozenset({"test", "tests", "unittests", "pytest"})


def _compose_service(tokens: tuple[str, ...]) -> bool:
    """Return whether a command of Docker Compose runs a service named for tests."""
    if program(tokens[0]) not in {"docker-compose", "docker", "podman-compose"} or "build" in tokens:
        return False
    if program(tokens[0]) == "docker" and "compose" not in tokens[:3]:
        return False
    words = [token for token in tokens[1:] if re.fullmatch(r"[A-Za-z][\w-]*", token)]
    return any(
        names_tests(word, weak=False)
        and not set(re.split(r"[-_]", word)).isdisjoint({"test", "tests", "unittests", "pytest"})
        for word in words
    )
