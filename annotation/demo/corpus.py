"""Hands out the demo: the advisories as records for intake, the labels, their matching and the codebook."""

from __future__ import annotations

import json
from collections.abc import Iterator

from advisories.formats.parsing import parse_again
from advisories.records import AdvisoryRecord
from annotation.demo.advisory_facts import Fact, read_facts, read_rows, to_row
from annotation.demo.constructed_labels import Reading
from annotation.demo.texts import compose

FORMAT = "table"
ORIGIN = "annotation/demo/advisories.csv"
NOTICE = (
    "Demo: the identifiers and facts of these advisories are real, but the texts were written for practice "
    "and the labels were constructed to reach the totals of a model study. They say nothing about the real "
    "advisories."
)


def codebook() -> list[dict[str, str]]:
    """The shared codes: label, definition, when_to_use, when_not_to_use, examples."""
    return read_rows("codebook.csv")


def labels() -> list[dict[str, str]]:
    """Per unit (a GHSA identifier) both raters' own codes, marked words, certainty, and why Ada's stands."""
    return read_rows("labels.csv")


def matching() -> list[dict[str, str]]:
    """Per rater and own code the shared code that it means: rater, code, shared, reason."""
    return read_rows("matching.csv")


def shared_readings() -> dict[str, Reading]:
    """Both raters' labels in the shared codes, by GHSA identifier."""
    means = {(row["rater"], row["code"]): row["shared"] for row in matching()}
    return {row["unit"]: Reading(means["ada", row["ada"]], means["bo", row["bo"]]) for row in labels()}


def records() -> Iterator[AdvisoryRecord]:
    """The demo's advisories by GHSA identifier, with its own texts."""
    readings = shared_readings()
    for fact in read_facts():
        yield record(fact, readings[fact.ghsa_id])


def record(fact: Fact, reading: Reading) -> AdvisoryRecord:
    """One advisory, read from its line by the importer of tables."""
    text = compose(fact, reading)
    line = to_row(fact) | {"title": text.title, "text": text.body}
    return parse_again(json.dumps(line, indent=1, ensure_ascii=False), ORIGIN, FORMAT)
