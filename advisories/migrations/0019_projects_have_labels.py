from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("advisories", "0018_identities_of_projects"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="project_has_a_label"
            ),
        ),
    ]
