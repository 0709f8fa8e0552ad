#!/usr/bin/env python
"""Intercoder's entry point: every command starts here."""

import os
import sys

from annotation.environment import SettingsError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotation.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except SettingsError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
