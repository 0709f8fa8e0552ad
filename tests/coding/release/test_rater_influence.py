"""Influence of individual raters in the files of a release."""

from __future__ import annotations

from coding.release.tables.rater_influence import rater_influence_json
from tests.support import publications as factory
from tests.support.tables import rows


def test_each_rater_has_a_row_in_overruled_csv() -> None:
    overruled = rows(factory.model(), "overruled.csv")
    assert [(r["rater"], r["units"], r["otherwise"], r["rate"]) for r in overruled] == [
        ("Ada", "149", "0", "0.0"),
        ("Bo", "149", "20", repr(20 / 149)),
    ]
    assert overruled[0]["ranks_moved"] == "0"
    assert int(overruled[1]["ranks_moved"]) > 0


def test_each_rater_has_a_table_of_their_own() -> None:
    influence = [row for row in rows(factory.small(), "rater_influence.csv") if row["rater"] == "Bo"]
    columns = ("consequence", "decided", "alone", "decided_rank", "alone_rank", "moved")
    assert [tuple(row[column] for column in columns) for row in influence] == [
        ("Access", "2", "1", "1", "2", "yes"),
        ("Leak", "2", "2", "1", "1", "no"),
        ("Outage", "0", "1", "", "2", "yes"),
    ]
    assert {(row["units"], row["consequence"], row["alone_proportion"]) for row in influence} >= {("4", "Leak", "0.5")}


def test_json_has_the_same_numbers() -> None:
    publication = factory.model()
    raters = rater_influence_json(publication)
    printed = rows(publication, "rater_influence.csv")
    assert [(a["rater"], r["consequence"], str(r["own_count"])) for a in raters for r in a["rows"]] == [
        (row["rater"], row["consequence"], row["alone"]) for row in printed
    ]
    assert raters[1]["rate"] == 20 / 149
    assert raters[1]["low"] < raters[1]["rate"] < raters[1]["high"]


def test_methods_have_rates_and_changed_ranks() -> None:
    text = factory.rendered("methods.md", factory.small()).decode()
    assert "1 unit of the 4 that Ada coded was decided differently (25.0 %; 95 % interval 4.6 to 69.9). " in text
    assert "By the codings of Bo alone, the ranks of Access (1 to 2) and Outage (unused to 2) would" in text
    assert (
        "By the codings of Ada alone, no rank would change." in factory.rendered("methods.md", factory.model()).decode()
    )
