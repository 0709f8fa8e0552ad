"""The report on the agreement of passages, as data for JSON."""

from typing import Any

import numpy as np

from coding.statistics.estimate import Estimate
from coding.statistics.intervals import CONFIDENCE, REPLICATES, REPLICATES_OF_CODE, SEED
from coding.statistics.ratings import FloatArray
from coding.statistics.segments.measures import DICE, NOT_MARKED_BY_TWO, UNITIZING_ALPHA, Wanted, estimates
from coding.statistics.segments.overlap import PairSums, pair_sums, unitizing_sums
from coding.statistics.segments.passages import CODE, Passages

# The remark appears if this share of the units that two raters marked has no character in common.
DISJOINT = 0.25
# With more codes, single codes have no intervals.
MANY_CODES = 200
NO_INTERVAL = "no interval: it is computed of the common characters and of alpha alone"


def segments_report(
    passages: Passages, *, seed: int = SEED, replicates: int = REPLICATES, confidence: float = CONFIDENCE
) -> dict[str, Any]:
    """Compute the agreement on passages, over all codes and for each code.

    Parameters
    ----------
    passages : Passages
    seed : int
        Seed of the bootstrap samples.
    replicates : int
        Number of bootstrap samples; of each code alone, at most `REPLICATES_OF_CODE`.
    confidence : float
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    dict
        Counts of (unit, code, pair of raters), estimates, `per_code` by label, and `remark`, a sentence or None; see
        docs/statistics.md.

    Examples
    --------
    >>> units = [(40, [{"a": [(0, 6)]}, {"a": [(6, 12)]}]), (40, [{"a": [(10, 20)]}, {"a": [(10, 20)]}])]
    >>> report = segments_report(Passages.from_units(units, codes=("a",)))
    >>> report["segment_dice"]["value"], report["segment_both_marked"], report["segment_no_common_character"]
    (0.625, 2, 1)
    """
    pairs = pair_sums(passages)
    used = np.union1d(passages.given[:, CODE], passages.marked[:, CODE]).tolist()
    of_code = min(replicates, REPLICATES_OF_CODE) if len(used) <= MANY_CODES else 0
    pairs_of = {None: pairs, **{code: pairs.of_rows(pairs.code == code) for code in used}}
    wanted: dict[tuple[int | None, str], Wanted] = {}
    for code, rows in pairs_of.items():
        terms, drawn = _sums_of_units(rows), replicates if code is None else of_code
        wanted[code, "segment_dice"] = Wanted(DICE, terms, len(terms), drawn)
        if code is not None:
            sums = unitizing_sums(passages, pairs, code)
            wanted[code, "segment_alpha"] = Wanted(UNITIZING_ALPHA, sums, len(terms), drawn)
    computed = {key: _fields(one) for key, one in estimates(wanted, seed=seed, confidence=confidence).items()}
    return {
        "units": int((passages.coded.sum(axis=1) >= 2).sum()),
        "units_dropped": passages.dropped,
        **_measures(pairs, computed[None, "segment_dice"]),
        "per_code": {
            passages.codes[code]: {
                **_measures(pairs_of[code], computed[code, "segment_dice"]),
                "segment_alpha": computed[code, "segment_alpha"],
            }
            for code in used
        },
        "remark": _remark(wanted[None, "segment_dice"].terms),
    }


def _measures(pairs: PairSums, common: dict[str, Any]) -> dict[str, Any]:
    both = pairs.marked_by == 2
    passages = int(pairs.passages.sum())
    return {
        "segment_both_gave": len(pairs.unit),
        "segment_both_marked": int(both.sum()),
        "segment_one_marked": int((pairs.marked_by == 1).sum()),
        "segment_neither_marked": int((pairs.marked_by == 0).sum()),
        "segment_no_common_character": int((pairs.common[both] == 0).sum()),
        "segment_dice": common,
        "segment_exact": _share(int(pairs.exact.sum()), passages),
        "segment_any_overlap": _share(int(pairs.touching.sum()), passages),
    }


def _sums_of_units(pairs: PairSums) -> FloatArray:
    """Return common and marked characters of each unit that two raters marked, shape (units, 2)."""
    both = pairs.marked_by == 2
    units, index = np.unique(pairs.unit[both], return_inverse=True)
    return np.column_stack(
        [np.bincount(index, weights=sums[both], minlength=len(units)) for sums in (pairs.common, pairs.length)]
    )


def _share(part: int, whole: int) -> dict[str, Any]:
    """Return a share of passages, which has no interval."""
    return {
        **dict.fromkeys(("low", "high", "se", "method")),
        "value": part / whole if whole else None,
        "undefined": None if whole else NOT_MARKED_BY_TWO,
        "note": NO_INTERVAL if whole else None,
    }


def _fields(computed: Estimate) -> dict[str, Any]:
    return {name: getattr(computed, name) for name in ("value", "low", "high", "se", "method", "undefined", "note")}


def _remark(units: FloatArray) -> str | None:
    """Return the sentence that equal codes are not equal passages, if enough units show it."""
    disjoint = int((units[:, 0] == 0).sum())
    if not disjoint or disjoint < DISJOINT * len(units):
        return None
    return (
        f"The raters gave the same codes, but marked no words in common in {disjoint:,} of {len(units):,} "
        f"{'unit' if len(units) == 1 else 'units'}."
    )
