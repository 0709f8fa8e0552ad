"""Base of all commands."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from advisories.platform.errors import RuleBroken

NOTHING_DONE = 2


class JsonCommand(BaseCommand):
    """Base of commands: `--json`, and errors as one sentence on standard error with exit status 2.

    A command with the option `--json` calls `super().add_arguments`.
    """

    # On SQLite the checks use the database. An unusable one would end in a traceback.
    requires_system_checks: list[str] = []
    refusals: tuple[type[Exception], ...] = (RuleBroken, ValidationError, OSError, DatabaseError)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object on the last line")

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as refusal:
            if not self._called_from_command_line:  # type: ignore[attr-defined]
                raise
            self.stderr.write(str(refusal))
            sys.exit(refusal.returncode)
        except BrokenPipeError:
            raise  # the reader closed the pipe, as `| head` does; manage.py ends quietly
        except self.refusals as error:
            self.stderr.write(sentence(error))
            sys.exit(NOTHING_DONE)


def add_corpus(parser: ArgumentParser) -> None:
    """Add the option `--corpus`."""
    parser.add_argument(
        "--corpus",
        default="",
        metavar="NAME",
        help="slug of a shared corpus, or study:SLUG; by default the only shared corpus, or of several “main”",
    )


def sentence(error: Exception) -> str:
    """Return the error as one line for people."""
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            return " ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
        return " ".join(error.messages)
    if isinstance(error, OSError):
        if error.filename is None:
            return f"{error.strerror or error}."
        return f"{error.filename}: {error.strerror}. Check the path."
    if isinstance(error, DatabaseError):
        message = " ".join(str(error).split()).rstrip(".")
        return (
            f"The database cannot be used: {message}. "
            "Run `manage.py migrate` if it is new. `manage.py doctor` reports other problems."
        )
    return str(error).replace("\n", " ")
