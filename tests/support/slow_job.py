"""A kind of job that lasts until a test lets it end; a worker learns it with `--include tests.support.slow_job`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from advisories.models import Job
from advisories.platform.jobs import Progress, job_kind


@job_kind("wait_for_file")
def wait_for_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Report progress until the file named in the arguments is there."""
    done = 0
    while not Path(job.arguments["path"]).exists():
        done += 1
        progress(done, message="waiting")
        time.sleep(0.01)
    return {"attempt": job.attempts}
