"""Recoding, similar units, import and download of codings, allocation and reassignment in Chromium."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from coding.models import Assignment, Coding, Exposure
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.study import add_member, change_member
from tests.support.browser import check_page, signed_in
from tests.support.coding_screen import (
    CODE,
    STUDY,
    Contexts,
    open_coding_screen,
    open_round_after_reading_its_plan,
    open_round_of_two_raters,
    submit,
)
from tests.support.factories import code_for, person, rate, study


def current_labels() -> list[list[str]]:
    newest = {c.assignment.unit.number: c for c in Coding.objects.order_by("version")}
    return [[row.code.label for row in newest[unit].code_rows.all()] for unit in sorted(newest)]


def open_code_form(page: Page, label: str) -> None:
    page.get_by_role("list", name="Codes", exact=True).get_by_text(label, exact=True).hover()
    page.get_by_role("button", name=f"Edit {label}", exact=True).click()


def test_codes_are_merged_with_a_preview_and_the_merge_is_undone(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters()
    for unit, label in ((1, "Entry"), (2, "Access")):
        rate(people.ada, coding_round, unit, label)
    page = open_coding_screen(new_context, 3)
    open_code_form(page, "Entry")
    check_page(page, "coding-code-form")
    page.get_by_role("button", name=re.compile("^Merge into another")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile("^Changed to the other code: 1 submitted unit and 0 drafts"))).to_be_visible()
    dialog.get_by_role("combobox", name="Merge into").click()
    page.get_by_role("option", name="Access").click()
    dialog.get_by_label("Reason").fill("one idea")
    check_page(page, "coding-merge")
    dialog.get_by_role("button", name="Merge codes").click()
    expect(page.get_by_text("1 unit recoded to “Access”.")).to_be_visible()
    assert current_labels() == [["Access"], ["Access"]]
    expect(page.get_by_role("list", name="Codes", exact=True)).not_to_contain_text("Entry")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert current_labels() == [["Entry"], ["Access"]]


def test_code_is_split_into_a_new_one_for_some_units(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters()
    for unit in (1, 2):
        rate(people.ada, coding_round, unit, "Access")
    page = open_coding_screen(new_context, 3)
    open_code_form(page, "Access")
    page.get_by_role("button", name=re.compile("^Split")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Label of the new code").fill("Access to files")
    dialog.get_by_label(re.compile(r"^2\. ")).check()
    dialog.get_by_label("Reason").fill("too broad")
    dialog.get_by_role("button", name="Recode 1 unit").click()
    expect(page.get_by_text("1 unit recoded to “Access to files”.")).to_be_visible()
    assert current_labels() == [["Access"], ["Access to files"]]


def test_folding_does_not_move_number_keys(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters()
    top = code_for(people.ada, coding_round, "Access")
    below = add_code(by=people.ada, label="Access to files", round_number=1)
    change_code(by=people.ada, code=below, parent=top.pk)
    code_for(people.ada, coding_round, "Leak")
    page = open_coding_screen(new_context, 1)
    codes = page.get_by_role("list", name="Codes", exact=True)
    expect(codes.get_by_role("listitem")).to_have_count(3)
    page.get_by_role("button", name="Fold Access").click()
    expect(codes.get_by_role("listitem")).to_have_count(2)
    page.keyboard.press("3")
    expect(page.get_by_role("list", name="Codes of this unit")).to_contain_text("Leak")
    page.get_by_role("button", name="Unfold Access").click()
    page.keyboard.press("2")
    expect(page.get_by_role("list", name="Codes of this unit")).to_contain_text("Access to files")
    submit(page)


def test_similar_units_are_offered_only_after_submission(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters()
    for unit in (1, 2):
        rate(people.ada, coding_round, unit, "Access")
    page = open_coding_screen(new_context, 3)
    expect(page.get_by_role("button", name=re.compile("^Compare"))).to_have_count(0)
    page.goto(f"{CODE}/1")
    expect(page.get_by_role("button", name=re.compile("^Compare"))).to_be_visible()
    page.keyboard.press("s")
    similar = page.get_by_role("region", name="Your similar units")
    expect(similar).to_contain_text("Access")
    check_page(page, "coding-similar")
    assert Exposure.objects.get().shown_units == [2]


def test_codings_are_imported_from_a_file_and_downloaded(new_context: Contexts, tmp_path: Path) -> None:
    open_round_of_two_raters()
    page = signed_in(new_context, "ada")
    page.goto(f"{STUDY}/rounds/1/codings")
    file = tmp_path / "codings.csv"
    file.write_text("unit,codes,memo\n1,Access,seen\n2,Leak,\n7,Leak,\n")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("Preview: 2 to submit, 0 unchanged, 1 invalid.")).to_be_visible()
    expect(page.get_by_text("codings.csv:4: Unknown unit “7”.")).to_be_visible()
    assert not Coding.objects.exists()
    check_page(page, "codings-tried")
    page.get_by_label(re.compile("^A submission cannot be withdrawn")).check()
    page.get_by_role("button", name="Submit 2 codings").click()
    expect(page.get_by_text("2 submitted, 0 unchanged, 1 invalid.")).to_be_visible()
    assert current_labels() == [["Access"], ["Leak"]]
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.path().read_text(encoding="utf-8-sig").count("\n") == 3


def test_finished_rater_sees_commitment_and_time(new_context: Contexts) -> None:
    people, coding_round = open_round_of_two_raters(units=2)
    for unit in (1, 2):
        rate(people.ada, coding_round, unit, "Access", active_seconds=90)
    page = signed_in(new_context, "ada")
    page.goto(CODE)
    expect(page.get_by_role("heading", name="You have coded all 2 units")).to_be_visible()
    expect(page.get_by_text("3 min")).to_be_visible()
    expect(page.locator("code")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    check_page(page, "coding-finished")


def test_lead_plans_the_allocation_and_reassigns_units(new_context: Contexts) -> None:
    people = study(units=10)
    add_member(study=people.study, by=people.lea, name="dan", roles=["rater"], user=person("dan"))
    change_member(by=people.lea, name="lea", roles=["lead", "rater"])
    page = signed_in(new_context, "lea")
    page.goto(f"{STUDY}/rounds")
    page.get_by_role("button", name="Plan a round").first.click()
    page.get_by_label("A fixed number of raters codes each unit, with equal shares").check()
    page.get_by_label("Random order, different for each rater").check()
    check_page(page, "plan-scheme")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("button", name="Save the plan")).to_have_count(0)
    page.goto(f"{STUDY}/rounds/1")
    expect(page.get_by_text("Units coded by at least two raters: 10")).to_be_visible()
    check_page(page, "round-shares")
    open_round_after_reading_its_plan(page)
    page.get_by_role("button", name="Reassign units").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="From").click()
    page.get_by_role("option", name="bo").click()
    dialog.get_by_role("combobox", name="To").click()
    page.get_by_role("option", name="lea").click()
    expect(dialog.get_by_text("know that bo had not submitted them")).to_be_visible()
    check_page(page, "hand-over-to-oneself")
    dialog.get_by_role("combobox", name="To").click()
    page.get_by_role("option", name="dan").click()
    dialog.get_by_label("Number of units").fill("2")
    check_page(page, "hand-over")
    dialog.get_by_role("button", name="Reassign", exact=True).click()
    expect(dialog).to_have_count(0)
    assert Assignment.objects.filter(reassigned_at__isnull=False).count() == 2
    page.goto(f"{STUDY}/history")
    expect(page.get_by_text("reassigned 2 unsubmitted units from bo to dan")).to_be_visible()
