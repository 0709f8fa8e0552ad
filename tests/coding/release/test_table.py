"""Table, records and codebook: the numbers are correct, and real readers read hostile text unchanged."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from coding.formats import CODEBOOK, formats_of
from coding.release import RELEASE_FILES
from coding.release.tables.records import disagreements_csv
from coding.rendering.escaping import split_codes
from coding.results.derive import derive
from tests.support import publications as factory
from tests.support.publications import HOSTILE, MODEL_COUNTS
from tests.support.tables import rows


def test_table_of_the_model_study_has_its_counts_and_full_proportions() -> None:
    table = rows(factory.model(), "table.csv")
    assert [(row["consequence"], int(row["count"])) for row in table] == list(MODEL_COUNTS.items())
    assert [row["count"] for row in table] == ["93", "16", "14", "7", "6", "4", "4", "3", "1", "1"]
    assert table[0]["proportion"] == repr(93 / 149)


def test_table_has_exactly_the_four_promised_columns() -> None:
    header = factory.rendered("table.csv", factory.model()).split(b"\r\n")[0]
    assert header == b"consequence,definition,count,proportion"


def test_markdown_table_of_the_model_study_prints_rounded_percentages() -> None:
    lines = factory.rendered("table.md", factory.model()).decode().splitlines()
    shares = [line.split(" | ")[3] for line in lines if line.startswith("| ") and line[2] in "UIEDAU"]
    assert shares == ["62.4", "10.7", "9.4", "4.7", "4.0", "2.7", "2.7", "2.0", "0.7", "0.7"]


def test_goodman_is_empty_if_units_may_have_several_codes() -> None:
    assert {row["goodman_low"] for row in rows(factory.multi_label(), "intervals.csv")} == {""}
    assert "" not in {row["goodman_low"] for row in rows(factory.small(), "intervals.csv")}


def test_unknown_severity_has_a_word() -> None:
    inputs = factory.small().data
    published = derive(factory.changed(inputs, units=tuple(replace(unit, severity="") for unit in inputs.units)))
    assert rows(published, "severity.csv")[-1] == {"severity": "unknown", "count": "4"}
    assert {row["severity"] for row in rows(published, "units.csv")} == {"unknown"}


def test_codings_have_own_and_matched_codes() -> None:
    first = rows(factory.open_style(), "codings.csv")[0]
    assert first == {
        "unit": "1",
        "identifier": "GHSA-0001",
        "rater": "Ada",
        "codes": "access (a)",
        "matched": "Access",
        "uncoded": "",
        "certainty": "certain",
        "discuss": "",
        "memo": "clear",
        "version": "1",
        "submitted_at": "2026-02-03T04:05:06Z",
        "source": "",
        "entered_by": "",
        "entered_at": "",
    }
    assert rows(factory.open_style(), "segments.csv")[0]["quote"] == "An attacker"
    assert len(rows(factory.open_style(), "matching.csv")) == 6


def test_coding_without_a_code_differs_from_a_missing_one() -> None:
    codings = {(row["unit"], row["rater"]): row["codes"] for row in rows(factory.multi_label(), "codings.csv")}
    assert codings["2", "Ada"] == ";"
    assert ("2", "Dee") not in codings
    given = {row["unit"]: row for row in rows(factory.multi_label(), "disagreements.csv")}["2"]
    assert (given["codes_Ada"], given["codes_Bo"], given["codes_Dee"]) == (";", "Leak", "")


def test_each_disagreement_is_one_row_with_its_decision() -> None:
    disagreements = rows(factory.small(), "disagreements.csv")
    assert [(row["unit"], row["codes_Ada"], row["codes_Bo"], row["decided"], row["how"]) for row in disagreements] == [
        ("3", "Access", "Outage", "Access", "final_rater"),
        ("4", "Outage", "Leak", "Leak", "discussion"),
    ]


def test_open_disagreement_has_no_decision() -> None:
    waiting = derive(factory.changed(factory.small().data, decisions=()))
    assert (
        b"".join(disagreements_csv(waiting))
        .splitlines(keepends=True)[1]
        .endswith(b"3,GHSA-0003,different,Access,Outage,,,,,open\r\n")
    )


def test_hostile_texts_are_read_unchanged_from_csv() -> None:
    publication = factory.hostile()
    codings = rows(publication, "codings.csv")
    assert [split_codes(row["codes"]) for row in codings[::2]] == [(label,) for label in HOSTILE]
    assert [row["memo"] for row in codings[::2]] == list(HOSTILE)
    assert {row["consequence"] for row in rows(publication, "table.csv")} == set(HOSTILE)
    assert [row["reason"] for row in rows(publication, "decisions.csv")] == list(HOSTILE)


@pytest.mark.parametrize(
    "name", [name for name in RELEASE_FILES if name.endswith(".csv") and not RELEASE_FILES[name].streamed]
)
def test_no_cell_of_a_csv_file_is_a_formula(name: str) -> None:
    content = factory.rendered(name, factory.hostile()).decode()
    for row in csv.reader(io.StringIO(content, newline="")):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell


@pytest.mark.parametrize("name", ["table.md", "methods.md", "codebook.md"])
def test_data_is_never_markup_in_markdown(name: str) -> None:
    page = MarkdownIt("commonmark").enable("table").render(factory.rendered(name, factory.hostile()).decode())
    for markup in ("<script", "<i>", "<a ", "<b>", "<code>/"):
        assert markup not in page
    if name == "table.md":
        assert page.count("<tr>") == 1 + len(HOSTILE)
        assert page.count("<td") == 5 * len(HOSTILE)


def test_texts_are_text_cells_in_a_workbook() -> None:
    book = load_workbook(io.BytesIO(factory.rendered("table.xlsx", factory.hostile())))
    cells = [cell for row in book["Consequences"].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    labels = {cell.value for cell in cells if cell.column == 1}
    assert "=cmd|' /C calc'!A0" in labels
    assert factory.LONG in labels
    assert book["Note"]["A2"].value.startswith("The labels of this study are constructed")


def test_too_long_cell_of_a_workbook_is_cut_with_a_mark() -> None:
    content = formats_of(CODEBOOK)["xlsx"].write(
        [replace(factory.small().data.codebook[0], definition="😀" * 20_000)], "T"
    )
    cell = load_workbook(io.BytesIO(content))["Codebook"]["B2"].value
    assert cell.endswith("😀 [cut]")
    assert len(cell.encode("utf-16-le")) <= 2 * 32_767


def test_codebook_is_read_unchanged_from_json() -> None:
    book = factory.hostile().data.codebook
    read = json.loads(formats_of(CODEBOOK)["json"].write(book, "T"))
    assert [code["label"] for code in read["codes"]] == list(HOSTILE)
    assert read["codes"][1]["parent"] == HOSTILE[0]


@pytest.mark.parametrize("file_format", ["csv", "json", "md", "xlsx"])
def test_empty_codebook_is_written_in_every_format_except_qdc(file_format: str) -> None:
    assert formats_of(CODEBOOK)[file_format].write([], "Nothing yet")


@pytest.mark.parametrize("name", ["table.md", "table.tex", "methods.md", "codebook.md", "agreement.json"])
def test_notice_is_in_every_file_with_labels(name: str) -> None:
    notice = "The labels of this study are constructed"
    assert notice in factory.rendered(name, factory.small(notice=notice)).decode()
    assert notice not in factory.rendered(name, factory.small()).decode()


def test_agreement_before_and_after_matching_are_reported() -> None:
    report = json.loads(factory.rendered("agreement.json", factory.open_style()))
    before = report["before_matching"]["coefficients"]["cohen_kappa"]["value"]
    assert before == 0 < report["coefficients"]["cohen_kappa"]["value"]
    assert "before_matching" not in json.loads(factory.rendered("agreement.json", factory.small()))
