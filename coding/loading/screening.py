"""Screening of projects: outcomes, flow (numbers at each stage), and rows to publish."""

from __future__ import annotations

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


def flow_of(study: Study) -> Flow:
    """Return the current flow."""
    criteria = criteria_of(study)
    project_outcomes = outcomes_of(study, criteria)
    states = [outcome.state for outcome in project_outcomes.values()]
    included = [project for project, outcome in project_outcomes.items() if outcome.state == "included"]
    of_included = Advisory.objects.filter(project__in=where_in_numbers(included))
    advisories = of_included.aggregate(all=Count("pk"), withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)))
    return Flow(
        candidates=len(project_outcomes),
        excluded=tuple(
            (criterion.label, count)
            for criterion, count in zip(criteria, excluded_by(project_outcomes, len(criteria)), strict=True)
        ),
        undecided=states.count("undecided"),
        included=len(included),
        records=SourceRecord.objects.filter(current=True, advisory__project__in=where_in_numbers(included)).count(),
        advisories=advisories["all"],
        withdrawn=advisories["withdrawn"],
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
    return Screened(
        flow_of(study),
        tuple(
            (
                row.project.name,
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
