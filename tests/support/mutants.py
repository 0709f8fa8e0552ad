"""Plant each fault of `tests/mutants.csv` in a copy of the project, and check that a named test fails.

`python -m tests.support.mutants [ID...]` plants all faults, or the named ones. Exit status 1 if one survives.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import ROOT
from tests.support.project_copy import copied_project, replace_once

TABLE = ROOT / "tests" / "mutants.csv"
TESTS_FAILED = 1  # exit status of pytest and of Vitest when a test fails


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: `old` in `file` becomes `new`, and one of `tests` must fail."""

    id: str
    fault: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def is_of_the_page(self) -> bool:
        return self.file.startswith("frontend/")


def read_mutants() -> list[Mutant]:
    """Return the rows of the table in order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Mutant(row["id"], row["fault"], row["file"], row["old"], row["new"], tuple(row["tests"].split()))
            for row in csv.DictReader(file)
        ]


def compile_modules(top: Path) -> None:
    """Compile the modules once. Python checks them by their text, as a fault may keep time and size of a file."""
    options = ["-q", "--invalidation-mode", "checked-hash"]
    folders = [str(top / name) for name in ("annotation", "advisories", "coding", "tests")]
    subprocess.run([sys.executable, "-m", "compileall", *options, *folders], check=True)


@contextmanager
def planted(mutant: Mutant, top: Path) -> Iterator[None]:
    """Write the fault into the copy, and the original text back afterwards."""
    path = top / mutant.file
    text = path.read_text(encoding="utf-8")
    replace_once(path, mutant.old, mutant.new)
    try:
        yield
    finally:
        path.write_text(text, encoding="utf-8")


def run_tests(top: Path, tests: Sequence[str], *, page: bool) -> subprocess.CompletedProcess[str]:
    """Run the tests in the copy until one fails."""
    if page:
        paths = [test.removeprefix("frontend/") for test in tests]
        command, folder = ["npx", "vitest", "run", "--bail=1", *paths], top / "frontend"
    else:
        options = ["-q", "-x", "-p", "no:cacheprovider", "-m", "not browser"]
        command, folder = [sys.executable, "-B", "-m", "pytest", *options, *tests], top
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode not in (0, TESTS_FAILED):
        raise RuntimeError(f"The tests did not run: {' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done


def survivors(mutants: Sequence[Mutant]) -> list[Mutant]:
    """Return the faults that no named test noticed. Unchanged code must pass the same tests."""
    alive = []
    with copied_project() as top:
        compile_modules(top)
        for page in (False, True):
            tests = sorted({test for mutant in mutants if mutant.is_of_the_page is page for test in mutant.tests})
            if tests and (done := run_tests(top, tests, page=page)).returncode:
                raise RuntimeError(f"A test fails without any fault:\n{done.stdout[-2000:]}")
        for mutant in mutants:
            with planted(mutant, top):
                status = run_tests(top, mutant.tests, page=mutant.is_of_the_page).returncode
            print(f"{mutant.id:4} {'killed' if status else 'SURVIVED'}  {mutant.fault}", flush=True)
            if status == 0:
                alive.append(mutant)
    return alive


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID", help="the faults to plant (default: all)")
    wanted = parser.parse_args().ids
    mutants = [mutant for mutant in read_mutants() if not wanted or mutant.id in wanted]
    if unknown := set(wanted) - {mutant.id for mutant in mutants}:
        parser.error(f"Unknown fault: {', '.join(sorted(unknown))}.")
    alive = survivors(mutants)
    print(f"{len(mutants) - len(alive)} of {len(mutants)} faults were noticed.")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
