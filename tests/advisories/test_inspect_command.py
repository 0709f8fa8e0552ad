"""`manage.py inspect_project`: exit status, output, problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

from advisories.inspection.report_json import as_json, from_json
from advisories.models import Snapshot
from tests.support.repositories import SCHEMA, make_repository, run_git

CASE: dict[str, Any] = {
    "files": {"fuzz/fuzz_targets/a.rs": "fuzz_target!(|data: &[u8]| {});\n", "sub": {"submodule": "1" * 40}},
    "history": {"commits": 3},
}


def run(capsys: pytest.CaptureFixture[str], *arguments: Any) -> tuple[int, str, str]:
    """Return exit status, standard output and standard error of the command."""
    status = 0
    try:
        call_command("inspect_project", *map(str, arguments))
    except SystemExit as end:
        status = int(end.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_last_line_is_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clone = make_repository(tmp_path / "clone", CASE)
    status, out, err = run(capsys, clone, "--name", "Example", "--address", "git@github.com:a/b.git", "--json")
    assert (status, err) == (0, "")
    report = json.loads(out.splitlines()[-1])
    assert report["project"] == {"name": "Example", "address": "github.com/a/b"}
    assert report["snapshot"]["submodules"] == ["sub"]
    assert as_json(from_json(report)) == report
    if SCHEMA.is_file():
        Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(report)


def test_one_line_per_activity_names_what_it_rests_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clone = make_repository(tmp_path / "clone", CASE)
    status, out, _ = run(capsys, clone, "--name", "Example")
    (line,) = [line for line in out.splitlines() if line.startswith("Fuzzing: yes.")]
    assert line.endswith("(fuzz/fuzz_targets/a.rs:1)")
    assert status == 0


@pytest.mark.django_db
def test_snapshot_is_stored_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clone = make_repository(tmp_path / "clone", CASE)
    for sentence in ("Snapshot 1 is stored.", "Snapshot 1 is unchanged."):
        status, out, err = run(capsys, clone, "--name", "Example", "--store", "--json")
        assert (status, err) == (0, f"{sentence}\n")
    snapshot = Snapshot.objects.get()
    assert snapshot.commit == json.loads(out)["snapshot"]["commit"]


def test_problem_is_exit_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clone = make_repository(tmp_path / "clone", {"files": {".github/workflows/a.yml": {"symlink": "/etc/passwd"}}})
    status, out, err = run(capsys, clone, "--name", "Example", "--json")
    assert status == 1
    assert err == ".github/workflows/a.yml: This is a symbolic link. Links are not followed.\n"
    assert json.loads(out)["problems"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["{clone}", "--name", " "], "A name is required"),
        (["{clone}", "--name", "x" * 201], "at most 200 characters"),
        (["{clone}", "--name", "Example", "--commit", "1234567"], "has no commit 1234567"),
        (["{clone}", "--name", "Example", "--commit=--upload-pack=x"], "Invalid commit"),
        (["{clone}/none", "--name", "Example"], "does not exist"),
        (["{clone}/.git/config", "--name", "Example"], "neither a folder nor a zip or tar.gz archive"),
    ],
)
def test_bad_input_is_one_sentence_with_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    clone = make_repository(tmp_path / "clone", CASE)
    status, out, err = run(capsys, *(argument.format(clone=clone) for argument in arguments))
    assert (status, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_empty_repository_has_no_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_git(tmp_path, "init", "--quiet", "clone")
    status, _, err = run(capsys, tmp_path / "clone", "--name", "Example")
    assert (status, err) == (2, "The repository has no commit.\n")
