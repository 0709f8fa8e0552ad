"""The workbook for offline coding: what it holds, and that it comes back through the door of all files."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from coding.clock import fixed
from coding.formats.rating_sheets.offline import OfflineCode, OfflineUnit, OfflineWorkbook, offline_xlsx
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.read import File, read_files
from coding.models import Coding, Member
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.offline import offline_workbook
from coding.steps.study import add_member
from tests.coding.steps.test_enter_files import enter
from tests.support.entering import codes_of, without_account
from tests.support.factories import People, client, opened_round, planned_round, rate, study

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/studies/consequences/rounds/1/codings/workbook/"
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def downloaded(member: Member, rater: str = "") -> bytes:
    answer = client(member).get(ADDRESS, {"rater": rater} if rater else {})
    assert answer.status_code == 200, answer.content
    return bytes(answer.content)


def filled(content: bytes, *rows: dict[str, str], about: dict[str, str] | None = None) -> bytes:
    """Fill in the rows of the sheet Codings, in its order; `about` changes cells of the last sheet."""
    book = load_workbook(io.BytesIO(content))
    names = [cell.value for cell in book["Codings"][1]]
    for line, row in enumerate(rows, 2):
        for name, value in row.items():
            book["Codings"].cell(line, names.index(name) + 1, value).data_type = "s"
    for cell, value in (about or {}).items():
        book["About"][cell] = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def enter_book(member: Member, content: bytes, **reading: Any) -> Any:
    return enter(member, [("mine.xlsx", content)], **reading)


def texts_of(content: bytes) -> list[str]:
    book = load_workbook(io.BytesIO(content))
    return [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]


def test_the_workbook_comes_back_as_the_codings_of_its_rater(people: People) -> None:
    opened_round(people, style="shared")
    rate(people.bo, people.study.rounds.get(), 1, "leak", memo="bo's secret")
    with fixed(NOON):
        content, again = downloaded(people.ada), downloaded(people.ada)
    assert content == again
    assert not any("bo's secret" in text or text == "bo" or "high" in text for text in texts_of(content))
    back = filled(
        content,
        {"code": "leak", "memo": "=1+1", "certainty": "unsure", "discuss": "yes"},
        {"no code because": "cannot tell"},
        {"code": "'=new; one"},
    )
    answer = enter_book(people.ada, back)
    assert (answer["created"], answer["problems"], answer["remarks"]) == (3, [], [])
    assert answer["new_codes"] == ["'=new; one"]
    assert codes_of("ada") == {1: ["leak"], 2: [], 3: ["'=new; one"]}
    first, second, _ = Coding.objects.filter(assignment__rater=people.ada).order_by("assignment__unit__number")
    assert (first.memo, first.certainty, first.flagged_for_discussion) == ("=1+1", "unsure", True)
    assert second.no_code_reason == "cannot_tell"
    assert enter_book(people.ada, back)["unchanged"] == 3
    changed = filled(content, {"code": "crash"})
    assert "different coding" in enter_book(people.ada, changed)["problems"][0]["reason"]


def test_sorted_missing_and_added_parts_of_a_workbook_are_read_by_its_rules(people: People) -> None:
    opened_round(people, style="shared", multi_label=True)
    book = load_workbook(io.BytesIO(downloaded(people.ada)))
    sheet = book["Codings"]
    rows = [[cell.value for cell in row] for row in sheet]
    assert rows[0][3:8] == [f"code {number}" for number in range(1, 6)]
    header, one, two, three = rows
    three[3:5], one[4] = ["leak", "crash; burn"], "leak"
    sheet.delete_rows(1, 4)
    for row in ([*header, "mine"], [*three, "added"], one):
        sheet.append(row)
    answer = enter_book(people.ada, saved(book))
    assert (answer["problems"], codes_of("ada")) == ([], {1: ["leak"], 3: ["leak", "crash; burn"]})
    left = {row["name"]: row["why"] for row in answer["reading"]["left_out"]}
    assert left["mine"] == "the workbook has no such column"
    two[0], two[3] = 3, "leak"  # is unit 2 by its identifier
    sheet.append(two)
    assert "name two different units" in enter_book(people.ada, saved(book))["problems"][0]["reason"]
    assert Coding.objects.count() == 2


def test_a_workbook_of_another_study_round_or_rater_is_refused_by_name(people: People) -> None:
    opened_round(people, style="shared")
    content = downloaded(people.ada)
    [line] = [cell.row for cell in load_workbook(io.BytesIO(content))["About"]["A"] if "workbook 1" in cell.value]
    for cell, value, sentence in (
        ("B", "other", "This workbook is for another study that is called “Consequences” as well."),
        ("C", "2", "This workbook is for round 2, not for round 1."),
        ("D", "bo", "This is the workbook of “bo”, not of ada."),
        ("D", "nobody", "This is the workbook of “nobody”, not of ada."),
    ):
        answer = enter_book(people.ada, filled(content, {"code": "leak"}, about={f"{cell}{line}": value}))
        assert [row["reason"] for row in answer["problems"]] == [sentence]
    assert enter_book(people.bo, filled(content, {"code": "leak"}))["created"] == 0
    answer = enter_book(people.ada, filled(content, {"code": "leak"}, about={f"E{line}": "x"}))
    assert answer["created"] == 1
    assert answer["remarks"][0]["reason"].startswith("The workbook was made for other units")


def test_a_lead_downloads_and_enters_for_raters_without_an_account_only(people: People) -> None:
    without_account(people, "carl", "dora")
    assert client(people.lea).get(ADDRESS, {"rater": "ada"}).status_code == 400
    assert client(people.ada).get(ADDRESS, {"rater": "carl"}).status_code == 400
    assert client(people.lea).get(ADDRESS).json()["detail"] == "lea has no units in round 1."
    books = [
        filled(downloaded(people.lea, name), {"code": code}) for name, code in (("carl", "leak"), ("dora", "crash"))
    ]
    answer = enter(people.lea, [(f"{n}.xlsx", book) for n, book in enumerate(books)])
    assert (answer["created"], answer["problems"]) == (2, [])
    assert (codes_of("carl"), codes_of("dora")) == ({1: ["leak"]}, {1: ["crash"]})


def test_a_second_lead_learns_nothing_of_what_the_first_one_entered(people: People) -> None:
    add_member(study=people.study, by=people.lea, name="carl", roles=["rater"], user=None)
    plan = plan_round(by=people.lea, style="open", raters=["ada", "carl"], final_rater="cleo")
    coding_round = open_round(by=people.lea, number=plan.number)
    enter(people.lea, [("carl.csv", "unit,carl\n1,Carl's code\n")])
    Member.objects.filter(pk=people.vic.pk).update(is_lead=True)
    assert "Carl's code" in texts_of(downloaded(people.lea, "carl"))
    assert "Carl's code" not in texts_of(downloaded(people.vic, "carl"))
    coding_round.assignments.filter(rater__name="carl", unit__number=3).update(reassigned_at=NOON)
    for member, units in ((people.lea, [1, 2]), (people.vic, [1, 2, 3])):
        member.refresh_from_db()
        content = offline_workbook(by=member, coding_round=coding_round, rater="carl")
        assert [unit.number for unit in content.units] == units


def test_classifications_are_in_the_workbook_only_if_the_round_shows_them(people: People) -> None:
    opened_round(people, style="shared", show_classifications=True)
    book = load_workbook(io.BytesIO(downloaded(people.ada)))
    assert [cell.value for cell in book["Texts"][2]][3:] == ["high", "7.5", "CWE-79"]


def test_a_workbook_is_there_while_the_round_is_open(people: People) -> None:
    planned_round(people)
    assert client(people.ada).get(ADDRESS).status_code == 409
    assert client(people.vic).get(ADDRESS.replace("/1/", "/9/")).status_code == 404
    assert client().get(ADDRESS).status_code in {401, 403}


def test_the_number_of_queries_does_not_grow_with_the_units(people: People, django_assert_num_queries: Any) -> None:
    for title, units in (("Consequences", 3), ("More", 9)):
        of = people if title == "Consequences" else study(title, units)
        opened_round(of, style="shared")
        http = client(of.ada)
        with django_assert_num_queries(7):
            assert http.get(ADDRESS.replace("consequences", of.study.slug)).status_code == 200


def _book(**changes: Any) -> OfflineWorkbook:
    units = [OfflineUnit(n, f"CVE-2026-000{n}", "=title", "text " * n, f"{n}" * 64) for n in (1, 2)]
    content = OfflineWorkbook("s", "=S", 1, "@ann", "2026-01-15", units, [OfflineCode("=leak", "+def")])
    return replace(content, **changes)


def test_lists_texts_and_formats_are_as_spreadsheets_need_them() -> None:
    for is_fixed, style in ((True, "stop"), (False, "information")):
        book = load_workbook(io.BytesIO(offline_xlsx(_book(is_fixed=is_fixed, code_columns=5))))
        sheet = book["Codings"]
        lists = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
        codes = next(v for v in lists.values() if v.formula1 == "Codes!$A$2:$A$200")
        assert (codes.errorStyle or "stop", codes.showErrorMessage, bool(codes.showDropDown)) == (style, True, False)
        assert all(sheet.cell(row, column).number_format == "@" for row in (2, 3) for column in range(4, 9))
        assert (sheet.freeze_panes, sheet["C2"].alignment.wrap_text) == ("A2", True)
        assert {cell.data_type for each in book for row in each for cell in row} <= {"s", "inlineStr", "n"}
    texts = load_workbook(io.BytesIO(offline_xlsx(_book(units=[OfflineUnit(1, "a", "b", "x" * 40_000, "c")]))))["Texts"]
    assert len(texts["C2"].value) == 32_767
    assert texts["C2"].value.endswith("… (cut; read it in Intercoder)")


def test_two_workbooks_are_compared_without_a_study() -> None:
    files = [
        File(
            f"{name}.xlsx", filled(offline_xlsx(_book(codes=[])), {"code": "leak"}, {"code": code}, about={"D8": name})
        )
        for name, code in (("ann", "leak"), ("ben", "crash"))
    ]
    book = load_workbook(io.BytesIO(files[0].content))
    [line] = [cell.row for cell in book["About"]["A"] if "workbook 1" in cell.value]
    files = [File(file.name, filled(file.content, about={f"D{line}": file.name[:3]})) for file in files]
    read = read_files(files)
    assert (read.raters, read.codes["ben"]) == (("ann", "ben"), [("leak",), ("crash",)])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda book: book.remove(book["Codings"]), "no sheet Codings"),
        (lambda book: book["Codings"].delete_cols(1), "The column “unit” is missing"),
        (lambda book: book["Codings"].delete_cols(4), "The column “code” is missing"),
        (lambda book: book["Codings"].__setitem__("D2", "=1+1"), "a formula without a saved value"),
        (lambda book: book["Codings"].__setitem__("D2", NOON.replace(tzinfo=None)), "holds the date"),
        (lambda book: book["Codings"].__setitem__("D1", "memo"), "Two columns are called"),
        (lambda book: None, "No unit has a code yet"),
    ],
)
def test_a_workbook_that_was_changed_is_refused_in_a_sentence(change: Any, sentence: str) -> None:
    book = load_workbook(io.BytesIO(offline_xlsx(_book())))
    change(book)
    with pytest.raises(UnreadableRatings, match=sentence):
        read_files([File("ann.xlsx", saved(book))], fewest=1)


def test_a_memo_may_be_a_date() -> None:
    book = load_workbook(io.BytesIO(offline_xlsx(_book())))
    names = [cell.value for cell in book["Codings"][1]]
    book["Codings"]["D2"] = "leak"
    book["Codings"].cell(2, names.index("memo") + 1, NOON.replace(tzinfo=None))
    read = read_files([File("ann.xlsx", saved(book))], fewest=1)
    [details] = read.answers[0].details.values()
    assert details["memo"].startswith("2026-01-15")


def test_merged_codes_of_a_workbook_are_asked_about() -> None:
    book = load_workbook(io.BytesIO(offline_xlsx(_book())))
    book["Codings"]["D2"] = "leak"
    book["Codings"].merge_cells("D2:D3")
    with pytest.raises(UnreadableRatings, match="Does the code hold for both units"):
        read_files([File("ann.xlsx", saved(book))], fewest=1)
