"""Units needed for a study of two raters: shared vectors, published numbers, and refusals."""

from typing import Any

import numpy as np
import pytest

from coding.statistics.design.precision import ImpossiblePlan, unit_variance, units_needed
from coding.statistics.ratings import Ratings
from coding.statistics.standard_errors import cohen_kappa_se
from tests.support.vectors import vector_cases


@pytest.mark.parametrize("case", vector_cases(kind="plan"))
def test_every_key_of_the_vectors(case: dict[str, Any]) -> None:
    needed = units_needed(
        case["kappa"], case["margins"], half_width=case["half_width"], threshold=case.get("threshold")
    )
    for name, expected in case["expect"].items():
        assert getattr(needed, name) == pytest.approx(expected, abs=case["tolerance"]), name


@pytest.mark.parametrize(("share", "units"), [(0.62, 89), (0.1, 239), (0.03, 747)])
def test_units_for_power_are_those_of_cantor(share: float, units: int) -> None:
    """As N.cohen.kappa of the R package irr: kappa .8 against .6."""
    assert units_needed(0.8, (share, 1 - share), threshold=0.6).units_for_power == units


def test_variance_is_that_of_a_table_with_these_shares() -> None:
    counts = np.array([[430, 20, 50], [20, 280, 0], [50, 0, 150]])
    table = counts / counts.sum()
    margins = table.sum(axis=1)
    kappa = 0.5
    model = (1 - kappa) * np.outer(margins, margins) + kappa * np.diag(margins)
    units = [pair for pair, share in np.ndenumerate(model) for _ in range(round(share * 400_000))]
    se = cohen_kappa_se(Ratings.from_labels(units))
    assert len(units) * se**2 == pytest.approx(unit_variance(kappa, margins.tolist()), rel=1e-3)


def test_rare_codes_need_units_of_their_own() -> None:
    needed = units_needed(0.6, (90, 9, 1))
    assert (needed.units_for_minority, needed.units_for_codes) == (100, (7, 67, 600))
    assert (needed.units_for_width, needed.units_for_power, needed.units) == (None, None, 600)


@pytest.mark.parametrize(
    ("kappa", "margins", "options", "sentence"),
    [
        (1.0, (1, 1), {}, "Kappa 1 is not from 0 to less than 1."),
        (float("nan"), (1, 1), {}, "Kappa nan"),
        (0.6, (1,), {}, "One code has no chance agreement."),
        (0.6, (1, 0), {}, "A frequency is not above 0."),
        (0.6, (1, float("inf")), {}, "A frequency is not above 0."),
        (0.6, (1, 1), {"half_width": 0.0}, "The half width 0 is not above 0."),
        (0.6, (1, 1), {"threshold": 0.6}, "The threshold 0.6 is not from 0 to less than kappa 0.6."),
        (0.6, (1, 1), {"threshold": 0.5, "power": 1.0}, "The power 1 is not between 0 and 1."),
    ],
)
def test_impossible_assumptions_are_refused(
    kappa: float, margins: tuple[float, ...], options: dict[str, float], sentence: str
) -> None:
    with pytest.raises(ImpossiblePlan) as refusal:
        units_needed(kappa, margins, **options)
    assert str(refusal.value).startswith(sentence)
