"""The page that checks a sheet in Chromium: files by keyboard, a question, the use of a column, rows of a check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from coding.release.reports.sheet_process import SHEETS
from tests.support.browser import Contexts, check_page, signed_in
from tests.support.factories import person

PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
CODES = ("Leak", "Crash", "Bypass")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet whose column dora is filled only where ann and ben differ, with a code in two spellings."""
    rows = ["unit,ann,ben,dora,remarks"]
    for number in range(1, 31):
        ann, ben = CODES[number % 3], CODES[number % 3 if number % 4 else (number + 1) % 3]
        rows.append(f"{number},{ann},{'crash' if ben == 'Crash' else ben},{'' if ann == ben else ann},seen")
    path = tmp_path / "study.csv"
    path.write_text("\n".join(rows) + "\n")
    return path


@pytest.fixture(autouse=True)
def ended_process() -> Iterator[None]:
    yield
    SHEETS.stop()


def choose(page: Page, *files: Path) -> None:
    """Choose files with the button, by keyboard."""
    with page.expect_file_chooser(timeout=60_000) as chooser:
        page.get_by_role("button", name="Choose files").press("Enter")
    chooser.value.set_files([str(file) for file in files])


def test_sheet_is_asked_about_corrected_and_reported(
    db: None, new_context: Contexts, sheet: Path, expected_console_errors: list[str]
) -> None:
    expected_console_errors += ["422 (Unprocessable", "400 (Bad Request)"]
    person("ann")
    page = signed_in(new_context, "ann")
    page.goto("/")
    page.get_by_role("link", name="Check a sheet of ratings").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    check_page(page, "check-sheet-empty")

    choose(page, sheet)
    expect(page.get_by_text("dora is filled only where ann and ben differ")).to_be_visible()
    assert not any(radio.is_checked() for radio in page.get_by_role("radio").all())
    check_page(page, "check-sheet-asked")
    page.get_by_role("radio", name="Raters: ann,ben").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Read with these answers").press("Enter")

    expect(page.get_by_text("raters ann (30 ratings), ben (30 ratings)")).to_be_visible()
    expect(page.get_by_text("one code in two spellings?")).to_be_visible()
    page.get_by_role("button", name="Show rows").first.press("Enter")
    expect(page.get_by_role("table", name="Rows:").first).to_be_visible()
    expect(page.get_by_text("Which of these did a published number use?")).to_be_visible()
    check_page(page, "check-sheet")

    page.get_by_role("combobox", name="Use of column dora").select_option("final")
    expect(page.get_by_text("final “dora” kept apart")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the report as JSON").click()
    report = json.loads(Path(download.value.path()).read_text())
    assert report["reading"]["final"]["column"] == "dora"
    assert report["raters"] == ["ann", "ben"]

    page.locator("summary").click()
    page.get_by_role("textbox", name="Delimiter of a CSV file").fill(";;")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("--delimiter takes one character")
    check_page(page, "check-sheet-refused")


def test_sheet_is_checked_on_a_phone_in_the_dark(db: None, new_context: Contexts, sheet: Path) -> None:
    person("ann")
    page = signed_in(new_context, "ann", **PHONE)
    page.goto("/check-sheet")
    sheet.write_text(sheet.read_text().replace("dora", "final"))
    choose(page, sheet)
    expect(page.get_by_text("final “final” kept apart")).to_be_visible()
    page.get_by_role("button", name="Show rows").first.click()
    check_page(page, "check-sheet-phone")
