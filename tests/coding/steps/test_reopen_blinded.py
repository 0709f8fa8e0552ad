"""A round whose names were hidden and that is reopened: the release says what was decided with the names known."""

from __future__ import annotations

import pytest

from coding.models import Round
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.settle import reopen_round, settle
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.publish.release import publish
from tests.support.factories import People, client, matched_round

pytestmark = pytest.mark.django_db
ROUND = "/api/v1/studies/consequences/rounds/1/"
HIDDEN = "The final rater did not see who had coded what."


def blind_settled_round(people: People) -> Round:
    """Settle a round of three disagreements, decided by Cleo, from whom the names are hidden."""
    coding_round = matched_round(people, names={}, blind_adjudication=True)
    for unit in coding_round.disagreements.values_list("unit__number", flat=True):
        decide_for(people, coding_round, unit, "Access")
    return settle(by=people.cleo, coding_round=coding_round)


def decide_for(people: People, coding_round: Round, unit: int, label: str) -> None:
    code = people.study.codes.get(label=label, owner=None)
    decide(by=people.cleo, coding_round=coding_round, unit=unit, codes=[code.pk], reason="The text says so")


def released(people: People, name: str, **options: bool) -> str:
    return publish(by=people.lea, **options).files.get(path=name).content.decode()


def test_blind_decisions_are_stated_as_such(people: People) -> None:
    blind_settled_round(people)
    assert HIDDEN in released(people, "methods.md")
    assert HIDDEN in released(people, "checklists.md")


@pytest.mark.parametrize("pseudonyms", [False, True])
def test_decisions_after_the_names_were_known_are_stated(people: People, pseudonyms: bool) -> None:
    coding_round = blind_settled_round(people)
    answer = client(people.cleo).post(ROUND + "reopen/", {"reason": "I know Bo"}, format="json")
    assert (answer.status_code, answer.json()["state"]) == (200, "closed")
    decide_for(people, coding_round, 2, "Leak")
    settle(by=people.cleo, coding_round=coding_round)
    for name in ("methods.md", "methods.tex", "checklists.md"):
        text = " ".join(released(people, name, pseudonyms=pseudonyms).split())
        assert HIDDEN not in text
        assert "did not see who had coded what until the round was settled, which showed the names." in text
        assert "I know Bo" in text
        assert "With the names known, 1 unit was decided or decided again: unit 2." in text


def test_decision_that_is_current_again_counts_as_decided_with_the_names_known(people: People) -> None:
    coding_round = blind_settled_round(people)
    reopen_round(by=people.lea, coding_round=coding_round, reason="A source was overlooked")
    decide_for(people, coding_round, 2, "Leak")
    settle(by=people.cleo, coding_round=coding_round)
    reopen_round(by=people.lea, coding_round=coding_round, reason="Back again")
    withdraw(by=people.cleo, coding_round=coding_round, unit=2)
    settle(by=people.cleo, coding_round=coding_round)
    text = " ".join(released(people, "methods.md").split())
    assert "“A source was overlooked”" in text
    assert "“Back again”" in text
    assert "decided again: unit 2." in text


def test_reopening_without_a_change_says_that_none_was_made(people: People) -> None:
    coding_round = blind_settled_round(people)
    reopen_round(by=people.cleo, coding_round=coding_round, reason="To look at unit 2")
    settle(by=people.cleo, coding_round=coding_round)
    assert "With the names known, no decision was changed." in " ".join(released(people, "methods.md").split())


def test_reopening_without_a_reason_is_refused(people: People) -> None:
    blind_settled_round(people)
    answer = client(people.cleo).post(ROUND + "reopen/", {"reason": " "}, format="json")
    assert (answer.status_code, answer.json()["fields"].keys()) == (400, {"reason"})
    assert Round.objects.get().state == "settled"
