"""Requests that meet: each gets a documented answer, whichever comes first.

`python benchmarks/bench_pairs.py --postgresql --trials 200` tries each pair more often.
"""

from __future__ import annotations

import random
import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection

from advisories.platform.transactions import step
from coding.locks import lock_members, lock_round, lock_study
from tests.support import ROOT
from tests.support.database_errors import PostgresqlError
from tests.support.factories import opened_round, planned_round, study
from tests.support.lock_order import WrongLockOrder
from tests.support.pairs import PAIRS
from tests.support.parallel import processes, run_pair

TRIALS = 3


@pytest.mark.django_db(transaction=True)
def test_requests_that_meet_get_documented_answers() -> None:
    faults = {}
    with processes() as send:
        for name, pair in PAIRS.items():
            result = run_pair(pair, TRIALS, random.Random(name), send)
            if result.faults:
                faults[name] = dict(result.faults)
    assert faults == {}


@pytest.mark.django_db
def test_the_same_plan_makes_one_round() -> None:
    people = study()
    first = planned_round(people, threshold=Decimal("0.5"))
    assert planned_round(people, threshold=Decimal("0.5")).pk == first.pk
    assert planned_round(people, threshold=Decimal("0.6")).number == 2
    assert planned_round(people, threshold=Decimal("0.6"), raters=["bo", "ada"]).number == 2
    assert planned_round(people, threshold=Decimal("0.6"), units=[1, 2]).number == 3
    assert people.study.events.filter(kind="round_planned").count() == 3
    opened_round(people, threshold=Decimal("0.7"))
    assert planned_round(people, threshold=Decimal("0.7")).number == 5  # a round that is open is no plan


@pytest.mark.django_db
def test_wrong_lock_order_is_noticed() -> None:
    people = study()
    coding_round = planned_round(people)

    @step
    def backwards() -> None:
        lock_members([people.ada])
        lock_study(people.study.pk)

    @step
    def forwards() -> None:
        lock_study(people.study.pk)
        lock_members([people.ada])
        lock_study(people.study.pk)  # held already

    @step
    def later_round() -> None:
        lock_members([people.ada])
        lock_round(people.study.pk, pk=coding_round.pk)

    forwards()
    for wrong in (backwards, later_round):
        with pytest.raises(WrongLockOrder):
            wrong()


def test_rows_are_locked_in_one_module_and_without_stopping_references() -> None:
    statements = [
        (path.relative_to(ROOT).as_posix(), line)
        for package in ("annotation", "coding", "advisories")
        for path in (ROOT / package).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "select_for_update(" in line
    ]
    assert [line for _, line in statements if not re.search(r"no_key=True", line)] == []
    assert {path for path, _ in statements} == {"coding/locks.py", "advisories/platform/locks.py"}


def failing(error: type[Exception], code: str, times: int) -> tuple[list[int], object]:
    """Return a list of runs, and a step that fails so many times with this error of PostgreSQL."""
    runs: list[int] = []

    @step
    def run() -> int:
        runs.append(len(runs) + 1)
        if len(runs) <= times:
            raise error("conflict") from PostgresqlError(code)
        return len(runs)

    return runs, run


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("error", "code"), [(OperationalError, "40P01"), (OperationalError, "40001"), (IntegrityError, "23505")]
)
def test_step_runs_again_after_a_conflict(error: type[Exception], code: str) -> None:
    _, run = failing(error, code, times=3)
    assert run() == 4  # type: ignore[operator]
    runs, always = failing(error, code, times=9)
    with pytest.raises(error):
        always()  # type: ignore[operator]
    assert len(runs) == 4


@pytest.mark.django_db(transaction=True)
def test_step_does_not_run_again_after_another_error() -> None:
    runs, run = failing(IntegrityError, "23503", times=1)
    with pytest.raises(IntegrityError):
        run()  # type: ignore[operator]
    assert len(runs) == 1


@pytest.mark.django_db
def test_step_inside_a_step_does_not_run_again() -> None:
    assert connection.in_atomic_block
    runs, run = failing(OperationalError, "40P01", times=1)
    with pytest.raises(OperationalError):
        run()  # type: ignore[operator]
    assert len(runs) == 1
