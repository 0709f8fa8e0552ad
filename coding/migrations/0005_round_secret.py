"""Each round gets a secret of its own, which keys all orders and draws that depend on a person."""

import secrets

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import coding.models.round


def draw_secrets(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rounds = apps.get_model("coding", "Round").objects
    for pk in rounds.values_list("pk", flat=True):
        rounds.filter(pk=pk).update(secret=secrets.token_hex(32))


class Migration(migrations.Migration):
    dependencies = [("coding", "0004_code_keys")]

    operations = [
        migrations.AddField("round", "secret", models.CharField(max_length=64, editable=False, default="")),
        migrations.RunPython(draw_secrets, migrations.RunPython.noop),
        migrations.AlterField(
            "round",
            "secret",
            models.CharField(max_length=64, editable=False, default=coding.models.round.new_secret),
        ),
        migrations.AddConstraint(
            "round", models.CheckConstraint(condition=~models.Q(secret=""), name="round_has_a_secret")
        ),
    ]
