"""Coders' copies of a REFI-QDA project, entered as the answers of raters."""

from __future__ import annotations

import pytest

from coding.models import Coding, RatingSource
from tests.coding.steps.test_enter_files import enter
from tests.support.entering import codes_of, without_account
from tests.support.factories import People, opened_round
from tests.support.refi import coded_project

pytestmark = pytest.mark.django_db


def texts(people: People) -> dict[str, str]:
    """Return the texts of the units under names that are no identifiers."""
    units = people.study.units.select_related("document").order_by("number")
    return {f"text {unit.number}": unit.document.text for unit in units}


def test_copy_is_entered_with_codes_memos_notes_and_passages_of_its_coder(people: People) -> None:
    opened_round(people, style="shared")
    given = {**texts(people), "another": "No unit has this text."}
    content = coded_project(
        given,
        {"ada": ["leak", "crash", "", "leak"], "bo": ["Secret of bo", "", "", ""]},
        more={("ada", "text 1"): "<Description>seen here</Description>"},
    )
    answer = enter(people.ada, [("ada.qdpx", content)])
    assert (answer["created"], codes_of("ada")) == (2, {1: ["leak"], 2: ["crash"]})
    assert answer["problems"] == [
        {
            "source": "ada.qdpx, text 4",
            "reason": "Unknown unit “another”. Use a unit that is assigned to ada in this round.",
        }
    ]
    first, second = Coding.objects.order_by("assignment__unit__number")
    assert (first.memo, second.memo) == ("seen here", "")
    assert [(s.start, s.end, s.quote) for s in first.segments.all()] == [(0, 5, given["text 1"][:5])]
    assert not second.segments.exists()  # its code marks the whole text
    assert RatingSource.objects.get().held_others == ["bo"]
    assert "Secret" not in str(answer)
    assert not any(check["code"] == "passages" for check in answer["reading"]["checks"])


def test_lead_enters_several_copies_in_which_a_code_was_renamed(people: People) -> None:
    without_account(people, "carl", "dora")
    given = texts(people)
    carl = coded_project(given, {"carl": ["leak", "crash", ""]}, guids={"leak": "g"})
    dora = coded_project(given, {"dora": ["data leak", "", "crash"]}, guids={"data leak": "g"})
    mixed = enter(people.lea, [("carl.qdpx", carl), ("codes.csv", "unit,carl,dora\n1,leak,leak\n")])
    assert [row["reason"] for row in mixed["problems"]] == ["Do not mix project files and tables."]
    answer = enter(people.lea, [("carl.qdpx", carl), ("dora.qdpx", dora)])
    assert [(row["rater"], row["created"]) for row in answer["raters"]] == [("carl", 2), ("dora", 2)]
    assert codes_of("dora") == {1: ["leak"], 3: ["crash"]}


def test_text_is_found_by_its_identifier_and_must_not_contradict_it(people: People) -> None:
    opened_round(people, style="shared")
    identifiers = list(people.study.units.order_by("number").values_list("facts__identifiers", flat=True))
    first, second = (row[0] for row in identifiers[:2])
    named = {first: "Text that a program has changed.", "unnamed": texts(people)["text 3"]}
    answer = enter(people.ada, [("ada.qdpx", coded_project(named, {"ada": ["leak", "crash"]}))])
    assert (answer["problems"], codes_of("ada")) == ([], {1: ["leak"], 3: ["crash"]})
    wrong = coded_project({first: texts(people)["text 2"]}, {"bo": ["leak"]})
    [problem] = enter(people.bo, [("bo.qdpx", wrong)])["problems"]
    assert "the columns have slipped" in problem["reason"]
    assert second not in problem["reason"]
