"""Notifies workers of jobs over Celery. A worker runs the sweeper, and returns its jobs when it ends."""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from celery.signals import worker_ready, worker_shutting_down
from django.conf import settings
from django.db import close_old_connections

from advisories.inspection.fetching import sweep as sweep_temporary
from advisories.intake.daily_imports import start_due_imports
from advisories.intake.indexing import sweep_index
from advisories.platform.jobs import run_job, sweep
from advisories.platform.leases import stopping
from advisories.sources.uploads import sweep_uploads
from annotation.celery import app

logger = logging.getLogger(__name__)

# Each notification opens a connection, because a pooled one may be dead after a restart of the broker. A broker that
# refuses or hangs delays a request by at most two seconds; the sweeper re-sends the notification.
SHORT_TIMEOUTS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    "max_retries": 1,
    "interval_start": 0,
    "interval_max": 0,
}
notifier = app.task(run_job, name="intercoder.run_job")


def notify(job_id: int, *, expires: float | None = None) -> None:
    """Send the number of a job to the workers. The setting JOB_NOTIFIER names this function."""
    with app.connection_for_write(transport_options=SHORT_TIMEOUTS) as connection:
        notifier.apply_async((job_id,), expires=expires, retry=False, connection=connection)


def run_sweeper() -> None:
    while not stopping.is_set():
        try:
            close_old_connections()
            sweep()
            sweep_index()
            sweep_uploads()
            start_due_imports()
            sweep_temporary(settings.DATA_DIR / "inspections", time.time())
        except Exception:
            logger.exception("The sweep for waiting jobs failed. It is repeated.")
        stopping.wait(settings.JOB_SWEEP)


@worker_ready.connect  # type: ignore[untyped-decorator]
def start_sweeper(**_: Any) -> None:
    threading.Thread(target=run_sweeper, name="sweeper", daemon=True).start()


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def return_jobs(**_: Any) -> None:
    """Return the running jobs of this worker at their next report of progress."""
    stopping.set()
