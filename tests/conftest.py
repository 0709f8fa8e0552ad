"""Markers and fixtures of all tests.

Users: Ada and Bo rate, Cleo adjudicates, Lea leads, Vic views, Eve is not a member.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections

from advisories.corpus import index as corpus_index
from tests.support.snapshots import remembering

# Tests that take more than two seconds, measured with `pytest --durations=0`. `make quick` leaves them out.
SLOW = {
    "tests/advisories/formats/test_formats.py::test_no_input_makes_the_parser_raise",
    "tests/advisories/intake/test_killed.py::test_killed_import_loses_no_finished_batch",
    "tests/advisories/platform/test_errors.py::test_every_command_reports_an_unusable_database_in_one_sentence",
    "tests/advisories/platform/test_errors.py::test_interrupted_command_ends_quietly",
    "tests/annotation/test_demo.py::test_demo_is_created_once_and_prints_the_same_sign_ins_again",
    "tests/annotation/test_serve.py::test_doctor_reports_no_problem_while_everything_runs",
    "tests/annotation/test_serve.py::test_serve_responds_and_stops_all_its_processes",
    "tests/annotation/test_serve.py::test_serve_restarts_a_dead_broker_and_worker_but_not_the_web_server",
    "tests/annotation/test_serve.py::test_second_server_on_the_same_folder_is_refused",
    "tests/annotation/test_worker.py::test_job_of_a_killed_worker_is_finished_by_the_next",
    "tests/coding/access/test_query_counts.py::test_list_takes_as_many_queries_as_written_here",
    "tests/coding/commands/test_agreement_hostile.py::test_thousands_of_codes_are_reported_without_an_interval_per_code",
    "tests/coding/formats/refi_qda/test_archive.py::test_expensive_file_is_read_in_seconds_with_little_memory",
    "tests/coding/formats/test_refi_fuzz.py::test_mangled_file_becomes_a_complete_study_or_none",
    "tests/coding/formats/test_refi_fuzz.py::test_mangled_file_is_read_or_refused_in_one_sentence",
    "tests/coding/formats/test_refi_laws.py::test_own_project_is_read_as_it_was_written",
    "tests/coding/formats/test_refi_laws.py::test_imported_study_equals_the_exported_one",
    "tests/coding/release/test_figures.py::test_pdf_does_not_depend_on_the_order_of_fonts",
    "tests/coding/release/test_hostile.py::test_every_file_is_readable",
    "tests/coding/release/test_package.py::test_bytes_do_not_depend_on_hash_seed_time_zone_or_locale",
    "tests/coding/release/test_package.py::test_release_has_every_promised_file",
    "tests/coding/steps/test_replicate_refusals.py::test_refusal_of_the_command_line_process_has_no_traceback",
    "tests/coding/test_loading.py::test_ratings_of_many_units_equal_the_rows",
    "tests/security/test_blinding.py::test_blinded_final_rater_cannot_identify_raters",
    "tests/security/test_caching.py::test_responses_of_the_api_are_not_cached",
    "tests/security/test_http.py::test_session_without_csrf_token_cannot_write",
    "tests/security/test_malformed.py::test_malformed_body_causes_no_server_error",
    "tests/security/test_malformed.py::test_wrong_value_in_a_field_causes_no_server_error",
    "tests/security/test_seal.py::test_drafts_are_visible_only_to_their_rater",
    "tests/security/test_seal.py::test_members_see_codings_only_after_closing",
    "tests/security/test_seal.py::test_open_round_reveals_codings_only_to_their_rater",
    "tests/security/test_seal_after_release.py::test_finished_rater_reveals_only_a_commitment",
    "tests/test_golden_release.py::test_release_of_the_demo_has_the_recorded_checksums",
    "tests/test_model_study.py::test_model_study_gives_the_published_results",
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
    # The default hasher is slow on purpose, and would take most of the time of a test that signs in.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Store SQLite in a file, so that other processes and threads use the same database."""
    database = connections["default"].settings_dict
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(settings.DATA_DIR / "test.sqlite3")


@pytest.fixture(autouse=True)
def empty_corpus_index() -> None:
    """Clear the cached index of the corpus, which a rollback does not change."""
    corpus_index.clear_index()


@pytest.fixture(autouse=True)
def snapshots(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Worlds are copied until the test replaces parts of the program, which the steps might call."""
    with remembering(unless=monkeypatch._setattr):
        yield
