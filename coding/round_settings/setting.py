"""What a setting of a round states about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Values = Mapping[str, Any]  # name of a setting → its value in one plan


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a setting of kind `choice`."""

    value: str
    label: str
    help: str = ""
    methods: str = ""  # in the methods section of a release


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSetting:
    """One setting. `name` is its field in `Round`, in the API and in the event that plans a round."""

    name: str
    label: str
    help: str = ""
    kind: Literal["choice", "flag", "number", "coefficient", "adjudicator"]
    choices: tuple[Choice, ...] = ()
    default: str | bool | None = None
    required: bool = False  # has no default: a plan to which it applies must state it
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    whole: bool = False  # a number without decimals
    share: bool = False  # a number from 0 to 1, shown as a percentage
    example: float | None = None  # of a number: what the form starts with if it is required, else a placeholder
    study_kinds: tuple[str, ...] = ()  # the kinds of studies to whose rounds it applies; empty: all
    of_projects: str | bool | None = None  # the only value in a study of projects; None: any
    applies_if: tuple[str, tuple[str, ...]] | None = None  # another setting, and the values with which this one applies
    check: Callable[[Values, int], str] = lambda values, raters: ""  # what is wrong with it, given the number of raters
    methods: Callable[[Any], str] = lambda value: ""  # what the methods section states of the value

    def applies(self, values: Values) -> bool:
        return self.applies_if is None or values[self.applies_if[0]] in self.applies_if[1]

    def applies_to(self, study_kind: str) -> bool:
        return not self.study_kinds or study_kind in self.study_kinds

    def in_methods(self, value: Any) -> str:
        """Return the words of the methods section for this value, or ""."""
        return next((choice.methods for choice in self.choices if choice.value == value), "") or self.methods(value)
