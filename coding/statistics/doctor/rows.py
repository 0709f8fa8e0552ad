"""Checks of pairs of raters, row by row: copies, differences in one direction, moved rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import log10, sqrt
from typing import Final

import numpy as np

from coding.statistics.doctor.columns import share_of_codes
from coding.statistics.doctor.findings import NOTE, WARN, Finding, SheetOfRatings
from coding.statistics.ratings import IntArray

MOST_RATERS_OF_ALL_PAIRS: Final = 10


FEWEST_COMMON: Final = 30  # units of a pair, if there are many raters


MOST_PAIRS: Final = 2_000  # a sheet of 500 raters has 124,750


SORTED_Z: Final = -8.0  # of the number of runs, in a sheet sorted by codes


NEARLY_SORTED_Z: Final = -5.0


LONGEST_SHIFT: Final = 50


def kappa(one: IntArray, other: IntArray) -> tuple[float, float, float]:
    """Return Cohen's kappa, its standard error if raters are unrelated, and the expected agreement.

    NaN if kappa is undefined.

    References
    ----------
    Fleiss, Cohen, Everitt (1969). Large sample standard errors of kappa and weighted kappa. Psychological Bulletin, 72.

    Examples
    --------
    >>> kappa(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 0]))[0]
    0.5
    """
    n = len(one)
    if not n:
        return float("nan"), float("nan"), float("nan")
    codes = int(max(one.max(), other.max())) + 1
    rows, columns = np.bincount(one, minlength=codes) / n, np.bincount(other, minlength=codes) / n
    expected = float(rows @ columns)
    if expected >= 1:
        return float("nan"), float("nan"), expected
    observed = float((one == other).mean())
    spread = expected + expected**2 - float((rows * columns * (rows + columns)).sum())
    return (observed - expected) / (1 - expected), sqrt(max(spread, 0.0) / n) / (1 - expected), expected


def of_pairs(sheet: SheetOfRatings) -> Iterator[Finding]:
    """Yield what the rows of each pair of raters show."""
    pairs = _pairs(sheet)
    if len(pairs) > MOST_PAIRS:
        pairs = sorted(sorted(pairs, key=lambda pair: -pair[0])[:MOST_PAIRS], key=lambda pair: pair[1:])
        sentence = f"There are many raters; the rows of the {MOST_PAIRS:,} pairs with most common units were compared."
        yield Finding("pairs", NOTE, sentence, {"pairs": MOST_PAIRS})
    for _, one, other in pairs:
        first, second = sheet.pair(one, other)
        names = sheet.raters[one], sheet.raters[other]
        yield from _same(first, second, names)
        if len(sheet.raters) == 2:
            yield from _nested(first, second, names, sheet.labels)
        lowest = min(runs_z(first), runs_z(second)) if len(first) else 0.0
        if lowest < SORTED_Z:
            by = names[0] if runs_z(first) <= runs_z(second) else names[1]
            sentence = f"The rows stand in the order of {by}'s codes; checks for moved rows are not made."
            yield Finding("sorted", NOTE, sentence, {"z": round(lowest, 1)}, -lowest, (by,))
        for check in (_shifted, _slipped, _chance) if lowest >= NEARLY_SORTED_Z else (_chance,):
            if finding := check(first, second, names):
                yield finding
                break
        if lowest >= NEARLY_SORTED_Z and (finding := _drift(first, second, names)):
            yield finding


def _pairs(sheet: SheetOfRatings) -> list[tuple[int, int, int]]:
    """Return the pairs of raters that are compared, with the number of units that both rated."""
    rated = (sheet.table >= 0).astype(np.float64)
    common = rated.T @ rated
    fewest = FEWEST_COMMON if len(sheet.raters) > MOST_RATERS_OF_ALL_PAIRS else 0
    return [
        (int(common[one, other]), one, other)
        for one, other in combinations(range(len(sheet.raters)), 2)
        if common[one, other] >= fewest
    ]


def _same(first: IntArray, second: IntArray, names: tuple[str, str]) -> Iterator[Finding]:
    if len(first) >= 20 and len(np.unique(first)) > 1 and (first == second).all():
        sentence = f"{names[0]} and {names[1]} are equal in all {len(first)} rows. Is one a copy, or the agreed result?"
        yield Finding("same_columns", WARN, sentence, {"rows": len(first)}, raters=names)


def _nested(first: IntArray, second: IntArray, names: tuple[str, str], labels: Sequence[str]) -> Iterator[Finding]:
    """Two raters who differ in one direction only: was one column made from the other?"""
    common = np.intersect1d(first, second)
    shared = np.isin(first, common) & np.isin(second, common) & (first != second)
    cells: dict[tuple[int, int], int] = {}
    for a, b in zip(first[shared].tolist(), second[shared].tolist(), strict=True):
        cells[a, b] = cells.get((a, b), 0) + 1
    total = sum(cells.values())
    if total < 10 or any((b, a) in cells for a, b in cells):
        return
    halvings = sum(count - 1 for count in cells.values())
    if halvings * log10(2) <= 4:
        return
    if len(cells) == 1:
        [(a, b)] = cells
        start = f"All {total} disagreements are {labels[a]} of {names[0]} and {labels[b]} of {names[1]}."
        seen = f"or did {names[1]} see only the units that {names[0]} answered with {labels[a]}?"
    else:
        start = f"All {total} disagreements go in one direction for each pair of codes."
        seen = f"or did {names[1]} see the answers of {names[0]}?"
    yield Finding(
        "nested",
        WARN,
        f"{start} Two people who work apart and differ {total} times do so in one direction only about once in "
        f"{_in_words(2**halvings)}. Was one column made from the other, {seen}",
        {"disagreements": total, "once_in": 2**halvings},
        raters=names,
    )


def _in_words(number: int) -> str:
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if number >= 1000 * size:
            return f"more than a thousand {word}"
        if number >= size:
            return f"{number // size} {word}"
    return f"{number:,}"


def runs_z(codes: IntArray) -> float:
    """Return how many standard deviations the number of runs of equal codes is above that of a random order.

    References
    ----------
    Barton, David (1957). Multiple runs. Biometrika, 44.

    Examples
    --------
    >>> round(runs_z(np.repeat([0, 1], 20)), 1)
    -6.1
    """
    n = len(codes)
    if n < 3:
        return 0.0
    counts = np.bincount(codes).astype(float)
    squares, cubes = float((counts**2).sum()), float((counts**3).sum())
    mean = (n * (n + 1) - squares) / n
    variance = (squares * (squares + n * (n + 1)) - 2 * n * cubes - n**3) / (n**2 * (n - 1))
    runs = 1 + int((codes[1:] != codes[:-1]).sum())
    return (runs - mean) / sqrt(variance) if variance > 0 else 0.0


def _moved(first: IntArray, second: IntArray, shift: int) -> tuple[IntArray, IntArray]:
    """Return the pairs if `second` is moved up by `shift` rows (down if negative)."""
    if shift > 0:
        return first[:-shift], second[shift:]
    return first[-shift:], second[:shift]


def _shifted(first: IntArray, second: IntArray, names: tuple[str, str]) -> Finding | None:
    n = len(first)
    if n < 30:
        return None
    own = kappa(first, second)[0]
    best: tuple[float, int] = (-2.0, 0)
    for shift in range(1, min(n // 3, LONGEST_SHIFT) + 1):
        for signed in (shift, -shift):
            moved = _moved(first, second, signed)
            value, error, _ = kappa(*moved)
            if len(moved[0]) >= 20 and value >= 0.4 and value - own >= 0.3 and value >= 4.5 * error:
                best = max(best, (value, signed), key=lambda pair: pair[0])
    if not best[1]:
        return None
    rows = "1 row" if abs(best[1]) == 1 else f"{abs(best[1])} rows"
    direction = "up" if best[1] > 0 else "down"
    return Finding(
        "shifted",
        WARN,
        f"Moved {direction} by {rows}, {names[1]} fits {names[0]} with κ {best[0]:.2f} instead of {own:.2f}.",
        {"rows": best[1], "kappa_moved": best[0], "kappa": own},
        best[0] - own,
        names,
    )


def _slipped(first: IntArray, second: IntArray, names: tuple[str, str]) -> Finding | None:
    n = len(first)
    if n < 30:
        return None
    best: Finding | None = None
    for shift in (*range(1, 6), *range(-5, 0)):
        one, other = _moved(first, second, shift)
        offset = max(-shift, 0)  # of the first row of the moved pairs
        straight = (first == second)[offset : offset + len(one)]
        gains = np.cumsum(((one == other).astype(int) - straight)[::-1])[::-1]
        row = int(gains.argmax())
        if gains[row] < 10 or len(one) - row < 15 or row + offset == 0:
            continue
        value = kappa(one[row:], other[row:])[0]
        own = kappa(first[offset + row :], second[offset + row :])[0]
        if value >= 0.5 and value - own >= 0.4 and (best is None or value - own > best.weight):
            rows = f"{abs(shift)} {'row' if abs(shift) == 1 else 'rows'} {'lower' if shift > 0 else 'higher'}"
            what = "was a row inserted" if shift > 0 else "is a row missing"
            best = Finding(
                "slipped",
                WARN,
                f"From row {row + offset + 1} on, {names[1]} fits {names[0]} {rows} (κ {value:.2f} instead of "
                f"{own:.2f}): {what}?",
                {"row": row + offset + 1, "rows": shift, "kappa_moved": value, "kappa": own},
                value - own,
                names,
            )
    return best


def _chance(first: IntArray, second: IntArray, names: tuple[str, str]) -> Finding | None:
    if len(first) < 30 or share_of_codes(first, second) < 0.5:
        return None
    value, error, expected = kappa(first, second)
    if not (expected <= 0.8 and value <= 0.10 and value <= 1.645 * error):
        return None
    sentence = (
        f"κ {value:.2f} of {names[0]} and {names[1]} is what two unrelated columns give. Do the rows of the two "
        "columns belong together?"
    )
    return Finding("chance", WARN, sentence, {"kappa": value}, -value, names)


def _drift(first: IntArray, second: IntArray, names: tuple[str, str]) -> Finding | None:
    half = len(first) // 2
    if not half:
        return None
    equal = first == second
    before, after = float(equal[:half].mean()), float(equal[half:].mean())
    pooled = float(equal.mean())
    spread = sqrt(pooled * (1 - pooled) * (1 / half + 1 / (len(first) - half)))
    if not spread or abs(after - before) / spread <= 4:
        return None
    sentence = f"Agreement of {names[0]} and {names[1]} is {before:.0%} in the first half, {after:.0%} in the second."
    return Finding("drift", NOTE, sentence, {"first": before, "second": after}, abs(after - before), names)
