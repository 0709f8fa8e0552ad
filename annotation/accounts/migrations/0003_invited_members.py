"""Invitations for an account, which are accepted, declined or withdrawn."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def mark_existing_members(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Mark the earlier invitations for a member, which were all for a member without an account."""
    invitations = apps.get_model("accounts", "Invitation").objects
    invitations.filter(member__isnull=False).update(existing_member=True)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
        ("coding", "0008_invited_members"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="account",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="declined_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="existing_member",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_existing_members, migrations.RunPython.noop),
        migrations.AddField(
            model_name="invitation",
            name="revoked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="username",
            field=models.CharField(blank=True, default="", max_length=150),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="digest",
            field=models.CharField(blank=True, max_length=64, null=True, unique=True),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account__isnull", True), ("digest__isnull", False), ("username", "")),
                    models.Q(("digest__isnull", True), models.Q(("username", ""), _negated=True)),
                    _connector="OR",
                ),
                name="invitation_by_link_or_for_an_account",
            ),
        ),
    ]
