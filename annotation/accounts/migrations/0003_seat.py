"""An invitation may be for a member without an account."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
        ("coding", "0011_brought"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="seat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="coding.member",
            ),
        ),
    ]
