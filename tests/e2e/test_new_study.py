"""New study from files in Chromium: from a sheet and advisories to the agreement and a release."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from advisories.models import Job
from advisories.platform.jobs import run_job
from coding.models import RatingSource, Round
from coding.release.reports.sheet_process import SHEETS
from tests.support.browser import Contexts, check_page, confirm_by_typing, signed_in
from tests.support.factories import person
from tests.support.replicating import GHSA, osv

PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
SHEET = f"advisory,ann,ben,agreed\n{GHSA[0]},leak,leak,leak\n{GHSA[1]},crash,leak,crash\n{GHSA[2]},leak,leak,leak\n"


@pytest.fixture(autouse=True)
def ended_process() -> Iterator[None]:
    yield
    SHEETS.stop()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    sheet, advisories = tmp_path / "sheet.csv", tmp_path / "advisories.json"
    sheet.write_text(SHEET)
    advisories.write_text(json.dumps([osv(number) for number in (1, 2, 3)]))
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(f"unit,codes,reason\n{GHSA[1]},crash,We talked.\n")
    return {"sheet": sheet, "advisories": advisories, "decisions": decisions}


def choose(page: Page, files: dict[str, Path]) -> None:
    page.locator("input[type=file]").first.set_input_files(files["sheet"])
    expect(page.get_by_role("heading", name="The study")).to_be_visible(timeout=60_000)


def test_study_is_made_of_files_and_published(db: None, new_context: Contexts, files: dict[str, Path]) -> None:
    person("lea")
    page = signed_in(new_context, "lea")
    page.get_by_role("link", name="New study from files").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    check_page(page, "new-study-empty")
    choose(page, files)
    expect(page.get_by_text("Add the advisories, or choose the corpus that has them.")).to_be_visible()
    page.locator("input[type=file]").nth(1).set_input_files(files["advisories"])
    page.get_by_label("Title (optional)").fill("Consequences of flaws")
    page.get_by_label("Decisions (optional)").set_input_files(files["decisions"])
    expect(page.get_by_role("button", name="Create the study")).to_have_count(0)
    page.get_by_role("button", name="See what would be made").click()
    expect(
        page.get_by_text("This would be a study of 3 units, 2 codes and 6 ratings by ann and ben, with")
    ).to_be_visible()
    check_page(page, "new-study-tried")
    assert not Round.objects.exists()
    page.get_by_role("button", name="Create the study").press("Enter")
    expect(page.get_by_role("button", name="Cancel the import")).to_be_visible()
    run_job(Job.objects.get(kind="study_import").pk)
    expect(page.get_by_text("Study created: 3 units, 2 codes, 6 ratings by ann and ben.")).to_be_visible()
    check_page(page, "new-study-made")
    page.get_by_role("link", name="Open the study").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Consequences of flaws")
    study = "/studies/consequences-of-flaws"
    page.goto(f"{study}/rounds/1/agreement")
    expect(page.get_by_text("Cohen's kappa").first).to_be_visible()
    page.goto(f"{study}/rounds/1/adjudicate")
    page.get_by_role("button", name=re.compile("Settle")).click()
    confirm_by_typing(page, "settle", "Settle the round")
    expect(page.get_by_role("heading", name=re.compile("is settled"))).to_be_visible()
    page.goto(f"{study}/releases")
    page.get_by_role("button", name=re.compile("Publish")).first.click()
    confirm_by_typing(page, "publish", "Publish")
    expect(page.get_by_role("status").filter(has_text="waiting for a worker")).to_be_visible()
    run_job(Job.objects.get(kind="publish").pk)
    table = page.get_by_role("group", name=re.compile("^Consequences"))
    expect(table.get_by_role("row", name=re.compile("leak"))).to_contain_text("66.7")
    assert RatingSource.objects.get().name == "sheet.csv"


def test_refusal_and_cancelled_job_on_a_phone(
    db: None, new_context: Contexts, files: dict[str, Path], expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("400 (Bad Request)")
    person("lea")
    page = signed_in(new_context, "lea", **PHONE)
    page.goto("/new-study-from-files")
    choose(page, files)
    files["advisories"].write_text(json.dumps([osv(1)]))
    page.locator("input[type=file]").nth(1).set_input_files(files["advisories"])
    page.get_by_role("button", name="See what would be made").click()
    expect(page.get_by_role("alert")).to_contain_text("No imported advisory has the identifier")
    check_page(page, "new-study-refused-phone-dark")
    files["advisories"].write_text(json.dumps([osv(number) for number in (1, 2, 3)]))
    page.get_by_role("button", name="Remove the advisories").click()
    page.locator("input[type=file]").nth(1).set_input_files(files["advisories"])
    page.get_by_role("button", name="See what would be made").click()
    page.get_by_role("button", name="Create the study").click()
    page.get_by_role("button", name="Cancel the import").click()
    expect(page.get_by_text("The import was cancelled")).to_be_visible()
    check_page(page, "new-study-cancelled-phone-dark")
