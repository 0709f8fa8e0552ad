"""Reads a closed round out of the database as the `Inputs` of the derivation, through the guard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coding.access import ratings, records, seal
from coding.access.blinding import raters_in_plan_order
from coding.audit.commitments import revealed_commitments
from coding.codebook.resolver import CodeResolver
from coding.codebook.rows import codebook_from, labels_of
from coding.dataset.rows import CommentRow, CommitmentRow, ExposureRow, MatchingStep, MatchRow, TimeRow
from coding.dataset.spool import Spool
from coding.dataset.study import StudyDataset
from coding.loading.rows import coding_rows, decision_rows, source_rows, stamp, unit_rows
from coding.loading.screening import screened
from coding.models import Event, Exposure, MatchingPair, Round


def load_study(round: Round, *, release: int = 0, released_on: str = "", note: str = "") -> StudyDataset:
    """Everything a publication of this round depends on. Refused while the round is sealed."""
    seal.require_unsealed(round)
    study = round.study
    pairs = list(
        MatchingPair.objects.filter(matching__round=round)
        .select_related("code__owner", "target", "matched_by")
        .order_by("code__owner", "code__position", "code__label")
    )
    resolver = CodeResolver.for_rounds([round])
    codings = Spool(coding_rows(round, resolver))
    decisions = Spool(decision_rows(round, resolver))
    version = study.codebook_versions.last()
    before = {label for row in codings for label in row.matched_codes}
    used = {label for row in codings for label in row.merged_codes} | {
        label for row in decisions for label in row.codes
    }
    return StudyDataset(
        **round_plan(round, release, released_on, note),
        raters=raters_of(round),
        units=Spool(unit_rows(round)),
        codebook=codebook_from(resolver.codes.values(), used),
        labels_before_merges=labels_of(codebook_from(resolver.codes.values(), before)) if before - used else (),
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
        matching_steps=steps_from(records.matching_events(round).select_related("actor"))
        if round.style == Round.Style.OPEN
        else (),
        decisions=decisions,
        discussion=discussion_rows(round, resolver),
        codebook_version=version.number if version else 0,
        screening=screened(study),
        exposures=tuple(exposure_row(row) for row in ratings.exposures(round)),
        times=tuple(TimeRow(row["rater"], row["versions"], row["seconds"]) for row in ratings.times(round)),
        sources=Spool(source_rows(round)) if release else (),
        commitments=Spool(
            CommitmentRow(row.rater.name, stamp(row.committed_at), row.salt, sheet, row.sha256, kept)
            for row, sheet, kept in revealed_commitments(round)
        )
        if release
        else (),
    )


def round_plan(round: Round, release: int = 0, released_on: str = "", note: str = "") -> dict[str, Any]:
    """What was fixed of study and round, as `Inputs` names it."""
    study = round.study
    return {
        "title": study.title,
        "question": study.question,
        "notice": study.notice,
        "data_licence": study.data_licence,
        "sampling": study.sampling_description,
        "release": release,
        "released_on": released_on,
        "note": note,
        "round": round.number,
        "style": round.style,
        "purpose": round.purpose,
        "multi_label": round.multi_label,
        "primary": round.primary_statistic,
        "threshold": None if round.threshold is None else float(round.threshold),
        "resolution_method": round.resolution_method,
        "final_rater": round.final_rater.name if round.final_rater else "",
        "blind_adjudication": round.blind_adjudication,
        "discussion_ended_at": stamp(round.discussion_ended_at),
        "seed": round.seed,
        "opened_at": stamp(round.opened_at),
        "closed_at": stamp(round.closed_at),
    }


def steps_from(events: Iterable[Event]) -> tuple[MatchingStep, ...]:
    """What was matched, merged or taken back, one line a code, in order."""
    return tuple(
        MatchingStep(step, stamp(event.at), event.actor.name if event.actor else "", *change)
        for step, event in enumerate(events, 1)
        # Events of earlier versions bear no reason.
        for change in (
            (said["rater"], said["code"], said["label"], said.get("reason", "")) for said in event.data["changes"]
        )
    )


def raters_of(round: Round) -> tuple[str, ...]:
    """Raters in the order in which the plan names them."""
    return tuple(rater.name for rater in raters_in_plan_order(round))


def exposure_row(row: Exposure) -> ExposureRow:
    return ExposureRow(
        row.assignment.rater.name, row.assignment.unit.number, tuple(row.shown_units), stamp(row.shown_at)
    )


def discussion_rows(round: Round, resolver: CodeResolver) -> tuple[CommentRow, ...]:
    return tuple(
        CommentRow(
            unit=said.disagreement.unit.number,
            by=said.author.name,
            kind=said.kind,
            codes=resolver.labels((row.code_id for row in said.code_rows.all()), resolver.merged),
            text=said.text,
            at=stamp(said.created_at),
        )
        for said in records.comments(round).select_related("disagreement__unit")
    )
