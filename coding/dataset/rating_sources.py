"""Sources: the files from which ratings of a round were entered, and how they are named where people are hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

Origin = Literal["page", "files", "mixed"]  # coded in Intercoder, all from files, or some from files
LEAD: Final = "lead"  # who entered a file of others, where names are hidden
ON_LABELS_AND_ROWS: Final = frozenset({"join", "missing", "separator", "doubled", "drop_rows"})  # name nobody
COLUMN: Final = "of decisions"  # a column of decisions whose name is hidden


@dataclass(frozen=True, slots=True)
class RatingSourceRow:
    """A file from which ratings were entered. Where names are hidden, what tells files or people apart is left out."""

    name: str  # distinct in the round; “file 1” where names are hidden
    entered_by: str
    entered_at: str  # UTC, as 2026-01-15T10:00:00Z; a day where names are hidden
    ratings: tuple[tuple[str, int], ...]  # rater → number of the ratings, in the order of raters
    sha256: str = ""  # "" if it was not recorded
    bytes: int | None = None
    door: str = ""
    reading: Mapping[str, Any] = field(default_factory=dict)  # how the file was read
    held_others: tuple[str, ...] = ()  # persons whose ratings it holds and that were not entered from it
    held_final: str = ""  # the column of decisions that it holds

    @property
    def raters(self) -> tuple[str, ...]:
        return tuple(rater for rater, _ in self.ratings)

    @property
    def count(self) -> int:
        """The number of its ratings."""
        return sum(count for _, count in self.ratings)

    @property
    def of_who_entered(self) -> bool:
        """Whether it has the ratings of nobody but the one who entered it."""
        return self.raters == (self.entered_by,)

    @property
    def day(self) -> str:
        return self.entered_at[:10]


def origin_of(sources: Sequence[RatingSourceRow], in_page: Iterable[tuple[str, int]]) -> Origin:
    """Return where the ratings of a round come from; `in_page` has each rater's number of ratings coded in Intercoder.

    Examples
    --------
    >>> ann = RatingSourceRow("ann.csv", "lea", "2026-01-15", (("ann", 4),))
    >>> origin_of([], [("ann", 4)]), origin_of([ann], []), origin_of([ann], [("ann", 0), ("bo", 4)])
    ('page', 'files', 'mixed')
    """
    if not sources:
        return "page"
    return "mixed" if any(count for _, count in in_page) else "files"


def distinct_names(names: Iterable[str]) -> list[str]:
    """Return the names of files with a number after each that occurred before.

    Examples
    --------
    >>> distinct_names(["a.csv", "b.csv", "a.csv", ""])
    ['a.csv', 'b.csv', 'a.csv (2)', 'a file']
    """
    distinct: dict[str, None] = {}
    for name in names:
        stem, number = name or "a file", 1
        candidate = stem
        while candidate in distinct:
            number += 1
            candidate = f"{stem} ({number})"
        distinct[candidate] = None
    return list(distinct)


def without_names(
    sources: Sequence[RatingSourceRow], label: Callable[[str], str], raters: Sequence[str]
) -> dict[str, RatingSourceRow]:
    """Return name → source under labels of raters. `raters` are all of the round, in the order of their labels.

    Files are numbered in that order, and keep neither hash, size nor reading. A lead who entered ratings of others is
    the lead, also if that person is a rater.
    """

    def hidden(row: RatingSourceRow) -> RatingSourceRow:
        ratings = sorted(row.ratings, key=lambda pair: raters.index(pair[0]))
        known = [label(name) for name in raters if name in row.held_others]
        others = len(set(row.held_others).difference(raters))
        unknown = ["another person"] if others == 1 else [f"{others} other persons"] if others else []
        return RatingSourceRow(
            name="",
            entered_by=label(row.entered_by) if row.of_who_entered else LEAD,
            entered_at=row.day,
            ratings=tuple((label(rater), count) for rater, count in ratings),
            reading={
                "decided": [
                    _decided(each, label, raters)
                    for each in row.reading.get("decided", ())
                    if each["option"] in ON_LABELS_AND_ROWS
                ]
            },
            held_others=(*known, *unknown),
            held_final=COLUMN if row.held_final else "",
        )

    order = sorted(
        sources, key=lambda row: (sorted(raters.index(rater) for rater in row.raters), row.day, row.count, row.name)
    )
    return {row.name: replace(hidden(row), name=f"file {number}") for number, row in enumerate(order, 1)}


def _decided(each: Mapping[str, Any], label: Callable[[str], str], raters: Sequence[str]) -> dict[str, Any]:
    """Return a decision with labels of the raters; without their counts if the file had other names for them."""
    by_rater = each.get("raters", {})
    if not all(rater in raters for rater in by_rater):
        by_rater = {}
    return {**each, "raters": {label(rater): by_rater[rater] for rater in raters if rater in by_rater}}
