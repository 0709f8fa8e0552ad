"""Planning a round, and opening it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coding.errors import BadInput, NotReady, RoundState
from coding.models import Event, Round
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.codebook.codes import add_code
from coding.steps.study import add_member, change_member, create_study
from tests.support.factories import People, give_roles, opened_round, planned_round, rate
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


REFUSED_PLANS: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"raters": ["ada"]}, BadInput, "at least two different raters"),
    ({"raters": []}, BadInput, "at least two different raters"),
    ({"raters": ["ada", "ada"]}, BadInput, "at least two different raters"),
    ({"raters": ["ada", "vic"]}, BadInput, "vic is not a rater"),
    ({"raters": ["ada", "eve"]}, BadInput, "eve is not a rater"),
    ({"final_rater": None}, BadInput, "“Final rater” is required. Choose one."),
    ({"final_rater": "ada"}, BadInput, "ada is not an adjudicator"),
    ({"final_rater": "eve"}, BadInput, "eve is not an adjudicator"),
    ({"primary_statistic": "percent_agreement"}, BadInput, "percent_agreement cannot be the primary statistic"),
    ({"primary_statistic": "cohen_kappa", "multi_label": True}, BadInput, "for several codes per unit"),
    ({"units": [1, 9]}, BadInput, "no unit 9; its units are 1 to 3"),
    ({"units": []}, BadInput, "A round needs units"),
    ({"units": [1, 10**30]}, BadInput, "its units are 1 to 3"),
    ({"threshold": Decimal("1.5")}, BadInput, "Invalid threshold “1.5”. Enter a number from -1 to 1."),
    ({"style": "secret"}, BadInput, "Invalid style “secret”. Choose open, shared, closed."),
    ({"resolution_method": "dice", "final_rater": "cleo"}, BadInput, "“dice”"),
]


@pytest.mark.parametrize(("plan", "error", "message"), REFUSED_PLANS)
def test_impossible_plan_is_refused(people: People, plan: dict[str, Any], error: type[Exception], message: str) -> None:
    with refused(error, message):
        planned_round(people, **plan)


def test_plan_with_a_retired_rater_is_refused(people: People) -> None:
    change_member(by=people.lea, name="bo", retired=True)
    with refused(BadInput, "bo is not a rater"):
        planned_round(people)


def test_plan_without_a_sample_is_refused() -> None:
    lea = create_study(title="Empty", user=None, name="lea")
    for name in ("ada", "bo"):
        add_member(study=lea.study, by=lea, name=name, roles=["rater"])
    with refused(NotReady, "Draw a sample first"):
        plan_round(by=lea, style="open", raters=["ada", "bo"], resolution_method="discussion")


@pytest.mark.parametrize(
    ("raters", "multi_label", "primary"),
    [
        (["ada", "bo"], False, "cohen_kappa"),
        (["ada", "bo", "cleo"], False, "fleiss_kappa"),
        (["ada", "bo"], True, "krippendorff_alpha_masi"),
    ],
)
def test_primary_statistic_fits_the_plan(people: People, raters: list[str], multi_label: bool, primary: str) -> None:
    give_roles(people.lea, "cleo", ["rater", "adjudicator"])
    assert planned_round(people, raters=raters, multi_label=multi_label).primary_statistic == primary


def test_plan_assigns_the_named_units_to_every_rater(people: People) -> None:
    coding_round = planned_round(people, units=[1, 3])
    assigned = coding_round.assignments.values_list("rater__name", "unit__number")
    assert sorted(assigned) == [("ada", 1), ("ada", 3), ("bo", 1), ("bo", 3)]


def test_planned_round_can_be_planned_again(people: People) -> None:
    planned_round(people)
    replanned = planned_round(people, number=1, raters=["bo", "ada"], units=[2], threshold=Decimal("0.6"))
    assert (replanned.number, Round.objects.count(), replanned.assignments.count()) == (1, 1, 2)


def test_opened_round_keeps_its_plan(people: People) -> None:
    opened_round(people, threshold=Decimal("0.61"))
    with refused(RoundState, "The plan of round 1 is fixed"):
        planned_round(people, number=1, threshold=Decimal("0.2"))
    event = Event.objects.get(kind="round_opened")
    assert event.data == {
        "style": "open",
        "purpose": "coding",
        "units": 3,
        "multi_label": False,
        "show_classifications": False,
        "primary_statistic": "cohen_kappa",
        "threshold": "0.610",
        "resolution_method": "final_rater",
        "final_rater": "cleo",
        "blind_adjudication": False,
        "assignment_scheme": "all",
        "raters_per_unit": None,
        "overlap_share": None,
        "unit_order": "fixed",
        "seed": 2026,
    }


def test_round_opens_once_and_only_while_no_other_is_open(people: People) -> None:
    opened_round(people)
    with refused(RoundState, "Round 1 was already opened"):
        open_round(by=people.lea, number=1)
    planned_round(people)
    with refused(RoundState, "Round 1 is open. Close it"):
        open_round(by=people.lea, number=2)
    with pytest.raises(IntegrityError), transaction.atomic():  # the database refuses it as well
        Round.objects.filter(number=2).update(state="open", opened_at=people.study.created_at)


def test_second_round_opens_after_the_first_was_closed(people: People) -> None:
    rate(people.ada, opened_round(people), 1, "Access")
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert opened_round(people).number == 2


def test_round_with_a_retired_rater_does_not_open(people: People) -> None:
    planned_round(people)
    change_member(by=people.lea, name="bo", retired=True)
    with refused(NotReady, "bo no longer rates"):
        open_round(by=people.lea, number=1)


def test_fixed_codebook_round_needs_a_codebook_and_freezes_it(people: People) -> None:
    planned_round(people, style="closed")
    with refused(NotReady, "the shared codebook is empty"):
        open_round(by=people.lea, number=1)
    add_code(by=people.lea, label="Access")
    version = open_round(by=people.lea, number=1).codebook_version
    assert version
    assert (version.number, [code["label"] for code in version.content]) == (1, ["Access"])


@pytest.mark.parametrize("state", ["open", "closed", "settled"])
def test_round_state_without_its_time_cannot_be_stored(people: People, state: str) -> None:
    planned_round(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.update(state=state)
