"""`manage.py import_scorecard`."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from advisories.models import Evidence, Snapshot

pytestmark = pytest.mark.django_db

HASH = "38e41a969810d02de7035de861f3111e0d9d0ae7"


def result(name: str = "github.com/o/r", **fields: Any) -> str:
    checks = [{"name": "Fuzzing", "score": 0, "reason": "project is not fuzzed"}, {"name": "License", "score": 10}]
    return json.dumps(
        {"date": "2025-02-24", "repo": {"name": name, "commit": HASH}, "scorecard": {}, "checks": checks, **fields}
    )


def run(*args: str | Path, status: int = 0) -> tuple[dict[str, Any], str]:
    out, err = StringIO(), StringIO()
    if status:
        with pytest.raises(SystemExit) as end:
            call_command("import_scorecard", *map(str, args), "--json", stdout=out, stderr=err)
        assert end.value.code == status
    else:
        call_command("import_scorecard", *map(str, args), "--json", stdout=out, stderr=err)
    return json.loads(out.getvalue().splitlines()[-1]), err.getvalue()


def test_a_result_becomes_a_snapshot_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(result())
    report, _ = run(file)
    assert (report["created"], report["unchanged"], report["ignored"]) == (1, 0, 1)
    snapshot = Snapshot.objects.get()
    assert (snapshot.source, snapshot.address, snapshot.commit) == ("scorecard", "github.com/o/r", HASH)
    assert {row["suggestion"] for row in snapshot.suggestions.values()} == {"cannot_tell"}
    row = Evidence.objects.get()
    assert (row.probe, row.outcome, row.source) == ("fuzz.scorecard", "false", "scorecard")
    assert "project is not fuzzed" in snapshot.document.text[row.start : row.end]


def test_the_same_result_again_is_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(result())
    run(file)
    report, _ = run(file)
    assert (report["created"], report["unchanged"]) == (0, 1)
    assert Snapshot.objects.count() == 1


def test_the_project_may_be_named(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(result("file:///srv/x"))
    report, error = run(file, status=2)
    assert report["snapshots"] == []
    assert error == f"{file}: The result names no repository. Name the project with --project.\n"
    run(file, "--project", "My project")
    assert Snapshot.objects.get().project.name == "My project"


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.jsonl", tmp_path / "b.json"
    good.write_text(f"{result()}\n{result('github.com/o/s')}\n")
    bad.write_text("{}")
    report, error = run(bad, tmp_path / "missing.json", good, status=1)
    assert (report["created"], len(report["problems"])) == (2, 2)
    assert "“checks” or “findings” is missing" in error
    assert "No such file or directory" in error
    assert len(error.splitlines()) == 2


def test_without_json_it_says_what_was_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.json"
    file.write_text(result())
    call_command("import_scorecard", str(file))
    assert capsys.readouterr().out == (
        "1 snapshots created, 0 unchanged. 1 checks and probes belong to no activity and were ignored.\n"
    )
