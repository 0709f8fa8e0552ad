"""Matching by dragging, and the agreement page over several rounds and versions of the codebook."""

from __future__ import annotations

from playwright.sync_api import expect

from coding.models import Code
from coding.steps.codebook.merging import merge_shared
from coding.steps.codebook.versions import freeze_codebook
from coding.steps.match import MatchingInput, confirm_matching, match, private_codes
from tests.support.browser import Contexts, check_page, signed_in
from tests.support.factories import closed_round, matched_round, study

ROUND = "/studies/consequences/rounds"


def test_code_is_matched_by_dragging(new_context: Contexts) -> None:
    people = study()
    closed_round(people)
    page = signed_in(new_context, "lea")
    page.goto(f"{ROUND}/1/match")
    table = page.get_by_role("region", name="Consequence table after matching").first
    expect(table.get_by_role("row", name="Access 0 2")).to_be_visible()
    entry, access = (page.get_by_role("button", name=name) for name in ("bo: Entry", "ada: Access"))
    entry.drag_to(access)
    group = page.get_by_role("listitem", name="Access")
    expect(group.get_by_role("button", name="bo: Entry")).to_be_visible()
    expect(table.get_by_role("row", name="Access 1 1")).to_be_visible()
    check_page(page, "match-dragged")
    page.keyboard.press("u")
    expect(table.get_by_role("row", name="Access 0 2")).to_be_visible()


def test_agreement_page_shows_several_rounds_and_an_earlier_codebook(new_context: Contexts) -> None:
    people = study()
    matched_round(people, purpose="pilot", threshold="0.6")
    freeze_codebook(by=people.lea)
    leak, access = (Code.objects.get(owner=None, label=label) for label in ("Leak", "Access"))
    merge_shared(by=people.lea, code=leak, into=access.pk, reason="one idea")
    second_round = closed_round(people)
    match(
        by=people.lea,
        coding_round=second_round,
        pairs=[MatchingInput(c.pk, c.label) for c in private_codes(second_round)],
        revision=1,
    )
    confirm_matching(by=people.lea, coding_round=second_round)
    page = signed_in(new_context, "vic", viewport={"width": 1200, "height": 900})
    page.goto(f"{ROUND}/1/agreement")
    rounds = page.get_by_role("table", name="Agreement over time")
    expect(rounds.get_by_role("row")).to_have_count(3)
    expect(rounds.get_by_role("row", name="Round 1 pilot, open coding")).to_contain_text("reached")
    expect(page.get_by_text("Two independent raters would reach")).to_be_visible()
    expect(page.get_by_text("This is a pilot round.")).to_be_visible()
    check_page(page, "agreement-over-time")
    with page.expect_download() as download:
        page.get_by_role("link", name="LaTeX").click()
    assert download.value.suggested_filename == "consequences-round-1-agreement.tex"
    page.get_by_role("combobox", name="Codebook").click()
    page.get_by_role("option", name="Version 1").click()
    expect(page).to_have_url(f"{page.url.split('?')[0]}?codebook=1")
    expect(page.get_by_role("table", name="Agreement by code").get_by_role("row", name="Leak")).to_be_visible()
    check_page(page, "agreement-version-1")
