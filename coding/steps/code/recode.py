"""Replace, merge and split a rater's own codes in submitted codings of an open round, and undo it.

Submitted codings never change. Each recoded unit gets a further version with the reason.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from advisories.platform.transactions import step
from coding.access.ratings import own_current_codings
from coding.access.seal import require_open
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotAllowed, NotReady
from coding.locks import lock_assignments, lock_codes, lock_members, lock_study
from coding.models import Code, Coding, Draft, Event, EventKind, Member, Round
from coding.steps.code.store import CodingContent, store_coding, validated_content
from coding.steps.code.submit import allowed_codes, require_not_final


@dataclass(frozen=True, slots=True)
class RecodeScope:
    """Numbers of the rater's own units that recoding a code would change."""

    submitted: tuple[int, ...]
    drafts: tuple[int, ...]


def recode_scope(*, by: Member, coding_round: Round, code: Code) -> RecodeScope:
    """Return the rater's own submitted units and drafts that have this code."""
    drafts = Draft.objects.filter(assignment__round=coding_round, assignment__rater=by).select_related(
        "assignment__unit"
    )
    return RecodeScope(
        tuple(codings_with(by, coding_round, code).order_by("unit_number").values_list("unit_number", flat=True)),
        tuple(sorted(row.assignment.unit.number for row in drafts if code.pk in row.content["codes"])),
    )


def codings_with(by: Member, coding_round: Round, code: Code) -> Any:
    """Return the rater's own current codings that have this code."""
    return own_current_codings(by, coding_round).filter(code_rows__code=code)


@step
def recode(
    *, by: Member, coding_round: Round, code: int, into: int, reason: str, units: Sequence[int] | None = None
) -> tuple[int, ...]:
    """Replace `code` by `into` in the rater's own codings of `units` or all; return the recoded units.

    Without `units`, drafts change as well, and a private code is merged: it is retired and can no longer be chosen.
    """
    if not reason.strip():
        raise BadInput("A reason is required. It is stored with each coding that changes.")
    coding_round = lock_open_round(by, coding_round)
    lock_codes(Code.objects.filter(study=coding_round.study_id, pk__in=[code, into]))
    old, new = active_code(by, coding_round, code), active_code(by, coding_round, into)
    if old.pk == new.pk:
        raise BadInput("Choose two different codes.")
    selected = codings_with(by, coding_round, old).select_related(
        "assignment__unit", "assignment__rater", "assignment__round"
    )
    if units is not None:
        selected = selected.filter(unit_number__in=units)
    codings = list(selected.prefetch_related("code_rows", "segments").order_by("unit_number"))
    if units is not None and (missing := set(units) - {coding.assignment.unit.number for coding in codings}):
        raise BadInput(f"Unit {min(missing)} has no submitted coding with “{old.label}”. Choose other units.")
    if units is not None and not codings:
        raise BadInput("No units are selected. Choose the units to recode.")
    of_projects = coding_round.study.of_projects
    for coding in codings:
        store_next_version(
            coding, replace_code(validated_content(coding, of_projects=of_projects), old.pk, new.pk), reason.strip()
        )
    merged = units is None and old.owner_id is not None
    changed_drafts = replace_in_drafts(by, coding_round, old.pk, new.pk) if units is None else []
    if merged:
        old.retired_at, old.merged_into = now(), new
        old.save(update_fields=["retired_at", "merged_into"])
    numbers = [coding.assignment.unit.number for coding in codings]
    record(
        study=coding_round.study,
        kind=EventKind.UNITS_RECODED,
        by=by,
        coding_round=coding_round,
        rater_scope=by,
        data={
            "code": old.pk,
            "label": old.label,
            "into": new.label,
            "merged": merged,
            "units": {str(coding.assignment.unit.number): coding.version for coding in codings},
            "drafts": len(changed_drafts),
            "reason": reason.strip(),
        },
    )
    return tuple(numbers)


def lock_open_round(by: Member, coding_round: Round) -> Round:
    """Lock the codebook and the rater's assignments, then read and return the round; raise if it is not open."""
    lock_study(coding_round.study_id)
    lock_members([by])
    # A submission locks its assignment in the same way, so that none is stored in between.
    lock_assignments(round=coding_round, rater=by)
    coding_round = Round.objects.select_related("study").get(pk=coding_round.pk)
    require_open(coding_round)
    return coding_round


def active_code(by: Member, coding_round: Round, code: int) -> Code:
    """Return a code that this rater can use in the round; raise NotAllowed if it is another code."""
    active = Code.objects.filter(study=coding_round.study_id, retired_at__isnull=True, pk=code).first()
    if active is None or active.pk not in allowed_codes(by, coding_round):
        raise NotAllowed("This code cannot be used in this round: it is retired or not in your codebook.")
    return active


def replace_code(content: CodingContent, code: int, into: int) -> CodingContent:
    """Return the content with `into` instead of `code`, without duplicate codes and segments."""
    codes = list(dict.fromkeys(into if old == code else old for old in content.codes))
    segments = {
        (s["code"], s["start"], s["end"]): s
        for s in ({**s, "code": into if s["code"] == code else s["code"]} for s in content.segments)
    }
    unclear = [old for old in content.unclear if old not in codes]
    return replace(content, codes=codes, segments=list(segments.values()), unclear=unclear)


def replace_in_drafts(by: Member, coding_round: Round, code: int, into: int) -> list[int]:
    """Replace a code in the rater's drafts; return the primary keys of the changed drafts."""
    changed = []
    for draft in Draft.objects.filter(assignment__round=coding_round, assignment__rater=by):
        stored = draft.content
        if code not in stored["codes"]:
            continue
        content = replace_code(
            CodingContent(codes=stored["codes"], segments=stored["segments"], unclear=stored.get("unclear", [])),
            code,
            into,
        )
        changed_parts = {"codes": content.codes, "segments": content.segments, "unclear": content.unclear}
        draft.content = {**stored, **changed_parts}
        draft.revision += 1
        draft.save(update_fields=["content", "revision"])
        changed.append(draft.pk)
    return changed


def store_next_version(coding: Coding, content: CodingContent, reason: str) -> None:
    """Store the content as the next version of a coding, and leave a draft of the unit unchanged."""
    require_not_final(coding.assignment)
    draft = Draft.objects.filter(assignment=coding.assignment_id).first()
    store_coding(coding.assignment, content, version=coding.version + 1, key=secrets.token_hex(16), reason=reason)
    if draft is not None:
        draft.save(force_insert=True)


@step
def undo_recoding(*, by: Member, coding_round: Round) -> tuple[int, ...]:
    """Undo the last recoding by further versions with the earlier content; return the restored units.

    A code that the recoding merged is in use again.
    """
    coding_round = lock_open_round(by, coding_round)
    last = (
        Event.objects.filter(
            round=coding_round, rater_scope=by, kind__in=[EventKind.UNITS_RECODED, EventKind.RECODING_UNDONE]
        )
        .order_by("number")
        .last()
    )
    if last is None or last.kind == EventKind.RECODING_UNDONE:
        raise NotReady("There is no recoding to undo.")
    (code,) = lock_codes(Code.objects.filter(pk=last.data["code"]))
    if last.data["merged"]:
        twin = Code.objects.filter(round=coding_round, owner=by, label=code.label, retired_at__isnull=True)
        if twin.exists():
            raise NotReady(f"Another code is called “{code.label}” now. Rename it first.")
        code.retired_at = code.merged_into = None
        code.save(update_fields=["retired_at", "merged_into"])
    restored = []
    for number, version in last.data["units"].items():
        newest = own_current_codings(by, coding_round).get(assignment__unit__number=int(number))
        if newest.version == version + 1:  # a later change of the unit is not undone
            before = Coding.objects.get(assignment=newest.assignment_id, version=version)
            reason = f"Recoding undone: {last.data['label']} to {last.data['into']}"
            content = validated_content(before, of_projects=coding_round.study.of_projects)
            store_next_version(newest, content, reason)
            restored.append(int(number))
    record(
        study=coding_round.study,
        kind=EventKind.RECODING_UNDONE,
        by=by,
        coding_round=coding_round,
        rater_scope=by,
        data={"units": restored, "label": code.label},
    )
    return tuple(restored)
