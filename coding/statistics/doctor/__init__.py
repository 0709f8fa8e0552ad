"""Checks of a sheet of ratings before a coefficient is believed: copies, moved rows, scales taken as names.

Each check returns what it saw as a `Finding`. The rules and their false alarms are in `docs/ratings.md`.
"""

from __future__ import annotations

from typing import Final

from coding.statistics.doctor.columns import of_final, of_foreign, of_raters
from coding.statistics.doctor.findings import NOTE, REFUSE, WARN, Finding, SheetOfRatings
from coding.statistics.doctor.rows import of_pairs
from coding.statistics.doctor.scales import of_scale

WORST: Final = 3  # findings of one kind that are shown


def findings(sheet: SheetOfRatings) -> list[Finding]:
    """Return what all checks see, of each kind at most the three worst.

    Parameters
    ----------
    sheet : SheetOfRatings

    Returns
    -------
    list of Finding
        Warnings before notes.

    Examples
    --------
    >>> import numpy as np
    >>> same = np.array([[0, 0], [1, 1]] * 10)
    >>> [finding.code for finding in findings(SheetOfRatings(same, ("ann", "ben"), ("leak", "outage")))]
    ['same_columns']
    """
    seen: dict[str, list[Finding]] = {}
    for check in (of_raters, of_foreign, of_final, of_pairs, of_scale):
        for finding in check(sheet):
            seen.setdefault(finding.code, []).append(finding)
    chosen = [
        finding for of_kind in seen.values() for finding in sorted(of_kind, key=lambda finding: -finding.weight)[:WORST]
    ]
    return sorted(chosen, key=lambda finding: (REFUSE, WARN, NOTE).index(finding.severity))
