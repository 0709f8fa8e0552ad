"""The demo's people and their passwords: random, made once for each installation, kept in the data folder."""

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
    """Somebody in both demo studies."""

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
    """Username → password as first set; empty where the file is missing or cannot be used."""
    try:
        sign_ins = json.loads(sign_ins_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return sign_ins if isinstance(sign_ins, dict) else {}


def make_sign_ins() -> dict[str, str]:
    """Invent a password for each person and keep them where only the installation's owner can read them."""
    sign_ins = {person.username: password() for person in PEOPLE}
    descriptor = os.open(sign_ins_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)  # also where the file was there with other rights
        json.dump(sign_ins, file, indent=1)
    return sign_ins


def password() -> str:
    """Twelve random characters in three groups: 59 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def create_people() -> dict[str, Any]:
    """Create the accounts, each with a new password; refuses to touch one that is somebody else's."""
    users = get_user_model().objects
    names = [person.username for person in PEOPLE]
    if taken := users.filter(username__in=names).order_by("pk").first():
        raise NotReady(
            f"There is an account called {taken.get_username()} already, and the demo wants one of its own. "
            "Name an empty folder in INTERCODER_DATA_DIR, migrate, and run the demo there."
        )
    sign_ins = make_sign_ins()
    return {
        person.username: users.create_user(person.username, password=sign_ins[person.username], first_name=person.name)
        for person in PEOPLE
    }
