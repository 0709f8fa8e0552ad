#!/usr/bin/env python
"""Intercoder's entry point: every command starts here."""

from __future__ import annotations

import os
import sys
from signal import SIGINT, pthread_kill
from threading import Timer, main_thread

from annotation.environment import SettingsError


def interrupt_again(lost: sys.UnraisableHookArgs) -> None:
    """Interrupt again after a finaliser or callback in which Python ignored a KeyboardInterrupt."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        Timer(0.01, pthread_kill, (main_thread().ident, SIGINT)).start()
    else:
        sys.__unraisablehook__(lost)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotation.settings")
    sys.unraisablehook = interrupt_again
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except DatabaseError as error:  # from Django's own commands; those of Intercoder report it themselves
        from advisories.platform.command import sentence

        print(sentence(error), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of the output is gone. Python would report another error when it flushes stdout at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # as a shell reports SIGPIPE
    except KeyboardInterrupt:
        return 130  # as a shell reports Ctrl-C
    return 0


if __name__ == "__main__":
    sys.exit(main())
