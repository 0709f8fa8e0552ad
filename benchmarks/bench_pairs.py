"""Requests that meet: the answers to each pair of steps that separate processes run at the same moment.

    python benchmarks/bench_pairs.py [--postgresql] [--trials 20] [--seed 1] [--pairs "two first drafts" …]

Prints one row per pair. The exit status is 1 if an answer is not documented or a result is wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.databases import database


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", nargs="+", default=[])
    options = parser.parse_args()
    with database(options.postgresql):
        from tests.support.pairs import PAIRS
        from tests.support.parallel import processes, run_pair

        faults = 0
        print("| pair | trials | answers | faults |\n| --- | --- | --- | --- |")
        with processes() as send:
            for name in options.pairs or PAIRS:
                chance = random.Random(f"{name} {options.seed}")
                result = run_pair(PAIRS[name], options.trials, chance, send)
                answers = "; ".join(
                    ", ".join(
                        f"{n} × {' '.join(map(str, filter(None, answer)))}" for answer, n in sorted(counts.items())
                    )
                    for counts in result.answers
                )
                wrong = ", ".join(f"{n} × {fault}" for fault, n in sorted(result.faults.items()))
                print(f"| {name} | {options.trials} | {answers} | {wrong or 'none'} |", flush=True)
                faults += sum(result.faults.values())
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
