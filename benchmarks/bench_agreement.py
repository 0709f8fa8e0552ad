"""Time of agreement, compared with a lower bound and with scikit-learn.

    python benchmarks/bench_agreement.py [UNITS]

Two raters, ten codes. Each time is the best of several runs. Compare only ratios within one run. The last part needs
the package `krippendorff` (`pip install krippendorff==0.9.0`); without it, only Intercoder's times are printed.
"""

import csv
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np
from sklearn.metrics import cohen_kappa_score

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from coding.formats.ratings.paths import read_paths
from coding.formats.ratings.read import read_files
from coding.statistics.coefficients import cohen_kappa, krippendorff_alpha
from coding.statistics.intervals import REPLICATES, estimates
from coding.statistics.ratings import Ratings
from coding.statistics.report import agreement_report

CODES = [f"consequence {i}" for i in range(10)]
SLOW_REPLICATES = 20
ALPHA_UNITS = 100_000


def best(work: Callable[[], object], runs: int = 5) -> float:
    """Return the seconds of the fastest of `runs` runs."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def sample(units: int) -> np.ndarray:
    """Return ratings of two raters with about 75 % agreement, of which one code is far more common."""
    random = np.random.default_rng(149)
    shares = np.array([93, 16, 14, 7, 6, 4, 4, 3, 1, 1]) / 149
    first = random.choice(10, size=units, p=shares)
    second = np.where(random.random(units) < 0.65, first, random.choice(10, size=units, p=shares))
    return np.column_stack([first, second])


def minimal_kappa(codes: np.ndarray) -> float:
    """Return Cohen's kappa from one pass over integer codes, the lower bound of the time."""
    table = np.bincount(codes[:, 0] * 10 + codes[:, 1], minlength=100).reshape(10, 10) / len(codes)
    chance = table.sum(axis=1) @ table.sum(axis=0)
    return float((np.trace(table) - chance) / (1 - chance))


def contingency_table(codes: np.ndarray) -> np.ndarray:
    return np.bincount(codes[:, 0] * 10 + codes[:, 1], minlength=100).reshape(10, 10)


def with_missing(raters: int) -> np.ndarray:
    """Return ratings, of which a fifth is missing."""
    random = np.random.default_rng(20)
    truth = random.integers(10, size=(ALPHA_UNITS, 1))
    shape = (ALPHA_UNITS, raters)
    codes = np.where(random.random(shape) < 0.6, truth, random.integers(10, size=shape))
    return np.where(random.random(shape) < 0.2, -1, codes)


def our_alpha(codes: np.ndarray) -> float:
    return krippendorff_alpha(Ratings.from_indexes(codes, categories=CODES))


def peak(work: Callable[[], object]) -> float:
    """Return the peak memory of Python and numpy during `work`, in megabytes."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def compare_alpha() -> None:
    try:
        import krippendorff
    except ImportError:
        krippendorff = None
    print(f"\nKrippendorff's alpha, {ALPHA_UNITS:,} units, a fifth of the ratings missing")
    for raters in (2, 3, 5):
        codes = with_missing(raters)
        seconds, megabytes = best(partial(our_alpha, codes)), peak(partial(our_alpha, codes))
        print(f"{f'{raters} raters, from integers':46}{seconds:10.4f} s{1:10.1f}{megabytes:10.1f} MB")
        if krippendorff is None:
            continue
        data = np.where(codes < 0, np.nan, codes).T
        theirs = partial(krippendorff.alpha, reliability_data=data, level_of_measurement="nominal")
        assert abs(our_alpha(codes) - theirs()) < 1e-9
        slow = best(theirs, 3)
        name = f"{raters} raters, package krippendorff"
        print(f"{name:46}{slow:10.4f} s{slow / seconds:10.1f}{peak(theirs):10.1f} MB")


def resampled_by_scikit_learn(codes: np.ndarray) -> list[float]:
    random = np.random.default_rng(1)
    draws = (codes[random.integers(len(codes), size=len(codes))] for _ in range(SLOW_REPLICATES))
    return [cohen_kappa_score(draw[:, 0], draw[:, 1]) for draw in draws]


def main() -> None:
    units = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    codes = sample(units)
    labels = [(CODES[i], CODES[j]) for i, j in codes.tolist()]
    left, right = (list(column) for column in zip(*labels, strict=True))
    ratings = Ratings.from_indexes(codes, categories=CODES)
    assert abs(cohen_kappa(ratings) - minimal_kappa(codes)) < 1e-12
    assert abs(cohen_kappa(ratings) - cohen_kappa_score(left, right)) < 1e-12

    base = best(lambda: contingency_table(codes), 20)
    print(f"{units:,} units, 2 raters, 10 codes; ratios to the lower bound\n")
    rows: list[tuple[str, float]] = [
        ("lower bound: one np.bincount contingency table", base),
        ("the same with kappa", best(lambda: minimal_kappa(codes), 20)),
        (
            "Ratings from integers + kappa",
            best(lambda: cohen_kappa(Ratings.from_indexes(codes, categories=CODES))),
        ),
        ("scikit-learn kappa, integers", best(lambda: cohen_kappa_score(codes[:, 0], codes[:, 1]))),
        ("Ratings from labels + kappa", best(lambda: cohen_kappa(Ratings.from_labels(labels)))),
        ("scikit-learn kappa, labels", best(lambda: cohen_kappa_score(left, right), 2)),
        (
            "all coefficients, SEs, codes, BCa",
            best(lambda: agreement_report(Ratings.from_indexes(codes, categories=CODES)), 10),
        ),
        ("full report from ratings", best(lambda: agreement_report(ratings), 3)),
        ("full report from labels", best(lambda: agreement_report(Ratings.from_labels(labels)), 3)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "codings.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("unit", "Ada", "Bo"), *((i, *pair) for i, pair in enumerate(labels))])
        rows.append(
            ("full report from a CSV file", best(lambda: agreement_report(read_files(read_paths([path])).ratings()), 3))
        )
    for name, seconds in rows:
        print(f"{name:46}{seconds:10.4f} s{seconds / base:10.1f}")

    print(f"\nBCa interval of kappa, {REPLICATES} samples")
    ours = best(lambda: estimates({"kappa": (cohen_kappa, ratings)}), 3)
    theirs = best(lambda: resampled_by_scikit_learn(codes), 1) * REPLICATES / SLOW_REPLICATES
    print(f"{'multinomial draws of distinct rows':46}{ours:10.4f} s{1:10.1f}")
    print(f"{'single units drawn, scikit-learn':46}{theirs:10.1f} s{theirs / ours:10.1f}")
    print(f"(measured with {SLOW_REPLICATES} samples, scaled to {REPLICATES})")
    compare_alpha()


if __name__ == "__main__":
    main()
