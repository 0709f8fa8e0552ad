"""Projects of a corpus by name, identified by the slug of the name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from django.utils.text import slugify

from advisories.models import Corpus, Project

SLUG_LENGTH: Final = 120
NAME_LENGTH: Final = 200


def project_slug(name: str) -> str:
    """Return the slug of a project's name ("apache-airflow"); with a hash if it is long or has no Latin letter."""
    slug = slugify(name)
    if slug and len(slug) <= SLUG_LENGTH:
        return slug
    return f"{slug[: SLUG_LENGTH - 9] or 'project'}-{_hash(name)}"


def stored_name(name: str) -> str:
    """Return a project's name as it is stored: a long one is cut, with a hash, so that it stays one of its own."""
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 10]}… {_hash(name)}"


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def get_or_create_project(name: str, corpus: Corpus) -> Project:
    return get_or_create_projects([name], corpus)[project_slug(name)]


def get_or_create_projects(names: Iterable[str], corpus: Corpus) -> dict[str, Project]:
    """Return slug → project of `names` in a corpus. New ones get the first spelling in sorted order."""
    name_of = {project_slug(name): stored_name(name) for name in sorted(names, reverse=True)}
    by_slug = {project.slug: project for project in Project.objects.filter(corpus=corpus, slug__in=name_of)}
    missing = [
        Project(corpus=corpus, slug=slug, name=name) for slug, name in sorted(name_of.items()) if slug not in by_slug
    ]
    if missing:
        # Another transaction may be creating the same projects: both then use those that are stored first.
        Project.objects.bulk_create(missing, ignore_conflicts=True)
        created = Project.objects.filter(corpus=corpus, slug__in=[project.slug for project in missing])
        by_slug |= {project.slug: project for project in created}
    return by_slug
