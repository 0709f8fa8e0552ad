"""Checks of settings that depend on other settings or on the number of raters."""

from __future__ import annotations

from coding.models import Round
from coding.round_settings.setting import Values
from coding.statistics.selection import primary_names


def check_primary_statistic(values: Values, raters: int) -> str:
    name, multi_label = values["primary_statistic"], values["multi_label"]
    complete = values["assignment_scheme"] == Round.AssignmentScheme.ALL
    choices = primary_names(raters, multilabel=multi_label, complete=complete)
    if name in choices:
        return ""
    kind = "several codes per unit" if multi_label else f"{raters} raters and one code per unit"
    return f"{name} cannot be the primary statistic for {kind}. Choose one of {', '.join(choices)}."


def check_raters_per_unit(values: Values, raters: int) -> str:
    return "" if 2 <= values["raters_per_unit"] <= raters else f"Enter a number of raters per unit from 2 to {raters}."


def check_overlap_share(values: Values, raters: int) -> str:
    share = values["overlap_share"]
    return "" if 0 < share <= 1 else "Enter a share of units coded by two raters above 0 and at most 1, such as 0.2."
