"""REFI-QDA projects: our own are read with every coding and its user, and so are peculiarities of real files."""

from __future__ import annotations

from collections import Counter

import pytest

from advisories.text.reading import clean
from coding.formats.refi_qda import archive as refi_archive
from coding.formats.refi_qda.outline import outline
from coding.formats.refi_qda.read_project import read_project
from coding.formats.refi_qda.xml import NotRefi
from tests.support import SHARED
from tests.support import publications as factory
from tests.support.refi import HEAD, codings_of, packed, project, text_source

REFERENCE = SHARED / "reference" / "refi-qda"


@pytest.mark.parametrize("make", [factory.small, factory.open_style, factory.multi_label, factory.model])
def test_own_project_is_read_with_every_coding_and_its_user(make) -> None:
    publication = make()
    inputs, result = publication.data, read_project(factory.rendered("study.qdpx", publication))
    units = {unit.number: unit for unit in inputs.units}
    expected: Counter[tuple[str, str, str, str]] = Counter()
    for row in inputs.codings:
        unit, marked = units[row.unit], dict(zip(row.own_codes, row.merged_codes, strict=True))
        spans = [(marked[s.code], s.quote) for s in row.segments]
        spans += [(code, unit.text) for code in row.merged_codes if code not in {code for code, _ in spans}]
        expected += Counter((unit.identifier, row.rater, code, words) for code, words in spans)
    for row in inputs.decisions:
        unit = units[row.unit]
        expected += Counter((unit.identifier, "consensus", code, unit.text) for code in row.codes)
    assert codings_of(result) == expected
    assert [source.text for source in result.sources] == [unit.text for unit in inputs.units]


def test_hostile_project_is_read_with_its_texts() -> None:
    publication = factory.hostile()
    result = read_project(factory.rendered("study.qdpx", publication))
    assert [source.text for source in result.sources] == [clean(unit.text) for unit in publication.data.units]
    codings = sum(len(row.merged_codes) for row in publication.data.codings) + len(publication.data.decisions)
    assert sum(codings_of(result).values()) == codings


def test_selection_of_several_users_and_coding_of_a_whole_source_are_read() -> None:
    inside = """<PlainTextSelection startPosition="0" endPosition="3" creatingUser="U"><Description>why</Description>
    <Coding creatingUser="{u}"><CodeRef targetGUID="{c}"/></Coding>
    <Coding creatingUser="v"><CodeRef targetGUID="c"/></Coding>
    </PlainTextSelection><Coding creatingUser="V"><CodeRef targetGUID="C"/></Coding>"""
    result = read_project(project(text_source(inside), b"One two"))
    assert codings_of(result) == {
        ("One", "Ada", "Leak", "One"): 1,
        ("One", "Bo", "Leak", "One"): 1,
        ("One", "Bo", "Leak", "One two"): 1,
    }
    memos = {(result.users.names[span.user], span.memo) for span in result.sources[0].spans if span.memo}
    assert memos == {("Ada", "why")}


@pytest.mark.parametrize(
    ("author", "coders", "memos"),
    [
        ("U", "UV", {("Ada", "why")}),
        ("V", "UV", {("Bo", "why")}),
        ("V", "U", {("Bo", "why")}),  # whose memo it is does not depend on who coded
        ("", "U", {("Ada", "why")}),
        ("", "UV", set()),  # it may be of either, so it is nobody's
    ],
)
def test_memo_of_a_selection_is_its_authors(author: str, coders: str, memos: set[tuple[str, str]]) -> None:
    by = f'creatingUser="{author}"' if author else ""
    codings = "".join(f'<Coding creatingUser="{user}"><CodeRef targetGUID="C"/></Coding>' for user in coders)
    inside = f'<PlainTextSelection startPosition="0" endPosition="3" {by}><Description>why</Description>{codings}'
    result = read_project(project(text_source(f"{inside}</PlainTextSelection>"), b"One two"))
    assert {(result.users.names[span.user], span.memo) for span in result.sources[0].spans if span.memo} == memos
    left_out = "1 memo without an author on a passage that several coded, left out (“One”)."
    assert (left_out in result.remarks) == (not memos)


@pytest.mark.parametrize(
    ("text", "head", "start"),
    [
        (b"one\r\ntwo\r\nthree", HEAD, 10),  # two characters per line end
        (b"one\r\ntwo\r\nthree", HEAD.replace("<Project", '<Project origin="ATLAS.ti 26"'), 8),  # one
        (b"\xef\xbb\xbfone\ntwo\nthree", HEAD, 8),  # the mark does not count
        ("one\n😀wo\nthree".encode(), HEAD, 8),
    ],
)
def test_offsets_are_those_of_the_cleaned_text(text: bytes, head: str, start: int) -> None:
    selection = f'<PlainTextSelection startPosition="{start}" endPosition="{start + 5}">'
    inside = f'{selection}<Coding><CodeRef targetGUID="C"/></Coding></PlainTextSelection>'
    result = read_project(project(text_source(inside), text, head=head))
    assert [words for *_, words in codings_of(result)] == ["three"]


def test_omissions_are_reported() -> None:
    inside = '<PlainTextSelection startPosition="5" endPosition="99"/><PlainTextSelection startPosition="x"/>'
    sources = (
        text_source(inside) + '<PDFSource name="Paper"/><TextSource name="Gone" plainTextPath="internal://no.txt"/>'
    )
    result = read_project(project(sources, b"One two"))
    assert result.remarks == [
        "1 PDF left out, as only texts are read (“Paper”).",
        "1 text left out: not in the file (“Gone”).",
        "2 selections empty or outside its text (“One”).",
    ]


def test_project_of_the_standard_is_refused_because_its_texts_are_missing() -> None:
    sample = REFERENCE / "samples" / "annex-a2-atlas-simple.qdpx"
    if not sample.exists():
        pytest.skip("the sample of Annex A.2 is not in ../shared/reference/refi-qda")
    result = read_project(sample.read_bytes())
    assert result.users.names
    assert "6 texts left out: not in the file" in " ".join(result.remarks)
    with pytest.raises(NotRefi, match=r"^The project has no readable text\. 6 texts left out: not in the file"):
        outline(sample.read_bytes())


def test_example_of_three_coders_is_read() -> None:
    sample = REFERENCE / "example" / "minimal.qdpx"
    if not sample.exists():
        pytest.skip("the example is not in ../shared/reference/refi-qda")
    result = read_project(sample.read_bytes())
    assert sorted(result.users.names.values()) == ["Ada Rater", "Ben Rater", "Cleo Adjudicator"]
    words = Counter(words for *_, words in codings_of(result))
    assert words["The comment field is not escaped"] == words["Café résumé"] == 1
    assert len(result.codes) == 8


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no zip", "Not a .qdpx file"),
        (packed({"a.txt": b""}), "has one .qde at its top level, but this file has 0"),
        (packed({"a.qde": b"<Project/>", "b.qde": b"<Project/>"}), "has 2"),
        (packed({"a.qde": b"<CodeBook/>"}), "REFI-QDA requires <Project>"),
        (packed({"../a.qde": b"<Project/>"}), "leads outside"),
        (packed({"a.qde": b"<Project/>" + b" " * (8 << 20)}), "times its size"),
        (project(text_source(""), b"0" * (8 << 20)), "times its size"),
        (packed({"a.qde": b"<!DOCTYPE x [<!ENTITY y 'z'>]><Project>&y;</Project>"}), "document type"),
        (project(text_source(""), b"\xff\xfe\x00"), "not in UTF-8"),
    ],
)
def test_hostile_file_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NotRefi, match=sentence):
        read_project(content)


def test_limits_apply_to_members_that_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_archive, "LIMITS", refi_archive.Limits(file_bytes=10))
    with pytest.raises(NotRefi, match="too large"):
        read_project(project(text_source(""), b"One two"))
