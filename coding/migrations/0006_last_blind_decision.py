"""A round remembers the last decision before hidden names became known to its final rater."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def set_last_blind_decisions(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set it for rounds that were settled before, by the time at which they were settled first."""
    rounds, decisions = apps.get_model("coding", "Round").objects, apps.get_model("coding", "Decision").objects
    events = apps.get_model("coding", "Event").objects
    for pk in rounds.filter(blind_adjudication=True).values_list("pk", flat=True):
        first = events.filter(round=pk, kind="round_settled").order_by("number").first()
        if first is not None:
            blind = decisions.filter(round=pk, decided_at__lte=first.at).aggregate(last=models.Max("pk"))["last"]
            rounds.filter(pk=pk).update(last_blind_decision=blind or 0)


class Migration(migrations.Migration):
    dependencies = [("coding", "0005_round_secret")]

    operations = [
        migrations.AddField(
            "round",
            "last_blind_decision",
            models.PositiveBigIntegerField(null=True, blank=True, editable=False),
        ),
        migrations.RunPython(set_last_blind_decisions, migrations.RunPython.noop),
    ]
