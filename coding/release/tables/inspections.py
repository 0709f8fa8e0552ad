"""Evidence, snapshots, and agreement of people with the rules as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from coding.dataset.inspection import Inspections
from coding.rendering.escaping import Cell, csv_bytes, csv_pieces
from coding.results.derive import Publication

EVIDENCE_COLUMNS = (
    "unit",
    "activity",
    "probe",
    "outcome",
    "reason",
    "path",
    "line",
    "tool",
    "scope",
    "state",
    "values",
    "source",
    "url",
    "number",
    "code",
)
SNAPSHOT_COLUMNS = (
    "unit",
    "project",
    "address",
    "commit",
    "date",
    "source",
    "files",
    "history",
    "rules",
    "ossfuzz",
    "sha256",
    "problems",
    "suggestions",
)
MACHINE_COLUMNS = (
    "activity",
    "rater",
    "units",
    "both_yes",
    "machine_only",
    "person_only",
    "both_no",
    "machine_unclear",
    "person_unclear",
    "percent",
    "kappa",
    "low",
    "high",
    "undefined",
    "note",
)
OF_SUGGESTION = ("precision", "recall")  # of the suggestion "yes" against the decisions
NOTHING = Inspections((), (), {})


def evidence_csv(publication: Publication) -> Iterator[bytes]:
    """Yield one row per evidence of a unit; `code` is the label of the activity in this study."""
    inspections = publication.data.inspections or NOTHING
    code_of = {activity: label for label, activity in reversed([*inspections.activity_of.items()])}
    rows = (
        (
            row.unit,
            row.activity,
            row.probe,
            row.outcome,
            row.reason,
            row.path,
            row.line,
            row.tool,
            row.scope,
            row.state,
            _json(row.values) if row.values else "",
            row.source,
            row.url,
            row.number,
            code_of.get(row.activity, ""),
        )
        for row in inspections.evidence
    )
    return csv_pieces(EVIDENCE_COLUMNS, rows)


def snapshots_csv(publication: Publication) -> Iterator[bytes]:
    """Yield one row per unit: the commit that was read, and what the rules suggest by the labels of this study."""
    inspections = publication.data.inspections or NOTHING
    rows = (
        (
            row.unit,
            row.project,
            row.address,
            row.commit,
            row.committed_on,
            row.source,
            row.files,
            _json(row.history),
            row.rules,
            row.ossfuzz,
            row.sha256,
            _json([{"path": path, "reason": reason} for path, reason in row.problems]) if row.problems else "",
            _json(
                {
                    label: row.suggestions[activity]
                    for label, activity in inspections.activity_of.items()
                    if activity in row.suggestions
                }
            ),
        )
        for row in inspections.snapshots
    )
    return csv_pieces(SNAPSHOT_COLUMNS, rows)


def machine_agreement_csv(publication: Publication) -> bytes:
    """Return one row per activity and rater, then one for the decisions; proportions from 0 to 1."""
    rows: list[list[Cell]] = []
    for row in publication.machine:
        values = asdict(row)
        rows.append([values[column] for column in MACHINE_COLUMNS])
    return csv_bytes(MACHINE_COLUMNS, rows)


def machine_agreement_json(publication: Publication) -> list[dict[str, Any]]:
    """Return the same rows; those of the decisions also have precision and recall of the suggestion."""
    return [
        {name: getattr(row, name) for name in (*MACHINE_COLUMNS, *(OF_SUGGESTION if row.of_decisions else ()))}
        for row in publication.machine
    ]


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False)
