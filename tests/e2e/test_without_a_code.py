"""Units without a code in Chromium: coded, decided by keys, and stated by the release."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from coding.models import Decision
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.publish.release import publish
from tests.support.browser import Contexts, check_page, signed_in
from tests.support.factories import opened_round, rate, study

ROUND = "/studies/consequences/rounds/1"
ANSWERS = [("Access", "not_applicable"), ("cannot_tell", "cannot_tell"), ("Access", "Leak"), ("Leak", "Leak")]


@pytest.mark.parametrize(
    ("name", "screen"),
    [("light", {}), ("dark", {"color_scheme": "dark"}), ("phone", {"viewport": {"width": 390, "height": 844}})],
)
def test_units_are_decided_without_a_code_by_keys_and_the_release_says_so(
    new_context: Contexts, name: str, screen: dict[str, Any]
) -> None:
    people = study(units=4)
    coding_round = opened_round(people, style="shared")
    for unit, given in enumerate(ANSWERS, 1):
        for rater, answer in zip((people.ada, people.bo), given, strict=True):
            reason = answer if "_" in answer else ""
            rate(rater, coding_round, unit, *([] if reason else [answer]), no_code_reason=reason)
    close_round(by=people.lea, number=1)
    page = signed_in(new_context, "cleo", **screen)
    page.goto(f"{ROUND}/adjudicate/1")
    expect(page.get_by_role("button", name="Use bo’s: not applicable")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="✓ bo’s used: not applicable")).to_be_visible()
    page.keyboard.press("Enter")  # the decision needs a reason, so Enter leads to its field
    expect(page.get_by_text("Enter as the reason why no consequence applies.")).to_be_visible()
    expect(page.get_by_label("Reason")).to_be_focused()
    check_page(page, f"adjudication-without-a-code-{name}")
    page.keyboard.type("It is about a test.")
    page.keyboard.press("Enter")
    for unit, key in [(2, "t"), (3, "n")]:
        expect(page.get_by_role("article", name=re.compile(f"Unit {unit}:"))).to_be_visible()
        page.keyboard.press(key)
        page.get_by_label("Reason").fill("It does not say.")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="All 3 disagreements are decided")).to_be_visible()
    decided = Decision.objects.order_by("unit__number").values_list("unit__number", "no_code_reason")
    assert list(decided) == [(1, "not_applicable"), (2, "cannot_tell"), (3, "not_applicable"), (4, "")]
    settle(by=people.cleo, coding_round=coding_round)
    publish(by=people.lea)
    lea = signed_in(new_context, "lea", **screen)
    lea.goto(f"{ROUND}/agreement")
    expect(lea.get_by_role("row", name=re.compile("cannot tell cannot tell cannot tell"))).to_be_visible()
    check_page(lea, f"agreement-without-a-code-{name}")
    lea.goto("/studies/consequences/releases/1")
    caption = "Percentages are of the 3 units with a decision; 1 further unit could not be decided from its text."
    expect(lea.get_by_text(caption)).to_be_visible()
    expect(lea.get_by_role("row", name=re.compile("^No consequence applies.* 2 66.7"))).to_be_visible()
    expect(lea.get_by_role("row", name=re.compile("^Could not be decided.* 1 –"))).to_be_visible()
    check_page(lea, f"release-without-a-code-{name}")


def test_not_applicable_is_the_only_answer_without_a_code_with_several_codes(new_context: Contexts) -> None:
    people = study(units=2)
    opened_round(people, style="shared", multi_label=True)
    page = signed_in(new_context, "ada")
    page.goto(f"{ROUND}/code/1")
    box = page.get_by_role("checkbox", name="Not applicable")
    expect(box).to_be_visible()
    expect(page.get_by_text("No code applies")).to_have_count(0)
    page.keyboard.press("t")
    page.keyboard.press("0")
    expect(box).to_be_checked()
    expect(page.get_by_role("checkbox", name="Cannot tell")).not_to_be_checked()
    expect(page.get_by_text("You understood the text, and no consequence applies.")).to_be_visible()
    check_page(page, "coding-not-applicable")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 of 2 submitted")).to_be_visible()
