"""Discussion of disagreements, releases in public, the licence of the data."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FROZEN = ("coding_comment", "coding_commentcode")


def protect(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was said is never changed."""
    for table in FROZEN:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {table}_immutable BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are immutable'); END"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION intercoder_immutable()"
            )


def release(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON {}"
    for table in FROZEN:
        schema_editor.execute(f"DROP TRIGGER {table}_immutable" + on.format(table))


class Migration(migrations.Migration):
    dependencies = [
        ("coding", "0006_purpose"),
    ]

    operations = [
        migrations.AddField(
            model_name="study",
            name="data_licence",
            field=models.CharField(
                blank=True,
                default="",
                max_length=60,
                validators=[django.core.validators.RegexValidator("^[A-Za-z0-9.+-]+\\Z")],
            ),
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("says", "Says"), ("stays", "Stays"), ("moves", "Moves")], default="says", max_length=5
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="coding.member"
                    ),
                ),
                (
                    "disagreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="coding.disagreement"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CommentCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comment_rows", to="coding.code"
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="code_rows", to="coding.comment"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="codes",
            field=models.ManyToManyField(related_name="comments", through="coding.CommentCode", to="coding.code"),
        ),
        migrations.CreateModel(
            name="Publicity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coding.member"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="publicity", to="coding.release"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="coding.member",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "publicity",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="commentcode",
            constraint=models.UniqueConstraint(fields=("comment", "code"), name="code_once_in_comment"),
        ),
        migrations.AddConstraint(
            model_name="publicity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)), fields=("release",), name="public_once_at_a_time"
            ),
        ),
        migrations.RunPython(protect, release),
    ]
