"""The final rater waits for the discussion, and may decide without the raters' names."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coding", "0008_abstained"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="discussion_ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="hide_raters",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("hide_raters", False), ("final_rater__isnull", False), _connector="OR"),
                name="names_are_hidden_from_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("discussion_ended_at__isnull", True),
                    models.Q(("closed_at__isnull", False), ("settling", "discussion_then_final_rater")),
                    _connector="OR",
                ),
                name="only_a_planned_discussion_ends",
            ),
        ),
    ]
