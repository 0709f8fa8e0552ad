"""Law: a project file that we write is read with the same codebook, first ratings, segments, memos and decisions."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from coding.dataset.imported_metadata import Facts, Value, imported_metadata
from coding.dataset.rows import CONSENSUS, CodeRow, CodingRow, DecisionRow, SegmentRow, UnitRow
from coding.formats.refi_qda.outline import ProjectOutline, metadata_of, outline
from coding.loading.study import load_study
from coding.results.derive import Publication, derive
from coding.steps.import_project import import_project
from tests.support import publications as factory
from tests.support.publications import coding, dataset, unit
from tests.support.refi_codebooks import REFERENCE

PROJECT_SCHEMA = REFERENCE / "Project.xsd"
LABELS = ("Access", "Leak", "Café 😀", "a / b; c")
RATERS = ("Ada", "Bo", "Dee")
SIGNS = st.sampled_from(["a", "b", " ", "\n", "\t", "é", "😀", "&", "<", '"', "\u200f", "𝔘", "漢", "]]>"])
VARIABLES = st.sampled_from([("Gender", "Text"), ("Age", "Integer"), ("Seen on", "Date"), ("äöü & <", "Boolean")])
TYPED = {
    "Text": st.sampled_from(["f", "5", "a; b", "é & <😀>"]),
    "Integer": st.integers(-(10**9), 10**9).map(str),
    "Date": st.dates().map(str),
    "Boolean": st.sampled_from(["true", "false"]),
}
WORDS = st.text(alphabet="ab\n <&é😀:;", max_size=30).map(str.strip)


@st.composite
def publications(draw: st.DrawFn) -> Publication:
    """Draw units with codings by some raters, and a decision for each unit."""
    units, codings, decisions = [], [], []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        text = "".join(draw(st.lists(SIGNS, min_size=2, max_size=30)))
        values = tuple(Value(name, kind, draw(TYPED[kind])) for name, kind in draw(st.sets(VARIABLES)))
        named = draw(st.sampled_from([f"GHSA-{number}", f"CVE-2026-{number}"]))
        title = draw(WORDS.filter(lambda words: "\n" not in words))
        units.append(unit(number, text=text, title=title, identifier=named, values=values))
        raters = RATERS[:2] if number == 1 else draw(st.sets(st.sampled_from(RATERS), min_size=1))
        for rater in sorted(raters):
            codes = tuple(draw(st.lists(st.sampled_from(LABELS), unique=True, max_size=3)))
            if number == 1:
                codes = codes or LABELS[:1]
            spans = draw(st.sets(st.tuples(st.sampled_from(codes), *[st.integers(0, len(text))] * 2), max_size=4)) if (
                codes
            ) else set()  # fmt: skip
            segments = tuple(
                SegmentRow(code, start, end, text[start:end], code)
                for code, start, end in sorted(spans)
                if start < end and (start, end) != (0, len(text))
            )
            at = f"2026-02-{number + 9}T04:05:06Z"
            memo, certainty = draw(WORDS), draw(st.sampled_from(["", "certain", "fairly", "unsure"]))
            row = coding(number, rater, *codes, memo=memo, certainty=certainty, segments=segments, submitted_at=at)
            uncoded = "" if codes else draw(st.sampled_from(["", "cannot_tell"]))
            codings.append(replace(row, no_code_reason=uncoded, flagged_for_discussion=draw(st.booleans())))
        decided = tuple(draw(st.lists(st.sampled_from(LABELS), unique=True, max_size=2)))
        how = draw(st.sampled_from(["agreed", "discussion", "final_rater", "rule"]))
        decisions.append(DecisionRow(number, decided, how, draw(st.sampled_from(["", "Cleo"])), draw(WORDS)))
    book = [CodeRow(label, draw(WORDS), parent=LABELS[0] if label == LABELS[1] else "") for label in LABELS]
    return derive(
        dataset(codings, decisions, codebook=book, multi_label=True, raters=RATERS, units=tuple(units),
               primary_statistic="krippendorff_alpha_masi", threshold=None)
    )  # fmt: skip


def facts(unit: UnitRow | Facts) -> tuple[object, ...]:
    known = unit.severity, unit.cvss_score, unit.project, unit.published, unit.aliases, unit.cwes
    return unit.identifier, *known, frozenset(unit.values)


def assert_is_outline_of(publication: Publication, result: ProjectOutline) -> None:
    given = publication.data
    labels = {guid: row.label for guid, row in result.codes.items()}
    assert [(row.label, row.definition, row.parent) for row in result.codes.values()] == sorted(
        ((row.label, row.definition, row.parent) for row in given.codebook),
        key=lambda row: [code.label for code in result.codes.values()].index(row[0]),
    )
    assert [source.text for source in result.sources] == [row.text for row in given.units]
    assert [facts(imported_metadata(metadata_of(source))) for source in result.sources] == [
        facts(row) for row in given.units
    ]
    read = {
        (rater, number): (
            frozenset(labels[code] for code in coding.codes),
            frozenset((labels[code], start, end) for code, start, end in coding.segments),
            coding.memo,
            coding.certainty,
            "cannot_tell" if coding.cannot_tell else "",
            coding.flagged_for_discussion,
            coding.coded_at and coding.coded_at.isoformat().replace("+00:00", "Z"),
        )
        for rater, codings in result.codings_by_rater.items()
        for number, coding in codings.items()
    }
    assert read == {
        (row.rater, row.unit): (
            frozenset(row.own_codes),
            frozenset((s.code, s.start, s.end) for s in row.segments),
            row.memo,
            row.certainty,
            row.no_code_reason,
            row.flagged_for_discussion,
            row.submitted_at,
        )
        for row in given.codings
    }
    assert {n: (frozenset(labels[c] for c in a.codes), a.memo) for n, a in result.decisions.items()} == {
        row.unit: (frozenset(row.codes), row.reason) for row in given.decisions
    }


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(publications())
def test_own_project_is_read_as_it_was_written(publication: Publication) -> None:
    assert_is_outline_of(publication, outline(factory.rendered("study.qdpx", publication)))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(publications())
def test_own_project_is_valid(publication: Publication) -> None:
    if not PROJECT_SCHEMA.exists():
        pytest.skip("the standard's schema is not in ../shared/reference/refi-qda")
    with zipfile.ZipFile(io.BytesIO(factory.rendered("study.qdpx", publication))) as archive:
        written = etree.fromstring(archive.read("project.qde"))
    etree.XMLSchema(etree.parse(PROJECT_SCHEMA)).assertValid(written)


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(publications())
def test_imported_study_equals_the_exported_one(publication: Publication) -> None:
    content = factory.rendered("study.qdpx", publication)
    assume(outline(content).multi_label)  # a file with at most one code per unit is imported as single-label
    result = import_project(content=content, name="s.qdpx", final_rater="Cleo")
    read, given = load_study(result.coding_round), publication.data

    def values(r: CodingRow) -> tuple[object, ...]:
        rest = r.memo, r.certainty, frozenset(r.segments), r.uncoded, r.flagged_for_discussion, r.submitted_at
        return r.unit, r.rater, frozenset(r.merged_codes), *rest

    assert set(map(values, read.codings)) == set(map(values, given.codings))
    assert list(map(facts, read.units)) == list(map(facts, given.units))
    assert [row.title for row in read.units] == [row.title or row.identifier for row in given.units]
    disagreed = {row.unit for row in read.decisions if row.method == "final_rater"}
    assert len(disagreed) == result.decided
    assert {(r.unit, frozenset(r.codes)) for r in read.decisions if r.unit in disagreed} == {
        (r.unit, frozenset(r.codes)) for r in given.decisions if r.unit in disagreed
    }
    assert {row.label: (row.definition, row.parent) for row in read.codebook} == {
        row.label: (row.definition, row.parent) for row in given.codebook
    }


@pytest.mark.django_db
def test_export_of_an_imported_study_is_read_as_the_first_file() -> None:
    publication = factory.small()
    first = import_project(content=factory.rendered("study.qdpx", publication), name="s.qdpx", final_rater="Cleo")
    again = derive(replace(load_study(first.coding_round), title=publication.data.title))
    one, two = outline(factory.rendered("study.qdpx", publication)), outline(factory.rendered("study.qdpx", again))
    assert one.codings_by_rater == two.codings_by_rater
    assert [(s.name, s.memo, s.values) for s in one.sources] == [(s.name, s.memo, s.values) for s in two.sources]
    assert (one.question, one.notice) == (two.question, two.notice)
    assert {n: a.codes for n, a in one.decisions.items()} == {n: a.codes for n, a in two.decisions.items()}
    assert CONSENSUS not in two.codings_by_rater
