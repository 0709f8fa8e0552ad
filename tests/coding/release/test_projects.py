"""Files of the release of a study of projects."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from advisories.corpus.charts import svg
from coding.dataset.inspection import Inspections
from coding.dataset.rows import CodeRow, DecisionRow, ExposureRow
from coding.release import RELEASE_FILES
from coding.release.reports.activities_figure import BAR_WIDTH, activities_spec, hatch_lines
from coding.results.derive import derive
from tests.support.project_studies import FUZZING, LABELS, SAST, TESTING, UPGRADE, project_dataset, projects
from tests.support.publications import HOSTILE, changed, render_all, rendered

ABSENT = {"severity.csv", "severity_by_consequence.csv", "severity.svg", "consequences.svg", "imports.csv"}
OWN = {
    *(f"activities.{extension}" for extension in ("svg", "png", "pdf", "vl.json")),
    *(f"projects.{extension}" for extension in ("csv", "md", "tex", "xlsx")),
    *("evidence.csv", "snapshots.csv", "machine_agreement.csv"),
}


def rows_of(name: str, **changes: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(rendered(name, projects(**changes)).decode(), newline="")))


def words(content: bytes) -> list[str]:
    return [
        "".join(element.itertext()) for element in etree.fromstring(content).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_release_has_figure_and_projects_and_no_severity() -> None:
    files = render_all(projects())
    assert files.keys() >= OWN
    assert not files.keys() & ABSENT
    readme = files["README.md"].decode()
    assert "| `table.csv` | The table of activities" in readme
    assert "onsequence" not in readme.replace("consequences.", "")


def test_table_begins_with_activity_and_leaves_the_unclear_out_of_its_denominators() -> None:
    lines = rendered("table.csv", projects()).decode().splitlines()
    assert lines[0] == "activity,definition,count,proportion"
    assert [line.rpartition(",")[2] for line in lines[1:]] == [
        *("0.6666666666666666", "0.6", "0.5", "0.16666666666666666", "0.2")
    ]


def test_agreement_report_begins_with_the_activities() -> None:
    headings = re.findall(r"^## (.*)$", rendered("agreement.md", projects()).decode(), re.MULTILINE)
    assert headings[:2] == ["Agreement by code", "Primary coefficient"]
    assert headings.count("Agreement by code") == 1


def test_intervals_have_denominators_and_limits() -> None:
    assert list(rows_of("intervals.csv")[0]) == [
        *("activity", "count", "projects", "unclear", "proportion", "wilson_low", "wilson_high", "lowest", "highest")
    ]
    sast = next(row for row in rows_of("intervals.csv") if row["activity"] == SAST)
    assert (sast["count"], sast["projects"], sast["unclear"]) == ("1", "5", "1")
    assert float(sast["lowest"]) == 1 / 6
    assert float(sast["highest"]) == 2 / 6


def test_activity_of_which_nothing_is_decided_has_no_proportion() -> None:
    row = rows_of("table.csv", decisions=())[0]
    assert (row["count"], row["proportion"]) == ("0", "")
    assert "not decided" in words(svg(activities_spec(projects(decisions=()))))


def test_cells_have_answer_method_and_permalink() -> None:
    first, *_, fourth, _, _ = rows_of("projects.csv")
    assert first[TESTING] == "yes"
    assert first[f"{TESTING}: evidence"].endswith("/ci-2.yml#L2")
    assert (fourth["Code review"], fourth["Code review: how"]) == ("cannot tell", "final_rater")
    assert "[yes](https://github.com/example/p1/blob/" in rendered("projects.md", projects()).decode()
    assert r"ci-2.yml\#L2}{yes}" in rendered("projects.tex", projects()).decode()
    assert "yes (outside)" in rendered("projects.md", projects()).decode()


def test_segments_cite_the_evidence_within_which_they_lie() -> None:
    assert [(row["evidence"], row["matched"]) for row in rows_of("segments.csv")] == [
        *(("2", TESTING), ("2", TESTING), ("1", TESTING))
    ]


def test_codings_and_decisions_have_what_is_unclear_in_a_column_behind_the_others() -> None:
    for name, behind in (("codings.csv", ["source", "entered_by", "entered_at"]), ("decisions.csv", [])):
        rows = rows_of(name)
        assert list(rows[0])[-1 - len(behind) :] == ["unclear", *behind]
        assert {row["unclear"] for row in rows} == {"", "Code review", SAST}


def test_disagreements_show_what_is_unclear() -> None:
    rows = rows_of("disagreements.csv")
    assert list(rows[0])[-4:] == ["status", "unclear_Ada", "unclear_Bo", "decided_unclear"]
    unclear = {row["unit"]: (row["unclear_Ada"], row["unclear_Bo"], row["decided_unclear"]) for row in rows}
    assert unclear == {"2": ("", "", ""), "4": ("Code review", "", "Code review"), "5": (SAST, SAST, SAST)}
    text = rendered("disagreements.md", projects()).decode()
    assert "| Ada | no activity (cannot tell: Code review) |" in text
    assert "**Decision.** no activity (cannot tell: Code review) (final\\_rater by Cleo)" in text
    assert "(a rater who could not tell)" in text
    assert "gave no code" not in text


def test_project_that_cannot_be_told_as_a_whole_is_unclear_for_each_activity() -> None:
    base = project_dataset()
    codings = list(base.codings)
    codings[0] = replace(codings[0], own_codes=(), matched_codes=(), merged_codes=(), no_code_reason="cannot_tell")
    publication = derive(replace(base, codings=tuple(codings)))
    rows = list(csv.DictReader(io.StringIO(rendered("disagreements.csv", publication).decode(), newline="")))
    assert (rows[0]["unit"], rows[0]["unclear_Ada"], rows[0]["unclear_Bo"]) == ("1", ";".join(LABELS), "")
    assert "“Cannot tell” was answered for 1 whole project" in rendered("methods.md", publication).decode()


def test_methods_do_not_call_answers_of_no_not_applicable() -> None:
    for name in ("methods.md", "methods.tex", "checklists.md", "disagreements.md"):
        assert "not applicable" not in rendered(name, projects()).decode()
    text = rendered("methods.md", projects()).decode()
    assert "“Cannot tell” was answered 3 times for a single activity" in text
    assert "with a rater who could not tell" in text
    assert "“Cannot tell”" not in rendered("methods.md", projects(units=(("t", "t", "t"), ("", "", "")))).decode()


def test_evidence_and_snapshots_have_the_columns_of_the_specification() -> None:
    evidence = "unit,activity,probe,outcome,reason,path,line,tool,scope,state,values,source,url"
    snapshots = "unit,project,address,commit,date,source,files,history,rules,ossfuzz,sha256,problems"
    assert rendered("evidence.csv", projects()).decode().startswith(evidence)
    assert rendered("snapshots.csv", projects()).decode().startswith(snapshots)
    assert "excerpt" not in rendered("evidence.csv", projects()).decode()


def test_machine_agreement_is_apart_from_the_agreement_of_raters() -> None:
    report = json.loads(rendered("agreement.json", projects()))
    rows = rows_of("machine_agreement.csv")
    assert [row["rater"] for row in rows[:3]] == ["Ada", "Bo", "decision"]
    assert [(row["activity"], row["rater"]) for row in report["machine"]] == [
        (row["activity"], row["rater"]) for row in rows
    ]
    assert "machine" not in report["coefficients"]
    assert report["primary"] == "krippendorff_alpha_masi"
    without = project_dataset()
    without = replace(without, inspections=replace(without.inspections or Inspections((), (), {}), snapshots=()))
    assert json.loads(rendered("agreement.json", derive(without)))["coefficients"] == report["coefficients"]


def test_only_decisions_have_precision_and_recall() -> None:
    machine = json.loads(rendered("agreement.json", projects()))["machine"]
    review = {row["rater"]: row for row in machine if row["activity"] == "Code review"}
    assert "precision" not in review["Ada"]
    # Rules: yes, no, yes, cannot tell, no, no. Decided: yes, yes, yes, cannot tell, no, no.
    assert (review["decision"]["precision"], review["decision"]["recall"]) == (1.0, 2 / 3)
    upgrade = next(row for row in machine if row["activity"] == UPGRADE and row["rater"] == "decision")
    assert (upgrade["both_yes"], upgrade["machine_only"], upgrade["precision"]) == (3, 1, 3 / 4)


def test_rater_called_decision_is_not_taken_for_the_decisions() -> None:
    base = project_dataset()
    codings = tuple(replace(row, rater="decision" if row.rater == "Ada" else row.rater) for row in base.codings)
    publication = derive(changed(base, codings=codings, raters=("decision", "Bo")))
    machine = json.loads(rendered("agreement.json", publication))["machine"]
    assert ["precision" in row for row in machine] == [False, False, True] * 5
    assert rendered("methods.md", publication).decode().count("Fuzzing 6 of 6 (100.0 %") == 1


def test_missing_interval_of_kappa_has_its_reason() -> None:
    units = (("f", "", "f"), ("f", "", "f"), ("", "", ""))
    rows = [row for row in rows_of("machine_agreement.csv", units=units) if row["kappa"] and not row["low"]]
    assert rows
    assert all(row["note"].startswith("no interval: ") for row in rows)


def test_figure_has_numbers_on_the_bars_and_hatches_outside_evidence() -> None:
    spec = activities_spec(projects(notice="Made up."))
    drawn = words(svg(spec))
    assert [word for word in drawn if " of " in word and word[0].isdigit()] == [
        *("4 of 6", "3 of 5", "3 of 6", "1 of 6", "1 of 5")
    ]
    assert "66.7 %" in drawn
    subtitle = next(word for word in drawn if "Made up." in word)
    assert "Hatched: in use by evidence outside the repository alone." in subtitle
    bars = {bar["activity"]: bar for bar in spec["data"]["values"]}
    assert (bars[FUZZING]["within"], bars[FUZZING]["outside"]) == (0.0, 1)
    assert "Hatched" not in str(activities_spec(derive(project_dataset(rows=()))))


def test_numbers_of_a_full_bar_keep_clear_of_the_subtitle() -> None:
    drawn = etree.fromstring(svg(activities_spec(projects(units=(("trufs",) * 3,) * 6))))

    def height(words: str) -> float:
        text = next(text for text in drawn.iter("{*}text") if words in "".join(text.itertext()))
        groups = [text, *text.iterancestors()]
        moves = [re.search(r"translate\([-\d.]+,([-\d.]+)\)", group.get("transform", "")) for group in groups]
        return sum(float(move[1]) for move in moves if move) + sum(
            float(line.get("dy", 0)) for line in text.iter("{*}tspan")
        )

    assert height("6 of 6") - height("Share of the decided projects") > 24


def test_figure_by_count_begins_with_the_most_frequent_activity() -> None:
    spec = activities_spec(projects(), by_count=True)
    assert [bar["count"] for bar in spec["data"]["values"]] == [4, 3, 3, 1, 1]
    assert spec["data"]["values"][3]["activity"] == SAST  # 1 of 5 is more than 1 of 6


@pytest.mark.parametrize(("within", "proportion"), [(0, 100), (60, 66.7), (0, 1), (20, 20.2)])
def test_hatching_stays_within_its_part_of_the_bar(within: float, proportion: float) -> None:
    lines = list(hatch_lines({"activity": "A", "outside": 1, "within": within, "proportion": proportion}))
    assert len(lines) % 2 == 0
    for end in lines:
        assert 10 <= end["x"] <= 10 + BAR_WIDTH
        assert within - 0.001 <= end["y"] <= proportion + 0.001
    assert lines or proportion - within < 4


def test_hostile_texts_become_neither_markup_nor_formulas() -> None:
    base = project_dataset()
    book = [CodeRow(label, label) for label in HOSTILE]
    inspections = base.inspections or Inspections((), (), {})
    hostile = replace(
        inspections,
        snapshots=tuple(replace(row, project=HOSTILE[row.unit], url="https://x/(|)") for row in inspections.snapshots),
        evidence=tuple(
            replace(row, tool=HOSTILE[4], path=HOSTILE[5], reason=HOSTILE[1], url="https://x/}\\input{a}#1")
            for row in inspections.evidence
        ),
        activity_of=dict(zip(HOSTILE, LABELS.values(), strict=False)),
    )
    decisions = [DecisionRow(number, (label,), "final_rater", "Cleo") for number, label in enumerate(HOSTILE[:6], 1)]
    publication = derive(replace(base, codebook=tuple(book), decisions=tuple(decisions), inspections=hostile))
    files = render_all(publication)
    assert set(files) == {name for name, file in RELEASE_FILES.items() if file.belongs_to(publication)}
    assert not list(etree.fromstring(files["activities.svg"]).iter("{http://www.w3.org/2000/svg}script"))
    assert b"\\input{a}" not in files["projects.tex"]
    rows = list(csv.reader(io.StringIO(files["projects.csv"].decode(), newline="")))
    assert {len(row) for row in rows} == {3 + 3 * len(HOSTILE)}


def test_methods_state_what_was_read_and_that_the_rules_do_not_decide() -> None:
    text = rendered("methods.md", projects()).decode()
    assert "SAST by 1 of 5 projects (20.0 %; 95 % interval 3.6 to 62.4; 1 cannot be told)" in text
    assert "by the rules of version 1, with the list of OSS-Fuzz of 2026-08-20" in text
    assert "Something could not be read in 1 project" in text
    assert "1 probe had no answer" in text
    assert "No showing of what the rules suggest to a person who coded or decided is recorded." in text
    assert "Code review 4 of 5 (80.0 %, kappa 0.62)" in text
    assert "The projects are those of the study “Vulnerabilities”" in text
    assert "severity" not in text
    shown = [
        ExposureRow("Ada", 1, (), "", "suggestion"),
        ExposureRow("Ada", 2, (7,), "", "similar"),
        ExposureRow("Bo", 3, (), "", "suggestion_before"),
        ExposureRow("Bo", 3, (), "", "suggestion"),
    ]
    text = rendered("methods.md", projects(exposures=tuple(shown))).decode()
    assert "1 answer was followed by a look at what the rules suggest" in text
    assert "1 answer was given by raters who had seen what the rules suggest for the project before" in text


def test_agreement_report_lists_people_and_rules_apart() -> None:
    text = rendered("agreement.md", projects()).decode()
    assert text.index("## People and rules") > text.index("## Agreement by code")
    assert "| Code review, decision | 4 of 5 | 0.62 | -0.07 to 0.95 | 1 | 1 |" in text
    assert "People and rules" in rendered("agreement.tex", projects()).decode()


def test_two_labels_that_look_the_same_have_two_bars() -> None:
    base = project_dataset()
    publication = derive(replace(base, codebook=(CodeRow("A b"), CodeRow("A\nb"))))
    labels = [bar["activity"] for bar in activities_spec(publication)["data"]["values"]]
    assert len(set(labels)) == 2


def test_study_json_has_snapshots_evidence_and_both_tables() -> None:
    study = json.loads(rendered("study.json", projects()))
    assert (study["study"]["kind"], study["study"]["projects_from"]) == ("projects", "Vulnerabilities")
    assert [len(study[name]) for name in ("snapshots", "evidence", "activities", "projects")] == [6, 9, 5, 6]
    assert study["projects"][0]["cells"][0]["answer"] == "yes"
