"""Checks of a sheet of ratings before a coefficient is believed: copies, moved rows, scales taken as names.

Each check returns what it saw as a `Finding`. The rules and their false alarms are in `docs/ratings.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log10, sqrt
from typing import Any, Final

import numpy as np

from coding.statistics.ratings import MISSING, IntArray

REFUSE, WARN, NOTE = "refuse", "warn", "note"
MOST_RATERS_OF_ALL_PAIRS: Final = 10
FEWEST_COMMON: Final = 30  # units of a pair, if there are many raters
WORST: Final = 3  # findings of one kind that are shown
SORTED_Z: Final = -8.0  # of the number of runs, in a sheet sorted by codes
NEARLY_SORTED_Z: Final = -5.0
LONGEST_SHIFT: Final = 50
SCALES: Final = (
    ("disagree strongly", "disagree", "neutral", "agree", "agree strongly"),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("low", "medium", "high", "critical"),
    ("low", "moderate", "high", "critical"),
    ("never", "rarely", "sometimes", "often", "always"),
    ("none", "minor", "moderate", "major", "severe"),
    ("poor", "fair", "good", "very good", "excellent"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: its code, "refuse", "warn" or "note", a sentence, and the figures in it."""

    code: str
    severity: str
    sentence: str
    figures: dict[str, Any] = field(default_factory=dict)
    weight: float = 0.0  # the larger, the worse, among findings of one code


@dataclass(frozen=True, eq=False)
class SheetOfRatings:
    """Ratings in the order of the sheet.

    Parameters
    ----------
    table : ndarray of int, shape (units, raters)
        Index of the code that each rater gave, -1 if missing.
    raters : sequence of str
    labels : sequence of str
        The codes.
    final : ndarray of int, shape (units,), optional
        Decisions in the file, -1 if there is none, -2 for a code that no rater gave.
    final_name : str
    """

    table: IntArray
    raters: Sequence[str]
    labels: Sequence[str]
    final: IntArray | None = None
    final_name: str = ""

    def pair(self, one: int, other: int) -> tuple[IntArray, IntArray]:
        """Return the codes of two raters on the units that both coded."""
        both = (self.table[:, one] >= 0) & (self.table[:, other] >= 0)
        return self.table[both, one], self.table[both, other]


def findings(sheet: SheetOfRatings) -> list[Finding]:
    """Return what all checks see, of each kind at most the three worst.

    Parameters
    ----------
    sheet : SheetOfRatings

    Returns
    -------
    list of Finding
        Warnings before notes.

    Examples
    --------
    >>> same = np.array([[0, 0], [1, 1]] * 10)
    >>> [finding.code for finding in findings(SheetOfRatings(same, ("ann", "ben"), ("leak", "outage")))]
    ['same_columns']
    """
    seen: dict[str, list[Finding]] = {}
    for check in (_of_raters, _of_foreign, _of_final, _of_pairs, _of_scale):
        for finding in check(sheet):
            seen.setdefault(finding.code, []).append(finding)
    chosen = [
        finding for of_kind in seen.values() for finding in sorted(of_kind, key=lambda finding: -finding.weight)[:WORST]
    ]
    return sorted(chosen, key=lambda finding: (REFUSE, WARN, NOTE).index(finding.severity))


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


def _of_raters(sheet: SheetOfRatings) -> Iterator[Finding]:
    units = len(sheet.table)
    given = (sheet.table >= 0).sum(axis=0)
    if given.sum() * 2 < units * len(sheet.raters):
        yield Finding("missing_units", NOTE, "The units are shared out: more than half of all cells are empty.")
    else:
        for name, count in zip(sheet.raters, given.tolist(), strict=True):
            if count < units:
                severity = WARN if units - count >= 0.1 * units else NOTE
                sentence = f"{name} coded {count} of {units} units."
                yield Finding("missing_units", severity, sentence, {"coded": count, "units": units}, units - count)
    used = [np.unique(column[column >= 0]) for column in sheet.table.T]
    if any(len(codes) > 1 for codes in used):
        for name, codes, count in zip(sheet.raters, used, given.tolist(), strict=True):
            if len(codes) == 1 and count >= 5:
                sentence = f"{name} gave {sheet.labels[codes[0]]} to all {count} units."
                yield Finding("constant_rater", WARN, sentence, {"units": count})


def _of_foreign(sheet: SheetOfRatings) -> Iterator[Finding]:
    raters = range(len(sheet.raters))
    share = {pair: share_of_codes(*(sheet.table[:, rater] for rater in pair)) for pair in combinations(raters, 2)}

    def shared(one: int, other: int) -> float:
        return share[min(one, other), max(one, other)]

    foreign = set()
    if len(sheet.raters) > 2:
        for rater in raters:
            others = [other for other in raters if other != rater]
            filled = int((sheet.table[:, rater] >= 0).sum())
            alone = filled >= 5 and all(shared(rater, other) == 0 for other in others)
            if alone and any(shared(a, b) >= 0.5 for a, b in combinations(others, 2)):
                foreign.add(rater)
                name = sheet.raters[rater]
                sentence = f"No code of {name} occurs in another column. Is it a rater? Name the raters with --raters."
                yield Finding("foreign_rater", WARN, sentence)
    for (one, other), value in share.items():
        both = (sheet.table[:, [one, other]] >= 0).any(axis=0).all()
        if value == 0 and both and not foreign & {one, other}:
            names = f"{sheet.raters[one]} and {sheet.raters[other]}"
            sentence = f"{names} have no code in common: κ is 0 until their codes are matched."
            yield Finding("no_shared_codes", NOTE, sentence)


def share_of_codes(one: IntArray, other: IntArray) -> float:
    """Return the smaller of the two parts of ratings whose code the other rater uses as well.

    Examples
    --------
    >>> share_of_codes(np.array([0, 0, 1]), np.array([0, 2, 2]))
    0.3333333333333333
    """
    one, other = one[one >= 0], other[other >= 0]
    if not len(one) or not len(other):
        return 0.0
    return float(min(np.isin(one, other).mean(), np.isin(other, one).mean()))


def _of_final(sheet: SheetOfRatings) -> Iterator[Finding]:
    if sheet.final is None:
        return
    for rater, name in enumerate(sheet.raters):
        both = (sheet.final != MISSING) & (sheet.table[:, rater] >= 0)
        if both.sum() < 20 or not (sheet.final[both] == sheet.table[both, rater]).all():
            continue
        others = np.delete(sheet.table, rater, axis=1)
        own = sheet.table[:, [rater]]
        differ = int((((others != own) & (others >= 0) & (own >= 0)).any(axis=1) & both).sum())
        if differ >= 5:
            sentence = (
                f"{sheet.final_name} is {name}'s column in all {int(both.sum())} rows: every disagreement was settled "
                "this way."
            )
            yield Finding("final_copies", NOTE, sentence, {"rows": int(both.sum()), "disagreements": differ})


def _of_pairs(sheet: SheetOfRatings) -> Iterator[Finding]:
    many = len(sheet.raters) > MOST_RATERS_OF_ALL_PAIRS
    for one, other in combinations(range(len(sheet.raters)), 2):
        first, second = sheet.pair(one, other)
        if many and len(first) < FEWEST_COMMON:
            continue
        names = sheet.raters[one], sheet.raters[other]
        yield from _same(first, second, names)
        if len(sheet.raters) == 2:
            yield from _nested(first, second, names, sheet.labels)
        lowest = min(runs_z(first), runs_z(second)) if len(first) else 0.0
        if lowest < SORTED_Z:
            by = names[0] if runs_z(first) <= runs_z(second) else names[1]
            sentence = f"The rows stand in the order of {by}'s codes; checks for moved rows are not made."
            yield Finding("sorted", NOTE, sentence, {"z": round(lowest, 1)}, -lowest)
        for check in (_shifted, _slipped, _chance) if lowest >= NEARLY_SORTED_Z else (_chance,):
            if finding := check(first, second, names):
                yield finding
                break
        if lowest >= NEARLY_SORTED_Z and (finding := _drift(first, second, names)):
            yield finding


def _same(first: IntArray, second: IntArray, names: tuple[str, str]) -> Iterator[Finding]:
    if len(first) >= 20 and len(np.unique(first)) > 1 and (first == second).all():
        sentence = f"{names[0]} and {names[1]} are equal in all {len(first)} rows. Is one a copy, or the agreed result?"
        yield Finding("same_columns", WARN, sentence, {"rows": len(first)})


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
    return Finding("chance", WARN, sentence, {"kappa": value}, -value)


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
    return Finding("drift", NOTE, sentence, {"first": before, "second": after}, abs(after - before))


def _of_scale(sheet: SheetOfRatings) -> Iterator[Finding]:
    if len(sheet.labels) < 2:
        return
    numbers = _whole_numbers(sheet.labels)
    order = numbers if numbers is not None else _words_in_order(sheet.labels)
    if order is None:
        return
    worst: Finding | None = None
    for one, other in combinations(range(len(sheet.raters)), 2):
        first, second = sheet.pair(one, other)
        if len(sheet.labels) < 3 or not len(first):
            continue
        values = np.array(order)
        plain, weighted = kappa(first, second)[0], weighted_kappa(values[first], values[second])
        gain = weighted - plain
        if numbers is not None and (not _spans_a_scale(numbers) or not gain >= max(0.05, 1.2 / sqrt(len(first)))):
            continue
        if worst is None or gain > worst.weight:
            start = f"The codes are {_range(sheet.labels, order)} and neighbours are mixed up most: a scale?"
            if numbers is None:
                start = f"The codes are words in order ({_range(sheet.labels, order)}): a scale?"
            worst = Finding(
                "scale",
                WARN,
                f"{start} κ takes them as names. Weighted κ {weighted:.2f}.",
                {"kappa": plain, "weighted_kappa": weighted},
                gain,
            )
    if worst is not None:
        yield worst
    elif numbers is not None:
        yield Finding("numbers", NOTE, "The codes are numbers; a codebook (--codebook) gives them names.")


def _whole_numbers(labels: Sequence[str]) -> list[int] | None:
    if all(label.isascii() and label.isdigit() and len(label) < 10 for label in labels):
        return [int(label) for label in labels]
    return None


def _spans_a_scale(numbers: Sequence[int]) -> bool:
    low, high = min(numbers), max(numbers)
    return low in (0, 1) and high - low <= 10 and len(set(numbers)) >= 0.8 * (high - low + 1)


def _words_in_order(labels: Sequence[str]) -> list[int] | None:
    folded = [" ".join(label.casefold().split()) for label in labels]
    for scale in SCALES:
        if all(label in scale for label in folded) and len(set(folded)) == len(folded) >= 3:
            return [scale.index(label) for label in folded]
    return None


def _range(labels: Sequence[str], order: Sequence[int]) -> str:
    ranked = [label for _, label in sorted(zip(order, labels, strict=True))]
    return f"{ranked[0]} to {ranked[-1]}"


def weighted_kappa(one: IntArray, other: IntArray) -> float:
    """Return Cohen's kappa with linear weights of two columns of numbers; NaN if it is undefined.

    Examples
    --------
    >>> weighted_kappa(np.array([0, 1, 2, 2]), np.array([0, 1, 1, 2]))
    0.7142857142857143
    """
    values, counts = np.unique(one, return_counts=True)
    others, other_counts = np.unique(other, return_counts=True)
    expected = float(counts @ np.abs(values[:, None] - others[None, :]) @ other_counts) / (len(one) * len(other))
    return 1 - float(np.abs(one - other).mean()) / expected if expected else float("nan")
