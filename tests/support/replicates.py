"""Fewer bootstrap samples for tests that are not about intervals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from coding.results import agreement, agreement_over_time
from coding.statistics.intervals import estimates, estimates_and_distributions
from coding.statistics.report import agreement_report

FEW: Final = 500


@contextmanager
def few_replicates() -> Iterator[None]:
    """Draw few samples of units wherever a caller names no other number."""
    named: list[dict[str, Any]] = [vars(agreement), vars(agreement_over_time)]
    defaults: list[dict[str, Any]] = [
        function.__kwdefaults__ for function in (estimates, estimates_and_distributions, agreement_report)
    ]
    places = [(values, "REPLICATES") for values in named] + [(values, "replicates") for values in defaults]
    many = [values[name] for values, name in places]
    for values, name in places:
        values[name] = FEW
    try:
        yield
    finally:
        for (values, name), number in zip(places, many, strict=True):
            values[name] = number
