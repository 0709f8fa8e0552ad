"""A page whose browser signs another person in: nothing of one person is stored for the other."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from coding.models import Code, Coding, Draft
from coding.steps.codebook.codes import add_code
from tests.support.browser import check_page
from tests.support.coding_screen import Contexts, open_coding_screen, open_round_of_two_raters
from tests.support.factories import PASSWORD, code_for


def sign_in_instead(page: Page, name: str) -> Page:
    """Sign out in another window of the same browser, and sign in there as `name`."""
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("banner").get_by_role("button", name=re.compile("^(ada|bo)$")).click()
    other.get_by_role("menuitem", name="Sign out").click()
    other.get_by_label("User name").fill(name)
    other.get_by_role("textbox", name="Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Studies")
    return other


def test_submission_is_not_stored_for_the_person_who_signed_in_meanwhile(
    new_context: Contexts, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("409 (Conflict)")
    people, _ = open_round_of_two_raters(style="shared")
    add_code(by=people.lea, label="Access")
    page = open_coding_screen(new_context, 1)
    page.keyboard.press("1")
    expect(page.get_by_text(re.compile("^Saved")).first).to_be_visible()
    other = sign_in_instead(page, "bo")

    page.keyboard.press("m")
    page.keyboard.type("what Ada thinks")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    notice = page.get_by_role("alert").filter(has_text="Another person is signed in")
    expect(notice).to_contain_text("“bo” is signed in now, but this page was loaded for “ada”.")
    assert not Coding.objects.exists()
    assert Draft.objects.get().content["memo"] == ""
    expect(page.get_by_label("Memo")).to_have_value("what Ada thinks")
    check_page(page, "coding-other-person")

    other.goto(page.url)
    expect(other.get_by_role("article")).to_be_visible()
    expect(other.get_by_label("Memo")).to_have_value("")
    expect(other.get_by_text("Codes of this unit")).to_have_count(0)

    sign_in_instead(other, "ada")
    notice.get_by_role("button", name="Try again").click()
    expect(notice).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article", name="Unit 2:")).to_be_visible()
    coding = Coding.objects.get()
    assert (coding.assignment.rater.name, coding.memo) == ("ada", "what Ada thinks")


def test_code_of_one_person_does_not_become_a_private_code_of_the_next(
    new_context: Contexts, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("409 (Conflict)")
    people, coding_round = open_round_of_two_raters()
    code_for(people.ada, coding_round, "Access")
    page = open_coding_screen(new_context, 1)
    sign_in_instead(page, "bo")
    page.keyboard.press("/")
    page.keyboard.type("Leak")
    page.keyboard.press("Enter")
    notice = page.get_by_role("alert").filter(has_text="Another person is signed in")
    expect(notice).to_be_visible()
    assert list(Code.objects.values_list("owner__name", "label")) == [("ada", "Access")]
    notice.get_by_role("button", name="Reload the page").click()
    expect(notice).to_have_count(0)
    expect(page.get_by_role("article")).to_be_visible()
    assert list(Code.objects.values_list("owner__name", "label")) == [("ada", "Access")]
