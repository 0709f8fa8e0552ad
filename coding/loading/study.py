"""Loads everything that a publication of a closed round depends on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coding.access import ratings, records, seal
from coding.audit.commitments import revealed_commitments
from coding.clock import stamp
from coding.codebook.resolver import CodeResolver
from coding.codebook.rows import codebook_from, labels_of
from coding.dataset.plan import Reassignment, RoundPlan
from coding.dataset.rows import CommentRow, CommitmentRow, MatchRow, TimeRow
from coding.dataset.spool import Spool
from coding.dataset.study import StudyDataset
from coding.loading.inspections import load_inspections
from coding.loading.ratings import load_ratings
from coding.loading.rows import coding_rows, decision_rows, source_rows, unclear_labels, unit_rows
from coding.loading.screening import screened
from coding.models import MatchingPair, Round


def load_study(coding_round: Round, *, release: int = 0, released_on: str = "", note: str = "") -> StudyDataset:
    """Load a closed round and everything published with it; raise Sealed while it is open.

    Source records and commitments are loaded only for a release.
    """
    seal.require_unsealed(coding_round)
    study = coding_round.study
    pairs = list(
        MatchingPair.objects.filter(matching__round=coding_round)
        .select_related("code__owner", "target", "matched_by")
        .order_by("code__owner", "code__position", "code__label")
    )
    resolver = CodeResolver.for_rounds([coding_round])
    codings = Spool(coding_rows(coding_round, resolver))
    decisions = Spool(decision_rows(coding_round, resolver))
    version = study.codebook_versions.last()
    used = {label for row in codings for label in row.merged_codes}
    used |= {label for row in decisions for label in row.codes}
    codebook = codebook_from(resolver.codes.values(), used)
    loaded = load_ratings(coding_round, resolver=resolver, passages=True)
    return StudyDataset(
        title=study.title,
        question=study.question,
        notice=study.notice,
        data_licence=study.data_licence,
        sampling=study.sampling_description,
        release=release,
        released_on=released_on,
        note=note,
        # A code that only a decision uses is also a category.
        ratings=replace(loaded, codebook=labels_of(codebook), plan=plan_with_events(coding_round, loaded.plan)),
        units=Spool(unit_rows(coding_round)),
        codebook=codebook,
        codings=codings,
        matching=tuple(
            MatchRow(
                rater=pair.code.owner.name if pair.code.owner else "",
                code=pair.code.label,
                target=resolver.label(resolver.merged(pair.code_id)),
                reason=pair.reason,
                by=pair.matched_by.name if pair.matched_by else "",
            )
            for pair in pairs
        ),
        decisions=decisions,
        discussion=discussion_rows(coding_round, resolver),
        codebook_version=version.number if version else 0,
        screening=screened(study),
        times=tuple(
            TimeRow(row["rater"], row["versions"], row["seconds"]) for row in ratings.time_on_task(coding_round)
        ),
        sources=Spool(source_rows(coding_round)) if release else (),
        commitments=Spool(commitment_rows(coding_round)) if release else (),
        inspections=load_inspections(coding_round, resolver),
    )


def commitment_rows(coding_round: Round) -> Iterator[CommitmentRow]:
    """Yield the commitments of a round in the order in which they were made."""
    for revealed in revealed_commitments(coding_round):
        row = revealed.commitment
        yield CommitmentRow(
            rater=row.rater.name,
            made_at=stamp(row.committed_at),
            salt=row.salt,
            codings=revealed.codings,
            sha256=row.sha256,
            matches=revealed.unchanged,
            not_covered=tuple(revealed.not_covered),
        )


def plan_with_events(coding_round: Round, plan: RoundPlan) -> RoundPlan:
    """Return the plan with what happened to it: reassigned units, reopenings, decisions with hidden names known."""
    return replace(
        plan,
        reopenings=tuple(
            (stamp(event.at)[:10], event.data.get("reason", "")) for event in records.reopenings(coding_round)
        ),
        reassignments=tuple(
            Reassignment(event.data["units"], event.data["from"], event.data["to"], stamp(event.at)[:10])
            for event in records.reassignments(coding_round)
        ),
        decided_with_names=tuple(records.units_decided_with_names(coding_round)),
    )


def discussion_rows(coding_round: Round, resolver: CodeResolver) -> tuple[CommentRow, ...]:
    """Return the comments of a round in order."""
    return tuple(
        CommentRow(
            unit=comment.disagreement.unit.number,
            by=comment.author.name,
            kind=comment.kind,
            codes=resolver.labels((row.code_id for row in comment.code_rows.all()), resolver.merged),
            no_code_reason=comment.changed_reason,
            unclear=unclear_labels(
                resolver,
                [row.code_id for row in comment.unclear_rows.all()],
                [row.code_id for row in comment.code_rows.all()],
            ),
            text=comment.text,
            at=stamp(comment.created_at),
        )
        for comment in records.comments(coding_round).select_related("disagreement__unit")
    )
