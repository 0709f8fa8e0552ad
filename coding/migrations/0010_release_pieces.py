"""Files of releases in pieces; an order of codes in which no two are equal."""

import zlib

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PIECE = 1 << 20
TABLE = "coding_releasepiece"


def cut(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What is published already keeps its bytes."""
    file_model, piece_model = apps.get_model("coding", "ReleaseFile"), apps.get_model("coding", "ReleasePiece")
    for file in file_model.objects.iterator(chunk_size=1):
        content = bytes(file.content)
        piece_model.objects.bulk_create(
            piece_model(file=file, place=place, packed=zlib.compress(content[start : start + PIECE], 1))
            for place, start in enumerate(range(0, len(content), PIECE))
        )


def protect(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_immutable BEFORE UPDATE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {TABLE} are immutable'); END"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_immutable BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION intercoder_immutable()"
        )


class Migration(migrations.Migration):
    dependencies = [("coding", "0009_final_rater")]

    operations = [
        migrations.CreateModel(
            name="ReleasePiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField()),
                ("packed", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pieces", to="coding.releasefile"
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [models.UniqueConstraint(fields=("file", "place"), name="release_piece_once")],
            },
        ),
        migrations.RunPython(cut),
        migrations.RemoveField(model_name="releasefile", name="content"),
        migrations.RunPython(protect),
        migrations.AlterModelOptions(name="code", options={"ordering": ["position", "label", "pk"]}),
    ]
