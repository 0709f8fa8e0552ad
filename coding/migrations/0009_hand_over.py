"""Assignments state whether they were planned, and a rater who gets further units commits again."""

from django.db import migrations, models

from coding.migrations._triggers import create_triggers


class Migration(migrations.Migration):
    dependencies = [("coding", "0008_invited_members")]

    operations = [
        migrations.AddField("assignment", "planned", models.BooleanField(default=True, editable=False)),
        migrations.RemoveConstraint("commitment", "committed_once"),
        migrations.AddConstraint("commitment", models.UniqueConstraint(fields=["last_coding"], name="committed_once")),
        migrations.RunPython(create_triggers, migrations.RunPython.noop),
    ]
