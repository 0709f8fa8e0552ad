"""Values of variables: those of the source, those of its cases, and invalid ones."""

from __future__ import annotations

import pytest

from coding.dataset.imported_metadata import Facts, Value, imported_metadata, metadata_json
from coding.formats.refi_qda import variables as refi_values
from coding.formats.refi_qda.read_project import ReadProject
from coding.formats.refi_qda.variables import kind_of
from tests.support.refi import read_xml, source

VARIABLES = """<Variables><Variable guid="{A}" name="Age" typeOfVariable="Integer"/>
<Variable guid="b" name=" Home&#10;town " typeOfVariable="Text"/><Variable guid="c" name="" typeOfVariable="Text"/>
</Variables>"""


def value(variable: str, text: str, kind: str = "Text") -> str:
    return f'<VariableValue><VariableRef targetGUID="{variable}"/><{kind}Value>{text}</{kind}Value></VariableValue>'


def read(on_source: str, cases: str = "") -> ReadProject:
    texts = source(on_source, "internal://t.txt") + source("", "internal://t.txt", "Two")
    return read_xml(texts, {"sources/t.txt": b"words"}, after=f"{VARIABLES}<Cases>{cases}</Cases>")


def test_values_of_a_source_have_their_names_and_types() -> None:
    result = read(value("a", "44", "Integer") + value("B", "Köln") + value("c", "x") + value("{b}", ""))
    assert result.sources[0].values == (
        Value("Age", "Integer", "44"),
        Value("Home town", "Text", "Köln"),
        Value("unnamed", "Text", "x"),
    )
    assert result.sources[1].values == ()
    assert result.remarks == []


def test_values_of_a_case_are_those_of_its_texts() -> None:
    named = f'<Case guid="1" name="P 1">{value("a", "44", "Integer")}{refs("SOne", "STwo")}</Case>'
    nameless = f'<Case guid="2">{value("b", "Bonn")}{refs("STwo")}</Case>'
    result = read(value("a", "45", "Integer"), named + nameless)
    assert [row.values for row in result.sources] == [
        (Value("Age", "Text", "45; 44"), Value("Case", "Text", "P 1")),
        (Value("Case", "Text", "P 1"), Value("Age", "Integer", "44"), Value("Home town", "Text", "Bonn")),
    ]
    assert result.remarks == ["1 case stored as values of their texts, with the name as “Case” (“P 1”)."]


def test_case_may_refer_to_its_texts_as_members() -> None:
    case = f'<Case guid="1">{value("a", "44")}<MemberSource targetGUID="STwo"/></Case>'
    assert [row.values for row in read("", case).sources] == [(), (Value("Age", "Text", "44"),)]


def refs(*guids: str) -> str:
    return "".join(f'<SourceRef targetGUID="{guid}"/>' for guid in guids)


def test_value_without_a_variable_is_counted() -> None:
    result = read(value("z", "x") + value("z", "y"))
    assert result.sources[0].values == ()
    assert result.remarks == ["2 values left out: its variable is not in the file."]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("Integer", "-7", "Integer"),
        ("Integer", "7.5", "Text"),
        ("Integer", "٣", "Text"),
        ("Float", "7.5", "Float"),
        ("Float", "1e5", "Text"),
        ("Float", "NaN", "Text"),
        ("Boolean", "true", "Boolean"),
        ("Boolean", "True", "Text"),
        ("Date", "2026-02-28", "Date"),
        ("Date", "2026-02-30", "Text"),
        ("Date", "20260228", "Text"),
        ("DateTime", "2026-02-28T10:00:00Z", "DateTime"),
        ("DateTime", "2026-02-28T25:00:00Z", "Text"),
        ("Script", "x", "Text"),
    ],
)
def test_value_that_is_invalid_for_its_type_is_text(kind: str, text: str, expected: str) -> None:
    assert kind_of(kind, text) == expected


def test_limits_are_applied_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_values, "MOST", 1)
    monkeypatch.setattr(refi_values, "MOST_READ", 3)
    monkeypatch.setattr(refi_values, "LONGEST", 10)
    result = read("".join(value("a", "x" * 15) + value("b", "y") for _ in range(2)))
    assert result.sources[0].values == (Value("Age", "Text", "x" * 9 + "…"),)
    assert result.remarks == [
        "1 value of variables left out: more than 1 variables on one text (“One”).",
        "1 value of variables left out: more than 3 on one text (“One”).",
        "1 value of a variable cut after 10 characters (“One”).",
    ]


def test_values_that_are_facts_become_facts() -> None:
    rows = [
        Value("Severity", "Text", "Medium"),
        Value("CVSS_score", "Float", "7.50"),
        Value("project", "Text", "Kit"),
        Value("published", "Date", "2026-01-02"),
        Value("aliases", "Text", "CVE-2026-1; PYSEC-2026-2"),
        Value("cwes", "Text", "CWE-79"),
        Value("Gender", "Text", "f"),
    ]
    assert imported_metadata(metadata_json("GHSA-1", rows)) == Facts(
        identifier="GHSA-1",
        severity="moderate",
        cvss_score=7.5,
        project="Kit",
        published="2026-01-02",
        aliases=("CVE-2026-1", "PYSEC-2026-2"),
        cwes=("CWE-79",),
        values=(Value("Gender", "Text", "f"),),
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [("severity", "awful"), ("cvss_score", "11"), ("cvss_score", "x"), ("published", "then"), ("cwes", "79")],
)
def test_value_that_is_not_a_fact_remains_a_value(name: str, text: str) -> None:
    row = Value(name, "Text", text)
    assert imported_metadata(metadata_json("One", [row])) == Facts(identifier="One", values=(row,))


def test_first_of_two_values_of_a_fact_counts() -> None:
    rows = [Value("severity", "Text", "low"), Value("SEVERITY", "Text", "high")]
    assert imported_metadata(metadata_json("One", rows)) == Facts(identifier="One", severity="low", values=(rows[1],))


def test_unit_without_imported_metadata_has_no_facts() -> None:
    assert imported_metadata(None) == Facts()
