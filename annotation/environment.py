"""Reads the INTERCODER_… variables, the only configuration. docs/deploy.md lists each of them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE_OPTIONS = {
    # Measured: a write lock that is taken at BEGIN never fails with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,  # seconds that a write waits for another program; then the answer is status 503
    # Measured: a cache of 32 MB and a checkpoint every 16 MB make an import ten percent faster.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-32000; PRAGMA wal_autocheckpoint=4000;"
    ),
}

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class SettingsError(Exception):
    """A setting is invalid. The message names it and what to use instead."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(f"INTERCODER_{name}", "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value not in {"yes", "no", "true", "false", "1", "0"}:
        raise SettingsError(f"Invalid INTERCODER_{name} “{value}”. Use yes or no.")
    return value in {"yes", "true", "1"}


def number(name: str, default: float, unit: str = "seconds") -> float:
    try:
        value = float(text(name, str(default)))
    except ValueError:
        value = 0
    if not 0 < value < 1_000_000:
        raise SettingsError(f"Invalid INTERCODER_{name} “{text(name)}”. Use a number of {unit} above 0.")
    return value


def mebibytes(name: str, default: float) -> int:
    """Return a size in bytes that is set in mebibytes."""
    return max(1, round(number(name, default, "mebibytes") * 2**20))


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def host_names(name: str, default: str) -> list[str]:
    """Return names of hosts in lower case; none if the variable is set and empty, or "off"."""
    value = os.environ.get(f"INTERCODER_{name}", default).strip().lower()
    names = [] if value == "off" else [host.strip() for host in value.split(",") if host.strip()]
    for host in names:
        if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", host):
            raise SettingsError(f"Invalid INTERCODER_{name} “{host}”. List names of hosts, such as github.com.")
    return names


def address(name: str, default: str) -> str:
    """Return a web address without its final slash; "" for "off"."""
    value = text(name, default).rstrip("/")
    if value.lower() == "off":
        return ""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or parts.username or parts.query or parts.fragment:
        # The value is not shown, because it may contain a password.
        raise SettingsError(f"INTERCODER_{name} is not a web address. Use one like {default}, or off.")
    return value


def log_level() -> str:
    level = text("LOG_LEVEL", "WARNING").upper()
    if level not in LOG_LEVELS:
        raise SettingsError(f"Unknown INTERCODER_LOG_LEVEL “{level}”. Choose {', '.join(LOG_LEVELS)}.")
    return level


def data_dir(base: Path) -> Path:
    folder = Path(text("DATA_DIR", str(base / "data"))).expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The data folder {folder} cannot be created: {error.strerror}. Set INTERCODER_DATA_DIR to another folder."
        ) from None
    return folder


def secret_key(folder: Path) -> str:
    """Return INTERCODER_SECRET_KEY, else the key in the data folder, created if it is missing."""
    if key := text("SECRET_KEY"):
        return key
    path = folder / "secret_key"
    try:
        if not path.exists():
            # The complete file is linked under its final name, so that two processes starting together use one key.
            draft = path.with_name(f"secret_key.{secrets.token_hex(8)}")
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
            draft.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise SettingsError(
            f"The secret key {path} cannot be used: {error.strerror}. Check the permissions of the file and its folder."
        ) from None


def database(folder: Path) -> dict[str, Any]:
    """Return Django's settings for INTERCODER_DATABASE_URL, by default SQLite in the data folder."""
    url = text("DATABASE_URL", f"sqlite:///{folder / 'intercoder.sqlite3'}")
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as error:
        raise SettingsError(f"Invalid INTERCODER_DATABASE_URL: {error}. Check its host and port.") from None
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "annotation.operations.sqlite",
            "NAME": unquote(parts.path.removeprefix("/")) if parts.path != "/:memory:" else ":memory:",
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,  # measured: opening the file for each request takes a third of the time of a save
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingsError(
            "INTERCODER_DATABASE_URL must begin with postgres:// or sqlite:///. "
            "Use an address like postgres://user:password@host:5432/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "OPTIONS": {"connect_timeout": 5},  # seconds; a host that drops packets would otherwise block requests
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def broker_url(folder: Path) -> str:
    """Return INTERCODER_BROKER_URL, by default the address of the embedded Valkey."""
    return text("BROKER_URL", f"redis+socket://{embedded_socket(folder)}")


def embedded_socket(folder: Path) -> Path:
    """Return the path of the embedded Valkey's socket."""
    # The path of a socket is limited to 107 bytes, so a deep data folder has its socket elsewhere.
    inside = folder / "valkey.sock"
    if len(str(inside).encode()) <= 100:
        return inside
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"intercoder-{os.getuid()}-{name}" / "valkey.sock"
