"""Differences between rounds and drift within one, in sentences."""

from typing import Any

from coding.statistics.registry import COEFFICIENTS
from coding.statistics.report_text import many, number

DRIFT_P = 0.01  # a change of use is said if its p is smaller


def difference_words(difference: dict[str, Any], first: str, second: str) -> str:
    """Return one sentence on the difference between two rounds.

    Parameters
    ----------
    difference : dict
        The fields of a `Difference`.
    first, second : str
        Names of the rounds.

    Returns
    -------
    str

    Examples
    --------
    >>> difference = {"coefficient": "cohen_kappa", "value": 0.43, "low": 0.28, "high": 0.6, "paired": True}
    >>> difference |= {"units_both": 70, "units_first_only": 0, "units_second_only": 2, "undefined": None, "note": None}
    >>> print(difference_words(difference, "round 1", "round 2"))
    Cohen's kappa rose by 0.43 (0.28 to 0.60) from round 1 to round 2, on the same 70 units. Only in round 2: 2 units.
    """
    label = COEFFICIENTS[difference["coefficient"]].label
    label = label[:1].upper() + label[1:]
    value = difference["value"]
    if value is None:
        return f"{label} of {first} and {second} cannot be compared: {difference['undefined']}."
    units = f"the same {many(difference['units_both'], 'unit')}" if difference["paired"] else "other units"
    low, high = difference["low"], difference["high"]
    interval = f" ({number(low)} to {number(high)})" if low is not None else ""
    if value == 0:
        change = f"{label} is the same in {first} and {second}{interval}, on {units}."
    else:
        verb = "rose" if value > 0 else "fell"
        interval = _turned(interval, low, high, value)
        change = f"{label} {verb} by {number(abs(value))}{interval} from {first} to {second}, on {units}."
    if low is not None and low <= 0 <= high:
        change += " The interval contains 0: the rounds may not differ."
    if difference["note"]:
        change += f" {difference['note'].capitalize()}."
    left_out = [
        f"Only in {name}: {many(difference[field], 'unit')}."
        for name, field in ((first, "units_first_only"), (second, "units_second_only"))
        if difference["paired"] and difference[field]
    ]
    return " ".join([change, *left_out])


def _turned(interval: str, low: float | None, high: float | None, value: float) -> str:
    """Return the interval of a fall as that of a positive number."""
    if value > 0 or low is None or high is None:
        return interval
    return f" ({number(-high)} to {number(-low)})"


def drift_words(drift: list[dict[str, Any]]) -> str:
    """Return a sentence for each rater whose use of codes changed; "" if none did.

    Parameters
    ----------
    drift : list of dict
        As of `drift`, each with its `rater`.

    Returns
    -------
    str

    Examples
    --------
    >>> halves = {"Crash": [49, 3], "Leak": [11, 57]}
    >>> drift_words([{"rater": "ben", "units": 120, "halves": halves, "p": 0.0001}])
    'ben used Crash for 49 of the first 60 units and for 3 of the last 60.'
    """
    sentences = []
    for row in drift:
        if row["p"] is None or row["p"] >= DRIFT_P:
            continue
        half = row["units"] // 2
        code, (first, last) = max(row["halves"].items(), key=lambda item: _chi_square(item[1][0], item[1][1], half))
        sentences.append(
            f"{row['rater']} used {code} for {first} of the first {half} units and for {last} of the last {half}."
        )
    return "\n".join(sentences)


def _chi_square(first: int, last: int, half: int) -> float:
    """Return chi-square of one code, used in this number of units of each half."""
    used = first + last
    unused = 2 * half - used
    return 2 * half * (first - last) ** 2 / (used * unused) if used * unused else float((first - last) ** 2)
