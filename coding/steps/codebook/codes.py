"""Add, change and retire codes."""

from __future__ import annotations

from typing import Any

from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.dataset.palette import PALETTE
from coding.dataset.rows import CODE_TEXTS
from coding.errors import BadInput, NotAllowed, RoundState, RuleBroken
from coding.locks import lock_closed_rounds, lock_codes, lock_members, lock_study
from coding.models import Code, EventKind, Member, Round, Study
from coding.steps.adjudicate.merges import open_unmerged
from coding.steps.codebook.order import leave_order, require_order_not_fixed


class LabelTaken(RuleBroken):
    """The codebook already has a code with this label."""

    code = "label_taken"


@step
def add_code(*, by: Member, label: str, round_number: int | None = None, **fields: Any) -> Code:
    """Add a code: a private one in a round of open coding, else one to the shared codebook."""
    lock_study(by.study_id)
    if round_number is not None:
        lock_members([by])  # the event goes to the rater's own chain
    coding_round = open_round_of_rater(by, round_number) if round_number is not None else None
    private = coding_round is not None and coding_round.style == Round.Style.OPEN
    owner, owning_round = (by, coding_round) if private else (None, None)
    if coding_round is None:
        require_role(by, "lead")
    if not private:
        require_codebook_not_frozen(by.study)
        require_order_not_fixed(by.study)
    siblings = Code.objects.filter(study=by.study_id, owner=owner, round=owning_round)
    if siblings.filter(label=label, retired_at__isnull=True).exists():
        raise LabelTaken(f"The code “{label}” already exists. Use it, or choose another label.")
    activity = fields.get("activity", "")
    code = Code(
        study=by.study, owner=owner, round=owning_round, label=label, activity=activity, position=siblings.count()
    )
    code.colour = fields.get("colour") or PALETTE[code.position % len(PALETTE)]
    set_texts(code, fields, siblings)
    # The checks above cover the constraints: the label is free, and the study is locked.
    code.full_clean(validate_constraints=False)
    code.save(force_insert=True)
    # Who added a shared code during a round is sealed until the round closes.
    sealed: dict[str, Any] = {"coding_round": coding_round, "rater_scope": by} if coding_round else {}
    record(study=by.study, kind=EventKind.CODE_ADDED, by=by, data=content_of(code), **sealed)
    return code


def open_round_of_rater(by: Member, number: int) -> Round:
    """Return the open round of this number; raise if `by` cannot add codes in it."""
    coding_round = Round.objects.filter(study=by.study_id, number=number).first()
    if coding_round is None or not coding_round.assignments.filter(rater=by, reassigned_at__isnull=True).exists():
        raise NotAllowed("Only a rater of the round can add codes in it.")
    if coding_round.state != Round.State.OPEN:
        raise RoundState(f"Round {number} is {coding_round.state}. Codes can be added only while it is open.")
    return coding_round


def require_codebook_not_frozen(study: Study) -> None:
    """Raise RoundState while a round with a fixed codebook is open."""
    if Round.objects.filter(study=study, state=Round.State.OPEN, style=Round.Style.CLOSED).exists():
        raise RoundState("The codebook is frozen while a round with a fixed codebook is open. Close the round first.")


def set_texts(code: Code, fields: dict[str, Any], siblings: Any) -> None:
    """Set the given texts, colour and parent of a code; `siblings` are the codes of the same codebook."""
    for name in CODE_TEXTS:
        if fields.get(name) is not None:
            setattr(code, name, fields[name])
    if fields.get("colour"):
        code.colour = fields["colour"]
    if "parent" in fields:
        code.parent = valid_parent(code, fields["parent"], siblings)


def valid_parent(code: Code, parent_id: int | None, siblings: Any) -> Code | None:
    """Return the parent, or None without one; raise BadInput if the code cannot have this parent."""
    if parent_id is None:
        return None
    parent: Code | None = siblings.filter(pk=parent_id).first()
    if parent is None:
        raise BadInput("Unknown parent. Choose a code of the same codebook.")
    if not code._state.adding and code.pk in ancestors(parent, siblings):  # a new code has no descendants
        raise BadInput(f"“{code.label}” cannot be its own ancestor. Choose another parent.")
    return parent


def ancestors(code: Code, siblings: Any) -> set[int]:
    """Return the primary keys of `code` and all its ancestors."""
    parents: dict[int, int | None] = dict(siblings.values_list("pk", "parent"))
    lineage: set[int] = set()
    current: int | None = code.pk
    while current is not None and current not in lineage:
        lineage.add(current)
        current = parents.get(current)
    return lineage


@step
def change_code(
    *, by: Member, code: Code, label: str | None = None, retired: bool | None = None, reason: str = "", **fields: Any
) -> Code:
    """Change the texts of a code, retire it, or restore it, which undoes its merge. Codings do not change."""
    lock_study(by.study_id)
    rounds = lock_closed_rounds(by.study_id) if retired is False else []
    if code.owner_id is not None:
        lock_members([by])  # the event goes to the rater's own chain
    (code,) = lock_codes(Code.objects.filter(pk=code.pk))
    sealed: dict[str, Any] = {}
    if code.owner_id is None:
        require_role(by, "lead")
        require_codebook_not_frozen(by.study)
        if retired is False:
            require_order_not_fixed(by.study)
    else:
        if code.owner_id != by.pk or code.round is None:
            raise NotAllowed("Only its rater can change a private code.")
        open_round_of_rater(by, code.round.number)
        sealed = {"coding_round": code.round, "rater_scope": by}
    siblings = Code.objects.filter(study=by.study_id, owner=code.owner, round=code.round)
    before = content_of(code)
    if label is not None:
        code.label = label
    if retired is not None:
        code.retired_at = now() if retired else None
        code.merged_into = code.merged_into if retired else None
        if retired:
            leave_order(code)
    others = siblings.filter(label=code.label, retired_at__isnull=True).exclude(pk=code.pk)
    if code.retired_at is None and others.exists():
        raise LabelTaken(f"The code “{code.label}” already exists. Choose another label.")
    set_texts(code, fields, siblings)
    code.full_clean()
    code.save()
    data = {"id": code.pk, "before": before, "after": content_of(code), "reason": reason.strip()}
    if opened := open_unmerged(rounds=rounds):
        data["opened"] = opened
    record(study=by.study, kind=EventKind.CODE_CHANGED, by=by, data=data, **sealed)
    return code


def content_of(code: Code) -> dict[str, Any]:
    """Return a code as events and frozen versions store it: its texts, parent, state and place in the order."""
    return {
        "label": code.label,
        **{name: getattr(code, name) for name in CODE_TEXTS},
        "colour": code.colour,
        "parent": code.parent.label if code.parent else "",
        "retired": code.retired_at is not None,
        **({} if code.rank is None else {"rank": code.rank, "score": code.score}),
    }
