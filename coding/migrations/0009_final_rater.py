"""What the final rater waits for: the discussion, until it is over or ended."""

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
    ]
