"""A lead who enters the ratings of a rater without an account in Chromium."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from coding.models import Coding, Member
from coding.steps.assign.plan import open_round, plan_round
from tests.support.browser import Contexts, check_page, signed_in
from tests.support.factories import study


def test_lead_adds_a_rater_and_enters_their_sheet(
    db: None, new_context: Contexts, tmp_path: Path, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("422 (Unprocessable")
    people = study(units=2)
    page = signed_in(new_context, "lea")
    page.goto("/studies/consequences/members")
    page.get_by_role("textbox", name="Name").fill("dora")
    page.get_by_role("button", name="Add a rater without an account").click()
    expect(page.get_by_text("dora has no account. Plan a round with dora")).to_be_visible()
    assert Member.objects.get(name="dora").user is None
    plan = plan_round(by=people.lea, style="shared", raters=["ada", "dora"], final_rater="cleo")
    open_round(by=people.lea, number=plan.number)
    sheet = tmp_path / "codes.csv"
    sheet.write_text("unit,dora,carl\n1,leak,leak\n2,crash,leak\n")
    page.goto("/studies/consequences/rounds/1/codings")
    page.locator("input[type=file]").set_input_files(sheet)
    expect(page.get_by_text("No member is called carl. Add carl as a rater without an account?")).to_be_visible()
    check_page(page, "enter-for-unknown-rater")
    page.get_by_role("radio", name="Raters: dora").check()
    page.get_by_role("button", name="Read with these answers").click()
    expect(page.get_by_role("button", name="Submit 2 codings")).to_be_disabled()
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Submit 2 codings").click()
    expect(page.get_by_role("button", name="Submit 2 codings")).to_have_count(0)
    assert [coding.assignment.rater.name for coding in Coding.objects.all()] == ["dora", "dora"]
