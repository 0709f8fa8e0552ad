"""The model study, replicated from its data by the command: the numbers that its paper reports."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from coding.access.records import decisions
from coding.models import Decision, Disagreement
from tests.support import SHARED
from tests.support.factories import published, study
from tests.support.publications import PROMISED
from tests.support.replicating import CommandResult, Replication

DATA = SHARED / "data"
COUNTS = [93, 16, 14, 7, 6, 4, 4, 3, 1, 1]
PERCENT = [62.4, 10.7, 9.4, 4.7, 4.0, 2.7, 2.7, 2.0, 0.7, 0.7]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.is_dir(), reason="the model study's data (../shared/data) are missing"),
]


def replicate(replication: Replication, out: Path) -> CommandResult:
    """Replicate the model study into the folder `out`."""
    return replication.run(
        *("--labels", DATA / "paper_study_labels.csv", "--codebook", DATA / "paper_codebook.csv", "--out", out),
        final="rater_1",
        paths=[DATA / "advisories" / "ghsa", DATA / "advisories" / "osv-yaml"],
    )


def test_model_study_gives_the_published_results(tmp_path: Path) -> None:
    replication = Replication(tmp_path)
    first, second = tmp_path / "first", tmp_path / "second"
    result = replicate(replication, first)
    assert result.status == 0, result.err

    # The consequences, their counts and proportions.
    with (first / "table.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [int(row["count"]) for row in table] == COUNTS
    assert [round(100 * float(row["proportion"]), 1) for row in table] == PERCENT
    assert all(row["definition"] for row in table)

    # The agreement.
    report = result.report
    assert (report["units"], report["primary"], f"{report['value']:.2f}") == (149, "cohen_kappa", "0.63")
    assert report["low"] < report["value"] < report["high"]
    assert (report["band"]["word"], report["band"]["scale"]) == ("substantial", "Landis and Koch 1977")

    # Every disagreement is stored, and decided by the final rater.
    assert report["disagreements"] == 35
    disagreements = Disagreement.objects.select_related("round")
    assert disagreements.count() == 35
    settled = decisions(disagreements[0].round).filter(unit__in=disagreements.values("unit"))
    assert settled.count() == 35
    assert set(settled.values_list("method", "decided_by__name")) == {("final_rater", "rater_1")}
    assert Decision.objects.filter(method="agreed").count() == 114

    # recompute.py confirms the release, and a second run in another state of the database gives the same bytes.
    assert {path.name for path in first.iterdir()} >= PROMISED
    done = subprocess.run(
        [sys.executable, "-I", "-S", "recompute.py"], cwd=first, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    published(study())
    assert replicate(replication, second).status == 0
    assert {p.name: p.read_bytes() for p in first.iterdir()} == {p.name: p.read_bytes() for p in second.iterdir()}
