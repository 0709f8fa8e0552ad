"""Checks of settings that depend on other settings or on the number of raters."""

from __future__ import annotations

from coding.models import Round
from coding.round_settings.setting import Values
from coding.statistics.registry import COEFFICIENTS, ORDERED, SCORED
from coding.statistics.scale import Scale
from coding.statistics.selection import primary_names

# Whether the codes have an order or scores as well; "" if they have no order.
ORDER, SCORES = "order", "scores"
ORDERED_CODES = frozenset(name for name, one in COEFFICIENTS.items() if {ORDERED, SCORED} & set(one.scope))


def check_primary_statistic(values: Values, raters: int) -> str:
    name, multi_label = values["primary_statistic"], values["multi_label"]
    complete = values["assignment_scheme"] == Round.AssignmentScheme.ALL
    choices = primary_names(raters, multilabel=multi_label, complete=complete, scale=scale_of(values))
    if name in choices:
        return ""
    kind = "several codes per unit" if multi_label else f"{raters} raters and one code per unit"
    if name in ORDERED_CODES:
        return f"{name} cannot be the primary statistic, because {why_unordered(values)}."
    return f"{name} cannot be the primary statistic for {kind}. Choose one of {', '.join(choices)}."


def scale_of(values: Values) -> Scale | None:
    """Return a scale that says whether the codes of the plan have an order and scores; None without an order.

    The codes of open coding are the raters' own and have none.
    """
    if values["style"] == Round.Style.OPEN or values["multi_label"] or not values.get("code_order"):
        return None
    return Scale((1.0, 2.0), given=values["code_order"] == SCORES)


def why_unordered(values: Values) -> str:
    """Return why a coefficient for ordered codes does not apply to a plan."""
    if values["style"] == Round.Style.OPEN:
        return "the raters create the codes in this round, and such codes have no order"
    if values["multi_label"]:
        return "a unit can have several codes, and it needs one"
    if not values.get("code_order"):
        return "the codes have no order. Order them on the page of the codebook"
    return "the codes have no scores. Enter them on the page of the codebook"


def check_raters_per_unit(values: Values, raters: int) -> str:
    return "" if 2 <= values["raters_per_unit"] <= raters else f"Enter a number of raters per unit from 2 to {raters}."


def check_overlap_share(values: Values, raters: int) -> str:
    share = values["overlap_share"]
    return "" if 0 < share <= 1 else "Enter a share of units coded by two raters above 0 and at most 1, such as 0.2."
