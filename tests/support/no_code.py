"""Rounds in which raters give no code, or decide without one."""

from __future__ import annotations

from coding.models import Release, Round
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from tests.support.decisions import shared_code
from tests.support.factories import People, opened_round, rate

# unit → (Ada's answer, Bo's answer)
ANSWERS = {
    1: ("not_applicable", "not_applicable"),
    2: ("cannot_tell", "cannot_tell"),
    3: ("Access", "not_applicable"),
    4: ("Access", "Access"),
    5: ("Access", "Leak"),
    6: ("Leak", "Leak"),
}
REASONS = ("not_applicable", "cannot_tell")


def rate_by_word(member, coding_round: Round, unit: int, given: str) -> None:
    if given in REASONS:
        rate(member, coding_round, unit, no_code_reason=given)
    else:
        rate(member, coding_round, unit, *filter(None, given.split("+")))


def closed(people: People, answers: dict[int, tuple[str, str]] = ANSWERS, **plan) -> Round:
    coding_round = opened_round(people, style="shared", **plan)
    for unit, (ada, bo) in answers.items():
        rate_by_word(people.ada, coding_round, unit, ada)
        rate_by_word(people.bo, coding_round, unit, bo)
    return close_round(by=people.lea, number=coding_round.number, even_if_unfinished=True)


def settled(people: People, coding_round: Round) -> Round:
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Access")], reason="I can.")
    for unit, reason in [(3, "not_applicable"), (5, "cannot_tell")]:
        decide(by=people.cleo, coding_round=coding_round, unit=unit, codes=[], no_code_reason=reason, reason="Read it.")
    return settle(by=people.cleo, coding_round=coding_round)


def files_of(release: Release) -> dict[str, str]:
    names = ("table.md", "table.tex", "table.csv", "outcomes.csv", "decisions.csv", "codings.csv", "methods.md")
    names += ("severity_by_consequence.csv", "disagreements.md", "consequences.vl.json", "table.csv", "matching.csv")
    names += ("agreement.json", "recompute.py", "checklists.md")
    return {name: release.files.get(path=name).content.decode() for name in names}
