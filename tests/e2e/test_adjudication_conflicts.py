"""The desk in a real browser: decisions looked at, changed and undone, other windows, and keys pressed too early."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from coding.models import Code, Decision, Event, Round
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.discuss import take_position
from coding.steps.agree import close_round
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.study import change_member
from tests.e2e.test_walkthrough import Contexts, seen, signed_in
from tests.support.factories import People, opened_round, rate, study

DESK = "/studies/consequences/rounds/1/adjudicate"
LATER = 11_000  # ms, after which the page has looked again


def disputed(units: int = 3, **plan: object) -> tuple[People, Round]:
    """Ada says Access and Bo says Leak of every unit; the round is closed, and Cleo is its final rater."""
    made = study(units=units)
    if plan.get("final_rater") == "ada":
        change_member(by=made.lea, name="ada", roles=["rater", "adjudicator"])
    coding_round = opened_round(made, style="shared", **plan)
    for unit in range(1, units + 1):
        rate(made.ada, coding_round, unit, "Access")
        rate(made.bo, coding_round, unit, "Leak")
    return made, close_round(by=made.lea, number=1)


def code(label: str) -> int:
    return int(Code.objects.get(label=label).pk)


def at(page: Page, unit: int) -> None:
    expect(page.get_by_role("article", name=re.compile(f"Unit {unit}:"))).to_be_visible()


def standing() -> list[tuple[int, str]]:
    found = Decision.objects.filter(withdrawn_at=None).order_by("unit__number")
    return [(row.unit.number, row.codes.get().label) for row in found.select_related("unit")]


def test_looking_at_a_decision_changes_nothing_and_a_change_is_seen_to_be_one(new_context: Contexts) -> None:
    made, coding_round = disputed(resolution_method="discussion_then_final_rater")
    for rater in (made.ada, made.bo):
        take_position(by=rater, coding_round=coding_round, unit=1, reason="It opens.", codes=[code("Access")])
        take_position(by=rater, coding_round=coding_round, unit=2, reason="I stay.")
    decide(by=made.cleo, coding_round=coding_round, unit=2, codes=[code("Leak")], reason="It left.")
    for name in ("lea", "cleo"):
        page = signed_in(new_context, name)
        for unit in (1, 2):
            page.goto(f"{DESK}/{unit}")
            at(page, unit)
            page.keyboard.press("Enter")
            at(page, 3)
    assert not Decision.objects.exclude(withdrawn_at=None).exists()
    page.goto(f"{DESK}/2")
    change = page.get_by_role("button", name="Change the decision")
    expect(change).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(change).to_be_enabled()
    seen(page, "desk-change")
    page.keyboard.press("Enter")
    at(page, 3)
    assert standing() == [(1, "Access"), (2, "Access")]
    lea = signed_in(new_context, "lea")
    lea.goto(f"{DESK}/2")
    expect(lea.get_by_text("The final rater has decided. A discussion cannot change the decision.")).to_be_visible()
    expect(lea.get_by_role("form", name="Decision")).to_have_count(0)
    seen(lea, "desk-lead-no-change")


def test_what_another_window_decided_is_shown_and_what_was_begun_is_kept(
    new_context: Contexts, expected_complaints: list[str]
) -> None:
    expected_complaints.append("412")
    made, coding_round = disputed()
    cleo = signed_in(new_context, "cleo")
    cleo.goto(f"{DESK}/1")
    at(cleo, 1)
    cleo.keyboard.press("ArrowLeft")
    cleo.get_by_label("Reason").fill("It opens.")
    decide(by=made.cleo, coding_round=coding_round, unit=1, codes=[code("Leak")], reason="It left.")
    cleo.keyboard.press("Enter")
    expect(cleo.get_by_text("Unit 1 was decided by someone else.")).to_be_visible()
    expect(cleo.get_by_text("Decided as final rater by cleo: Leak. It left.")).to_be_visible()
    expect(cleo.get_by_label("Reason")).to_have_value("It opens.")
    expect(cleo.get_by_role("button", name="✓ ada’s codes used")).to_be_visible()
    assert standing() == [(1, "Leak")]
    seen(cleo, "desk-stale")
    cleo.get_by_role("button", name="Change the decision").click()
    at(cleo, 2)
    assert standing() == [(1, "Access")]


def test_desk_looks_again_and_keeps_what_was_begun(new_context: Contexts) -> None:
    made, coding_round = disputed(resolution_method="discussion_then_final_rater")
    lea = signed_in(new_context, "lea")
    lea.clock.install()
    lea.goto(f"{DESK}/1")
    at(lea, 1)
    lea.keyboard.press("ArrowRight")
    lea.get_by_label("Reason").fill("As we said")
    take_position(by=made.bo, coding_round=coding_round, unit=1, reason="Now I see.", codes=[code("Access")])
    lea.clock.fast_forward(LATER)
    expect(lea.get_by_text("Now I see.")).to_be_visible()
    expect(lea.get_by_text(re.compile("Decided in discussion: Access"))).to_be_visible()
    expect(lea.get_by_label("Reason")).to_have_value("As we said")
    expect(lea.get_by_role("button", name="✓ bo’s codes used")).to_be_visible()


def test_keys_pressed_while_a_decision_is_on_its_way_touch_no_unit(new_context: Contexts) -> None:
    disputed()
    cleo = signed_in(new_context, "cleo")
    held: list[Route] = []
    cleo.route("**/decisions/", lambda route: held.append(route))
    cleo.goto(f"{DESK}/1")
    at(cleo, 1)
    cleo.keyboard.press("ArrowLeft")
    with cleo.expect_request("**/decisions/"):
        cleo.keyboard.press("Enter")
    # All keys come at one time, without a pause, however busy the machine is.
    cleo.evaluate("() => { const now = performance.now(); performance.now = () => now; }")
    for key in ("ArrowRight", "Enter", "j", "u", "u"):
        cleo.keyboard.press(key)
    at(cleo, 1)
    (only,) = held
    only.continue_()
    at(cleo, 2)
    methods: list[str] = []
    cleo.on("request", lambda request: methods.append(request.method))
    for key in "because":  # the rest of a word that was begun too early
        cleo.keyboard.press(key)
    cleo.evaluate("() => fetch('/api/v1/meta/')")  # a withdrawal would have been sent before
    assert "DELETE" not in methods
    expect(cleo.get_by_text("no codes chosen yet")).to_be_visible()
    assert standing() == [(1, "Access")]
    assert not Event.objects.filter(kind="decision_withdrawn").exists()


def test_last_decision_is_undone_after_all_is_decided_and_after_coming_back(new_context: Contexts) -> None:
    made, coding_round = disputed(2)
    decide(by=made.cleo, coding_round=coding_round, unit=1, codes=[code("Leak")])
    cleo = signed_in(new_context, "cleo")
    cleo.goto(DESK)
    at(cleo, 2)
    cleo.keyboard.press("ArrowLeft")
    cleo.keyboard.press("Enter")
    expect(cleo.get_by_role("heading", name="All 2 disagreements are decided")).to_be_visible()
    seen(cleo, "desk-all-decided")
    cleo.reload()
    expect(cleo.get_by_role("button", name="Undo the decision on unit 2")).to_be_visible()
    cleo.keyboard.press("u")
    at(cleo, 2)
    assert standing() == [(1, "Leak")]
    cleo.reload()
    cleo.get_by_role("button", name="Undo", exact=True).click()
    at(cleo, 1)
    assert standing() == []


def test_retired_code_is_shown_and_not_decided_by(new_context: Contexts) -> None:
    made, _ = disputed()
    change_code(by=made.lea, code=Code.objects.get(label="Leak"), retired=True)
    cleo = signed_in(new_context, "cleo")
    cleo.goto(f"{DESK}/1")
    at(cleo, 1)
    cleo.keyboard.press("ArrowRight")
    expect(cleo.get_by_text("“Leak” is retired from the codebook.")).to_be_visible()
    expect(cleo.get_by_role("button", name=re.compile("^Decide"))).to_be_disabled()
    seen(cleo, "desk-retired")
    cleo.keyboard.press("Enter")
    cleo.keyboard.press("ArrowLeft")
    expect(cleo.get_by_role("button", name=re.compile("^Decide"))).to_be_enabled()
    assert standing() == []


def test_first_coding_stands_where_it_can_and_the_dialog_counts_the_rest(new_context: Contexts) -> None:
    made, coding_round = disputed(3, resolution_method="discussion_then_final_rater", final_rater="ada")
    for unit in (1, 2):
        take_position(by=made.bo, coding_round=coding_round, unit=unit, reason="I stay.")
    third = int(add_code(by=made.lea, label="Third").pk)
    take_position(by=made.ada, coding_round=coding_round, unit=1, reason="Neither.", codes=[third])
    take_position(by=made.ada, coding_round=coding_round, unit=2, reason="I stay.")
    ada = signed_in(new_context, "ada")
    ada.goto(f"{DESK}/1")
    ada.get_by_role("button", name="Apply your codes to 1 unit …").click()
    dialog = ada.get_by_role("dialog")
    expect(dialog.get_by_text("Your first coding decides 1 open disagreement")).to_be_visible()
    expect(dialog.get_by_text("because you changed your codes in the discussion: 1")).to_be_visible()
    expect(dialog.get_by_text("because they are under discussion: 1")).to_be_visible()
    seen(ada, "desk-own-stands")
    dialog.get_by_role("button", name="Decide 1 unit").click()
    expect(ada.get_by_role("status").filter(has_text="1 of 3 decided")).to_be_visible()
    assert standing() == [(2, "Access")]
