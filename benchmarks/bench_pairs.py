"""Requests that meet: the answers to each pair of steps that separate processes run at the same moment.

    python benchmarks/bench_pairs.py [--postgresql] [--trials 200] [--seed 1] [--pairs "two first drafts" …] [--write]

Prints one row per pair. With --write, each row replaces that of its pair in docs/performance.md, so that a long run can
be done in pieces. The exit status is 1 if an answer is not documented or a result is wrong.
"""

from __future__ import annotations

import argparse
import fcntl
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.databases import ROOT, database

if TYPE_CHECKING:
    from tests.support.parallel import Result

PAGE: Final = ROOT / "docs" / "performance.md"
HEADING: Final = f"## {str(__doc__).splitlines()[0].rstrip('.')}"
COLUMNS: Final = "| pair | trials | answers | faults |\n| --- | --- | --- | --- |"


def row(name: str, trials: int, result: Result) -> str:
    """Return the row of a pair: how often each of its requests got which answer, and what was wrong."""
    answers = "; ".join(
        ", ".join(f"{n} × {' '.join(map(str, filter(None, answer)))}" for answer, n in sorted(counts.items()))
        for counts in result.answers
    )
    wrong = ", ".join(f"{n} × {fault}" for fault, n in sorted(result.faults.items()))
    return f"| {name} | {trials} | {answers} | {wrong or 'none'} |"


def with_row(page: str, caption: str, new: str, order: list[str]) -> str:
    """Return the page with a row added to, or replaced in, the table under a caption; rows are in this order."""
    before, heading, rest = page.partition(HEADING)
    section, following, after = rest.partition("\n## ")
    tables: dict[str, list[str]] = {}
    for line in section.splitlines():
        if line.startswith("| ") and not line.startswith(("| pair |", "| --- |")):
            tables[next(reversed(tables))].append(line)
        elif line and line[0] not in "|`":
            tables[line] = []
    pairs = {line.split(" | ")[0]: line for line in tables.setdefault(caption, [])}
    pairs[new.split(" | ")[0]] = new
    tables[caption] = sorted(pairs.values(), key=lambda line: order.index(line.split(" | ")[0].removeprefix("| ")))
    parts = [f"{name}\n\n{COLUMNS}\n" + "\n".join(lines) + "\n" for name, lines in tables.items()]
    section = "\n\n`benchmarks/bench_pairs.py`\n\n" + "\n".join(parts)
    return f"{before if heading else before.rstrip() + chr(10) * 2}{HEADING}{section}{following}{after}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", nargs="+", default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with database(options.postgresql):
        from django.conf import settings

        from tests.support.pairs import PAIRS
        from tests.support.parallel import processes, run_pair

        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # its time is not what meets
        faults = 0
        caption = "PostgreSQL" if options.postgresql else "SQLite"
        print(f"{caption}\n\n{COLUMNS}", flush=True)
        with processes() as send:
            for name in options.pairs or PAIRS:
                chance = random.Random(f"{name} {options.seed}")
                result = run_pair(PAIRS[name], options.trials, chance, send)
                new = row(name, options.trials, result)
                print(new, flush=True)
                if options.write:
                    with PAGE.open("r+", encoding="utf-8") as file:
                        fcntl.flock(file, fcntl.LOCK_EX)  # a run on the other database may write as well
                        page = with_row(file.read(), caption, new, list(PAIRS))
                        file.seek(0)
                        file.truncate()
                        file.write(page)
                faults += sum(result.faults.values())
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
