"""The INTERCODER_… variables: safe defaults, and a sentence for each invalid value."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from annotation import environment
from annotation.environment import SettingsError
from tests.support import ROOT


@pytest.fixture
def variable(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("DATABASE_URL", "BROKER_URL", "SECRET_KEY", "BEHIND_TLS", "JOB_LEASE"):
        monkeypatch.delenv(f"INTERCODER_{name}", raising=False)
    return monkeypatch


def test_database_without_address_is_sqlite_in_the_data_folder(variable: pytest.MonkeyPatch, tmp_path: Path) -> None:
    database = environment.database(tmp_path)
    assert database["ENGINE"] == "annotation.operations.sqlite"
    assert database["NAME"] == str(tmp_path / "intercoder.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_database_address_of_postgresql_is_parsed(variable: pytest.MonkeyPatch, tmp_path: Path) -> None:
    variable.setenv("INTERCODER_DATABASE_URL", "postgres://ada:p%40ss@db.example:5433/study%20one")
    database = environment.database(tmp_path)
    parts = {name: database[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert parts == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "study one",
        "USER": "ada",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
    }


def test_database_address_of_postgresql_on_a_socket(variable: pytest.MonkeyPatch, tmp_path: Path) -> None:
    variable.setenv("INTERCODER_DATABASE_URL", "postgres://ada@%2Frun%2Fpostgresql/intercoder")
    database = environment.database(tmp_path)
    assert (database["HOST"], database["PORT"]) == ("/run/postgresql", "")


@pytest.mark.parametrize("address", ["mysql://db/x", "intercoder.sqlite3", "postgres://db:port/x", "postgres://[db/x"])
def test_invalid_database_address_is_refused(variable: pytest.MonkeyPatch, tmp_path: Path, address: str) -> None:
    variable.setenv("INTERCODER_DATABASE_URL", address)
    with pytest.raises(SettingsError, match="INTERCODER_DATABASE_URL"):
        environment.database(tmp_path)


@pytest.mark.parametrize(("value", "expected"), [("yes", True), ("TRUE", True), ("0", False), ("", False)])
def test_flag_reads_yes_and_no(variable: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    variable.setenv("INTERCODER_BEHIND_TLS", value)
    assert environment.flag("BEHIND_TLS") is expected


def test_flag_other_than_yes_or_no_is_refused(variable: pytest.MonkeyPatch) -> None:
    variable.setenv("INTERCODER_BEHIND_TLS", "perhaps")
    with pytest.raises(SettingsError, match=r"Invalid INTERCODER_BEHIND_TLS “perhaps”\. Use yes or no"):
        environment.flag("BEHIND_TLS")


@pytest.mark.parametrize("value", ["soon", "0", "-1", "nan", "inf"])
def test_invalid_number_is_refused(variable: pytest.MonkeyPatch, value: str) -> None:
    variable.setenv("INTERCODER_JOB_LEASE", value)
    with pytest.raises(SettingsError, match="INTERCODER_JOB_LEASE"):
        environment.number("JOB_LEASE", 60)


def test_secret_key_is_created_once_and_private(variable: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keys: list[str] = []
    threads = [Thread(target=lambda: keys.append(environment.secret_key(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert len(keys[0]) >= 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_secret_key_of_the_environment_precedes_and_is_not_stored(variable: pytest.MonkeyPatch, tmp_path: Path) -> None:
    variable.setenv("INTERCODER_SECRET_KEY", "given")
    assert environment.secret_key(tmp_path) == "given"
    assert not list(tmp_path.iterdir())


def test_socket_of_a_deep_data_folder_has_a_short_path(variable: pytest.MonkeyPatch, tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 40)
    assert environment.embedded_socket(tmp_path / "data") == tmp_path / "data" / "valkey.sock"
    socket = environment.embedded_socket(deep)
    assert len(str(socket).encode()) < 104, "the limit of macOS"
    assert socket != environment.embedded_socket(tmp_path / ("else" * 40))
    assert environment.broker_url(deep) == f"redis+socket://{socket}"


@pytest.mark.parametrize(
    "variables", [{"INTERCODER_DATABASE_URL": "mysql://x"}, {"INTERCODER_DATA_DIR": "/dev/null/x"}]
)
def test_commands_name_an_invalid_setting_in_one_sentence(variables: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor"],
        cwd=ROOT,
        env={"PATH": "", "INTERCODER_DATA_DIR": str(tmp_path), **variables},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert next(iter(variables)) in done.stderr
