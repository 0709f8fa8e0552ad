from coding.statistics.saturation import cumulative_codes, new_codes

UNITS = [["leak"], ["leak", "dos"], [], ["dos"], ["xss"]]


def test_curve_counts_distinct_codes_up_to_each_unit() -> None:
    assert cumulative_codes(UNITS) == [1, 2, 2, 2, 3]


def test_new_codes_are_counted_on_the_first_unit_with_them() -> None:
    assert new_codes(UNITS) == [1, 1, 0, 0, 1]


def test_curve_of_no_units_is_empty() -> None:
    assert cumulative_codes([]) == new_codes([]) == []
