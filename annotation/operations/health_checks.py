"""The checks of `manage.py doctor`. Each returns a state and a sentence."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from advisories.inspection.git_calls import git_problem, git_version
from advisories.platform.errors import RuleBroken
from annotation import environment
from annotation.operations import embedded_broker as broker
from annotation.operations.schema_version import require_upgradable

State = Literal["ok", "warn", "fail"]
GIB = 2**30
TEMPORARY_GIB = 2  # for requests and responses that slow clients have not sent or read yet
LOCAL = {"localhost", "127.0.0.1", "[::1]"}


@dataclass(frozen=True)
class CheckResult:
    """The result of one check."""

    name: str
    state: State
    sentence: str


def run_checks() -> Iterator[CheckResult]:
    """Run all checks, in the order you would fix them. None of them raises."""
    for name, check in CHECKS.items():
        try:
            state, sentence = check()
        except Exception as error:
            state, sentence = "fail", f"The check failed: {one_line(error)}"
        yield CheckResult(name, state, sentence)


def check_database() -> tuple[State, str]:
    try:
        connection.ensure_connection()
    except Exception as error:
        return "fail", f"{describe_database()} cannot be used: {one_line(error)} Check INTERCODER_DATABASE_URL."
    version = ".".join(map(str, connection.get_database_version()))
    try:
        require_upgradable()
    except RuleBroken as refusal:
        return "fail", refusal.detail
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        return "fail", f"{describe_database()} lacks {missing} migrations. Run `manage.py migrate`."
    return "ok", f"{describe_database()}, version {version}, all migrations applied."


def describe_database() -> str:
    """Return the kind, name and host of the database, without its password."""
    options = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"SQLite in {options['NAME']}"
    return f"PostgreSQL database {options['NAME']} at {options['HOST'] or 'the local socket'}"


def check_broker() -> tuple[State, str]:
    problem = broker.problem(settings.CELERY_BROKER_URL)
    if not environment.text("BROKER_URL"):
        if problem:
            return "warn", "The embedded Valkey is not running. Start it with `manage.py serve`."
        return "ok", "The embedded Valkey is running."
    parts = urlsplit(settings.CELERY_BROKER_URL)
    name = f"The broker at {parts.hostname or parts.path}"
    if problem:
        return "fail", f"{name} does not respond: {problem} Check INTERCODER_BROKER_URL."
    return "ok", f"{name} responds."


def check_worker() -> tuple[State, str]:
    from annotation.celery import app  # takes a third of a second, and only this check needs it

    if broker.problem(settings.CELERY_BROKER_URL):
        return "warn", "Unknown, because the broker does not respond. Start the broker first."
    workers = app.control.inspect(timeout=1).ping() or {}
    if not workers:
        return "warn", "No worker responded within a second. Start one with `manage.py serve` or the worker unit."
    return "ok", f"Running: {', '.join(sorted(workers))}."


def check_disk() -> tuple[State, str]:
    folder = settings.DATA_DIR
    free = shutil.disk_usage(folder).free / GIB
    if not os.access(folder, os.W_OK | os.X_OK):
        return "fail", f"The data folder {folder} is not writable. Change its owner or INTERCODER_DATA_DIR."
    if free < 1:
        return ("fail" if free < 0.1 else "warn"), f"Only {free:.2f} GiB are free in {folder}. Free some space."
    return "ok", f"{free:.0f} GiB free in {folder}."


def check_temporary_folder() -> tuple[State, str]:
    wanted = os.environ.get("TMPDIR", "")
    try:
        folder = tempfile.gettempdir()
    except FileNotFoundError:
        return "fail", "No temporary folder can be written to. Set TMPDIR to one."
    if wanted and not os.path.samefile(folder, wanted if os.path.isdir(wanted) else os.devnull):
        return "warn", f"TMPDIR names {wanted}, which cannot be written to, so {folder} is used. Change TMPDIR."
    free = shutil.disk_usage(folder).free / GIB
    if free < TEMPORARY_GIB:
        sentence = f"Only {free:.2f} GiB are free in {folder} for uploads and downloads under way"
        return ("fail" if free < 0.1 else "warn"), f"{sentence}; {TEMPORARY_GIB} are needed. Free some or set TMPDIR."
    return "ok", f"{free:.0f} GiB free in {folder}."


def check_secret_key() -> tuple[State, str]:
    if environment.text("SECRET_KEY"):
        if len(settings.SECRET_KEY) < 32:
            return "warn", "INTERCODER_SECRET_KEY is too short. Use 50 random characters."
        return "ok", "From INTERCODER_SECRET_KEY."
    path = settings.DATA_DIR / "secret_key"
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return "warn", f"Other users of this machine can read {path}. Run `chmod 600` on it."
    return "ok", f"Stored in {path}."


def check_hosts() -> tuple[State, str]:
    names = ", ".join(settings.ALLOWED_HOSTS)
    if "*" in settings.ALLOWED_HOSTS:
        return "warn", "INTERCODER_ALLOWED_HOSTS allows every name. List the names of this server."
    return "ok", f"Allowed: {names}."


def check_tls() -> tuple[State, str]:
    if settings.BEHIND_TLS:
        return "ok", "Cookies are sent over HTTPS only."
    if set(settings.ALLOWED_HOSTS) <= LOCAL:
        return "ok", "Not needed, because the server can be reached from this machine only."
    return "warn", "Passwords are sent unencrypted. Put an HTTPS proxy in front and set INTERCODER_BEHIND_TLS=yes."


def check_debug() -> tuple[State, str]:
    return ("fail", "DEBUG is on.") if settings.DEBUG else ("ok", "Off.")


def check_page() -> tuple[State, str]:
    if not (settings.PAGE_DIR / "index.html").exists():
        return "fail", "The web interface is not built. Run `make build`."
    return "ok", "Built."


def check_git() -> tuple[State, str]:
    if problem := git_problem():
        return "warn", f"{problem} Until then projects cannot be inspected."
    hosts = ", ".join(settings.GIT_HOSTS) or "none"
    return "ok", f"git {'.'.join(map(str, git_version() or ()))}. Repositories are fetched from: {hosts}."


def one_line(error: Exception) -> str:
    """Return the message of an error as one line that ends like a sentence."""
    message = " ".join(str(error).split()) or type(error).__name__
    return message if message.endswith((".", "?", "!")) else f"{message}."


CHECKS: dict[str, Callable[[], tuple[State, str]]] = {
    "database": check_database,
    "broker": check_broker,
    "worker": check_worker,
    "disk": check_disk,
    "temporary folder": check_temporary_folder,
    "secret key": check_secret_key,
    "host names": check_hosts,
    "encryption": check_tls,
    "debugging": check_debug,
    "page": check_page,
    "git": check_git,
}
