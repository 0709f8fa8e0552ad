import pytest

from coding.statistics.bands import band, supported_band


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (-0.01, "poor"),
        (-0.004, "slight"),  # prints as 0.00
        (0.0, "slight"),
        (0.204, "slight"),
        (0.206, "fair"),
        (0.604, "moderate"),
        (0.606, "substantial"),
        (0.8049, "substantial"),
        (0.805, "substantial"),  # prints as 0.80: half to even
        (0.81, "almost perfect"),
        (1.0, "almost perfect"),
    ],
)
def test_band_is_that_of_the_printed_value(value: float, word: str) -> None:
    assert band(value) == word


def test_supported_band_is_the_one_reached_with_probability_95() -> None:
    assert supported_band(0.6269, 0.0556) == "moderate"
    assert supported_band(0.6269, 0.001) == "substantial"
    assert supported_band(0.95, 0.02) == "almost perfect"
    assert supported_band(-0.3, 0.05) == "poor"


def test_no_band_is_supported_without_a_standard_error() -> None:
    assert supported_band(1.0, 0.0) is None
    assert supported_band(0.5, None) is None
