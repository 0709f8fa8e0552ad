"""Adjudication in Chromium with long texts, empty filters, failed requests and invalid addresses."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.discuss import comment
from coding.steps.agree import close_round
from tests.support.browser import Contexts, check_page, signed_in
from tests.support.codings import match_by_own_labels
from tests.support.factories import ADA, BO, People, matched_round, opened_round, rate, study

STUDY = "/studies/consequences"
ADJUDICATION = f"{STUDY}/rounds/1/adjudicate"
PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 720, "height": 450}  # 1440 × 900 at 200 %
SPACED = ("The record names no entry. " * 143)[:3840].strip()
UNSPACED = "x" * 4990


@pytest.fixture
def people() -> People:
    people = study()
    matched_round(people, resolution_method="discussion_then_final_rater")
    return people


def at_unit(new_context: Contexts, unit: int, **options: object) -> Page:
    lea = signed_in(new_context, "lea", **options)
    lea.goto(f"{ADJUDICATION}/{unit}")
    expect(text_of(lea)).to_be_visible()
    return lea


def text_of(page: Page) -> Locator:
    return page.get_by_role("article")


def height(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box
    return box["height"]


def top(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box
    return box["y"]


def test_discussion_that_cannot_be_loaded_shows_an_error(
    new_context: Contexts, people: People, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("500 (Internal Server Error)")
    comment(by=people.ada, coding_round=people.study.rounds.get(), unit=2, text="The token opens the door.")
    lea = signed_in(new_context, "lea")
    lea.route("**/comments/", lambda route: route.fulfill(status=500, body=""))
    lea.goto(f"{ADJUDICATION}/2")
    thread = lea.get_by_role("region", name="Discussion")
    expect(thread).to_contain_text("The discussion could not be loaded.")
    expect(thread.get_by_role("alert")).to_contain_text("The server failed")
    expect(thread.get_by_label("Comment", exact=True)).to_have_count(0)
    check_page(lea, "adjudication-thread-failed")
    lea.unroute("**/comments/")
    thread.get_by_role("button", name="Try again").click()
    expect(thread.get_by_role("listitem")).to_contain_text("The token opens the door.")
    expect(thread.get_by_label("Comment", exact=True)).to_be_visible()


@pytest.mark.parametrize(("reason", "name"), [(SPACED, "spaced"), (UNSPACED, "unspaced")])
def test_long_reason_leaves_room_for_the_text(new_context: Contexts, people: People, reason: str, name: str) -> None:
    coding_round = people.study.rounds.get()
    given = people.study.codes.filter(owner=None, label="Access").values_list("pk", flat=True)
    decide(by=people.lea, coding_round=coding_round, unit=2, codes=list(given), method="discussion", reason=reason)
    comment(by=people.ada, coding_round=coding_round, unit=2, text=reason)
    lea = at_unit(new_context, 2, viewport={"width": 1440, "height": 900})
    decision = lea.get_by_role("group", name="Current decision")
    expect(decision).to_contain_text(reason[-20:])
    assert height(text_of(lea)) > 300
    check_page(lea, f"adjudication-long-{name}")
    decision.get_by_role("button", name="Show all").click()
    expect(decision.get_by_role("button", name="Show less")).to_be_attached()
    assert height(text_of(lea)) > 250
    check_page(lea, f"adjudication-long-{name}-all")
    for device, viewport in {"phone": PHONE, "zoomed": ZOOMED}.items():
        lea.set_viewport_size(viewport)  # type: ignore[arg-type]
        lea.reload()
        expect(text_of(lea)).to_be_visible()
        check_page(lea, f"adjudication-long-{name}-{device}")
        bar = lea.get_by_role("form", name="Decision")
        assert (
            height(bar) < 0.4 * viewport["height"] or bar.evaluate("bar => getComputedStyle(bar).position") != "sticky"
        )


@pytest.mark.parametrize(("viewport", "name"), [(PHONE, "phone"), (ZOOMED, "zoomed")])
def test_text_is_above_the_codings_on_a_small_screen(
    new_context: Contexts, viewport: dict[str, int], name: str
) -> None:
    people = study()
    coding_round = opened_round(people, resolution_method="discussion_then_final_rater")
    for unit, (one, other) in enumerate(zip(ADA, BO, strict=True), 1):
        rate(people.ada, coding_round, unit, one, memo=SPACED)
        rate(people.bo, coding_round, unit, other, memo=UNSPACED)
    coding_round = close_round(by=people.lea, number=1)
    match_by_own_labels(people, coding_round)
    lea = at_unit(new_context, 2, viewport=viewport)
    sides = lea.get_by_role("region", name=re.compile("^Coding of (ada|bo)"))
    expect(sides).to_have_count(2)
    assert top(text_of(lea)) < top(sides.first) == top(sides.last)
    words = lea.get_by_role("article").get_by_text("An attacker").first
    expect(words).to_be_in_viewport()
    covered = words.evaluate(
        """words => { const { left, top } = words.getBoundingClientRect();
        return !words.contains(document.elementFromPoint(left + 8, top + 8)); }"""
    )
    assert not covered
    assert height(sides.first) < 600  # the memo is clamped
    scrolling = lea.locator("main").evaluate(
        """main => [...main.querySelectorAll("*")].filter((one) => one.scrollHeight > one.clientHeight + 1
        && ["auto", "scroll"].includes(getComputedStyle(one).overflowY)).map((one) => one.className)"""
    )
    assert scrolling == []
    check_page(lea, f"adjudication-memos-{name}")
    sides.first.get_by_role("button", name="Show all").click()
    expect(sides.first.get_by_role("button", name="Show less")).to_be_attached()
    check_page(lea, f"adjudication-memos-{name}-all")


def test_filters_without_matches_are_reported_and_can_be_cleared(new_context: Contexts, people: People) -> None:
    lea = signed_in(new_context, "lea")
    lea.goto(f"{ADJUDICATION}/2?pair=Injection+%E2%86%94+Leak&certainty=unsure")
    expect(lea.get_by_text("No disagreement matches the filters")).to_be_visible()
    check_page(lea, "adjudication-nothing-matches")
    lea.get_by_role("button", name="Clear filters").click()
    expect(lea).to_have_url(re.compile("/adjudicate/2$"))
    expect(lea.get_by_text("No disagreement matches")).to_have_count(0)
    expect(lea.get_by_text(re.compile("Disagreement 1 of"))).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        f"{ADJUDICATION}/abc",
        f"{STUDY}/rounds/abc/adjudicate",
        f"{STUDY}/rounds/1e0",
        f"{STUDY}/releases/x",
        "/corpora/main/imports/1.5",
    ],
)
def test_address_with_an_invalid_number_shows_page_not_found(new_context: Contexts, people: People, path: str) -> None:
    lea = signed_in(new_context, "lea")
    lea.goto(path)
    expect(lea.get_by_role("heading", level=1)).to_have_text("Page not found")
