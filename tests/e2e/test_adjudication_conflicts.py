"""Adjudication in Chromium: changed and undone decisions, several windows, and early key presses."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from coding.models import Code, Decision, Event, Round
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.discuss import take_position
from coding.steps.agree import close_round
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.study import change_member
from tests.support.browser import Contexts, check_page, signed_in
from tests.support.factories import People, opened_round, rate, study

ADJUDICATION = "/studies/consequences/rounds/1/adjudicate"
AFTER_REFRESH = 11_000  # ms, after which the page has fetched the state again


def closed_round_with_disagreements(units: int = 3, **plan: object) -> tuple[People, Round]:
    """Return a closed round in which Ada chose Access and Bo chose Leak for every unit."""
    people = study(units=units)
    if plan.get("final_rater") == "ada":
        change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    coding_round = opened_round(people, style="shared", **plan)
    for unit in range(1, units + 1):
        rate(people.ada, coding_round, unit, "Access")
        rate(people.bo, coding_round, unit, "Leak")
    return people, close_round(by=people.lea, number=1)


def code_id(label: str) -> int:
    return int(Code.objects.get(label=label).pk)


def expect_unit(page: Page, unit: int) -> None:
    expect(page.get_by_role("article", name=re.compile(f"Unit {unit}:"))).to_be_visible()


def current_decisions() -> list[tuple[int, str]]:
    decisions = Decision.objects.filter(withdrawn_at=None).order_by("unit__number")
    return [(row.unit.number, row.codes.get().label) for row in decisions.select_related("unit")]


def test_decision_is_changed_only_after_another_code_is_chosen(new_context: Contexts) -> None:
    people, coding_round = closed_round_with_disagreements(resolution_method="discussion_then_final_rater")
    for rater in (people.ada, people.bo):
        take_position(by=rater, coding_round=coding_round, unit=1, reason="It opens.", codes=[code_id("Access")])
        take_position(by=rater, coding_round=coding_round, unit=2, reason="I keep my code.")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[code_id("Leak")], reason="It left.")
    for name in ("lea", "cleo"):
        page = signed_in(new_context, name)
        for unit in (1, 2):
            page.goto(f"{ADJUDICATION}/{unit}")
            expect_unit(page, unit)
            page.keyboard.press("Enter")
            expect_unit(page, 3)
    assert not Decision.objects.exclude(withdrawn_at=None).exists()
    page.goto(f"{ADJUDICATION}/2")
    change = page.get_by_role("button", name="Change the decision")
    expect(change).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(change).to_be_enabled()
    check_page(page, "adjudication-change")
    page.keyboard.press("Enter")
    expect_unit(page, 3)
    assert current_decisions() == [(1, "Access"), (2, "Access")]
    lea = signed_in(new_context, "lea")
    lea.goto(f"{ADJUDICATION}/2")
    expect(lea.get_by_text("The final rater has decided. A discussion cannot change the decision.")).to_be_visible()
    expect(lea.get_by_role("form", name="Decision")).to_have_count(0)
    check_page(lea, "adjudication-lead-no-change")


def test_decision_of_another_window_is_shown_and_unsaved_input_remains(
    new_context: Contexts, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("412")
    people, coding_round = closed_round_with_disagreements()
    cleo = signed_in(new_context, "cleo")
    cleo.goto(f"{ADJUDICATION}/1")
    expect_unit(cleo, 1)
    cleo.keyboard.press("ArrowLeft")
    cleo.get_by_label("Reason").fill("It opens.")
    decide(by=people.cleo, coding_round=coding_round, unit=1, codes=[code_id("Leak")], reason="It left.")
    cleo.keyboard.press("Enter")
    expect(cleo.get_by_text("Unit 1 was decided after you loaded it.")).to_be_visible()
    expect(cleo.get_by_text("Decided as final rater by cleo: Leak. It left.")).to_be_visible()
    expect(cleo.get_by_label("Reason")).to_have_value("It opens.")
    expect(cleo.get_by_role("button", name="✓ ada’s codes used")).to_be_visible()
    assert current_decisions() == [(1, "Leak")]
    check_page(cleo, "adjudication-stale")
    cleo.get_by_role("button", name="Change the decision").click()
    expect_unit(cleo, 2)
    assert current_decisions() == [(1, "Access")]


def test_adjudication_view_refreshes_and_unsaved_input_remains(new_context: Contexts) -> None:
    people, coding_round = closed_round_with_disagreements(resolution_method="discussion_then_final_rater")
    lea = signed_in(new_context, "lea")
    lea.clock.install()
    lea.goto(f"{ADJUDICATION}/1")
    expect_unit(lea, 1)
    lea.keyboard.press("ArrowRight")
    lea.get_by_label("Reason").fill("As we said")
    take_position(by=people.bo, coding_round=coding_round, unit=1, reason="Now I see.", codes=[code_id("Access")])
    lea.clock.fast_forward(AFTER_REFRESH)
    expect(lea.get_by_text("Now I see.")).to_be_visible()
    expect(lea.get_by_text(re.compile("Decided in discussion: Access"))).to_be_visible()
    expect(lea.get_by_label("Reason")).to_have_value("As we said")
    expect(lea.get_by_role("button", name="✓ bo’s codes used")).to_be_visible()


def test_keys_pressed_while_a_decision_is_being_sent_are_ignored(new_context: Contexts) -> None:
    closed_round_with_disagreements()
    cleo = signed_in(new_context, "cleo")
    pending: list[Route] = []
    cleo.route("**/decisions/", lambda route: pending.append(route))
    cleo.goto(f"{ADJUDICATION}/1")
    expect_unit(cleo, 1)
    cleo.keyboard.press("ArrowLeft")
    with cleo.expect_request("**/decisions/"):
        cleo.keyboard.press("Enter")
    # All keys come at one time, without a pause, however busy the machine is.
    cleo.evaluate("() => { const now = performance.now(); performance.now = () => now; }")
    for key in ("ArrowRight", "Enter", "j", "u", "u"):
        cleo.keyboard.press(key)
    expect_unit(cleo, 1)
    (request,) = pending
    request.continue_()
    expect_unit(cleo, 2)
    methods: list[str] = []
    cleo.on("request", lambda request: methods.append(request.method))
    for key in "because":  # the rest of a word that is typed too early
        cleo.keyboard.press(key)
    cleo.evaluate("() => fetch('/api/v1/meta/')")  # a withdrawal would have been sent before this request
    assert "DELETE" not in methods
    expect(cleo.get_by_text("no codes chosen yet")).to_be_visible()
    assert current_decisions() == [(1, "Access")]
    assert not Event.objects.filter(kind="decision_withdrawn").exists()


def test_last_decision_can_be_undone_after_every_unit_is_decided_and_after_a_reload(new_context: Contexts) -> None:
    people, coding_round = closed_round_with_disagreements(2)
    decide(by=people.cleo, coding_round=coding_round, unit=1, codes=[code_id("Leak")])
    cleo = signed_in(new_context, "cleo")
    cleo.goto(ADJUDICATION)
    expect_unit(cleo, 2)
    cleo.keyboard.press("ArrowLeft")
    cleo.keyboard.press("Enter")
    expect(cleo.get_by_role("heading", name="All 2 disagreements are decided")).to_be_visible()
    check_page(cleo, "adjudication-all-decided")
    cleo.reload()
    expect(cleo.get_by_role("button", name="Undo the decision on unit 2")).to_be_visible()
    cleo.keyboard.press("u")
    expect_unit(cleo, 2)
    assert current_decisions() == [(1, "Leak")]
    cleo.reload()
    cleo.get_by_role("button", name="Undo", exact=True).click()
    expect_unit(cleo, 1)
    assert current_decisions() == []


def test_retired_code_is_marked_and_cannot_be_decided(new_context: Contexts) -> None:
    people, _ = closed_round_with_disagreements()
    change_code(by=people.lea, code=Code.objects.get(label="Leak"), retired=True)
    cleo = signed_in(new_context, "cleo")
    cleo.goto(f"{ADJUDICATION}/1")
    expect_unit(cleo, 1)
    cleo.keyboard.press("ArrowRight")
    expect(cleo.get_by_text("“Leak” is retired from the codebook.")).to_be_visible()
    expect(cleo.get_by_role("button", name=re.compile("^Decide"))).to_be_disabled()
    check_page(cleo, "adjudication-retired")
    cleo.keyboard.press("Enter")
    cleo.keyboard.press("ArrowLeft")
    expect(cleo.get_by_role("button", name=re.compile("^Decide"))).to_be_enabled()
    assert current_decisions() == []


def test_dialog_counts_the_units_to_which_the_final_raters_codes_apply(new_context: Contexts) -> None:
    people, coding_round = closed_round_with_disagreements(
        3, resolution_method="discussion_then_final_rater", final_rater="ada"
    )
    for unit in (1, 2):
        take_position(by=people.bo, coding_round=coding_round, unit=unit, reason="I keep my code.")
    third = int(add_code(by=people.lea, label="Third").pk)
    take_position(by=people.ada, coding_round=coding_round, unit=1, reason="Neither.", codes=[third])
    take_position(by=people.ada, coding_round=coding_round, unit=2, reason="I keep my code.")
    ada = signed_in(new_context, "ada")
    ada.goto(f"{ADJUDICATION}/1")
    ada.get_by_role("button", name="Apply your codes to 1 unit …").click()
    dialog = ada.get_by_role("dialog")
    expect(dialog.get_by_text("Your first coding decides 1 open disagreement")).to_be_visible()
    expect(dialog.get_by_text("because you changed your codes in the discussion: 1")).to_be_visible()
    expect(dialog.get_by_text("because they are under discussion: 1")).to_be_visible()
    check_page(ada, "adjudication-own-stands")
    dialog.get_by_role("button", name="Decide 1 unit").click()
    expect(ada.get_by_role("status").filter(has_text="1 of 3 decided")).to_be_visible()
    assert current_decisions() == [(2, "Access")]
