#!/usr/bin/env python
"""Intercoder's entry point: every command starts here."""

import os
import sys

from annotation.environment import SettingsError


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotation.settings")
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except DatabaseError as error:  # of Django's own commands; ours say it themselves
        from advisories.management.plain import sentence

        print(sentence(error), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output has gone. Python would complain once more when it flushes on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # as a shell reports SIGPIPE
    except KeyboardInterrupt:
        return 130  # as a shell reports Ctrl-C
    return 0


if __name__ == "__main__":
    sys.exit(main())
