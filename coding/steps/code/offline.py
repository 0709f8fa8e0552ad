"""The workbook for offline coding: what it holds, and whether one that comes back is of this round and rater."""

from __future__ import annotations

from collections.abc import Sequence

from advisories.records import Rejected
from coding.access.classifications import may_see_classifications, may_see_classifications_while_coding
from coding.access.offline import assignments_offline, codes_offline
from coding.access.ratings import assignments
from coding.access.seal import require_open
from coding.clock import now
from coding.dataset.unit_facts import unit_facts
from coding.errors import BadInput
from coding.formats.rating_sheets.offline import (
    CODE_COLUMNS,
    OfflineCode,
    OfflineUnit,
    OfflineWorkbook,
    units_hash,
)
from coding.formats.ratings.answers import Offline
from coding.formats.ratings.read import RatingsRead
from coding.models import Member, Round, Unit
from coding.steps.code.whose import rater_named

CLASSIFICATIONS = ("severity", "CVSS", "CWE")


def offline_workbook(*, by: Member, coding_round: Round, rater: str = "") -> OfflineWorkbook:
    """Return what a rater needs for coding offline: for `by`, or for a rater without an account.

    Raises
    ------
    RuleBroken
        If the round is not open, the rater has no units in it, or `by` cannot enter this rater's codings.
    """
    member = rater_named(by, coding_round, rater) if rater else by
    require_open(coding_round)
    shows = (
        not coding_round.study.of_projects
        and may_see_classifications_while_coding(coding_round, by.user)
        and (by == member or may_see_classifications(by.user))
    )
    rows = assignments_offline(by, member, coding_round).select_related("unit__document")
    units = [_unit(row.unit, shows=shows) for row in rows]
    if not units:
        raise BadInput(f"{member.name} has no units in round {coding_round.number}.")
    codes = list(codes_offline(by, member, coding_round))
    several = len(codes) if coding_round.study.of_projects else CODE_COLUMNS
    return OfflineWorkbook(
        study=coding_round.study.slug,
        title=coding_round.study.title,
        number=coding_round.number,
        rater=member.name,
        day=now().date().isoformat(),
        units=units,
        codes=[OfflineCode(code.label, code.definition, code.when_to_use, code.when_not_to_use) for code in codes],
        code_columns=max(several, 1) if coding_round.multi_label else 1,
        is_fixed=coding_round.style == Round.Style.CLOSED,
        classifications=CLASSIFICATIONS if shows else (),
    )


def _unit(unit: Unit, *, shows: bool) -> OfflineUnit:
    facts = unit_facts(unit.facts, unit.imported_metadata)
    shown = (facts.severity, str(facts.cvss_score or ""), ", ".join(facts.cwes)) if shows else ()
    document = unit.document
    return OfflineUnit(unit.number, facts.identifier, document.title, document.text, document.sha256, shown)


def without_foreign_workbooks(
    by: Member, coding_round: Round, reads: Sequence[RatingsRead], rater: Member | None
) -> tuple[list[RatingsRead], list[Rejected]]:
    """Return the files without workbooks of another study, round or rater, and why each of these is refused."""
    own: list[RatingsRead] = []
    problems: list[Rejected] = []
    for read in reads:
        reason = _why_foreign(offline, by, coding_round, rater) if (offline := _offline_of(read)) else ""
        if reason:
            problems.append(Rejected(read.name, reason))
        else:
            own.append(read)
    return own, problems


def _offline_of(read: RatingsRead) -> Offline | None:
    return next((answers.offline for answers in read.answers if answers.offline), None)


def _why_foreign(offline: Offline, by: Member, coding_round: Round, rater: Member | None) -> str:
    study = coding_round.study
    if offline.study != study.slug and offline.title == study.title:
        return f"This workbook is for another study that is called “{study.title}” as well."
    if offline.study != study.slug:
        return f"This workbook is for the study “{offline.title[:200]}”, not for “{study.title}”."
    if offline.number != str(coding_round.number):
        return f"This workbook is for round {offline.number[:20]}, not for round {coding_round.number}."
    expected = rater or by
    if offline.rater == expected.name or (rater is None and by.is_lead and _is_rater(coding_round, offline.rater)):
        return ""
    if rater is None and by.is_lead:
        return f"This is the workbook of “{offline.rater[:200]}”, who has no units in round {coding_round.number}."
    return f"This is the workbook of “{offline.rater[:200]}”, not of {expected.name}."


def _is_rater(coding_round: Round, name: str) -> bool:
    return Member.objects.filter(study=coding_round.study_id, name=name).exists()


def remarks_on_units(coding_round: Round, entered: Sequence[tuple[Member, RatingsRead]]) -> list[Rejected]:
    """Return a remark on each workbook that was made for other units than the rater has now."""
    remarks = []
    for owner, read in entered:
        offline = _offline_of(read)
        if offline is None:
            continue
        units = assignments(owner, coding_round).values_list("unit__number", "unit__document__sha256")
        if units_hash(units) != offline.units:
            remarks.append(
                Rejected(read.name, f"The workbook was made for other units than {owner.name} has now. Compare them.")
            )
    return remarks
