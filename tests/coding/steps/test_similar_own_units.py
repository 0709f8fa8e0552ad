"""Similar units of the rater: shown after submission, and recorded as exposures."""

from __future__ import annotations

import pytest

from coding.errors import NotReady
from coding.loading.study import load_study
from coding.models import Exposure
from coding.results.agreement import agreement
from coding.results.derive import derive
from coding.steps.agree import close_round
from coding.steps.similar_units import similar_own_units
from tests.support import publications as factory
from tests.support.factories import People, client, coded_round, opened_round, rate, study
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
BASE = "/api/v1/studies/consequences/rounds/1/"


def test_similar_units_are_refused_before_submission(people: People) -> None:
    coding_round = opened_round(people)
    rate(people.ada, coding_round, 2, "Access")
    with refused(NotReady, "Submit the unit first"):
        similar_own_units(by=people.ada, coding_round=coding_round, unit=1)
    assert not Exposure.objects.exists()


def test_similar_units_are_only_the_raters_own_and_are_recorded(people: People) -> None:
    coding_round = opened_round(people)
    for unit in (1, 3):
        rate(people.ada, coding_round, unit, "Access")
    for unit in (1, 2, 3):
        rate(people.bo, coding_round, unit, "Secret of bo")
    answer = client(people.ada).post(BASE + "units/1/similar/").json()
    assert [row["number"] for row in answer] == [3]
    assert 0.2 < answer[0]["similarity"] <= 1
    exposure = Exposure.objects.get()
    assert (exposure.assignment.rater, exposure.assignment.unit.number, exposure.shown_units) == (people.ada, 1, [3])


def test_release_has_the_agreement_without_exposed_units() -> None:
    people = study(units=4)
    coding_round = coded_round(people, ada=["A", "A", "B", "B"], bo=["A", "B", "B", "B"])
    assert "without_exposed" not in agreement(load_study(close_after_help(people, coding_round, help_for=None)).ratings)
    other = study("Second", units=4, tag="sec")
    data = load_study(
        close_after_help(other, coded_round(other, ada=["A", "A", "B", "B"], bo=["A", "B", "B", "B"]), help_for=2)
    )
    remaining = agreement(data.ratings)["without_exposed"]
    exposed = {2, *data.ratings.exposures[0].shown_units}
    assert (remaining["exposed"], remaining["units"]) == (len(exposed), 4 - len(exposed))
    csv = factory.rendered("exposures.csv", derive(data)).decode()
    assert csv.splitlines()[1].startswith("ada,2,")


def close_after_help(people: People, coding_round: object, help_for: int | None) -> object:
    """Show Ada the units similar to this one, if any, and close the round."""
    if help_for:
        similar_own_units(by=people.ada, coding_round=coding_round, unit=help_for)
    return close_round(by=people.lea, number=1)
