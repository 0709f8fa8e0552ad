"""Detects databases of earlier development versions, which cannot be upgraded."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from advisories.platform.errors import RuleBroken

OURS = ("accounts", "advisories", "coding")


def require_upgradable() -> None:
    """Raise RuleBroken if migrations are applied that this version does not have."""
    loader = MigrationLoader(connection)
    if not any(app in OURS for app, _ in set(loader.applied_migrations or ()) - set(loader.disk_migrations or ())):
        return
    if connection.vendor == "sqlite":
        folder = settings.DATA_DIR.name
        raise RuleBroken(
            "This data folder was made by an earlier development version and cannot be upgraded. Move it away "
            f"(mv {folder} {folder}-old) and start again; releases you downloaded stay valid."
        )
    raise RuleBroken(
        "This database was made by an earlier development version and cannot be upgraded. Name an empty database in "
        "INTERCODER_DATABASE_URL and start again; releases you downloaded stay valid."
    )
