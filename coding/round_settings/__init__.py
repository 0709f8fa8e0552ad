"""The table of settings of a round: what its plan fixes besides raters and units.

The plan step stores and checks them, the API and the plan form are built from them, and the release states them.
May import `access` and below.
"""

from __future__ import annotations

from decimal import Decimal

from coding.models import Round, Study
from coding.models.enumerations import heading_of
from coding.round_settings.checks import check_overlap_share, check_primary_statistic, check_raters_per_unit
from coding.round_settings.setting import Choice, RoundSetting

DECIDES = (
    "resolution_method",
    (Round.ResolutionMethod.FINAL_RATER, Round.ResolutionMethod.DISCUSSION_THEN_FINAL_RATER),
)


def style(value: Round.Style, explanation: str, in_methods: str) -> Choice:
    return Choice(value, heading_of("round_style", value), explanation, in_methods)


def purpose(value: Round.Purpose, explanation: str) -> Choice:
    return Choice(value, heading_of("round_purpose", value), explanation)


# In the order of the plan form.
ROUND_SETTINGS: dict[str, RoundSetting] = {
    setting.name: setting
    for setting in (
        RoundSetting(
            name="style",
            label="Style",
            kind="choice",
            required=True,
            of_projects=Round.Style.CLOSED,
            choices=(
                style(
                    Round.Style.OPEN,
                    "Each rater creates codes. After the round the codes are matched.",
                    "each in a vocabulary of their own",
                ),
                style(
                    Round.Style.SHARED,
                    "All raters use one codebook and can add codes to it while they code.",
                    "from one codebook that all raters could extend",
                ),
                style(
                    Round.Style.CLOSED,
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
                purpose(Round.Purpose.PILOT, "Test the procedure."),
                purpose(Round.Purpose.CALIBRATION, "Train the raters and improve the codebook."),
                purpose(Round.Purpose.CODING, "Produce the published results."),
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
            required=True,
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
            required=True,
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
            of_projects=True,
            methods=lambda several: "A unit could have several codes." if several else "A unit had one code.",
        ),
        RoundSetting(
            name="show_classifications",
            label="Show severity, CVSS and CWE while coding",
            help="They can bias raters towards existing classifications. Leave this off without a reason.",
            kind="flag",
            default=False,
            study_kinds=(Study.Kind.ADVISORIES,),
            methods=lambda shown: "Raters saw severity, CVSS and CWE while they coded." if shown else "",
        ),
        RoundSetting(
            name="suggestions",
            label="Suggestions of the rules",
            help="When raters see what the rules of the inspection suggest for a project.",
            kind="choice",
            default=Round.Suggestions.AFTER,
            study_kinds=(Study.Kind.PROJECTS,),
            choices=(
                Choice(
                    Round.Suggestions.AFTER,
                    "After their own answer",
                    "A rater asks for them after submitting a unit. From then on, the answer is final.",
                    "Raters could see what the rules of the inspection suggested for a project after they had "
                    "submitted their own answer, which was final from then on.",
                ),
                Choice(
                    Round.Suggestions.NEVER,
                    "Never, until the round is closed",
                    methods="Raters did not see what the rules of the inspection suggested before the round closed.",
                ),
            ),
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
            required=True,
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
