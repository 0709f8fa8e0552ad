"""Study as one JSON file, with the data of a publication and all its results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coding.dataset.rows import SIMILAR, CodingRow, DecisionRow, ExposureRow
from coding.dataset.study import StudyDataset
from coding.release.tables.agreement import source_json
from coding.release.tables.consequence_table import outcomes_json
from coding.release.tables.inspections import machine_agreement_json
from coding.release.tables.rater_influence import rater_influence_json
from coding.rendering.streams import json_object
from coding.results.derive import Publication
from coding.results.unit_counts import DisagreementRow

VERSION = 1  # of the shape of this file


def study_json(publication: Publication) -> Iterator[bytes]:
    """Yield the study as JSON. Names are those of the CSV files, if there is one; only JSON's escapes are used."""
    data = publication.data
    yield from json_object(
        [
            ("intercoder", VERSION),
            ("study", _study(data)),
            ("screening", data.screening),
            *((name, iter(rows)) for name, rows in _rows(data)),
            *_inspections(publication),
            ("table", iter(publication.table)),
            ("outcomes", outcomes_json(publication)),
            ("severity", [{"severity": band, "count": count} for band, count in publication.severity]),
            ("disagreements", map(_disagreement, publication.disagreements)),
            ("rater_influence", rater_influence_json(publication)),
            ("agreement", publication.agreement),
            ("agreement_before", publication.agreement_before),
        ]
    )


def _study(data: StudyDataset) -> dict[str, Any]:
    plan = data.plan
    return {
        "title": data.title,
        "question": data.question,
        "notice": data.notice,
        "sampling": data.sampling,
        "release": data.release,
        "released_on": data.released_on,
        "note": data.note,
        "round": plan.number,
        **plan.settings,
        "final_rater": plan.final_rater,
        "seed": plan.seed,
        "opened_at": plan.opened_at,
        "closed_at": plan.closed_at,
        "raters": data.ratings.raters,
        "codebook_version": data.codebook_version,
        "discussion_ended_at": plan.discussion_ended_at,
        "data_licence": data.data_licence,
        "origin": plan.origin,
        **({"kind": "projects", "projects_from": data.inspections.projects_from} if data.inspections else {}),
    }


def _inspections(publication: Publication) -> Iterator[tuple[str, Any]]:
    """Yield what only a study of projects has."""
    if publication.data.inspections is None:
        return
    yield "snapshots", iter(publication.data.inspections.snapshots)
    yield "evidence", iter(publication.data.inspections.evidence)
    yield "activities", iter(publication.activities)
    yield "projects", iter(publication.projects)
    yield "machine_agreement", machine_agreement_json(publication)


def _rows(data: StudyDataset) -> Iterator[tuple[str, Iterable[Any]]]:
    yield "units", data.units
    yield "codebook", data.codebook
    yield "codings", map(_coding, data.codings)
    yield "matching", data.matching
    yield "matching_steps", data.ratings.matching_steps
    yield "discussion", data.discussion
    yield "decisions", map(_decision, data.decisions)
    yield "commitments", data.commitments
    yield "exposures", map(_exposure, data.ratings.exposures)
    yield "times", data.times
    yield "sources", data.sources
    if data.plan.rating_sources:
        yield "rating_sources", map(source_json, data.plan.rating_sources)


def _coding(row: CodingRow) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "rater": row.rater,
        "codes": row.own_codes,
        "matched": row.merged_codes,
        "memo": row.memo,
        "certainty": row.certainty,
        "submitted_at": row.submitted_at,
        "version": row.version,
        "segments": [
            {"code": segment.code, "start": segment.start, "end": segment.end, "quote": segment.quote}
            for segment in row.segments
        ],
        "uncoded": row.uncoded,
        "discuss": row.flagged_for_discussion,
        **({"unclear": row.unclear} if row.unclear else {}),
        **({"source": row.source} if row.source else {}),
    }


def _decision(row: DecisionRow) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "codes": row.codes,
        "how": row.method,
        "by": row.by,
        "reason": row.reason,
        "decided_at": row.decided_at,
        "merged_code": row.merged_code,
        "uncoded": row.uncoded,
        **({"unclear": row.unclear} if row.unclear else {}),
    }


def _disagreement(row: DisagreementRow) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "identifier": row.identifier,
        "kind": row.kind,
        "codes": row.codes,
        "decision": None if row.decision is None else _decision(row.decision),
        "status": row.status,
    }


def _exposure(row: ExposureRow) -> dict[str, Any]:
    shown = {"rater": row.rater, "unit": row.unit, "shown": row.shown_units, "shown_at": row.shown_at}
    return shown | ({"kind": row.kind} if row.kind != SIMILAR else {})
