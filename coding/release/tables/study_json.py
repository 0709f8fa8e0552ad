"""JSON of everything: what the publication was computed from, and what was computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from coding.release.tables.rater_influence import rater_influence_json
from coding.rendering.streams import json_object
from coding.results.derive import Publication
from coding.results.unit_counts import DisagreementRow

VERSION = 1  # of the shape of this file
_ROWS = (
    "units",
    "codebook",
    "codings",
    "matching",
    "matching_steps",
    "discussion",
    "decisions",
    "commitments",
    "exposures",
    "times",
    "sources",
)
# Fields whose name in files is another one.
_NAMES = {"own_codes": "codes", "merged_codes": "matched"}


def study_json(publication: Publication) -> Iterator[bytes]:
    """Names are those of the CSV files where there is one; nothing is escaped but for JSON."""
    inputs = publication.inputs
    others = {*_ROWS, "screening", "rounds", "sheet", "labels_before_merges"}
    plain = {one.name: getattr(inputs, one.name) for one in fields(inputs) if one.name not in others}
    yield from json_object(
        [
            ("intercoder", VERSION),
            ("study", plain),
            ("screening", inputs.screening),
            *((name, map(_named, getattr(inputs, name))) for name in _ROWS),
            ("table", iter(publication.table)),
            ("severity", [{"severity": band, "count": count} for band, count in publication.severity]),
            ("disagreements", map(_disagreement, publication.disagreements)),
            ("dependence", rater_influence_json(publication)),
            ("agreement", publication.agreement),
            ("agreement_before", publication.agreement_before),
        ]
    )


def _named(row: Any) -> dict[str, Any]:
    return {_NAMES.get(one.name, one.name): getattr(row, one.name) for one in fields(row)}


def _disagreement(row: DisagreementRow) -> dict[str, Any]:
    return _named(row) | {"decision": row.decision and _named(row.decision), "status": row.status}
