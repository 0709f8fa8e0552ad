"""A kind of disagreement for units that somebody gave no code."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coding", "0007_discussion"),
    ]

    operations = [
        migrations.AlterField(
            model_name="disagreement",
            name="kind",
            field=models.CharField(
                choices=[
                    ("different", "Different"),
                    ("overlap", "Overlap"),
                    ("abstained", "Abstained"),
                    ("subset", "Subset"),
                ],
                max_length=10,
            ),
        ),
    ]
