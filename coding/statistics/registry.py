"""Table of the coefficients, and the decorator that adds a formula to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from inspect import Parameter, Signature, cleandoc, signature
from typing import Any, Final, NamedTuple

import numpy as np

from coding.statistics.ratings import BoolArray, FloatArray, Ratings, Total, UndefinedAgreement

# The ratings to which a coefficient applies: codes per unit; raters; two categories only; each
# code alone; codes with an order.
SINGLE, MULTI = "single", "multi"
TWO_RATERS, MANY_RATERS = "two raters", "many raters"
BINARY, EACH_CODE = "binary", "each code"
ORDERED, SCORED = "ordered", "scored"  # codes with an order, and those with given scores

# Facts of a coefficient by which a round can be judged: corrected for chance, 1 for perfect agreement.
HEADLINE: Final = {"banded": True, "can_be_primary": True}


class Quotient(NamedTuple):
    """A coefficient as a fraction, with the reasons for which it may be undefined, most basic first."""

    numerator: FloatArray
    denominator: FloatArray
    undefined: tuple[tuple[BoolArray, str], ...]


Formula = Callable[[Ratings, Total], Quotient]
StandardError = Callable[[Ratings], float]


@dataclass(eq=False, repr=False)
class Coefficient:
    """A coefficient of agreement. Call it with ratings to get its value."""

    formula: Formula
    label: str  # in a sentence: "percent agreement"
    symbol: str  # in headings and on axes: "Cohen’s κ"
    explanation: str  # one sentence for a reader who does not know it
    scope: tuple[str, ...]  # SINGLE, MULTI, TWO_RATERS, MANY_RATERS, BINARY, EACH_CODE
    generalises: str = ""  # the coefficient of two raters that it extends to more raters
    share: bool = False  # a share of units, printed as a percentage
    banded: bool = False  # the words of `bands` apply
    can_be_primary: bool = False  # a round can be judged by it
    paradoxical: bool = False  # its chance agreement grows with the frequency of one code
    fixed_chance: bool = False  # linear in percent agreement: chance agreement is 1/q for q categories
    population: "str | Coefficient" = ""  # the coefficient that it becomes as the number of units grows
    source: str = ""  # full reference
    standard_error: StandardError | None = None  # analytic, if a formula is published

    def __post_init__(self) -> None:
        update_wrapper(self, self.formula)
        self.name: str = self.formula.__name__  # as in agreement.json
        self.__doc__ = _numpydoc(self.formula.__doc__ or "", self.source)
        ratings = Parameter("ratings", Parameter.POSITIONAL_OR_KEYWORD, annotation=Ratings)
        self.__signature__ = Signature([ratings], return_annotation=float)

    def __call__(self, ratings: Ratings) -> float:
        numerator, denominator, undefined = self.formula(ratings, ratings.whole())
        for applies, reason in undefined:
            if applies:
                raise UndefinedAgreement(reason)
        return float(numerator / denominator)

    def __repr__(self) -> str:
        return f"{self.name}{signature(self)}"

    def value_or_none(self, ratings: Ratings) -> float | None:
        """Return the value, None if it is undefined."""
        try:
            return self(ratings)
        except UndefinedAgreement:
            return None

    def resampled(self, ratings: Ratings, total: Total) -> FloatArray:
        """Return one value for each weighting of the units in `total`, NaN where the coefficient is undefined."""
        numerator, denominator, undefined = self.formula(ratings, total)
        without_value = np.zeros(np.shape(denominator), dtype=bool)
        for applies, _ in undefined:
            without_value |= applies
        values = np.full(without_value.shape, np.nan)
        np.divide(numerator, denominator, out=values, where=~without_value)
        return values

    def with_standard_error(self, function: StandardError) -> StandardError:
        """Decorate the function that computes the analytic standard error."""
        self.standard_error = function
        return function


# Name -> coefficient, in the order of reports. Filled by `@coefficient`.
COEFFICIENTS: Final[dict[str, Coefficient]] = {}


def coefficient(**facts: Any) -> Callable[[Formula], Coefficient]:
    """Return a decorator that adds a formula to `COEFFICIENTS`.

    Parameters
    ----------
    **facts
        The fields of `Coefficient`, except `formula`.

    Returns
    -------
    callable
        Takes a formula and returns its `Coefficient`.

    Examples
    --------
    >>> COEFFICIENTS["scott_pi"].label
    "Scott's pi"
    """

    def register(formula: Formula) -> Coefficient:
        registered = Coefficient(formula, **facts)
        COEFFICIENTS[registered.name] = registered
        return registered

    return register


def _numpydoc(text: str, source: str) -> str:
    """Return a formula's docstring with the sections that all coefficients have in common."""
    summary, heading, examples = cleandoc(text).partition("Examples\n--------\n")
    sections = [
        summary.rstrip(),
        "Parameters\n----------\nratings : Ratings\n    First ratings of the units; missing ratings are allowed.",
        "Returns\n-------\nfloat",
        "Raises\n------\nUndefinedAgreement\n    If the ratings do not determine a value; the message states why.",
        f"References\n----------\n{source}" if source else "",
        heading + examples,
    ]
    return "\n\n".join(filter(None, sections)) + "\n"
