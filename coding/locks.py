"""Row locks. Every step takes them here, in the order of `ORDER`, so that no two steps wait for each other.

PostgreSQL locks rows with FOR NO KEY UPDATE, which lets other transactions refer to them by foreign key. SQLite has no
row locks: a transaction that writes holds the whole database.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from django.db.models import Model, QuerySet

from coding.models import Assignment, Code, Matching, Member, Round, Study

M = TypeVar("M", bound=Model)

# Rows of one model are locked in the order given here. A step may leave out models, but never goes back, except to a
# row that it has locked already.
ORDER: Final[tuple[tuple[type[Model], str], ...]] = (
    (Study, "pk"),
    (Round, "number"),
    (Matching, "pk"),
    (Member, "pk"),
    (Assignment, "pk"),
    (Code, "pk"),
)


def lock_rows(rows: QuerySet[M]) -> list[M]:
    """Lock and return these rows, in the order of their model."""
    return _take(rows.order_by(dict(ORDER)[rows.model]).select_for_update(of=("self",), no_key=True))


def _take(rows: QuerySet[M]) -> list[M]:
    """Read rows that the query locks. Tests check the order of these calls in each transaction."""
    return list(rows)


def lock_study(study: int) -> Study:
    """Lock and return a study: for steps that record an event in its common chain or change its codes."""
    return one(lock_rows(Study.objects.filter(pk=study)), Study)


def lock_round(study: int, **which: Any) -> Round:
    """Lock the study and one of its rounds, by `pk` or `number`; return the round."""
    lock_study(study)
    return one(lock_rows(Round.objects.filter(study=study, **which).select_related("study")), Round)


def lock_closed_rounds(study: int) -> list[Round]:
    """Lock the study and its closed and settled rounds; return the rounds in order of number."""
    lock_study(study)
    states = [Round.State.CLOSED, Round.State.SETTLED]
    return lock_rows(Round.objects.filter(study=study, state__in=states).select_related("study"))


def lock_matching(matching: Matching) -> Matching:
    """Lock and return the matching of a round that is locked."""
    return one(lock_rows(Matching.objects.filter(pk=matching.pk)), Matching)


def lock_members(members: Iterable[Member]) -> None:
    """Lock members: for steps that record events in their sealed chains, or change their roles."""
    lock_rows(Member.objects.filter(pk__in={member.pk for member in members}))


def lock_assignments(**which: Any) -> None:
    """Lock these assignments: nothing is submitted or saved for their units until the transaction ends."""
    lock_rows(Assignment.objects.filter(**which).only("pk"))  # there may be many


def lock_codes(codes: QuerySet[Code]) -> list[Code]:
    """Lock and return codes, after the study."""
    return lock_rows(codes)


def one(rows: list[M], model: type[M]) -> M:
    """Return the only row; raise the model's DoesNotExist without one."""
    if not rows:
        raise model.DoesNotExist(f"There is no such {model._meta.verbose_name}.")  # type: ignore[attr-defined]
    return rows[0]
