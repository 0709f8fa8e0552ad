"""Snapshots of the rows that a factory stores, so that later tests need not run its steps.

Most tests begin with one of a few studies, each of which takes about a hundred statements. The first call of a
remembered factory runs its steps. The same call in the same state of the database stores the same rows.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection

from coding import clock
from coding.results import agreement

P = ParamSpec("P")
R = TypeVar("R")
Rows = dict[str, dict[Any, tuple[Any, ...]]]  # table → key → row
APPS = {"advisories", "coding", "accounts"}
READING = ("SELECT", "SAVEPOINT", "RELEASE")


@dataclass
class Snapshot:
    """All rows after a call, and its result with its first argument."""

    rows: Rows
    objects: bytes


@dataclass
class State:
    """The calls that led to the current rows. Valid until the next write."""

    key: Hashable
    rows: Rows
    world: Any
    writes: int


class Memory:
    """The snapshots of this process and the state of the running test."""

    def __init__(self) -> None:
        self.snapshots: dict[Hashable, Snapshot] = {}
        self.state: State | None = None
        self.writes = 0
        self.active = False
        self.replaced: list[Any] = []

    def watch(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        """Count statements that may write, a rollback to a savepoint among them."""
        if not str(sql).lstrip()[:9].upper().startswith(READING):
            self.writes += 1
        return execute(sql, *rest)

    def usable(self) -> bool:
        """Return whether a call depends only on its arguments and the database."""
        return self.active and not self.replaced and connection.in_atomic_block and clock._fixed.get() is None

    def state_for(self, world: Any) -> State | None:
        """The known state that a call with this world starts from."""
        if world is None:
            return State("empty", {}, None, self.writes) if not any_rows() else None
        state = self.state
        return state if state and state.world is world and state.writes == self.writes else None


memory = Memory()


@contextmanager
def remembering(unless: list[Any]) -> Iterator[None]:
    """Let the factories of one test use snapshots as long as `unless` is empty."""
    if memory.watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(memory.watch)
    memory.state, memory.active, memory.replaced = None, True, unless
    try:
        yield
    finally:
        memory.state, memory.active = None, False


def remembered(factory: Callable[P, R]) -> Callable[P, R]:
    """Give a factory a memory. Its first argument is the world it changes; without arguments it makes one."""

    @wraps(factory)
    def make(*args: P.args, **kwargs: P.kwargs) -> R:
        if not memory.usable():
            return factory(*args, **kwargs)
        world = args[0] if args and is_dataclass(args[0]) else None
        call = frozen((args[1:] if world else args, kwargs))
        start = memory.state_for(world)
        if start is None or call is None:
            return factory(*args, **kwargs)
        # Released intervals depend on the number of samples.
        key = (start.key, factory.__name__, call, settings.SECRET_KEY, agreement.REPLICATES)
        if snapshot := memory.snapshots.get(key):
            change_rows(start.rows, snapshot.rows)
            copied, result = pickle.loads(snapshot.objects)
            for field in fields(world) if world else ():
                # Both objects share their attributes, so that those of the result are those of the caller.
                getattr(world, field.name).__dict__ = getattr(copied, field.name).__dict__
        else:
            memory.active = False
            try:
                result = factory(*args, **kwargs)
            finally:
                memory.active = True
            snapshot = Snapshot(all_rows(), pickle.dumps((world, result)))
            memory.snapshots[key] = snapshot
        memory.state = State(key, snapshot.rows, world or result, memory.writes)
        return result  # type: ignore[no-any-return]

    return make


def frozen(value: Any) -> Hashable | None:
    """The value as a key; None if it holds anything but plain values."""
    if isinstance(value, dict):
        return frozen(tuple(sorted(value.items())))
    if isinstance(value, list | tuple):
        parts = tuple(("none",) if part is None else frozen(part) for part in value)
        return None if None in parts else parts
    return (type(value).__name__, value) if isinstance(value, str | int | float) else None


@cache
def tables() -> dict[str, tuple[str, ...]]:
    """Return every table of the project with its columns, the key first."""
    return {
        model._meta.db_table: tuple(
            field.column for field in sorted(model._meta.concrete_fields, key=lambda field: not field.primary_key)
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in APPS and model._meta.managed and not model._meta.proxy
    }


def any_rows() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables()))
        return bool(cursor.fetchone()[0])


def all_rows() -> Rows:
    stored: Rows = {}
    with connection.cursor() as cursor:
        for table, columns in tables().items():
            cursor.execute(f"SELECT {quoted(columns)} FROM {table}")
            rows = [
                tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
                for row in cursor.fetchall()
            ]
            if rows:
                stored[table] = {row[0]: row for row in rows}
    return stored


def change_rows(before: Rows, after: Rows) -> None:
    """Delete, update and insert what differs. Foreign keys are checked at the end of the transaction."""
    with connection.cursor() as cursor:
        for table, columns in tables().items():
            old, new = before.get(table, {}), after.get(table, {})
            if old is new:
                continue
            for key in old.keys() - new.keys():
                cursor.execute(f"DELETE FROM {table} WHERE {quoted(columns[:1])} = %s", [key])
            for key in old.keys() & new.keys():
                changed = [index for index, value in enumerate(new[key]) if value != old[key][index]]
                if changed:
                    values = ", ".join(f"{quoted([columns[index]])} = %s" for index in changed)
                    cursor.execute(
                        f"UPDATE {table} SET {values} WHERE {quoted(columns[:1])} = %s",
                        [*(new[key][index] for index in changed), key],
                    )
            added = [row for key, row in new.items() if key not in old]
            row_of_marks = "(" + ", ".join(["%s"] * len(columns)) + ")"
            for first in range(0, len(added), 500):
                part = added[first : first + 500]
                cursor.execute(
                    f"INSERT INTO {table} ({quoted(columns)}) VALUES {', '.join([row_of_marks] * len(part))}",
                    [value for row in part for value in row],
                )


def quoted(columns: Any) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))
