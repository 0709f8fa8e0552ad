"""Decisions of people on the projects of a corpus: joined, taken apart and renamed, each with a reason; and undone.

Nothing of it changes what was drawn: units keep their project. Snapshots and screening stay with their project.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from advisories.corpus.corpora import note_change
from advisories.corpus.projects import create_projects, label_projects
from advisories.intake.importing import wait_for_other_imports
from advisories.intake.joins import REASON
from advisories.models import Advisory, Corpus, IdentityMove, Project, ProjectDecision, ProjectIdentity
from advisories.platform.errors import BadInput, RuleBroken
from advisories.platform.full_text import queue_texts
from advisories.platform.locks import lock_row
from advisories.records.identifiers import is_no_name
from advisories.records.projects import NAME_LENGTH, Identity
from advisories.text.reading import one_line

MOST: Final = 50  # projects joined at once
Kind = ProjectDecision.Kind


class ChooseProject(RuleBroken):
    """Several projects have screening or snapshots, so a person must say whose go on."""

    code = "choose_project"


class CannotUndoDecision(RuleBroken):
    """A decision is undone already, or a later one rests on it."""

    code = "decision_in_use"


def join_projects(
    corpus: Corpus, slugs: Sequence[str], *, name: str, keep: str = "", reason: str, by: Any
) -> ProjectDecision:
    """Join projects of a corpus: their identities and advisories gather under one, which gets the name.

    Screening and snapshots stay with their project. The one that goes on is the only one that has any; raises
    ChooseProject if there are several and `keep` names none of them.
    """
    name, reason = _name(name), _reason(reason)
    if not 2 <= len(set(slugs)) <= MOST:
        raise BadInput(f"Choose at least two projects to join, and at most {MOST}.")
    with transaction.atomic():
        _lock(corpus)
        projects = [_project(corpus, slug) for slug in dict.fromkeys(slugs)]
        project = _going_on(projects, name, keep)
        others = [each for each in projects if each != project]
        decision = _decision(Kind.JOIN, project, others, name, reason, by)
        _move(decision, ProjectIdentity.objects.filter(project__in=others), project)
        Project.objects.filter(pk__in=[each.pk for each in others]).update(joined_into=project)
        _rename(project, name)
        _changed(corpus, projects, {each.name for each in projects} | {name})
    return decision


def take_out(corpus: Corpus, slug: str, identities: Collection[int], *, reason: str, by: Any) -> ProjectDecision:
    """Take identities out of a project. They go back to the project that was joined into it, else to a new one."""
    reason = _reason(reason)
    with transaction.atomic():
        _lock(corpus)
        project = _project(corpus, slug)
        own = {each.pk: each for each in project.identities.select_related("origin")}
        chosen = [own[number] for number in sorted(set(identities)) if number in own]
        if len(chosen) != len(set(identities)) or not chosen:
            raise BadInput(f"{project.label} has no such identity. Reload the page.")
        if len(chosen) == len(own):
            raise BadInput(f"{project.label} needs an identity. Leave at least one with it.")
        origins = {each.origin for each in chosen if each.origin.joined_into_id == project.pk}
        target = origins.pop() if len(origins) == 1 and len({each.origin_id for each in chosen}) == 1 else None
        if target is None:
            first = chosen[0]
            identity = Identity(first.kind, first.ecosystem, first.name, first.value)  # type: ignore[arg-type]
            target = create_projects([identity], corpus)[first.value]
        else:
            Project.objects.filter(pk=target.pk).update(joined_into=None)
        decision = _decision(Kind.TAKE_OUT, project, [target], project.name, reason, by)
        _move(decision, ProjectIdentity.objects.filter(pk__in=[each.pk for each in chosen]), target)
        _changed(corpus, [project, target], {project.name, target.name})
    return decision


def rename_project(corpus: Corpus, slug: str, name: str, *, reason: str, by: Any) -> ProjectDecision:
    """Give a project another name. Its address and its identities stay."""
    name, reason = _name(name), _reason(reason)
    with transaction.atomic():
        _lock(corpus)
        project = _project(corpus, slug)
        if project.name == name:
            raise BadInput(f"The project has the name “{name}” already.")
        decision = _decision(Kind.RENAME, project, [], name, reason, by)
        _rename(project, name)
        _changed(corpus, [project], {decision.name_before, name})
    return decision


def undo_decision(corpus: Corpus, number: int, *, by: Any) -> ProjectDecision:
    """Undo a decision on projects. Raises CannotUndoDecision if a later one concerns the same projects."""
    with transaction.atomic():
        _lock(corpus)
        decision = ProjectDecision.objects.select_related("project").get(corpus=corpus, pk=number)
        if decision.undone_at:
            raise CannotUndoDecision("This decision is undone already. Reload the page.")
        projects = [decision.project, *decision.others.all()]
        if later := _later(decision, projects):
            raise CannotUndoDecision(f"A later decision concerns {later.project.label}. Undo that one first.")
        names = {each.name for each in projects} | {decision.name_before, decision.name_after}
        for move in decision.moves.select_related("identity", "before"):
            _assign([move.identity_id], move.before)
        others = Project.objects.filter(pk__in=[each.pk for each in projects[1:]])
        if decision.kind == Kind.JOIN:
            others.update(joined_into=None)
        elif decision.kind == Kind.TAKE_OUT:
            others.update(joined_into=decision.project)
        _rename(decision.project, decision.name_before)
        decision.undone_at, decision.undone_by = timezone.now(), by
        decision.save(update_fields=["undone_at", "undone_by"])
        _changed(corpus, projects, names)
    return decision


def has_work(projects: Iterable[Project]) -> set[int]:
    """Return which of the projects, by primary key, have screening, snapshots or documents."""
    work = Q(candidacies__isnull=False) | Q(screening_decisions__isnull=False)
    rows = Project.objects.filter(work | Q(snapshots__isnull=False) | Q(documents__isnull=False))
    return set(rows.filter(pk__in=[each.pk for each in projects]).values_list("pk", flat=True))


def _going_on(projects: Sequence[Project], name: str, keep: str) -> Project:
    """Return the project that goes on: the one with work; without any, the first one of the name, else the first."""
    working = has_work(projects)
    candidates = [each for each in projects if each.pk in working]
    if len(candidates) > 1:
        chosen = next((each for each in candidates if each.slug == keep), None)
        if chosen is None:
            names = ", ".join(each.label for each in candidates)
            raise ChooseProject(f"Several of them were screened or inspected: {names}. Choose the one that goes on.")
        return chosen
    return (candidates or [each for each in projects if each.slug == keep] or _of_name(projects, name))[0]


def _of_name(projects: Sequence[Project], name: str) -> Sequence[Project]:
    return [each for each in projects if each.name == name] or projects


def _later(decision: ProjectDecision, projects: Sequence[Project]) -> ProjectDecision | None:
    numbers = [each.pk for each in projects]
    later = ProjectDecision.objects.filter(pk__gt=decision.pk, undone_at=None).select_related("project")
    concerned = later.filter(Q(project__in=numbers) | Q(others__in=numbers))
    return concerned.order_by("-pk").first()


def _decision(
    kind: ProjectDecision.Kind, project: Project, others: Iterable[Project], name: str, reason: str, by: Any
) -> ProjectDecision:
    decision = ProjectDecision.objects.create(
        corpus_id=project.corpus_id,
        kind=kind,
        project=project,
        name_before=project.name,
        name_after=name,
        reason=reason,
        by=by,
        at=_now(),
    )
    decision.others.set(others)
    return decision


def _now() -> datetime:
    return timezone.now()


def _move(decision: ProjectDecision, identities: Iterable[ProjectIdentity], target: Project) -> None:
    moved = list(identities)
    IdentityMove.objects.bulk_create(
        IdentityMove(decision=decision, identity=each, before_id=each.project_id, after=target) for each in moved
    )
    _assign([each.pk for each in moved], target)


def _assign(identities: Collection[int], project: Project) -> None:
    """Give a project identities, with the advisories that are found by them."""
    ProjectIdentity.objects.filter(pk__in=identities).update(project=project)
    Advisory.objects.filter(project_identity__in=identities).update(project=project)


def _rename(project: Project, name: str) -> None:
    project.name = name
    project.save(update_fields=["name"])


def _changed(corpus: Corpus, projects: Iterable[Project], names: Iterable[str]) -> None:
    """Store the labels of the names, and let the search and what is in memory be made anew."""
    label_projects(names, corpus.pk)
    advisories = Advisory.objects.filter(project__in=[each.pk for each in projects])
    queue_texts(advisories.values_list("pk", flat=True))
    note_change(corpus.pk)


def _lock(corpus: Corpus) -> None:
    wait_for_other_imports()
    lock_row(corpus)


def _project(corpus: Corpus, slug: str) -> Project:
    project = Project.objects.filter(corpus=corpus, slug=slug).select_related("joined_into").first()
    if project is None:
        raise BadInput(f"There is no project “{slug[:80]}” in this corpus.")
    if project.joined_into:
        raise BadInput(f"{project.label} is joined into {project.joined_into.label}. Choose that one.")
    return project


def _name(text: str) -> str:
    name = one_line(text).strip()
    if is_no_name(name):
        raise BadInput("State the name of the project.")
    if len(name) > NAME_LENGTH:
        raise BadInput(f"A name has at most {NAME_LENGTH} characters.")
    return name


def _reason(text: str) -> str:
    if not text.strip():
        raise BadInput(REASON)
    return text.strip()
