"""How far the result rests on one person, as it is printed."""

from __future__ import annotations

from coding.release.tables.rater_influence import rater_influence_json
from tests.coding.release.test_table import rows
from tests.support import publications as factory


def test_each_rater_has_a_row_of_overrides() -> None:
    found = rows(factory.model(), "overruled.csv")
    assert [(r["rater"], r["units"], r["otherwise"], r["rate"]) for r in found] == [
        ("Ada", "149", "0", "0.0"),
        ("Bo", "149", "20", repr(20 / 149)),
    ]
    assert found[0]["ranks_moved"] == "0"
    assert int(found[1]["ranks_moved"]) > 0


def test_each_rater_has_a_table_of_their_own() -> None:
    found = [row for row in rows(factory.small(), "rater_influence.csv") if row["rater"] == "Bo"]
    columns = ("consequence", "decided", "alone", "decided_rank", "alone_rank", "moved")
    assert [tuple(row[column] for column in columns) for row in found] == [
        ("Access", "2", "1", "1", "2", "yes"),
        ("Leak", "2", "2", "1", "1", "no"),
        ("Outage", "0", "1", "", "2", "yes"),
    ]
    assert {(row["units"], row["consequence"], row["alone_proportion"]) for row in found} >= {("4", "Leak", "0.5")}


def test_page_gets_the_same_numbers() -> None:
    publication = factory.model()
    found = rater_influence_json(publication)
    printed = rows(publication, "rater_influence.csv")
    assert [(a["rater"], r["consequence"], str(r["own_count"])) for a in found for r in a["rows"]] == [
        (row["rater"], row["consequence"], row["alone"]) for row in printed
    ]
    assert found[1]["rate"] == 20 / 149
    assert found[1]["low"] < found[1]["rate"] < found[1]["high"]


def test_methods_tell_rates_and_the_ranks_that_would_change() -> None:
    text = factory.rendered("methods.md", factory.small()).decode()
    assert "1 unit of the 4 that Ada coded was decided differently (25.0 %; 95 % interval 4.6 to 69.9). " in text
    assert "By the codings of Bo alone, the ranks of Access (1 to 2) and Outage (unused to 2) would" in text
    assert (
        "By the codings of Ada alone, no rank would change." in factory.rendered("methods.md", factory.model()).decode()
    )
