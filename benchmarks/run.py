"""Runs every benchmark and writes docs/performance.md (`make bench`).

    python -m benchmarks.run [bench_slow_clients …]

With names, only these run, and only their sections are replaced.
"""

from __future__ import annotations

import ast
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "performance.md"
INTRODUCTION = """# Performance

`make bench` writes this page from the output of `benchmarks/` on one machine. Compare only numbers of the same run.
"""


def machine() -> str:
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}), {platform.system()}, "
        f"Python {platform.python_version()}."
    )


def section(script: Path) -> str:
    """Return the output of a benchmark on each database, with the first line of its docstring as heading."""
    about = ast.get_docstring(ast.parse(script.read_text())) or script.stem
    runs = [[], ["--postgresql"]] if "--postgresql" in about else [[]]
    outputs = [output(script, options) for options in runs]
    texts = "\n".join(text if "| --- |" in text else f"```text\n{text.strip()}\n```\n" for text in outputs)
    return f"## {about.splitlines()[0].rstrip('.')}\n\n`benchmarks/{script.name}`\n\n{texts}"


def output(script: Path, options: list[str]) -> str:
    print(" ".join([script.name, *options]), "…", file=sys.stderr)
    process = subprocess.run([sys.executable, str(script), *options], capture_output=True, text=True, cwd=HERE.parent)
    if process.returncode:
        sys.exit(f"{script.name} failed:\n{process.stderr}")
    print(process.stdout)
    return process.stdout


def main() -> None:
    scripts = sorted(HERE.glob("bench_*.py"))
    if not (names := sys.argv[1:]):
        PAGE.write_text("\n".join([INTRODUCTION, f"{machine()}\n", *map(section, scripts)]))
        return
    if unknown := set(names) - {script.stem for script in scripts}:
        sys.exit(f"Unknown benchmark {min(unknown)}. Choose from {', '.join(script.stem for script in scripts)}.")
    introduction, *sections = PAGE.read_text().split("\n## ")
    for script in (script for script in scripts if script.stem in names):
        heading, rest = section(script).removeprefix("## ").split("\n", 1)
        sections = [part for part in sections if part.split("\n", 1)[0] != heading]
        sections.append(f"{heading}\n\nMeasured {machine()}\n{rest}")
    PAGE.write_text("\n## ".join([introduction, *(f"{part.rstrip()}\n" for part in sections)]))


if __name__ == "__main__":
    main()
