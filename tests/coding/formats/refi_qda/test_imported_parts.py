"""Parts of a project other than plain codings are imported or counted: users, notes, cases, paths, markup, memos."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coding.formats.refi_qda.outline import outline
from coding.formats.refi_qda.read_project import read_project
from coding.results.derive import derive
from tests.support import publications as factory
from tests.support.publications import coding, dataset, rendered
from tests.support.refi import CODES, HEAD, coded_words, packed, project, read_xml, selection, source, text_source


def test_users_missing_in_the_file_remain_distinct() -> None:
    inside = selection(0, 3, user="g5") + selection(4, 7, user="g6")
    result = outline(project(text_source(inside), b"One two"))
    assert list(result.codings_by_rater) == ["unknown user", "unknown user (2)"]
    assert "2 codings without a known user: stored under “unknown user” (“One”)." in result.remarks


def test_unknown_user_is_not_a_user_of_that_name() -> None:
    head = HEAD.replace('name="Bo"', 'name="unknown user"')
    inside = selection(0, 3, user="V") + selection(4, 7, user="g6")
    assert list(outline(project(text_source(inside), b"One two", head=head)).codings_by_rater) == [
        "unknown user",
        "unknown user (2)",
    ]


def test_repeated_user_identifier_is_reported() -> None:
    head = HEAD.replace("</Users>", '<User guid="u" name="Cy"/><User name="Di"/></Users>')
    texts = source(selection(0, 3, user=""), "internal://t.txt")
    result = read_xml(texts, {"sources/t.txt": b"One two"}, head=head)
    assert result.remarks == [
        "1 user left out: another user has the same identifier (“Cy”).",
        "1 coding without a known user: stored under “unknown user” (“One”).",
    ]


def test_codings_on_notes_and_codes_of_cases_are_counted() -> None:
    after = (
        f'<Cases><Case name="P"><CodeRef targetGUID="C"/><SourceRef targetGUID="SOne"/></Case></Cases>'
        f'<Notes><Note guid="N" name="Memo"><PlainTextContent>so</PlainTextContent>{selection(0, 2)}</Note></Notes>'
    )
    assert read_xml(source("", "internal://t.txt"), {"sources/t.txt": b"words"}, after=after).remarks == [
        "1 coding of notes left out (“Memo”).",
        "1 code of a case left out (“P”).",
        "1 case stored as values of their texts, with the name as “Case” (“P”).",
        "1 note on elements that were not read, left out.",
    ]


def test_coding_of_two_codes_gives_both() -> None:
    codes = CODES.replace("</Codes>", '<Code guid="D" name="D" isCodable="true"/></Codes>')
    inside = (
        '<PlainTextSelection guid="s" startPosition="0" endPosition="3" creatingUser="U"><Coding>'
        '<CodeRef targetGUID="C"/><CodeRef targetGUID="D"/></Coding></PlainTextSelection>'
    )
    xml = f"{HEAD}{codes}<Sources>{source(inside, 'internal://t.txt')}</Sources></Project>"
    result = read_project(packed({"project.qde": xml.encode(), "sources/t.txt": b"One two"}))
    assert [span.code for span in result.sources[0].spans] == ["c", "d"]


@pytest.mark.parametrize(
    "path",
    [
        "absolute:///home/me/other/t.txt",
        "relative://../b/t.txt",
        "file:///etc/t.txt",
        r"C:\x\t.txt",
        "/t.txt",
        "internal://y/t.txt",
        "internal:///etc/t.txt",
        "ftp:t.txt",
    ],
)
def test_external_file_is_not_replaced_by_a_member_of_the_same_name(path: str) -> None:
    result = read_xml(source("", path), {"sources/t.txt": b"words"})
    assert result.sources == []
    assert len(result.remarks) == 1


def test_file_names_are_compared_in_one_unicode_form() -> None:
    assert words_of("internal://cafe\u0301.txt", "caf\u00e9.txt") == ["words"]


def words_of(path: str, name: str) -> list[str]:
    return [row.text for row in read_xml(source("", path), {f"sources/{name}": b"words"}).sources]


def test_comments_and_markup_do_not_cut_text() -> None:
    inside = (
        "<Description>a<!-- c -->b</Description>"
        "<PlainTextContent>hello <!-- c -->world <b>and</b> more<?pi x?></PlainTextContent>" + selection(6, 11, "world")
    )
    result = read_xml(f'<TextSource guid="S" name="One">{inside}</TextSource>')
    assert (result.sources[0].text, result.sources[0].memo, coded_words(result)) == (
        "hello world and more",
        "ab",
        ["world"],
    )
    assert result.remarks == []


def test_code_directly_in_a_selection_is_read() -> None:
    inside = (
        '<PlainTextSelection guid="s" startPosition="4" endPosition="7" creatingUser="V"><CodeRef targetGUID="C"/>'
        "<Description>why</Description></PlainTextSelection>"
    )
    result = read_project(project(text_source(inside), b"One two"))
    assert [(span.user, span.code, span.start, span.memo) for span in result.sources[0].spans] == [("v", "c", 4, "why")]


def test_subcodes_may_be_in_an_element_of_their_own() -> None:
    below = '<SubCodes><Code guid="B" name="B"/></SubCodes>'
    codes = f'<CodeBook><Codes><Code guid="A" name="A">{below}</Code></Codes></CodeBook>'
    xml = f"{HEAD}{codes}<Sources>{source('', 'internal://t.txt')}</Sources></Project>"
    result = read_project(packed({"project.qde": xml.encode(), "sources/t.txt": b"One"}))
    assert [(code.guid, code.parent) for code in result.codes] == [("a", ""), ("b", "a")]


def test_text_in_another_folder_is_found() -> None:
    assert [row.text for row in read_xml(source("", "internal://Texts/t.txt"), {"texts/T.txt": b"words"}).sources] == [
        "words"
    ]


def test_texts_of_one_name_are_numbered() -> None:
    texts = source("", "internal://t.txt") * 2
    result = read_xml(texts, {"sources/t.txt": b"words"})
    assert [row.name for row in result.sources] == ["One", "One (2)"]
    assert result.remarks == ["1 name of a text cut or numbered (“One”)."]


def test_codings_of_a_text_that_is_too_long_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coding.formats.refi_qda.texts.LONGEST_TEXT", 3)
    result = read_project(project(text_source(selection(0, 3)), b"One two"))
    assert result.remarks == [
        "1 text left out: longer than 3 characters (“One”).",
        "1 coding lost with sources that were left out.",
    ]


MEMOS = [
    "To discuss.",
    "I am unsure here.\nCertainty: unsure",
    "Nothing fits well.\nNo code applies.",
    "\\To discuss.",
    "\\\\The rater cannot tell.\nThe rater cannot tell.",
    "\\input{x}",
]


@pytest.mark.parametrize("memo", MEMOS)
@pytest.mark.parametrize("more", [{}, {"flagged_for_discussion": True, "certainty": "fairly"}])
@pytest.mark.parametrize("codes", [("A",), ()])
def test_memo_like_labelled_lines_is_read_unchanged(memo: str, more: dict[str, Any], codes: tuple[str]) -> None:
    first = replace(coding(1, "Ada", *codes, memo=memo), **more)
    others = [coding(1, "Bo", "A"), coding(2, "Ada", "A"), coding(2, "Bo", "A")]
    read = outline(rendered("study.qdpx", derive(dataset([first, *others], [])))).codings_by_rater["Ada"][1]
    assert (read.memo, read.flagged_for_discussion, read.certainty) == (
        memo,
        first.flagged_for_discussion,
        first.certainty,
    )
    assert len(read.codes) == len(codes)


@pytest.mark.parametrize("question", ["Why?", "Why?\nRelease 1, round 2, open style.\nOr not?", "", "Sample: a\nb"])
@pytest.mark.parametrize("notice", ["", "The labels are constructed."])
def test_question_and_notice_are_read_unchanged(question: str, notice: str) -> None:
    result = outline(rendered("study.qdpx", factory.small(question=question, notice=notice)))
    assert (result.question, result.notice) == (question, notice)
