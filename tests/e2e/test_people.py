"""Members in Chromium: a person is asked, is planned before joining, is offered a role, and leaves."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from coding.models import Member
from tests.support.browser import check_page, signed_in
from tests.support.coding_screen import Contexts
from tests.support.factories import People, person, planned_round, study

STUDY = "/studies/consequences"


def ask(page: Page, name: str) -> None:
    """Invite the account of this name as a rater."""
    page.goto(f"{STUDY}/members")
    invite = page.get_by_role("region", name="New member")
    invite.get_by_label("Name").fill(name)
    invite.get_by_role("button", name="Invite by user name").click()
    expect(invite.get_by_role("status")).to_have_text(
        f"If there is an account “{name}”, the invitation appears on their studies page. "
        "You see here whether they accept."
    )
    expect(invite.get_by_role("row", name=re.compile(f"^{name}")).first).to_contain_text("valid until")


def test_person_is_asked_before_joining_and_can_leave(
    new_context: Contexts, expected_console_errors: list[str]
) -> None:
    # After leaving, the study of the page that is left is asked for once more, with its round.
    expected_console_errors += ["409 (Conflict)", "rounds/1/"]
    people = study(units=2)
    person("eve")
    lea = signed_in(new_context, "lea")
    for name in ("zed", "eve"):
        ask(lea, name)
    check_page(lea, "members-invited")
    lea.get_by_role("button", name="Withdraw the invitation of zed").click()
    expect(lea.get_by_role("row", name=re.compile("^zed for the account"))).to_contain_text("withdrawn")

    # A plan can name eve, who must join before the round opens.
    lea.goto(f"{STUDY}/rounds")
    lea.get_by_role("button", name="Plan a round").first.click()
    lea.get_by_label("eve (invited; must join before the round opens)").check()
    lea.get_by_label("ada", exact=True).uncheck()
    check_page(lea, "plan-invited")
    lea.get_by_role("button", name="Save the plan").click()
    expect(lea.get_by_role("button", name="Save the plan")).to_have_count(0)
    lea.goto(f"{STUDY}/rounds/1")
    lea.get_by_role("button", name="Open the round").click()
    dialog = lea.get_by_role("dialog")
    expect(dialog.get_by_role("note")).to_contain_text("eve has not accepted the invitation yet.")
    check_page(lea, "open-round-warnings")
    dialog.get_by_label(re.compile("Type")).fill("open")
    dialog.get_by_role("button", name="Open the round").click()
    expect(dialog.get_by_role("alert")).to_contain_text("eve has not accepted the invitation yet. Wait, or change")

    eve = signed_in(new_context, "eve", viewport={"width": 390, "height": 844}, color_scheme="dark")
    expect(eve.get_by_text("lea invites you to “Consequences” as rater.")).to_be_visible()
    check_page(eve, "invitation-phone-dark")
    eve.get_by_role("button", name="Accept the invitation to Consequences").click()
    expect(eve).to_have_url(re.compile(f"{STUDY}$"))
    dialog.get_by_role("button", name="Open the round").click()
    expect(dialog).to_have_count(0)

    eve.goto(f"{STUDY}/members")
    check_page(eve, "members-phone-dark")
    eve.get_by_role("button", name="Leave the study").click()
    leaving = eve.get_by_role("dialog")
    expect(leaving).to_contain_text("What eve submitted stays")
    check_page(eve, "leave-phone-dark")
    leaving.get_by_role("button", name="Leave the study").click()
    expect(eve.get_by_role("heading", level=1)).to_have_text("Studies")
    expect(eve.get_by_role("link", name="Consequences")).to_have_count(0)
    lea.goto(f"{STUDY}/members")
    expect(lea.get_by_role("row", name=re.compile("^eve left the study"))).to_be_visible()
    assert Member.objects.get(name="eve", study=people.study).user is None


def test_member_is_asked_to_rate(new_context: Contexts) -> None:
    people: People = study(units=2)
    lea = signed_in(new_context, "lea")
    lea.goto(f"{STUDY}/members")
    lea.get_by_label("vic is rater").click()
    expect(lea.get_by_text("asked to be rater, has not accepted yet")).to_be_visible()
    check_page(lea, "members-asked")
    planned_round(people, raters=["ada", "vic"])
    vic = signed_in(new_context, "vic")
    vic.goto(STUDY)
    expect(vic.get_by_text("The lead asks you to be rater")).to_be_visible()
    check_page(vic, "offered-role")
    vic.get_by_role("button", name="Accept").click()
    expect(vic.get_by_text("The lead asks you to be rater")).to_have_count(0)
    assert Member.objects.get(pk=people.vic.pk).is_rater
