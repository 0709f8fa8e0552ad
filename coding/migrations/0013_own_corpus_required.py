"""A study without a corpus of its own cannot be stored."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coding", "0012_own_corpus"),
    ]

    operations = [
        migrations.AlterField(
            "study",
            "corpus",
            models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="study", to="advisories.corpus"
            ),
        ),
    ]
