"""Agreement report: every coefficient of a round with its interval, as plain data for JSON.

Numbers are not rounded, and never NaN: a number that does not exist is None, next to the reason.
"""

from collections import defaultdict
from dataclasses import asdict
from itertools import combinations
from typing import Any

import numpy as np

from coding.statistics.bands import CAVEAT, SCALE, band, supported_band, supported_band_of_draws
from coding.statistics.estimate import Estimate
from coding.statistics.interval_methods import few_outside
from coding.statistics.intervals import (
    CONFIDENCE,
    REPLICATES,
    REPLICATES_OF_CODE,
    SEED,
    estimates,
    estimates_and_distributions,
    values_alone,
)
from coding.statistics.pairs import pairs_report
from coding.statistics.posterior import RARE, minority
from coding.statistics.ratings import Ratings
from coding.statistics.registry import COEFFICIENTS, Coefficient
from coding.statistics.resampling import Distribution
from coding.statistics.robustness import paradox, planning, without_each_code, without_each_unit
from coding.statistics.scale import Scale
from coding.statistics.selection import coefficients_for, coefficients_of_each_code, default_primary

# With more codes, resampling each one would take minutes, and hardly any occurs often enough for an interval.
MANY_CODES = 200
TOO_MANY_CODES = f"no interval: with more than {MANY_CODES} codes, single codes are not resampled"
MANY_CELLS = 20_000_000  # distinct rows × codes; resampling them takes minutes and gigabytes
TOO_MANY_CELLS = "no interval: so many distinct rows of so many codes are not resampled"


# Warning of a code.
FEW = f"a rater applied it to fewer than {RARE} units, or to all but fewer than {RARE}: its interval rests on few units"


def agreement_report(
    ratings: Ratings,
    *,
    primary: str | None = None,
    seed: int = SEED,
    replicates: int = REPLICATES,
    confidence: float = CONFIDENCE,
    threshold: float | None = None,
    off_scale: int = 0,
) -> dict[str, Any]:
    """Compute the agreement report of ratings.

    Parameters
    ----------
    ratings : Ratings
    primary : str, optional
        Name of the coefficient fixed in advance as the primary one; by default `default_primary(ratings)`.
    seed : int
        Seed of the bootstrap samples.
    replicates : int
        Number of bootstrap samples; of each code alone, at most `REPLICATES_OF_CODE`.
    confidence : float
        Confidence of the intervals, between 0 and 1.
    threshold : float, optional
        A threshold of the primary coefficient that was fixed in advance; adds the key `threshold`.
    off_scale : int
        Of ordered codes: number of answers without a code, which are missing.

    Returns
    -------
    dict
        Counts of units, the raters and codes, `coefficients` by name, `rare`, `per_code` by label, `confusion`,
        `band`, `remarks`, `sensitivity` and `units_needed`; with three raters or more, `pairs` and `rater_mean`; of
        ordered codes, `order`; see docs/statistics.md.

    Raises
    ------
    ValueError
        If `primary` is not among the coefficients for such ratings.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> report = agreement_report(ratings, replicates=200)
    >>> report["primary"], round(report["coefficients"]["cohen_kappa"]["value"], 4), report["band"]["word"]
    ('cohen_kappa', 0.5455, 'moderate')
    """
    coefficients = coefficients_for(ratings)
    primary = primary or default_primary(ratings)
    if primary not in {coefficient.name for coefficient in coefficients}:
        known = ", ".join(coefficient.name for coefficient in coefficients)
        raise ValueError(f"{primary} is not computed for these ratings. Choose one of {known}.")

    of_code = coefficients_of_each_code(len(ratings.raters))
    wanted: dict[tuple[int | None, str], tuple[Coefficient, Ratings]] = {
        (None, coefficient.name): (coefficient, ratings) for coefficient in coefficients
    }
    many = len(ratings.categories) > MANY_CODES  # then their rows need not be those that are resampled
    each: dict[tuple[int | None, str], tuple[Coefficient, Ratings]] = {
        (code, coefficient.name): (coefficient, alone)
        for code, rows in enumerate(map(ratings.presence, range(len(ratings.categories))))
        for alone in [rows.distinct() if many else rows]
        for coefficient in of_code
    }
    drawn: dict[tuple[int | None, str], Distribution] = {}
    if ratings.patterns.shape[0] * ratings.n_values > MANY_CELLS:
        computed = values_alone(wanted, TOO_MANY_CELLS)
    else:
        computed, drawn = estimates_and_distributions(wanted, seed=seed, replicates=replicates, confidence=confidence)
    if many:
        computed |= values_alone(each, TOO_MANY_CODES)
    else:
        fewer = min(replicates, REPLICATES_OF_CODE)
        computed |= estimates(each, rows=ratings, seed=seed, replicates=fewer, confidence=confidence)

    of_each: dict[int | None, dict[str, Estimate]] = defaultdict(dict)
    for (code, name), estimate in computed.items():
        of_each[code][name] = estimate
    per_code = {str(label): _code(ratings, i, of_each[i]) for i, label in enumerate(ratings.categories)}
    return {
        "units": ratings.units,
        "units_used": ratings.units_used,
        "units_dropped": ratings.units - ratings.units_used,
        "raters": list(ratings.raters),
        "categories": list(ratings.categories),
        "multilabel": ratings.multilabel,
        "primary": primary,
        "confidence": confidence,
        "seed": seed,
        "replicates": replicates,
        "rare": _rare(ratings, computed[None, primary]),
        "coefficients": {name: asdict(estimate) for name, estimate in of_each[None].items()},
        "per_code": per_code,
        "per_code_mean": _mean_over_codes(of_code[0].name, per_code),
        "confusion": _confusion(ratings),
        "band": _band(primary, computed[None, primary], drawn.get((None, primary))),
        **(
            {}
            if threshold is None
            else {"threshold": _threshold(threshold, computed[None, primary], drawn.get((None, primary)))}
        ),
        **(
            pairs_report(ratings, seed=seed, replicates=replicates, confidence=confidence)
            if len(ratings.raters) > 2
            else {}
        ),
        **({} if ratings.scale is None else {"order": _order(ratings, ratings.scale, off_scale)}),
        **_robustness(ratings, primary, computed[None, primary], confidence),
    }


def _order(ratings: Ratings, scale: Scale, off_scale: int) -> dict[str, Any]:
    """Return the order of the codes, and the number of pairs of ratings by the steps between them."""
    steps = np.zeros(len(ratings.categories), dtype=np.int64)
    for g, h in combinations(ratings.patterns.T, 2):
        both = (g >= 0) & (h >= 0)
        np.add.at(steps, np.abs(g - h)[both], ratings.counts[both])
    return {
        "labels": list(ratings.categories),
        "scores": list(scale.scores) if scale.given else None,
        "off_scale": off_scale,
        "steps": steps.tolist(),
    }


def _robustness(ratings: Ratings, primary: str, estimate: Estimate, confidence: float) -> dict[str, Any]:
    """Return what limits the primary coefficient besides its interval."""
    coefficient = COEFFICIENTS[primary]
    remark = paradox(ratings, estimate.value) if coefficient.paradoxical else None
    return {
        "remarks": [*([remark] if remark else []), *_unclear(ratings)],
        "sensitivity": {
            "without_code": {} if len(ratings.categories) > MANY_CODES else without_each_code(ratings, coefficient),
            "without_unit": without_each_unit(ratings, coefficient) if estimate.value is not None else None,
        },
        "units_needed": planning(estimate.se, ratings.units_used, confidence),
    }


def _unclear(ratings: Ratings) -> list[str]:
    """Return a sentence on how ratings count that leave a code unclear, if there are any."""
    number = int(ratings.unclear_ratings.sum())
    if not number:
        return []
    return [
        f"“Cannot tell” was stated {number} {'time' if number == 1 else 'times'} for a single code. For the "
        "coefficients of that code alone, the rating is missing. For those of sets of codes, the code counts as not "
        "given."
    ]


def _rare(ratings: Ratings, primary: Estimate) -> dict[str, Any]:
    """Return how many units show that the raters distinguish codes, with a remark if they are few."""
    few = minority(ratings)
    if few >= RARE or primary.value is None:
        return {"minority": few, "remark": None}
    consequence = "" if primary.low is None else "; the interval rests on few units"
    return {"minority": few, "remark": f"{few_outside(few).capitalize()}{consequence}"}


def _code(ratings: Ratings, code: int, computed: dict[str, Estimate]) -> dict[str, Any]:
    counts = dict(zip(ratings.raters, ratings.positives[:, code].tolist(), strict=True))
    alone = ratings.presence(code)
    unclear = dict(zip(ratings.raters, ratings.unclear_ratings[:, code].tolist(), strict=True))
    return {
        "counts": counts,
        **({"units_used": alone.units_used, "unclear": unclear} if ratings.unclear is not None else {}),
        **{name: asdict(estimate) for name, estimate in computed.items()},
        "warning": FEW if minority(alone) < RARE else None,
    }


def _mean_over_codes(name: str, per_code: dict[str, Any]) -> dict[str, Any]:
    """Return the mean over the codes for which the coefficient is defined, with their number."""
    values = [code[name]["value"] for code in per_code.values() if code[name]["undefined"] is None]
    return {
        "coefficient": name,
        "value": sum(values) / len(values) if values else None,
        "codes_defined": len(values),
        "codes_undefined": len(per_code) - len(values),
        "undefined": None if values else "it is undefined for every code",
    }


def _confusion(ratings: Ratings) -> dict[str, Any] | None:
    if ratings.multilabel or len(ratings.raters) != 2:
        return None
    return {
        "labels": list(ratings.categories),
        "rows": ratings.raters[0],
        "columns": ratings.raters[1],
        "table": ratings.table().tolist(),
    }


def _band(primary: str, estimate: Estimate, drawn: Distribution | None) -> dict[str, Any] | None:
    if estimate.value is None or not COEFFICIENTS[primary].banded:
        return None
    return {
        "word": band(estimate.value),
        "scale": SCALE,
        "supported": _supported(estimate, drawn),
        "caveat": CAVEAT,
    }


def _supported(estimate: Estimate, drawn: Distribution | None) -> str | None:
    """Return the highest band reached with probability .95, None without an interval."""
    assert estimate.value is not None
    if estimate.low is None:
        return None
    if drawn is not None and drawn.is_posterior:
        return supported_band_of_draws(drawn.values)
    return supported_band(estimate.value, estimate.se)


def _threshold(threshold: float, estimate: Estimate, drawn: Distribution | None) -> dict[str, Any]:
    """Return whether a threshold is reached, and with what confidence the coefficient is above it."""
    return {
        "value": threshold,
        "met": None if estimate.value is None else estimate.value >= threshold,
        "confidence_above": None if drawn is None else drawn.confidence_above(threshold),
        "one_sided_low": None if drawn is None else drawn.end(1 - CONFIDENCE),
    }
