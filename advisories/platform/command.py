"""How a command fails: one sentence on standard error and exit status 2, never a traceback."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from advisories.platform.errors import RuleBroken

NOTHING_DONE = 2


class JsonCommand(BaseCommand):
    """A command that says what went wrong in its sentence alone, without Django's "CommandError: " before it."""

    # On SQLite they ask the database, so one that cannot be used would fail where nobody turns it into a sentence.
    requires_system_checks: list[str] = []
    refusals: tuple[type[Exception], ...] = (RuleBroken, ValidationError, OSError, DatabaseError)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as refusal:
            if not self._called_from_command_line:  # type: ignore[attr-defined]
                raise
            self.stderr.write(str(refusal))
            sys.exit(refusal.returncode)
        except BrokenPipeError:
            raise  # nobody reads on, as with `| head`: manage.py ends quietly
        except self.refusals as error:
            self.stderr.write(sentence(error))
            sys.exit(NOTHING_DONE)


def sentence(error: Exception) -> str:
    """What to tell a person, in one line."""
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            return " ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
        return " ".join(error.messages)
    if isinstance(error, OSError):
        if error.filename is None:
            return f"{error.strerror or error}."
        return f"{error.filename}: {error.strerror}. Check the path."
    if isinstance(error, DatabaseError):
        said = " ".join(str(error).split()).rstrip(".")
        return (
            f"The database cannot be used: {said}. "
            "Run `manage.py migrate` if it is new; `manage.py doctor` says what else is wrong."
        )
    return str(error).replace("\n", " ")
