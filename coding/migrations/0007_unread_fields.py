"""Drop times and authors that the audit trail records; public access is revoked, not withdrawn."""

from django.db import migrations, models

from coding.migrations._triggers import create_triggers


class Migration(migrations.Migration):
    dependencies = [("coding", "0006_last_blind_decision")]

    operations = [
        migrations.RemoveConstraint("publicaccess", "public_once_at_a_time"),
        migrations.RemoveField("publicaccess", "granted_at"),
        migrations.RemoveField("publicaccess", "granted_by"),
        migrations.RemoveField("publicaccess", "withdrawn_by"),
        migrations.RenameField("publicaccess", "withdrawn_at", "revoked_at"),
        migrations.AddConstraint(
            "publicaccess",
            models.UniqueConstraint(
                fields=["release"], condition=models.Q(revoked_at__isnull=True), name="public_once_at_a_time"
            ),
        ),
        migrations.RemoveField("disagreement", "stored_at"),
        migrations.RunPython(create_triggers, migrations.RunPython.noop),
    ]
