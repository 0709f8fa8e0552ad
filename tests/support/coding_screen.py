"""Helpers of the browser tests of the coding screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from coding.models import Round
from tests.support.browser import signed_in
from tests.support.factories import People, opened_round, study

STUDY = "/studies/consequences"
CODE = f"{STUDY}/rounds/1/code"
Contexts = Callable[..., BrowserContext]


def open_round_of_two_raters(units: int = 3, **plan: Any) -> tuple[People, Round]:
    """Return a study with an open round that Ada and Bo code."""
    people = study(units=units)
    return people, opened_round(people, **plan)


def open_coding_screen(new_context: Contexts, unit: int | None = None, name: str = "ada", **options: Any) -> Page:
    """Open the coding screen as a rater, at a unit or at the next one."""
    page = signed_in(new_context, name, **options)
    page.goto(f"{CODE}/{unit or ''}")
    expect(page.get_by_role("article")).to_be_visible()
    return page


def open_round_after_reading_its_plan(page: Page) -> None:
    """Open the planned round on its page: read the plan in the dialog, then type the word."""
    page.get_by_role("button", name="Open the round").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("This plan cannot be changed after the round opens.")
    confirm = dialog.get_by_role("button", name="Open the round")
    expect(confirm).to_be_disabled()
    assert Round.objects.get().state == Round.State.PLANNED
    dialog.get_by_role("textbox").fill("open")
    confirm.click()
    expect(dialog).to_have_count(0)


def choose_code(page: Page, label: str) -> None:
    """Find or create a code by keyboard, and apply it to the unit."""
    page.keyboard.press("/")
    page.keyboard.type(label)
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Codes of this unit")).to_contain_text(label)


def submit(page: Page) -> None:
    """Submit the unit by keyboard, and wait until the next one is shown."""
    label = page.get_by_role("article").get_attribute("aria-label") or ""
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article", name=label, exact=True)).to_have_count(0)


def highlighted_words(page: Page) -> list[str]:
    """Return the highlighted words of the text, in the order of the highlights."""
    words: list[str] = page.evaluate(
        """() => [...CSS.highlights].flatMap(([, ranges]) => [...ranges].map((r) => {
            const range = document.createRange();
            range.setStart(r.startContainer, r.startOffset);
            range.setEnd(r.endContainer, r.endOffset);
            return range.toString();
        }))"""
    )
    return words


def select_words(page: Page, words: str) -> None:
    """Select words of the text by dragging the mouse over them."""
    box = page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                const { left, right, top, bottom } = range.getBoundingClientRect();
                return { left, right, middle: (top + bottom) / 2 };
            }
        }""",
        words,
    )
    page.mouse.move(box["left"] + 0.5, box["middle"])
    page.mouse.down()
    page.mouse.move(box["right"] - 0.5, box["middle"], steps=8)
    page.mouse.up()
