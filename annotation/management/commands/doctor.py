"""`manage.py doctor`: checks the installation, one line per check."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from advisories.platform.command import JsonCommand
from annotation.operations.health_checks import run_checks


class Command(JsonCommand):
    help = "Check database, broker, worker, disk and settings. Exit status 1 if something fails."

    def handle(self, **options: Any) -> None:
        results = []
        for result in run_checks():
            results.append(result)
            self.stdout.write(f"{result.state:<4}  {result.name}: {result.sentence}")
        failed = any(result.state == "fail" for result in results)
        if options["json"]:
            self.stdout.write(json.dumps({"ok": not failed, "checks": [asdict(result) for result in results]}))
        if failed:
            sys.exit(1)
