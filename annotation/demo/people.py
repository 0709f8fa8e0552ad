"""The demo's users and their random passwords, which are stored in the data folder."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model

from coding.errors import NotReady

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no l, o, i, 0, 1: passwords are typed from a screen


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A member of all demo studies."""

    username: str
    name: str
    roles: tuple[str, ...]


PEOPLE = (
    DemoUser("lea", "Lea", ("lead",)),
    DemoUser("ada", "Ada", ("rater",)),
    DemoUser("bo", "Bo", ("rater",)),
    DemoUser("cleo", "Cleo", ("adjudicator",)),
    DemoUser("vic", "Vic", ("viewer",)),
)


def sign_ins_file() -> Path:
    return Path(settings.DATA_DIR) / "demo_sign_ins.json"


def read_sign_ins() -> dict[str, str]:
    """Return username → initial password; empty if the file is missing or broken."""
    try:
        sign_ins = json.loads(sign_ins_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return sign_ins if isinstance(sign_ins, dict) else {}


def make_sign_ins() -> dict[str, str]:
    """Create a password per user, and store them in a file that only its owner can read."""
    sign_ins = {person.username: password() for person in PEOPLE}
    descriptor = os.open(sign_ins_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)  # also if the file existed with other permissions
        json.dump(sign_ins, file, indent=1)
    return sign_ins


def password() -> str:
    """Return twelve random characters in three groups (59 bits)."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def create_people() -> dict[str, Any]:
    """Create the accounts with new passwords; raise NotReady if one of the names is taken."""
    users = get_user_model().objects
    names = [person.username for person in PEOPLE]
    if existing := users.filter(username__in=names).order_by("pk").first():
        raise NotReady(
            f"There is already an account called {existing.get_username()}, which the demo would create. "
            "Set INTERCODER_DATA_DIR to an empty folder, migrate, and run the demo there."
        )
    sign_ins = make_sign_ins()
    return {
        person.username: users.create_user(person.username, password=sign_ins[person.username], first_name=person.name)
        for person in PEOPLE
    }
