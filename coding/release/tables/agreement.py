"""Agreement as JSON, commitments as JSON, and agreement by matching step and by round as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple, fields
from typing import Any

from coding.dataset.rating_sources import RatingSourceRow
from coding.release.tables.inspections import machine_agreement_json
from coding.rendering.escaping import Cell, csv_bytes, encoded
from coding.rendering.streams import json_array
from coding.results.agreement import AgreementResults
from coding.results.agreement_over_time import RoundFigure
from coding.results.derive import Publication


def agreement_json(results: Publication | AgreementResults) -> bytes:
    """Return the report on shared codes, with the report before matching in open coding."""
    report = dict(results.agreement)
    if results.agreement_before is not None:
        report["before_matching"] = results.agreement_before
    if isinstance(results, Publication) and results.of_projects:
        report["machine"] = machine_agreement_json(results)
    if results.notice:
        report["notice"] = results.notice
    report["origin"] = results.plan.origin
    return _json(report)


def matching_steps_csv(publication: Publication) -> bytes:
    """Return one row per matched code, in order, with the effect on the primary coefficient."""
    header = ("step", "at", "by", "rater", "code", "shared_code", "kind", "statistic", "before", "after", "reason")
    rows: list[tuple[Cell, ...]] = []
    for effect in publication.matching_effects:
        step = effect.step
        facts = (step.step, step.at, step.by, step.rater, step.code, step.label or "", effect.kind)
        rows.append((*facts, effect.statistic, effect.before, effect.after, step.reason))
    return csv_bytes(header, rows)


def rounds_csv(publication: Publication) -> bytes:
    """Return one row per closed round: its primary coefficient, and whether its threshold is reached."""
    header = tuple(one.name for one in fields(RoundFigure))
    rows = [tuple(_cell(value) for value in astuple(figure)) for figure in publication.rounds]
    return csv_bytes(header, rows)


def _cell(value: Cell | bool) -> Cell:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def commitments_json(publication: Publication) -> Iterator[bytes]:
    """Yield one object per commitment; `sha256`, shown before closing, is the hash of `salt` and `codings`."""
    yield from json_array(publication.data.commitments)
    yield b"\n"


def sources_json(publication: Publication) -> bytes:
    """Return one object per file that ratings were entered from, with how it was read and whose ratings it gave."""
    return _json([source_json(source) for source in publication.plan.rating_sources])


def source_json(source: RatingSourceRow) -> dict[str, Any]:
    """Return a source as JSON."""
    return {
        "source": source.name,
        "sha256": source.sha256 or None,
        "bytes": source.bytes,
        "door": source.door or None,
        "entered_by": source.entered_by,
        "entered_at": source.entered_at,
        "ratings": [{"rater": rater, "ratings": count} for rater, count in source.ratings],
        "held_others": list(source.held_others),
        "held_final": source.held_final or None,
        "reading": source.reading or None,
    }


def _json(content: Any) -> bytes:
    return encoded(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")
