"""Markers and fixtures of all tests.

Users: Ada and Bo rate, Cleo adjudicates, Lea leads, Vic views, Eve is not a member.
"""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from django.conf import settings
from django.db import connections
from hypothesis import settings as hypothesis_settings

from advisories.corpus import index as corpus_index
from tests.support import ROOT
from tests.support.database import copy_postgresql, copy_sqlite
from tests.support.flush import allow_flush
from tests.support.lock_order import check_lock_order
from tests.support.replicates import few_replicates
from tests.support.snapshots import remembering

# The same examples in each run, and no limit to their time, because the machine can be busy.
hypothesis_settings.register_profile("tests", derandomize=True, deadline=None)
hypothesis_settings.load_profile("tests")

# Test functions that take 0.2 seconds or more with all their cases; `make slow` records them again.
SLOW_TESTS = ROOT / "tests" / "slow.txt"
SLOW_SECONDS = 0.2
SLOW = frozenset(SLOW_TESTS.read_text(encoding="utf-8").split())
# Rooms whose tests start processes that use the database, without a fixture that says so.
WITH_PROCESSES = (
    "tests/annotation/",
    "tests/advisories/intake/test_killed.py",
    "tests/advisories/platform/test_errors.py",
)
# Rooms whose tests compare what different readers see, not the numbers of intervals.
WITH_FEW_REPLICATES = tuple(
    f"tests/{room}/"
    for room in (
        *("security", "e2e", "coding/access", "coding/api", "coding/audit", "coding/codebook", "coding/dataset"),
        "coding/formats",
    )
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.partition("[")[0] in SLOW:
            item.add_marker("slow")
        fixtures = set(getattr(item, "fixturenames", ()))
        uses_database = item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES
        if not uses_database and not item.nodeid.startswith(WITH_PROCESSES):
            item.add_marker("pure")


def pytest_collection_finish() -> None:
    """Collect garbage again, but never look at the modules and tests again, which are kept to the end of the run."""
    gc.freeze()
    gc.enable()


class SlowTests:
    """Adds up what each test function takes and writes the list of the slow ones, after those that are listed."""

    def __init__(self, listed: frozenset[str]) -> None:
        self.listed = listed
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid.partition("[")[0]] += report.duration

    def pytest_sessionfinish(self) -> None:
        fastest: dict[str, str] = {}  # of each file, so that every room stays in `make quick`
        for test, _ in reversed(self.seconds.most_common()):
            fastest.setdefault(test.partition("::")[0], test)
        slow = {
            test
            for test, seconds in self.seconds.items()
            if seconds >= SLOW_SECONDS and (seconds >= 1 or test not in fastest.values())
        }
        SLOW_TESTS.write_text("".join(f"{test}\n" for test in sorted(slow | self.listed)), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    if (record := os.environ.get("RECORD_SLOW")) and "PYTEST_XDIST_WORKER" not in os.environ:
        config.pluginmanager.register(SlowTests(SLOW if record == "more" else frozenset()))
    gc.disable()  # until the tests are collected: a quarter of the time of collecting them went into it
    # The default hasher is slow on purpose, and would take most of the time of a test that signs in.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    allow_flush()
    check_lock_order()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Let Django use the database that `django_db_modify_db_settings` makes. It is deleted at the end of the run."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Make a migrated database. SQLite is stored in a file, so that other processes and threads use the same one."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        file = settings.DATA_DIR / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)
        copy_sqlite(file)
    else:
        copy_postgresql(os.environ["INTERCODER_DATABASE_URL"], connection.creation._get_test_db_name())


@pytest.fixture(autouse=True)
def empty_corpus_index() -> None:
    """Clear the cached index of the corpus, which a rollback does not change."""
    corpus_index.clear_index()


@pytest.fixture(autouse=True)
def snapshots(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Worlds are copied until the test replaces parts of the program, which the steps might call."""
    with remembering(unless=monkeypatch._setattr):
        yield


@pytest.fixture(autouse=True)
def replicates(request: pytest.FixtureRequest) -> Iterator[None]:
    """Draw fewer samples for intervals in rooms whose tests are not about them."""
    with few_replicates() if request.node.nodeid.startswith(WITH_FEW_REPLICATES) else nullcontext():
        yield
