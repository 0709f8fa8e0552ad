"""Corpora, and the columns that refer to them. The next migrations fill the columns and make them required."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


def to_corpus(related_name: str, **options: object) -> models.ForeignKey:
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to="advisories.corpus",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("advisories", "0008_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Corpus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(blank=True, max_length=80)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("shared", models.BooleanField(default=False)),
                (
                    "maintainers",
                    models.ManyToManyField(blank=True, related_name="maintained_corpora", to=settings.AUTH_USER_MODEL),
                ),
                ("changes", models.PositiveBigIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["name", "pk"],
                "verbose_name_plural": "corpora",
                "constraints": [
                    models.UniqueConstraint(fields=["slug"], condition=Q(shared=True), name="shared_corpus_slug_once"),
                    models.UniqueConstraint(fields=["name"], condition=Q(shared=True), name="shared_corpus_name_once"),
                    models.CheckConstraint(
                        condition=(Q(shared=True) & ~Q(slug="") & ~Q(name="")) | Q(shared=False, slug="", name=""),
                        name="shared_corpus_has_a_name",
                    ),
                ],
            },
        ),
        migrations.AddField("advisory", "corpus", to_corpus("advisories", db_index=False)),
        migrations.AddField("alias", "corpus", to_corpus("+", db_index=False)),
        migrations.AddField("importrun", "corpus", to_corpus("imports")),
        migrations.AddField("job", "corpus", to_corpus("jobs")),
        migrations.AddField("project", "corpus", to_corpus("projects", db_index=False)),
        migrations.AddField("savedfilter", "corpus", to_corpus("+")),
        migrations.AddField("screening", "corpus", to_corpus("+")),
        migrations.AddField("sourcerecord", "corpus", to_corpus("+", db_index=False)),
        migrations.AddField(
            "sourcerecord",
            "import_run",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="advisories.importrun",
            ),
        ),
        migrations.AddField("importrun", "undone_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "importrun",
            "undone_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("importrun", "removed", models.PositiveIntegerField(default=0)),
    ]
