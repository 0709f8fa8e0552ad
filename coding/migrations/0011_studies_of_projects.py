"""Studies of projects: a code is given, not given or unclear, and suggestions are shown after one's own answer."""

from django.db import migrations, models

from coding.migrations._triggers import create_triggers, drop_exclusive_triggers


def unclear(answer: str) -> migrations.CreateModel:
    """Return the operation that creates the table of the codes of which an answer cannot tell."""
    return migrations.CreateModel(
        name=f"{answer}Unclear",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "code",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name=f"{answer.lower()}_unclear_rows", to="coding.code"
                ),
            ),
            (
                answer.lower(),
                models.ForeignKey(on_delete=models.PROTECT, related_name="unclear_rows", to=f"coding.{answer.lower()}"),
            ),
        ],
        options={
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(fields=(answer.lower(), "code"), name=f"unclear_once_in_{answer.lower()}")
            ],
        },
    )


def optional(to: str, related_name: str = "+") -> models.ForeignKey:
    return models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name=related_name, to=to)


class Migration(migrations.Migration):
    dependencies = [
        ("advisories", "0005_upload_pieces_are_protected"),
        ("coding", "0010_decision_without_a_code"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, drop_exclusive_triggers),
        migrations.AddField(
            "study",
            "kind",
            models.CharField(
                choices=[("advisories", "Advisories"), ("projects", "Projects")], default="advisories", max_length=10
            ),
        ),
        migrations.AddField("code", "activity", models.CharField(blank=True, default="", max_length=40)),
        migrations.AddField(
            "round",
            "suggestions",
            models.CharField(choices=[("never", "Never"), ("after", "After")], default="never", max_length=5),
        ),
        unclear("Coding"),
        unclear("Decision"),
        unclear("Comment"),
        migrations.AddField(
            "exposure",
            "kind",
            models.CharField(
                choices=[("similar", "Similar"), ("suggestion", "Suggestion")], default="similar", max_length=10
            ),
        ),
        migrations.AlterField("exposure", "assignment", optional("coding.assignment", "exposures")),
        migrations.AddField("exposure", "member", optional("coding.member", "exposures")),
        migrations.AddField("exposure", "document", optional("advisories.document")),
        migrations.AddField("exposure", "round", optional("coding.round")),
        migrations.AlterField("exposure", "shown_units", models.JSONField(blank=True, default=list)),
        migrations.AddConstraint(
            "exposure",
            models.CheckConstraint(
                name="exposure_is_of_an_assignment_or_a_document",
                condition=models.Q(
                    assignment__isnull=False, member__isnull=True, document__isnull=True, round__isnull=True
                )
                | models.Q(assignment__isnull=True, member__isnull=False, document__isnull=False, kind="suggestion"),
            ),
        ),
        migrations.RunPython(create_triggers, migrations.RunPython.noop),
    ]
