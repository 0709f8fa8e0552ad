"""Pages in Chromium: signing in, checking a page with axe, and dialogs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from annotation.accounts.models import User
from tests.support import ROOT
from tests.support.factories import PASSWORD, client

SHOTS = ROOT / "tests" / "e2e" / "screenshots"
Contexts = Callable[..., BrowserContext]


def signed_in(new_context: Contexts, name: str, **options: Any) -> Page:
    """Open the first page with a session of this person."""
    context = new_context(**options)
    session = client(User.objects.get(username=name)).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "domain": "localhost", "path": "/"}])
    page = first_page(context)
    expect(page.get_by_role("heading", level=1)).to_have_text("Studies")
    return page


def sign_in_by_form(new_context: Contexts, name: str) -> Page:
    page = first_page(new_context())
    page.get_by_label("User name").fill(name)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Studies")
    return page


def first_page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto("/")
    return page


def check_page(page: Page, name: str) -> None:
    """Store a screenshot, run axe, and check that the page does not scroll sideways."""
    SHOTS.mkdir(exist_ok=True)
    expect(page.locator("h1")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    violations = Axe().run(page).response["violations"]
    assert not violations, f"{name}: " + "; ".join(f"{v['id']} at {v['nodes'][0]['target']}" for v in violations)
    overflow = page.locator("html").evaluate("page => page.scrollWidth - page.clientWidth")
    assert overflow == 0, f"{name} scrolls sideways by {overflow} px"


def wait_for_figures(page: Page, *, figures: int) -> None:
    """Wait until this many figures are on the page and rendered."""
    images = page.locator('main img[src*=".svg"]')
    expect(images).to_have_count(figures)
    for index in range(figures):
        handle = images.nth(index).element_handle()
        page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=handle)


def confirm_by_typing(page: Page, word: str, action: str) -> None:
    """Type the word that a dialog asks for, and press its button."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(re.compile("Type")).fill(word)
    dialog.get_by_role("button", name=action, exact=True).click()
    expect(dialog).to_have_count(0)
