"""REFI-QDA files that we write are valid, complete, and suitable for the programs that read them."""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
from collections import Counter
from dataclasses import replace

import pytest
from lxml import etree

from coding.dataset.rows import CodeRow
from coding.formats import CODEBOOK, formats_of
from coding.formats.refi_qda.write_codebook import EmptyCodebook, guid
from coding.results.derive import Publication, derive
from tests.support import SHARED
from tests.support import publications as factory

SCHEMAS = SHARED / "reference" / "refi-qda"
P = "{urn:QDA-XML:project:1.0}"
C = "{urn:QDA-XML:codebook:1.0}"
STUDIES = [factory.small, factory.open_style, factory.multi_label, factory.hostile, factory.empty]


def schema(name: str) -> etree.XMLSchema:
    if not (SCHEMAS / name).exists():
        pytest.skip(f"{name} is not in ../shared/reference/refi-qda")
    return etree.XMLSchema(etree.parse(SCHEMAS / name))


def opened(publication: Publication) -> tuple[etree._Element, dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(factory.rendered("study.qdpx", publication))) as project:
        names = project.namelist()
        assert names[0] == "project.qde"
        texts = {name: project.read(name).decode() for name in names[1:]}
        return etree.fromstring(project.read("project.qde")), texts


def codebook(*codes: CodeRow) -> etree._Element:
    return etree.fromstring(formats_of(CODEBOOK)["qdc"].write(codes, "Study"))


@pytest.mark.parametrize("make", STUDIES)
def test_project_is_valid(make) -> None:
    schema("Project.xsd").assertValid(opened(make())[0])


@pytest.mark.parametrize("make", STUDIES[:-1])
def test_codebook_is_valid(make) -> None:
    inputs = make().data
    schema("Codebook.xsd").assertValid(
        etree.fromstring(formats_of(CODEBOOK)["qdc"].write(inputs.codebook, inputs.title))
    )


def test_empty_codebook_is_refused_in_a_sentence() -> None:
    with pytest.raises(EmptyCodebook, match="allows no empty one"):
        formats_of(CODEBOOK)["qdc"].write([], "Study")


@pytest.mark.parametrize("make", STUDIES)
def test_every_reference_in_a_project_has_its_target(make) -> None:
    root, texts = opened(make())
    guids = Counter(element.get("guid") for element in root.iter() if element.get("guid"))
    assert max(guids.values()) == 1
    assert {element.get("targetGUID") for element in root.iter() if element.get("targetGUID")} <= set(guids)
    assert {element.get("creatingUser") for element in root.iter() if element.get("creatingUser")} <= {
        user.get("guid") for user in root.iter(f"{P}User")
    }
    paths = {source.get("plainTextPath") for source in root.iter(f"{P}TextSource")}
    assert {path.replace("internal://", "sources/") for path in paths} == set(texts)


@pytest.mark.parametrize("make", STUDIES)
def test_names_of_a_project_are_unique_whatever_their_case(make) -> None:
    root, _ = opened(make())
    for kind in ("User", "Code", "TextSource"):
        names = [element.get("name").casefold() for element in root.iter(f"{P}{kind}")]
        assert len(set(names)) == len(names)
    assert "default" not in {user.get("name") for user in root.iter(f"{P}User")}


def test_every_coding_and_decision_is_written() -> None:
    publication = factory.open_style()
    root, _ = opened(publication)
    names = {element.get("guid"): element.get("name") for element in root.iter() if element.get("name")}
    written = Counter()
    for source in root.iter(f"{P}TextSource"):
        for coding in source.iter(f"{P}Coding"):
            assert coding.getparent().get("creatingUser") == coding.get("creatingUser")
            written[source.get("name"), names[coding.get("creatingUser")], names[coding[0].get("targetGUID")]] += 1
    inputs = publication.data
    identifiers = {unit.number: unit.identifier for unit in inputs.units}
    expected = [(identifiers[row.unit], row.rater, code) for row in inputs.codings for code in row.merged_codes]
    expected += [(identifiers[row.unit], "consensus", code) for row in inputs.decisions for code in row.codes]
    assert written == Counter(expected)


def test_segment_is_a_selection_in_code_points_and_a_code_without_segment_selects_the_text() -> None:
    publication = factory.open_style()
    root, texts = opened(publication)
    source = next(element for element in root.iter(f"{P}TextSource") if element.get("name") == "GHSA-0002")
    text = texts[source.get("plainTextPath").replace("internal://", "sources/")]
    assert text == publication.data.units[1].text
    spans = [
        text[int(selection.get("startPosition")) : int(selection.get("endPosition"))]
        for selection in source.iter(f"{P}PlainTextSelection")
    ]
    assert spans == ["An attacker", text, text]


def test_selection_has_memo_certainty_and_own_code() -> None:
    root, _ = opened(factory.open_style())
    first = next(root.iter(f"{P}PlainTextSelection"))
    assert first.findtext(f"{P}Description") == "clear\nAs the rater named it: access (a)\nCertainty: certain"
    assert first.get("creationDateTime") == "2026-02-03T04:05:06Z"


def test_coding_without_a_code_is_a_selection_without_a_coding() -> None:
    root, _ = opened(factory.multi_label())
    bare = [s for s in root.iter(f"{P}PlainTextSelection") if s.find(f"{P}Coding") is None]
    assert [s.findtext(f"{P}Description").splitlines()[-1] for s in bare] == ["No code applies."] * 2


def test_missing_times_are_those_of_the_release() -> None:
    publication = factory.small()
    codings = tuple(replace(row, submitted_at="yesterday") for row in publication.data.codings)
    root, _ = opened(derive(factory.changed(publication.data, codings=codings)))
    times = {element.get("creationDateTime") for element in root.iter(f"{P}Coding")}
    assert times == {"2026-03-01T00:00:00Z", "2026-02-21T00:00:00Z"}


def test_rater_with_the_name_of_the_consensus_user_is_renamed() -> None:
    codings = [factory.coding(1, "Consensus", "A"), factory.coding(1, "default", "A")]
    root, _ = opened(derive(factory.dataset(codings, [], raters=("Consensus", "default"))))
    assert [user.get("name") for user in root.iter(f"{P}User")] == ["Consensus (2)", "default (2)", "consensus"]


def test_code_missing_in_the_codebook_is_added() -> None:
    publication = factory.small()
    bare = replace(publication, data=replace(publication.data, codebook=publication.data.codebook[:1]))
    root, _ = opened(bare)
    assert [code.get("name") for code in root.iter(f"{P}Code")] == ["Access", "Leak", "Outage"]


def test_codes_are_below_their_parents_and_repeated_names_have_the_parents_name() -> None:
    root = codebook(
        CodeRow("Cause"), CodeRow("Other", parent="Cause"), CodeRow("other", parent="Effect"), CodeRow("CAUSE")
    )
    codes = [(code.get("name"), code.get("isCodable"), code.getparent().get("name")) for code in root.iter(f"{C}Code")]
    assert codes == [
        ("Effect", "false", None),
        ("Effect / other", "true", "Effect"),
        ("Cause", "true", None),
        ("Other", "true", "Cause"),
        ("CAUSE (2)", "true", None),
    ]


def test_codes_that_are_parents_of_each_other_are_written() -> None:
    root = codebook(CodeRow("A", parent="B"), CodeRow("B", parent="A"))
    assert {code.get("name") for code in root.iter(f"{C}Code")} == {"A", "B"}


def test_description_has_all_texts_and_invalid_colour_is_omitted() -> None:
    code = CodeRow("A", "Def.", "When yes", "When not", "Such as", colour="#AbC")
    first, second = codebook(code, CodeRow("B", colour="red")).iter(f"{C}Code")
    assert first[0].text == "Def.\nWhen to use: When yes\nWhen not to use: When not\nExamples: Such as"
    assert (first.get("color"), second.get("color")) == ("#AbC", None)


def test_xml_has_no_byte_order_mark_and_guids_have_one_spelling() -> None:
    content = formats_of(CODEBOOK)["qdc"].write(factory.small().data.codebook, "Study")
    assert content.startswith(b"<?xml")
    guids = re.findall(rb'guid="([^"]*)"', content)
    assert all(re.fullmatch(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", guid) for guid in guids)


@pytest.mark.parametrize("name", [("code", "A"), ("selection", 1, "é😀", 'quote"'), ("x",)])
def test_guid_is_a_uuid_of_version_5(name: tuple[str | int, ...]) -> None:
    space = uuid.UUID("6f0f6a5e-3c0b-5d53-9a4e-8d0a5f7f2c11")
    assert guid("Study", *name) == str(uuid.uuid5(space, json.dumps(["Study", *name])))
