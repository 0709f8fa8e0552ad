"""The sheet doctor: checks of ratings that were read, and how the primary coefficient comes out otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from coding.formats.ratings.answers import Check
from coding.formats.ratings.joining import joined
from coding.formats.ratings.labels import Labelled, folded_word, labelled, ratings_of, uses
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.read import RatingsRead
from coding.formats.ratings.spellings import twins
from coding.formats.ratings.units import Sheaf
from coding.formats.ratings.words import MISSING
from coding.statistics.doctor import findings
from coding.statistics.doctor.findings import SheetOfRatings
from coding.statistics.ratings import Ratings, UndefinedAgreement
from coding.statistics.registry import COEFFICIENTS
from coding.statistics.selection import default_primary

SMALLEST_DIFFERENCE: Final = 0.0005
SEVERITIES: Final = ("refuse", "warn", "note")


@dataclass(frozen=True, slots=True)
class Convention:
    """A value of the primary coefficient under another reading; None if it is undefined."""

    reading: str  # what the other reading does, as the end of a sentence
    value: float | None


@dataclass(frozen=True)
class Diagnosis:
    """What is to be said of ratings before a number is believed."""

    checks: list[Check]
    primary: str
    value: float | None
    conventions: list[Convention]

    @property
    def warnings(self) -> list[Check]:
        return [check for check in self.checks if check.severity == "warn"]


def diagnosed(read: RatingsRead) -> Diagnosis:
    """Return the checks of ratings, and how the primary coefficient comes out under other readings.

    Parameters
    ----------
    read : RatingsRead

    Returns
    -------
    Diagnosis
        Warnings before notes.

    Examples
    --------
    >>> from coding.formats.ratings.read import File, read_files
    >>> rows = "".join(f"{n},{'yes' if n % 3 else 'no'},{'yes' if n % 3 else 'NO'}\\n" for n in range(1, 31))
    >>> diagnosis = diagnosed(read_files([File("codes.csv", f"unit,ada,bo\\n{rows}".encode())]))
    >>> diagnosis.warnings[0].code, [(each.reading, each.value) for each in diagnosis.conventions]
    ('twins', [('“NO” read as “no”', 1.0)])
    """
    own = [Check(f.code, f.severity, f.sentence, f.raters, f.figures) for f in findings(_sheet(read))]
    of_reading = {check.code for check in read.checks}
    checks = [*read.checks, *(check for check in own if check.code != "missing_units" or check.code not in of_reading)]
    checks.sort(key=lambda check: SEVERITIES.index(check.severity))
    ratings = read.ratings()
    primary = default_primary(ratings)
    value = _value(ratings, primary)
    conventions = [
        Convention(says, other)
        for says, changed in _other_readings(read)
        if _differs(value, other := _value(changed, primary))
    ]
    return Diagnosis(checks, primary, value, conventions)


def _differs(value: float | None, other: float | None) -> bool:
    if value is None or other is None:
        return (value is None) != (other is None)
    return abs(value - other) >= SMALLEST_DIFFERENCE


def _value(ratings: Ratings, primary: str) -> float | None:
    try:
        return COEFFICIENTS[primary](ratings)
    except UndefinedAgreement:
        return None


def _sheet(read: RatingsRead) -> SheetOfRatings:
    """Return the ratings in the order of the sheet; a set of codes is one value."""
    values: dict[tuple[str, ...], int] = {}
    columns = []
    for given in read.codes.values():
        columns.append([-1 if codes is None else values.setdefault(_value_of(codes), len(values)) for codes in given])
    final = None
    if read.sheaf.final is not None:
        texts = (cell if isinstance(cell, str) else ";".join(cell) if cell else "" for cell in read.sheaf.final.values)
        final = np.array([-1 if not text else values.get((text,), -2) for text in texts], dtype=np.int64)
    table = np.array(columns, dtype=np.int64).T.reshape(len(read.sheaf.units), len(columns))
    labels = [", ".join(codes) or "no code" for codes in values]
    name = read.sheaf.final.name if read.sheaf.final else ""
    return SheetOfRatings(table, read.raters, labels, final, name)


def _value_of(codes: tuple[str, ...]) -> tuple[str, ...]:
    return codes if len(codes) == 1 else tuple(sorted(codes))


def _other_readings(read: RatingsRead) -> Iterator[tuple[str, Ratings]]:
    """Yield other readings of the same files that give other ratings."""
    options, sheaf = read.options, read.sheaf
    if any(sheaf.raw.values()):
        yield "blanks at the ends kept", _ratings(_labelled(read, sheaf, blanks="keep"))
    if not read.multilabel and any(codes is None for given in read.codes.values() for codes in given):
        yield "empty cells as a code", _ratings(_labelled(read, sheaf, empty_as="(empty)"))
    if any(check.code == "doubled_unit" for check in sheaf.checks) and options.doubled != "count":
        counted = joined(read.answers, options.but(doubled="count"))
        yield "doubled units counted", _ratings(_labelled(read, counted))
    used = uses(read.codes)
    if words := sorted(label for label in used if folded_word(label) in MISSING):
        says = f"{', '.join(f'“{word}”' for word in words)} as missing"
        yield says, _ratings(_labelled(read, sheaf, missing=(*options.missing, *words)))
    pairs = twins(sorted(label for label in used if folded_word(label) not in MISSING), read.suspected)
    if joins := _joins(pairs, used):
        says = ", ".join(f"“{label}” read as “{other}”" for label, other in joins.items())
        yield says, _ratings(_labelled(read, sheaf, joins={**options.joins, **joins}))
    if read.suspected:
        separated = _labelled(read, sheaf, separator=read.suspected)
        yield f"several codes in a cell, separated by “{read.suspected}”", _ratings(separated)


def _joins(pairs: list[tuple[str, str]], used: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Return the rarer label of each pair -> the more frequent one."""
    joins: dict[str, str] = {}
    for one, other in pairs:
        rarer, more = sorted((one, other), key=lambda label: (sum(used[label].values()), label))
        if rarer not in joins and more not in joins:
            joins[rarer] = more
    return joins


def _ratings(result: Labelled) -> Ratings:
    return ratings_of(result.codes, multilabel=result.multilabel)


def _labelled(read: RatingsRead, sheaf: Sheaf, **changes: object) -> Labelled:
    return labelled(
        sheaf,
        read.options.but(**changes),
        escaped=any(each.escaped for each in read.answers),
        several=any(each.several for each in read.answers),
    )


def require_no_warning(diagnosis: Diagnosis) -> None:
    """Raise UnreadableRatings with all warnings, if there is one.

    Raises
    ------
    UnreadableRatings
    """
    if diagnosis.warnings:
        raise UnreadableRatings(" ".join(check.sentence for check in diagnosis.warnings))
