"""`manage.py doctor`: says what is in use and what is wrong, whatever is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from annotation.operations import health_checks
from annotation.operations.health_checks import CheckResult


def found(name: str) -> CheckResult:
    return next(finding for finding in health_checks.run_checks() if finding.name == name)


@pytest.mark.django_db
def test_database_is_named_with_its_version() -> None:
    finding = found("database")
    assert finding.state == "ok"
    assert {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor] in finding.sentence
    assert "all migrations applied" in finding.sentence


def test_database_that_cannot_be_reached_is_one_sentence() -> None:
    # Not marked django_db: pytest-django then forbids every connection, which is an error like any other.
    finding = found("database")
    assert finding.state == "fail"
    assert len(finding.sentence.splitlines()) == 1
    assert "Check INTERCODER_DATABASE_URL" in finding.sentence


def test_broker_that_does_not_answer_is_a_failure_if_it_was_configured(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CELERY_BROKER_URL = "redis://:secret@127.0.0.1:1/0"
    assert health_checks.check_broker()[0] == "warn", "the embedded one runs only while the server does"
    monkeypatch.setenv("INTERCODER_BROKER_URL", settings.CELERY_BROKER_URL)
    state, sentence = health_checks.check_broker()
    assert state == "fail"
    assert "secret" not in sentence


def test_broker_that_answers_without_a_worker(broker: str) -> None:
    assert health_checks.check_broker() == ("ok", "The embedded Valkey answers.")
    state, sentence = health_checks.check_worker()
    assert (state, sentence.startswith("No worker answered")) == ("warn", True)


def test_tls_is_asked_for_only_beyond_this_machine(settings: Any) -> None:
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


def test_check_that_stumbles_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble() -> tuple[health_checks.State, str]:
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setattr(health_checks, "CHECKS", {"it": stumble})
    assert list(health_checks.run_checks()) == [
        CheckResult("it", "fail", "This could not be checked: first line second line.")
    ]


@pytest.mark.parametrize(("state", "status"), [("ok", 0), ("warn", 0), ("fail", 1)])
def test_doctor_exit_status_and_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], state: str, status: int
) -> None:
    monkeypatch.setattr(health_checks, "CHECKS", {"it": lambda: (state, "So it is.")})
    try:
        call_command("doctor", "--json")
        code: Any = 0
    except SystemExit as end:
        code = end.code
    lines = capsys.readouterr().out.splitlines()
    assert code == status
    assert lines[0] == f"{state:<4}  it: So it is."
    assert json.loads(lines[-1]) == {
        "ok": state != "fail",
        "checks": [{"name": "it", "state": state, "sentence": "So it is."}],
    }
