"""Schemes and orders of a round, codes that were merged, time on task, help that was shown."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_the_order(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now everybody coded in the order of the sample."""
    unit = apps.get_model("coding", "Unit").objects.filter(pk=models.OuterRef("unit"))
    apps.get_model("coding", "Assignment").objects.update(place=models.Subquery(unit.values("number")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("coding", "0004_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exposure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shown", models.JSONField()),
                ("shown_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="handed_over_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assignment",
            name="later_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assignment",
            name="place",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="code",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="coding.code",
            ),
        ),
        migrations.AddField(
            model_name="code",
            name="near_misses",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="coding",
            name="seconds",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="order",
            field=models.CharField(choices=[("fixed", "Fixed"), ("random", "Random")], default="fixed", max_length=6),
        ),
        migrations.AddField(
            model_name="round",
            name="per_unit",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="scheme",
            field=models.CharField(
                choices=[("all", "All"), ("some", "Some"), ("twice", "Twice")], default="all", max_length=5
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="share",
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["round", "rater", "place"], name="assignment_in_order"),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into__isnull", True), ("retired_at__isnull", False), _connector="OR"),
                name="merged_code_is_retired",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("per_unit__isnull", True), ("scheme", "all"), ("share__isnull", True)),
                    models.Q(("per_unit__gte", 1), ("scheme", "some"), ("share__isnull", True)),
                    models.Q(("per_unit__isnull", True), ("scheme", "twice"), ("share__gt", 0), ("share__lte", 1)),
                    _connector="OR",
                ),
                name="scheme_has_its_numbers",
            ),
        ),
        migrations.AddField(
            model_name="exposure",
            name="assignment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exposures", to="coding.assignment"
            ),
        ),
    ]
