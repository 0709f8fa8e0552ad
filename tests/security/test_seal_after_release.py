"""Promise 1 once a rater has finished: the commitment binds, and everything new at the seat keeps silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from coding import clock
from coding.models import Commitment
from coding.steps.code.recode import recode
from coding.steps.code.submit import defer
from coding.steps.similar_units import similar_own_units
from tests.security.test_seal import NOON, counted_ids, first_difference, people_at_the_door, reading, trying
from tests.support.factories import People, code_for, opened_round, rate, study

__all__ = ["counted_ids"]  # the fixture
pytestmark = pytest.mark.django_db


def finished(other: int, made: People) -> dict[str, Any]:
    """All that everybody but Bo gets to see once Bo has submitted every unit, in the one way or the other."""
    with transaction.atomic(), clock.fixed(NOON):
        coding_round = opened_round(made, multi_label=True, unit_order="random")
        rate(made.ada, coding_round, 1, "plain")
        labels = ("bo secret one", "bo secret two") if other == 1 else ("more secret", "bo secret one")
        for unit in (1, 2, 3, 4) if other == 1 else (4, 2, 3, 1):
            rate(made.bo, coding_round, unit, *labels[: 1 + unit % 2], memo=f"{other}", active_seconds=unit * other)
        if other == 2:
            one, into = (code_for(made.bo, coding_round, label).pk for label in labels)
            defer(by=made.bo, coding_round=coding_round, unit=2, later=True)
            similar_own_units(by=made.bo, coding_round=coding_round, unit=2)
            recode(by=made.bo, coding_round=coding_round, code=one, into=into, reason="a secret reason")
        seats = people_at_the_door()
        found = {name: reading(http) | trying(name, http) for name, http in seats.items() if name != "bo"}
        found["commitment"] = {"": (200, str(Commitment.objects.get(rater=made.bo).sha256))}
        transaction.set_rollback(True)
    return found


def test_finished_rater_is_bound_and_still_tells_nobody_anything(counted_ids: Callable[[], None]) -> None:
    """Everybody sees the commitment, which differs by its salt alone in two runs of the same world as well."""
    with clock.fixed(NOON):
        made = study(units=4)
    worlds = []
    for other in (1, 2):
        counted_ids()
        worlds.append(finished(other, made))
    commitments = [world.pop("commitment")[""][1] for world in worlds]
    assert commitments[0] != commitments[1]
    for name in worlds[0]:
        one, two = (
            {path: (status, text.replace(sha256, "…")) for path, (status, text) in world[name].items()}
            for world, sha256 in zip(worlds, commitments, strict=True)
        )
        assert one == two, first_difference(name, one, two)
    assert commitments[0] in worlds[0]["ada"]["/api/v1/studies/consequences/rounds/1/"][1]
