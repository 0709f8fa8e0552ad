"""Agreement of every pair of raters, for three raters or more."""

from dataclasses import asdict
from itertools import combinations
from typing import Any

from coding.statistics.coefficients import cohen_kappa, percent_agreement
from coding.statistics.intervals import CONFIDENCE, REPLICATES_OF_CODE, SEED, estimates, values_alone
from coding.statistics.multilabel import exact_match, krippendorff_alpha_masi
from coding.statistics.ordered import cohen_kappa_linear
from coding.statistics.ratings import Ratings

# With more raters, pairs have values but no intervals; with more than `MOST_RATERS`, pairs are not listed.
MANY_RATERS, MOST_RATERS = 10, 50
TOO_MANY_RATERS = f"no interval: with more than {MANY_RATERS} raters, pairs are not resampled"


def pairs_report(
    ratings: Ratings, *, seed: int = SEED, replicates: int = REPLICATES_OF_CODE, confidence: float = CONFIDENCE
) -> dict[str, Any]:
    """Compute the agreement of every pair of raters, on the units that both coded.

    Parameters
    ----------
    ratings : Ratings
        Of three raters or more.
    seed : int
        Seed of the bootstrap samples.
    replicates : int
        Number of bootstrap samples, at most `REPLICATES_OF_CODE`; they are those of all units, for every pair.
    confidence : float
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    dict
        `pairs`, in the order of the raters, and `rater_mean`: rater -> mean of the defined values of the pairs with
        this rater, None if there is none.

    Examples
    --------
    >>> units = [("a", "a", "b")] * 6 + [("b", "b", "b")] * 6 + [("a", "b", "a")] * 4
    >>> report = pairs_report(Ratings.from_labels(units, raters=("ann", "ben", "cem")), replicates=200)
    >>> [(pair["raters"], round(pair["value"], 2)) for pair in report["pairs"]]
    [(['ann', 'ben'], 0.53), (['ann', 'cem'], 0.33), (['ben', 'cem'], -0.43)]
    >>> {rater: round(mean, 2) for rater, mean in report["rater_mean"].items()}
    {'ann': 0.43, 'ben': 0.05, 'cem': -0.05}
    """
    coefficient, agreement = cohen_kappa, percent_agreement
    if ratings.scale is not None:
        coefficient = cohen_kappa_linear
    elif ratings.multilabel:
        coefficient, agreement = krippendorff_alpha_masi, exact_match
    n_raters = len(ratings.raters)
    of_pair = {pair: ratings.of_raters(pair) for pair in combinations(range(n_raters), 2) if n_raters <= MOST_RATERS}
    wanted = {pair: (coefficient, both) for pair, both in of_pair.items()}
    if n_raters > MANY_RATERS:
        computed = values_alone(wanted, TOO_MANY_RATERS)
    else:
        drawn = min(replicates, REPLICATES_OF_CODE)
        computed = estimates(wanted, rows=ratings, seed=seed, replicates=drawn, confidence=confidence)
    pairs = []
    for pair, both in of_pair.items():
        estimate = asdict(computed[pair])
        pairs.append(
            {
                "raters": list(both.raters),
                "units": both.units_used,
                "percent_agreement": agreement.value_or_none(both),
                "coefficient": coefficient.name,
                **{name: estimate[name] for name in ("value", "low", "high", "se", "method", "undefined", "note")},
            }
        )
    return {"pairs": pairs, "rater_mean": {rater: _mean(rater, pairs) for rater in ratings.raters}}


def _mean(rater: str, pairs: list[dict[str, Any]]) -> float | None:
    values = [pair["value"] for pair in pairs if rater in pair["raters"] and pair["value"] is not None]
    return sum(values) / len(values) if values else None
