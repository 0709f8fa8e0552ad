import numpy as np
import pytest

from coding.statistics.coefficients import cohen_kappa, conger_kappa, krippendorff_alpha, light_kappa
from coding.statistics.ratings import Ratings, UndefinedAgreement


def test_ratings_have_one_row_per_distinct_answer() -> None:
    ratings = Ratings.from_labels([("a", "b"), ("a", "a"), ("a", "b"), (None, None)])
    assert ratings.patterns.tolist() == [[0, 0], [0, 1]]
    assert ratings.counts.tolist() == [1, 2]
    assert (ratings.units, ratings.units_used) == (4, 3)


def test_labels_are_compared_exactly() -> None:
    ratings = Ratings.from_labels([("DoS", "dos"), ("DoS ", "DoS")])
    assert ratings.categories == ("DoS", "DoS ", "dos")


def test_numbers_are_ordered_by_value_before_text() -> None:
    assert Ratings.from_labels([(10, 2), ("b", "a")]).categories == (2, 10, "a", "b")


def test_nan_means_missing() -> None:
    ratings = Ratings.from_labels([(1.0, float("nan")), (1.0, 2.0), (float("nan"), float("nan"))])
    assert ratings.categories == (1.0, 2.0)
    assert ratings.units_used == 1


def test_rows_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in their number of raters"):
        Ratings.from_labels([("a", "b"), ("a",)])


def test_undeclared_code_is_refused() -> None:
    with pytest.raises(ValueError, match="'c' is not among the declared categories"):
        Ratings.from_labels([("a", "c")], categories=["a", "b"])


def test_position_outside_the_categories_is_refused() -> None:
    with pytest.raises(ValueError, match="position in the categories"):
        Ratings.from_indexes(np.array([[0, 2]]), categories=["a", "b"])


def test_rows_of_many_raters_are_counted_as_well() -> None:
    units = np.array([[i % 3] * 40 for i in range(7)])
    ratings = Ratings.from_indexes(units, categories=["a", "b", "c"])
    assert ratings.counts.tolist() == [3, 2, 2]
    assert krippendorff_alpha(ratings) == 1


def test_kappa_of_no_units_is_undefined() -> None:
    with pytest.raises(UndefinedAgreement, match="no unit was coded by both raters"):
        cohen_kappa(Ratings.from_labels([], raters=["Ada", "Bo"]))


def test_cohens_kappa_of_three_raters_is_undefined_with_the_reason() -> None:
    with pytest.raises(UndefinedAgreement, match="compares two raters, but there are 3"):
        cohen_kappa(Ratings.from_labels(["aab", "bbb"]))


def test_rater_without_ratings_makes_conger_and_light_undefined_with_a_reason() -> None:
    ratings = Ratings.from_labels([("a", "a", None), ("b", "a", None), ("b", "b", None)], raters=["Ada", "Bo", "Vic"])
    with pytest.raises(UndefinedAgreement, match="one of the raters coded no unit"):
        conger_kappa(ratings)
    with pytest.raises(UndefinedAgreement, match="Cohen's kappa of Ada and Vic is undefined"):
        light_kappa(ratings)
    assert krippendorff_alpha(ratings) < 1


def test_presence_of_one_code_has_the_same_missing_ratings() -> None:
    ratings = Ratings.from_sets([({"a", "b"}, {"b"}), (None, {"a"}), (set(), set())])
    alone = ratings.presence(0)
    rows = {tuple(row) for row in alone.patterns.tolist()}
    assert rows == {(1, 0), (-1, 1), (0, 0)}


def test_codes_are_counted_on_units_with_two_ratings_only() -> None:
    ratings = Ratings.from_labels([("a", "b"), ("a", None), (None, "b"), ("b", "b")])
    assert ratings.positives.tolist() == [[1, 1], [0, 2]]
