"""The coding screen: marking and submitting by mouse and keyboard, offline, and in two windows."""

from __future__ import annotations

import re
from statistics import median
from time import perf_counter

import pytest
from playwright.sync_api import expect

from coding.models import Coding, Draft
from tests.support.browser import check_page
from tests.support.coding_screen import (
    CODE,
    Contexts,
    choose_code,
    highlighted_words,
    open_coding_screen,
    open_round_of_two_raters,
    select_words,
    submit,
)
from tests.support.factories import code_for, rate


def submitted_labels() -> dict[int, list[str]]:
    newest = Coding.objects.order_by("assignment__unit__number", "version")
    return {c.assignment.unit.number: [row.code.label for row in c.code_rows.all()] for c in newest}


def test_unit_is_coded_and_submitted_by_keyboard(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters()
    rate(people.ada, coding_round, 1, "Access")
    page = open_coding_screen(new_context, 2)
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article", name="Unit 3:")).to_be_visible()
    assert submitted_labels()[2] == ["Access"]


def test_overlapping_segments_are_marked_by_mouse(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters(multi_label=True)
    for label in ("Access", "Leak"):
        code_for(people.ada, coding_round, label)
    page = open_coding_screen(new_context, 1)
    select_words(page, "attacker 🐛 can")
    bar = page.get_by_role("toolbar", name="Codes for the selected words")
    expect(bar).to_be_visible()
    check_page(page, "coding-selected")
    bar.get_by_role("button", name=re.compile("Access")).click()
    select_words(page, "can read the café's")
    page.keyboard.press("2")
    select_words(page, "attacker 🐛 can")
    page.keyboard.press("2")
    segments = page.get_by_role("list", name="Codes of this unit")
    expect(segments.get_by_role("button", name=re.compile("^Show"))).to_have_count(3)
    assert sorted(highlighted_words(page)) == ["attacker 🐛 can", "attacker 🐛 can", "can read the café's"]
    check_page(page, "coding-marked")
    segments.get_by_role("button", name=re.compile("^Remove the segment “can read")).click()
    expect(segments.get_by_role("button", name=re.compile("^Show"))).to_have_count(2)
    page.keyboard.press("u")
    expect(segments.get_by_role("button", name=re.compile("^Show"))).to_have_count(3)
    submit(page)
    coding = Coding.objects.get()
    assert [(s.quote, s.code.label) for s in coding.segments.order_by("start", "end", "code__label")] == [
        ("attacker 🐛 can", "Access"),
        ("attacker 🐛 can", "Leak"),
        ("can read the café's", "Leak"),
    ]


def test_segment_is_marked_by_keyboard(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters()
    code_for(people.ada, coding_round, "Access")
    page = open_coding_screen(new_context, 1)
    # Caret browsing (F7) cannot be tested: set the caret where the arrow keys would move it.
    page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf('attacker');
                if (at >= 0) return document.getSelection().collapse(walker.currentNode, at);
            }
        }"""
    )
    for _ in "attacker":
        page.evaluate("() => document.getSelection().modify('extend', 'forward', 'character')")
    expect(page.get_by_text("The next code marks the selected words.")).to_be_visible()
    page.keyboard.press("1")
    expect(page.get_by_role("button", name="Show “attacker” in the text")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_text("Added as an example of “Access”.")).to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_text("Added as a near miss of “Access”.")).to_be_visible()
    submit(page)
    code = Coding.objects.get().codes.get()
    assert (code.examples, code.near_misses) == ("“attacker” (unit 1)", "“attacker” (unit 1)")


def test_browser_without_the_highlight_api_shows_segments_as_elements(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters()
    code_for(people.ada, coding_round, "Access")
    context = new_context()
    context.add_init_script("delete window.Highlight; delete CSS.highlights;")
    page = open_coding_screen(lambda **_: context, 1)
    select_words(page, "attacker 🐛 can")
    page.keyboard.press("1")
    expect(page.locator("article mark")).to_have_text("attacker 🐛 can")
    expect(page.get_by_text(re.compile("^Saved")).first).to_be_visible()
    assert Draft.objects.get().content["segments"][0]["quote"] == "attacker 🐛 can"


def test_draft_written_offline_is_stored_and_sent_when_online_again(
    new_context: Contexts, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("ERR_INTERNET_DISCONNECTED")
    open_round_of_two_raters()
    page = open_coding_screen(new_context, 1)
    choose_code(page, "Access")
    expect(page.get_by_text(re.compile("^Saved")).first).to_be_visible()
    page.context.set_offline(True)
    page.keyboard.press("m")
    page.keyboard.type("written in a train")
    page.keyboard.press("Escape")
    expect(page.get_by_text(re.compile("draft stored in this browser", re.I)).first).to_be_visible()
    check_page(page, "coding-offline")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Not submitted yet")).to_be_visible()
    assert Draft.objects.get().content["memo"] == ""
    page.context.set_offline(False)
    expect(page.get_by_text(re.compile("^Saved")).first).to_be_visible(timeout=20_000)
    assert Draft.objects.get().content["memo"] == "written in a train"
    submit(page)
    assert Coding.objects.get().memo == "written in a train"


def test_conflicting_drafts_of_two_windows_are_both_shown_and_none_is_overwritten(
    new_context: Contexts, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("412 (Precondition Failed)")
    people, coding_round = open_round_of_two_raters()
    code_for(people.ada, coding_round, "Access")
    first, second = open_coding_screen(new_context, 1), open_coding_screen(new_context, 1)
    for page, words in ((first, "from the first"), (second, "from the second")):
        page.keyboard.press("m")
        page.keyboard.type(words)
        page.keyboard.press("Escape")
        if page is first:
            expect(page.get_by_text(re.compile("^Saved")).first).to_be_visible()
    expect(second.get_by_text("from the first").first).to_be_visible()
    check_page(second, "coding-conflict")
    assert Draft.objects.get().content["memo"] == "from the first"
    second.get_by_role("button", name="Keep this version").click()
    expect(second.get_by_text(re.compile("^Saved")).first).to_be_visible()
    assert Draft.objects.get().content["memo"] == "from the second"


def test_deferred_unit_comes_last(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters()
    code_for(people.ada, coding_round, "Access")
    page = open_coding_screen(new_context, 1)
    page.keyboard.press("l")
    for unit in (2, 3):
        expect(page.get_by_role("article", name=f"Unit {unit}:")).to_be_visible()
        page.keyboard.press("1")
        page.keyboard.press("d")
        page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article", name="Unit 1:")).to_be_visible()
    page.get_by_label("Units shown").select_option("flagged")
    expect(page.get_by_role("navigation", name="Units").get_by_role("listitem")).to_have_count(3)
    page.get_by_label("Units shown").select_option("deferred")
    expect(page.get_by_role("navigation", name="Units").get_by_role("listitem")).to_have_count(1)
    check_page(page, "coding-later")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_coding_screen_on_a_phone(new_context: Contexts, scheme: str) -> None:
    people, coding_round = open_round_of_two_raters()
    parent = code_for(people.ada, coding_round, "Access")
    code_for(people.ada, coding_round, "A code with a long label " + "that goes on and on " * 8)
    page = open_coding_screen(
        new_context, 1, viewport={"width": 390, "height": 844}, color_scheme=scheme, has_touch=True
    )
    page.get_by_role("button", name="Choose a code").tap()
    page.get_by_role("button", name=re.compile(f"^{parent.label}")).first.tap()
    expect(page.get_by_role("list", name="Codes of this unit")).to_contain_text("Access")
    check_page(page, f"coding-phone-{scheme}")
    page.get_by_role("button", name=re.compile("^Submit")).tap()
    expect(page.get_by_role("article", name="Unit 2:")).to_be_visible()


def test_hundred_units_in_a_row_do_not_slow_down(new_context: Contexts) -> None:
    """Compare the last units with the first. The time per unit is only printed: it depends on the machine."""
    people, coding_round = open_round_of_two_raters(units=100)
    code_for(people.ada, coding_round, "Access")
    page = open_coding_screen(new_context, 1)
    times = []
    for unit in range(1, 100):
        page.keyboard.press("1")
        begun = perf_counter()
        page.keyboard.press("Control+Enter")
        page.locator(f'article[aria-label^="Unit {unit + 1}:"]').wait_for()
        times.append(perf_counter() - begun)
    assert Coding.objects.count() == 99
    early, late = median(times[10:40]), median(times[-30:])
    print(f"from the submit key to the next text: median {1000 * median(times):.0f} ms")
    assert late < 2 * early, (early, late)
    page.goto(CODE)
    expect(page.get_by_text("99 of 100 submitted")).to_be_visible()
