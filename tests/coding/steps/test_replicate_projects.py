"""`manage.py replicate_projects`: from repositories or reports and a sheet of answers to the release."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from advisories.inspection.report_json import to_text
from advisories.models import Snapshot
from annotation.demo.projects import read_projects, report_of
from coding.models import Study
from tests.coding.release.test_recompute import recompute
from tests.support.replicating import DATED, CommandResult
from tests.support.repositories import make_repository

pytestmark = pytest.mark.django_db
HEADER = "project,rater,ci_testing,Code review,dependency_upgrade,Fuzzing,SAST\n"
LABELS = HEADER + (
    "BentoML,Ada,yes,yes,yes,no,yes\nBentoML,Bo,yes,yes,yes,no,yes\n"
    "clearml,Ada,no,no,no,no,yes\nclearml,Bo,no,no,yes,no,no\n"
    "TensorFlow Serving,Ada,no,cannot tell,no,yes,no\nTensorFlow Serving,Bo,no,cannot tell,no,yes,no\n"
)
CLEARML = "project,ci_testing,code review,Dependency upgrade,fuzzing,sast,reason\nClearML,no,no,yes,no,yes,Weekly.\n"
SERVING = "tensorflow/serving,no,cannot tell,no,yes,no,It is an export.\n"


class Projects:
    """A folder with reports and sheets, and the command run on it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "out"
        self.write("labels.csv", LABELS)
        facts = {project["name"]: project for project in read_projects()}
        for name in ("BentoML", "ClearML", "TensorFlow Serving"):
            self.write(f"{name}.json", to_text(report_of(facts[name])))
        self.paths = [self.folder / f"{name}.json" for name in ("BentoML", "ClearML", "TensorFlow Serving")]

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *options: str, final_rater: str = "Ada", paths: Any = None) -> CommandResult:
        out, err = StringIO(), StringIO()
        labels = ["--labels", str(self.folder / "labels.csv")]
        arguments = [*map(str, paths or self.paths), *labels, "--final-rater", final_rater, "--out", str(self.out)]
        status = 0
        try:
            call_command("replicate_projects", *arguments, *DATED, "--json", *options, stdout=out, stderr=err)
        except CommandError as error:
            return CommandResult(error.returncode, out.getvalue(), f"{err.getvalue()}{error}")
        except SystemExit as stop:
            status = int(str(stop.code))
        return CommandResult(status, out.getvalue(), err.getvalue())


@pytest.fixture
def projects(tmp_path: Path) -> Projects:
    return Projects(tmp_path)


def test_reports_and_answers_become_a_release(projects: Projects) -> None:
    result = projects.run()
    assert (result.status, result.err) == (0, "")
    table = {row["activity"]: (row["count"], row["projects"], row["unclear"]) for row in result.report["table"]}
    assert table == {
        "CI-based testing": (1, 3, 0),
        "Code review": (1, 2, 1),
        "Dependency upgrade": (1, 3, 0),
        "Fuzzing": (1, 3, 0),
        "SAST": (2, 3, 0),
    }
    assert "      1 of 2    50.0 %  Code review" in result.out
    assert result.report["disagreements"] == 2  # on ClearML, and on the code review of which no rater could tell
    assert (projects.out / "table.csv").read_text().startswith("activity,definition,count,proportion")
    run = recompute(projects.out)
    assert (run.returncode, run.stderr) == (0, "")
    methods = (projects.out / "methods.md").read_text()
    assert "Whether the raters knew what the rules suggest is not recorded" in methods
    assert "sealed" not in methods


def test_decisions_file_decides_what_the_raters_dispute(projects: Projects) -> None:
    decisions = projects.write("decisions.csv", CLEARML + SERVING + "BentoML,yes,yes,yes,no,yes,\n")
    result = projects.run("--decisions", str(decisions), final_rater="Cleo")
    assert (result.status, result.err) == (0, "")
    assert {row["activity"]: row["count"] for row in result.report["table"]}["Dependency upgrade"] == 2
    assert "Weekly." in (projects.out / "decisions.csv").read_text()


def test_codes_in_one_column_name_projects_by_number_or_address(projects: Projects) -> None:
    projects.write(
        "labels.csv",
        "unit,rater,codes,unclear\n1,Ada,CI-based testing;Code review;SAST,\n1,Bo,ci_testing; code review; SAST,\n"
        "https://github.com/clearml/clearml.git,Ada,;,\nclearml/clearml,Bo,;,\n3,Ada,Fuzzing,code_review\n"
        "3,Bo,Fuzzing,Code review\n",
    )
    result = projects.run()
    assert (result.status, result.err) == (0, "")
    assert [(row["count"], row["unclear"]) for row in result.report["table"]] == [
        *((1, 0), (1, 1), (0, 0), (1, 0), (1, 0))
    ]


def test_empty_cell_is_not_coded_and_the_memo_says_so(projects: Projects) -> None:
    projects.write("labels.csv", LABELS.replace("BentoML,Bo,yes,yes,yes,no,yes", "BentoML,Bo,yes,yes,yes,,yes"))
    result = projects.run()
    assert result.status == 0
    assert "labels.csv:3: Bo did not code Fuzzing. It counts as cannot tell." in result.err
    assert "Not coded: Fuzzing." in (projects.out / "codings.csv").read_text()


def test_activities_without_a_column_are_not_part_of_the_study(projects: Projects) -> None:
    projects.write(
        "labels.csv",
        "project,rater,SAST,Signed commits\nBentoML,Ada,yes,no\nBentoML,Bo,yes,no\nClearML,Ada,yes,yes\n"
        "ClearML,Bo,no,yes\n",
    )
    book = projects.write("codebook.csv", "label,definition\nsigned commits,Commits carry a signature.\nsast,A tool.\n")
    result = projects.run("--codebook", str(book))
    assert result.status == 0
    assert [row["activity"] for row in result.report["table"]] == ["SAST", "signed commits"]
    assert "A tool." in (projects.out / "table.csv").read_text()
    assert "left out: TensorFlow Serving" in result.err
    assert [row["activity"] for row in result.report["machine"]] == ["SAST"] * 3


def test_repositories_are_inspected(projects: Projects, tmp_path: Path) -> None:
    workflow = "on: [push]\njobs:\n  test:\n    runs-on: x\n    steps:\n      - run: pytest\n"
    make_repository(tmp_path / "alpha", {"files": {".github/workflows/ci.yml": workflow}, "name": "alpha"})
    (tmp_path / "beta").mkdir()
    (tmp_path / "beta" / "README.md").write_text("A folder without history.\n")
    projects.write(
        "labels.csv", "project,rater,CI-based testing\nalpha,Ada,yes\nalpha,Bo,yes\nbeta,Ada,no\nbeta,Bo,no\n"
    )
    result = projects.run(paths=[tmp_path / "alpha", tmp_path / "beta"])
    assert result.status in {0, 1}, result.err
    (row,) = result.report["table"]
    assert (row["count"], row["projects"]) == (1, 2)
    machine = {row["rater"]: row for row in result.report["machine"]}
    assert (machine["decision"]["both_yes"], machine["decision"]["both_no"]) == (1, 1)
    assert "ci.yml" in (projects.out / "evidence.csv").read_text()


@pytest.mark.parametrize(
    ("name", "text", "options", "message"),
    [
        (
            "labels.csv",
            LABELS.replace("clearml,Ada", "flask,Ada"),
            {},
            "labels.csv:4: No evidence of the project “flask”",
        ),
        ("labels.csv", HEADER, {}, "There is no answer"),
        ("labels.csv", HEADER + "BentoML,Ada,yes,yes,yes,no,yes\n", {}, "There is one rater"),
        ("labels.csv", LABELS + "ClearML,Bo,no,no,no,no,no\n", {}, "It is the same project as in"),
        ("labels.csv", LABELS, {"final_rater": "Cleo"}, "“Cleo” is not a rater of this file"),
        ("labels.csv", LABELS, {"final_rater": "x" * 151}, "Invalid --final-rater"),
        ("BentoML.json", "{}", {}, "BentoML.json:1: Not an inspection report"),
        ("BentoML.json", "{ not json", {}, "BentoML.json:1: Not a report of an inspection: invalid JSON"),
    ],
)
def test_bad_input_is_one_sentence_and_stores_nothing(
    name: str, text: str, options: dict[str, str], message: str, projects: Projects
) -> None:
    projects.write(name, text)
    result = projects.run(**options)
    assert result.status == 2
    assert message in result.err
    assert not projects.out.exists()
    assert not Study.objects.exists()
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (CLEARML.replace("ClearML", "Nowhere"), "No evidence of the project “Nowhere”"),
        (CLEARML.replace("yes,Weekly", ",Weekly"), "“SAST” is not decided"),
        (CLEARML + SERVING + "BentoML,no,yes,yes,no,yes,\n", "The raters do not disagree on “BentoML”"),
        (CLEARML, "1 disagreement is undecided, the first on “TensorFlow Serving”, because Cleo gave no answer"),
    ],
)
def test_bad_decision_is_refused(text: str, message: str, projects: Projects) -> None:
    decisions = projects.write("decisions.csv", text)
    result = projects.run("--decisions", str(decisions), final_rater="Cleo")
    assert result.status == 2
    assert message in result.err
    assert not Study.objects.exists()


def test_path_that_is_no_repository_is_refused(projects: Projects, tmp_path: Path) -> None:
    result = projects.run(paths=[*projects.paths, tmp_path / "nowhere"])
    assert result.status == 2
    assert len(result.err.strip().splitlines()) == 1


def test_project_given_twice_is_refused(projects: Projects) -> None:
    lines = projects.write("all.jsonl", "\n".join(path.read_text() for path in projects.paths))
    result = projects.run(paths=[*projects.paths, lines])
    assert result.status == 2
    assert "The project “BentoML” is also in" in result.err
    assert json.loads(projects.run(paths=[lines]).out.splitlines()[-1])["units"] == 3


def test_activity_that_a_file_of_labels_lacks_is_not_coded_by_its_raters(projects: Projects) -> None:
    ada = "".join(f"{line}\n" for line in LABELS.splitlines() if ",Bo," not in line)
    bo = "".join(f"{line.rpartition(',')[0]}\n" for line in LABELS.splitlines() if ",Ada," not in line)
    projects.write("labels.csv", bo)
    result = projects.run("--labels", str(projects.write("ada.csv", ada)))
    assert result.status == 0
    assert "labels.csv:2: Bo did not code SAST. It counts as cannot tell." in result.err
    codings = (projects.out / "codings.csv").read_text()
    assert codings.count("Not coded: SAST.") == 3


def test_activity_of_the_codebook_that_nobody_coded_is_left_out(projects: Projects) -> None:
    book = projects.write("codebook.csv", "label,definition\nSAST,Own words.\nLicences,Licences are checked.\n")
    result = projects.run("--codebook", str(book))
    assert result.status == 0
    assert "In no file of labels, and therefore left out: Licences." in result.err
    assert "Licences" not in {row["activity"] for row in result.report["table"]}
    assert "Own words." in (projects.out / "table.csv").read_text()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("codebook", "label,definition\nSAST,a\nsast,b\n", "“SAST” and “sast” are the same activity"),
        ("decisions", CLEARML.splitlines()[0] + "\n", "There is no decision"),
        (
            "decisions",
            "project,ci_testing,code review,Dependency upgrade,fuzzing,sast,Licences\nClearML,no,no,no,no,no,yes\n",
            "No rater coded “Licences”",
        ),
        ("decisions", "project,SAST\nClearML,yes\n", "“CI-based testing” is not decided"),
    ],
)
def test_activities_of_the_files_must_fit(name: str, text: str, message: str, projects: Projects) -> None:
    result = projects.run(f"--{name}", str(projects.write("other.csv", text)), final_rater="Ada")
    assert result.status == 2
    assert message in result.err
    assert not projects.out.exists()
    assert not Study.objects.exists()


def test_file_without_a_report_is_refused(projects: Projects) -> None:
    result = projects.run(paths=[projects.write("none.json", "[]")])
    assert (result.status, "The file has no report." in result.err) == (2, True)
