"""Number keys of codes in Chromium: the same after a reload, in another browser and below a folded code."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from coding.models import CodeKeys, Coding
from tests.support.browser import check_page
from tests.support.coding_screen import CODE, Contexts, choose_code, open_coding_screen, open_round_of_two_raters
from tests.support.factories import code_for, rate

LABELS = [f"Code {letter}" for letter in "ABCDEFGHIJK"]


def keys_of(page: Page) -> dict[str, str]:
    """Return label → key of the codes in the list, without codes that have no key."""
    buttons = page.get_by_role("list", name="Codes", exact=True).locator("button[aria-keyshortcuts]")
    expect(buttons.first).to_be_visible()
    pairs: list[list[str]] = buttons.evaluate_all(
        "all => all.map(button => [button.textContent, button.getAttribute('aria-keyshortcuts')])"
    )
    return {re.sub(r"^\d|\d+$", "", text).strip(): key for text, key in pairs}


def test_keys_keep_their_codes_through_a_reload_and_in_a_second_browser(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters(units=20)
    for label in LABELS[:5]:
        code_for(people.ada, coding_round, label)
    page = open_coding_screen(new_context, 20)
    first = {label: str(key) for key, label in enumerate(LABELS[:5], 1)}
    assert keys_of(page) == first
    for unit in range(1, 18):
        rate(people.ada, coding_round, unit, LABELS[4] if unit > 3 else LABELS[2])
    page.reload()
    assert keys_of(page) == first
    other = open_coding_screen(new_context, 18)
    assert keys_of(other) == first
    other.keyboard.press("1")
    expect(other.get_by_role("list", name="Codes of this unit")).to_contain_text(LABELS[0])
    other.keyboard.press("Control+Enter")
    expect(other.get_by_role("article", name="Unit 19:")).to_be_visible()
    last = Coding.objects.get(assignment__unit__number=18)
    assert [code.label for code in last.codes.all()] == [LABELS[0]]


def test_rater_gives_keys_by_keyboard_and_folding_does_not_move_them(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters()
    parent = code_for(people.ada, coding_round, "Parent")
    child = code_for(people.ada, coding_round, "Child")
    child.parent = parent
    child.save()
    code_for(people.ada, coding_round, "Other")
    page = open_coding_screen(new_context, 1)
    assert keys_of(page) == {"Parent": "1", "Child": "2", "Other": "3"}
    check_page(page, "coding-keys")
    page.get_by_role("button", name="Fold Parent").click()
    assert keys_of(page) == {"Parent": "1", "Other": "3"}
    page.keyboard.press("2")
    expect(page.get_by_role("list", name="Codes of this unit")).to_contain_text("Child")
    page.locator(f'[data-code="{parent.pk}"] button[aria-pressed]').focus()
    page.keyboard.press("p")
    page.keyboard.press("3")
    expect(page.get_by_text("Key 3 is now “Parent”; “Other” has key 1.")).to_be_visible()
    page.keyboard.press("8")
    expect(page.get_by_text("Key 8 has no code.")).to_be_visible()
    choose_code(page, "New")
    expect(page.get_by_role("list", name="Codes", exact=True)).to_contain_text("New")
    assert keys_of(page) == {"Other": "1", "Parent": "3", "New": "4"}
    page.wait_for_load_state("networkidle")
    page.goto(f"{CODE}/2")
    assert keys_of(page) == {"Other": "1", "Parent": "3", "New": "4"}
    assert set(CodeKeys.objects.get().keys) == {"1", "2", "3", "4"}
