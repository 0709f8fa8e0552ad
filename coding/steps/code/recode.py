"""One's own codes put right while coding: what has one code gets another; codes are merged and split; all undone.

First ratings stay as they are: each answer that changes is a further version with the reason.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from coding.access.ratings import own_current_codings
from coding.access.seal import require_open
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotAllowed, NotReady
from coding.models import Assignment, Code, Coding, Draft, Event, EventKind, Member, Round
from coding.steps.code.store import CodingContent, store_coding, validated_content
from coding.steps.code.submit import allowed_codes


@dataclass(frozen=True, slots=True)
class RecodeScope:
    """What a change of a code touches: own units, by number."""

    submitted: tuple[int, ...]
    drafts: tuple[int, ...]


def recode_scope(*, by: Member, coding_round: Round, code: Code) -> RecodeScope:
    """One's own submitted units and drafts that have this code."""
    drafts = Draft.objects.filter(assignment__round=coding_round, assignment__rater=by).select_related(
        "assignment__unit"
    )
    return RecodeScope(
        tuple(with_code(by, coding_round, code).order_by("unit_number").values_list("unit_number", flat=True)),
        tuple(sorted(row.assignment.unit.number for row in drafts if code.pk in row.content["codes"])),
    )


def with_code(by: Member, coding_round: Round, code: Code) -> Any:
    return own_current_codings(by, coding_round).filter(code_rows__code=code)


@transaction.atomic
def recode(
    *, by: Member, coding_round: Round, code: int, into: int, reason: str, units: Sequence[int] | None = None
) -> tuple[int, ...]:
    """Give one's own answers `into` in the place of `code`: those of `units`, or all. Returns the units submitted anew.

    All of a private code's answers at once is a merge: the code is retired and can no longer be chosen.
    """
    if not reason.strip():
        raise BadInput("Say why: the reason stays with each answer that changes.")
    coding_round = held(by, coding_round)
    one, other = active_code(by, coding_round, code), active_code(by, coding_round, into)
    if one.pk == other.pk:
        raise BadInput("Choose two different codes.")
    found = with_code(by, coding_round, one).select_related(
        "assignment__unit", "assignment__rater", "assignment__round"
    )
    if units is not None:
        found = found.filter(unit_number__in=units)
    codings = list(found.prefetch_related("code_rows", "segments").order_by("unit_number"))
    if units is not None and (missing := set(units) - {coding.assignment.unit.number for coding in codings}):
        raise BadInput(f"Unit {min(missing)} is not submitted with “{one.label}”.")
    if units is not None and not codings:
        raise BadInput("Choose the units that get the other code.")
    for coding in codings:
        again(coding, replace_code(validated_content(coding), one.pk, other.pk), reason.strip())
    merged = units is None and one.owner_id is not None
    changed_drafts = exchange_in_drafts(by, coding_round, one.pk, other.pk) if units is None else []
    if merged:
        one.retired_at, one.merged_into = now(), other
        one.save(update_fields=["retired_at", "merged_into"])
    numbers = [coding.assignment.unit.number for coding in codings]
    record(
        study=coding_round.study,
        kind=EventKind.UNITS_RECODED,
        by=by,
        coding_round=coding_round,
        rater_scope=by,
        data={
            "code": one.pk,
            "label": one.label,
            "into": other.label,
            "merged": merged,
            "units": {str(coding.assignment.unit.number): coding.version for coding in codings},
            "drafts": len(changed_drafts),
            "reason": reason.strip(),
        },
    )
    return tuple(numbers)


def held(by: Member, coding_round: Round) -> Round:
    """The open round with the rater's assignments locked, as a submission locks its own."""
    list(Assignment.objects.select_for_update().filter(round=coding_round, rater=by).values_list("pk"))
    coding_round = Round.objects.select_related("study").get(pk=coding_round.pk)
    require_open(coding_round)
    return coding_round


def active_code(by: Member, coding_round: Round, code: int) -> Code:
    """A code that this rater can choose in the round."""
    found = (
        Code.objects.select_for_update().filter(pk=code, study=coding_round.study_id, retired_at__isnull=True).first()
    )
    if found is None or found.pk not in allowed_codes(by, coding_round):
        raise NotAllowed("This code cannot be used in this round: it is retired or not in your codebook.")
    return found


def replace_code(answer: CodingContent, code: int, into: int) -> CodingContent:
    """The answer with one code in the place of another, each code and each segment once."""
    codes = list(dict.fromkeys(into if old == code else old for old in answer.codes))
    segments = {
        (s["code"], s["start"], s["end"]): s
        for s in ({**s, "code": into if s["code"] == code else s["code"]} for s in answer.segments)
    }
    return replace(answer, codes=codes, segments=list(segments.values()))


def exchange_in_drafts(by: Member, coding_round: Round, code: int, into: int) -> list[int]:
    changed = []
    for draft in Draft.objects.select_for_update().filter(assignment__round=coding_round, assignment__rater=by):
        content = draft.content
        if code not in content["codes"]:
            continue
        kept = {name: content[name] for name in ("codes", "segments") if name in content}
        answer = replace_code(CodingContent(**kept), code, into)
        draft.content = {**content, "codes": answer.codes, "segments": answer.segments}
        draft.revision += 1
        draft.save(update_fields=["content", "revision"])
        changed.append(draft.pk)
    return changed


def again(coding: Coding, answer: CodingContent, reason: str) -> None:
    """The answer as a further version; a draft of the same unit stays as it is."""
    draft = Draft.objects.filter(assignment=coding.assignment_id).first()
    store_coding(coding.assignment, answer, version=coding.version + 1, key=secrets.token_hex(16), reason=reason)
    if draft is not None:
        draft.save(force_insert=True)


@transaction.atomic
def undo_recoding(*, by: Member, coding_round: Round) -> tuple[int, ...]:
    """Take the last recoding back: its answers as they were, as further versions; a merged code can be used again."""
    coding_round = held(by, coding_round)
    last = (
        Event.objects.filter(
            round=coding_round, rater_scope=by, kind__in=[EventKind.UNITS_RECODED, EventKind.RECODING_UNDONE]
        )
        .order_by("number")
        .last()
    )
    if last is None or last.kind == EventKind.RECODING_UNDONE:
        raise NotReady("There is no change of codes to take back.")
    code = Code.objects.select_for_update().get(pk=last.data["code"])
    if last.data["merged"]:
        twin = Code.objects.filter(round=coding_round, owner=by, label=code.label, retired_at__isnull=True)
        if twin.exists():
            raise NotReady(f"There is another code “{code.label}” by now. Rename it first.")
        code.retired_at = code.merged_into = None
        code.save(update_fields=["retired_at", "merged_into"])
    back = []
    for number, version in last.data["units"].items():
        newest = own_current_codings(by, coding_round).get(assignment__unit__number=int(number))
        if newest.version == version + 1:  # else it was changed again since: that stands
            before = Coding.objects.get(assignment=newest.assignment_id, version=version)
            again(newest, validated_content(before), f"Taken back: {last.data['label']} to {last.data['into']}")
            back.append(int(number))
    record(
        study=coding_round.study,
        kind=EventKind.RECODING_UNDONE,
        by=by,
        coding_round=coding_round,
        rater_scope=by,
        data={"units": back, "label": code.label},
    )
    return tuple(back)
