"""Discussion and public release in a real browser: raters move, the lead publishes, anybody reads."""

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
from tests.e2e.test_walkthrough import Contexts, loaded, seen, signed_in, typed
from tests.support.factories import matched_round, published, settled_round, study

STUDY = "/studies/consequences"
DESK = f"{STUDY}/rounds/1/adjudicate/2"


def test_raters_discuss_and_the_unit_is_decided(new_context: Contexts) -> None:
    made = study()
    matched_round(made, resolution_method="discussion_then_final_rater")
    cleo = signed_in(new_context, "cleo")
    cleo.goto(DESK)
    cleo.get_by_label("Comment", exact=True).fill("What of the token?")
    cleo.get_by_role("button", name="Add comment").click()
    thread = cleo.get_by_role("region", name="Discussion")
    expect(thread.get_by_role("listitem")).to_contain_text("cleo What of the token?")
    cleo.get_by_role("article", name=re.compile("Unit 2")).focus()
    cleo.keyboard.press("c")
    expect(cleo.get_by_role("list", name="Decisions on similar units").get_by_role("listitem")).to_have_count(2)
    seen(cleo, "discussion-desk")

    bo = signed_in(new_context, "bo")
    bo.goto(DESK)
    bo.get_by_label("Comment", exact=True).fill("It opens the door.")
    bo.get_by_role("combobox", name="Codes to change to").click()
    bo.get_by_role("option", name="Access").click()
    seen(bo, "discussion-rater")
    bo.get_by_role("button", name="Change codes").click()
    expect(bo.get_by_text(re.compile("Decided in discussion"))).to_be_visible()
    expect(bo.get_by_role("region", name="Discussion")).to_contain_text("bo changes to Access: It opens the door.")


def test_lead_makes_a_rule_of_a_decision_and_takes_the_round_up_again(new_context: Contexts) -> None:
    made = study()
    change_member(by=made.lea, name="ada", roles=["rater", "adjudicator"])
    made.ada.refresh_from_db()
    coding_round = matched_round(made, final_rater="ada")
    apply_final_rater_codes(by=made.ada, coding_round=coding_round, reason="A session gives access.")
    lea = signed_in(new_context, "lea")
    lea.goto(DESK)
    lea.get_by_role("button", name=re.compile("Add to the codebook")).click()
    expect(lea.get_by_label("Add to when to use “Access”")).to_have_value("A session gives access.")
    seen(lea, "rule")
    lea.get_by_role("button", name="Add the rule").click()
    expect(lea.get_by_role("dialog")).to_have_count(0)
    assert made.study.codes.get(owner=None, label="Access").when_to_use == "A session gives access."
    settle(by=made.ada, coding_round=coding_round)
    lea.goto(f"{STUDY}/rounds/1/adjudicate")
    lea.get_by_role("button", name="Reopen the round").click()
    expect(lea.get_by_role("heading", name=re.compile("are decided"))).to_be_visible()


def test_release_is_made_in_the_background(new_context: Contexts) -> None:
    made = study()
    settled_round(made)
    lea, vic = signed_in(new_context, "lea"), signed_in(new_context, "vic", viewport={"width": 390, "height": 844})

    def begin() -> Job:
        lea.get_by_role("button", name=re.compile("Publish release")).click()
        typed(lea, "publish", "Publish")
        expect(lea.get_by_text("The release is waiting for a worker.")).to_be_visible()
        return Job.objects.latest("pk")

    lea.goto(f"{STUDY}/releases")
    job = begin()
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
    seen(lea, "release-under-way")
    vic.goto(f"{STUDY}/releases")
    expect(vic.get_by_text("The release is being created. Writing study.json")).to_be_visible()
    expect(vic.get_by_role("button", name="Cancel")).to_have_count(0)  # it is not theirs
    seen(vic, "release-under-way-phone")
    lea.get_by_role("button", name="Cancel").click()
    expect(lea.get_by_text("is being created")).to_have_count(0)
    assert Job.objects.get().state == "cancelled"

    Job.objects.filter(pk=begin().pk).update(state="failed", message="The disk is full.")
    expect(lea.get_by_role("alert")).to_contain_text("The disk is full.")
    seen(lea, "release-failed")

    job = begin()
    vic.reload()
    expect(vic.get_by_text("The release is waiting for a worker.")).to_be_visible()
    run_job(job.pk)
    expect(lea).to_have_url(re.compile("/releases/1$"))
    expect(lea.get_by_role("group", name=re.compile("^Consequences"))).to_be_visible()
    expect(vic.get_by_role("group", name=re.compile("^Consequences"))).to_be_visible()


def test_public_page_needs_no_account_and_fits_on_paper(new_context: Contexts, expected_complaints: list[str]) -> None:
    expected_complaints.append("404 (Not Found)")
    made = study()
    published(made)
    publish(by=made.lea, note="The same again.")
    anybody = new_context(viewport={"width": 1440, "height": 900}).new_page()
    anybody.goto("/public/consequences/releases/2")
    expect(anybody.get_by_role("heading", level=1)).to_have_text("Release not found")

    lea = signed_in(new_context, "lea")
    lea.goto(f"{STUDY}/releases/2")
    expect(lea.get_by_role("heading", name="What changed since release 1")).to_be_visible()
    seen(lea, "release-2")
    lea.get_by_role("button", name=re.compile("Make public")).click()
    lea.get_by_role("textbox", name=re.compile("public")).fill("public")
    lea.get_by_role("dialog").get_by_role("button", name="Make public").click()
    expect(lea.get_by_role("link", name="Public page")).to_be_visible()

    anybody.reload()
    expect(anybody.get_by_role("heading", level=1)).to_have_text("Consequences")
    for section in ("Severity", "Consequences", "Agreement", "Codebook", "How to cite"):
        expect(anybody.get_by_role("heading", level=2, name=section, exact=True)).to_be_visible()
    loaded(anybody, figures=3)
    seen(anybody, "public")
    with anybody.expect_download() as caught:
        anybody.get_by_role("link", name="table.csv").click()
    assert caught.value.suggested_filename == "table.csv"
    anybody.emulate_media(media="print")
    expect(anybody.get_by_role("button", name="Print")).to_be_hidden()
    anybody.screenshot(path="tests/e2e/screenshots/public-print.png", full_page=True)

    bare = new_context(java_script_enabled=False).new_page()
    bare.goto("/public/consequences/releases/2")
    expect(bare.get_by_role("heading", level=1)).to_have_text("Consequences")
    expect(bare).to_have_title("Consequences · Intercoder")
    bare.screenshot(path="tests/e2e/screenshots/public-without-scripts.png")

    phone = new_context(viewport={"width": 390, "height": 844}, color_scheme="dark").new_page()
    phone.goto("/public/consequences/releases/2")
    expect(phone.get_by_role("heading", name="How to cite")).to_be_visible()
    seen(phone, "public-phone-dark")
