"""REFI-QDA codebooks: our own are read completely, so are those of other programs; hostile ones are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coding.dataset.rows import CodeRow
from coding.formats.refi_qda.read_codebook import read_codebook
from coding.formats.refi_qda.write_codebook import codebook_qdc
from coding.formats.refi_qda.xml import NotRefi
from coding.rendering.escaping import single_line, xml_text
from tests.support.publications import HOSTILE
from tests.support.refi_codebooks import BARE, REFERENCE, TAGUETTE


def test_own_codebook_is_read_unchanged() -> None:
    book = [
        CodeRow("Cause", "Why.\nSecond line.", "When yes", "When not", "Such as\nthis", "#aabbcc"),
        CodeRow("Other", "", "", "Never", "", "#123456", "Cause"),
        CodeRow("Deep", colour="#123456", parent="Other"),
    ]
    assert read_codebook(codebook_qdc(book, "Study")).codes == tuple(book)


def test_hostile_codebook_is_read_except_for_characters_invalid_in_xml() -> None:
    book = [CodeRow(f"{n} {single_line(text)}"[:150], xml_text(text).strip()) for n, text in enumerate(HOSTILE)]
    codes = read_codebook(codebook_qdc(book, "Study")).codes
    assert [code.label for code in codes] == [single_line(code.label) for code in book]
    unbroken = [code.definition.replace("\r\n", "\n").replace("\r", "\n") for code in book]
    assert [code.definition for code in codes] == unbroken


def test_plain_taguette_codebook_is_read() -> None:
    codebook = read_codebook(TAGUETTE)
    assert [(code.label, code.parent) for code in codebook.codes] == [("interesting", ""), ("people.group", "")]
    assert codebook.remarks == ()


def test_codebook_without_namespace_mark_and_guids_is_read() -> None:
    first, second = read_codebook(BARE).codes
    assert first == CodeRow("A b", "Words.", colour="")
    assert second == CodeRow("B", colour="#aabbcc", parent="A b")


@pytest.mark.parametrize("space", ["urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:0:4"])
def test_old_namespace_is_read_like_the_new_one(space: str) -> None:
    content = TAGUETTE.replace(b"urn:QDA-XML:codebook:1.0", space.encode())
    assert len(read_codebook(content).codes) == 2


def test_codebook_of_the_standard_is_read() -> None:
    sample = REFERENCE / "samples" / "annex-a1-codebook.qdc"
    if not sample.exists():
        pytest.skip("the sample of Annex A.1 is not in ../shared/reference/refi-qda")
    content = sample.read_bytes()
    assert len(read_codebook(content).codes) == content.count(b"<Code ") > 3


def test_repeated_names_are_made_unique_with_a_remark() -> None:
    content = b"""<CodeBook><Codes><Code guid="1" name="Other"/><Code guid="2" name="Effect">
    <Code guid="3" name="Other"/></Code><Code guid="4" name="Other"/></Codes></CodeBook>"""
    codebook = read_codebook(content)
    assert [code.label for code in codebook.codes] == ["Other", "Effect", "Effect / Other", "Other (2)"]
    assert len(codebook.remarks) == 2


def test_too_long_label_is_cut() -> None:
    content = TAGUETTE.replace(b"interesting", b"x" * 5_000)
    (first, _) = read_codebook(content).codes
    assert len(first.label) == 200


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not well-formed"),
        (b"\xff\xfe\x00", "is not well-formed"),
        (b"<CodeBook><Codes>", "is not well-formed"),
        (b"<Project/>", "<Project>, but REFI-QDA requires <CodeBook>"),
        (b"<CodeBook><Codes/></CodeBook>", "no code"),
        (b'<!DOCTYPE CodeBook [<!ENTITY a SYSTEM "file:///etc/passwd">]><CodeBook>&a;</CodeBook>', "document type"),
        (TAGUETTE.replace(b"1A02", b"1A01"), "Two codes have the identifier"),
        (
            b"<CodeBook><Codes>" + b'<Code name="a">' * 150 + b"</Code>" * 150 + b"</Codes></CodeBook>",
            "more than 100 levels deep",
        ),
    ],
)
def test_invalid_codebook_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NotRefi, match=sentence):
        read_codebook(content)


def test_round_trip_gives_the_same_bytes() -> None:
    book = read_codebook(TAGUETTE).codes
    written = codebook_qdc([replace(code, colour="#777777") for code in book], "Study")
    assert codebook_qdc(read_codebook(written).codes, "Study") == written
