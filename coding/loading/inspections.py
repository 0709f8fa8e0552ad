"""Loads what the units of a study of projects rest on: snapshots with their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from advisories.inspection.addresses import permalink
from advisories.models import Evidence, Snapshot
from coding.access import seal
from coding.codebook.resolver import CodeResolver
from coding.dataset.inspection import Answer, EvidenceRow, Inspections, SnapshotRow
from coding.dataset.unit_facts import unit_facts
from coding.loading.rows import units_of
from coding.models import Round, Study

# What the rules suggest, as a table of a release states it.
ANSWERS: Final[Mapping[str, Answer]] = {"yes": "yes", "no": "no", "cannot_tell": "cannot tell"}


def load_inspections(coding_round: Round, resolver: CodeResolver) -> Inspections | None:
    """Load the snapshots and the evidence of a closed round; None unless its units are projects.

    Raise Sealed while the round is open.
    """
    seal.require_unsealed(coding_round)
    study = coding_round.study
    if not study.of_projects:
        return None
    rows = list(units_of(coding_round).values_list("document", "number", "facts"))
    units = {document: number for document, number, _ in rows}
    names = {document: unit_facts(facts, None).project for document, _, facts in rows}
    return Inspections(
        snapshots=tuple(sorted(snapshot_rows(coding_round, units, names), key=lambda row: row.unit)),
        evidence=tuple(sorted(evidence_rows(coding_round, units), key=lambda row: (row.unit, row.number))),
        activity_of=activity_names(resolver),
        projects_from=source_title(study),
    )


def activity_names(resolver: CodeResolver) -> dict[str, str]:
    """Return label after merges → name of the activity in the inspection; a code's own activity comes first."""
    names: dict[str, str] = {}
    codes = [code for code in resolver.codes.values() if code.owner_id is None and code.activity]
    for code in sorted(codes, key=lambda code: (resolver.merged(code.pk) != code.pk, code.position, code.pk)):
        names.setdefault(resolver.label(resolver.merged(code.pk)), code.activity)
    return names


def source_title(study: Study) -> str:
    """Return the title of the study whose projects these are, or ""."""
    slug = study.sampling_plan.get("from_study")
    return (Study.objects.filter(slug=slug).values_list("title", flat=True).first() or "") if slug else ""


def snapshot_rows(coding_round: Round, units: Mapping[int, int], names: Mapping[int, str]) -> Iterator[SnapshotRow]:
    """Yield the snapshots of the units; `units` is document → number, `names` is document → name of the project."""
    documents = units_of(coding_round).values("document")
    for row in Snapshot.objects.filter(document__in=documents):
        yield SnapshotRow(
            unit=units[row.document_id],
            project=names[row.document_id],
            address=row.address,
            commit=row.commit,
            committed_on=row.committed_at.date().isoformat() if row.committed_at else "",
            source=row.source,
            files=row.files,
            history=row.history,
            rules=row.rules,
            ossfuzz=row.ossfuzz,
            sha256=row.sha256,
            problems=tuple((problem["path"] or "", problem["reason"]) for problem in row.problems),
            suggestions={activity: ANSWERS[suggested["suggestion"]] for activity, suggested in row.suggestions.items()},
            url=permalink(row.address, row.commit or None, None),
        )


def evidence_rows(coding_round: Round, units: Mapping[int, int]) -> Iterator[EvidenceRow]:
    """Yield the evidence of the units, without excerpts."""
    documents = units_of(coding_round).values("document")
    rows = Evidence.objects.filter(snapshot__document__in=documents).select_related("snapshot").defer("excerpt")
    for row in rows.iterator(chunk_size=1_000):
        snapshot = row.snapshot
        yield EvidenceRow(
            unit=units[snapshot.document_id],
            number=row.number,
            activity=row.activity,
            probe=row.probe,
            outcome=row.outcome,
            reason=row.reason,
            path=row.path,
            line=row.line,
            tool=row.tool,
            scope=row.scope,
            state=row.state,
            values=row.values,
            source=row.source,
            url=permalink(snapshot.address, snapshot.commit or None, row.path, row.line, row.line_end)
            if row.path
            else "",
            start=row.start,
            end=row.end,
        )
