"""Codes: made, changed and retired; versions of the codebook frozen."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotAllowed, RoundState, RuleBroken
from coding.models import Code, EventKind, Member, Round, Study
from coding.steps.adjudicate.merges import lock_closed_rounds, open_unmerged

# Tol's muted qualitative scheme: told apart by colour-blind readers, in light and dark.
PALETTE = (
    "#332288",
    "#88ccee",
    "#44aa99",
    "#117733",
    "#999933",
    "#ddcc77",
    "#cc6677",
    "#882255",
    "#aa4499",
    "#777777",
)
TEXTS = ("definition", "when_to_use", "when_not_to_use", "examples", "near_misses")


class LabelTaken(RuleBroken):
    """A code of that label is there already."""

    code = "label_taken"


@transaction.atomic
def add_code(*, by: Member, label: str, round_number: int | None = None, **fields: Any) -> Code:
    """Add a code: a private one in an open round of open style, else one to the shared codebook."""
    Study.objects.select_for_update().get(pk=by.study_id)
    found = open_round_of_rater(by, round_number) if round_number is not None else None
    private = found is not None and found.style == Round.Style.OPEN
    if found is None:
        require_role(by, "lead")
    if not private:
        refuse_while_frozen(by.study)
    siblings = Code.objects.filter(study=by.study_id, owner=by if private else None, round=found if private else None)
    if siblings.filter(label=label, retired_at__isnull=True).exists():
        raise LabelTaken(f"There is a code “{label}” already. Use it, or choose another label.")
    code = Code(
        study=by.study,
        owner=by if private else None,
        round=found if private else None,
        label=label,
        position=siblings.count(),
    )
    code.colour = fields.get("colour") or PALETTE[code.position % len(PALETTE)]
    set_texts(code, fields, siblings)
    code.full_clean(validate_constraints=False)  # none is left to break: the label is free, the study locked
    code.save(force_insert=True)
    # Who made a shared code during a round is that rater's secret until the round closes.
    sealed: dict[str, Any] = {"coding_round": found, "rater_scope": by} if found else {}
    record(study=by.study, kind=EventKind.CODE_ADDED, by=by, data=content_of(code), **sealed)
    return code


def open_round_of_rater(by: Member, number: int) -> Round:
    """The open round in which `by` may make codes."""
    coding_round = Round.objects.filter(study=by.study_id, number=number).first()
    if coding_round is None or not coding_round.assignments.filter(rater=by, reassigned_at__isnull=True).exists():
        raise NotAllowed("Only a rater of the round can make codes in it.")
    if coding_round.state != Round.State.OPEN:
        raise RoundState(f"Round {number} is {coding_round.state}. Codes can be made while it is open.")
    return coding_round


def refuse_while_frozen(study: Study) -> None:
    if Round.objects.filter(study=study, state=Round.State.OPEN, style=Round.Style.CLOSED).exists():
        raise RoundState("The codebook is frozen while a closed round is open. Change it after the round.")


def set_texts(code: Code, fields: dict[str, Any], siblings: Any) -> None:
    for name in TEXTS:
        if fields.get(name) is not None:
            setattr(code, name, fields[name])
    if fields.get("colour"):
        code.colour = fields["colour"]
    if "parent" in fields:
        code.parent = valid_parent(code, fields["parent"], siblings)


def valid_parent(code: Code, parent: int | None, siblings: Any) -> Code | None:
    if parent is None:
        return None
    above: Code | None = siblings.filter(pk=parent).first()
    if above is None:
        raise BadInput("The parent must be a code of the same codebook.")
    if not code._state.adding and code.pk in ancestors(above, siblings):  # nothing stands below a new code
        raise BadInput(f"“{code.label}” cannot stand below itself.")
    return above


def ancestors(code: Code, siblings: Any) -> set[int]:
    """The numbers of `code` and of all that it stands below."""
    parents: dict[int, int | None] = dict(siblings.values_list("pk", "parent"))
    found: set[int] = set()
    step: int | None = code.pk
    while step is not None and step not in found:
        found.add(step)
        step = parents.get(step)
    return found


@transaction.atomic
def change_code(
    *, by: Member, code: Code, label: str | None = None, retired: bool | None = None, reason: str = "", **fields: Any
) -> Code:
    """Change the texts of a code, retire it, or use it again, which undoes its merge. Codings keep their codes."""
    rounds = lock_closed_rounds(by.study_id) if retired is False else []
    Study.objects.select_for_update().get(pk=by.study_id)
    code = Code.objects.select_for_update().get(pk=code.pk)
    sealed: dict[str, Any] = {}
    if code.owner_id is None:
        require_role(by, "lead")
        refuse_while_frozen(by.study)
    else:
        if code.owner_id != by.pk or code.round is None:
            raise NotAllowed("A private code is changed by its rater alone.")
        open_round_of_rater(by, code.round.number)
        sealed = {"coding_round": code.round, "rater_scope": by}
    siblings = Code.objects.filter(study=by.study_id, owner=code.owner, round=code.round)
    before = content_of(code)
    if label is not None:
        code.label = label
    if retired is not None:
        code.retired_at = now() if retired else None
        code.merged_into = code.merged_into if retired else None
    others = siblings.filter(label=code.label, retired_at__isnull=True).exclude(pk=code.pk)
    if code.retired_at is None and others.exists():
        raise LabelTaken(f"There is a code “{code.label}” already. Choose another label.")
    set_texts(code, fields, siblings)
    code.full_clean()
    code.save()
    data = {"id": code.pk, "before": before, "after": content_of(code), "reason": reason.strip()}
    if opened := open_unmerged(rounds=rounds):
        data["opened"] = opened
    record(study=by.study, kind=EventKind.CODE_CHANGED, by=by, data=data, **sealed)
    return code


def content_of(code: Code) -> dict[str, Any]:
    return {
        "label": code.label,
        **{name: getattr(code, name) for name in TEXTS},
        "colour": code.colour,
        "parent": code.parent.label if code.parent else "",
        "retired": code.retired_at is not None,
    }
