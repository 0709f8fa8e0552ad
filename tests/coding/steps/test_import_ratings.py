"""Ratings imported into a round from CSV, XLSX and Label Studio files, and downloaded again."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from advisories.models import Upload
from coding.loading.ratings import load_ratings
from coding.models import Code, Coding, Commitment, Member
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.study import add_member
from tests.support.factories import TEXT, People, client, opened_round, planned_round, rate
from tests.support.uploading import upload

pytestmark = pytest.mark.django_db

BASE = "/api/v1/studies/consequences/rounds/1/"


def import_file(member: Any, data: bytes | str, name: str = "codings.csv", *, dry_run: bool = False) -> Any:
    """Import the file as this member, and return the JSON of the response."""
    content = data.encode() if isinstance(data, str) else data
    answer = client(member).post(
        BASE + "codings/import/" + ("?dry_run=true" if dry_run else ""), {"file": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code in {200, 400, 403, 409, 422}, answer.content
    return answer.json()


def own_codes(member: Any) -> dict[int, list[str]]:
    """Return the labels of the rater's last coding by unit number."""
    codings = Coding.objects.filter(assignment__rater=member).order_by("assignment__unit__number", "version")
    return {c.assignment.unit.number: [row.code.label for row in c.code_rows.all()] for c in codings}


def test_valid_lines_are_imported_and_each_invalid_line_gets_a_reason(people: People) -> None:
    opened_round(people)
    table = (
        "unit;codes;memo;certainty\nGHSA-con-0001;Access;seen before;unsure\n2;Leak; Gap;\n3;;;\n9;Access;;\n1;X;;\n"
    )
    preview = import_file(people.ada, table, dry_run=True)
    assert not Coding.objects.exists()
    assert not Code.objects.exists()
    result = import_file(people.ada, table)
    assert preview == result
    assert (result["created"], result["unchanged"], result["new_codes"]) == (2, 0, ["Access", "Leak"])
    assert [(row["source"], row["reason"]) for row in result["problems"]] == [
        ("codings.csv:5", "Unknown unit “9”. Use a unit that is assigned to ada in this round."),
        ("codings.csv:6", "Unit 1 is already at codings.csv:2. Remove one of the lines."),
    ]
    assert own_codes(people.ada) == {1: ["Access"], 2: ["Leak"]}
    first = Coding.objects.get(assignment__unit__number=1)
    assert (first.memo, first.certainty, first.active_seconds) == ("seen before", "unsure", None)


def test_file_sent_in_pieces_is_imported_and_removed(people: People, settings: Any) -> None:
    settings.UPLOAD_PIECE = 10
    opened_round(people)
    ada, address = client(people.ada), BASE + "codings/import/"
    number = upload(ada, b"unit,code\n1,Access\n2,Leak\n", "codings.csv")
    assert ada.post(f"{address}?dry_run=true", {"upload": number}).json()["created"] == 2
    assert not Coding.objects.exists()
    assert client(people.bo).post(address, {"upload": number}).status_code == 400  # that of another person
    assert ada.post(address, {"upload": number}).json()["created"] == 2
    assert own_codes(people.ada) == {1: ["Access"], 2: ["Leak"]}
    assert not Upload.objects.exists()
    assert ada.post(address, {"upload": number}).json()["detail"].startswith(f"You have no upload {number}")


def test_repeated_import_changes_nothing_and_a_different_coding_is_refused(people: People) -> None:
    opened_round(people)
    import_file(people.ada, "unit,code\n1,Access\n2,Leak\n")
    again = import_file(people.ada, "unit,code\n1,Access\n2,Entry\n")
    assert (again["created"], again["unchanged"], again["new_codes"]) == (0, 1, [])
    assert "Change it on the coding screen" in again["problems"][0]["reason"]
    assert own_codes(people.ada) == {1: ["Access"], 2: ["Leak"]}
    assert not Code.objects.filter(label="Entry").exists()


def test_column_named_after_the_rater_is_imported_and_committed(people: People) -> None:
    opened_round(people)
    done = import_file(people.ada, "unit,Ada,bo\n1,Access,Entry\n2,Access,Entry\n3,Leak,Entry\n")
    assert done["created"] == 3
    assert own_codes(people.bo) == {}
    assert Commitment.objects.get().rater == people.ada


def test_ratings_of_another_member_with_an_account_are_refused(people: People) -> None:
    opened_round(people)
    for member in (people.ada, people.lea):
        done = import_file(member, "unit,rater,codes\n1,bo,Access\n2,bo,Leak\n")
        assert (done["created"], [row["reason"] for row in done["problems"]]) == (
            0,
            ["bo has an account and enters their own ratings."],
        )
    assert "has no units" in import_file(people.vic, "unit,codes\n1,Access\n")["problems"][0]["reason"]


def test_lead_imports_ratings_of_a_member_without_an_account(people: People) -> None:
    add_member(study=people.study, by=people.lea, name="paper", roles=["rater"], user=None)
    plan = plan_round(by=people.lea, style="open", raters=["ada", "paper"], final_rater="cleo")
    open_round(by=people.lea, number=plan.number)
    done = import_file(people.lea, "unit,rater,codes\n1,paper,Access\n")
    assert done["created"] == 1
    assert Code.objects.get().owner.name == "paper"  # type: ignore[union-attr]


def test_workbook_with_several_codes_per_unit_is_imported(people: People) -> None:
    opened_round(people, multi_label=True)
    book = Workbook()
    for row in [("unit", "codes", "discuss"), (1, "Access; Leak", "yes"), (2, ";", None), (3, None, None)]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    done = import_file(people.ada, out.getvalue(), "codings.xlsx")
    assert (done["created"], done["problems"]) == (2, [])
    assert own_codes(people.ada) == {1: ["Access", "Leak"], 2: []}
    assert Coding.objects.get(assignment__unit__number=1).flagged_for_discussion


def test_label_studio_export_is_imported_with_codes_segments_and_memo(people: People) -> None:
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
    done = import_file(people.ada, json.dumps(tasks), "export.json")
    assert done["created"] == 1
    assert own_codes(people.ada) == {1: ["Access", "Who", "Below"]}
    coding = Coding.objects.get()
    assert coding.memo == "a note"
    assert [(s.code.label, s.start, s.quote) for s in coding.segments.all()] == [("Who", start, "attacker")]
    assert "The text does not contain “not there” exactly once" in done["remarks"][0]["reason"]
    assert [row["source"] for row in done["problems"]] == ["export.json:task 3", "export.json:task 4"]


def test_control_characters_are_removed(people: People) -> None:
    coding_round = opened_round(people)
    import_file(people.ada, b'[{"unit":1,"codes":["a\\u0000b"],"memo":"\\u0001m"}]', "own.json")
    coding = Coding.objects.get(assignment__round=coding_round)
    assert (coding.codes.get().label, coding.memo) == ("ab", "m")


def test_new_code_in_a_fixed_codebook_round_is_refused(people: People) -> None:
    from coding.steps.codebook.codes import add_code

    add_code(by=people.lea, label="Access")
    opened_round(people, style="closed")
    done = import_file(people.ada, "unit,codes\n1,Access\n2,Other\n")
    assert (done["created"], done["problems"][0]["reason"]) == (
        1,
        "“Other” is not in the frozen codebook of this round. Use one of its codes.",
    )


BROKEN: list[tuple[bytes, str]] = [
    (b"", "no ratings"),
    (b"title,notes\nx,y\n", "No column holds ratings: title (notes), notes (notes). Name the raters"),
    (b"unit,codes\n", "no ratings"),
    (b"unit,codes\n1,\xff\n", "not UTF-8"),
    (b"unit,codes\n1,\x00\n", "This is no text"),
    (b"PK\x03\x04nonsense", "workbook is broken"),
    (b"[1, 2", "JSON is cut off or broken at line 1"),
    (b"{}", "no ratings"),
    (b"[" * 100_000, "JSON is nested too deeply"),
    (b"unit,codes\n1," + b"x" * 300 + b"\n", "at most 200 characters"),
    (b'unit,codes,segments\n1,A,"[1]"\n', "segments cannot be read"),
    (b"unit,codes,certainty\n1,A,maybe\n", "Invalid certainty “maybe”"),
    (b"unit,codes,uncoded\n1,A,cannot tell\n", "both codes and a no-code reason"),
    (b"unit,codes\n,A\n1,\n", "Line 2 has codes but names no unit"),
    (b"unit,rater,codes\n1,,A\n1,ada,\n1,bo,\n", "Line 2 names no rater"),
    (b"unit,codes\n1,A,B\n", "Line 2 has 3 cells, the header 2"),
    (b"unit,rater,codes\n1,ada,A\n1,ada,B\n2,bo,A\n", "ada has two codes for unit 1 (lines 2 and 3)"),
    (b'[{"data":{"unit":1},"annotations":[{"result":[]}]}]', "Choose a code"),
    (b'[{"unit":1,"codes":["A"],"segments":[1]}]', "segments cannot be read"),
    (b'[{"unit":null,"codes":["A"]},{"unit":1,"codes":null}]', "names no unit"),
    (b'[{"data":{"unit":1},"annotations":[{"result":[],"was_cancelled":true},{"result":7}]},7]', "no annotation"),
    (b'[{"unit":1,"codes":["\\u0000"]}]', "Choose a code"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_invalid_file_is_one_problem_with_a_reason(people: People, data: bytes, message: str) -> None:
    opened_round(people)
    done = import_file(people.ada, data, "f")
    assert done["created"] == 0
    assert len(done["problems"]) == 1
    assert message in done["problems"][0]["reason"], done


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_download_can_be_imported_again(people: People, file_format: str) -> None:
    coding_round = opened_round(people, multi_label=True)
    text = coding_round.study.units.get(number=1).document.text
    start = text.index("🐛")
    code = rate_with_segment(people, coding_round, text, start)
    rate(people.ada, coding_round, 2, no_code_reason="cannot_tell", memo="=cmd()")
    rate(people.ada, coding_round, 3, memo="none applies")
    file = client(people.ada).get(f"{BASE}codings/own/{file_format}/")
    assert file["Content-Disposition"] == f'attachment; filename="consequences-round-1-ada.{file_format}"'
    repeated = import_file(people.ada, file.content, f"own.{file_format}")
    assert (repeated["unchanged"], repeated["problems"]) == (3, [])
    if file_format != "xlsx":
        for_bo = file.content.replace(b",ada,", b",bo,").replace(b'"rater": "ada"', b'"rater": "bo"')
        imported = import_file(people.bo, for_bo, f"own.{file_format}")
        assert (imported["created"], imported["problems"]) == (3, [])
        first = Coding.objects.get(assignment__rater=people.bo, assignment__unit__number=1)
        assert [(s.code.label, s.start, s.quote) for s in first.segments.all()] == [(code, start, "🐛 can")]
        second = Coding.objects.get(assignment__rater=people.bo, assignment__unit__number=2)
        assert (second.memo, second.no_code_reason) == ("=cmd()", "cannot_tell")


def rate_with_segment(people: People, coding_round: Any, text: str, start: int) -> str:
    from tests.support.factories import code_for

    label = "a;b\\c, “d”"
    code = code_for(people.ada, coding_round, label)
    words = {"code": code.pk, "start": start, "end": start + 5, "quote": text[start : start + 5]}
    rate(people.ada, coding_round, 1, label, segments=[words])
    return label


def test_download_has_only_the_raters_own_codings(people: People) -> None:
    coding_round = opened_round(people)
    rate(people.bo, coding_round, 1, "bo's code")
    rows = json.loads(client(people.ada).get(BASE + "codings/own/json/").content)
    assert rows == []
    assert client(people.ada).get(BASE + "codings/own/exe/").status_code == 404


def test_import_into_a_planned_round_is_refused(people: People) -> None:
    planned_round(people)
    assert import_file(people.ada, "unit,codes\n1,A\n")["code"] == "round_state"


def test_member_whose_name_differs_only_in_case_is_another_member(people: People) -> None:
    # Members of studies made before names that look alike were refused.
    Member.objects.create(study=people.study, name="Ada", is_rater=True, joined_at=people.ada.joined_at)
    opened_round(people)
    result = import_file(people.ada, "unit,rater,code\n1,Ada,Access\n")
    assert "You cannot import the codings of “Ada”" in result["problems"][0]["reason"]
    assert import_file(people.ada, "unit,rater,code\n1,ADA,Access\n")["created"] == 1


def test_plan_states_which_ratings_came_from_a_file(people: People) -> None:
    coding_round = opened_round(people, style="shared")
    import_file(people.ada, "unit,code\n1,Access\n2,Leak\n3,Leak\n", "ada.csv")
    for unit in (1, 2, 3):
        rate(people.bo, coding_round, unit, "Access")
    closed = close_round(by=people.lea, number=1)
    plan = load_ratings(closed).plan
    assert plan.origin == "mixed"
    assert [(row.ratings, row.name) for row in plan.rating_sources] == [((("ada", 3),), "ada.csv")]
