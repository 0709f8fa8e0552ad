"""Transactions of steps, and which database errors a parallel transaction causes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.db import DatabaseError, transaction

P = ParamSpec("P")
R = TypeVar("R")

PAUSES: Final = (0.02, 0.08, 0.32)  # seconds, at most, before each further run
# SQLSTATE of PostgreSQL: serialisation failure, deadlock, unique violation.
CONFLICTS: Final = ("40001", "40P01", "23505")


def step(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function in one transaction; run it again if a parallel transaction made it fail.

    A transaction that failed has changed nothing, so a further run is safe. It sees what the other transaction stored,
    so that the second of two equal titles gets the refusal that a later one would have got.
    """
    in_transaction: Callable[P, R] = transaction.atomic(function)

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if transaction.get_connection().in_atomic_block:
            return in_transaction(*args, **kwargs)  # the outermost step runs again
        for pause in PAUSES:
            try:
                return in_transaction(*args, **kwargs)
            except DatabaseError as error:
                if not is_conflict(error):
                    raise
                time.sleep(random.uniform(0, pause))  # noqa: S311  # no secret
        return in_transaction(*args, **kwargs)

    return run


def is_conflict(error: DatabaseError) -> bool:
    """Return whether a transaction that runs at the same time can have caused this error of PostgreSQL."""
    return sqlstate(error) in CONFLICTS


def sqlstate(error: BaseException) -> str:
    """Return the SQLSTATE of an error of PostgreSQL, or ""."""
    cause: Any = error.__cause__
    return getattr(cause, "pgcode", None) or ""
