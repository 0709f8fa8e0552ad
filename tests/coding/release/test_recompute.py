"""recompute.py confirms every release and reports every change."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from coding.dataset.ratings import CodeOrder
from tests.support import SHARED
from tests.support import publications as factory
from tests.support.recomputing import recompute

READ = ("table.csv", "outcomes.csv", "codings.csv", "decisions.csv", "matching.csv", "agreement.json", "recompute.py")


def release(publication, folder: Path) -> Path:
    for name in READ:
        (folder / name).write_bytes(factory.rendered(name, publication))
    return folder


@pytest.mark.parametrize(
    "make",
    [factory.model, factory.open_style, factory.multi_label, factory.hostile, factory.empty],
)
def test_release_is_recomputed(make, tmp_path: Path) -> None:
    run = recompute(release(make(), tmp_path))
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("matches\n")


def test_table_and_kappa_are_printed(tmp_path: Path) -> None:
    publication = factory.model()
    kappa = publication.agreement["coefficients"]["cohen_kappa"]["value"]
    printed = recompute(release(publication, tmp_path)).stdout
    assert "    93   62.4 %  Unauthorized access" in printed
    assert f"cohen_kappa: {kappa:.4f}  (primary)" in printed


def three_raters():
    """Return a study of three raters with one code per unit and some missing ratings."""
    names = ["A", "B", "C"]
    codings = [
        factory.coding(unit, rater, names[(unit * position + unit // 4) % 3])
        for unit in range(1, 25)
        for position, rater in enumerate(("Ada", "Bo", "Dee"), start=1)
        if (unit + position) % 7
    ]
    return factory.derive(factory.dataset(codings, [], raters=("Ada", "Bo", "Dee"), primary_statistic="fleiss_kappa"))


def test_every_coefficient_of_three_raters_is_recomputed(tmp_path: Path) -> None:
    publication = three_raters()
    run = recompute(release(publication, tmp_path))
    assert (run.returncode, run.stderr) == (0, "")
    assert "not computed here" not in run.stdout
    for name in publication.agreement["coefficients"]:
        assert f"{name}: " in run.stdout


def ordered_codes(scores: tuple[float, ...] | None):
    """Return a study of two raters whose codes have an order, which is not that of the alphabet."""
    labels = ["none", "low", "high"]
    codings = [
        factory.coding(unit, rater, labels[(unit + (unit // 5) * position) % 3])
        for unit in range(1, 25)
        for position, rater in enumerate(("Ada", "Bo"))
    ]
    order = CodeOrder((*labels, "extreme"), scores)
    return factory.derive(factory.dataset(codings, [], primary_statistic="cohen_kappa_linear", order=order))


@pytest.mark.parametrize("scores", [None, (0.0, 1.0, 4.0, 4.5)])
def test_coefficients_of_ordered_codes_are_recomputed(scores, tmp_path: Path) -> None:
    publication = ordered_codes(scores)
    assert publication.agreement["order"]["labels"] == ["none", "low", "high", "extreme"]
    folder = release(publication, tmp_path)
    run = recompute(folder)
    assert (run.returncode, run.stderr) == (0, "")
    kappa = publication.agreement["coefficients"]["cohen_kappa_linear"]["value"]
    assert f"cohen_kappa_linear: {kappa:.4f}  (primary)" in run.stdout
    for name in publication.agreement["coefficients"].keys() & {"gwet_ac2_linear", "krippendorff_alpha_ordinal"}:
        assert f"{name}: not" not in run.stdout
    assert ("krippendorff_alpha_interval: " in run.stdout) == (scores is not None)
    report = json.loads((folder / "agreement.json").read_text())
    report["order"]["labels"][:2] = report["order"]["labels"][1::-1]
    (folder / "agreement.json").write_text(json.dumps(report))
    assert "agreement.json says cohen_kappa_linear is" in recompute(folder).stderr
    methods = factory.rendered("methods.md", publication).decode()
    assert "The codes have an order, none < low < high < extreme" in methods.replace("\\", "").replace("&lt;", "<")
    assert "It was fixed when the round was opened." in methods


LABELS = SHARED / "data" / "paper_study_labels.csv"


@pytest.mark.skipif(not LABELS.exists(), reason="../shared/data/paper_study_labels.csv is not there")
def test_model_study_gives_the_published_kappa_and_table(tmp_path: Path) -> None:
    with LABELS.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    raters = ("rater_1", "rater_2")
    codings = [factory.coding(int(row["unit"]), rater, row[rater]) for row in rows for rater in raters]
    decisions = [
        factory.DecisionRow(int(row["unit"]), (row["rater_1"],), method="final_rater", by="rater_1") for row in rows
    ]
    publication = factory.derive(factory.dataset(codings, decisions, raters=raters, final_rater="rater_1"))
    run = recompute(release(publication, tmp_path))
    assert (run.returncode, run.stderr) == (0, "")
    assert "cohen_kappa: 0.6269  (primary)" in run.stdout
    assert "    93   62.4 %  Unauthorized access" in run.stdout
    assert "Cohen's kappa was 0.63 (95 % interval" in factory.rendered("methods.md", publication).decode()
    assert (
        "The raters differed on 35 units (23.5 % of 149 units" in factory.rendered("methods.md", publication).decode()
    )


def change(path: Path, old: str, new: str) -> None:
    content = path.read_bytes().decode()
    assert old in content
    path.write_bytes(content.replace(old, new, 1).encode())


@pytest.mark.parametrize(
    ("name", "old", "new", "difference"),
    [
        (
            "decisions.csv",
            "3,GHSA-0003,Access",
            "3,GHSA-0003,Leak",
            "says 2 for 'Access', the decisions give 1",
        ),
        ("decisions.csv", "3,GHSA-0003,Access", "3,GHSA-0003,New", "table.csv has no row for 'New'"),
        ("table.csv", ",2,0.5", ",2,0.51", "table.csv says 0.51 for 'Access', the decisions give 0.5"),
        ("codings.csv", "Bo,Access,Access", "Bo,Access,Leak", "matched to"),
        ("matching.csv", "Bo,Access,Access", "Bo,Access,Leak", "matched to"),
        ("codings.csv", "Bo,Access,Access", "Bo,Leak,Leak", "agreement.json says cohen_kappa is 0.27"),
        ("agreement.json", '"units_used": 4', '"units_used": 5', "agreement.json used 5 units, the codings give 4"),
    ],
)
def test_change_is_reported(name: str, old: str, new: str, difference: str, tmp_path: Path) -> None:
    folder = release(factory.open_style(), tmp_path)
    change(folder / name, old, new)
    run = recompute(folder)
    assert run.returncode == 1
    assert difference in run.stderr
    assert "matches" not in run.stdout


def test_undefined_coefficient_published_as_a_number_is_reported(tmp_path: Path) -> None:
    folder = release(factory.empty(), tmp_path)
    report = json.loads((folder / "agreement.json").read_text())
    report["coefficients"]["cohen_kappa"]["value"] = 1.0
    (folder / "agreement.json").write_text(json.dumps(report))
    assert "says cohen_kappa is 1.0, the codings leave it undefined" in recompute(folder).stderr


def test_missing_file_is_reported_in_one_sentence(tmp_path: Path) -> None:
    folder = release(factory.small(), tmp_path)
    (folder / "codings.csv").unlink()
    run = recompute(folder)
    assert run.returncode == 1
    assert run.stderr.startswith("cannot read the release: ")
    assert len(run.stderr.splitlines()) == 1
