"""Discussion, publication and public access in Chromium."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from advisories.models import Job
from advisories.platform.jobs import run_job
from coding.steps.adjudicate.decide import apply_final_rater_codes
from coding.steps.adjudicate.settle import settle
from coding.steps.publish.release import publish
from coding.steps.study import change_member
from tests.support.browser import Contexts, check_page, confirm_by_typing, signed_in, wait_for_figures
from tests.support.factories import matched_round, published, settled_round, study

STUDY = "/studies/consequences"
ADJUDICATION = f"{STUDY}/rounds/1/adjudicate/2"


def test_raters_discuss_and_the_unit_is_decided(new_context: Contexts) -> None:
    people = study()
    matched_round(people, resolution_method="discussion_then_final_rater")
    cleo = signed_in(new_context, "cleo")
    cleo.goto(ADJUDICATION)
    cleo.get_by_label("Comment", exact=True).fill("What of the token?")
    cleo.get_by_role("button", name="Add comment").click()
    thread = cleo.get_by_role("region", name="Discussion")
    expect(thread.get_by_role("listitem")).to_contain_text("cleo What of the token?")
    cleo.get_by_role("article", name=re.compile("Unit 2")).focus()
    cleo.keyboard.press("c")
    expect(cleo.get_by_role("list", name="Decisions on similar units").get_by_role("listitem")).to_have_count(2)
    check_page(cleo, "discussion-adjudicator")

    bo = signed_in(new_context, "bo")
    bo.goto(ADJUDICATION)
    bo.get_by_label("Comment", exact=True).fill("It opens the door.")
    bo.get_by_role("combobox", name="Codes to change to").click()
    bo.get_by_role("option", name="Access").click()
    check_page(bo, "discussion-rater")
    bo.get_by_role("button", name="Change codes").click()
    expect(bo.get_by_text(re.compile("Decided in discussion"))).to_be_visible()
    expect(bo.get_by_role("region", name="Discussion")).to_contain_text("bo changes to Access: It opens the door.")


def test_lead_adds_a_reason_to_the_codebook_and_reopens_the_round(
    new_context: Contexts, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("400 (Bad Request)")  # reopening without a reason
    people = study()
    change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    people.ada.refresh_from_db()
    coding_round = matched_round(people, final_rater="ada")
    apply_final_rater_codes(by=people.ada, coding_round=coding_round, reason="A session gives access.")
    lea = signed_in(new_context, "lea")
    lea.goto(ADJUDICATION)
    lea.get_by_role("button", name=re.compile("Add to the codebook")).click()
    expect(lea.get_by_label("Addition to “When to use” of “Access”")).to_have_value("A session gives access.")
    check_page(lea, "rule")
    lea.get_by_role("button", name="Add the rule").click()
    expect(lea.get_by_role("dialog")).to_have_count(0)
    assert people.study.codes.get(owner=None, label="Access").when_to_use == "A session gives access."
    settle(by=people.ada, coding_round=coding_round)
    lea.goto(f"{STUDY}/rounds/1/adjudicate")
    lea.get_by_role("button", name="Reopen the round").click()
    dialog = lea.get_by_role("dialog")
    dialog.get_by_role("button", name="Reopen the round").click()
    expect(dialog).to_contain_text("Enter a reason for reopening the round.")
    check_page(lea, "reopen")
    dialog.get_by_label("Reason").fill("A source was overlooked.")
    dialog.get_by_role("button", name="Reopen the round").click()
    expect(lea.get_by_role("heading", name=re.compile("(is|are) decided"))).to_be_visible()


def test_release_is_made_in_the_background(new_context: Contexts) -> None:
    people = study()
    settled_round(people)
    lea, vic = signed_in(new_context, "lea"), signed_in(new_context, "vic", viewport={"width": 390, "height": 844})

    def start_release() -> Job:
        lea.get_by_role("button", name=re.compile("Publish release")).click()
        confirm_by_typing(lea, "publish", "Publish")
        expect(lea.get_by_text("The release is waiting for a worker.")).to_be_visible()
        return Job.objects.latest("pk")

    lea.goto(f"{STUDY}/releases")
    job = start_release()
    Job.objects.filter(pk=job.pk).update(
        state="running",
        lease_until=timezone.now() + timedelta(hours=1),
        done=20,
        total=59,
        message="Writing study.json",
    )
    expect(lea.get_by_text("The release is being created. Writing study.json")).to_be_visible()
    expect(lea.get_by_role("progressbar", name="Progress of the release")).to_have_attribute(
        "aria-valuenow", re.compile("^33")
    )
    expect(lea.get_by_role("button", name=re.compile("Publish release"))).to_be_disabled()
    check_page(lea, "release-under-way")
    vic.goto(f"{STUDY}/releases")
    expect(vic.get_by_text("The release is being created. Writing study.json")).to_be_visible()
    expect(vic.get_by_role("button", name="Cancel")).to_have_count(0)  # a viewer cannot cancel it
    check_page(vic, "release-under-way-phone")
    lea.get_by_role("button", name="Cancel").click()
    expect(lea.get_by_text("is being created")).to_have_count(0)
    assert Job.objects.get().state == "cancelled"

    Job.objects.filter(pk=start_release().pk).update(state="failed", message="The disk is full.")
    expect(lea.get_by_role("alert")).to_contain_text("The disk is full.")
    check_page(lea, "release-failed")

    job = start_release()
    vic.reload()
    expect(vic.get_by_text("The release is waiting for a worker.")).to_be_visible()
    run_job(job.pk)
    expect(lea).to_have_url(re.compile("/releases/1$"))
    expect(lea.get_by_role("group", name=re.compile("^Consequences"))).to_be_visible()
    expect(vic.get_by_role("group", name=re.compile("^Consequences"))).to_be_visible()


def test_public_page_is_shown_without_an_account_without_scripts_and_in_print(
    new_context: Contexts, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("404 (Not Found)")
    people = study()
    published(people)
    publish(by=people.lea, note="No changes.")
    visitor = new_context(viewport={"width": 1440, "height": 900}).new_page()
    visitor.goto("/public/consequences/releases/2")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Release not found")

    lea = signed_in(new_context, "lea")
    lea.goto(f"{STUDY}/releases/2")
    expect(lea.get_by_role("heading", name="What changed since release 1")).to_be_visible()
    check_page(lea, "release-2")
    lea.get_by_role("button", name=re.compile("Grant public access")).click()
    lea.get_by_role("textbox", name=re.compile("public")).fill("public")
    lea.get_by_role("dialog").get_by_role("button", name="Grant public access").click()
    expect(lea.get_by_role("link", name="Public page")).to_be_visible()

    visitor.reload()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Consequences")
    for section in ("Severity", "Consequences", "Agreement", "Codebook", "How to cite"):
        expect(visitor.get_by_role("heading", level=2, name=section, exact=True)).to_be_visible()
    wait_for_figures(visitor, figures=3)
    check_page(visitor, "public")
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="table.csv").click()
    assert download.value.suggested_filename == "table.csv"
    visitor.emulate_media(media="print")
    expect(visitor.get_by_role("button", name="Print")).to_be_hidden()
    visitor.screenshot(path="tests/e2e/screenshots/public-print.png", full_page=True)

    without_scripts = new_context(java_script_enabled=False).new_page()
    without_scripts.goto("/public/consequences/releases/2")
    expect(without_scripts.get_by_role("heading", level=1)).to_have_text("Consequences")
    expect(without_scripts).to_have_title("Consequences · Intercoder")
    without_scripts.screenshot(path="tests/e2e/screenshots/public-without-scripts.png")

    phone = new_context(viewport={"width": 390, "height": 844}, color_scheme="dark").new_page()
    phone.goto("/public/consequences/releases/2")
    expect(phone.get_by_role("heading", name="How to cite")).to_be_visible()
    check_page(phone, "public-phone-dark")
