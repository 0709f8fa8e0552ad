"""Records behind the table as CSV: units, first ratings, matching, disagreements, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisories.corpus.charts import severity_name
from coding.dataset.rows import CodingRow, DecisionRow, SegmentRow, unclear_labels
from coding.rendering.escaping import Cell, csv_bytes, csv_pieces, join_codes
from coding.results.activities import evidence_at, evidence_by_unit
from coding.results.derive import Publication
from coding.results.unit_counts import DisagreementRow


def units_csv(publication: Publication) -> Iterator[bytes]:
    """Yield one row per unit of the sample; the SHA-256 is that of the text that raters read."""
    header = (
        "unit",
        "identifier",
        "aliases",
        "title",
        "project",
        "severity",
        "cvss_score",
        "published",
        "sha256",
        "cwes",
    )
    rows = (
        (
            unit.number,
            unit.identifier,
            join_codes(unit.aliases) if unit.aliases else "",
            unit.title,
            unit.project,
            severity_name(unit.severity),
            unit.cvss_score,
            unit.published,
            unit.sha256,
            join_codes(unit.cwes) if unit.cwes else "",
        )
        for unit in publication.data.units
    )
    return csv_pieces(header, rows)


Rows = tuple[tuple[str, ...], Iterable[Sequence[Cell]]]  # header and rows of a table


def codings_csv(publication: Publication) -> Iterator[bytes]:
    """Yield one row per coding: codes as the rater named them, and as matched; the file that it was entered from.

    In a study of projects, `unclear` has the codes of which the rater cannot tell whether they apply.
    """
    return csv_pieces(*coding_rows(publication))


def coding_rows(publication: Publication) -> Rows:
    of_projects = publication.of_projects
    header = (
        "unit",
        "identifier",
        "rater",
        "codes",
        "matched",
        "uncoded",
        "certainty",
        "discuss",
        "memo",
        "version",
        "submitted_at",
        *(("unclear",) if of_projects else ()),
        "source",
        "entered_by",
        "entered_at",
    )
    identifiers = _identifiers(publication)
    sources = {source.name: (source.entered_by, source.entered_at) for source in publication.plan.rating_sources}
    rows = (
        (
            row.unit,
            identifiers[row.unit],
            row.rater,
            join_codes(row.own_codes),
            join_codes(row.merged_codes),
            row.uncoded,
            row.certainty,
            "yes" if row.flagged_for_discussion else "",
            row.memo,
            row.version,
            row.submitted_at,
            *((_unclear(row),) if of_projects else ()),
            row.source,
            *sources.get(row.source, ("", "")),
        )
        for row in publication.data.codings
    )
    return header, rows


def segments_csv(publication: Publication) -> Iterator[bytes]:
    """Yield one row per segment: [start, end) in code points of the unit's text.

    The last column has the shared code. In a study of projects, the one before has the number of the evidence within
    which it lies.
    """
    inspections = publication.data.inspections
    evidence = evidence_by_unit(inspections.evidence) if inspections is not None else {}
    of_projects = ("evidence",) if inspections is not None else ()
    header = ("unit", "identifier", "rater", "code", "start", "end", "quote", *of_projects, "matched")

    def cited(unit: int, segment: SegmentRow) -> tuple[Cell, ...]:
        return (evidence_at(segment, evidence.get(unit, ())),) if inspections is not None else ()

    identifiers = _identifiers(publication)
    rows = (
        (
            row.unit,
            identifiers[row.unit],
            row.rater,
            segment.code,
            segment.start,
            segment.end,
            segment.quote,
            *cited(row.unit, segment),
            segment.merged_code,
        )
        for row in publication.data.codings
        for segment in row.segments
    )
    return csv_pieces(header, rows)


def matching_csv(publication: Publication) -> bytes:
    """Return one row per matched private code; without rows if raters shared a codebook."""
    rows = [(row.rater, row.code, row.target, row.reason, row.by) for row in publication.data.matching]
    return csv_bytes(("rater", "code", "shared_code", "reason", "by"), rows)


def decisions_csv(publication: Publication) -> Iterator[bytes]:
    """Yield one row per decided unit with its final codes, or why it has none.

    In a study of projects, the last column has the codes of which one cannot tell whether they apply.
    """
    return csv_pieces(*decision_rows(publication))


def decision_rows(publication: Publication) -> Rows:
    of_projects = publication.of_projects
    header: tuple[str, ...] = ("unit", "identifier", "codes", "how", "by", "reason", "decided_at", "uncoded")
    if of_projects:
        header = (*header, "unclear")
    identifiers = _identifiers(publication)
    rows = (
        (
            row.unit,
            identifiers[row.unit],
            join_codes(row.codes),
            row.method,
            row.by,
            row.reason,
            row.decided_at,
            row.uncoded,
            *((_unclear(row),) if of_projects else ()),
        )
        for row in publication.data.decisions
    )
    return header, rows


def _unclear(row: CodingRow | DecisionRow) -> str:
    return join_codes(row.unclear) if row.unclear else ""


def discussion_csv(publication: Publication) -> bytes:
    """Return one row per comment on a disagreement, in order; codes only if a rater changed position."""
    identifiers = _identifiers(publication)
    rows = [
        (
            row.unit,
            identifiers[row.unit],
            row.by,
            row.kind,
            join_codes(row.codes) if row.kind == "changes" else "",
            row.text,
            row.at,
            row.no_code_reason,
        )
        for row in publication.data.discussion
    ]
    return csv_bytes(("unit", "identifier", "by", "kind", "codes", "text", "at", "uncoded"), rows)


def disagreements_csv(publication: Publication) -> Iterator[bytes]:
    """Yield one row per unit whose raters disagree: matched codes in one column per rater, then the decision.

    In a study of projects, the last columns have the codes of which the raters, and the decision, cannot tell.
    """
    return csv_pieces(*disagreement_rows(publication))


def disagreement_rows(publication: Publication) -> Rows:
    raters = publication.data.ratings.raters
    labels = [code.label for code in publication.data.codebook] if publication.of_projects else None
    header = (
        "unit",
        "identifier",
        "kind",
        *(f"codes_{rater}" for rater in raters),
        "decided",
        "how",
        "by",
        "reason",
        "status",
        *((*(f"unclear_{rater}" for rater in raters), "decided_unclear") if labels is not None else ()),
    )
    return header, (_disagreement(row, raters, labels) for row in publication.disagreements)


def _disagreement(row: DisagreementRow, raters: Sequence[str], labels: Sequence[str] | None) -> tuple[Cell, ...]:
    given = dict(row.codes)
    codes = [join_codes(given[rater]) if rater in given else "" for rater in raters]
    unclear: list[str] = []
    if labels is not None:
        by_rater = dict(row.unclear)
        answers = [by_rater.get(rater, ()) for rater in raters]
        answers.append(unclear_labels(row.decision, labels) if row.decision else ())
        unclear = [join_codes(answer) if answer else "" for answer in answers]
    return (row.unit, row.identifier, row.kind, *codes, *_decision(row.decision), row.status, *unclear)


def _decision(decision: DecisionRow | None) -> tuple[str, str, str, str]:
    if decision is None:
        return "", "", "", ""
    return join_codes(decision.codes), decision.method, decision.by, decision.reason


def _identifiers(publication: Publication) -> dict[int, str]:
    return {unit.number: unit.identifier for unit in publication.data.units}


def exposures_csv(publication: Publication) -> bytes:
    """Return one row each time that a rater was shown similar units of their own, or what the rules suggest."""
    of_projects = publication.of_projects
    rows = [
        (row.rater, row.unit, " ".join(map(str, row.shown_units)), row.shown_at, *((row.kind,) if of_projects else ()))
        for row in publication.data.ratings.exposures
    ]
    return csv_bytes(("rater", "unit", "shown", "shown_at", *(("kind",) if of_projects else ())), rows)


def time_csv(publication: Publication) -> bytes:
    """Return each rater's total time on task, over all submitted versions for which it was measured."""
    rows = [(row.rater, row.versions, row.seconds) for row in publication.data.times]
    return csv_bytes(("rater", "versions", "seconds"), rows)


def imports_csv(publication: Publication) -> Iterator[bytes]:
    """Yield one row per source record of a unit's advisory, with the SHA-256 of its content as imported."""
    rows = (
        (row.unit, row.identifier, row.format, row.origin, row.sha256, row.imported_at)
        for row in publication.data.sources
    )
    return csv_pieces(("unit", "identifier", "format", "origin", "sha256", "imported_at"), rows)
