"""`manage.py publish A B --out DIR`: the releases of both research questions in one folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from coding.models import Study
from coding.steps.adjudicate.settle import settle
from coding.steps.publish.release import publish
from tests.support.factories import People, settled_round
from tests.support.project_rounds import closed_projects, study_of_projects

pytestmark = pytest.mark.django_db


@pytest.fixture
def slugs(people: People) -> list[str]:
    settled_round(people)
    publish(by=people.lea)
    projects = study_of_projects(title="Practices", projects=("Alpha", "Beta", "Gamma"))
    plan = projects.study.sampling_plan | {"from_study": people.study.slug}
    Study.objects.filter(pk=projects.study.pk).update(sampling_plan=plan)
    agreed = ("tr", "t", "r")
    settle(by=projects.cleo, coding_round=closed_projects(projects, ada=agreed, bo=agreed))
    publish(by=projects.lea)
    return [people.study.slug, projects.study.slug]


def test_both_releases_are_written_and_recompute(
    slugs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "paper"
    call_command("publish", *slugs, "--out", folder, "--json")
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert [row["study"] for row in report["studies"]] == slugs
    assert sorted(path.name for path in folder.iterdir()) == sorted([*slugs, "README.md"])
    for slug in slugs:
        done = subprocess.run([sys.executable, "-I", folder / slug / "recompute.py"], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    readme = (folder / "README.md").read_text()
    assert f"The projects of `{slugs[1]}` are those of `{slugs[0]}`." in readme
    call_command("publish", *slugs, "--out", folder)  # the same files again


def test_nothing_is_written_without_every_release(
    slugs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        call_command("publish", slugs[0], "other", "--out", tmp_path / "paper")
    assert capsys.readouterr().err == "Study “other” has no release. Publish one first.\n"
    assert not (tmp_path / "paper").exists()


def test_folder_with_other_contents_is_refused(
    slugs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(SystemExit, match="2"):
        call_command("publish", *slugs, "--out", tmp_path)
    assert "has other contents" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
