"""Screening of projects: outcomes, flow (numbers at each stage), and rows to publish."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from advisories.models import Advisory, Criterion, ScreeningDecision, SourceRecord
from advisories.platform.database import where_in_numbers
from coding.clock import stamp
from coding.models import Study
from coding.statistics.design.screening_flow import Flow, Outcome, Screened, excluded_by, outcomes


def criteria_of(study: Study) -> list[Criterion]:
    """Return the criteria that are not retired, in order."""
    if study.screening is None:
        return []
    return list(study.screening.criteria.filter(retired_at=None))


def outcomes_of(study: Study, criteria: list[Criterion]) -> dict[int, Outcome]:
    """Return candidate → outcome, candidates by primary key of their project."""
    if study.screening is None:
        return {}
    candidates = list(study.screening.candidates.values_list("project", flat=True))
    decisions = ScreeningDecision.objects.filter(criterion__in=criteria, current=True)
    verdicts = {
        (project, criterion): verdict
        for project, criterion, verdict in decisions.values_list("project", "criterion", "verdict")
    }
    return outcomes(candidates, [criterion.pk for criterion in criteria], verdicts)


def included_projects(study: Study) -> set[int] | None:
    """Return primary keys of the included projects, or None if this study screens nothing."""
    if study.screening is None or not study.screening.candidates.exists():
        return None
    project_outcomes = outcomes_of(study, criteria_of(study))
    return {project for project, outcome in project_outcomes.items() if outcome.state == "included"}


def project_counts(study: Study) -> dict[str, list[Any]]:
    """Return candidate → its name, and its numbers of records, advisories and withdrawn ones in the corpus today."""
    if study.screening is None:
        return {}
    projects = study.screening.candidates.order_by().values("project")
    advisories = Advisory.objects.filter(project__in=projects).order_by().values_list("project")
    counts = advisories.annotate(all=Count("pk"), withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)))
    of_advisories = {project: numbers for project, *numbers in counts}
    records = SourceRecord.objects.filter(current=True, advisory__project__in=projects).order_by()
    of_records = dict(records.values_list("advisory__project").annotate(Count("pk")))
    return {
        str(project): [name, of_records.get(project, 0), *of_advisories.get(project, (0, 0))]
        for project, name in study.screening.candidates.order_by("pk").values_list("project", "project__label")
    }


def frozen_counts(study: Study) -> dict[str, list[Any]]:
    """Return `project_counts` as they were when the sample was drawn; those of today while they are not stored.

    Nothing was drawn from a project that became a candidate later, so it counts nothing.
    """
    frozen: dict[str, list[Any]] | None = study.sampling_plan.get("screened")
    return project_counts(study) if frozen is None else frozen


def flow_of(study: Study) -> Flow:
    """Return the flow: verdicts of today, on the records and advisories from which the sample was drawn."""
    criteria = criteria_of(study)
    project_outcomes = outcomes_of(study, criteria)
    states = [outcome.state for outcome in project_outcomes.values()]
    included = [project for project, outcome in project_outcomes.items() if outcome.state == "included"]
    counts = frozen_counts(study)
    rows = [counts[str(project)] for project in included if str(project) in counts]
    return Flow(
        candidates=len(project_outcomes),
        excluded=tuple(
            (criterion.label, count)
            for criterion, count in zip(criteria, excluded_by(project_outcomes, len(criteria)), strict=True)
        ),
        undecided=states.count("undecided"),
        included=len(included),
        records=sum(row[1] for row in rows),
        advisories=sum(row[2] for row in rows),
        withdrawn=sum(row[3] for row in rows),
        units=study.units.count(),
    )


def screened(study: Study) -> Screened | None:
    """Return the current screening, or None if this study screens nothing."""
    criteria = criteria_of(study)
    project_outcomes = outcomes_of(study, criteria)
    if not project_outcomes:
        return None
    decisions = ScreeningDecision.objects.filter(
        criterion__in=criteria, project__in=where_in_numbers(project_outcomes), current=True
    )
    rows = decisions.select_related("project", "criterion", "decided_by").order_by("project__slug", "criterion__number")
    names = {project: row[0] for project, row in frozen_counts(study).items()}
    return Screened(
        flow_of(study),
        tuple(
            (
                names.get(str(row.project_id), row.project.label),
                project_outcomes[row.project_id].state,
                row.criterion.label,
                row.verdict,
                row.reason,
                row.decided_by.get_username() if row.decided_by else "",
                stamp(row.decided_at),
            )
            for row in rows
        ),
    )
