"""`manage.py migrate`: Django's command, except for databases that cannot be upgraded."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.commands import migrate

from advisories.platform.command import JsonCommand
from annotation.operations.schema_version import require_upgradable


class Command(JsonCommand, migrate.Command):
    def add_arguments(self, parser: ArgumentParser) -> None:
        migrate.Command.add_arguments(self, parser)  # type: ignore[arg-type]  # without --json

    def handle(self, *args: Any, **options: Any) -> None:
        require_upgradable()
        super().handle(*args, **options)
