"""Four people carry out the whole method in Chromium; axe checks every page, and a screenshot is taken of each."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from advisories.models import Job
from advisories.platform.jobs import run_job
from tests.support.browser import Contexts, check_page, confirm_by_typing, sign_in_by_form, signed_in, wait_for_figures
from tests.support.factories import person
from tests.support.walkthrough import ADA, BO, osv

STUDY = "/studies/consequences-in-the-demo-server"
ROUND = f"{STUDY}/rounds/1"


def import_file(page: Page, tmp_path: Path) -> None:
    severities = ["CRITICAL", "HIGH", "MODERATE", "LOW"]
    records = [osv(number, word) for number, word in enumerate(severities, 1)] + [{"id": "GHSA-without-a-date"}]
    file = tmp_path / "advisories.json"
    file.write_text(json.dumps(records))
    page.goto(f"{STUDY}/corpus/imports")
    page.locator("input[type=file]").set_input_files(file)
    expect(page).to_have_url(re.compile(r"/corpus/imports/\d+$"))
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
    lea = sign_in_by_form(new_context, "lea")
    check_page(lea, "studies-empty")
    lea.get_by_role("button", name="Create a study").first.click()
    lea.get_by_label("Title").fill("Consequences in the demo server")
    lea.get_by_role("button", name="Create the study").click()
    expect(lea).to_have_url(re.compile(STUDY))
    import_file(lea, tmp_path)
    lea.get_by_role("link", name="Back to the corpus").click()
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
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("button", name="Save the plan")).to_have_count(0)
    page.goto(ROUND)
    page.get_by_role("button", name="Open the round").click()
    confirm_by_typing(page, "open", "Open the round")
    expect(page.get_by_text(re.compile("sealed", re.I)).first).to_be_visible()
    check_page(page, "round-open")


def match_codes(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Accept all")).click()
    page.get_by_role("button", name=re.compile("Confirm")).click()
    confirm_by_typing(page, "confirm", "Confirm the matching")
