"""`manage.py plan_agreement --kappa K --margins "62;16;…"`: units that two raters need to code."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from advisories.platform.command import JsonCommand
from coding.statistics.design.precision import POWER, ImpossiblePlan, UnitsNeeded, units_needed


class Command(JsonCommand):
    refusals = (*JsonCommand.refusals, ImpossiblePlan)
    help = "Say how many units two raters need to code, from an assumed kappa and frequencies of the codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--kappa", type=float, required=True, metavar="K", help="assumed Cohen's kappa")
        parser.add_argument(
            "--margins", required=True, metavar='"62;16;5"', help="assumed frequencies of the codes, on any scale"
        )
        parser.add_argument("--half-width", type=float, metavar="W", help="wished half width of the 95 %% interval")
        parser.add_argument("--threshold", type=float, metavar="T", help="kappa that a one-sided test should exceed")
        parser.add_argument("--power", type=float, default=POWER, help=f"of that test (default: {POWER})")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            margins = [float(margin) for margin in options["margins"].split(";")]
        except ValueError:
            raise ImpossiblePlan(
                f'--margins “{options["margins"]}” are not numbers. Write them as "62;16;5".'
            ) from None
        needed = units_needed(
            options["kappa"],
            margins,
            half_width=options["half_width"],
            threshold=options["threshold"],
            power=options["power"],
        )
        self.stdout.write(in_words(needed, options))
        if options["json"]:
            self.stdout.write(json.dumps({**asdict(needed), "units": needed.units}))


def in_words(needed: UnitsNeeded, options: dict[str, Any]) -> str:
    """Return the numbers as lines, the largest at the end."""
    rarest = max(needed.units_for_codes)
    lines = [
        (needed.units_for_width, f"for an interval of ±{options['half_width']}"),
        (
            needed.units_for_power,
            f"to show that kappa exceeds {options['threshold']} with power {options['power']} (one-sided, error .05)",
        ),
        (needed.units_for_minority, "for ten units outside the most frequent code"),
        (rarest, "for six units of the rarest code"),
    ]
    return "\n".join(
        [
            f"Assumed: kappa {options['kappa']}, and both raters give the codes with frequencies {options['margins']}.",
            *(f"{units:>9,}  units {purpose}" for units, purpose in lines if units is not None),
            f"{needed.units:>9,}  units are needed for all of these.",
        ]
    )
