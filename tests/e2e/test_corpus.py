"""The corpus and the page of an advisory in Chromium, for a lead and for a rater."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from advisories.corpus.corpora import main_corpus
from tests.support.browser import Contexts, check_page, signed_in, wait_for_figures
from tests.support.corpus import osv, store, versions
from tests.support.factories import opened_round, person, study

KEY, OTHER, CVE = "GHSA-aaaa-bbbb-cccc", "PYSEC-2031-900", "CVE-2031-0900"
HIGH = "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"
TEN = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"
HOSTILE = "<script>document.title = 'broken in'</script> [x](javascript:alert(1)) ~~gone~~"
WORDS = ["CRITICAL", "HIGH", "MODERATE", "LOW", ""]
PHONE = {"viewport": {"width": 390, "height": 844}}
WIDE = {"viewport": {"width": 1440, "height": 900}}


def advisory_with_conflicts(details: str, word: str) -> Any:
    return osv(
        KEY, CVE, summary="A flaw on which sources disagree", details=details, published="2031-05-01T00:00:00Z",
        affected=versions(("0", "1.9"), ("2.0.0", "2.4.1")), severity=[{"score": HIGH}],
        database_specific={"severity": word, "cwe_ids": ["CWE-79"]}, references=[{"url": "https://example.org/a"}],
    )  # fmt: skip


def fill_corpus(many: int) -> None:
    """Import one advisory with conflicting sources and two revisions, one withdrawn, and many plain ones."""
    store(
        *(
            osv(f"PYSEC-2031-{n + 1:03}", summary=f"Flaw number {n}", package=f"package-{n % 12}",
                published=f"20{n % 20 + 10}-01-01T00:00:00Z",
                database_specific={"severity": WORDS[n % 5], "cwe_ids": [f"CWE-{n % 9 + 20}"]})
            for n in range(many)
        ),
        osv("PYSEC-2030-1", summary="A mistake", withdrawn="2031-01-01T00:00:00Z", package="package-1"),
        osv(OTHER, CVE, affected=versions(("0", "2.4.2")), severity=[{"score": TEN}],
            database_specific={"severity": "CRITICAL", "cwe_ids": ["CWE-89"]}),
        advisory_with_conflicts(f"An attacker could read files.\n\n{HOSTILE}\n", "LOW"),
    )  # fmt: skip
    store(advisory_with_conflicts(f"An attacker may read any file.\n\n{HOSTILE}\n", "MODERATE"))


@pytest.fixture
def lead(new_context: Contexts, db: None) -> Page:
    person("lea")
    fill_corpus(130)
    page = signed_in(new_context, "lea", **WIDE)
    page.goto("/corpora/main")
    expect(page.get_by_role("status").first).to_have_text("131 advisories")
    expect(rows(page).nth(9)).to_be_visible()
    return page


def rows(page: Page) -> Any:
    return page.locator("a[data-row]")


def test_corpus_is_browsed_by_keyboard(lead: Page) -> None:
    lead.keyboard.press("j")
    expect(rows(lead).nth(0)).to_be_focused()
    lead.keyboard.press("j")
    lead.keyboard.press("x")
    expect(lead.get_by_text("1 selected")).to_be_visible()
    lead.keyboard.press("k")
    lead.keyboard.press("Enter")
    pane = lead.get_by_role("complementary", name="Advisory")
    expect(pane).to_contain_text("Differences between sources")
    check_page(lead, "corpus-pane")
    lead.keyboard.press("j")
    expect(pane).to_contain_text("Flaw number 0")
    lead.keyboard.press("Escape")
    expect(pane).not_to_be_visible()
    lead.keyboard.press("/")
    lead.keyboard.type("disagree")
    expect(lead).to_have_url(re.compile("search=disagree"))
    expect(rows(lead)).to_have_count(1)
    lead.keyboard.press("Escape")
    check_page(lead, "corpus-search")


def test_long_table_loads_rows_on_demand_and_removes_distant_ones(lead: Page) -> None:
    expect(rows(lead).nth(49)).to_be_attached()
    lead.keyboard.press("j")
    for number in range(130):
        row = lead.locator(f'a[data-row="PYSEC-2031-{number + 1:03}"]')
        expect(row).to_be_attached()
        lead.keyboard.press("j")
        expect(row).to_be_focused()
    expect(lead.get_by_role("button", name="Show more")).not_to_be_visible()
    expect(lead.get_by_role("table")).to_have_attribute("aria-rowcount", "132")
    last = lead.locator("tr", has=lead.locator('a[data-row="PYSEC-2031-130"]'))
    expect(last).to_have_attribute("aria-rowindex", "132")
    assert rows(lead).count() < 131, "Rows far above the window should be replaced by empty space."
    lead.evaluate("window.scrollTo(0, 0)")
    expect(rows(lead).nth(0)).to_have_attribute("data-row", KEY)


def test_filters_order_and_severity_chart_are_in_the_url(lead: Page) -> None:
    lead.get_by_role("button", name=re.compile("^critical")).click()
    expect(lead).to_have_url(re.compile("severity=critical"))
    expect(lead.get_by_role("status").first).to_have_text("26 advisories")
    lead.get_by_role("button", name=re.compile("^2025")).click()
    expect(lead).to_have_url(re.compile("year=2025"))
    lead.get_by_role("link", name="Show all").click()
    expect(lead.get_by_role("status").first).to_have_text("131 advisories")
    lead.get_by_role("button", name="Published").click()
    expect(lead).to_have_url(re.compile("order=-published"))
    expect(lead.get_by_role("columnheader", name="Published")).to_have_attribute("aria-sort", "descending")
    lead.get_by_role("button", name="Published").click()
    expect(lead.get_by_role("columnheader", name="Published")).to_have_attribute("aria-sort", "ascending")
    expect(rows(lead).first).to_have_text("Flaw number 0")
    lead.get_by_role("button", name=re.compile("^CWE-20")).click()
    expect(lead).to_have_url(re.compile("cwe=20"))
    expect(rows(lead)).to_have_count(15)
    lead.get_by_role("button", name=re.compile("^CWE-20")).click()
    lead.get_by_label("Search the projects").fill("age-11")
    expect(lead.get_by_role("button", name=re.compile("^package-"))).to_have_count(1)
    lead.get_by_label("Search the projects").fill("")
    lead.keyboard.press("Tab")
    lead.keyboard.press("v")
    expect(lead.get_by_role("img", name=re.compile("Bar chart of the advisories"))).to_be_visible()
    wait_for_figures(lead, figures=1)
    expect(lead.get_by_role("row", name=re.compile("^critical 26"))).to_be_visible()
    check_page(lead, "corpus-severities")
    lead.reload()
    expect(lead.get_by_role("img", name=re.compile("Bar chart of the advisories"))).to_be_visible()


def test_advisory_shows_its_sources_and_revisions(lead: Page) -> None:
    lead.goto(f"/corpora/main/advisories/{KEY}")
    expect(lead.get_by_text("<script>document.title")).to_be_visible()
    assert lead.title() != "broken in"
    conflicts = lead.get_by_role("listitem").filter(has_text="Fixed version of demo")
    expect(conflicts.first).to_contain_text("1.9, 2.4.1")
    expect(lead.get_by_role("article")).to_have_count(2)
    first = lead.get_by_role("article", name=f"{KEY} (osv)")
    expect(first).to_contain_text("≠ differs")
    lead.get_by_role("button", name="Show changes").click()
    difference = lead.get_by_role("region", name="Difference")
    expect(difference.locator("del").first).to_contain_text("could")
    expect(difference.locator("ins").first).to_contain_text("may")
    expect(lead.get_by_role("list", name="Revisions of records")).to_contain_text("low → moderate")
    check_page(lead, "advisory")
    first.get_by_role("button", name="Show original").click()
    expect(lead.get_by_role("dialog")).to_contain_text('"database_specific"')
    check_page(lead, "advisory-raw")
    lead.keyboard.press("Escape")
    with lead.expect_download() as download:
        first.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename.startswith(KEY)


def test_corpus_on_a_phone_in_dark_mode(new_context: Contexts, db: None) -> None:
    person("lea")
    fill_corpus(8)
    page = signed_in(new_context, "lea", color_scheme="dark", **PHONE)
    page.goto("/corpora/main?withdrawn=yes&severities=shown")
    expect(page.get_by_text("withdrawn", exact=True).first).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Bar chart"))).to_be_visible()
    page.get_by_role("button", name="Show filters").click()
    check_page(page, "corpus-phone-dark")
    page.goto(f"/corpora/main/advisories/{KEY}")
    page.get_by_role("button", name="Show changes").click()
    expect(page.get_by_role("region", name="Difference")).to_be_visible()
    check_page(page, "advisory-phone-dark")
    page.goto("/corpora/main/advisories/PYSEC-2030-1")
    expect(page.get_by_role("note")).to_contain_text("Every source has withdrawn this advisory")
    check_page(page, "advisory-withdrawn-phone")


def test_rater_in_an_open_round_sees_no_classification(new_context: Contexts, db: None) -> None:
    opened_round(study())
    fill_corpus(8)
    page = signed_in(new_context, "ada", **WIDE)
    page.goto(f"/corpora/main?order=-severity&severities=shown&advisory={KEY}")
    expect(page.get_by_role("complementary", name="Advisory")).to_contain_text("hidden from you")
    expect(page.get_by_text("Severities are hidden from you")).to_be_visible()
    expect(page.get_by_role("button", name="Severities")).to_have_count(0)
    check_page(page, "corpus-rater")
    page.goto(f"/corpora/main/advisories/{KEY}")
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_text("Fixed version of demo")).to_be_visible()
    expect(page.get_by_text("The record contains the severity").first).to_be_visible()
    expect(page.get_by_role("button", name="Show original")).to_have_count(0)
    expect(page.get_by_role("link", name="Download")).to_have_count(0)
    words = page.locator("main").inner_text()
    for secret in ("CVSS:3", "moderate", "critical", "CWE-79", "CWE-89", "8.8"):
        assert secret not in words, secret
    check_page(page, "advisory-rater")


def test_empty_corpus_and_empty_search_are_reported(new_context: Contexts, db: None) -> None:
    person("lea")
    main_corpus()
    page = signed_in(new_context, "lea", **WIDE)
    page.goto("/corpora/main")
    expect(page.get_by_role("heading", name="The corpus is empty")).to_be_visible()
    check_page(page, "corpus-empty")
    page.goto("/corpora/main?search=nothing")
    expect(page.get_by_role("heading", name="No advisory matches the filter")).to_be_visible()


def test_filters_are_saved_applied_renamed_and_deleted(lead: Page) -> None:
    lead.goto("/corpora/main?severity=critical")
    lead.get_by_role("button", name="Saved filters").click()
    dialog = lead.get_by_role("dialog")
    dialog.get_by_label("Name of the current filter").fill("The worst")
    dialog.get_by_role("button", name="Save filter").click()
    expect(dialog.get_by_role("link", name="The worst")).to_be_visible()
    dialog.get_by_role("button", name="Rename The worst").click()
    dialog.get_by_label("New name for The worst").fill("Critical ones")
    dialog.get_by_role("button", name="Rename filter").click()
    expect(dialog.get_by_role("link", name="Critical ones")).to_be_visible()
    check_page(lead, "corpus-saved-filters")
    dialog.get_by_role("button", name="Delete Critical ones").click()
    expect(dialog.get_by_text("No saved filters yet.")).to_be_visible()
    dialog.get_by_role("button", name="Undo").click()
    lead.goto("/corpora/main")
    lead.get_by_role("button", name="Saved filters").click()
    lead.get_by_role("link", name="Critical ones").click()
    expect(lead).to_have_url(re.compile("severity=critical"))
    expect(lead.get_by_role("status").first).to_have_text("26 advisories")
