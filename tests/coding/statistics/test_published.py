"""Values from the literature, computed from the published tables."""

import pytest

from coding.statistics.coefficients import (
    brennan_prediger,
    cohen_kappa,
    cohen_kappa_max,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    light_kappa,
    percent_agreement,
    scott_pi,
)
from coding.statistics.multilabel import krippendorff_alpha_masi, mean_masi
from coding.statistics.ratings import Ratings
from coding.statistics.standard_errors import (
    brennan_prediger_se,
    cohen_kappa_se,
    fleiss_kappa_se,
    gwet_ac1_se,
)
from coding.statistics.two_categories import specific_agreement
from tests.support.published_numbers import of_table


def printed(value: float, digits: int) -> float:
    return float(f"{value:.{digits}f}")


def test_cohen_1960_page_45() -> None:
    ratings = of_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert printed(percent_agreement(ratings), 2) == 0.70
    assert printed(cohen_kappa(ratings), 3) == 0.492
    assert printed(cohen_kappa_max(ratings), 3) == 0.831


def test_fleiss_cohen_everitt_1969() -> None:
    ratings = of_table([[106, 10, 4], [22, 28, 10], [2, 12, 6]])
    assert printed(cohen_kappa(ratings), 3) == 0.429
    assert printed(cohen_kappa_se(ratings), 4) == 0.0537


def test_sas_skin_condition() -> None:
    ratings = of_table([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]])
    assert printed(cohen_kappa(ratings), 4) == 0.3449
    assert printed(cohen_kappa_se(ratings), 4) == 0.0724


def test_artstein_poesio_2008_table_1() -> None:
    ratings = of_table([[20, 10], [20, 50]])
    assert printed(brennan_prediger(ratings), 1) == 0.4
    assert printed(scott_pi(ratings), 3) == 0.341
    assert printed(cohen_kappa(ratings), 3) == 0.348
    assert [printed(specific_agreement(ratings.presence(code)), 3) for code in (0, 1)] == [0.571, 0.769]


def test_gwet_2002_paradox() -> None:
    ratings = of_table([[118, 5], [2, 0]])
    assert printed(percent_agreement(ratings), 3) == 0.944
    assert printed(cohen_kappa(ratings), 3) == -0.023
    assert printed(gwet_ac1(ratings), 3) == 0.941


def test_krippendorff_1980_page_139() -> None:
    units = ["111", "122", "222", "444", "144", "222", "123", "333", "222"]
    assert printed(krippendorff_alpha(Ratings.from_labels(units)), 3) == 0.642


def test_krippendorff_2011_with_missing_ratings() -> None:
    a = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
    b = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, None]
    c = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3]
    d = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
    ratings = Ratings.from_labels(zip(a, b, c, d, strict=True))
    assert printed(krippendorff_alpha(ratings), 3) == 0.743
    assert printed(percent_agreement(ratings), 7) == 0.8181818
    assert (printed(gwet_ac1(ratings), 5), printed(gwet_ac1_se(ratings), 5)) == (0.77544, 0.14295)
    assert (printed(fleiss_kappa(ratings), 5), printed(fleiss_kappa_se(ratings), 5)) == (0.76117, 0.15302)
    assert (printed(brennan_prediger(ratings), 5), printed(brennan_prediger_se(ratings), 5)) == (
        0.77273,
        0.14472,
    )
    assert printed(conger_kappa(ratings), 5) == 0.76282


def test_randolph_with_a_category_never_used() -> None:
    units = ["aaaaaab", "bbbbbbb"]
    ratings = Ratings.from_labels(units, categories=["a", "b", "c"])
    assert printed(fleiss_kappa(ratings), 6) == 0.708333
    assert printed(brennan_prediger(ratings), 6) == 0.785714
    assert printed(light_kappa(ratings), 6) == 0.714286


def test_passonneau_2006_masi_of_two_sets() -> None:
    pairs = [
        ("A", "AB", 1 / 3),
        ("AB", "AC", 1 / 9),
        ("AB", "AB", 1),
        ("A", "B", 0),
        ("", "", 1),
        ("", "A", 0),
    ]
    for one, other, similarity in pairs:
        assert mean_masi(Ratings.from_sets([(one, other)])) == pytest.approx(similarity)


def test_alpha_of_sets_counts_an_empty_set_as_a_rating_and_none_as_missing() -> None:
    units = [
        ("A", ""),
        ("A", None),
        ("", "B"),
        (None, "AB"),
        ("AB", "AB"),
        ("B", "AB"),
        ("", ""),
        (None, None),
    ]
    ratings = Ratings.from_sets(units)
    assert (ratings.units, ratings.units_used) == (8, 5)
    assert krippendorff_alpha_masi(ratings) == pytest.approx(0.25)
