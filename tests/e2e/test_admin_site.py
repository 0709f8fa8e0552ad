"""The admin site in Chromium: an administrator adds a person, resets the password and deactivates the account."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from annotation.accounts.models import User
from tests.support.browser import check_page
from tests.support.factories import PASSWORD, person

FIRST_PASSWORD = "seven green bicycles"
SECOND_PASSWORD = "eleven quiet harbours"


def sign_in(page: Page, name: str, password: str) -> None:
    """Send the sign-in form of the web interface."""
    page.goto("/")
    page.get_by_label("User name").fill(name)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_administrator_adds_a_person_resets_the_password_and_deactivates(
    page: Page, new_context: Callable[..., BrowserContext], expected_console_errors: list[str]
) -> None:
    person("sam", is_staff=True, is_superuser=True)
    page.goto("/admin/")
    page.get_by_label("Username").fill("sam")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Site administration")).to_be_visible()

    page.goto("/admin/accounts/user/add/")
    page.get_by_label("Username").fill("rosa")
    page.get_by_label("Password:", exact=True).fill(FIRST_PASSWORD)
    page.get_by_label("Password confirmation").fill(FIRST_PASSWORD)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    rosa = User.objects.get(username="rosa")
    assert rosa.check_password(FIRST_PASSWORD)

    page.goto(f"/admin/accounts/user/{rosa.pk}/password/")
    page.get_by_label("Password:", exact=True).fill(SECOND_PASSWORD)
    page.get_by_label("Password confirmation").fill(SECOND_PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("Password changed successfully")).to_be_visible()

    rosas_page = new_context().new_page()
    expected_console_errors.append("400 (Bad Request)")
    sign_in(rosas_page, "rosa", FIRST_PASSWORD)
    expect(rosas_page.get_by_text(re.compile("user name or the password is wrong"))).to_be_visible()
    sign_in(rosas_page, "rosa", SECOND_PASSWORD)
    expect(rosas_page.get_by_role("heading", level=1)).to_have_text("Studies")
    set_by_administrator = rosas_page.get_by_role("alert").filter(has_text="An administrator set your password on")
    expect(set_by_administrator).to_be_visible()
    check_page(rosas_page, "account-notices")
    set_by_administrator.get_by_role("button", name="I have read this").click()
    expect(set_by_administrator).to_have_count(0)
    rosas_page.goto("/account")
    expect(rosas_page.get_by_text("Set its password on")).to_be_visible()

    page.goto(f"/admin/accounts/user/{rosa.pk}/change/")
    page.get_by_label("Active").uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    rosas_page.reload()
    expect(rosas_page.get_by_role("button", name="Sign in")).to_be_visible()
    sign_in(rosas_page, "rosa", SECOND_PASSWORD)
    expect(rosas_page.get_by_text(re.compile("user name or the password is wrong"))).to_be_visible()

    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("Logged out")).to_be_visible()
