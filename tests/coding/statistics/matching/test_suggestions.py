import random

from coding.statistics.matching.suggestions import fold_label, label_similarity, suggest_matching
from coding.statistics.ratings import Ratings

UNITS = (
    [("Denial of service", "Crash")] * 7
    + [("Denial of service", "Leak")] * 2
    + [("Data exposure", "Leak")] * 5
    + [("Data exposure", "Crash")]
    + [("Open redirect", "open  REDIRECT")]
)


def pairs(units: list[tuple[str | None, ...]]) -> list[tuple[str, str, str]]:
    suggestions = suggest_matching(Ratings.from_labels(units, raters=["Ada", "Bo", "Cleo"][: len(units[0])]))
    return [(pair.reference_code, pair.rater, pair.code) for pair in suggestions]


def test_codes_used_together_most_are_matched() -> None:
    assert pairs(list(UNITS)) == [
        ("Denial of service", "Bo", "Crash"),
        ("Data exposure", "Bo", "Leak"),
        ("Open redirect", "Bo", "open  REDIRECT"),
    ]


def test_suggestion_has_a_reason() -> None:
    first, _, last = suggest_matching(Ratings.from_labels(UNITS))
    assert first.reason == "used together on 7 of 10 units"
    assert (first.together, first.either) == (7, 10)
    assert last.reason == "same label except for case and spaces, used together on 1 of 1 unit"


def test_matching_is_optimal_and_not_greedy() -> None:
    units = [("a", "x")] * 5 + [("a", "y")] * 4 + [("b", "x")] * 4
    assert pairs(units) == [("a", "Bo", "y"), ("b", "Bo", "x")]


def test_order_of_units_does_not_change_a_tie() -> None:
    units = [(a, b) for a in "pqrs" for b in "wxyz"]
    first = pairs(units)
    for seed in range(5):
        random.Random(seed).shuffle(units)
        assert pairs(units) == first


def test_order_of_declared_codes_does_not_change_a_tie() -> None:
    units = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    for order in ("abxy", "yxba", "bxay"):
        suggestions = suggest_matching(Ratings.from_labels(units, categories=list(order)))
        assert [(pair.reference_code, pair.code) for pair in suggestions] == [("a", "x"), ("b", "y")]


def test_similar_labels_break_ties() -> None:
    units = [
        ("data leak", "crash"),
        ("data leak", "leak of data"),
        ("stop", "crash"),
        ("stop", "leak of data"),
    ]
    assert pairs(units) == [("data leak", "Bo", "leak of data"), ("stop", "Bo", "crash")]


def test_the_same_label_is_suggested_even_if_never_used_together() -> None:
    assert pairs([("XSS", None), (None, "xss")]) == [("XSS", "Bo", "xss")]
    (only,) = suggest_matching(Ratings.from_labels([("XSS", None), (None, "XSS")]))
    assert only.reason == "same label"


def test_codes_without_anything_in_common_are_not_suggested() -> None:
    assert pairs([("XSS", None), (None, "Crash")]) == []


def test_codes_of_the_larger_vocabulary_remain_unmatched() -> None:
    assert pairs([("a", "x"), ("a", "x"), ("a", "y"), ("a", "z")]) == [("a", "Bo", "x")]


def test_every_rater_is_matched_with_the_first() -> None:
    units = [("a", "x", "1"), ("a", "x", "1"), ("b", "y", "2")]
    assert pairs(units) == [("a", "Bo", "x"), ("b", "Bo", "y"), ("a", "Cleo", "1"), ("b", "Cleo", "2")]


def test_several_codes_per_unit_count_each_pair() -> None:
    ratings = Ratings.from_sets([({"a", "b"}, {"x", "y"}), ({"a"}, {"x"}), ({"b"}, {"y"})])
    assert [(each.reference_code, each.code, each.together) for each in suggest_matching(ratings)] == [
        ("a", "x", 2),
        ("b", "y", 2),
    ]


def test_fold_label_ignores_case_and_blanks_only() -> None:
    assert fold_label("  Denial\tof  SERVICE ") == fold_label("denial of service")
    assert fold_label("e\u0301") == fold_label("\u00e9")
    assert fold_label("DoS") != fold_label("D o S")


def test_label_similarity_is_one_for_the_same_and_zero_for_nothing_in_common() -> None:
    assert label_similarity("Open Redirect", "open redirect") == 1
    assert label_similarity("crash", "leak") == 0
    assert 0.5 < label_similarity("Data exposure", "Exposure of data") < 1
