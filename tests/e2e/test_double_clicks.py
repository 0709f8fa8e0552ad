"""Double clicks, outdated windows and missing releases."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from advisories.models import Job
from advisories.platform.jobs import run_job
from coding.models import Comment
from coding.steps.match import MatchingInput, confirm_matching, match, private_codes
from tests.support.browser import Contexts, check_page, signed_in
from tests.support.factories import closed_round, matched_round, published, settled_round, study

STUDY = "/studies/consequences"
ROUND = f"{STUDY}/rounds/1"
TWO_CLICKS = "button => { button.click(); button.click(); }"


def click_twice(page: Page, button: Locator, path: str) -> list[int]:
    """Click twice without a pause, and return the status of every response to a POST."""
    answers: list[int] = []
    page.on("response", lambda answer: answer.request.method == "POST" and answers.append(answer.status))
    with page.expect_response(re.compile(path)):
        button.evaluate(TWO_CLICKS)
    page.wait_for_load_state("networkidle")
    return answers


def test_double_click_stores_one_position(new_context: Contexts) -> None:
    people = study()
    matched_round(people, resolution_method="discussion_then_final_rater")
    bo = signed_in(new_context, "bo")
    bo.goto(f"{ROUND}/adjudicate/2")
    bo.get_by_label("Comment", exact=True).fill("I keep my code.")
    assert click_twice(bo, bo.get_by_role("button", name="Keep codes"), "/positions/$") == [201]
    expect(bo.get_by_role("region", name="Discussion").get_by_role("listitem")).to_have_count(1)
    assert Comment.objects.count() == 1


def test_double_click_publishes_one_release(new_context: Contexts) -> None:
    people = study()
    settled_round(people)
    lea = signed_in(new_context, "lea")
    lea.goto(f"{STUDY}/releases")
    lea.get_by_role("button", name="Publish release 1").click()
    dialog = lea.get_by_role("dialog")
    expect(dialog.get_by_role("checkbox")).to_be_checked()  # pseudonyms are the default
    expect(dialog).to_contain_text("under pseudonyms")
    check_page(lea, "publish-dialog")
    dialog.get_by_role("checkbox").uncheck()
    expect(dialog).to_contain_text("under the raters' names in this study")
    check_page(lea, "publish-dialog-names")
    dialog.get_by_role("checkbox").check()
    dialog.get_by_label(re.compile("Type")).fill("publish")
    assert click_twice(lea, dialog.get_by_role("button", name="Publish", exact=True), "/releases/$") == [202]
    expect(dialog).to_have_count(0)
    run_job(Job.objects.get().pk)
    expect(lea).to_have_url(re.compile("/releases/1$"))
    assert people.study.releases.get().results["rater_influence"][0]["rater"] == "rater-1"


def test_missing_release_offers_the_newest(new_context: Contexts) -> None:
    published(study())
    vic = signed_in(new_context, "vic")
    vic.goto(f"{STUDY}/releases/99")
    expect(vic.get_by_role("heading", level=1)).to_have_text("Release not found")
    for name in ("Download everything", "Print"):
        expect(vic.get_by_text(name)).to_have_count(0)
    check_page(vic, "release-99")
    vic.get_by_role("link", name="Go to release 1, the newest").click()
    expect(vic.get_by_role("heading", level=1)).to_have_text("Consequences")
    expect(vic.get_by_role("link", name="Download everything")).to_be_visible()


def test_matching_confirmed_in_another_window_is_shown_as_confirmed(
    new_context: Contexts, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("409 (Conflict)")
    people = study()
    coding_round = closed_round(people)
    pairs = [MatchingInput(code.pk, code.label) for code in private_codes(coding_round)]
    match(by=people.lea, coding_round=coding_round, pairs=pairs, revision=1)
    windows = [signed_in(new_context, "lea") for _ in range(2)]
    for window in windows:
        window.goto(f"{ROUND}/match")
        expect(window.get_by_role("button", name="Confirm the matching …")).to_be_enabled()
    confirm_matching(by=people.lea, coding_round=coding_round)

    changes, confirms = windows
    changes.get_by_role("button", name=re.compile("^Remove ")).first.click()
    expect(changes.get_by_text("Your last change was not saved")).to_be_visible()
    confirms.get_by_role("button", name="Confirm the matching …").click()
    confirms.get_by_role("dialog").get_by_label(re.compile("Type")).fill("confirm")
    confirms.get_by_role("dialog").get_by_role("button", name="Confirm the matching").click()
    for window in windows:
        expect(window.get_by_text(re.compile("^Confirmed .* by lea"))).to_be_visible()
        for name in ("Try again", "Confirm the matching …", "Undo"):
            expect(window.get_by_role("button", name=name)).to_have_count(0)
    check_page(changes, "match-confirmed-meanwhile")
