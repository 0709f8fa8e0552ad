"""Sentences and a table on the pairs of raters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coding.rendering.estimates import interval_words
from coding.rendering.numbers import coefficient, coefficient_name, percent_of, sentence


def pairs_sentences(report: dict[str, Any]) -> list[str]:
    """Return the range over the pairs of raters, and the mean of each rater; with two raters there are none."""
    pairs = [pair for pair in report.get("pairs", ()) if pair["value"] is not None]
    if not pairs:
        return []
    lowest, highest = (pick(pairs, key=lambda pair: pair["value"]) for pick in (min, max))
    means = ", ".join(
        f"{rater} {'undefined' if mean is None else coefficient(mean)}" for rater, mean in report["rater_mean"].items()
    )
    name = sentence(coefficient_name(pairs[0]["coefficient"]))
    return [f"{name} of the pairs ranges from {_named(lowest)} to {_named(highest)}. Mean with the others: {means}."]


def _named(pair: dict[str, Any]) -> str:
    return f"{coefficient(pair['value'])} ({', '.join(pair['raters'])})"


def pairs_table(report: dict[str, Any]) -> list[Sequence[str]]:
    """Return a header and one row per pair of raters; with two raters no row."""
    pairs = report.get("pairs")
    if not pairs:
        return []
    name = pairs[0]["coefficient"]
    agreement = "Exact match" if report["multilabel"] else "Percent agreement"
    header = ("Raters", "Units both coded", agreement, sentence(coefficient_name(name)), "Interval")
    return [header, *(_row(pair) for pair in pairs)]


def _row(pair: dict[str, Any]) -> list[str]:
    share = pair["percent_agreement"]
    return [
        ", ".join(pair["raters"]),
        f"{pair['units']:,}",
        "" if share is None else f"{percent_of(share)} %",
        "undefined" if pair["undefined"] else coefficient(pair["value"]),
        pair["undefined"] or interval_words(pair["coefficient"], pair),
    ]
