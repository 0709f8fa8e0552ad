import pytest

from coding.statistics.proportions import goodman, wilson


def test_wilson_of_the_most_common_consequence() -> None:
    low, high = wilson(93, 149)
    assert (f"{low:.3f}", f"{high:.3f}") == ("0.544", "0.698")


def test_goodman_of_a_whole_table_is_wider_than_wilson() -> None:
    counts = [93, 16, 14, 7, 6, 4, 4, 3, 1, 1]
    low, high = goodman(counts)[0]
    assert (f"{low:.3f}", f"{high:.3f}") == ("0.509", "0.727")
    assert all(
        wide[0] < wilson(count, 149)[0] and wide[1] > wilson(count, 149)[1]
        for count, wide in zip(counts, goodman(counts), strict=True)
    )


def test_goodman_1965_example() -> None:
    assert [f"{low:.4f}" for low, _ in goodman([91, 49, 37, 43])] == ["0.3342", "0.1609", "0.1146", "0.1375"]


def test_limits_of_zero_and_of_all_are_exact() -> None:
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == 1


@pytest.mark.parametrize(("count", "total"), [(0, 0), (-1, 5), (6, 5)])
def test_counts_that_are_no_proportion_are_refused(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="proportion"):
        wilson(count, total)
