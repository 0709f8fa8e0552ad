"""Give the projects of a corpus a label, and what they are recognised by: their names, packages and repositories.

Packages that share a project stay together; a person can take them out of it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F
from django.utils.text import slugify

from advisories.records.projects import Identity, name_identity, package_identity, repository_identity


def identify(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    projects = apps.get_model("advisories", "Project").objects
    identities = apps.get_model("advisories", "ProjectIdentity").objects
    advisories = apps.get_model("advisories", "Advisory").objects
    snapshots = apps.get_model("advisories", "Snapshot").objects
    projects.update(label=F("name"))
    stored: dict[tuple[int, str], Any] = {}

    def store(project: Any, identity: Identity) -> Any:
        key = (project.corpus_id, identity.value)
        if key not in stored:
            stored[key] = identities.create(
                corpus_id=project.corpus_id,
                kind=identity.kind,
                ecosystem=identity.ecosystem[:60],
                name=identity.name,
                value=identity.value,
                project=project,
                origin=project,
            )
        return stored[key]

    packages: dict[int, list[tuple[str, str]]] = defaultdict(list)
    pairs = advisories.filter(project__isnull=False).order_by("project", "ecosystem", "package")
    for project, ecosystem, package in pairs.values_list("project", "ecosystem", "package").distinct():
        packages[project].append((ecosystem, package))
    addresses: dict[int, list[str]] = defaultdict(list)
    for project, address in snapshots.exclude(address="").order_by("pk").values_list("project", "address"):
        addresses[project].append(address)
    for project in list(projects.order_by("pk")):
        named = store(project, name_identity(project.name))
        of_project = advisories.filter(project=project)
        of_project.update(project_identity=named)
        for ecosystem, package in packages[project.pk]:
            identity = package_identity(ecosystem, package)
            if identity and slugify(identity.short_name) == slugify(project.name):
                chosen = of_project.filter(ecosystem=ecosystem, package=package)
                chosen.update(project_identity=store(project, identity))
        for address in addresses[project.pk]:
            if repository := repository_identity(address):
                store(project, repository)


class Migration(migrations.Migration):
    dependencies = [
        ("advisories", "0017_project_identities"),
    ]

    operations = [
        migrations.RunPython(identify, migrations.RunPython.noop),
    ]
