"""What is stored moves into one shared corpus “Main”, maintained by the administrators."""

from typing import Any

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

WITH_CORPUS = ("Advisory", "Alias", "ImportRun", "Project", "SavedFilter", "SourceRecord")
IN_A_CORPUS = ("import", "live_import", "inspect")  # kinds of jobs


def move_to_main(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    models = [apps.get_model("advisories", name) for name in WITH_CORPUS]
    jobs = apps.get_model("advisories", "Job").objects.filter(kind__in=IN_A_CORPUS)
    if not any(model.objects.exists() for model in models) and not jobs.exists():
        return
    main = apps.get_model("advisories", "Corpus").objects.create(
        slug="main", name="Main", shared=True, created_at=timezone.now()
    )
    users = apps.get_model(*settings.AUTH_USER_MODEL.split("."))
    main.maintainers.set(users.objects.filter(is_staff=True, is_active=True))
    for model in models:
        model.objects.update(corpus=main)
    jobs.update(corpus=main)
    apps.get_model("advisories", "Screening").objects.exclude(candidates=None).update(corpus=main)


class Migration(migrations.Migration):
    dependencies = [
        ("advisories", "0009_corpora"),
    ]

    operations = [
        migrations.RunPython(move_to_main, migrations.RunPython.noop),
    ]
