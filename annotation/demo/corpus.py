"""The data of the demo: advisories as records for import, labels, matching and codebook."""

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
    """Return the shared codes: label, definition, when_to_use, when_not_to_use, examples."""
    return read_rows("codebook.csv")


def labels() -> list[dict[str, str]]:
    """Return per unit both raters' codes, segments and certainty, and the reason to decide for Ada's code."""
    return read_rows("labels.csv")


def matching() -> list[dict[str, str]]:
    """Return the shared code of each rater's own codes: rater, code, shared, reason."""
    return read_rows("matching.csv")


def shared_readings() -> dict[str, Reading]:
    """Return both raters' labels in shared codes, by GHSA identifier."""
    shared_code = {(row["rater"], row["code"]): row["shared"] for row in matching()}
    return {row["unit"]: Reading(shared_code["ada", row["ada"]], shared_code["bo", row["bo"]]) for row in labels()}


def records() -> Iterator[AdvisoryRecord]:
    """Yield the demo's advisories with their composed texts, in the order of their GHSA identifiers."""
    readings = shared_readings()
    for fact in read_facts():
        yield record(fact, readings[fact.ghsa_id])


def record(fact: Fact, reading: Reading) -> AdvisoryRecord:
    """Return one advisory, read from its row by the table format."""
    text = compose(fact, reading)
    line = to_row(fact) | {"title": text.title, "text": text.body, "markup": "markdown"}
    return parse_again(json.dumps(line, indent=1, ensure_ascii=False), ORIGIN, FORMAT)
