"""Replicate a study of projects from repositories or reports and a sheet of answers (`manage.py replicate_projects`).

All steps are one transaction: if an error is raised, nothing is stored. Repositories are read, and profiles are
rendered, before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from advisories.intake.inspections import Rendered, render, store_rendered
from advisories.platform.errors import BadInput
from advisories.text.counting import count_noun
from coding import clock
from coding.access import records
from coding.audit.record import record
from coding.dataset import limits
from coding.errors import NotReady
from coding.formats.rating_sheets.activities import AnswerSheet, ProjectAnswers, folded, read_answers
from coding.formats.rating_sheets.decisions import read_codebook
from coding.models import Code, Disagreement, EventKind, Member, RatingSource, Release, Round
from coding.queries.adjudication_status import undecided
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.sources import EnteredFile, source_facts, store_source
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.activities import create_study_with_activities
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.project_files import (
    joined,
    known_activities,
    match_projects,
    remark_on,
    reports_of,
    with_missing_columns,
)
from coding.steps.publish.files import write_release
from coding.steps.publish.release import publish
from coding.steps.sample import draw_sample, replace_units
from coding.steps.study import add_member, change_member


@dataclass(frozen=True)
class ProjectsRequest:
    """The files and options of a replication."""

    paths: Sequence[Path]
    labels: Sequence[Path]
    final_rater: str
    out: Path
    at: datetime
    decisions: Path | None = None
    codebook: Path | None = None
    title: str = ""


@dataclass
class ProjectsReplication:
    """The result of a replication."""

    release: Release
    disagreements: int
    problems: list[str]  # what could not be read of the repositories
    remarks: list[str]  # projects that are left out, and cells that were left empty
    written: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class Answers:
    """The contents of all sheets."""

    sheets: Sequence[AnswerSheet]
    rows: Sequence[ProjectAnswers]
    decisions: Sequence[ProjectAnswers]
    definitions: Mapping[str, dict[str, str]]  # label → texts of the codebook file
    raters: tuple[str, ...]


def replicate_projects(request: ProjectsRequest) -> ProjectsReplication:
    """Inspect, assign, code, agree, adjudicate and publish, or store nothing if an error is raised."""
    answers = read_all(request)
    reports = reports_of(request.paths)
    name_of = match_projects(reports, [*answers.rows, *answers.decisions])
    coded = {name_of[row.project] for row in answers.rows}
    rendered = {name: render(report) for name, report in reports.items() if name in coded}
    with clock.fixed(request.at), transaction.atomic():
        lead, unit_of = create_study_of(request, answers, rendered)
        units = {label: unit_of[name] for label, name in name_of.items() if name in unit_of}
        coding_round = code_projects(request, lead, answers, units)
        final = Member.objects.get(study=lead.study_id, name=request.final_rater)
        decide_projects(final, coding_round, answers.decisions, units)
        release = publish(by=final)
        written = write_release(release, request.out)
    left_out = [name for name in reports if name not in coded]
    not_coded = uncoded_activities(answers)
    return ProjectsReplication(
        release=release,
        disagreements=Disagreement.objects.filter(round=coding_round).count(),
        problems=[
            f"{name}: {f'{problem.path}: ' if problem.path else ''}{problem.reason}"
            for name in coded
            for problem in reports[name].problems
        ],
        remarks=[
            *([f"Inspected, but not coded, and therefore left out: {', '.join(left_out)}."] if left_out else []),
            *([f"In no file of labels, and therefore left out: {', '.join(not_coded)}."] if not_coded else []),
            *(remark_on(row) for row in answers.rows if row.not_coded),
        ],
        written=written,
    )


def read_all(request: ProjectsRequest) -> Answers:
    """Read the sheets; raise BadInput if a name is invalid or the final rater decides nothing."""
    if not request.final_rater.strip() or len(request.final_rater) > limits.NAME:
        raise BadInput(f"Invalid --final-rater. Use a name of 1 to {limits.NAME} characters.")
    if len(request.title) > limits.TITLE:
        raise BadInput(f"The --title is too long. Use at most {limits.TITLE} characters.")
    definitions = read_codebook(request.codebook, ()) if request.codebook else {}
    known = known_activities(definitions)
    if twice := same_activity(definitions):
        raise BadInput(
            f"{request.codebook}: “{twice[0]}” and “{twice[1]}” are the same activity. Keep one of the rows."
        )
    sheets = [read_answers(path, known) for path in request.labels]
    labels = tuple(dict.fromkeys(label for sheet in sheets for label in sheet.labels))
    sheets = [with_missing_columns(sheet, labels) for sheet in sheets]
    rows = joined(sheets)
    decisions = decisions_of(request.decisions, known, sheets, labels) if request.decisions else ()
    raters = tuple(dict.fromkeys(row.rater for row in rows))
    names = ", ".join(map(str, request.labels))
    if len(raters) < 2:
        raise BadInput(f"{names}: There is {'one rater' if raters else 'no answer'}. At least two raters are required.")
    if too_long := [rater for rater in raters if len(rater) > limits.NAME]:
        raise BadInput(f"{names}: The name “{too_long[0][:40]}…” is too long. Use at most {limits.NAME} characters.")
    if not decisions and request.final_rater not in raters:
        raise BadInput(
            f"{names}: “{request.final_rater}” is not a rater of this file (its raters are {', '.join(raters)}). "
            "Choose one of them, or add --decisions."
        )
    return Answers(sheets, rows, decisions, definitions, raters)


def same_activity(labels: Iterable[str]) -> tuple[str, str] | None:
    """Return two labels of a codebook file that name the same activity, or None."""
    label_of: dict[str, str] = {}
    known = known_activities(())
    for label in labels:
        name = folded(known.get(folded(label), label))
        if name in label_of:
            return label_of[name], label
        label_of[name] = label
    return None


def decisions_of(
    path: Path, known: Mapping[str, str], sheets: Sequence[AnswerSheet], labels: Sequence[str]
) -> Sequence[ProjectAnswers]:
    """Read the decisions; raise BadInput if there are none, or if they are about an activity that nobody coded."""
    sheet = with_missing_columns(read_answers(path, known, raters=False), labels)
    if not sheet.rows:
        raise BadInput(f"{path}: There is no decision. Add a row per disputed project, or leave out --decisions.")
    if all(sheet.of_columns for sheet in sheets):
        for row in sheet.rows:
            if unknown := [label for label in (*row.yes, *row.unclear) if label not in labels]:
                raise BadInput(f"{row.origin}: No rater coded “{unknown[0]}”. Remove it, or add it to the labels.")
    return sheet.rows


def create_study_of(
    request: ProjectsRequest, answers: Answers, rendered: Mapping[str, Rendered]
) -> tuple[Member, dict[str, int]]:
    """Create the study, its corpus, members, sample and codebook. Return the lead and name → unit."""
    title = request.title.strip() or f"Replication of {request.labels[0].stem}"[: limits.TITLE]
    lead = create_study_with_activities(title=title, user=None, name=request.final_rater)
    corpus = lead.study.corpus
    snapshots = {name: store_rendered(ready, corpus)[0] for name, ready in rendered.items()}
    slugs = [snapshot.project.slug for snapshot in snapshots.values()]
    if len(set(slugs)) < len(slugs):
        twice = next(slug for slug in slugs if slugs.count(slug) > 1)
        same = [name for name, snapshot in snapshots.items() if snapshot.project.slug == twice]
        raise BadInput(f"“{same[0]}” and “{same[1]}” are the same project. Rename one of them.")
    for rater in answers.raters:
        if rater != request.final_rater:
            add_member(study=lead.study, by=lead, name=rater, roles=["rater"])
    rater_role = ["rater"] if request.final_rater in answers.raters else []
    lead = change_member(by=lead, name=lead.name, roles=["lead", "adjudicator", *rater_role])
    draw_sample(
        by=lead, keys=slugs, described=f"{count_noun(len(slugs), 'project')} named one by one, in order of name"
    )
    # The sample is of the newest snapshots; a study from files rests on the ones that were named.
    replace_units(lead.study, {snapshot.document_id: None for snapshot in snapshots.values()})
    complete_codebook(lead, answers)
    return lead, {name: number for number, name in enumerate(snapshots, 1)}


def complete_codebook(lead: Member, answers: Answers) -> None:
    """Add further activities, take over the texts of the codebook file, and retire activities without a column."""
    codes = {code.label: code for code in lead.study.codes.filter(owner__isnull=True)}
    by_name = {folded(name): code for code in codes.values() for name in (code.label, code.activity) if name}
    labels = dict.fromkeys(label for sheet in answers.sheets for label in sheet.labels)
    labels |= dict.fromkeys(label for row in answers.decisions for label in (*row.yes, *row.unclear))
    for label, texts in answers.definitions.items():
        stated: dict[str, Any] = {name: text for name, text in texts.items() if text}
        if code := by_name.get(folded(label)):
            change_code(by=lead, code=code, **stated)
        else:
            codes[label] = add_code(by=lead, label=label, **stated)
    for label in labels:
        if label not in codes:
            codes[label] = add_code(by=lead, label=label)
    if all(sheet.of_columns for sheet in answers.sheets):
        for label, code in codes.items():
            if label not in labels:
                change_code(by=lead, code=code, retired=True, reason="The labels have no column of it.")


def uncoded_activities(answers: Answers) -> list[str]:
    """Return the activities of the codebook file for which no sheet has a column."""
    if not all(sheet.of_columns for sheet in answers.sheets):
        return []
    labels = {folded(label) for sheet in answers.sheets for label in sheet.labels}
    known = known_activities(())
    return [label for label in answers.definitions if folded(known.get(folded(label), label)) not in labels]


def code_projects(request: ProjectsRequest, lead: Member, answers: Answers, units: Mapping[str, int]) -> Round:
    """Plan and open a round, submit the answers, and close it."""
    coding_round = plan_round(
        by=lead,
        style=Round.Style.CLOSED,
        raters=answers.raters,
        multi_label=True,
        final_rater=request.final_rater,
        suggestions=Round.Suggestions.NEVER,
    )
    coding_round = open_round(by=lead, number=coding_round.number)
    codes = codes_of_study(coding_round)
    members = {member.name: member for member in coding_round.study.members.all()}
    submitted: dict[tuple[int, str], str] = {}
    for path, sheet in zip(request.labels, answers.sheets, strict=True):
        file = EnteredFile(path.name, sheet.sha256, sheet.bytes)
        source = store_source(by=lead, coding_round=coding_round, door=RatingSource.Door.REPLICATE_PROJECTS, file=file)
        for row in sheet.rows:
            key = (units[row.project], row.rater)
            if key in submitted:
                raise BadInput(f"{row.origin}: It is the same project as in {submitted[key]}. Keep one of the rows.")
            submitted[key] = row.origin
            submit(
                by=members[row.rater],
                coding_round=coding_round,
                unit=units[row.project],
                content=content_of(row, codes),
                idempotency_key=f"answers on unit {units[row.project]}",
                source=source,
            )
        for rater, rated in Counter(row.rater for row in sheet.rows).items():
            record(
                study=coding_round.study,
                kind=EventKind.RATINGS_IMPORTED,
                by=lead,
                coding_round=coding_round,
                rater_scope=members[rater],
                data={"rater": rater, "units": rated, **source_facts(source)},
            )
    return close_round(by=lead, number=coding_round.number, even_if_unfinished=True)


def codes_of_study(coding_round: Round) -> dict[str, int]:
    """Return label → id of the activities."""
    codes = Code.objects.filter(study=coding_round.study_id, owner__isnull=True, retired_at__isnull=True)
    return dict(codes.values_list("label", "pk"))


def content_of(row: ProjectAnswers, codes: Mapping[str, int]) -> CodingContent:
    """Return a row as a coding. What the rater did not code is unclear, and the memo says so."""
    not_coded = [label for label in row.not_coded if label in codes]
    remark = f"Not coded: {', '.join(not_coded)}." if not_coded else ""
    return CodingContent(
        codes=[codes[label] for label in row.yes],
        unclear=[codes[label] for label in (*row.unclear, *not_coded) if label in codes],
        answered=list(codes.values()),
        memo=" ".join(filter(None, [row.memo, remark])),
    )


def decide_projects(
    final: Member, coding_round: Round, rows: Iterable[ProjectAnswers], units: Mapping[str, int]
) -> None:
    """Decide by the sheet of decisions, then by the final rater's own answers, and settle the round."""
    codes = codes_of_study(coding_round)
    open_units = {row.unit.number for row in undecided(coding_round)}
    agreed = {
        decision.unit.number: (
            {one.code_id for one in decision.code_rows.all()},
            {one.code_id for one in decision.unclear_rows.all()},
        )
        for decision in records.decisions(coding_round)
        .select_related("unit")
        .prefetch_related("code_rows", "unclear_rows")
    }
    origin: dict[int, str] = {}
    for row in rows:
        number = units.get(row.project)
        if number is None:
            raise BadInput(f"{row.origin}: No rater coded “{row.project}”. Remove the line.")
        if number in origin:
            raise BadInput(f"{row.origin}: It is the same project as in {origin[number]}. Keep one of the rows.")
        origin[number] = row.origin
        if empty := [label for label in row.not_coded if label in codes]:
            raise BadInput(f"{row.origin}: “{empty[0]}” is not decided. Write yes, no or cannot tell.")
        yes = [codes[label] for label in row.yes]
        unclear = [codes[label] for label in row.unclear if label in codes]
        if number not in open_units:
            if row.agreed or agreed.get(number) == (set(yes), set(unclear)):
                continue
            raise BadInput(f"{row.origin}: The raters do not disagree on “{row.project}”. Remove the line.")
        decide(by=final, coding_round=coding_round, unit=number, codes=yes, unclear=unclear, reason=row.reason)
    if final.is_rater:
        apply_final_rater_codes(by=final, coding_round=coding_round)
    if remaining := undecided(coding_round):
        verb = "is" if len(remaining) == 1 else "are"
        name = next(label for label, number in units.items() if number == remaining[0].unit.number)
        raise NotReady(
            f"{count_noun(len(remaining), 'disagreement')} {verb} undecided, the first on “{name}”, because "
            f"{final.name} gave no answer. Add the projects to the decisions file (--decisions)."
        )
    settle(by=final, coding_round=coding_round)
