"""A decision has either codes or a no-code reason, and so has a changed position."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from coding.migrations._triggers import create_triggers, drop_answer_triggers

NO_CODE_REASON = models.CharField(
    max_length=14,
    choices=[("cannot_tell", "Cannot Tell"), ("not_applicable", "Not Applicable"), ("", "No")],
    blank=True,
    default="",
)


def state_answers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Count the codes of each decision. Without a code, the decision said that no consequence applies."""
    decisions, codes = apps.get_model("coding", "Decision").objects, apps.get_model("coding", "DecisionCode").objects
    of_decision = codes.filter(decision=models.OuterRef("pk")).order_by().values("decision")
    decisions.filter(models.Exists(of_decision)).update(
        code_count=models.Subquery(of_decision.annotate(count=models.Count("pk")).values("count"))
    )
    decisions.filter(code_count=0).update(no_code_reason="not_applicable")


class Migration(migrations.Migration):
    dependencies = [("coding", "0009_hand_over")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, drop_answer_triggers),
        migrations.AddField("decision", "no_code_reason", NO_CODE_REASON.clone()),
        migrations.AddField("decision", "code_count", models.PositiveSmallIntegerField(default=0), False),
        migrations.AddField("comment", "no_code_reason", NO_CODE_REASON.clone()),
        migrations.RunPython(state_answers, migrations.RunPython.noop),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=models.Q(code_count__gte=1, no_code_reason="")
                | models.Q(models.Q(code_count=0), ~models.Q(no_code_reason="")),
                name="decision_has_codes_or_a_reason",
            ),
        ),
        migrations.RunPython(create_triggers, migrations.RunPython.noop),
    ]
