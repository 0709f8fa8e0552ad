"""The settings of one plan: completed and checked, as plain values, and in the words of the methods section."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from coding.errors import BadInput
from coding.models import Round, Study
from coding.round_settings import ROUND_SETTINGS
from coding.round_settings.checks import scale_of
from coding.round_settings.setting import RoundSetting, Values
from coding.statistics.selection import primary_names


def complete_settings(
    given: Values, raters: int, study_kind: str = Study.Kind.ADVISORIES, code_order: str = ""
) -> dict[str, Any]:
    """Return the value of every setting of a round in a study of this kind, checked: as given, else its default.

    `code_order` says whether the codes have an order, or scores as well: `ORDER`, `SCORES` or "".

    Raises
    ------
    BadInput
        If a setting is unknown, missing, out of range, or does not apply with the others or in such a study.
    """
    if unknown := sorted(given.keys() - ROUND_SETTINGS.keys()):
        raise BadInput(f"Unknown setting “{unknown[0]}”. Choose from {', '.join(ROUND_SETTINGS)}.")
    values = {
        name: value_in(study_kind, setting, given.get(name, setting.default))
        for name, setting in ROUND_SETTINGS.items()
    }
    if not values["final_rater"] or not ROUND_SETTINGS["final_rater"].applies(values):
        values["final_rater"] = None
    if values["primary_statistic"] is None:
        complete = values["assignment_scheme"] == Round.AssignmentScheme.ALL
        scale = scale_of(values | {"code_order": code_order})
        values["primary_statistic"] = primary_names(
            raters, multilabel=values["multi_label"], complete=complete, scale=scale
        )[0]
    for name, setting in ROUND_SETTINGS.items():  # choices come before what depends on them
        if setting.applies_to(study_kind) and (
            problem := problem_of(setting, values | {"code_order": code_order}, raters)
        ):
            raise BadInput(problem, fields={name: [problem]})
    return {name: value for name, value in values.items() if ROUND_SETTINGS[name].applies_to(study_kind)}


def value_in(study_kind: str, setting: RoundSetting, value: Any) -> Any:
    """Return the value of a setting in a study of this kind; raise BadInput if the study allows no such value."""
    problem = ""
    if not setting.applies_to(study_kind):
        if value not in (None, setting.default):
            problem = f"“{setting.label}” does not apply to a study of {study_kind}. Leave it out."
    elif study_kind == Study.Kind.PROJECTS and setting.of_projects is not None:
        if value not in (None, setting.default, setting.of_projects):
            problem = (
                "In a study of projects, all raters use a fixed codebook and may give several codes. "
                f"Leave out “{setting.label}”."
            )
        value = setting.of_projects
    if problem:
        raise BadInput(problem, fields={setting.name: [problem]})
    return value


def settings_of(coding_round: Round) -> list[tuple[str, RoundSetting]]:
    """Return the settings that apply to studies of the round's kind, with their names."""
    kind = coding_round.study.kind
    return [(name, setting) for name, setting in ROUND_SETTINGS.items() if setting.applies_to(kind)]


def problem_of(setting: RoundSetting, values: Values, raters: int) -> str:
    """Return what is wrong with the value of one setting, or ""."""
    value = values[setting.name]
    if not setting.applies(values):
        other = ROUND_SETTINGS[setting.applies_if[0]] if setting.applies_if else setting
        chosen = next((choice.label for choice in other.choices if choice.value == values[other.name]), "")
        unused = value == setting.default
        return "" if unused else f"“{setting.label}” does not apply if “{other.label}” is “{chosen}”. Leave it out."
    if value is None:
        action = "Enter a number." if setting.kind == "number" else "Choose one."
        return f"“{setting.label}” is required. {action}" if setting.required else ""
    if setting.choices and value not in {choice.value for choice in setting.choices}:
        return f"Invalid {setting.label.lower()} “{value}”. Choose {', '.join(c.value for c in setting.choices)}."
    if setting.kind == "number" and not in_range(setting, value):
        return f"Invalid {setting.label.lower()} “{value}”. Enter a number from {setting.minimum} to {setting.maximum}."
    return setting.check(values, raters)


def in_range(setting: RoundSetting, value: Decimal | float | str) -> bool:
    low, high, number = setting.minimum, setting.maximum, Decimal(str(value))
    return (low is None or number >= low) and (high is None or number <= high)


def settings_as_json(coding_round: Round) -> dict[str, Any]:
    """Return the settings of a round as plain values, as an event stores them."""
    return {name: plain_value(coding_round, name) for name, _ in settings_of(coding_round)}


def settings_without_person(coding_round: Round) -> dict[str, Any]:
    """Return the settings of a round as plain values, numbers as numbers, without the one that names a person."""
    return {
        name: number_of(setting, getattr(coding_round, name))
        if setting.kind == "number"
        else plain_value(coding_round, name)
        for name, setting in settings_of(coding_round)
        if setting.kind != "adjudicator"
    }


def number_of(setting: RoundSetting, value: Decimal | float | str | None) -> float | None:
    if value is None:
        return None
    return int(value) if setting.whole else float(value)


def plain_value(coding_round: Round, name: str) -> Any:
    value = getattr(coding_round, name)
    kind = ROUND_SETTINGS[name].kind
    if kind == "adjudicator":
        return value.name if value else None
    return str(value) if isinstance(value, Decimal) else value


def methods_words(coding_round: Round) -> dict[str, str]:
    """Return what the methods section states of each setting that applies and has words there."""
    values = {name: getattr(coding_round, name) for name in ROUND_SETTINGS}
    words = {
        name: setting.in_methods(values[name]) for name, setting in settings_of(coding_round) if setting.applies(values)
    }
    return {name: text for name, text in words.items() if text}
