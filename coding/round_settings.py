"""The settings of a round: what its plan fixes beside raters and units. May import `coding.models` and below.

The plan step stores and checks them, the API and the plan form are built from them, and the release states them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from coding.errors import BadInput
from coding.models import Round
from coding.statistics.coefficients import krippendorff_alpha
from coding.statistics.selection import primaries_for

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
    needed: bool = False  # has no default: a plan to which it applies must state it
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    whole: bool = False  # a number without decimals
    share: bool = False  # a number from 0 to 1, shown as a percentage
    example: float | None = None  # of a number: what the form starts with if it is needed, else a placeholder
    applies_if: tuple[str, tuple[str, ...]] | None = None  # another setting, and the values with which this one applies
    check: Callable[[Values, int], str] = lambda values, raters: ""  # what is wrong with it, given the number of raters
    methods: Callable[[Any], str] = lambda value: ""  # what the methods section states of the value

    def applies(self, values: Values) -> bool:
        return self.applies_if is None or values[self.applies_if[0]] in self.applies_if[1]

    def in_methods(self, value: Any) -> str:
        """Return the words of the methods section for this value, or ""."""
        return next((choice.methods for choice in self.choices if choice.value == value), "") or self.methods(value)


def check_primary_statistic(values: Values, raters: int) -> str:
    name, multi_label = values["primary_statistic"], values["multi_label"]
    choices = primary_statistics(
        raters, multi_label, complete=values["assignment_scheme"] == Round.AssignmentScheme.ALL
    )
    if name in choices:
        return ""
    kind = "several codes per unit" if multi_label else f"{raters} raters and one code per unit"
    return f"{name} cannot be the primary statistic for {kind}. Choose one of {', '.join(choices)}."


def check_raters_per_unit(values: Values, raters: int) -> str:
    return "" if 2 <= values["raters_per_unit"] <= raters else f"Enter a number of raters per unit from 2 to {raters}."


def check_overlap_share(values: Values, raters: int) -> str:
    share = values["overlap_share"]
    return "" if 0 < share <= 1 else "Enter a share of units coded by two raters above 0 and at most 1, such as 0.2."


DECIDES = (
    "resolution_method",
    (Round.ResolutionMethod.FINAL_RATER, Round.ResolutionMethod.DISCUSSION_THEN_FINAL_RATER),
)

# In the order of the plan form.
ROUND_SETTINGS: dict[str, RoundSetting] = {
    setting.name: setting
    for setting in (
        RoundSetting(
            name="style",
            label="Style",
            kind="choice",
            needed=True,
            choices=(
                Choice(
                    Round.Style.OPEN,
                    "Open coding",
                    "Each rater creates codes. After the round the codes are matched.",
                    "each in a vocabulary of their own",
                ),
                Choice(
                    Round.Style.SHARED,
                    "Shared codebook",
                    "All raters use one codebook and can add codes to it while they code.",
                    "from one codebook that all raters could extend",
                ),
                Choice(
                    Round.Style.CLOSED,
                    "Fixed codebook",
                    "All raters use the current codebook. It is frozen when the round opens.",
                    "from a codebook that was frozen before",
                ),
            ),
        ),
        RoundSetting(
            name="purpose",
            label="Purpose",
            help="You can repeat a round with a changed codebook. Each round keeps its own agreement.",
            kind="choice",
            default=Round.Purpose.CODING,
            choices=(
                Choice(Round.Purpose.PILOT, "Pilot", "Test the procedure."),
                Choice(Round.Purpose.CALIBRATION, "Calibration", "Train the raters and improve the codebook."),
                Choice(Round.Purpose.CODING, "Coding", "Produce the published results."),
            ),
        ),
        RoundSetting(
            name="assignment_scheme",
            label="Allocation",
            kind="choice",
            default=Round.AssignmentScheme.ALL,
            choices=(
                Choice(Round.AssignmentScheme.ALL, "Every rater codes every unit"),
                Choice(
                    Round.AssignmentScheme.FIXED_NUMBER,
                    "A fixed number of raters codes each unit, with equal shares",
                ),
                Choice(
                    Round.AssignmentScheme.OVERLAP,
                    "Two raters code a share of the units, one rater codes each of the others",
                ),
            ),
        ),
        RoundSetting(
            name="raters_per_unit",
            label="Raters per unit",
            kind="number",
            needed=True,
            whole=True,
            minimum=2,
            maximum=1_000,
            example=2,
            applies_if=("assignment_scheme", (Round.AssignmentScheme.FIXED_NUMBER,)),
            check=check_raters_per_unit,
            methods=lambda number: f"Each unit was assigned to {number} raters, drawn at random.",
        ),
        RoundSetting(
            name="overlap_share",
            label="Percent of the units coded by two raters",
            kind="number",
            needed=True,
            share=True,
            minimum=Decimal(0),
            maximum=Decimal(1),
            example=0.2,
            applies_if=("assignment_scheme", (Round.AssignmentScheme.OVERLAP,)),
            check=check_overlap_share,
            methods=lambda share: (
                f"{100 * share:.4g} % of the units were assigned to two raters, the others to one, drawn at random."
            ),
        ),
        RoundSetting(
            name="unit_order",
            label="Order of a rater's units",
            kind="choice",
            default=Round.UnitOrder.FIXED,
            choices=(
                Choice(Round.UnitOrder.FIXED, "Order of the sample, the same for all raters"),
                Choice(
                    Round.UnitOrder.RANDOM,
                    "Random order, different for each rater",
                    methods="Each rater coded the units in a different random order.",
                ),
            ),
        ),
        RoundSetting(
            name="multi_label",
            label="Allow several codes per unit",
            help="Agreement is then computed on sets of codes.",
            kind="flag",
            default=False,
            methods=lambda several: "A unit could have several codes." if several else "A unit had one code.",
        ),
        RoundSetting(
            name="show_classifications",
            label="Show severity, CVSS and CWE while coding",
            help="They can bias raters towards existing classifications. Leave this off without a reason.",
            kind="flag",
            default=False,
            methods=lambda shown: "Raters saw severity, CVSS and CWE while they coded." if shown else "",
        ),
        RoundSetting(
            name="primary_statistic",
            label="Primary statistic",
            help="The statistic this round is judged by. All others are reported as well.",
            kind="coefficient",
            check=check_primary_statistic,
        ),
        RoundSetting(
            name="threshold",
            label="Threshold",
            help="Minimum acceptable value (optional)",
            kind="number",
            minimum=Decimal(-1),
            maximum=Decimal(1),
            example=0.6,
        ),
        RoundSetting(
            name="resolution_method",
            label="Resolution of disagreements",
            kind="choice",
            default=Round.ResolutionMethod.FINAL_RATER,
            choices=(
                Choice(
                    Round.ResolutionMethod.FINAL_RATER, "The final rater decides", methods="the final rater decides"
                ),
                Choice(
                    Round.ResolutionMethod.DISCUSSION,
                    "The raters discuss and agree",
                    methods="the raters discuss and agree",
                ),
                Choice(
                    Round.ResolutionMethod.DISCUSSION_THEN_FINAL_RATER,
                    "The raters discuss, then the final rater decides what remains",
                    methods="the raters discuss first, and the final rater decides what remains",
                ),
            ),
        ),
        RoundSetting(
            name="final_rater",
            label="Final rater",
            help="An adjudicator of the study, who can also be one of the raters",
            kind="adjudicator",
            needed=True,
            applies_if=DECIDES,
        ),
        RoundSetting(
            name="blind_adjudication",
            label="Hide the raters’ names from the final rater",
            help=(
                "Until the round is settled, the final rater reads Rater A, Rater B … "
                "The final rater must be neither a rater nor a lead."
            ),
            kind="flag",
            default=False,
            applies_if=DECIDES,
            methods=lambda hidden: "The final rater did not see who had coded what." if hidden else "",
        ),
    )
}


def complete_settings(given: Values, raters: int) -> dict[str, Any]:
    """Return the value of every setting, checked: as given, else its default.

    Raises
    ------
    BadInput
        If a setting is unknown, missing, out of range, or does not apply with the others.
    """
    if unknown := sorted(given.keys() - ROUND_SETTINGS.keys()):
        raise BadInput(f"Unknown setting “{unknown[0]}”. Choose from {', '.join(ROUND_SETTINGS)}.")
    values = {name: given.get(name, setting.default) for name, setting in ROUND_SETTINGS.items()}
    if not values["final_rater"] or not ROUND_SETTINGS["final_rater"].applies(values):
        values["final_rater"] = None
    if values["primary_statistic"] is None:
        complete = values["assignment_scheme"] == Round.AssignmentScheme.ALL
        values["primary_statistic"] = primary_statistics(raters, values["multi_label"], complete=complete)[0]
    for name, setting in ROUND_SETTINGS.items():  # choices come before what depends on them
        if problem := problem_of(setting, values, raters):
            raise BadInput(problem, fields={name: [problem]})
    return values


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
        return f"“{setting.label}” is required. {action}" if setting.needed else ""
    if setting.choices and value not in {choice.value for choice in setting.choices}:
        return f"Invalid {setting.label.lower()} “{value}”. Choose {', '.join(c.value for c in setting.choices)}."
    if setting.kind == "number" and not in_range(setting, value):
        return f"Invalid {setting.label.lower()} “{value}”. Enter a number from {setting.minimum} to {setting.maximum}."
    return setting.check(values, raters)


def in_range(setting: RoundSetting, value: Decimal | float | str) -> bool:
    low, high, number = setting.minimum, setting.maximum, Decimal(str(value))
    return (low is None or number >= low) and (high is None or number <= high)


def primary_statistics(raters: int, multi_label: bool, *, complete: bool = True) -> list[str]:
    """Return the names of the coefficients a round can be judged by; the first one is the default.

    Where not every rater codes every unit, alpha comes first, because it takes any number of ratings per unit.
    """
    names = [coefficient.name for coefficient in primaries_for(raters, multilabel=multi_label)]
    if raters > 2 and not complete and not multi_label:
        names.sort(key=lambda name: name != krippendorff_alpha.name)
    return names


def settings_as_json(coding_round: Round) -> dict[str, Any]:
    """Return the settings of a round as plain values, as an event stores them."""
    return {name: plain_value(coding_round, name) for name in ROUND_SETTINGS}


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
        name: setting.in_methods(values[name]) for name, setting in ROUND_SETTINGS.items() if setting.applies(values)
    }
    return {name: text for name, text in words.items() if text}
