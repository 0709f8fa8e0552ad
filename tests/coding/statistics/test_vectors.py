"""Test vectors: every case and every key that we compute, to the tolerance of the case."""

from collections.abc import Callable
from typing import Any

import pytest

from coding.statistics import coefficients, two_categories
from coding.statistics.proportions import goodman, wilson
from coding.statistics.ratings import Ratings, UndefinedAgreement
from coding.statistics.registry import COEFFICIENTS, Coefficient
from coding.statistics.resampling import jackknife_se
from tests.support.vectors import DATA, needs_vectors, vector_cases


def of_each_code(coefficient: Coefficient) -> Callable[[Ratings], dict[str, float | None]]:
    def values(ratings: Ratings) -> dict[str, float | None]:
        return {
            str(label): value_or_none(coefficient, ratings.presence(i)) for i, label in enumerate(ratings.categories)
        }

    return values


def mean_of_defined(ratings: Ratings) -> float:
    values = of_each_code(coefficients.cohen_kappa)(ratings).values()
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined)


COMPUTED: dict[str, Callable[[Ratings], Any]] = {
    **COEFFICIENTS,
    **{f"{name}_se": one.standard_error for name, one in COEFFICIENTS.items() if one.standard_error},
}
COMPUTED |= {
    "n_units": lambda ratings: ratings.units,
    "n_pairable": lambda ratings: ratings.units_used,
    "n_categories": lambda ratings: len(ratings.categories),
    "n_labels": lambda ratings: len(ratings.categories),
    "cohen_kappa_se_jackknife": lambda ratings: jackknife_se(coefficients.cohen_kappa, ratings),
    "cohen_kappa_by_category": of_each_code(coefficients.cohen_kappa),
    "label_cohen_kappa": of_each_code(coefficients.cohen_kappa),
    "label_krippendorff_alpha": of_each_code(coefficients.krippendorff_alpha),
    "label_cohen_kappa_mean_defined": mean_of_defined,
    "specific_agreement": of_each_code(two_categories.specific_agreement),
    "fleiss_kappa_by_category": of_each_code(coefficients.fleiss_kappa),
}


def value_or_none(compute: Callable[[Ratings], Any], ratings: Ratings) -> Any:
    try:
        return compute(ratings)
    except UndefinedAgreement as undefined:
        if not str(undefined):
            pytest.fail("an undefined coefficient must state its reason")
        return None


def ratings_of(case: dict[str, Any]) -> Ratings:
    read = Ratings.from_sets if case.get("multilabel") else Ratings.from_labels
    return read(case["units"], categories=case.get("categories"))


def on_scale(name: str, case: dict[str, Any]) -> Ratings:
    """Return the ratings of a case; of ordered ones with equal steps, for interval alpha with the labels as scores."""
    ratings = ratings_of(case)
    if not case.get("ordered"):
        return ratings
    return ratings.ordered([float(label) for label in ratings.categories] if name.endswith("_interval") else None)


def is_not_comparable(name: str, case: dict[str, Any]) -> bool:
    """Return whether the vectors define the key only for equal numbers of ratings per unit, unlike our function."""
    ratings = {sum(rating is not None for rating in unit) for unit in case["units"]}
    return name == "fleiss_kappa_by_category" and len(ratings) > 1


def published_statistics() -> list[Any]:
    """Return each case with each of its published statistics that we compute."""
    if not DATA.is_dir():
        return [pytest.param({}, "", id="absent", marks=needs_vectors)]
    return [
        pytest.param(case, statistic, id=f"{case['name']}-{statistic}")
        for (case,) in (param.values for param in vector_cases("agreement_vectors.json"))
        for statistic in case.get("published", {})
        if statistic.partition(".")[0] in COMPUTED
    ]


@pytest.mark.parametrize("case", vector_cases("agreement_vectors.json"))
def test_every_key_we_compute_equals_the_vector(case: dict[str, Any]) -> None:
    compared = [name for name in case["expect"] if name in COMPUTED and not is_not_comparable(name, case)]
    assert len(compared) >= 8
    for name in compared:
        expected = case["expect"][name]
        assert value_or_none(COMPUTED[name], on_scale(name, case)) == pytest.approx(expected, abs=case["tolerance"]), (
            name
        )


@pytest.mark.parametrize(("case", "statistic"), published_statistics())
def test_published_value_is_reproduced_to_the_printed_digit(case: dict[str, Any], statistic: str) -> None:
    name, _, label = statistic.partition(".")
    value = COMPUTED[name](on_scale(name, case))
    value = value[label] if label else value
    printed = case["published"][statistic]
    # Printed digits are rounded or cut: allow half a digit either way, and a little more.
    assert value == pytest.approx(printed["value"], abs=0.51 * 10.0 ** -printed["digits"])


@needs_vectors
def test_vectors_cover_every_public_coefficient() -> None:
    files = ("agreement_vectors.json", "agreement_vectors_2.json")
    known = {name for file in files for param in vector_cases(file) for name in param.values[0]["expect"]}
    assert set(COEFFICIENTS) <= known


@pytest.mark.parametrize("case", vector_cases("proportion_vectors.json"))
def test_intervals_of_proportions_equal_the_vector(case: dict[str, Any]) -> None:
    counts, confidence = case["counts"], case["confidence"]
    rows = [wilson(count, sum(counts), confidence) for count in counts]
    for intervals, expected in (
        (rows, case["expect"]["wilson"]),
        (goodman(counts, confidence), case["expect"]["goodman"]),
    ):
        assert [limit for row in intervals for limit in row] == pytest.approx(
            [limit for row in expected for limit in row], abs=case["tolerance"]
        )
