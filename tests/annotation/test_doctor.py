"""`manage.py doctor`: one line per check, whatever fails."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from annotation.operations import health_checks
from annotation.operations.health_checks import CheckResult


def check_result(name: str) -> CheckResult:
    return next(result for result in health_checks.run_checks() if result.name == name)


@pytest.mark.django_db
def test_database_is_named_with_its_version() -> None:
    result = check_result("database")
    assert result.state == "ok"
    assert {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor] in result.sentence
    assert "all migrations applied" in result.sentence


def test_unreachable_database_is_reported_in_one_sentence() -> None:
    # Not marked django_db, so pytest-django refuses every connection.
    result = check_result("database")
    assert result.state == "fail"
    assert len(result.sentence.splitlines()) == 1
    assert "Check INTERCODER_DATABASE_URL" in result.sentence


def test_unreachable_broker_is_a_failure_only_if_it_is_configured(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CELERY_BROKER_URL = "redis://:secret@127.0.0.1:1/0"
    assert health_checks.check_broker()[0] == "warn", "the embedded broker runs only while the server runs"
    monkeypatch.setenv("INTERCODER_BROKER_URL", settings.CELERY_BROKER_URL)
    state, sentence = health_checks.check_broker()
    assert state == "fail"
    assert "secret" not in sentence


def test_broker_without_a_worker(broker: str) -> None:
    assert health_checks.check_broker() == ("ok", "The embedded Valkey is running.")
    state, sentence = health_checks.check_worker()
    assert (state, sentence.startswith("No worker responded")) == ("warn", True)


def test_tls_is_required_only_for_other_machines(settings: Any) -> None:
    settings.BEHIND_TLS = False
    settings.ALLOWED_HOSTS = ["localhost"]
    assert health_checks.check_tls()[0] == "ok"
    settings.ALLOWED_HOSTS = ["coding.example.org"]
    assert health_checks.check_tls()[0] == "warn"


def test_secret_key_that_others_can_read_is_reported(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INTERCODER_SECRET_KEY", raising=False)
    settings.DATA_DIR = tmp_path
    (tmp_path / "secret_key").write_text("known to all")
    (tmp_path / "secret_key").chmod(0o644)
    assert health_checks.check_secret_key()[0] == "warn"
    (tmp_path / "secret_key").chmod(0o600)
    assert health_checks.check_secret_key()[0] == "ok"


def test_temporary_folder_needs_room_for_slow_clients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def with_free(gib: float) -> health_checks.State:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=gib * 2**30))
        return health_checks.check_temporary_folder()[0]

    monkeypatch.delenv("TMPDIR", raising=False)
    assert [with_free(gib) for gib in (2, 1.9, 0.05)] == ["ok", "warn", "fail"]
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert with_free(2) == "ok"
    monkeypatch.setenv("TMPDIR", str(tmp_path / "missing"))
    assert "which cannot be written to" in health_checks.check_temporary_folder()[1]
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", list)
    assert with_free(2) == "fail"


def test_check_that_raises_is_reported_as_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def raise_error() -> tuple[health_checks.State, str]:
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setattr(health_checks, "CHECKS", {"it": raise_error})
    assert list(health_checks.run_checks()) == [CheckResult("it", "fail", "The check failed: first line second line.")]


@pytest.mark.parametrize(("state", "status"), [("ok", 0), ("warn", 0), ("fail", 1)])
def test_doctor_exit_status_and_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], state: str, status: int
) -> None:
    monkeypatch.setattr(health_checks, "CHECKS", {"it": lambda: (state, "A sentence.")})
    try:
        call_command("doctor", "--json")
        code: Any = 0
    except SystemExit as end:
        code = end.code
    lines = capsys.readouterr().out.splitlines()
    assert code == status
    assert lines[0] == f"{state:<4}  it: A sentence."
    assert json.loads(lines[-1]) == {
        "ok": state != "fail",
        "checks": [{"name": "it", "state": state, "sentence": "A sentence."}],
    }
