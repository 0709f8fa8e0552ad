"""Screening and sampling in Chromium: criteria, verdicts, the flow, strata and similar texts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Contexts, check_page, signed_in
from tests.support.corpus import osv, store
from tests.support.factories import People, study

WIDE = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
LONG = "A crafted request lets a remote attacker read any file of the model server, tokens included. " * 3


@pytest.fixture
def people(db: None) -> People:
    people = study("Consequences of flaws in model servers", units=3)
    store(
        *(
            osv(f"PYSEC-2031-{n + 1}", package=["lamp", "wick", "kiln"][n % 3], summary=f"Flaw {n}",
                details=LONG + ("One." if n in {2, 5} else f"{n} ways. " * 40),
                published=f"20{28 + n % 3}-01-01T00:00:00Z")
            for n in range(9)
        ),
    )  # fmt: skip
    return people


def cell(page: Page, project: str, criterion: str) -> object:
    return page.get_by_role("button", name=re.compile(f"^{project}, {criterion}"))


def choose_main(page: Page, label: str) -> None:
    """Choose the shared corpus instead of the study's own."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name="Main (shared)").click()


def test_projects_are_screened_by_keyboard(people: People, new_context: Contexts) -> None:
    page = signed_in(new_context, "lea", **WIDE)
    page.goto(f"/studies/{people.study.slug}/screening")
    check_page(page, "screening-empty")
    choose_main(page, "Corpus")
    page.get_by_role("button", name="Start with these criteria").click()
    expect(page.get_by_role("rowheader")).to_have_count(4)
    page.keyboard.press("ArrowDown")
    for project in range(4):  # Demo Server, kiln, lamp, wick
        for _ in range(3):
            if project == 1:
                page.keyboard.press("n")
                expect(page.get_by_label("Reason")).to_be_focused()
                page.keyboard.type("A kiln serves no models.")
                page.keyboard.press("Enter")
                expect(page.get_by_role("dialog")).to_be_hidden()
                break
            page.keyboard.press("y")
            page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        for _ in range(3):
            page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("3 included", exact=True)).to_be_visible()
    expect(page.get_by_text("1 excluded", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^kiln, Related.*not met, A kiln"))).to_be_visible()
    expect(page.get_by_role("cell", name="excluded: Related to the topic")).to_be_visible()
    check_page(page, "screening")
    page.keyboard.press("z")
    expect(page.get_by_text("2 included", exact=True)).to_be_visible()
    page.get_by_label("Select wick").check()
    page.get_by_label("Select kiln").check()
    page.get_by_role("button", name="? unclear").click()
    page.get_by_label("Reason").fill("The documentation is gone.")
    check_page(page, "screening-reason")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_text("2 undecided", exact=True)).to_be_visible()
    page.get_by_role("button", name="Change the criteria").click()
    page.get_by_role("button", name="Remove criterion 3").click()
    check_page(page, "screening-criteria")
    page.get_by_role("button", name="Save the criteria").click()
    expect(page.get_by_role("columnheader")).to_have_count(4 + 3)  # 4 of the grid, 3 of the flow

    viewer = signed_in(new_context, "vic", **PHONE)
    viewer.goto(f"/studies/{people.study.slug}/screening")
    expect(viewer.get_by_role("rowheader")).to_have_count(4)
    expect(viewer.get_by_role("button", name="Change the criteria")).to_have_count(0)
    check_page(viewer, "screening-phone-dark")


def test_sample_is_previewed_drawn_and_checked_for_similar_texts(people: People, new_context: Contexts) -> None:
    page = signed_in(new_context, "lea", **WIDE)
    page.goto(f"/studies/{people.study.slug}/sample")
    choose_main(page, "Sample from")
    page.get_by_label("A random sample").check()
    page.get_by_label("Size").fill("6")
    page.get_by_role("combobox", name="Strata").click()
    page.get_by_role("option", name="Year of publication").click()
    expect(page.get_by_role("row", name="2029 3")).to_be_visible()
    check_page(page, "sample-preview")
    page.get_by_label("All matching advisories").check()
    page.get_by_role("button", name="Draw 12 units").click()
    expect(page.get_by_text("Drawn: All 12 advisories")).to_be_visible()
    page.get_by_role("button", name="Compare all texts").click()
    page.get_by_role("button", name="Compare units 6 and 9").click()
    expect(page.get_by_role("heading", name="Unit 9, PYSEC-2031-6")).to_be_visible()
    page.get_by_role("button", name="Exclude unit 9 …").click()
    check_page(page, "sample-similar")
    page.get_by_role("button", name="Exclude unit 9", exact=True).click()
    expect(
        page.get_by_text(re.compile("1 advisory was excluded: PYSEC-2031-6 reports the same vulnerability"))
    ).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="11 units")).to_be_visible()

    phone = signed_in(new_context, "lea", **PHONE)
    phone.goto(f"/studies/{people.study.slug}/sample?corpus=main")
    phone.get_by_label("A random sample").check()
    check_page(phone, "sample-phone-dark")
