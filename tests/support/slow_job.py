"""A kind of job that runs until a test ends it. Workers load it by `--include`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from advisories.models import Job
from advisories.platform.jobs import Progress, job_kind


@job_kind("wait_for_file")
def wait_for_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Report progress until the file in the arguments exists."""
    done = 0
    while not Path(job.arguments["path"]).exists():
        done += 1
        progress(done, message="waiting")
        time.sleep(0.01)
    return {"attempt": job.attempts}
