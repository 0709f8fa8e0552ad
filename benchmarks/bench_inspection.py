"""Speed and memory of the inspection of a large clone.

    python benchmarks/bench_inspection.py [--files 50000] [--commits 300]

A repository is built with `git fast-import`: files of code in several languages and of text, with about 2 kB each, a
workflow, and Makefiles. Then, in a new process: `read` (tree, contents, history) and `probes`.

Prints seconds, and the peak resident size of Python and of the largest git process. Goals: 10 seconds, and 300 MiB for
both together.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.repositories import make_repository

WORDS = ["import", "return", "value", "self", "test", "model", "layer", "input", "output", "range", "class", "print"]
ENDINGS = ("py", "py", "go", "c", "h", "js", "md", "json", "yaml", "rs")


def make_case(files: int, commits: int) -> dict[str, Any]:
    """Return a repository with many files of code, as a case."""
    draw = random.Random(14)
    pool = ["\n".join(" ".join(draw.choices(WORDS, k=9)) for _ in range(40)) for _ in range(200)]
    contents: dict[str, Any] = {
        ".github/workflows/ci.yml": "on: push\njobs:\n  t:\n    runs-on: x\n    steps:\n    - run: make check\n",
        "Makefile": "check:\n\tpytest\n",
        "fuzz/fuzz_targets/a.rs": "fuzz_target!(|data: &[u8]| {});\n",
    }
    for number in range(files - len(contents)):
        folder = f"part{number // 1000:03}/module{number // 20:05}"
        ending = ENDINGS[number % len(ENDINGS)]
        if number % 200 == 0:
            contents[f"{folder}/Makefile"] = f"all:\n\techo {number}\n"
        else:
            contents[f"{folder}/file{number:05}.{ending}"] = f"{number}\n{pool[number % len(pool)]}\n"
    people = [f"Person {letter}" for letter in "ABCDEFGHIJKL"]
    return {"files": contents, "history": {"commits": commits, "people": people, "style": "squash"}}


MEASURE = """
import json, resource, sys, time

def peak():
    # ru_maxrss counts the parent as well, which is larger.
    with open("/proc/self/status") as status:
        return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1024

start = time.perf_counter()
from advisories.inspection.reader import read_path
from advisories.inspection.report import inspect
from advisories.inspection.report_json import to_text
from pathlib import Path
imported = time.perf_counter()
facts = read_path(Path(sys.argv[1]), "Example")
read = time.perf_counter()
report = inspect(facts)
text = to_text(report)
done = time.perf_counter()
print(json.dumps({
    "start": imported - start, "read": read - imported, "probes": done - read, "all": done - start,
    "files": report.files, "files_read": facts.files_read, "commits": report.commits, "bytes_read": facts.bytes_read,
    "python": peak(),
    "git": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
}))
"""


def measure(repository: Path) -> dict[str, float]:
    """Return seconds and mebibytes of an inspection in a new process."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    command = [sys.executable, "-c", MEASURE, str(repository)]
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(output))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=50_000)
    parser.add_argument("--commits", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        repository = make_repository(Path(folder) / "clone", make_case(options.files, options.commits))
        print(f"built in {time.perf_counter() - start:.1f} s: {options.files:,} files, {options.commits} commits")
        result = measure(repository)
        print(f"{'step':<10}{'seconds':>10}")
        for name in ("start", "read", "probes", "all"):
            print(f"{name:<10}{result[name]:>10.2f}")
        print(f"{result['files_read']:,.0f} files with {result['bytes_read'] / 2**20:,.1f} MiB were read")
        print(f"memory: Python {result['python']:.0f} MiB, git {result['git']:.0f} MiB")
        met = result["all"] < 10 and result["python"] + result["git"] < 300
    print("Goals are met." if met else "A goal is not met.")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
