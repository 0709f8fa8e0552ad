"""Codings made elsewhere enter a round: CSV, XLSX, Label Studio; checked line by line; downloaded and entered again."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from coding.models import Code, Coding, Commitment
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.study import add_member
from tests.coding.steps.test_allocation import BASE
from tests.support.factories import TEXT, People, client, opened_round, planned_round, rate

pytestmark = pytest.mark.django_db


def enter(member: Any, data: bytes | str, name: str = "codings.csv", *, try_only: bool = False) -> Any:
    content = data.encode() if isinstance(data, str) else data
    answer = client(member).post(
        BASE + "codings/import/" + ("?dry_run=true" if try_only else ""), {"file": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code in {200, 400, 403, 409}, answer.content
    return answer.json()


def own(member: Any) -> dict[int, list[str]]:
    found = Coding.objects.filter(assignment__rater=member).order_by("assignment__unit__number", "version")
    return {c.assignment.unit.number: [row.code.label for row in c.code_rows.all()] for c in found}


def test_spreadsheet_users_move_in(people: People) -> None:
    opened_round(people)
    table = (
        "unit;codes;memo;certainty\nGHSA-con-0001;Access;seen before;unsure\n2;Leak; Gap;\n3;;;\n9;Access;;\n1;X;;\n"
    )
    tried = enter(people.ada, table, try_only=True)
    assert not Coding.objects.exists()
    assert not Code.objects.exists()
    done = enter(people.ada, table)
    assert tried == done
    assert (done["created"], done["unchanged"], done["new_codes"]) == (2, 0, ["Access", "Leak"])
    assert [(row["source"], row["reason"]) for row in done["problems"]] == [
        ("codings.csv:5", "No unit of ada in this round is “9”."),
        ("codings.csv:6", "Unit 1 stands at codings.csv:2 already."),
    ]
    assert own(people.ada) == {1: ["Access"], 2: ["Leak"]}
    first = Coding.objects.get(assignment__unit__number=1)
    assert (first.memo, first.certainty, first.active_seconds) == ("seen before", "unsure", None)


def test_entering_again_changes_nothing_and_another_answer_is_refused(people: People) -> None:
    opened_round(people)
    enter(people.ada, "unit,code\n1,Access\n2,Leak\n")
    again = enter(people.ada, "unit,code\n1,Access\n2,Entry\n")
    assert (again["created"], again["unchanged"], again["new_codes"]) == (0, 1, [])
    assert "Change it at the seat" in again["problems"][0]["reason"]
    assert own(people.ada) == {1: ["Access"], 2: ["Leak"]}
    assert not Code.objects.filter(label="Entry").exists()


def test_column_of_the_raters_own_name_will_do_and_completes_the_sheet(people: People) -> None:
    opened_round(people)
    done = enter(people.ada, "unit,Ada,bo\n1,Access,Entry\n2,Access,Entry\n3,Leak,Entry\n")
    assert done["created"] == 3
    assert own(people.bo) == {}
    assert Commitment.objects.get().rater == people.ada


def test_nobody_enters_what_another_account_rates(people: People) -> None:
    opened_round(people)
    for member in (people.ada, people.lea):
        done = enter(member, "unit,rater,codes\n1,bo,Access\n2,nobody,Access\n")
        assert done["created"] == 0
        assert "These codings are bo's" in done["problems"][0]["reason"]
        assert "These codings are nobody's" in done["problems"][1]["reason"]
    assert "has no units" in enter(people.vic, "unit,codes\n1,Access\n")["problems"][0]["reason"]


def test_lead_enters_for_a_rater_without_an_account(people: People) -> None:
    add_member(study=people.study, by=people.lea, name="paper", roles=["rater"], user=None)
    plan = plan_round(by=people.lea, style="open", raters=["ada", "paper"], final_rater="cleo")
    open_round(by=people.lea, number=plan.number)
    done = enter(people.lea, "unit,rater,codes\n1,paper,Access\n")
    assert done["created"] == 1
    assert Code.objects.get().owner.name == "paper"  # type: ignore[union-attr]


def test_workbook_and_several_codes(people: People) -> None:
    opened_round(people, multi_label=True)
    book = Workbook()
    for row in [("unit", "codes", "discuss"), (1, "Access; Leak", "yes"), (2, ";", None), (3, None, None)]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    done = enter(people.ada, out.getvalue(), "codings.xlsx")
    assert (done["created"], done["problems"]) == (2, [])
    assert own(people.ada) == {1: ["Access", "Leak"], 2: []}
    assert Coding.objects.get(assignment__unit__number=1).flagged_for_discussion


def test_label_studio_brings_codes_words_and_memo(people: People) -> None:
    opened_round(people, multi_label=True)
    start = f"Flaw GHSA-con-0001\n{TEXT}".index("attacker")
    result = [
        {"type": "choices", "from_name": "c", "value": {"choices": ["Access"]}},
        {"type": "labels", "value": {"start": start + 2, "end": start + 10, "text": "attacker", "labels": ["Who"]}},
        {"type": "labels", "value": {"start": 0, "end": 4, "text": "not there", "labels": ["Who"]}},
        {"type": "textarea", "value": {"text": ["a note"]}},
        {"type": "taxonomy", "value": {"taxonomy": [["Top", "Below"]]}},
    ]
    tasks = [
        {"id": 7, "data": {"ghsa": "GHSA-con-0001"}, "annotations": [{"result": result, "completed_by": 3}]},
        {"id": 8, "data": {"ghsa": "GHSA-con-0002"}, "annotations": [{"result": [], "was_cancelled": True}]},
        {"id": 9, "data": {"ghsa": "GHSA-con-0003"}},
        5,
    ]
    done = enter(people.ada, json.dumps(tasks), "export.json")
    assert done["created"] == 1
    assert own(people.ada) == {1: ["Access", "Who", "Below"]}
    coding = Coding.objects.get()
    assert coding.memo == "a note"
    assert [(s.code.label, s.start, s.quote) for s in coding.segments.all()] == [("Who", start, "attacker")]
    assert "“not there” are not in the text" in done["remarks"][0]["reason"]
    assert [row["source"] for row in done["problems"]] == ["export.json:task 3", "export.json:task 4"]


def test_signs_that_no_database_holds_are_left_out(people: People) -> None:
    coding_round = opened_round(people)
    enter(people.ada, b'[{"unit":1,"codes":["a\\u0000b"],"memo":"\\u0001m"}]', "own.json")
    coding = Coding.objects.get(assignment__round=coding_round)
    assert (coding.codes.get().label, coding.memo) == ("ab", "m")


def test_closed_codebook_takes_no_new_code(people: People) -> None:
    from coding.steps.codebook.codes import add_code

    add_code(by=people.lea, label="Access")
    opened_round(people, style="closed")
    done = enter(people.ada, "unit,codes\n1,Access\n2,Other\n")
    assert (done["created"], done["problems"][0]["reason"]) == (
        1,
        "“Other” is not in the frozen codebook of this round.",
    )


BROKEN: list[tuple[bytes, str]] = [
    (b"", "no codings"),
    (b"a,b\n1,2\n", "Codings need a column"),
    (b"unit,codes\n", "no codings"),
    (b"\xff\xfeu\x00n\x00", "UTF-8"),
    (b"unit,codes\n1,\x00\n", "NUL"),
    (b"PK\x03\x04nonsense", "workbook is broken"),
    (b"[1, 2", "JSON is cut off or broken at line 1"),
    (b"{}", "not a list of tasks"),
    (b"[" * 100_000, "JSON is nested too deeply"),
    (b"unit,codes\n1," + b"x" * 300 + b"\n", "at most 200 characters"),
    (b'unit,codes,segments\n1,A,"[1]"\n', "segments cannot be read"),
    (b"unit,codes,certainty\n1,A,maybe\n", "is no certainty"),
    (b"unit,codes,uncoded\n1,A,cannot tell\n", "has codes, or says why"),
    (b"unit,codes\n,A\n", "no unit"),
    (b'[{"data":{"unit":1},"annotations":[{"result":[]}]}]', "Choose a code"),
    (b'[{"unit":1,"codes":"A"}]', "has no list of codes"),
    (b'[{"unit":1,"codes":["A"],"segments":[1]}]', "segments cannot be read"),
    (b'[{"unit":null,"codes":["A"]}]', "No unit of ada in this round is"),
    (b'[{"unit":1,"codes":["\\u0000"]}]', "Choose a code"),
]


@pytest.mark.parametrize(("data", "said"), BROKEN)
def test_file_that_cannot_be_read_gets_one_sentence(people: People, data: bytes, said: str) -> None:
    opened_round(people)
    done = enter(people.ada, data, "f")
    assert done["created"] == 0
    assert len(done["problems"]) == 1
    assert said in done["problems"][0]["reason"], done


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_download_can_be_entered_again(people: People, kind: str) -> None:
    coding_round = opened_round(people, multi_label=True)
    text = coding_round.study.units.get(number=1).document.text
    start = text.index("🐛")
    code = rate_with_words(people, coding_round, text, start)
    rate(people.ada, coding_round, 2, no_code_reason="cannot_tell", memo="=cmd()")
    rate(people.ada, coding_round, 3, memo="none applies")
    file = client(people.ada).get(f"{BASE}codings/own/{kind}/")
    assert file["Content-Disposition"] == f'attachment; filename="consequences-round-1-ada.{kind}"'
    again = enter(people.ada, file.content, f"own.{kind}")
    assert (again["unchanged"], again["problems"]) == (3, [])
    if kind != "xlsx":
        theirs = file.content.replace(b",ada,", b",bo,").replace(b'"rater": "ada"', b'"rater": "bo"')
        moved = enter(people.bo, theirs, f"own.{kind}")
        assert (moved["created"], moved["problems"]) == (3, [])
        first = Coding.objects.get(assignment__rater=people.bo, assignment__unit__number=1)
        assert [(s.code.label, s.start, s.quote) for s in first.segments.all()] == [(code, start, "🐛 can")]
        second = Coding.objects.get(assignment__rater=people.bo, assignment__unit__number=2)
        assert (second.memo, second.no_code_reason) == ("=cmd()", "cannot_tell")


def rate_with_words(people: People, coding_round: Any, text: str, start: int) -> str:
    from tests.support.factories import code_for

    label = "a;b\\c, “d”"
    code = code_for(people.ada, coding_round, label)
    words = {"code": code.pk, "start": start, "end": start + 5, "quote": text[start : start + 5]}
    rate(people.ada, coding_round, 1, label, segments=[words])
    return label


def test_download_is_of_ones_own_alone(people: People) -> None:
    coding_round = opened_round(people)
    rate(people.bo, coding_round, 1, "bo's code")
    rows = json.loads(client(people.ada).get(BASE + "codings/own/json/").content)
    assert rows == []
    assert client(people.ada).get(BASE + "codings/own/exe/").status_code == 404


def test_entering_waits_for_the_round_to_open(people: People) -> None:
    planned_round(people)
    assert enter(people.ada, "unit,codes\n1,A\n")["code"] == "round_state"
