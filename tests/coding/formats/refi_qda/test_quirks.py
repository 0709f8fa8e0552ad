"""Peculiarities of real REFI-QDA projects: each is imported or reported, and nothing crashes."""

from __future__ import annotations

from typing import Any

import pytest

from coding.formats.refi_qda.outline import outline
from coding.formats.refi_qda.read_project import read_project
from tests.support.refi import (
    CODES,
    HEAD,
    NOTES,
    coded_words,
    codings_of,
    packed,
    project,
    read_xml,
    selection,
    source,
    text_source,
)

ATLAS = HEAD.replace("<Project", '<Project origin="ATLAS.ti 26"')


# ---- what positions count

WINDOWS = "one\r\ntwo\r\nthree"


@pytest.mark.parametrize("head", [HEAD, ATLAS])
@pytest.mark.parametrize(("start", "sentence"), [(10, "two"), (8, "one")])
def test_quotations_decide_how_line_ends_count(head: str, start: int, sentence: str) -> None:
    result = read_project(project(text_source(selection(start, start + 5, "three")), WINDOWS.encode(), head=head))
    assert coded_words(result) == ["three"]
    expected = ["1 text whose positions count a line end as one character, as its selections show (“One”)."]
    assert result.remarks == ([] if sentence == "two" else expected)


@pytest.mark.parametrize("head", [HEAD, ATLAS])
def test_positions_outside_the_text_decide_how_line_ends_count(head: str) -> None:
    result = read_project(project(text_source(selection(10, 15)), WINDOWS.encode(), head=head))
    assert coded_words(result) == ["three"]


def test_position_between_cr_and_lf_excludes_a_convention() -> None:
    assert coded_words(read_project(project(text_source(selection(4, 7)), WINDOWS.encode()))) == ["two"]


def test_standard_applies_if_several_conventions_fit() -> None:
    assert coded_words(read_project(project(text_source(selection(5, 8)), WINDOWS.encode()))) == ["two"]


def test_each_text_has_its_convention_and_undecided_texts_that_of_the_others() -> None:
    sources = (
        source(selection(8, 13, "three"), "internal://a.txt", "A")
        + source(selection(10, 15, "three"), "internal://b.txt", "B")
        + source(selection(8, 13, "three"), "internal://c.txt", "C")
        + source(selection(8, 13), "internal://d.txt", "D")
    )
    result = read_xml(sources, {f"sources/{name}.txt": WINDOWS.encode() for name in "abcd"})
    assert coded_words(result) == ["three"] * 4
    assert result.remarks == [
        "3 texts whose positions count a line end as one character, as its selections show (“A”, “C”, “D”)."
    ]


FACES = "😀😀 a leak 😀\r\nof data"


@pytest.mark.parametrize(
    ("start", "end", "name", "expected"),
    [
        (5, 9, "leak", "leak"),  # code points
        (7, 11, "leak", "leak"),  # UTF-16 units
        (16, 20, "data", "data"),  # code points, CR LF as two
        (15, 19, "data", "data"),  # code points, CR LF as one
        (19, 23, "data", "data"),  # UTF-16 units, CR LF as two
        (18, 22, "data", "data"),  # UTF-16 units, CR LF as one
        (1, 2, "", "😀"),  # the standard, because nothing decides
        (5, 9, "a name of its own", "leak"),
        (19, 23, "", "data"),  # in code points it would be outside the text
    ],
)
def test_utf16_units_are_distinguished_from_code_points(start: int, end: int, name: str, expected: str) -> None:
    assert coded_words(read_project(project(text_source(selection(start, end, name)), FACES.encode()))) == [expected]


def test_position_inside_a_surrogate_pair_is_invalid() -> None:
    inside = selection(7, 11, "leak") + selection(1, 4)
    result = read_project(project(text_source(inside), FACES.encode()))
    assert coded_words(result) == ["leak", FACES.replace("\r\n", "\n")]
    assert "1 selection empty or outside its text: codes applied to the whole text (“One”)." in result.remarks


@pytest.mark.parametrize("start", [4, 5])
def test_byte_order_mark_counts_only_if_quotations_show_it(start: int) -> None:
    content = b"\xef\xbb\xbfone two three"
    result = read_project(project(text_source(selection(start, start + 3, "two")), content))
    assert (coded_words(result), result.sources[0].text) == (["two"], "one two three")


def test_cut_quotation_decides_as_well() -> None:
    text = "zero\r\n" + "a quotation that goes on and on over the line"
    name = "a quotation that goes on …"
    result = read_project(project(text_source(selection(5, 50, name)), text.encode(), head=HEAD))
    assert coded_words(result) == [text[6:]]


# ---- ranges, users, codes


@pytest.mark.parametrize("at", [(5, 99), (3, 3), (6, 2), ("x", ""), (-1, 3), (9**15, 10**15), ("٣", "٤")])
def test_code_of_an_invalid_range_applies_to_the_whole_text(at: tuple[Any, Any]) -> None:
    result = read_project(project(text_source(selection(*at)), b"One two"))
    assert coded_words(result) == ["One two"]
    assert result.remarks == ["1 selection empty or outside its text: codes applied to the whole text (“One”)."]


def test_codings_without_a_user_or_a_code_of_the_file() -> None:
    inside = selection(0, 3, user="nobody") + selection(4, 7, code="none") + selection(0, 3, user="{v}")
    result = read_project(project(text_source(inside), b"One two"))
    assert [(span.user, span.code) for span in result.sources[0].spans] == [("nobody", "c"), ("v", "c")]
    assert result.remarks == [
        "1 coding without a known user: stored under “unknown user” (“One”).",
        "1 coding left out: its code is not in the file (“One”).",
    ]
    assert [(user.name, user.codings) for user in outline(project(text_source(inside), b"One two")).users] == [
        ("unknown user", 1),
        ("Bo", 1),
        ("Ada", 0),
    ]


def test_two_users_of_one_name_are_two_raters() -> None:
    head = HEAD.replace('name="Bo"', 'name="Ada"')
    inside = selection(0, 3) + selection(0, 3, user="V")
    assert list(outline(project(text_source(inside), b"One", head=head)).codings_by_rater) == ["Ada", "Ada (2)"]


def test_groups_in_groups_and_identifiers_in_any_spelling() -> None:
    codes = (
        '<CodeBook><Codes><Code guid="{AB}" name="A" isCodable="false"><Code guid="ab-2" name="A">'
        '<Code guid="AB-3" name="A"/></Code></Code></Codes></CodeBook>'
    )
    inside = selection(0, 3, code="{Ab-3}", user="{u}") + selection(0, 3, code="AB-2", user="v")
    xml = f"{HEAD}{codes}<Sources>{source(inside, 'internal://A.TXT')}</Sources></Project>"
    result = outline(packed({"project.qde": xml.encode(), "sources/a.txt": b"One"}))
    assert [(row.label, row.parent) for row in result.codes.values()] == [
        ("A", ""),
        ("A / A", "A"),
        ("A / A / A", "A / A"),
    ]
    assert {name: codings[1].codes for name, codings in result.codings_by_rater.items()} == {
        "Ada": ("ab-3",),
        "Bo": ("ab-2",),
    }


# ---- where texts are stored


@pytest.mark.parametrize("path", ["internal://T.txt", "T.txt", "internal://t.TXT", r"internal:\\sources\t.txt"])
def test_text_is_found_in_the_file(path: str) -> None:
    assert read_xml(source("", path), {"Sources/T.txt": b"One"}).sources[0].text == "One"


@pytest.mark.parametrize(
    "path",
    ["relative:///../secret.txt", "/etc/passwd", "C:\\Users\\ada\\a.txt", "file:///etc/passwd", "http://x/y.txt"],
)
def test_text_outside_the_archive_is_not_opened(path: str) -> None:
    result = read_xml(source(selection(0, 3), path))
    assert (result.sources, result.remarks) == (
        [],
        ["1 text left out: stored outside the file (“One”).", "1 coding lost with sources that were left out."],
    )
    assert "etc" not in " ".join(result.remarks)  # remarks must not show paths on the author's disk


def test_source_with_only_formatted_text_is_reported() -> None:
    rich = '<TextSource guid="S" name="One" richTextPath="internal://a.docx"/>'
    assert read_xml(rich, {"sources/a.docx": b"PK"}).remarks == [
        "1 text left out: the file has only formatted text (“One”)."
    ]


def test_pdf_is_read_as_its_plain_text_with_the_codes_of_its_pages() -> None:
    pdf = f"""<PDFSource guid="P" name="Paper" creatingUser="U"><PDFSelection page="1" creatingUser="V">
    <Coding><CodeRef targetGUID="C"/></Coding></PDFSelection>
    <Representation guid="R" plainTextPath="internal://t.txt">{selection(4, 7)}</Representation></PDFSource>"""
    result = read_xml(pdf, {"sources/t.txt": b"One two"})
    assert sorted(codings_of(result)) == [("Paper", "Ada", "Leak", "two"), ("Paper", "Bo", "Leak", "One two")]
    assert result.remarks == []


def test_sources_without_text_are_counted_with_their_codings() -> None:
    coded = '<PictureSelection><Coding><CodeRef targetGUID="C"/></Coding></PictureSelection>'
    result = read_xml(
        f'<PictureSource name="P">{coded}{coded}</PictureSource><AudioSource name="Q"/><VideoSource name="R"/>'
        '<!-- x --><Odd name="S"/>'
    )
    assert result.remarks == [
        "1 picture left out, as only texts are read (“P”).",
        "2 codings lost with sources that were left out.",
        "1 sound left out, as only texts are read (“Q”).",
        "1 video left out, as only texts are read (“R”).",
        "1 source left out, as only texts are read (“S”).",
    ]


# ---- notes, descriptions, and elements that are not imported


def test_notes_become_memos() -> None:
    noted = selection(0, 3).replace("</Coding>", '<NoteRef targetGUID="{n1}"/></Coding>')
    result = read_xml(
        source(noted + selection(0, 3, user="V") + '<NoteRef targetGUID="N3"/>', "internal://t.txt"),
        {"sources/t.txt": b"One two", "sources/n.txt": b"\xef\xbb\xbfseen"},
        after=NOTES,
    )
    assert [span.memo for span in result.sources[0].spans] == ["Bo: seen\nWhy: because", "seen"]
    assert result.sources[0].notes == [("u", "Of the text")]
    assert result.remarks == ["1 link left out.", "1 note on elements that were not read, left out."]


def test_note_on_a_text_belongs_to_its_author_who_coded_it() -> None:
    note = '<NoteRef targetGUID="N1"/><NoteRef targetGUID="N2"/>'
    inside = selection(0, 3) + selection(0, 3, user="W") + note
    head = HEAD.replace("</Users>", '<User guid="W" name="Cy"/></Users>')
    xml = f"{head}{CODES}<Sources>{source(inside, 'internal://t.txt')}</Sources>{NOTES}</Project>"
    content = packed({"project.qde": xml.encode(), "sources/t.txt": b"One two", "sources/n.txt": b"seen"})
    result = outline(content)
    assert {name: codings[1].memo for name, codings in result.codings_by_rater.items()} == {
        "Ada": "Bo: seen\nWhy: because",  # one note is linked to the shared selection, the other is on the text
        "Cy": "Bo: seen",
    }
    assert "1 link left out." in result.remarks


def test_description_and_note_of_a_code_become_its_description() -> None:
    codes = CODES.replace('name="Leak"/>', 'name="Leak"><Description>d</Description><NoteRef targetGUID="N1"/></Code>')
    xml = f"{HEAD}{codes}{NOTES}</Project>"
    assert read_project(packed({"project.qde": xml.encode()})).codes[0].description == "d\nAda: Why: because"


def test_unsupported_elements_are_reported_with_their_number() -> None:
    after = """<Variables><Variable guid="1" name="age"/></Variables>
    <Cases><Case guid="2"><VariableValue/></Case><Case name="P"/></Cases>
    <Sets><Set guid="3" name="x"/></Sets><Graphs><Graph/><Graph/></Graphs>"""
    assert read_xml("", after=after).remarks == [
        "2 cases left out: they refer to no text (“P”).",
        "2 graphs left out.",
        "1 set left out.",
    ]


def test_many_omissions_of_one_kind_are_one_remark() -> None:
    result = read_xml("".join(source("", f"internal://{n}.txt", f"T{n}") for n in range(500)))
    assert result.remarks == ["500 texts left out: not in the file (“T0”, “T1”, “T2” and 497 more)."]


def test_comment_by_a_user_without_a_code_is_reported() -> None:
    commented = selection(0, 3).replace('<Coding><CodeRef targetGUID="C"/></Coding>', "<Description>hm</Description>")
    inside = commented + selection(0, 3, user="V") + selection(0, 3, user="W")
    head = HEAD.replace("</Users>", '<User guid="W" name="Cy"/></Users>')
    result = outline(project(text_source(inside), b"One", head=head))
    assert result.remarks == ["1 comment by users who gave the text no code, left out (“One”)."]
    assert list(result.codings_by_rater) == ["Bo", "Cy"]


def test_empty_text_is_read() -> None:
    result = read_project(project(text_source(selection(0, 0)), b""))
    assert (result.sources[0].text, coded_words(result)) == ("", [""])
