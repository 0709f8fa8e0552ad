"""Agreement as JSON, commitments as JSON, and agreement by matching step and by round as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple, fields
from typing import Any

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


def _json(content: Any) -> bytes:
    return encoded(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")
