"""Every study refers to a corpus of its own."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_corpora(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    corpora = apps.get_model("advisories", "Corpus").objects
    studies = apps.get_model("coding", "Study").objects
    for key, created_at in list(studies.filter(corpus=None).order_by("pk").values_list("pk", "created_at")):
        studies.filter(pk=key).update(corpus=corpora.create(created_at=created_at))


class Migration(migrations.Migration):
    dependencies = [
        ("advisories", "0009_corpora"),
        ("coding", "0011_studies_of_projects"),
    ]

    operations = [
        migrations.AddField(
            "study",
            "corpus",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="study",
                to="advisories.corpus",
            ),
        ),
        migrations.RunPython(make_corpora, migrations.RunPython.noop),
    ]
