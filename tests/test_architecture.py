"""What keeps the project in order: imports, settings with their docs, lock files, tests that are listed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conftest import SLOW
from tests.support import ROOT

PACKAGES = ("annotation", "coding", "advisories")


def lint_imports(folder: Path) -> str:
    """What import-linter says of the packages in a folder."""
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
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return len(settings["tool"]["importlinter"]["contracts"])


def test_imports_go_one_way() -> None:
    said = lint_imports(ROOT)
    assert f"Contracts: {contracts()} kept, 0 broken." in said, said


def test_import_contracts_fail_when_broken(tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    # One offence a contract; a new contract brings its own.
    offences = {
        "advisories/models/job.py": "import coding.models",
        "coding/models/study.py": "import coding.steps",
        "coding/statistics/ratings.py": "import django",
        "advisories/text/reading.py": "import advisories.models",
    }
    for path, offence in offences.items():
        with (tmp_path / path).open("a") as file:
            file.write(f"\n{offence}\n")
    said = lint_imports(tmp_path)
    assert f"Contracts: 0 kept, {contracts()} broken." in said, said


def test_settings_are_documented_and_nothing_else_is() -> None:
    readers = (ROOT / "annotation" / "settings.py", ROOT / "annotation" / "environment.py")
    read = set()
    for path in readers:
        read |= set(re.findall(r"\b(?:address|flag|number|text|words)\(\s*\"([A-Z_]+)\"", path.read_text()))
    assert {"DATABASE_URL", "BROKER_URL", "SECRET_KEY", "DATA_DIR"} <= read, "the pattern finds what is read"
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
    asked_for = set()
    for block in re.split(r"\n(?=\S)", (ROOT / f"{name}.txt").read_text()):
        if found := re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", block):
            pins.setdefault(found[1].lower(), set()).add(found[2])
            assert "--hash=sha256:" in block, f"{found[1]} is locked without its hashes"
            if f"-r {name}.in" in block:
                asked_for.add(found[1].lower())
    assert asked_for == set(wanted), "run `make lock`"
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
    """A renamed test would else come back into `make quick`."""
    for test in SLOW:
        path, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), test
