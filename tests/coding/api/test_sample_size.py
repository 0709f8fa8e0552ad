"""How many units two raters need, with the values of a pilot."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coding.models import Event
from coding.steps.agree import close_round
from tests.support.factories import People, client, coded_round

pytestmark = pytest.mark.django_db

SIZE = "/api/v1/studies/consequences/sample/size/"


def test_units_are_computed_from_assumptions_and_the_pilot_is_offered_once_it_is_closed(people: People) -> None:
    vic, events = client(people.vic), Event.objects.count()
    answer = vic.get(f"{SIZE}?kappa=0.8&margins=62;38&half_width=0.1&threshold=0.6").json()
    assert answer["pilot"] is None
    needed = {name: answer["needed"][name] for name in ("units_for_width", "units_for_power", "units")}
    assert needed == {"units_for_width": 148, "units_for_power": 89, "units": 148}
    assert vic.get(SIZE).json() == {"pilot": None, "needed": None}
    for query, sentence in (
        ("kappa=1&margins=1;1", "Kappa 1 is not from 0 to less than 1"),
        ("kappa=nan&margins=1;1", "Kappa nan is not"),
        ("kappa=0.6", "“margins” is missing"),
        ("kappa=x&margins=1;1", "Invalid kappa “x”"),
        ("kappa=0.6&margins=1;;2", "Invalid margins “”"),
        ("kappa=0.6&margins=1;1&threshold=0.7", "The threshold 0.7"),
        ("kappa=0.6&margins=1;1&half_width=1e-300", ""),
        ("kappa=0.6&margins=1e-320;1e300", ""),
    ):
        refused = vic.get(f"{SIZE}?{query}")
        assert refused.status_code == 400, query
        assert sentence in refused.json()["detail"]
    assert Event.objects.count() == events
    coded_round(people, ("A", "A", "B"), ("A", "B", "B"), style="shared", purpose="pilot")
    assert vic.get(SIZE).json()["pilot"] is None  # sealed
    close_round(by=people.lea, number=1)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        pilot = vic.get(SIZE).json()["pilot"]
    assert pilot == {"round": 1, "kappa": pytest.approx(0.4), "codes": ["A", "B"], "margins": [3, 3]}
    assert len(caught) == 12
