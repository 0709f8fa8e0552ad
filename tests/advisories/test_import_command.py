"""The command `manage.py import_advisories`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from advisories.formats import FORMATS
from advisories.models import Advisory, ImportRun
from tests.support import SAMPLES

pytestmark = pytest.mark.django_db

GOOD = '{"id": "PYSEC-2031-1", "modified": "2031-01-01T00:00:00Z", "details": "Text."}'


def run(capsys: pytest.CaptureFixture[str], *arguments: Any) -> tuple[int, str, str]:
    """Return exit status, standard output and standard error."""
    try:
        call_command("import_advisories", *map(str, arguments))
        status = 0
    except SystemExit as stop:
        status = int(stop.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_last_line_of_the_output_is_the_report_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.json").write_text(GOOD)
    status, out, err = run(capsys, tmp_path, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out.splitlines()[-1]) == {
        "created": 1, "updated": 0, "unchanged": 0, "rejected": 0, "merged": 0, "repeated": 0,
        "joined": 0, "apart": 0, "waiting": 0, "matched": 0, "not_in_corpus": 0,
        "problems": [], "remarks": []
    }  # fmt: skip


def test_rejected_record_does_not_stop_the_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.json").write_text(GOOD)
    (folder / "bad.json").write_text('{"id": "GHSA-xvxv-3434-xvxv", "modified": "", "aliases": 7}')
    status, out, err = run(capsys, folder, "--json")
    assert status == 1
    assert err == 'mixed/bad.json: "aliases" must be a list of text, found a number.\n'
    assert json.loads(out)["problems"] == [
        {"source": "mixed/bad.json", "reason": '"aliases" must be a list of text, found a number.'}
    ]
    assert Advisory.objects.count() == 1


def test_missing_path_stores_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.json").write_text(GOOD)
    missing = tmp_path / "missing.json"
    assert run(capsys, tmp_path / "good.json", missing) == (2, "", f"{missing} does not exist. Check the path.\n")
    assert not ImportRun.objects.exists()
    assert not Advisory.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Nothing to import: there is no file."),
        ("<html>", "Nothing to import: top/x: this is HTML or XML, not an advisory."),
        ('{"id": "A-1",\n', "Nothing to import: top/x: the JSON is cut off or broken at line 2, column 1:"),
    ],
)
def test_nothing_to_import_is_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, sentence: str
) -> None:
    (tmp_path / "top").mkdir()
    if content:
        (tmp_path / "top" / "x").write_text(content)
    status, out, err = run(capsys, tmp_path / "top", "--json")
    assert (status, out) == (2, "")
    assert err.startswith(sentence)
    assert err.count("\n") == 1
    assert not ImportRun.objects.exists()


def test_unknown_format_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, tmp_path, "--format", "pdf")
    assert (status, err) == (2, f"Unknown format “pdf”. Choose auto, {', '.join(FORMATS)}.\n")


def test_named_project_is_created(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, _ = run(capsys, SAMPLES / "table" / "list.json", "--project", "Moth Store")
    assert status == 0
    project = Advisory.objects.get().project
    assert project is not None
    assert (project.slug, project.name) == ("moth-store", "Moth Store")


def test_all_samples_are_imported_together(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, SAMPLES, "--json")
    report = json.loads(out)
    assert status == 1
    assert {name: report[name] for name in ("created", "updated", "unchanged", "merged")} == {
        "created": 20, "updated": 0, "unchanged": 0, "merged": 2
    }  # fmt: skip
    assert Advisory.objects.get(key="GHSA-2c5f-8hjm-qrvx").records.count() == 2
