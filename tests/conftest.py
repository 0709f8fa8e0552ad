"""What every test may use. People: Ada and Bo rate, Cleo adjudicates, Lea leads, Vic views, Eve is a stranger."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connections

from advisories.corpus import index as columns

# Tests that take more than two seconds, measured with `pytest --durations=0`. `make quick` leaves them out.
SLOW = {
    "tests/test_golden_release.py::test_release_of_the_demo_is_the_recorded_one",
    "tests/annotation/test_demo.py::test_demo_makes_both_studies_once_and_prints_the_same_sign_ins_again",
    "tests/security/test_blinding.py::test_final_rater_cannot_tell_who_is_who",
    "tests/security/test_seal.py::test_open_round_tells_nobody_what_a_rater_coded",
}
# Rooms that use no database: their tests need to run on one database only.
PURE = (
    *("coding/statistics", "coding/dataset", "coding/results", "coding/rendering", "coding/formats", "coding/release"),
    *("coding/commands", "advisories/formats", "advisories/records", "advisories/tables", "advisories/text"),
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.partition("[")[0] in SLOW:
            item.add_marker("slow")
        in_pure_room = item.nodeid.startswith(tuple(f"tests/{room}/" for room in PURE))
        fixtures = set(getattr(item, "fixturenames", ()))
        if in_pure_room and not item.get_closest_marker("django_db") and not fixtures & DATABASE_FIXTURES:
            item.add_marker("pure")


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
    columns.clear_index()
