"""Screen projects: set criteria, add and remove candidates, and store verdicts with reason and person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from advisories.models import Candidate, Corpus, Criterion, Project, Screening, ScreeningDecision
from advisories.platform.database import where_in
from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotReady, StaleWrite
from coding.locks import lock_study
from coding.models import EventKind, Member, Study

MAX_CRITERIA: Final = 20  # per study
SUGGESTED_CRITERIA: Final = (
    ("Related to the topic", "The project is about the topic of the study, according to its own description."),
    ("Open source", "Its source code is public under a licence that the Open Source Initiative has approved."),
    ("Has recorded vulnerabilities", "At least one advisory about it is published."),
)


@dataclass(frozen=True, slots=True)
class CriterionInput:
    """A criterion to store; `id` is that of an existing criterion, None for a new one."""

    label: str
    description: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ScreeningVerdict:
    """One verdict, or None to withdraw it. `based_on` is the id of the decision that it replaces, or None."""

    project: str  # its slug
    criterion: int
    verdict: str | None
    reason: str = ""
    based_on: int | None = None


@step
def set_criteria(*, by: Member, criteria: Sequence[CriterionInput]) -> list[Criterion]:
    """Set the criteria of a study in this order. Other criteria are retired; their decisions stay."""
    require_role(by, "lead")
    study = _screening(by)
    labels = [criterion.label.strip() for criterion in criteria]
    if not all(labels):
        raise BadInput("A criterion needs a name. Enter one.")
    if len({label.casefold() for label in labels}) < len(labels):
        raise BadInput("Two criteria have the same name. Choose different names.")
    if len(labels) > MAX_CRITERIA:
        raise BadInput(f"A study can have at most {MAX_CRITERIA} criteria. Remove some.")
    known = {criterion.pk: criterion for criterion in Criterion.objects.filter(screening=study.screening)}
    by_label = {criterion.label.casefold(): criterion for criterion in known.values()}
    active: list[Criterion] = []
    for new, label in zip(criteria, labels, strict=True):
        if new.id is not None and new.id not in known:
            raise BadInput(f"Unknown criterion {new.id}. Choose a criterion of this study.")
        criterion = known.get(new.id or 0) or by_label.get(label.casefold()) or Criterion(screening=study.screening)
        criterion.label, criterion.description, criterion.retired_at = label, new.description.strip(), None
        active.append(criterion)
    if len({id(criterion) for criterion in active}) < len(active):
        raise BadInput("A criterion is listed twice. List each criterion once.")
    retired = [criterion for criterion in known.values() if criterion not in active]
    if taken := {criterion.label.casefold() for criterion in retired} & {label.casefold() for label in labels}:
        raise BadInput(f"A retired criterion is called “{min(taken)}”. Restore it, or choose another name.")
    for criterion in retired:
        criterion.retired_at = criterion.retired_at or now()
    # Numbers and names are unique per screening, so every criterion first gets temporary ones.
    for index, criterion in enumerate(known.values()):
        Criterion.objects.filter(pk=criterion.pk).update(
            number=10_000 + index, label=f"{criterion.pk} is being renamed"
        )
    for number, criterion in enumerate([*active, *retired], 1):
        criterion.number = number
        criterion.save()
    record(study=study, kind=EventKind.CRITERIA_SET, by=by, data={"criteria": labels})
    return active


@step
def add_candidates(*, by: Member, projects: Sequence[str], described: str, corpus: Corpus | None = None) -> int:
    """Add projects (slugs) as candidates, selected as `described` in words; return the number of new ones.

    `corpus` is a shared one; by default the study's own. All candidates are of one corpus.
    """
    require_role(by, "lead")
    study = _screening(by)
    corpus = corpus or study.corpus
    if not corpus.shared and corpus != study.corpus:
        raise BadInput("Candidates come from the study's own corpus or from a shared one. Choose one of them.")
    assert study.screening
    if study.screening.corpus_id != corpus.pk:
        if study.screening.candidates.exists():
            raise BadInput("The study has candidates of another corpus. Remove them to screen this one.")
        study.screening.corpus = corpus
        study.screening.save(update_fields=["corpus"])
    by_slug = {
        row.slug: row for row in Project.objects.filter(corpus=corpus, slug__in=where_in(projects), joined_into=None)
    }
    if missing := [slug for slug in projects if slug not in by_slug]:
        raise BadInput(f"The corpus has no project “{missing[0]}”. Import advisories about it, or inspect it, first.")
    known = set(Candidate.objects.filter(screening=study.screening).values_list("project", flat=True))
    new = [project for project in by_slug.values() if project.pk not in known]
    Candidate.objects.bulk_create(Candidate(screening=study.screening, project=project) for project in new)
    if new:
        record(
            study=study,
            kind=EventKind.CANDIDATES_ADDED,
            by=by,
            data={"projects": sorted(project.label for project in new), "described": described},
        )
    return len(new)


@step
def remove_candidate(*, by: Member, project: str) -> None:
    """Remove a candidate (slug); raise NotReady if it has ever had a verdict."""
    require_role(by, "lead")
    study = _screening(by)
    candidates = Candidate.objects.filter(screening=study.screening, project__slug=project)
    candidate = candidates.select_related("project").first()
    if candidate is None:
        raise BadInput(f"Unknown candidate “{project}”. Choose a candidate of this study.")
    if ScreeningDecision.objects.filter(criterion__screening=study.screening, project=candidate.project).exists():
        raise NotReady(f"{candidate.project.label} has verdicts and cannot be removed. Exclude it by a criterion.")
    candidate.delete()
    record(study=study, kind=EventKind.CANDIDATE_REMOVED, by=by, data={"project": candidate.project.label})


@step
def screen(*, by: Member, verdicts: Sequence[ScreeningVerdict]) -> list[ScreeningDecision]:
    """Store verdicts on whether projects meet criteria: all of them, or none if an error is raised.

    Raises
    ------
    BadInput
        If a project is no candidate, a criterion is not the study's, or `not_met` or `unclear` has no reason.
    StaleWrite
        If a verdict is not based on the current decision.
    """
    require_role(by, "lead")
    study = _screening(by)
    criteria = {c.pk: c for c in Criterion.objects.filter(screening=study.screening, retired_at=None)}
    slugs = {verdict.project for verdict in verdicts}
    candidates = Candidate.objects.filter(screening=study.screening, project__slug__in=where_in(slugs))
    projects = {candidate.project.slug: candidate.project for candidate in candidates.select_related("project")}
    current = {
        (decision.project_id, decision.criterion_id): decision
        for decision in ScreeningDecision.objects.filter(
            criterion__in=criteria, project__in=projects.values(), current=True
        )
    }
    decisions, rows = [], []
    for verdict in verdicts:
        if verdict.criterion not in criteria:
            raise BadInput(f"Unknown criterion {verdict.criterion}. Choose a criterion of this study.")
        if verdict.project not in projects:
            raise BadInput(f"Unknown candidate “{verdict.project}”. Choose a candidate of this study.")
        project, criterion = projects[verdict.project], criteria[verdict.criterion]
        if verdict.verdict not in (*ScreeningDecision.Verdict.values, None):
            raise BadInput(
                f"Invalid verdict “{verdict.verdict}”. Choose {', '.join(ScreeningDecision.Verdict.values)}."
            )
        reason = verdict.reason.strip()
        if verdict.verdict in {"not_met", "unclear"} and not reason:
            raise BadInput(
                f"A reason is required. Explain why {project.name} does not clearly meet “{criterion.label}”."
            )
        before = current.get((project.pk, criterion.pk))
        if verdict.based_on != (before.pk if before else None):
            raise StaleWrite(
                f"The verdict on {project.name} for “{criterion.label}” was changed after you loaded it. Reload it.",
                current=before.pk if before else None,
            )
        if before:
            ScreeningDecision.objects.filter(pk=before.pk).update(current=False)
        if verdict.verdict is not None:
            decision = ScreeningDecision.objects.create(
                criterion=criterion,
                project=project,
                verdict=verdict.verdict,
                reason=reason,
                decided_by=by.user,
                decided_at=now(),
            )
            current[project.pk, criterion.pk] = decision
            decisions.append(decision)
        else:
            current.pop((project.pk, criterion.pk), None)
        rows.append(
            {"project": project.name, "criterion": criterion.label, "verdict": verdict.verdict, "reason": reason}
        )
    record(study=study, kind=EventKind.PROJECTS_SCREENED, by=by, data={"decisions": rows})
    return decisions


def _screening(by: Member) -> Study:
    """Lock and return the member's study, and create its screening if it has none."""
    study: Any = lock_study(by.study_id)
    if study.screening is None:
        study.screening = Screening.objects.create(created_at=now())
        study.save(update_fields=["screening"])
    return study  # type: ignore[no-any-return]
