"""Members who are invited and have not joined, roles that are offered, and members who left."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coding", "0007_unread_fields"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="member",
            name="offered_roles",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="member",
            name="joined_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("joined_at__isnull", False),
                    models.Q(
                        ("is_adjudicator", False), ("is_lead", False), ("is_rater", False), ("user__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="invited_member_has_no_account_and_no_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_at__isnull", True),
                    models.Q(("retired_at__isnull", False), ("user__isnull", True)),
                    _connector="OR",
                ),
                name="member_who_left_has_no_account",
            ),
        ),
    ]
