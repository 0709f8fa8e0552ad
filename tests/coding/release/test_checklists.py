"""Checklists and annex: answers come from the data, and items for the authors are marked."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from coding.release.reports.checklists import BLANK, checklists_md, coreq, sigsoft, srqr
from coding.results.derive import derive
from tests.support import publications as factory


def test_answers_have_the_numbers_of_the_study() -> None:
    publication = factory.model()
    assert ("States who rated, and how many raters there were", "2 raters: Ada and Bo.") in sigsoft(publication)
    assert dict(coreq(publication))["Sample size"] == "149 units."
    assert dict(srqr(publication))["Problem, purpose and research question"] == "What happens to users?"
    kappa = publication.agreement["coefficients"]["cohen_kappa"]["value"]
    assert f"Cohen's kappa was {kappa:.2f}" in dict(sigsoft(publication))["Reports its value with an interval"]


def test_missing_question_is_left_to_the_authors() -> None:
    publication = factory.small(question="")
    assert dict(srqr(publication))["Problem, purpose and research question"] == BLANK


def test_blanks_are_counted_and_marked() -> None:
    publication = factory.small()
    items = [*sigsoft(publication), *coreq(publication), *srqr(publication)]
    blank = sum(answer == BLANK for _, answer in items)
    text = checklists_md(publication).decode()
    assert f"{len(items) - blank} items are answered from the data of release 1, {blank} items are left" in text
    assert text.count("to be filled in by the authors") == blank + 1


@pytest.mark.parametrize("name", ["checklists.md", "disagreements.md"])
def test_hostile_text_is_no_markup(name: str) -> None:
    page = MarkdownIt("commonmark").enable("table").render(factory.rendered(name, factory.hostile()).decode())
    for markup in ("<script", "<i>", "<a ", "<b>", "<img"):
        assert markup not in page
    rows, headers = page.count("<tr>"), page.count("<thead>")
    cells = {"checklists.md": 2, "disagreements.md": 6}[name]
    assert page.count("<td") + page.count("<th>") + page.count("<th ") == rows * cells
    assert headers == {"checklists.md": 3, "disagreements.md": len(factory.HOSTILE)}[name]


def test_annex_has_codes_memos_and_reasons() -> None:
    text = factory.rendered("disagreements.md", factory.small()).decode()
    (base,) = re.findall(r"The raters differed on [^.]*\.\d %[^).]*\)", text)
    assert base in factory.rendered("methods.md", factory.small()).decode()
    assert "## Unit 3: GHSA-0003" in text
    assert "| Ada | Access |  |  |  |  |\n| Bo | Outage |  |  |  |  |" in text
    assert r"**Decision.** Access (final\_rater by Cleo): The text says so." in text
    publication = factory.small()
    waiting = derive(factory.changed(publication.data, decisions=()))
    assert factory.rendered("disagreements.md", waiting).decode().count("**Decision.** None yet.") == 2
