"""Projects by name: found by the slug of the name, made where there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.utils.text import slugify

from advisories.models import Project


def slug_of(name: str) -> str:
    """ "apache-airflow" of "Apache Airflow"; a name without Latin letters or digits gets one of its own."""
    return slugify(name)[:120] or f"project-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def project_named(name: str) -> Project:
    return projects_named([name])[slug_of(name)]


def projects_named(names: Iterable[str]) -> dict[str, Project]:
    """Slug -> project for all of `names`, in two queries. Who came first chose the spelling."""
    wanted = {slug_of(name): name[:200] for name in sorted(names, reverse=True)}
    found = {project.slug: project for project in Project.objects.filter(slug__in=wanted)}
    missing = [Project(slug=slug, name=name) for slug, name in sorted(wanted.items()) if slug not in found]
    found |= {project.slug: project for project in Project.objects.bulk_create(missing)}
    return found
