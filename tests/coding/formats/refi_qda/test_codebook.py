"""REFI-QDA codebooks: ours come back whole, those of other programs are read, hostile ones are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coding.dataset.rows import CodeRow
from coding.formats.refi_qda.read_codebook import read_codebook
from coding.formats.refi_qda.write_codebook import codebook_qdc
from coding.formats.refi_qda.xml import NotRefi
from coding.rendering.escaping import single_line, xml_text
from tests.support import SHARED
from tests.support.publications import HOSTILE

REFERENCE = SHARED / "reference" / "refi-qda"

TAGUETTE = b"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.4">
<Codes><Code guid="0B0A7F0E-58A5-5D0E-9D52-0F5A4A3C1A01" name="interesting" isCodable="true"/>
<Code guid="0B0A7F0E-58A5-5D0E-9D52-0F5A4A3C1A02" name="people.group" isCodable="true"/></Codes><Sets/></CodeBook>"""
BARE = b"""\xef\xbb\xbf<CodeBook><Codes><Code guid="{AB}" name=" A\n b " color="rgba(1,2,3,4)"><!-- x -->
<Description> Words. </Description><Code name="B" isCodable="0" color="#aBc"/></Code></Codes></CodeBook>"""


def test_own_codebook_comes_back_with_everything() -> None:
    book = [
        CodeRow("Cause", "Why.\nSecond line.", "When yes", "When not", "Such as\nthis", "#aabbcc"),
        CodeRow("Other", "", "", "Never", "", "#123456", "Cause"),
        CodeRow("Deep", colour="#123456", parent="Other"),
    ]
    assert read_codebook(codebook_qdc(book, "Study")).codes == tuple(book)


def test_hostile_codebook_comes_back_but_for_what_xml_cannot_hold() -> None:
    book = [CodeRow(f"{n} {single_line(text)}"[:150], xml_text(text).strip()) for n, text in enumerate(HOSTILE)]
    found = read_codebook(codebook_qdc(book, "Study")).codes
    assert [code.label for code in found] == [single_line(code.label) for code in book]
    unbroken = [code.definition.replace("\r\n", "\n").replace("\r", "\n") for code in book]
    assert [code.definition for code in found] == unbroken


def test_plain_taguette_codebook_is_read() -> None:
    found = read_codebook(TAGUETTE)
    assert [(code.label, code.parent) for code in found.codes] == [("interesting", ""), ("people.group", "")]
    assert found.remarks == ()


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


def test_names_that_stand_twice_are_told_apart_and_it_is_said() -> None:
    content = b"""<CodeBook><Codes><Code guid="1" name="Other"/><Code guid="2" name="Effect">
    <Code guid="3" name="Other"/></Code><Code guid="4" name="Other"/></Codes></CodeBook>"""
    found = read_codebook(content)
    assert [code.label for code in found.codes] == ["Other", "Effect", "Effect / Other", "Other (2)"]
    assert len(found.remarks) == 2


def test_label_is_cut_where_it_is_too_long() -> None:
    content = TAGUETTE.replace(b"interesting", b"x" * 5_000)
    (first, _) = read_codebook(content).codes
    assert len(first.label) == 200


@pytest.mark.parametrize(
    ("content", "said"),
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
def test_what_is_no_codebook_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(NotRefi, match=said):
        read_codebook(content)


def test_round_trip_keeps_the_bytes() -> None:
    book = read_codebook(TAGUETTE).codes
    written = codebook_qdc([replace(code, colour="#777777") for code in book], "Study")
    assert codebook_qdc(read_codebook(written).codes, "Study") == written
