"""recompute.py confirms the tables and the figure of a study of projects, and reports every change."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from coding.release import RELEASE_FILES
from tests.support import publications as factory
from tests.support.project_studies import FUZZING, TESTING, projects
from tests.support.recomputing import recompute

READ = (
    *("table.csv", "intervals.csv", "outcomes.csv", "codings.csv", "decisions.csv", "matching.csv", "agreement.json"),
    *("recompute.py", "projects.csv", "segments.csv", "evidence.csv", "snapshots.csv", "machine_agreement.csv"),
    *("units.csv", "activities.vl.json", "codebook.csv"),
)


def release(folder: Path, **changes) -> Path:
    publication = projects(**changes)
    for name in READ:
        (folder / name).write_bytes(factory.rendered(name, publication))
    return folder


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"rows": ()},
        {"decisions": ()},
        {"units": (("t", "t", "t"), ("t", "t", "t"))},
        {"units": (("?t?r?u?f?s", "t", "?t?r?u?f?s"), ("?t", "", ""))},
    ],
)
def test_release_of_projects_is_recomputed(changes, tmp_path: Path) -> None:
    run = recompute(release(tmp_path, **changes))
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("matches\n")


def test_counts_are_printed_with_their_denominators(tmp_path: Path) -> None:
    printed = recompute(release(tmp_path)).stdout
    assert f"    4 of 6   66.7 %  {TESTING}" in printed
    assert "    3 of 5   60.0 %  Code review" in printed
    assert f"    1 of 6   16.7 %  {FUZZING}" in printed


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("table.csv", ",4,0.66", ",5,0.66", "table.csv says count 5"),
        ("table.csv", ",0.5\r", ",0.51\r", "table.csv says proportion"),
        ("intervals.csv", "Code review,3,5,1", "Code review,3,6,0", "intervals.csv says projects 6"),
        ("intervals.csv", ",0.5,0.66", ",0.6,0.66", "intervals.csv says lowest 0.6"),
        ("activities.vl.json", '"outside": 1', '"outside": 0', "activities.vl.json says outside 0"),
        ("activities.vl.json", '"label": "3 of 5"', '"label": "3 of 6"', "activities.vl.json says label 3 of 6"),
        ("activities.vl.json", '"low": 3', '"low": 2', "activities.vl.json says low"),
        ("projects.csv", "cannot tell", "no", "projects.csv says ['no', 'final_rater', '']"),
        ("projects.csv", "ci-2.yml#L2", "ci-1.yml#L1", "projects.csv says"),
        ("decisions.csv", "not_applicable,Code review", "not_applicable,", "the decisions give 6"),
        ("machine_agreement.csv", "Ada,6,4,0,0,2", "Ada,6,4,0,1,1", "machine_agreement.csv says person_only 1"),
        ("machine_agreement.csv", ",0.4,", ",0.5,", "machine_agreement.csv says kappa 0.5"),
        ("machine_agreement.csv", ",0.4,", ",,", "machine_agreement.csv says kappa"),
        ("machine_agreement.csv", "SAST,Bo,", "SAST,Ada,", "does not have the raters and then the decisions"),
        ("machine_agreement.csv", ",0.4,-0.", ",0.4,0.9", "has an interval without its kappa"),
        ("agreement.json", '"precision": 0.75', '"precision": 0.76', "agreement.json says precision 0.76"),
        ("agreement.json", '"person_unclear": 1', '"person_unclear": 2', "agreement.json says person_unclear 2"),
        ("agreement.json", '"value": 0.6666666666666666', '"value": 0.6', "agreement.json says"),
        ("codings.csv", ",1,2026-02-03T04:05:06Z,SAST", ",1,2026-02-03T04:05:06Z,", "differs"),
        ("table.csv", "What SAST is.", "What it is.", "table.csv defines 'SAST' otherwise"),
        ("table.csv", "count", "number", "KeyError"),
        ("intervals.csv", "wilson_low", "low", "KeyError"),
        ("projects.csv", "Fuzzing: how", "Fuzzing: who", "projects.csv has the columns"),
        ("projects.csv", "Project 2,", "Project 3,", "projects.csv says 'Project 3'"),
        ("evidence.csv", "outside,,clone,,2,Fuzzing", "enabled,,clone,,2,Fuzzing", "says outside 1"),
    ],
)
def test_every_change_is_reported(name: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    release(tmp_path)
    content = (tmp_path / name).read_bytes().decode()
    assert old in content
    (tmp_path / name).write_bytes(content.replace(old, new, 1).encode())
    run = recompute(tmp_path)
    assert run.returncode == 1
    assert told in run.stderr


def test_whole_release_is_recomputed_without_the_program(tmp_path: Path) -> None:
    publication = projects()
    for name, file in RELEASE_FILES.items():
        if (
            file.belongs_to(publication)
            and not file.over_files
            and not name.endswith((".png", ".pdf", ".svg", ".qdpx"))
        ):
            (tmp_path / name).write_bytes(factory.rendered(name, publication))
    run = subprocess.run(
        [sys.executable, "-I", "-S", "recompute.py"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_any_changed_cell_is_reported_by_the_checksums(tmp_path: Path) -> None:
    release(tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    lines = [f"{hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()}  {name}" for name in names]
    (tmp_path / "MANIFEST.sha256").write_text("\n".join([*lines, f"{'0' * 64}  table.pdf"]))
    assert recompute(tmp_path).returncode == 0
    content = (tmp_path / "evidence.csv").read_text()
    (tmp_path / "evidence.csv").write_text(content.replace("CodeQL", "codeql"))
    run = recompute(tmp_path)
    assert run.returncode == 1
    assert "evidence.csv does not have its checksum" in run.stderr
