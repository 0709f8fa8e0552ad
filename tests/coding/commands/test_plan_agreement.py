"""`manage.py plan_agreement`: numbers of units in words and as JSON."""

import json
from io import StringIO

import pytest
from django.core.management import call_command


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("plan_agreement", *arguments, stdout=out)
    return out.getvalue()


def test_units_are_printed_by_purpose_and_the_last_line_is_json() -> None:
    out = run("--kappa", "0.8", "--margins", "62;38", "--half-width", "0.1", "--threshold", "0.6", "--json")
    assert "148  units for an interval of ±0.1" in out
    assert "89  units to show that kappa exceeds 0.6 with power 0.8" in out
    assert "Assumed: kappa 0.8, and both raters give the codes with frequencies 62;38." in out
    answer = json.loads(out.splitlines()[-1])
    assert (answer["units_for_width"], answer["units_for_power"], answer["units"]) == (148, 89, 148)
    assert (answer["units_for_minority"], answer["units_for_codes"]) == (27, [10, 16])


def test_purposes_that_were_not_asked_are_left_out() -> None:
    out = run("--kappa", "0.8", "--margins", "62;38", "--json")
    assert "interval" not in out
    assert json.loads(out.splitlines()[-1])["units_for_power"] is None


@pytest.mark.parametrize("margins", ["62;x", "62", "62;;1"])
def test_margins_that_are_no_frequencies_end_with_status_2_and_one_line(margins: str) -> None:
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("plan_agreement", "--kappa", "0.8", "--margins", margins, stdout=StringIO(), stderr=err)
    assert ended.value.code == 2
    assert err.getvalue().count("\n") == 1
