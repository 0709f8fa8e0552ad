"""How long a release takes to derive and write, and the memory that this needs, with no database.

    python benchmarks/bench_release.py [UNITS]

Two raters, three segments a unit, texts of about 800 signs, four disagreements in a hundred units.
"""

import resource
import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from coding.derivation import derive  # noqa: E402
from coding.exporters import FILES, PACKAGE, SCREENING, STREAMED  # noqa: E402
from coding.inputs import DecisionRow, Inputs, SegmentRow  # noqa: E402
from tests.coding.exporters import factory  # noqa: E402

LABELS = tuple(factory.MODEL_COUNTS)
BODY = "The field is not escaped, so a reader of the page runs the attacker's script in their own session. " * 8


def study(units: int) -> Inputs:
    codings, decisions, rows = [], [], []
    for number in range(1, units + 1):
        label = LABELS[number * number % len(LABELS)]
        other = LABELS[(number + 1) % len(LABELS)] if number % 25 == 0 else label
        marks = [SegmentRow(label, start, start + 20, BODY[start : start + 20]) for start in (0, 100)]
        rows.append(factory.unit(number, text=f"{number} {BODY}"))
        codings.append(factory.coding(number, "Ada", label, segments=tuple(marks)))
        codings.append(factory.coding(number, "Bo", other, segments=(SegmentRow(other, 5, 30, BODY[5:30]),)))
        decisions.append(DecisionRow(number, (label,), "agreed" if label == other else "final_rater"))
    return factory.inputs(codings, decisions, units=tuple(rows), final_rater="Ada")


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    for units in [int(sys.argv[1])] if len(sys.argv) > 1 else [149, 10_000]:
        inputs = replace(study(units), title=f"Study of {units}")
        before, begun = megabytes(), perf_counter()
        publication = derive(inputs)
        times = {"derive": perf_counter() - begun}
        size = 0
        for name, render in FILES.items():
            if name in SCREENING:
                continue
            begun = perf_counter()
            if name in STREAMED:
                size += sum(map(len, STREAMED[name](publication)))
            else:
                content = render(publication)
                size += len(content)
            times[name] = perf_counter() - begun
        begun = perf_counter()
        PACKAGE["README.md"](publication, {})
        times["README.md"] = perf_counter() - begun
        slowest = sorted(times.items(), key=lambda item: -item[1])[:6]
        print(f"{units:,} units: {sum(times.values()):.1f} s, {size / 1e6:.0f} MB written")
        print(f"  memory at its highest: {before:.0f} MB with the study alone, {megabytes():.0f} MB after")
        print("  " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in slowest))


if __name__ == "__main__":
    main()
