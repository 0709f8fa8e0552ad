"""Checks in every test that each step locks rows in the order of `coding.locks`."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models.signals import post_save

from coding import locks
from coding.models import Study

Row = tuple[type[Any], int]
RANKS = {model: rank for rank, (model, _) in enumerate(locks.ORDER)}

Step = tuple[Any, str]  # the connection to the database, whose names of savepoints are unique, and such a name

taken: dict[Step, list[Row]] = {}  # step → rows in the order in which it locked them
creating: set[Step] = set()  # steps that created a study, which no other transaction can see


class WrongLockOrder(AssertionError):
    """A step locks a row although it holds one that comes later in the order."""


def current_step() -> Step | None:
    """Return the savepoint of the outermost step in the transaction of a test, else None."""
    savepoints = connection.savepoint_ids
    return (connection.connection, str(savepoints[0])) if savepoints else None


def check(rows: list[Any]) -> None:
    """Raise WrongLockOrder if the current step locks these rows too late."""
    step = current_step()
    if step is None or step in creating:
        return
    locked = taken.setdefault(step, [])
    for row in rows:
        if (type(row), row.pk) in locked:
            continue
        later = [model.__name__ for model, _ in locked if RANKS[model] > RANKS[type(row)]]
        if later:
            raise WrongLockOrder(f"{type(row).__name__} is locked after {later[-1]}")
        locked.append((type(row), row.pk))


def exempt_current_step() -> None:
    """Exempt the transaction that a test opened around several steps, to roll them back together."""
    if (step := current_step()) is not None:
        creating.add(step)


def check_lock_order() -> None:
    """Check every lock from now on."""
    original = locks._take

    def checked(rows: Any) -> Any:
        locked = original(rows)
        check(locked)
        return locked

    locks._take = checked
    post_save.connect(note_new_study, sender=Study, dispatch_uid="lock_order")


def note_new_study(created: bool, **_: object) -> None:
    """Note that the current step has created a study."""
    if created and (step := current_step()):
        creating.add(step)
