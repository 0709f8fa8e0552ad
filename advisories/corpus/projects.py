"""Projects of a corpus by what they are recognised by, and the labels that tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify

from advisories.models import Corpus, Project, ProjectIdentity
from advisories.platform.database import where_in
from advisories.platform.errors import BadInput
from advisories.platform.locks import lock_row
from advisories.records.projects import Identity, digest, name_identity, named_identity, repository_identity

SLUG_LENGTH: Final = 120
BY_NAME: Final = "by name"  # qualifies a project without a package among others of its name


def project_slug(name: str) -> str:
    """Return the slug of a project's name ("apache-airflow"); with a hash if it is long or has no Latin letter."""
    slug = slugify(name)
    if slug and len(slug) <= SLUG_LENGTH:
        return slug
    return f"{slug[: SLUG_LENGTH - 9] or 'project'}-{digest(name)}"


def identity_slug(identity: Identity) -> str:
    """Return the slug of an identity's project, unless another one has it ("npm-angular-core")."""
    if identity.kind == "name":
        return project_slug(identity.name)
    return project_slug(re.sub(r"[^\w]+", "-", " ".join(filter(None, (identity.ecosystem, identity.name)))))


def get_or_create_project(name: str, corpus: Corpus) -> Project:
    """Return the project that a person names; raise BadInput if the text names none, such as “n/a”."""
    identity = named_identity(name)
    if identity is None:
        raise BadInput(f"“{name[:80]}” names no project. Write its name, or leave it out.")
    return get_or_create_identities([identity], corpus)[identity.value].project


def get_or_create_named(names: Iterable[str], corpus: Corpus) -> dict[str, Project]:
    """Return name → project, whatever the names say: those of texts."""
    identities = {name: name_identity(name) for name in names}
    known = get_or_create_identities(identities.values(), corpus)
    return {name: known[identity.value].project for name, identity in identities.items()}


def find_named(name: str, corpus: Corpus) -> Project | None:
    """Return the project that a name finds in a corpus, if there is one."""
    identity = name_identity(name)
    row = _known([identity.value], corpus).get(identity.value)
    return row.project if row else _projects_named([identity.name], corpus).get(identity.name.casefold())


def inspected_project(name: str, address: str, corpus: Corpus) -> Project:
    """Return the project of an inspection: that of its repository and name, else that of its name.

    A project of the name with other repositories only is another one.
    """
    repository = repository_identity(address) if address else None
    if repository is None:
        return get_or_create_named([name], corpus)[name]
    row = _known([repository.value], corpus).get(repository.value)
    if row and row.project.name.casefold() == name.casefold():
        return row.project
    named = find_named(name, corpus)
    if row is None and named and named.identities.filter(kind=ProjectIdentity.Kind.REPOSITORY).exists():
        project = get_or_create_identities([repository], corpus)[repository.value].project
        if project.name != name:
            project.name = name
            project.save(update_fields=["name"])
            label_projects([name], corpus.pk)
        return project
    project = get_or_create_named([name], corpus)[name]
    if row is None:
        values = {"kind": repository.kind, "name": repository.name, "project": project, "origin": project}
        ProjectIdentity.objects.get_or_create(corpus=corpus, value=repository.value, defaults=values)
        if not project.qualifier:
            project.qualifier = repository.qualifier
            project.save(update_fields=["qualifier"])
            label_projects([project.name], corpus.pk)
    return project


def requested_identity(project: Project) -> ProjectIdentity:
    """Return the identity by which an import puts advisories into a project, or into the one it was joined into."""
    rows = ProjectIdentity.objects.filter(origin=project).select_related("project").order_by("pk")
    named = rows.filter(kind=ProjectIdentity.Kind.NAME).first()
    identity = named or ProjectIdentity.objects.filter(project=project).select_related("project").first()
    if identity is None:
        raise LookupError(f"The project {project} has no identity.")
    return identity


def get_or_create_identities(identities: Iterable[Identity], corpus: Corpus) -> dict[str, ProjectIdentity]:
    """Return value → identity, with its project. New ones get a project, with the first spelling in sorted order.

    A name finds the only project of the corpus that has it.
    """
    wanted = {each.value: each for each in sorted(identities, key=lambda each: each.name, reverse=True)}
    known = _known(wanted, corpus)
    if wanted.keys() <= known.keys():
        return known
    with transaction.atomic():
        lock_row(corpus)  # another transaction may be creating the same projects
        known = _known(wanted, corpus)
        new = [wanted[value] for value in sorted(wanted.keys() - known.keys())]
        _create(new, corpus)
    return _known(wanted, corpus)


def _known(values: Iterable[str], corpus: Corpus) -> dict[str, ProjectIdentity]:
    rows = ProjectIdentity.objects.filter(corpus=corpus, value__in=where_in(values)).select_related("project")
    return {row.value: row for row in rows}


def _create(identities: Sequence[Identity], corpus: Corpus) -> None:
    named = _projects_named([each.name for each in identities if each.kind == "name"], corpus)
    project_of = {
        each.value: named[each.name.casefold()]
        for each in identities
        if each.kind == "name" and each.name.casefold() in named
    }
    alone = [each for each in identities if each.value not in project_of]
    project_of |= create_projects(alone, corpus)
    ProjectIdentity.objects.bulk_create(
        ProjectIdentity(
            corpus=corpus,
            kind=each.kind,
            ecosystem=each.ecosystem[:60],
            name=each.name,
            value=each.value,
            project=project_of[each.value],
            origin=project_of[each.value],
        )
        for each in identities
    )


def _projects_named(names: Iterable[str], corpus: Corpus) -> dict[str, Project]:
    """Return case-folded name → project, for names that only one project has."""
    names = list(names)
    if not names:
        return {}
    folded = [name.casefold() for name in names]
    rows = Project.objects.filter(corpus=corpus, joined_into=None).annotate(lower=Lower("name"))
    projects: dict[str, list[Project]] = {}
    for project in rows.filter(Q(lower__in=where_in(folded)) | Q(name__in=where_in(names))):
        projects.setdefault(project.name.casefold(), []).append(project)
    return {name: same[0] for name, same in projects.items() if len(same) == 1}


def create_projects(identities: Sequence[Identity], corpus: Corpus) -> dict[str, Project]:
    """Create a project for each identity, and return value → project."""
    slugs = {each.value: identity_slug(each) for each in identities}
    taken = set(Project.objects.filter(corpus=corpus, slug__in=where_in(slugs.values())).values_list("slug", flat=True))
    projects: dict[str, Project] = {}
    for each in identities:
        slug = slugs[each.value]
        if slug in taken:
            slug = f"{slug[: SLUG_LENGTH - 9]}-{digest(each.value)}"
        taken.add(slug)
        projects[each.value] = Project(
            corpus=corpus, slug=slug, name=each.short_name, label=each.short_name, qualifier=each.qualifier
        )
    Project.objects.bulk_create(projects.values())
    label_projects({project.name for project in projects.values()}, corpus.pk)
    return projects


def label_projects(names: Iterable[str], corpus: int) -> None:
    """Store the labels of the projects with these names: the name, and what tells it from others of the same name."""
    rows = Project.objects.filter(corpus=corpus, joined_into=None, name__in=where_in(names)).order_by("pk")
    of_name: dict[str, list[Project]] = {}
    for project in rows:
        of_name.setdefault(project.name, []).append(project)
    changed = []
    for name, projects in of_name.items():
        labels = {project.pk: f"{name} ({project.qualifier or BY_NAME})" for project in projects}
        for project in projects:
            label = name if len(projects) == 1 else labels[project.pk]
            if len(projects) > 1 and list(labels.values()).count(label) > 1:
                label = f"{name} ({project.slug})"
            if project.label != label:
                project.label = label
                changed.append(project)
    Project.objects.bulk_update(changed, ["label"], batch_size=500)


def current_projects(slugs: Iterable[str], corpus: int) -> list[int]:
    """Return primary keys of the projects with these slugs; of joined ones, those into which they were joined."""
    numbers: list[int] = []
    rows = Project.objects.filter(corpus=corpus, slug__in=where_in(slugs))
    joined = dict(rows.values_list("pk", "joined_into"))
    while joined:
        numbers += [pk for pk, into in joined.items() if into is None]
        further = {into for into in joined.values() if into}
        joined = dict(Project.objects.filter(pk__in=further).values_list("pk", "joined_into")) if further else {}
    return numbers
