"""What every test may use. People: Ada and Bo rate, Cleo adjudicates, Lea leads, Vic views, Eve is a stranger."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connections

from advisories.corpus import index as columns


def pytest_configure() -> None:
    # Hashing that is slow on purpose would be most of the time of a test that signs in.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite in a file, as in use: what runs in another process or thread then sees the same database."""
    database = connections["default"].settings_dict
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(settings.DATA_DIR / "test.sqlite3")


@pytest.fixture(autouse=True)
def no_corpus_of_another_test() -> None:
    """A test's data are rolled back, which no import ever is: what is held of them has to go by hand."""
    columns.forget()
