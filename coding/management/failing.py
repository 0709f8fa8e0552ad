"""How a command fails: one sentence on standard error and exit status 2, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError

from advisories.errors import RuleBroken
from coding.statistics.sheet import SheetError

NOTHING_DONE = 2


def one_sentence(handle: Callable[..., Any]) -> Callable[..., Any]:
    """Let what can go wrong with a person's input end the command with its sentence."""

    @wraps(handle)
    def handled(self: Any, *args: Any, **options: Any) -> Any:
        try:
            return handle(self, *args, **options)
        except (RuleBroken, SheetError, ValidationError, OSError, DatabaseError) as error:
            self.stderr.write(sentence(error))
            raise SystemExit(NOTHING_DONE) from None

    return handled


def sentence(error: Exception) -> str:
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            return " ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
        return " ".join(error.messages)
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}. Check the path."
    if isinstance(error, DatabaseError):
        return f"The database answered: {str(error).splitlines()[0]}. Run manage.py doctor."
    return str(error)
