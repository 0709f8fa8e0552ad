"""Import contracts, documented settings, lock files, slow tests and vague names."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conftest import SLOW
from tests.support import ROOT

PACKAGES = ("annotation", "coding", "advisories")


def lint_imports(folder: Path) -> str:
    """Return the report of import-linter on the packages in a folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(
        [*command, "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def contracts() -> int:
    """Return the number of import contracts."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return len(settings["tool"]["importlinter"]["contracts"])


def test_imports_go_one_way() -> None:
    report = lint_imports(ROOT)
    assert f"Contracts: {contracts()} kept, 0 broken." in report, report


def test_import_contracts_fail_when_broken(tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    # One violation per contract. Add one for each new contract.
    violations = {
        "advisories/models/job.py": "import coding.models",
        "coding/models/study.py": "import coding.steps",
        "coding/statistics/ratings.py": "import django",
        "advisories/text/reading.py": "import advisories.models",
        "coding/steps/match.py": "import coding.formats.ratings.columns",
        "annotation/demo/phrases.py": "import annotation.management.commands.serve",
    }
    for path, violation in violations.items():
        with (tmp_path / path).open("a") as file:
            file.write(f"\n{violation}\n")
    report = lint_imports(tmp_path)
    assert f"Contracts: 0 kept, {contracts()} broken." in report, report


def layers_of(package: str) -> list[list[str]]:
    """Return the rooms of a package from the top layer to the lowest."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (contract,) = [row for row in settings["tool"]["importlinter"]["contracts"] if row["name"] == package]
    return [re.findall(r"\.(\w+)", layer) for layer in contract["layers"]]


@pytest.mark.parametrize("package", ["coding", "advisories"])
def test_room_states_the_layer_below_it(package: str) -> None:
    layers = layers_of(package)
    for layer, below in zip(layers, [*layers[1:], []], strict=True):
        for room in layer:
            path = ROOT / package / room / "__init__.py"
            if not path.exists():  # a module without rooms of its own
                continue
            docstring = " ".join((ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split())
            stated = re.findall(r"May import `(\w+)` and below\.", docstring)
            expected = "Imports no other room." in docstring if not below else len(stated) == 1 and stated[0] in below
            assert expected, f"{path}: name a room of the layer below, {' or '.join(below) or 'none'}"


# Modules outside `coding/access/` that read codings, drafts or events: rows that a step has locked or written, or rows
# of a round that the guard has found closed. They show nothing to a member.
READ_RECORDS_DIRECTLY = {
    "coding/audit/commitments.py",
    "coding/audit/record.py",
    "coding/codebook/versions.py",
    "coding/loading/rows.py",
    "coding/queries/worklist.py",
    "coding/steps/adjudicate/merges.py",
    "coding/steps/agree.py",
    "coding/steps/assign/reassign.py",
    "coding/steps/code/recode.py",
    "coding/steps/code/store.py",
    "coding/steps/code/submit.py",
    "coding/steps/publish/release.py",
    "coding/steps/study.py",
}


def test_only_named_modules_read_codings_drafts_and_events_without_the_guard() -> None:
    records = re.compile(r"\b(?:Coding|CodingCode|Segment|Draft|Event)\.(?:objects|_default_manager)\b")
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts]
    readers = {path.relative_to(ROOT).as_posix() for path in paths if records.search(path.read_text(encoding="utf-8"))}
    assert {path for path in readers if not path.startswith("coding/access/")} == READ_RECORDS_DIRECTLY


# Modules of `coding/` that read the corpus: to choose what is drawn, to freeze the facts of what is drawn, to compare
# them with those of today, and to count. Everything else reads the facts that are stored with a unit.
READ_THE_CORPUS = {
    "coding/access/classifications.py",  # which advisories share an identifier, whatever their corpus
    "coding/loading/corpus_facts.py",
    "coding/loading/screening.py",
    "coding/queries/study_progress.py",
    "coding/steps/import_project.py",
    "coding/steps/replicated_units.py",
    "coding/steps/sample.py",
}


def test_only_named_modules_of_coding_read_facts_of_the_corpus() -> None:
    facts = re.compile(
        r"\b(?:Advisory|Alias|SourceRecord)\.objects\b|\badvisory__[a-z]|\bdocument__project__|\bdocument\.(?:advisory|project)\."
    )
    paths = [path for path in (ROOT / "coding").rglob("*.py") if "migrations" not in path.parts]
    readers = {path.relative_to(ROOT).as_posix() for path in paths if facts.search(path.read_text(encoding="utf-8"))}
    assert readers == READ_THE_CORPUS


def test_web_processes_do_not_load_scikit_learn_when_they_start() -> None:
    """It takes 75 MB of memory, and few requests need it."""
    top = re.compile(r"^(?:from|import) (?:sklearn|scipy)\b", re.MULTILINE)
    paths = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    assert [path.relative_to(ROOT).as_posix() for path in paths if top.search(path.read_text(encoding="utf-8"))] == []


def test_settings_are_documented_and_nothing_else_is() -> None:
    readers = (ROOT / "annotation" / "settings.py", ROOT / "annotation" / "environment.py")
    read = set()
    for path in readers:
        reader = r"\b(?:address|flag|host_names|mebibytes|number|text|words)\(\s*\"([A-Z_]+)\""
        read |= set(re.findall(reader, path.read_text()))
    assert {"DATABASE_URL", "BROKER_URL", "SECRET_KEY", "DATA_DIR"} <= read, (
        "the pattern must match the settings that are read"
    )
    documented = set(re.findall(r"^\| `INTERCODER_([A-Z_]+)`", (ROOT / "docs" / "deploy.md").read_text(), re.M))
    assert documented == read


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_lock_of_python_packages_follows_from_its_source(name: str) -> None:
    wanted = {}
    for line in (ROOT / f"{name}.in").read_text().splitlines():
        line = line.partition(" #")[0].strip()
        if line and not line.startswith(("#", "-")):
            requirement = Requirement(line)
            wanted[requirement.name.lower()] = requirement
    pins: dict[str, set[str]] = {}
    direct = set()
    for block in re.split(r"\n(?=\S)", (ROOT / f"{name}.txt").read_text()):
        if pin := re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", block):
            pins.setdefault(pin[1].lower(), set()).add(pin[2])
            assert "--hash=sha256:" in block, f"{pin[1]} is locked without its hashes"
            if f"-r {name}.in" in block:
                direct.add(pin[1].lower())
    assert direct == set(wanted), "run `make lock`"
    for package, requirement in wanted.items():
        for version in pins[package]:
            assert requirement.specifier.contains(version), f"{package} {version}: run `make lock`"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_of_python_packages_names_no_registry(name: str) -> None:
    assert "://" not in (ROOT / name).read_text()


def test_lock_of_the_page_names_no_registry() -> None:
    lock = (ROOT / "frontend" / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "omit-lockfile-registry-resolved=true" in (ROOT / "frontend" / ".npmrc").read_text()


def test_tests_listed_as_slow_exist() -> None:
    # Otherwise a renamed test would run in `make quick` again.
    for test in SLOW:
        path, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), test


# ---- vague names

VAGUE_NAMES = {"found", "place", "said", "stood", "kept"}
# Python alone: names that stand for another thing, hide a built-in function, or evade a keyword.
VAGUE_IN_PYTHON = {
    *("held", "brought", "stands", "seat", "desk", "lots", "shelf", "clerk", "bell", "flaw"),
    *("round", "format", "open_", "from_"),
}
FIELDS = {"round", "format"}  # may be fields, because the database, the API and `AdvisoryRecord` name them so
PYTHON_ROOMS = ("annotation", "advisories", "coding", "benchmarks", "tests")
TYPESCRIPT_ROOMS = ("frontend/src",)
GENERATED = ("frontend/src/api/schema.d.ts",)
COMMENT_OR_STRING = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""", re.S
)
# Text between tags. Parentheses, = and ; mark code, as in `useRef<A>(null); useRef<B>(null)`.
JSX_TEXT = re.compile(r"(?<!=)>[^<>{}()=;]*(?=[<{])|\}[^<>{}()=;]*(?=</)")


def python_names(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of every variable, parameter, field, function, class and alias."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)) | ast.MatchAs(name=str(name)):
                yield node.lineno, name


def python_names_to_check(text: str) -> Iterator[tuple[int, str]]:
    """Yield the names of `python_names`, without the fields that may be called `round` and `format`."""
    fields = {(line, name) for node in ast.walk(ast.parse(text)) for line, name in fields_of(node) if name in FIELDS}
    yield from (row for row in python_names(text) if row not in fields)


def fields_of(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and name of the fields that a class declares, and of an attribute that is set."""
    if isinstance(node, ast.Attribute):
        yield node.lineno, node.attr
    for statement in node.body if isinstance(node, ast.ClassDef) else ():
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        yield from ((target.lineno, target.id) for target in targets if isinstance(target, ast.Name))


def typescript_names(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of every identifier outside comments, strings and JSX text, without properties."""

    def without_text(match: re.Match[str]) -> str:
        expressions = re.findall(r"\$\{([^}]*)\}", match[0]) if match[0].startswith("`") else []
        lines = "\n" * (match[0].count("\n") - "".join(expressions).count("\n"))
        return f" {' '.join(expressions)}{lines} "

    code = COMMENT_OR_STRING.sub(without_text, text)
    code = JSX_TEXT.sub(lambda match: match[0][0] + "\n" * match[0].count("\n"), code)
    for match in re.finditer(r"(?<![\w.$-])[A-Za-z_]\w*(?![\w-])", code):
        yield code.count("\n", 0, match.start()) + 1, match[0]


def vague_names(
    rooms: tuple[str, ...],
    pattern: str,
    names: Callable[[str], Iterator[tuple[int, str]]],
    vague: set[str] = VAGUE_NAMES,
) -> list[str]:
    """Return one sentence with file, line and name per vague name in the rooms."""
    paths = sorted(path.relative_to(ROOT).as_posix() for room in rooms for path in (ROOT / room).rglob(pattern))
    return [
        f"{path}:{line}: Vague name “{name}”. Use a word for the thing: matches, position, message."
        for path in paths
        if path not in GENERATED
        for line, name in sorted(set(names((ROOT / path).read_text(encoding="utf-8"))))
        if name in vague
    ]


def test_python_has_no_vague_names() -> None:
    assert (
        problems := vague_names(PYTHON_ROOMS, "*.py", python_names_to_check, VAGUE_NAMES | VAGUE_IN_PYTHON)
    ) == [], "\n".join(problems)


def test_typescript_has_no_vague_names() -> None:
    assert (problems := vague_names(TYPESCRIPT_ROOMS, "*.ts*", typescript_names)) == [], "\n".join(problems)


@pytest.mark.parametrize(
    "text",
    [
        "found = 1",
        "a, (found, *b) = c",
        "found: int",
        "self.found = 1",
        "found += 1",
        "def found(): ...",
        "def f(found): ...",
        "def f(*, found=1): ...",
        "def f(**found): ...",
        "lambda found: 1",
        "[1 for found in a]",
        "with a as found: ...",
        "if found := a: ...",
        "import a as found",
        "try: ...\nexcept E as found: ...",
        "match a:\n    case [found]: ...",
        "class C:\n    found: int",
    ],
)
def test_vague_name_in_python_is_recognised(text: str) -> None:
    assert "found" in {name for _, name in python_names(text)}


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("class C:\n    round: int\n    format = 1", set()),
        ("self.round = 1", set()),
        ("def f(round): ...", {"round"}),
        ("for format in a: ...", {"format"}),
        ("class C:\n    def f(self, round=1): ...", {"round"}),
        ("class C:\n    seat: int", {"seat"}),
        ("self.held = open_ = 1", {"held", "open_"}),
    ],
)
def test_only_fields_may_be_called_round_and_format(text: str, vague: set[str]) -> None:
    assert {name for _, name in python_names_to_check(text)} & VAGUE_IN_PYTHON == vague


@pytest.mark.parametrize("text", ["a.found(found=1)", "'found'", "# found", "not_found = 1"])
def test_plain_python_has_no_vague_name(text: str) -> None:
    assert "found" not in {name for _, name in python_names(text)}


@pytest.mark.parametrize(
    "text",
    [
        "const found = 1",
        "let found: number",
        "function found() {}",
        "const { a, found } = b",
        "const { a: found = 1 } = b",
        "const [found] = a",
        "(a: (b: C) => void, found) => 1",
        "found => 1",
        "<Loaded query={query}>{(found) => <Shown advisory={found} />}</Loaded>",
        "function Shown({ found }: { found: Counts }) {}",
        "interface Props { found?: number }",
        "for (const found of a) {}",
        "`${found} rows`",
        "useRef<A>(null);\nconst found = useRef<B>(null)",
    ],
)
def test_vague_name_in_typescript_is_recognised(text: str) -> None:
    assert "found" in {name for _, name in typescript_names(text)}


@pytest.mark.parametrize(
    "text",
    [
        "a.found",
        "notFound",
        '"not found"',
        "'found'",
        "`found ${rows}`",
        "// found",
        "/* found\n found */",
        "<p>No page was found here.</p>",
        "<p className={a}>\n  found {b} found\n</p>",
        '<A found-by="x" />',
    ],
)
def test_plain_typescript_has_no_vague_name(text: str) -> None:
    assert "found" not in {name for _, name in typescript_names(text)}


def test_vague_name_in_typescript_has_its_line() -> None:
    text = "/* a\nb */\nconst c = `d\n${e}`;\nconst found = <p>\n f\n</p>; const said = 1"
    assert [(line, name) for line, name in typescript_names(text) if name in VAGUE_NAMES] == [(5, "found"), (7, "said")]
