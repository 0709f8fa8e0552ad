"""`manage.py doctor`: what is in use, and what is wrong with it."""

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
        findings = []
        for finding in run_checks():
            findings.append(finding)
            self.stdout.write(f"{finding.state:<4}  {finding.name}: {finding.sentence}")
        failed = any(finding.state == "fail" for finding in findings)
        if options["json"]:
            self.stdout.write(json.dumps({"ok": not failed, "checks": [asdict(finding) for finding in findings]}))
        if failed:
            sys.exit(1)
