"""Adjudication in Chromium: raters discuss, and a blinded final rater decides the rest by keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from coding.models import Round
from coding.steps.agree import close_round
from coding.steps.codebook.codes import add_code
from tests.support.browser import Contexts, check_page, confirm_by_typing, signed_in
from tests.support.coding_screen import open_round_after_reading_its_plan
from tests.support.codings import match_by_own_labels
from tests.support.factories import People, rate, study

STUDY = "/studies/consequences"
ROUND = f"{STUDY}/rounds/1"
ADJUDICATION = f"{ROUND}/adjudicate"
PHONE = {"viewport": {"width": 390, "height": 844}}


def plan_round(lea: Page) -> None:
    lea.goto(f"{STUDY}/rounds")
    lea.get_by_role("button", name="Plan a round").first.click()
    lea.get_by_label("The raters discuss, then the final rater decides what remains").check()
    hide = lea.get_by_role("switch", name="Hide the raters’ names from the final rater")
    hide.check(force=True)
    hide.scroll_into_view_if_needed()
    check_page(lea, "plan-hidden")
    lea.get_by_role("button", name="Save the plan").click()
    expect(lea.get_by_role("button", name="Save the plan")).to_have_count(0)
    lea.goto(ROUND)
    hidden = lea.get_by_text("Hide the raters’ names from the final rater", exact=True)
    expect(hidden.locator("xpath=following-sibling::dd[1]")).to_have_text("Yes")
    check_page(lea, "round-hidden")
    open_round_after_reading_its_plan(lea)
    expect(lea.get_by_role("button", name=re.compile("Close the round"))).to_be_visible()


def code_and_close(people: People) -> Round:
    """Code every unit and close the round. Ada and Bo disagree on units 1 to 4."""
    coding_round = Round.objects.get()
    for rater, label in [
        (people.ada, "Access"),
        (people.bo, "Leak"),
        (people.ada, "Injection"),
        (people.bo, "Injection"),
    ]:
        add_code(by=rater, label=label, round_number=1, definition=f"Definition of {label}.")
    for unit, (one, other) in enumerate([*[("Access", "Leak")] * 4, ("Injection", "Injection")], 1):
        rate(people.ada, coding_round, unit, one, memo="The door stood open.", certainty="certain")
        rate(people.bo, coding_round, unit, other, memo="What was behind it came out.", certainty="unsure")
    return close_round(by=people.lea, number=1)


def expect_no_rater_names(page: Page) -> None:
    assert not re.search(r"\b(ada|bo)\b", page.locator("main").inner_text())


def keep_codes(page: Page, unit: int) -> None:
    page.goto(f"{ADJUDICATION}/{unit}")
    page.get_by_label("Comment", exact=True).fill("I read it again and keep my code.")
    page.get_by_role("button", name="Keep codes").click()
    expect(page.get_by_role("region", name="Discussion")).to_contain_text(
        "keeps the first rating: I read it again and keep my code."
    )


def test_raters_discuss_and_a_blinded_final_rater_decides_the_rest(new_context: Contexts) -> None:
    people = study(units=5)
    lea = signed_in(new_context, "lea")
    plan_round(lea)
    coding_round = code_and_close(people)

    cleo = signed_in(new_context, "cleo")
    cleo.goto(f"{ROUND}/match")
    expect(cleo.get_by_text("Rater B").first).to_be_visible()
    expect_no_rater_names(cleo)
    check_page(cleo, "match-hidden")
    match_by_own_labels(people, coding_round)
    cleo.goto(f"{ROUND}/agreement")
    expect(cleo.get_by_role("heading", name="Confusion matrix")).to_be_visible()
    expect_no_rater_names(cleo)
    check_page(cleo, "agreement-hidden")

    bo = signed_in(new_context, "bo")
    bo.goto(ADJUDICATION)
    expect(bo).to_have_url(re.compile("/adjudicate/1$"))
    expect(bo.get_by_text("Waiting for: ada and you")).to_be_visible()
    check_page(bo, "adjudication-rater")
    bo.get_by_label("Comment", exact=True).fill("The door, then.")
    bo.get_by_role("combobox", name="Codes to change to").click()
    bo.get_by_role("option", name="Access").click()
    bo.get_by_role("button", name="Change codes").click()
    expect(bo.get_by_text(re.compile("Decided in discussion"))).to_be_visible()
    ada = signed_in(new_context, "ada")
    for unit in (2, 3):
        keep_codes(bo, unit)
        keep_codes(ada, unit)
    keep_codes(ada, 4)

    cleo.goto(ADJUDICATION)
    expect(cleo).to_have_url(re.compile("/adjudicate/2$"))
    for letter in "AB":
        expect(cleo.get_by_role("region", name=f"Coding of Rater {letter}")).to_be_visible()
    check_page(cleo, "adjudication-hidden")
    cleo.goto(f"{ADJUDICATION}/4")
    expect(cleo.get_by_text(re.compile("Under discussion, awaiting a response from Rater [AB]\\."))).to_be_visible()
    expect(cleo.get_by_role("form", name="Decision")).to_have_count(0)
    expect_no_rater_names(cleo)
    check_page(cleo, "adjudication-waits")
    phone = signed_in(new_context, "cleo", color_scheme="dark", **PHONE)
    for unit in (2, 4):
        phone.goto(f"{ADJUDICATION}/{unit}")
        expect(phone.get_by_role("region", name="Coding of Rater A")).to_be_visible()
        check_page(phone, f"phone-dark-adjudication-{unit}")

    cleo.get_by_role("combobox", name="Filter by discussion").click()
    cleo.get_by_role("option", name="can be decided").click()
    expect(cleo.get_by_text("Disagreement 2 of 3")).to_be_visible()
    for unit in (2, 3):
        expect(cleo.get_by_role("article", name=re.compile(f"Unit {unit}:"))).to_be_visible()
        cleo.keyboard.press("ArrowLeft")
        if unit == 2:  # the next unit with these codes is offered the same reason
            expect(cleo.get_by_label("Reason")).to_have_value("")
            cleo.keyboard.press("r")
            cleo.keyboard.type("as the text says")
        expect(cleo.get_by_label("Reason")).to_have_value("as the text says")
        cleo.keyboard.press("Control+Enter")
    expect(cleo.get_by_role("status").filter(has_text="3 of 4 decided")).to_be_visible()
    expect(cleo.get_by_text(re.compile("Under discussion"))).to_be_visible()

    lea.goto(ADJUDICATION)
    expect(lea.get_by_text("Waiting for: bo")).to_be_visible()
    lea.get_by_role("button", name="End the discussion …").click()
    lea.get_by_role("dialog").get_by_label("Reason").fill("Bo is away.")
    check_page(lea, "adjudication-end-discussion")
    lea.get_by_role("dialog").get_by_role("button", name="End the discussion").click()
    expect(lea.get_by_role("button", name="Reopen the discussion")).to_be_visible()
    check_page(lea, "adjudication-discussion-ended")

    cleo.goto(ADJUDICATION)
    expect(cleo.get_by_role("article", name=re.compile("Unit 4:"))).to_be_visible()
    cleo.keyboard.press("ArrowRight")
    cleo.keyboard.press("Enter")
    expect(cleo.get_by_role("heading", name="All 4 disagreements are decided")).to_be_visible()
    lea.goto(ADJUDICATION)
    lea.get_by_role("button", name=re.compile("Settle")).click()
    confirm_by_typing(lea, "settle", "Settle the round")
    expect(lea.get_by_role("heading", name="Round 1 is settled")).to_be_visible()
    cleo.goto(f"{ADJUDICATION}/4")
    expect(cleo.get_by_role("region", name="Coding of ada")).to_be_visible()
    lea.goto(f"{STUDY}/history")
    expect(lea.get_by_text("ended the discussion while 1 unit was awaiting a response: Bo is away.")).to_be_visible()
