"""`manage.py serve`: broker, web processes and worker, started and stopped together."""

from __future__ import annotations

import errno
import fcntl
import http.client
import os
import socket
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from advisories.platform.command import JsonCommand
from annotation import environment
from annotation.operations import embedded_broker as broker
from annotation.operations.health_checks import one_line
from annotation.operations.schema_version import require_upgradable
from annotation.operations.supervisor import Child, Supervisor, SupervisorError


class Command(JsonCommand):
    help = "Start the web processes, the worker and (unless INTERCODER_BROKER_URL names one) the broker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, help="number of web processes (always 1 on SQLite)")
        parser.add_argument("--no-worker", action="store_true", help="start no worker; another machine runs the jobs")

    def handle(self, *, host: str, port: int, workers: int | None, no_worker: bool, **_: Any) -> None:
        embedded_broker = not environment.text("BROKER_URL")
        with ExitStack() as stack:
            if embedded_broker or connection.vendor == "sqlite":
                stack.enter_context(lock_data_folder(settings.DATA_DIR))
            listener = stack.enter_context(bound_socket(host, port))
            supervisor = Supervisor(settings.START_SECONDS)
            try:
                web_processes = [web_process(listener, name) for name in process_names(workers)]
                for process in web_processes:
                    supervisor.launch(process)
                check_database()  # while the web processes start, which takes longer
                if embedded_broker:
                    start_broker(supervisor)
                supervisor.wait_for(web_processes[0], lambda: responds(host, port))
                if not no_worker:
                    supervisor.start(worker_process(), lambda: True)
                if not supervisor.stop_requested.is_set():
                    self.welcome(host, port)
                supervisor.keep_running()
            except SupervisorError as reason:
                raise CommandError(str(reason), returncode=1) from None
            finally:
                listener.close()
                supervisor.stop()

    def welcome(self, host: str, port: int) -> None:
        if not (settings.PAGE_DIR / "index.html").exists():
            self.stderr.write("The web interface is not built. Run `make build`, then start the server again.")
        self.stdout.write(f"Intercoder is ready at {address(host, port)}  (stop it with Ctrl-C)")
        self.stdout.flush()


def lock_data_folder(folder: Path) -> IO[str]:
    """Lock the data folder until the returned file is closed."""
    lock = (folder / "serve.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise CommandError(
            f"Intercoder is already running on the data in {folder}. "
            "Stop it first, or set INTERCODER_DATA_DIR to another folder.",
            returncode=2,
        ) from None
    return lock


def check_database() -> None:
    try:
        require_upgradable()
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise CommandError(
            f"The database cannot be used: {one_line(error)} Check INTERCODER_DATABASE_URL.", returncode=2
        ) from None
    finally:
        connection.close()
    if missing:
        raise CommandError(
            f"The database lacks {len(missing)} migrations. Run `{Path(sys.executable).name} manage.py migrate`, "
            "then start the server again.",
            returncode=2,
        )


def bound_socket(host: str, port: int) -> socket.socket:
    """Return the socket that the web processes inherit and listen on."""
    if not 0 < port < 65536:
        raise CommandError(f"Invalid port {port}. Choose one from 1024 to 65535.", returncode=2)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = f"Port {port} is in use by another program. Choose another one with --port."
        elif error.errno == errno.EACCES:
            reason = f"Port {port} is reserved for the administrator. Choose one above 1023 with --port."
        else:
            reason = f"This machine cannot listen on {host}: {error.strerror or error}. Check --host."
        raise CommandError(reason, returncode=2) from None
    return listener


def start_broker(supervisor: Supervisor) -> None:
    path = environment.embedded_socket(settings.DATA_DIR)
    # This process has locked the data folder, so a running broker has outlived its server.
    broker.stop_embedded(path)
    name = f"embedded Valkey (its log is {broker.embedded_log(path)})"
    child = Child(name, broker.embedded_command(path), os.environ.copy(), restart=True, outlives_others=True)
    supervisor.start(child, ready=lambda: broker.embedded_answers(path))


def process_names(requested: int | None) -> list[str]:
    """Return the names of the web processes."""
    # Measured: SQLite is fastest with one process, PostgreSQL with one process per core.
    count = 1 if connection.vendor == "sqlite" else requested or min(4, os.cpu_count() or 1)
    return ["web process"] if count == 1 else [f"web process {number}" for number in range(1, count + 1)]


def web_process(listener: socket.socket, name: str) -> Child:
    descriptor = listener.fileno()
    command = [sys.executable, "-m", "annotation.operations.server", str(descriptor)]
    return Child(name, command, child_environment(), restart=True, descriptors=(descriptor,))


def worker_process() -> Child:
    command = [
        *(sys.executable, "-m", "celery", "--quiet", "-A", "annotation", "worker"),
        *("--without-gossip", "--without-mingle", "--loglevel", "warning"),
    ]
    return Child("worker", command, child_environment() | {"CELERY_SKIP_CHECKS": "1"}, restart=True)


def child_environment() -> dict[str, str]:
    """Return the environment for child processes, in which the project can be imported from any folder."""
    paths = [str(settings.BASE_DIR), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1"}


def responds(host: str, port: int) -> bool:
    """Return whether a web process responds, with any status."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        client = http.client.HTTPConnection(target, port, timeout=5)
        client.request("GET", "/")
        client.getresponse().close()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        client.close()
    return True


def address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/"
