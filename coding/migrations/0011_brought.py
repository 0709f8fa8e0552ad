"""What came with a project file: a unit's name and values there, and when a coding was given."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coding", "0010_release_pieces"),
    ]

    operations = [
        migrations.AddField(
            model_name="coding",
            name="given_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="unit",
            name="brought",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
