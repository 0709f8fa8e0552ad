"""Answers without a code, the wish to discuss, and the commitment to a finished sheet."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def protect(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite rebuilt `coding_coding` without its trigger; the new table gets one as well."""
    if schema_editor.connection.vendor == "sqlite":
        for table in ("coding_coding", "coding_commitment"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_immutable")
            schema_editor.execute(
                f"CREATE TRIGGER {table}_immutable BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are immutable'); END"
            )
        return
    schema_editor.execute(
        "CREATE TRIGGER coding_commitment_immutable BEFORE UPDATE OR DELETE ON coding_commitment "
        "FOR EACH ROW EXECUTE FUNCTION intercoder_immutable()"
    )


def release(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON coding_commitment"
    schema_editor.execute("DROP TRIGGER coding_commitment_immutable" + on)


class Migration(migrations.Migration):
    dependencies = [("coding", "0003_screening")]

    operations = [
        migrations.AddField("coding", "discuss", models.BooleanField(default=False)),
        migrations.AddField(
            "coding",
            "uncoded",
            models.CharField(
                blank=True,
                choices=[("cannot_tell", "Cannot Tell"), ("not_applicable", "Not Applicable"), ("", "No")],
                default="",
                max_length=14,
            ),
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("salt", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "last",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coding.coding"
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="coding.member"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="coding.round"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("round", "rater"), name="committed_once")],
            },
        ),
        migrations.RunPython(protect, release),
    ]
