"""The tests run on the servers that their settings name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection


@pytest.mark.django_db
def test_database_is_the_configured_one() -> None:
    assert connection.vendor == os.environ.get("INTERCODER_TEST_DATABASE", "sqlite")


@pytest.mark.django_db
def test_database_is_configured_as_in_production() -> None:
    """PostgreSQL folds Unicode letters; SQLite writes while others read."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT lower('Ä') = 'ä', getdatabaseencoding()")
            assert cursor.fetchone() == (True, "UTF8")
        else:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)


def test_data_folder_is_temporary() -> None:
    assert settings.DATA_DIR != settings.BASE_DIR / "data"
    assert Path(settings.DATA_DIR).is_relative_to(Path(os.environ["INTERCODER_DATA_DIR"]).resolve())


def test_broker_is_a_real_valkey(broker: str) -> None:
    with redis.Redis.from_url(broker.replace("redis+socket://", "unix://")) as client:
        assert client.info("server")["server_name"] == "valkey"
