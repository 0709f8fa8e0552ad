"""Checks of the columns of a sheet: who rated little, shares no code, or is the agreed result."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coding.statistics.doctor.findings import NOTE, WARN, Finding, SheetOfRatings
from coding.statistics.ratings import MISSING, IntArray


def of_raters(sheet: SheetOfRatings) -> Iterator[Finding]:
    """Yield who did not code all units, and who gave all of them one code."""
    units = len(sheet.table)
    given = (sheet.table >= 0).sum(axis=0)
    is_alone = len(sheet.raters) == 1
    if given.sum() * 2 < units * len(sheet.raters) and not is_alone:
        yield Finding("missing_units", NOTE, "The units are shared out: more than half of all cells are empty.")
    else:
        for name, count in zip(sheet.raters, given.tolist(), strict=True):
            if count < units:
                severity = WARN if units - count >= 0.1 * units and not is_alone else NOTE
                sentence = f"{name} coded {count} of {units} units."
                yield Finding(
                    "missing_units", severity, sentence, {"coded": count, "units": units}, units - count, (name,)
                )
    used = [np.unique(column[column >= 0]) for column in sheet.table.T]
    if any(len(codes) > 1 for codes in used):
        for name, codes, count in zip(sheet.raters, used, given.tolist(), strict=True):
            if len(codes) == 1 and count >= 5:
                sentence = f"{name} gave {sheet.labels[codes[0]]} to all {count} units."
                yield Finding("constant_rater", WARN, sentence, {"units": count}, raters=(name,))


def of_foreign(sheet: SheetOfRatings) -> Iterator[Finding]:
    """Yield who shares no code with others."""
    counts = np.array([np.bincount(column[column >= 0], minlength=len(sheet.labels)) for column in sheet.table.T])
    given = counts.sum(axis=1)
    parts = counts @ (counts > 0).T / np.maximum(given, 1)[:, None]
    share = np.minimum(parts, parts.T)  # of each pair of raters, as `share_of_codes`
    np.fill_diagonal(share, 0)
    foreign = np.zeros(len(sheet.raters), dtype=bool)
    if len(sheet.raters) > 2 and (share >= 0.5).any():
        # Who shares no code is not among the pairs that do.
        foreign = (given >= 5) & (share == 0).all(axis=1)
    for rater in np.flatnonzero(foreign).tolist():
        name = sheet.raters[rater]
        sentence = f"No code of {name} occurs in another column. Is it a rater? Name the raters with --raters."
        yield Finding("foreign_rater", WARN, sentence, raters=(name,))
    rated = (given > 0) & ~foreign
    apart = (share == 0) & rated[:, None] & rated
    for one, other in np.argwhere(np.triu(apart, 1)).tolist():
        names = f"{sheet.raters[one]} and {sheet.raters[other]}"
        sentence = f"{names} have no code in common: κ is 0 until their codes are matched."
        yield Finding("no_shared_codes", NOTE, sentence, raters=(sheet.raters[one], sheet.raters[other]))


def share_of_codes(one: IntArray, other: IntArray) -> float:
    """Return the smaller of the two parts of ratings whose code the other rater uses as well.

    Examples
    --------
    >>> share_of_codes(np.array([0, 0, 1]), np.array([0, 2, 2]))
    0.3333333333333333
    """
    one, other = one[one >= 0], other[other >= 0]
    if not len(one) or not len(other):
        return 0.0
    return float(min(np.isin(one, other).mean(), np.isin(other, one).mean()))


def of_final(sheet: SheetOfRatings) -> Iterator[Finding]:
    """Yield raters whose column is that of the decisions."""
    if sheet.final is None:
        return
    for rater, name in enumerate(sheet.raters):
        both = (sheet.final != MISSING) & (sheet.table[:, rater] >= 0)
        if both.sum() < 20 or not (sheet.final[both] == sheet.table[both, rater]).all():
            continue
        others = np.delete(sheet.table, rater, axis=1)
        own = sheet.table[:, [rater]]
        differ = int((((others != own) & (others >= 0) & (own >= 0)).any(axis=1) & both).sum())
        if differ >= 5:
            sentence = (
                f"{sheet.final_name} is {name}'s column in all {int(both.sum())} rows: every disagreement was settled "
                "this way."
            )
            figures = {"rows": int(both.sum()), "disagreements": differ}
            yield Finding("final_copies", NOTE, sentence, figures, raters=(name,))
