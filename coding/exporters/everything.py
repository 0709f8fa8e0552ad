"""JSON of everything: what the publication was computed from, and what was computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields

from coding.derivation import Publication
from coding.exporters.dependence import dependence_json
from coding.exporters.streams import json_object

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


def study_json(publication: Publication) -> Iterator[bytes]:
    """Names are those of the CSV files where there is one; nothing is escaped but for JSON."""
    inputs = publication.inputs
    plain = {f.name: getattr(inputs, f.name) for f in fields(inputs) if f.name not in {*_ROWS, "screening", "rounds"}}
    yield from json_object(
        [
            ("intercoder", VERSION),
            ("study", plain),
            ("screening", asdict(inputs.screening) if inputs.screening else None),
            *((name, (asdict(row) for row in getattr(inputs, name))) for name in _ROWS),
            ("table", (asdict(row) for row in publication.table)),
            ("severity", [{"severity": band, "count": count} for band, count in publication.severity]),
            ("disagreements", (asdict(row) for row in publication.disagreements)),
            ("dependence", dependence_json(publication)),
            ("agreement", publication.agreement),
            ("agreement_before", publication.agreement_before),
        ]
    )
