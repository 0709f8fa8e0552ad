"""Check whether the codes are a scale, which kappa takes as names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import sqrt
from typing import Final

import numpy as np

from coding.statistics.doctor.findings import NOTE, WARN, Finding, SheetOfRatings
from coding.statistics.doctor.rows import kappa
from coding.statistics.ratings import IntArray

SCALES: Final = (
    ("disagree strongly", "disagree", "neutral", "agree", "agree strongly"),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("low", "medium", "high", "critical"),
    ("low", "moderate", "high", "critical"),
    ("never", "rarely", "sometimes", "often", "always"),
    ("none", "minor", "moderate", "major", "severe"),
    ("poor", "fair", "good", "very good", "excellent"),
)


def of_scale(sheet: SheetOfRatings) -> Iterator[Finding]:
    """Yield whether the codes are a scale, or numbers as names."""
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
                (sheet.raters[one], sheet.raters[other]),
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
