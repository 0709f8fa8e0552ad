"""Import of a codebook and of a project from other programs in Chromium, with a preview first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from advisories.models import Job
from advisories.platform.jobs import run_job
from coding.models import Code, Study
from coding.steps.codebook.codes import add_code
from tests.support import publications as factory
from tests.support.browser import Contexts, check_page, signed_in
from tests.support.factories import People, person, study

WIDE = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
LONG = "Unauthorized reading of configuration, credentials and tokens of other tenants " * 2

BOOK = f"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="QualCoder"><Codes>
<Code guid="1" name="Consequence" isCodable="false"><Description>What the attacker gains.</Description>
<Code guid="2" name="Access" isCodable="true" color="rgba(1,2,3,4)"/><Code guid="3" name="Leak" isCodable="true"/>
<Code guid="4" name="{LONG}" isCodable="true"/></Code>
<Code guid="5" name="Leak" isCodable="true"/></Codes><Sets><Set guid="6" name="Round 1"/></Sets></CodeBook>"""


@pytest.fixture
def people(db: None) -> People:
    people = study("Consequences of flaws in model servers", units=1)
    add_code(by=people.lea, label="Access", definition="Ours.")
    return people


def choose_file(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def test_codebook_is_previewed_and_then_imported(
    people: People, new_context: Contexts, tmp_path: Path, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("400 (Bad Request)")
    (tmp_path / "book.qdc").write_text(BOOK)
    (tmp_path / "bad.qdc").write_text("<!DOCTYPE x [<!ENTITY a 'b'>]><CodeBook>&a;</CodeBook>")
    page = signed_in(new_context, "lea", **WIDE)
    page.goto(f"/studies/{people.study.slug}/codebook")
    check_page(page, "codebook-with-import")
    page.get_by_role("link", name="Import", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    check_page(page, "codebook-import-empty")
    choose_file(page, tmp_path / "bad.qdc")
    expect(page.get_by_role("alert")).to_contain_text("bad.qdc: The XML declares a document type")
    check_page(page, "codebook-import-refused")
    choose_file(page, tmp_path / "book.qdc")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_text("book.qdc: 4 codes to add, 1 code already in the codebook.")).to_be_visible()
    expect(page.get_by_text("The code “Leak” was renamed to “Leak (2)”.")).to_be_visible()
    check_page(page, "codebook-import-tried")
    assert Code.objects.count() == 1
    page.get_by_role("button", name="Add 4 codes").press("Enter")
    expect(page.get_by_text("book.qdc: 4 codes added, 1 code already in the codebook.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Add"))).to_have_count(0)
    check_page(page, "codebook-import-done")
    page.get_by_role("link", name="Back to the codebook").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Codebook")
    expect(page.get_by_text("Leak (2)")).to_be_visible()
    assert Code.objects.count() == 5

    phone = signed_in(new_context, "lea", **PHONE)
    phone.goto(f"/studies/{people.study.slug}/codebook/import")
    choose_file(phone, tmp_path / "book.qdc")
    expect(phone.get_by_text("book.qdc: nothing to add, 5 codes already in the codebook.")).to_be_visible()
    check_page(phone, "codebook-import-phone-dark")

    rater = signed_in(new_context, "ada")
    rater.goto(f"/studies/{people.study.slug}/codebook")
    expect(rater.get_by_role("link", name="Import", exact=True)).to_have_count(0)
    rater.goto(f"/studies/{people.study.slug}/codebook/import")
    expect(rater.get_by_text("Only the study lead can import codes")).to_be_visible()
    check_page(rater, "codebook-import-rater")


def test_project_is_imported_as_a_study_by_keyboard(
    new_context: Contexts, tmp_path: Path, db: None, expected_console_errors: list[str]
) -> None:
    expected_console_errors.append("400 (Bad Request)")
    person("lea")
    (tmp_path / "study.qdpx").write_bytes(factory.rendered("study.qdpx", factory.small()))
    (tmp_path / "bad.qdpx").write_bytes(b"PK\x03\x04 no zip")
    page = signed_in(new_context, "lea", **WIDE)
    check_page(page, "studies-empty-with-import")
    page.get_by_role("link", name="Import a study").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    check_page(page, "study-import-empty")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Back to the studies")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Choose a file")).to_be_focused()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").press("Enter")
    chooser.value.set_files(tmp_path / "bad.qdpx")
    expect(page.get_by_role("alert")).to_contain_text("bad.qdpx: Not a .qdpx file")
    choose_file(page, tmp_path / "study.qdpx")
    expect(page.get_by_text("study.qdpx: 4 texts, 3 codes, 2 users, 4 decisions.")).to_be_visible()
    expect(page.get_by_role("row", name="Ada 4 4")).to_be_visible()
    expect(page.get_by_text("becomes a rater without an account")).to_be_visible()
    check_page(page, "study-import-looked-at")
    final = page.get_by_role("combobox", name="Final rater")
    final.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ada has no account")).to_be_visible()
    check_page(page, "study-import-final-rater")
    final.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ada has no account")).to_have_count(0)
    page.get_by_label("Title of the study").fill("")
    expect(page.get_by_role("button", name="Create the study")).to_be_disabled()
    page.get_by_label("Title of the study").fill("Brought in")
    page.get_by_label("Title of the study").press("Enter")
    expect(page.get_by_text("Waiting for a worker.")).to_be_visible()
    check_page(page, "study-import-waiting")
    page.reload()  # the job does not depend on the open page
    expect(page.get_by_text("Waiting for a worker.")).to_be_visible()
    run_job(Job.objects.get().pk)
    expect(
        page.get_by_text("4 units, 3 codes, 8 ratings by Ada and Bo. Disagreements decided in the file: 2.")
    ).to_be_visible()
    check_page(page, "study-import-made")
    page.get_by_role("link", name="Open the study").press("Enter")
    expect(page).to_have_url(re.compile("/studies/brought-in$"))
    expect(page.get_by_text("imported the study from the project study.qdpx").first).to_be_visible()
    check_page(page, "study-import-opened")
    page.goto("/studies/brought-in/members")
    expect(page.get_by_text("codings entered from a file")).to_have_count(2)
    page.get_by_role("button", name="Link an account to Ada").press("Enter")
    page.get_by_role("button", name="Create a link for Ada").press("Enter")
    expect(page.get_by_label("Invitation link for Ada")).to_be_visible()
    check_page(page, "member-given-an-account")
    link = page.get_by_label("Invitation link for Ada").input_value()
    page.keyboard.press("Escape")
    ada = new_context().new_page()
    ada.goto(link)
    expect(ada.get_by_text("The codings and roles of Ada in this study become yours.")).to_be_visible()
    ada.get_by_label("User name").fill("ada-smith")
    ada.get_by_role("textbox", name="Password").fill("purple monkey dishwasher")
    ada.get_by_role("button", name="Join the study").press("Enter")
    expect(ada).to_have_url(re.compile("/studies/brought-in$"))
    check_page(ada, "joined-as-a-member")
    page.reload()
    expect(page.get_by_text("codings entered from a file")).to_have_count(1)
    page.goto("/")
    expect(page.get_by_role("link", name="Brought in")).to_be_visible()
    check_page(page, "studies-with-import")
    assert Study.objects.get().members.get(name="lea").is_adjudicator


def test_project_import_on_a_phone(new_context: Contexts, tmp_path: Path, db: None) -> None:
    person("lea")
    long = factory.hostile()
    (tmp_path / f"{'very-long-name-' * 12}.qdpx").write_bytes(factory.rendered("study.qdpx", long))
    phone = signed_in(new_context, "lea", **PHONE)
    check_page(phone, "studies-phone-dark")
    phone.goto("/import-study")
    choose_file(phone, next(tmp_path.glob("*.qdpx")))
    expect(phone.get_by_role("heading", name="Users in the file")).to_be_visible()
    check_page(phone, "study-import-phone-dark")
    phone.get_by_role("button", name="Create the study").click()
    expect(phone.get_by_text("Waiting for a worker.")).to_be_visible()
    check_page(phone, "study-import-waiting-phone-dark")
    Job.objects.update(arguments={**Job.objects.get().arguments, "final_rater": "nobody"})
    run_job(Job.objects.get().pk)
    expect(phone.get_by_role("alert")).to_contain_text("The study was not created")
    expect(phone.get_by_role("button", name="1 job running")).to_have_count(0)
    check_page(phone, "study-import-failed-phone-dark")
    phone.get_by_role("link", name="Choose another file").click()
    expect(phone.get_by_role("button", name="Choose a file")).to_be_visible()
