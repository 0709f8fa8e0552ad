"""Refresh the facts of units from the corpus before a round opens on them."""

from __future__ import annotations

from collections.abc import Sequence

from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.audit.record import record
from coding.dataset.unit_facts import DIFFERENCES, FrozenFacts, differences
from coding.errors import BadInput, RoundState
from coding.loading.corpus_facts import facts_of_documents
from coding.locks import lock_study
from coding.models import Assignment, EventKind, Member, Round, Study, Unit


@step
def refresh_facts(*, by: Member, numbers: Sequence[int]) -> int:
    """Store today's facts and source records of these units, and return how many of the units changed.

    The texts stay: units read another text only after another draw.

    Raises
    ------
    BadInput
        If a unit is unknown.
    RoundState
        If a round has opened on a unit.
    """
    require_role(by, "lead")
    study = lock_study(by.study_id)
    units = list(study.units.filter(number__in=set(numbers)).order_by("number"))
    if missing := set(numbers) - {unit.number for unit in units}:
        raise BadInput(f"The study has no unit {min(missing)}. Its units are 1 to {study.units.count()}.")
    if fixed := fixed_units(study) & set(numbers):
        raise RoundState(f"A round has opened on unit {min(fixed)}, so its facts are fixed. Leave it out.")
    today = facts_of_documents([unit.document_id for unit in units])
    changes = []
    changed = []
    for unit in units:
        now = today[unit.document_id]
        rows = differences(FrozenFacts(unit.facts, unit.records), now)
        if rows:
            changes += [
                {"unit": unit.number, "fact": DIFFERENCES[row.fact], "before": row.before, "after": row.after}
                for row in rows
            ]
            unit.facts, unit.records, unit.facts_revision = now.facts, now.records, unit.facts_revision + 1
            changed.append(unit)
    if changed:
        Unit.objects.bulk_update(changed, ["facts", "records", "facts_revision"], batch_size=500)
        record(
            study=study,
            kind=EventKind.FACTS_REFRESHED,
            by=by,
            data={"units": [unit.number for unit in changed], "changes": changes},
        )
    return len(changed)


def fixed_units(study: Study) -> set[int]:
    """Return the numbers of the units on which a round has opened."""
    opened = Assignment.objects.filter(round__study=study).exclude(round__state=Round.State.PLANNED)
    return set(opened.order_by().values_list("unit__number", flat=True).distinct())
