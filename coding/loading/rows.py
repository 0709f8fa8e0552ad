"""Rows that scale with the number of units, read in batches to bound memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import OuterRef, QuerySet, Subquery

from coding.access import ratings, records
from coding.clock import stamp
from coding.codebook.resolver import CodeResolver
from coding.dataset.rows import CodingRow, DecisionRow, SegmentRow, SourceRow, UnitRow
from coding.dataset.spool import batches
from coding.dataset.unit_facts import unit_facts
from coding.loading.sources import names_of_sources
from coding.models import (
    Assignment,
    Coding,
    CodingCode,
    CodingUnclear,
    DecisionCode,
    DecisionUnclear,
    Round,
    Segment,
    Unit,
)
from coding.statistics.disagreement import no_code_reason_of

AT_ONCE: Final = 1_000  # rows read per batch


def unit_rows(coding_round: Round) -> Iterator[UnitRow]:
    """Yield the round's units in order of number."""
    units = units_of(coding_round).values_list(
        "number", "facts", "imported_metadata", "document__title", "document__text", "document__sha256"
    )
    for number, stored, metadata, title, text, digest in units.iterator(chunk_size=AT_ONCE):
        facts = unit_facts(stored, metadata)
        yield UnitRow(
            number=number,
            identifier=facts.identifier,
            aliases=facts.aliases,
            title=title,
            project=facts.project,
            text=text,
            sha256=digest,
            severity=facts.severity,
            cvss_score=facts.cvss_score,
            cwes=facts.cwes,
            published=facts.published,
            values=facts.values,
        )


def coding_rows(coding_round: Round, resolver: CodeResolver) -> Iterator[CodingRow]:
    """Yield the first ratings in order of units."""
    of_projects = coding_round.study.of_projects
    names = names_of_sources(coding_round)
    # The source of a coding is that of its first version.
    first = Coding.objects.filter(assignment=OuterRef("assignment"), version=1).values("source")
    source: Any = Subquery(first) if names else "source"
    codings = ratings.first_ratings(coding_round).values_list(
        "pk",
        "assignment__unit__number",
        "assignment__rater__name",
        "memo",
        "certainty",
        "submitted_at",
        "coded_at",
        "version",
        "no_code_reason",
        "flagged_for_discussion",
        source,
    )
    for batch in _batches(codings):
        keys = [row[0] for row in batch]
        code_rows = _grouped(CodingCode.objects.filter(coding__in=keys), "coding", "code")
        unclear_rows = _grouped(CodingUnclear.objects.filter(coding__in=keys), "coding", "code") if of_projects else {}
        segments = _grouped(Segment.objects.filter(coding__in=keys), "coding", "code", "start", "end", "quote")
        for (
            key,
            unit,
            rater,
            memo,
            certainty,
            submitted_at,
            coded_at,
            version,
            no_code_reason,
            flagged_for_discussion,
            file,
        ) in batch:
            codes = [code for (code,) in code_rows[key]]
            yield CodingRow(
                unit=unit,
                rater=rater,
                own_codes=tuple(resolver.label(code) for code in codes),
                matched_codes=resolver.labels(codes, resolver.matched),
                merged_codes=resolver.labels(codes, resolver.merged),
                memo=memo,
                certainty=certainty,
                submitted_at=stamp(coded_at or submitted_at),
                version=version,
                no_code_reason=no_code_reason_of(codes, no_code_reason),
                flagged_for_discussion=flagged_for_discussion,
                unclear=unclear_labels(resolver, [code for (code,) in unclear_rows.get(key, ())], codes),
                source=names.get(file, ""),
                segments=tuple(
                    SegmentRow(resolver.label(code), start, end, quote, resolver.label(resolver.merged(code)))
                    for code, start, end, quote in segments[key]
                ),
            )


def decision_rows(coding_round: Round, resolver: CodeResolver) -> Iterator[DecisionRow]:
    """Yield the current decisions in order of units."""
    decisions = (
        records.decisions(coding_round)
        .order_by("unit__number")
        .values_list(
            *("pk", "unit__number", "method", "decided_by__name", "reason", "decided_at", "merged_code__label"),
            "no_code_reason",
        )
    )
    for batch in _batches(decisions):
        keys = [row[0] for row in batch]
        code_rows = _grouped(DecisionCode.objects.filter(decision__in=keys), "decision", "code")
        unclear_rows = (
            _grouped(DecisionUnclear.objects.filter(decision__in=keys), "decision", "code")
            if coding_round.study.of_projects
            else {}
        )
        for key, unit, method, by, reason, decided_at, merged, no_code_reason in batch:
            codes = [code for (code,) in code_rows[key]]
            yield DecisionRow(
                unit=unit,
                codes=resolver.labels(codes, resolver.merged),
                method=method,
                by=by or "",
                reason=reason,
                decided_at=stamp(decided_at),
                merged_code=merged or "",
                no_code_reason=no_code_reason,
                unclear=unclear_labels(resolver, [code for (code,) in unclear_rows.get(key, ())], codes),
            )


def unclear_labels(resolver: CodeResolver, unclear: Iterable[int], given: Iterable[int]) -> tuple[str, ...]:
    """Return the labels of the codes that are unclear after merges, without those that are then given."""
    labels = resolver.labels(given, resolver.merged)
    return tuple(label for label in resolver.labels(unclear, resolver.merged) if label not in labels)


def source_rows(coding_round: Round) -> Iterator[SourceRow]:
    """Yield the source records that the units had when they were drawn, in order of units."""
    for number, stored in units_of(coding_round).values_list("number", "records").iterator(chunk_size=AT_ONCE):
        for row in stored:
            yield SourceRow(number, row["identifier"], row["source"], row["origin"], row["sha256"], row["imported_at"])


def units_of(coding_round: Round) -> QuerySet[Unit]:
    """Return the units assigned in a round, in order of number."""
    return Unit.objects.filter(pk__in=Assignment.objects.filter(round=coding_round).values("unit")).order_by("number")


def _batches(query: QuerySet[Any, Any]) -> Iterator[list[Any]]:
    return batches(query.iterator(chunk_size=AT_ONCE), AT_ONCE)


def _grouped(query: QuerySet[Any], by: str, *names: str) -> dict[int, list[tuple[Any, ...]]]:
    """Return the rows of a query grouped by one field, in the order of the query."""
    groups: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *values in query.values_list(by, *names):
        groups[key].append(tuple(values))
    return groups
