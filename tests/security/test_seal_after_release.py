"""Promise 1 after a rater submitted every unit: commitment, help and recoding reveal nothing."""

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
from tests.support.addresses import (
    NOON,
    clients_of_everyone,
    first_difference,
    read_addresses,
    sequential_code_ids,
    try_writes,
)
from tests.support.factories import People, code_for, opened_round, rate, study
from tests.support.lock_order import exempt_current_step

__all__ = ["sequential_code_ids"]  # the fixture
pytestmark = pytest.mark.django_db


def responses_after_bo_finished(variant: int, people: People) -> dict[str, Any]:
    """Return all responses to everyone but Bo after Bo has submitted every unit in one of two ways."""
    with transaction.atomic(), clock.fixed(NOON):
        exempt_current_step()
        coding_round = opened_round(people, multi_label=True, unit_order="random", secret="the same in both worlds")
        rate(people.ada, coding_round, 1, "plain")
        labels = ("bo secret one", "bo secret two") if variant == 1 else ("more secret", "bo secret one")
        for unit in (1, 2, 3, 4) if variant == 1 else (4, 2, 3, 1):
            rate(
                people.bo, coding_round, unit, *labels[: 1 + unit % 2], memo=f"{variant}", active_seconds=unit * variant
            )
        if variant == 2:
            code, into = (code_for(people.bo, coding_round, label).pk for label in labels)
            defer(by=people.bo, coding_round=coding_round, unit=2, later=True)
            similar_own_units(by=people.bo, coding_round=coding_round, unit=2)
            recode(by=people.bo, coding_round=coding_round, code=code, into=into, reason="a secret reason")
        clients = clients_of_everyone()
        responses = {
            name: read_addresses(http) | try_writes(name, http) for name, http in clients.items() if name != "bo"
        }
        responses["commitment"] = {"": (200, str(Commitment.objects.get(rater=people.bo).sha256))}
        transaction.set_rollback(True)
    return responses


def test_finished_rater_reveals_only_a_commitment(sequential_code_ids: Callable[[], None]) -> None:
    # Every member sees the commitment. Because of its salt, it also differs between two runs of the same world.
    with clock.fixed(NOON):
        people = study(units=4)
    worlds = []
    for variant in (1, 2):
        sequential_code_ids()
        worlds.append(responses_after_bo_finished(variant, people))
    commitments = [world.pop("commitment")[""][1] for world in worlds]
    assert commitments[0] != commitments[1]
    for name in worlds[0]:
        first, second = (
            {path: (status, text.replace(sha256, "…")) for path, (status, text) in world[name].items()}
            for world, sha256 in zip(worlds, commitments, strict=True)
        )
        assert first == second, first_difference(name, first, second)
    assert commitments[0] in worlds[0]["ada"]["/api/v1/studies/consequences/rounds/1/"][1]
