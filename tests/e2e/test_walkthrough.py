"""Four people carry out the whole method in Chromium; axe checks every page, and a screenshot is taken of each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from advisories.models import Job
from advisories.platform.jobs import run_job
from tests.support.factories import PASSWORD, person
from tests.test_walkthrough import ADA, BO, osv

SHOTS = Path(__file__).parent / "screenshots"
STUDY = "/studies/consequences-in-the-demo-server"
ROUND = f"{STUDY}/rounds/1"

Contexts = Callable[..., BrowserContext]


def signed_in(new_context: Contexts, name: str, **options: Any) -> Page:
    page = new_context(**options).new_page()
    page.set_default_timeout(20_000)
    page.goto("/")
    page.get_by_label("User name").fill(name)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Studies")
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


def import_file(page: Page, tmp_path: Path) -> None:
    severities = ["CRITICAL", "HIGH", "MODERATE", "LOW"]
    records = [osv(number, word) for number, word in enumerate(severities, 1)] + [{"id": "GHSA-without-a-date"}]
    file = tmp_path / "advisories.json"
    file.write_text(json.dumps(records))
    page.goto("/imports")
    page.locator("input[type=file]").set_input_files(file)
    expect(page).to_have_url(re.compile(r"/imports/\d+$"))
    check_page(page, "import-waiting")
    run_job(Job.objects.get().pk)  # as the worker does
    expect(page.get_by_role("cell", name="advisories.json#5", exact=True)).to_be_visible()
    check_page(page, "import-report")


def code_unit(page: Page, number: int, label: str) -> None:
    """Find or create the code and submit the unit, by keyboard."""
    expect(page.get_by_role("article", name=f"Unit {number}:")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type(label)
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Codes of this unit")).to_contain_text(label)
    expect(page.get_by_text(re.compile("^Saved")).first).to_be_visible()
    page.keyboard.press("Control+Enter")


def test_whole_method_in_the_browser(new_context: Contexts, tmp_path: Path, expected_console_errors: list[str]) -> None:
    # The browser's console reports refused requests as failed loads.
    expected_console_errors.append("409 (Conflict)")
    for name in ("lea", "ada", "bo", "cleo"):
        person(name)
    lea = signed_in(new_context, "lea")
    check_page(lea, "studies-empty")
    lea.get_by_role("button", name="Create a study").first.click()
    lea.get_by_label("Title").fill("Consequences in the demo server")
    lea.get_by_role("button", name="Create the study").click()
    expect(lea).to_have_url(re.compile(STUDY))
    import_file(lea, tmp_path)
    lea.goto("/corpus")
    expect(lea.get_by_text("Flaw 1 in the demo server").first).to_be_visible()
    check_page(lea, "corpus")

    for name, role in {"ada": "Rater", "bo": "Rater", "cleo": "Adjudicator"}.items():
        add_member(lea, name, role)
        accept_invitation(signed_in(new_context, name))
    check_page(lea, "members")
    lea.goto(f"{STUDY}/sample")
    lea.get_by_role("button", name=re.compile("^(Draw|Take)")).click()
    expect(lea.get_by_role("region", name="Units")).to_contain_text("Flaw 4")
    check_page(lea, "sample")
    plan_and_open(lea)

    for name, labels in {"ada": ADA, "bo": BO}.items():
        rater = signed_in(new_context, name)
        rater.goto(f"{ROUND}/code")
        check_page(rater, f"coding-{name}")
        for number, label in enumerate(labels, 1):
            code_unit(rater, number, label)
        expect(rater.get_by_role("heading", name="You have coded all 4 units")).to_be_visible()
        expect(rater.get_by_role("row", name=re.compile(r"\(you\)"))).to_contain_text("4 of 4")
        check_page(rater, f"coding-done-{name}")

    lea.goto(ROUND)
    check_page(lea, "round-complete")
    lea.get_by_role("button", name="Close the round").click()
    confirm_by_typing(lea, "unseal", "Close and unseal")
    expect(lea.get_by_role("button", name="Close the round")).to_have_count(0)

    lea.goto(f"{ROUND}/match")
    expect(lea.get_by_role("button", name=re.compile("Accept all"))).to_be_visible()
    check_page(lea, "match")
    match_codes(lea)
    lea.goto(f"{ROUND}/agreement")
    expect(lea.get_by_role("heading", name="All coefficients")).to_be_visible()
    check_page(lea, "agreement")

    cleo = signed_in(new_context, "cleo")
    cleo.goto(f"{ROUND}/adjudicate")
    expect(cleo.get_by_role("region", name="Coding of ada")).to_be_visible()
    check_page(cleo, "adjudicate")
    cleo.keyboard.press("ArrowLeft")
    cleo.keyboard.press("r")
    cleo.keyboard.type("the data belong to others")
    cleo.keyboard.press("Control+Enter")
    cleo.get_by_role("button", name=re.compile("Settle")).click()
    confirm_by_typing(cleo, "settle", "Settle the round")
    expect(cleo.get_by_role("heading", name=re.compile("is settled"))).to_be_visible()
    check_page(cleo, "settled")

    lea.goto(f"{STUDY}/releases")
    lea.get_by_role("button", name=re.compile("Publish")).first.click()
    confirm_by_typing(lea, "publish", "Publish")
    expect(lea.get_by_role("status").filter(has_text="waiting for a worker")).to_be_visible()
    run_job(Job.objects.get(kind="publish").pk)
    table = lea.get_by_role("group", name=re.compile("^Consequences"))
    expect(table.get_by_role("row", name=re.compile("Unauthorized access"))).to_contain_text("50.0")
    wait_for_figures(lea, figures=3)
    check_page(lea, "release")
    with lea.expect_download() as download:
        lea.get_by_role("link", name=re.compile("Download everything")).click()
    assert download.value.suggested_filename.endswith("-release-1.zip")
    lea.goto(STUDY)
    expect(lea.get_by_text("Release 1 is published.").first).to_be_visible()
    check_page(lea, "home")

    dark = signed_in(new_context, "bo", viewport={"width": 390, "height": 844}, color_scheme="dark")
    for path in ("", "/rounds/1/code/1", "/rounds/1/agreement", "/rounds/1/adjudicate/2", "/releases/1"):
        dark.goto(STUDY + path)
        check_page(dark, "phone-dark" + path.replace("/", "-"))


def add_member(page: Page, name: str, role: str) -> None:
    page.goto(f"{STUDY}/members")
    invite = page.get_by_role("region", name="New member")
    invite.get_by_label("Name").fill(name)
    invite.get_by_label("Rater").set_checked(role == "Rater")
    invite.get_by_label(role).check()
    invite.get_by_role("button", name="Invite by user name").click()
    expect(page.get_by_role("cell", name=name).first).to_be_visible()


def accept_invitation(page: Page) -> None:
    page.goto("/")
    check_page(page, "invitation")
    page.get_by_role("button", name=re.compile("^Accept the invitation to")).click()
    expect(page).to_have_url(re.compile(f"{STUDY}$"))


def plan_and_open(page: Page) -> None:
    page.goto(f"{STUDY}/rounds")
    page.get_by_role("button", name="Plan a round").first.click()
    check_page(page, "plan")
    page.get_by_role("button", name=re.compile("^(Plan|Save)")).last.click()
    page.goto(ROUND)
    page.get_by_role("button", name="Open the round").click()
    confirm_by_typing(page, "open", "Open the round")
    expect(page.get_by_text(re.compile("sealed", re.I)).first).to_be_visible()
    check_page(page, "round-open")


def confirm_by_typing(page: Page, word: str, action: str) -> None:
    """Type the word that a dialog asks for, and press its button."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(re.compile("Type")).fill(word)
    dialog.get_by_role("button", name=action, exact=True).click()
    expect(dialog).to_have_count(0)


def match_codes(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Accept all")).click()
    page.get_by_role("button", name=re.compile("Confirm")).click()
    confirm_by_typing(page, "confirm", "Confirm the matching")
