"""Codings entered from files as people have them: whose they are, which unit a cell is for, what is asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coding.models import Coding, Member, RatingSource
from tests.support.entering import codes_of, without_account
from tests.support.factories import People, client, opened_round

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/studies/consequences/rounds/1/codings/import/"
Files = str | list[tuple[str, str | bytes]]


def enter(member: Member, files: Files, *, dry_run: bool = False, rater: str = "", **reading: Any) -> Any:
    """Enter files as this member; return the JSON of the answer."""
    named = [("codes.csv", files)] if isinstance(files, str) else files
    uploads = [
        SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode()) for name, content in named
    ]
    body = {"file": uploads, "rater": rater, "reading": json.dumps(reading)}
    answer = client(member).post(ADDRESS + ("?dry_run=true" if dry_run else ""), body)
    assert answer.status_code in {200, 400, 403, 422}, answer.content
    return answer.json()


def choices(answer: Any) -> dict[str, list[str]]:
    assert answer["code"] == "reading_needed", answer
    return {ask["option"]: [choice["value"] for choice in ask["choices"]] for ask in answer["asks"]}


def test_each_rater_gets_the_column_of_their_name_and_the_source_says_what_else_the_file_held(people: People) -> None:
    opened_round(people, style="shared")
    sheet = "unit,ada,bo,consequence\n1,leak,leak,leak\n2,crash,leak,crash\n3,leak,leak,leak\n"
    for member in (people.ada, people.bo):
        answer = enter(member, sheet)
        assert (answer["created"], answer["problems"]) == (3, [])
        assert [rater["name"] for rater in answer["reading"]["raters"]] == [member.name]
    assert (codes_of("ada")[2], codes_of("bo")[2]) == (["crash"], ["leak"])
    sources = RatingSource.objects.order_by("entered_at")
    assert [(row.held_others, row.held_final) for row in sources] == [(["bo"], "consequence"), (["ada"], "consequence")]
    assert len({row.sha256 for row in sources}) == 1


def test_checks_of_the_answer_say_nothing_of_other_raters(people: People) -> None:
    opened_round(people)
    labels = ("Secret of bo", "secret of bo", "Secret of Bo")  # so alike that the whole file has a check about them
    rows = "".join(f"{n},leak,{label}\n" for n, label in enumerate(labels, 1))
    answer = enter(people.ada, f"unit,ada,bo\n{rows}", dry_run=True)
    assert answer["created"] == 3
    assert "secret" not in json.dumps(answer).casefold()
    assert {"what": "rater", "name": "bo", "count": 1, "why": "their ratings are not entered"} in answer["reading"][
        "left_out"
    ]


@pytest.mark.parametrize(
    ("name", "matches"),
    [("ADA", True), ("ada@example.org", True), ("ada l.", False)],
    ids=["name in another case", "e-mail address", "another name"],
)
def test_a_person_is_known_by_name_and_address(people: People, name: str, matches: bool) -> None:
    opened_round(people)
    user = people.ada.user
    user.email = "ada@example.org"
    user.save()
    answer = enter(people.ada, f"unit,{name},bo\n1,leak,crash\n2,crash,leak\n")
    if matches:
        assert (answer["created"], codes_of("ada")) == (2, {1: ["leak"], 2: ["crash"]})
    else:
        assert choices(answer) == {"raters": [name]}  # never bo, who is another member


def test_annotators_of_whom_none_is_the_member_are_asked_about_without_their_codes(people: People) -> None:
    opened_round(people)
    annotations = [
        {"completed_by": number, "result": [{"from_name": "c", "value": {"choices": [code]}}]}
        for number, code in ((7, "of seven"), (3, "of three"))
    ]
    tasks = json.dumps([{"id": 5, "data": {"ghsa": "GHSA-con-0001", "cvss": 2}, "annotations": annotations}])
    answer = enter(people.ada, [("tasks.json", tasks)])
    assert choices(answer) == {"raters": ["annotator 3", "annotator 7"]}
    assert "of seven" not in json.dumps(answer)
    assert not Coding.objects.exists()
    assert enter(people.ada, [("tasks.json", tasks)], raters="annotator 3")["created"] == 1
    assert codes_of("ada") == {1: ["of three"]}
    source = RatingSource.objects.get()
    assert source.held_others == ["annotator 7"]
    assert {"option": "raters", "value": "annotator 3", "ratings": None} in source.reading["decided"]


def test_one_other_person_is_asked_about_and_a_member_is_never_taken(people: People) -> None:
    opened_round(people)
    sheet = "unit,rater,code\n1,B. Bo,leak\n2,B. Bo,leak\n"
    answer = enter(people.ada, sheet)
    assert answer["detail"] == "codes.csv: These are B. Bo's ratings. Are they yours?"
    assert enter(people.ada, sheet, raters=["B. Bo"])["created"] == 2
    for reading in ({}, {"raters": "bo"}):
        refused = enter(people.ada, "unit,bo,cleo\n3,leak,leak\n1,crash,crash\n", **reading)
        assert (refused["created"], len(refused["problems"])) == (0, 1)


def test_of_several_files_each_named_after_a_rater_only_the_own_one_is_taken(people: People) -> None:
    opened_round(people)
    files: Files = [("bo.csv", "unit,code\n1,leak\n"), ("ada.csv", "unit,code\n2,crash\n")]
    answer = enter(people.ada, files)
    assert (answer["created"], codes_of("ada")) == (1, {2: ["crash"]})
    assert answer["problems"] == [{"source": "bo.csv", "reason": "bo has an account and enters their own ratings."}]
    assert enter(people.ada, [("my.csv", "unit,code\n1,leak\n")])["created"] == 1


def test_a_cell_goes_to_the_unit_that_its_line_names(people: People) -> None:
    opened_round(people)
    sheet = "id,ghsa_id,codes\n0,ghsa-con-0001,A\n1,GHSA-CON-0002,B\n2,https://github.com/advisories/GHSA-con-0003,C\n"
    assert enter(people.ada, sheet)["problems"] == []
    assert codes_of("ada") == {1: ["A"], 2: ["B"], 3: ["C"]}


def test_a_line_that_names_two_units_is_refused_and_columns_that_slipped_are_refused_whole(people: People) -> None:
    opened_round(people)
    slipped = "unit,ghsa_id,code\n1,GHSA-con-0002,A\n2,GHSA-con-0003,A\n3,GHSA-con-0003,A\n"
    answer = enter(people.ada, slipped)
    assert (answer["created"], len(answer["problems"])) == (0, 1)
    assert "2 of 3 lines name two different units, the first at codes.csv:2" in answer["problems"][0]["reason"]


def test_one_contradicting_line_is_refused_and_the_others_count() -> None:
    from tests.support.factories import study

    people = study(units=6)
    opened_round(people)
    rows = "".join(f"{n},GHSA-con-000{n if n != 2 else 3},A\n" for n in range(1, 7))
    answer = enter(people.ada, f"unit,ghsa_id,code\n{rows}")
    assert answer["created"] == 5
    assert answer["problems"] == [
        {
            "source": "codes.csv:3",
            "reason": "Unit 2 is GHSA-con-0002, but the line says GHSA-con-0003. Correct one of the two.",
        }
    ]


def test_rows_are_units_only_if_it_is_said(people: People) -> None:
    opened_round(people)
    asked = choices(enter(people.ada, "ada,bo\nleak,crash\ncrash,leak\n"))
    assert asked == {"row_numbers": ["true"]}
    assert enter(people.ada, "ada,bo\nleak,crash\ncrash,leak\n", row_numbers=True)["created"] == 2
    assert codes_of("ada") == {1: ["leak"], 2: ["crash"]}


def test_all_questions_of_all_files_are_asked_at_once(people: People) -> None:
    opened_round(people)
    files = [
        ("one.csv", "unit,rater,label,code\n1,ada,x,p\n1,bo,y,p\n2,ada,x,q\n"),
        ("two.csv", "A,B\nleak,crash\ncrash,leak\n"),
    ]
    assert choices(enter(people.ada, files)) == {"code_column": ["label", "code"], "raters": ["A", "B"]}


def test_several_files_of_one_rater_are_entered(people: People) -> None:
    opened_round(people)
    files: Files = [("a.csv", "unit,code\n1,leak\n"), ("b.csv", "unit,code\n2,crash\n3,leak\n")]
    asked = enter(people.ada, files)
    assert [ask["choices"][0]["value"] for ask in asked["asks"]] == ["a", "b"]
    answer = enter(people.ada, files, raters="a,b")
    assert [(row["file"], row["created"]) for row in answer["raters"]] == [("a.csv", 1), ("b.csv", 2)]
    assert [file["name"] for file in answer["reading"]["files"]] == ["a.csv", "b.csv"]


def test_a_cell_with_two_codes_is_refused_where_a_round_takes_one(people: People) -> None:
    opened_round(people)
    rows = [{"unit": 1, "codes": ["Crash", "Leak"]}, {"unit": 2, "codes": ["Leak"]}]
    answer = enter(people.ada, [("codes.json", json.dumps(rows))])
    assert answer["created"] == 1
    assert answer["problems"][0]["reason"] == "Unit 1 has two codes (Crash, Leak); this round takes one."


def test_labels_are_taken_as_they_stand(people: People) -> None:
    opened_round(people)
    enter(people.ada, "unit,codes\n1,C:\\new\n2,a\\;b\n3,trail ..\\\n")
    assert codes_of("ada") == {1: ["C:\\new"], 2: ["a\\;b"], 3: ["trail ..\\"]}


def test_a_unit_on_two_lines_is_asked_about_if_the_codes_differ(people: People) -> None:
    opened_round(people)
    sheet = "unit,ada,bo\n1,leak,x\n1,leak,y\n2,leak,x\n2,crash,x\n"
    assert choices(enter(people.ada, sheet)) == {"doubled": ["first", "last", "drop"]}
    answer = enter(people.ada, sheet, doubled="last")
    assert (answer["created"], codes_of("ada")) == (2, {1: ["leak"], 2: ["crash"]})


def test_a_unit_under_two_names_counts_once_if_the_codes_are_equal(people: People) -> None:
    opened_round(people)
    answer = enter(people.ada, "unit,code\n1,leak\nGHSA-con-0001,leak\n2,crash\n")
    assert (answer["created"], answer["problems"]) == (2, [])
    assert answer["remarks"][0]["reason"] == "Unit 1 is at codes.csv:2 with the same codes; it counts once."


def test_text_of_a_unit_names_it(people: People) -> None:
    opened_round(people)
    text = people.study.units.get(number=2).document.text
    lines = "\n".join(json.dumps({"id": 1, "text": each, "label": ["leak"]}) for each in (text, "a text of no unit"))
    answer = enter(people.ada, [("all.jsonl", lines)])
    assert (answer["created"], codes_of("ada")) == (1, {2: ["leak"]})
    assert "Unknown unit “a text of no unit”" in answer["problems"][0]["reason"]


@pytest.mark.parametrize(
    ("reading", "sentence"),
    [
        ({"layoutt": "wide"}, "“reading” has no option “layoutt”."),
        ({"layout": "square"}, "--layout square is not known."),
        ({"blanks": "keep"}, "--blanks is for manage.py agreement."),
        ({"doubled": "count"}, "--doubled count is for manage.py agreement."),
    ],
)
def test_an_option_that_does_not_exist_is_refused(people: People, reading: dict[str, Any], sentence: str) -> None:
    opened_round(people)
    assert sentence in enter(people.ada, "unit,code\n1,leak\n", **reading)["detail"]


def test_lead_enters_for_two_raters_without_an_account_at_once(people: People) -> None:
    without_account(people, "carl", "dora")
    sheet = "unit,carl,dora\n1,B,A\n2,A,A\n3,B,A\n"
    answer = enter(people.lea, sheet)
    assert [(row["rater"], row["created"]) for row in answer["raters"]] == [("carl", 3), ("dora", 3)]
    assert codes_of("carl") == {1: ["B"], 2: ["A"], 3: ["B"]}
    sources = RatingSource.objects.all()
    assert sorted(row.held_others for row in sources) == [["carl"], ["dora"]]
    assert {row.entered_by.name for row in sources} == {"lea"}
    assert len({row.sha256 for row in sources}) == 1


def test_lead_enters_for_one_rater_and_never_for_a_member_with_an_account(people: People) -> None:
    without_account(people, "carl")
    assert enter(people.lea, "unit,code\n1,leak\n", rater="ada")["detail"] == (
        "ada has an account and enters their own ratings."
    )
    assert choices(enter(people.lea, "unit,code\n1,leak\n")) == {"rater": ["carl"]}
    assert enter(people.lea, "unit,code\n1,leak\n", rater="carl")["created"] == 1
    answer = enter(people.lea, "unit,ada,carl\n2,leak,crash\n3,leak,leak\n")
    assert (answer["created"], [row["reason"] for row in answer["problems"]]) == (
        2,
        ["ada has an account and enters their own ratings."],
    )
    assert codes_of("ada") == {}
    assert enter(people.ada, "unit,code\n1,leak\n", rater="carl")["code"] == "bad_input"


def test_a_person_who_is_no_member_is_offered_as_one(people: People) -> None:
    without_account(people, "carl")
    answer = enter(people.lea, "unit,carl,dora\n1,leak,leak\n2,leak,crash\n")
    [ask] = answer["asks"]
    assert ask["sentence"] == "No member is called dora. Add dora as a rater without an account?"
    assert ask["choices"] == [
        {"value": "dora", "says": "to add dora"},
        {"value": "carl", "says": "to leave dora out", "option": "raters"},
    ]
    assert enter(people.lea, "unit,carl,dora\n1,leak,leak\n2,leak,crash\n", raters="carl")["created"] == 2
    refused = enter(people.lea, "unit,code\n1,leak\n", rater="dora")
    assert refused["detail"] == "No member is called dora. Add dora as a rater without an account?"


def test_a_column_is_entered_for_one_rater_only(people: People) -> None:
    without_account(people, "carl", "dora")
    sheet = "unit,code\n1,leak\n2,crash\n"
    assert enter(people.lea, sheet, rater="carl")["created"] == 2
    answer = enter(people.lea, sheet, rater="dora")
    assert (answer["created"], codes_of("dora")) == (0, {})
    assert answer["problems"][0]["reason"] == "This file was entered for carl already."
    assert enter(people.lea, sheet, rater="carl")["unchanged"] == 2
    # What another person entered is not compared: it would tell whose ratings a column is.
    assert enter(people.ada, sheet)["created"] == 2


def test_rater_without_an_account_is_added_by_a_lead_only(people: People) -> None:
    address = "/api/v1/studies/consequences/members/"
    body = {"name": "carl", "roles": ["rater"], "account": False}
    assert client(people.ada).post(address, body, format="json").status_code == 403
    added = client(people.lea).post(address, body, format="json")
    assert (added.status_code, added.json()["username"], added.json()["roles"]) == (201, None, ["rater"])
    carl = Member.objects.get(study=people.study, name="carl")
    assert (carl.user_id, carl.is_rater, carl.joined_at is None) == (None, True, False)
    for change, field in (
        ({"name": "carl"}, None),
        ({"name": "CARL"}, None),
        ({"name": ""}, "name"),
        ({"name": "dora", "username": "bo"}, "username"),
        ({"name": "dora", "roles": ["lead"]}, "roles"),
        ({"name": "dora", "roles": ["rater", "adjudicator"]}, "roles"),
        ({"name": "dora", "account": True}, "username"),
    ):
        refused = client(people.lea).post(address, {**body, **change}, format="json")
        assert refused.status_code == 400, change
        assert list(refused.json().get("fields", {})) == ([field] if field else []), refused.json()
    assert not Member.objects.filter(study=people.study, name="dora").exists()


def test_file_with_the_name_of_another_member_is_asked_about(people: People) -> None:
    opened_round(people, style="shared")
    sheet = "unit,code\n1,leak\n2,crash\n"
    for name in ("bo.csv", "codes_bo.csv"):
        answer = enter(people.ada, [(name, sheet)])
        assert answer["detail"] == f"{name}: The file has the name of bo. Are its ratings yours?"
        assert choices(answer) == {"raters": [name.removesuffix(".csv")]}
    assert not Coding.objects.exists()
    assert enter(people.ada, [("bo.csv", sheet)], raters=["bo"])["created"] == 2
    assert {"option": "raters", "value": "bo", "ratings": None} in RatingSource.objects.get().reading["decided"]
    assert enter(people.bo, [("bo and ada.csv", sheet)])["created"] == 2  # it has the own name, too


def test_lead_is_asked_about_a_file_with_the_name_of_another_member(people: People) -> None:
    without_account(people, "carl")
    sheet = "unit,code\n1,leak\n"
    assert [row["reason"] for row in enter(people.lea, [("ada.csv", sheet)])["problems"]] == [
        "ada has an account and enters their own ratings."
    ]
    answer = enter(people.lea, [("ada.csv", sheet)], rater="carl")
    assert answer["detail"] == "ada.csv: The file has the name of ada. Are its ratings those of carl?"
    assert enter(people.lea, [("carl.csv", sheet)])["created"] == 1
