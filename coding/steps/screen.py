"""Screening: which projects are studied, criterion by criterion, with reason and person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from advisories.models import Candidate, Criterion, Project, Screening, ScreeningDecision
from advisories.platform.database import where_in
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotReady, StaleWrite
from coding.models import EventKind, Member, Study

CRITERIA: Final = 20  # of one study at most
MODEL_STUDY: Final = (
    ("Related to the topic", "The project serves what the study is about; its own description says so."),
    ("Open source", "Its source code is public under a licence that the Open Source Initiative has approved."),
    ("Has recorded vulnerabilities", "At least one advisory about it is published."),
)


@dataclass(frozen=True, slots=True)
class CriterionInput:
    """A criterion as it is to be; `id` names one that exists."""

    label: str
    description: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ScreeningVerdict:
    """One verdict, or None to take it back; `based_on` is the decision that its maker saw, None for none."""

    project: str  # its slug
    criterion: int
    verdict: str | None
    reason: str = ""
    based_on: int | None = None


@transaction.atomic
def set_criteria(*, by: Member, criteria: Sequence[CriterionInput]) -> list[Criterion]:
    """Let these be the criteria, in this order. One that is left out is retired, and its decisions stay on record."""
    require_role(by, "lead")
    study = _screening(by)
    labels = [wanted.label.strip() for wanted in criteria]
    if not all(labels):
        raise BadInput("A criterion needs a name.")
    if len({label.casefold() for label in labels}) < len(labels):
        raise BadInput("Two criteria have the same name; give each its own.")
    if len(labels) > CRITERIA:
        raise BadInput(f"A study screens by up to {CRITERIA} criteria.")
    known = {criterion.pk: criterion for criterion in Criterion.objects.filter(screening=study.screening)}
    by_label = {criterion.label.casefold(): criterion for criterion in known.values()}
    kept: list[Criterion] = []
    for wanted, label in zip(criteria, labels, strict=True):
        if wanted.id is not None and wanted.id not in known:
            raise BadInput(f"There is no criterion {wanted.id} in this study.")
        found = known.get(wanted.id or 0) or by_label.get(label.casefold()) or Criterion(screening=study.screening)
        found.label, found.description, found.retired_at = label, wanted.description.strip(), None
        kept.append(found)
    if len({id(criterion) for criterion in kept}) < len(kept):
        raise BadInput("One criterion was named twice.")
    retired = [criterion for criterion in known.values() if criterion not in kept]
    if twice := {c.label.casefold() for c in retired} & {label.casefold() for label in labels}:
        raise BadInput(f"A retired criterion is called “{min(twice)}”; take that one up again, or choose another name.")
    for criterion in retired:
        criterion.retired_at = criterion.retired_at or now()
    # Out of the way first: numbers and names are used once.
    for place, criterion in enumerate(known.values()):
        Criterion.objects.filter(pk=criterion.pk).update(
            number=10_000 + place, label=f"{criterion.pk} is being renamed"
        )
    for number, criterion in enumerate([*kept, *retired], 1):
        criterion.number = number
        criterion.save()
    record(study=study, kind=EventKind.CRITERIA_SET, by=by, data={"criteria": labels})
    return kept


@transaction.atomic
def add_candidates(*, by: Member, projects: Sequence[str], described: str) -> int:
    """Note that these projects (slugs) were found, as `described` says; returns how many were new."""
    require_role(by, "lead")
    study = _screening(by)
    wanted = {project.slug: project for project in Project.objects.filter(slug__in=where_in(projects))}
    if missing := [slug for slug in projects if slug not in wanted]:
        raise BadInput(f"The corpus has no project “{missing[0]}”. Import advisories about it first.")
    known = set(Candidate.objects.filter(screening=study.screening).values_list("project", flat=True))
    new = [project for project in wanted.values() if project.pk not in known]
    Candidate.objects.bulk_create(
        Candidate(screening=study.screening, project=project, added_at=now()) for project in new
    )
    if new:
        record(
            study=study,
            kind=EventKind.CANDIDATES_ADDED,
            by=by,
            data={"projects": sorted(project.name for project in new), "described": described},
        )
    return len(new)


@transaction.atomic
def remove_candidate(*, by: Member, project: str) -> None:
    """Take a project out that was never judged; one that was is excluded by a criterion instead."""
    require_role(by, "lead")
    study = _screening(by)
    found = Candidate.objects.filter(screening=study.screening, project__slug=project).select_related("project").first()
    if found is None:
        raise BadInput(f"{project} is not among the projects found.")
    if ScreeningDecision.objects.filter(criterion__screening=study.screening, project=found.project).exists():
        raise NotReady(f"{found.project.name} was judged, so it stays on record. Exclude it by a criterion.")
    found.delete()
    record(study=study, kind=EventKind.CANDIDATE_REMOVED, by=by, data={"project": found.project.name})


@transaction.atomic
def screen(*, by: Member, judgements: Sequence[ScreeningVerdict]) -> list[ScreeningDecision]:
    """Decide whether projects meet criteria. All or nothing.

    Raises
    ------
    BadInput
        If a project was not found, a criterion is not the study's, or what is not met or unclear has no reason.
    StaleWrite
        If somebody decided one of them meanwhile.
    """
    require_role(by, "lead")
    study = _screening(by)
    criteria = {c.pk: c for c in Criterion.objects.filter(screening=study.screening, retired_at=None)}
    slugs = {judged.project for judged in judgements}
    candidates = Candidate.objects.filter(screening=study.screening, project__slug__in=where_in(slugs))
    projects = {candidate.project.slug: candidate.project for candidate in candidates.select_related("project")}
    current = {
        (decision.project_id, decision.criterion_id): decision
        for decision in ScreeningDecision.objects.filter(
            criterion__in=criteria, project__in=projects.values(), current=True
        )
    }
    made, said = [], []
    for judged in judgements:
        if judged.criterion not in criteria:
            raise BadInput(f"There is no criterion {judged.criterion} in this study.")
        if judged.project not in projects:
            raise BadInput(f"{judged.project} is not among the projects found.")
        project, criterion = projects[judged.project], criteria[judged.criterion]
        if judged.verdict not in (*ScreeningDecision.Verdict.values, None):
            raise BadInput(f"A verdict is {', '.join(ScreeningDecision.Verdict.values)}.")
        reason = judged.reason.strip()
        if judged.verdict in {"not_met", "unclear"} and not reason:
            raise BadInput(f"Say why {project.name} does not clearly meet “{criterion.label}”.")
        before = current.get((project.pk, criterion.pk))
        if judged.based_on != (before.pk if before else None):
            raise StaleWrite(
                f"Somebody judged {project.name} by “{criterion.label}” meanwhile. Look at it again.",
                current=before.pk if before else None,
            )
        if before:
            ScreeningDecision.objects.filter(pk=before.pk).update(current=False)
        if judged.verdict is not None:
            decision = ScreeningDecision.objects.create(
                criterion=criterion,
                project=project,
                verdict=judged.verdict,
                reason=reason,
                decided_by=by.user,
                decided_at=now(),
            )
            current[project.pk, criterion.pk] = decision
            made.append(decision)
        else:
            current.pop((project.pk, criterion.pk), None)
        said.append(
            {"project": project.name, "criterion": criterion.label, "verdict": judged.verdict, "reason": reason}
        )
    record(study=study, kind=EventKind.PROJECTS_SCREENED, by=by, data={"decisions": said})
    return made


def _screening(by: Member) -> Study:
    """The member's study, locked, with its screening, which is made when it is first needed."""
    study: Any = Study.objects.select_for_update().get(pk=by.study_id)
    if study.screening is None:
        study.screening = Screening.objects.create(created_at=now())
        study.save(update_fields=["screening"])
    return study  # type: ignore[no-any-return]
