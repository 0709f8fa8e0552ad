"""Facts of units are stored when the sample is drawn. Existing units get the facts of the corpus as it is."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from coding.migrations._triggers import create_triggers, drop_unit_triggers

AT_ONCE = 500  # units per query and update
SAME = ("title", "severity", "severity_source", "cvss_vector", "cwes", "ecosystem", "package", "references")


def freeze_facts(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Store the facts and the source records of every unit that has none."""
    units = apps.get_model("coding", "Unit").objects
    aliases = apps.get_model("advisories", "Alias").objects
    records = apps.get_model("advisories", "SourceRecord").objects.filter(current=True)
    numbers = list(units.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        batch = list(
            units.filter(pk__in=numbers[start : start + AT_ONCE])
            .select_related("document__advisory__project", "document__project")
            .defer("document__html", "document__text")
        )
        advisories = [unit.document.advisory_id for unit in batch if unit.document.advisory_id]
        identifiers: dict[int, list[str]] = defaultdict(list)
        for alias in aliases.filter(advisory__in=advisories):
            identifiers[alias.advisory_id].append(alias.value)
        of_advisory: dict[int, list[dict[str, str]]] = defaultdict(list)
        for record in records.filter(advisory__in=advisories).defer("content"):
            of_advisory[record.advisory_id].append(record_json(record))
        for unit in batch:
            number = unit.document.advisory_id
            unit.facts = facts_json(unit.document, sorted(identifiers[number]) if number else [])
            unit.records = sorted(of_advisory[number], key=lambda row: list(row.values())) if number else []
        units.bulk_update(batch, ["facts", "records"])


def freeze_screening(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Store the counts of the candidate projects of every study that has units and screened projects."""
    advisories = apps.get_model("advisories", "Advisory").objects
    records = apps.get_model("advisories", "SourceRecord").objects.filter(current=True)
    for study in (
        apps.get_model("coding", "Study").objects.filter(screening__isnull=False, units__isnull=False).distinct()
    ):
        screened = {}
        for candidate in study.screening.candidates.select_related("project").order_by("pk"):
            own = advisories.filter(project=candidate.project_id)
            screened[str(candidate.project_id)] = [
                candidate.project.name,
                records.filter(advisory__project=candidate.project_id).count(),
                own.count(),
                own.filter(withdrawn_at__isnull=False).count(),
            ]
        study.sampling_plan = study.sampling_plan | {"screened": screened}
        study.save(update_fields=["sampling_plan"])


def facts_json(document: Any, identifiers: list[str]) -> dict[str, Any]:
    """Return the facts of a document as the application stores them."""
    advisory = document.advisory
    if advisory is None:
        return {"project": {"slug": document.project.slug, "name": document.project.name}}
    project = advisory.project
    return {
        **{name: getattr(advisory, name) for name in SAME},
        "key": advisory.key,
        "identifiers": identifiers,
        "cvss_score": None if advisory.cvss_score is None else float(advisory.cvss_score),
        "published": moment(advisory.published_at),
        "withdrawn": moment(advisory.withdrawn_at),
        "project": {"slug": project.slug, "name": project.name} if project else None,
        "kev": None,
        "epss": None,
    }


def record_json(record: Any) -> dict[str, str]:
    return {
        "source": record.format,
        "identifier": record.identifier,
        "part": record.part,
        "sha256": record.sha256,
        "origin": record.origin,
        "imported_at": moment(record.imported_at),
    }


def moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else ""


class Migration(migrations.Migration):
    dependencies = [
        ("advisories", "0011_corpora_required"),
        ("coding", "0013_own_corpus_required"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, drop_unit_triggers),
        migrations.AddField("unit", "facts", models.JSONField(null=True)),
        migrations.AddField("unit", "records", models.JSONField(default=list)),
        migrations.AddField("unit", "facts_revision", models.PositiveIntegerField(default=0)),
        migrations.RunPython(freeze_facts, migrations.RunPython.noop),
        migrations.RunPython(freeze_screening, migrations.RunPython.noop),
        migrations.AlterField("unit", "facts", models.JSONField()),
        migrations.RunPython(create_triggers, migrations.RunPython.noop),
    ]
