"""Projects by name: found by the slug of the name, made where there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.utils.text import slugify

from advisories.models import Project


def project_slug(name: str) -> str:
    """ "apache-airflow" of "Apache Airflow"; a name without Latin letters or digits gets one of its own."""
    return slugify(name)[:120] or f"project-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def get_or_create_project(name: str) -> Project:
    return get_or_create_projects([name])[project_slug(name)]


def get_or_create_projects(names: Iterable[str]) -> dict[str, Project]:
    """Slug -> project for all of `names`, in two queries. Who came first chose the spelling."""
    wanted = {project_slug(name): name[:200] for name in sorted(names, reverse=True)}
    found = {project.slug: project for project in Project.objects.filter(slug__in=wanted)}
    missing = [Project(slug=slug, name=name) for slug, name in sorted(wanted.items()) if slug not in found]
    found |= {project.slug: project for project in Project.objects.bulk_create(missing)}
    return found
