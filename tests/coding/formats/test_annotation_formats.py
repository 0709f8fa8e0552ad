"""Formats of other programs: simple readers find every coding and segment in the files."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from coding.dataset.rows import CommitmentRow, DecisionRow, SegmentRow, SourceRow
from coding.release import RELEASE_FILES
from coding.release.release_file import PROJECTS
from coding.results.derive import Publication, derive
from coding.round_settings import ROUND_SETTINGS
from tests.support import ROOT, project_studies
from tests.support import publications as factory

STUDIES = [factory.small, factory.open_style, factory.multi_label, factory.hostile, factory.empty]


def read(name: str, publication) -> Any:
    def refuse(constant: str) -> None:
        pytest.fail(constant)

    return json.loads(factory.rendered(name, publication).decode(), parse_constant=refuse)


def lines(name: str, publication) -> list[dict[str, Any]]:
    # Only LF ends a line: a text may contain U+2028 or U+0085.
    return [json.loads(line) for line in factory.rendered(name, publication).decode().split("\n")[:-1]]


@pytest.mark.parametrize("make", STUDIES)
def test_study_json_has_every_row(make) -> None:
    publication = make()
    inputs, content = publication.data, read("study.json", publication)
    assert [row["text"] for row in content["units"]] == [unit.text for unit in inputs.units]
    assert [(r["unit"], r["rater"], tuple(r["codes"]), r["memo"]) for r in content["codings"]] == [
        (row.unit, row.rater, row.own_codes, row.memo) for row in inputs.codings
    ]
    assert [row["consequence"] for row in content["table"]] == [row.consequence for row in publication.table]
    assert content["study"]["seed"] == inputs.plan.seed
    assert content["agreement"] == json.loads(json.dumps(publication.agreement))


def test_study_json_has_the_keys_that_the_documentation_lists() -> None:
    text = (ROOT / "docs" / "release.md").read_text(encoding="utf-8")
    section = text.split("\n## study.json\n")[1].split("\n## ")[0]
    listed = [re.findall("`([a-z_]+)`", row) for row in re.findall(r"^\| `.*$", section, re.M)]
    top = {"study", *(key for keys in listed if keys[0] != "study" for key in keys)}
    of_study = {key for keys in listed if keys[0] == "study" for key in keys[1:]}
    content = read("study.json", factory.small())
    assert content.keys() == top
    of_plan = {name for name, setting in ROUND_SETTINGS.items() if setting.applies_to("advisories")}
    persons = {name for name, setting in ROUND_SETTINGS.items() if setting.kind == "adjudicator"}
    assert content["study"].keys() == of_study | (of_plan - persons)


@pytest.mark.parametrize("make", STUDIES)
def test_label_studio_has_one_annotation_per_rater_and_the_decision_as_ground_truth(make) -> None:
    publication = make()
    inputs, tasks = publication.data, read("label_studio.json", publication)
    annotations = [
        (task["id"], note["intercoder_rater"], tuple(c for r in note["result"] for c in r["value"].get("choices", ())))
        for task in tasks
        for note in task["annotations"]
    ]
    given = [(row.unit, row.rater, row.merged_codes) for row in inputs.codings]
    decided = [(row.unit, "consensus", row.codes) for row in inputs.decisions]
    assert sorted(annotations) == sorted(given + decided)
    truths = [task["id"] for task in tasks for note in task["annotations"] if note["ground_truth"]]
    assert truths == [row.unit for row in inputs.decisions]
    names = {r["from_name"] for task in tasks for note in task["annotations"] for r in note["result"]}
    view = etree.fromstring(factory.rendered("label_studio.xml", publication))
    assert names <= {element.get("name") for element in view}
    assert len(view.findall(".//Choice")) == len(inputs.codebook)


def test_label_studio_spans_are_code_points_and_a_coding_without_a_code_is_skipped() -> None:
    (task,) = [task for task in read("label_studio.json", factory.small()) if task["id"] == 2]
    (span,) = [r for note in task["annotations"] for r in note["result"] if r["type"] == "labels"]
    value = span["value"]
    assert task["data"]["text"][value["start"] : value["end"]] == value["text"] == "An attacker"
    codings = [factory.coding(1, "Ada", no_code_reason="cannot_tell")]
    (task,) = read("label_studio.json", derive(factory.dataset(codings, [])))
    assert task["annotations"][0]["was_cancelled"] is True


@pytest.mark.parametrize("make", STUDIES)
def test_doccano_has_one_line_per_unit_with_its_categories(make) -> None:
    publication = make()
    decided = {row.unit: list(row.codes) for row in publication.data.decisions}
    rows = lines("doccano_categories.jsonl", publication)
    assert [(row["text"], row["label"]) for row in rows] == [
        (unit.text, decided.get(unit.number, [])) for unit in publication.data.units
    ]


def test_doccano_has_the_spans_of_each_rater_and_marks_texts_beyond_the_bmp() -> None:
    (row,) = lines("doccano_spans.jsonl", factory.open_style())
    ((start, end, code),) = row["label"]
    assert (row["text"][start:end], code, row["intercoder_rater"]) == ("An attacker", "Leak", "Ada")
    assert row["intercoder_beyond_bmp"] is True


@pytest.mark.parametrize("make", STUDIES)
def test_web_annotations_are_complete_and_have_unique_iris(make) -> None:
    publication = make()
    inputs, collection = publication.data, read("annotations.jsonld", publication)
    items = collection["first"]["items"]
    assert (collection["@context"], collection["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    assert collection["total"] == len(items) == len({item["id"] for item in items})
    tags = sorted(
        (item["creator"]["nickname"], body["value"])
        for item in items
        for body in item.get("body", ())
        if body.get("purpose") == "tagging"
    )
    given = [(row.rater, code) for row in inputs.codings for code in row.merged_codes]
    assert tags == sorted(given + [("consensus", code) for row in inputs.decisions for code in row.codes])
    assert all(item["id"].startswith("urn:uuid:") for item in items)


def test_web_annotation_selects_words_by_position_and_quotation() -> None:
    publication = factory.small()
    targets = [item["target"] for item in read("annotations.jsonld", publication)["first"]["items"]]
    (target,) = [target for target in targets if isinstance(target, dict)]
    position, quote = target["selector"]
    text = publication.data.units[1].text
    assert text[position["start"] : position["end"]] == quote["exact"] == "An attacker"
    assert text.startswith(quote["prefix"] + quote["exact"] + quote["suffix"][:10])


@pytest.fixture(scope="module")
def publication_of_many() -> Publication:
    """Return 1,200 units on which the raters disagree, with segments, source records and long commitments."""
    inputs = factory.dataset(
        [
            factory.coding(number, rater, code, segments=(SegmentRow(code, 0, 8, "Advisory", code),))
            for number in range(1, 1_201)
            for rater, code in (("Ada", "Access"), ("Bo", "Leak"))
        ],
        [DecisionRow(number, ("Access",), "final_rater", "Cleo") for number in range(1, 1_201)],
    )
    sources = [SourceRow(unit.number, unit.identifier, "osv", "f.json", "a" * 64, "") for unit in inputs.units]
    commitments = [
        CommitmentRow(rater, "", "salt", "codings" * 1_000, "a" * 64, True) for rater in inputs.ratings.raters
    ]
    return derive(factory.changed(inputs, sources=sources, commitments=commitments))


def publication_of_many_projects() -> Publication:
    """Return a publication with many snapshots, and many pieces of evidence, of its projects."""
    data = project_studies.project_dataset()
    assert data.inspections
    snapshots = [*data.inspections.snapshots] * 2_000
    evidence = [*data.inspections.evidence] * 2_000
    publication = derive(data)
    inspections = replace(data.inspections, snapshots=snapshots, evidence=evidence)
    return replace(publication, data=replace(data, inspections=inspections))


@pytest.mark.parametrize("name", [name for name, file in RELEASE_FILES.items() if file.streamed])
def test_streamed_files_are_rendered_in_parts(name: str, publication_of_many: Publication) -> None:
    file = RELEASE_FILES[name]
    publication = publication_of_many_projects() if file.condition is PROJECTS else publication_of_many
    parts = list(file.render(publication))
    assert max(map(len, parts)) < sum(map(len, parts)) / 2
