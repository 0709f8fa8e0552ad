"""Every advisory, identifier, record, project and import has a corpus, and names are unique within it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def to_corpus(related_name: str, **options: object) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to="advisories.corpus", **options
    )


class Migration(migrations.Migration):
    dependencies = [
        ("advisories", "0010_main_corpus"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="savedfilter", name="filter_name_once"),
        migrations.RemoveConstraint(model_name="sourcerecord", name="record_kept_once"),
        migrations.RemoveConstraint(model_name="sourcerecord", name="one_current_record"),
        migrations.AlterField("advisory", "corpus", to_corpus("advisories", db_index=False)),
        migrations.AlterField("alias", "corpus", to_corpus("+", db_index=False)),
        migrations.AlterField("importrun", "corpus", to_corpus("imports")),
        migrations.AlterField("project", "corpus", to_corpus("projects", db_index=False)),
        migrations.AlterField("savedfilter", "corpus", to_corpus("+")),
        migrations.AlterField("sourcerecord", "corpus", to_corpus("+", db_index=False)),
        migrations.AlterField("advisory", "key", models.CharField(max_length=200)),
        migrations.AlterField("alias", "value", models.CharField(max_length=200)),
        migrations.AlterField("project", "name", models.CharField(max_length=200)),
        migrations.AlterField("project", "slug", models.SlugField(max_length=120)),
        migrations.AddConstraint(
            "advisory", models.UniqueConstraint(fields=["corpus", "key"], name="advisory_key_once")
        ),
        migrations.AddConstraint("alias", models.UniqueConstraint(fields=["value", "corpus"], name="alias_once")),
        migrations.AddConstraint(
            "project", models.UniqueConstraint(fields=["corpus", "slug"], name="project_slug_once")
        ),
        migrations.AddConstraint(
            "project", models.UniqueConstraint(fields=["corpus", "name"], name="project_name_once")
        ),
        migrations.AddConstraint(
            "savedfilter", models.UniqueConstraint(fields=["owner", "corpus", "name"], name="filter_name_once")
        ),
        migrations.AddConstraint(
            "sourcerecord",
            models.UniqueConstraint(
                fields=["sha256", "corpus", "identifier", "format", "part"], name="record_kept_once"
            ),
        ),
        migrations.AddConstraint(
            "sourcerecord",
            models.UniqueConstraint(
                condition=Q(current=True),
                fields=["identifier", "corpus", "format", "part"],
                name="one_current_record",
            ),
        ),
    ]
