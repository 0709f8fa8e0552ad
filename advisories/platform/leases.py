"""Leases of running jobs: a heartbeat renews them while the worker lives, however slow a stage of the job is.

Leases are compared with the clock of the database, because the clocks of workers may differ.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, models
from django.db.models import ExpressionWrapper, F
from django.db.models.functions import Greatest, Now

from advisories.models import Job

logger = logging.getLogger(__name__)

BEAT: Final = 1.0  # seconds between two heartbeats; less if a lease is shorter than four of them
BUSY_TIMEOUT: Final = 250  # milliseconds that a heartbeat waits for SQLite, which the job itself may have locked
RETURN_AFTER: Final = 5.0  # seconds that a stopping worker waits for a report of progress; it is killed after 10

# Set when this worker is asked to stop. Running jobs then return to the queue.
stopping = threading.Event()


def lease_end() -> Any:
    """Return when a lease ends that begins now, as an expression for the database."""
    return ExpressionWrapper(Now() + timedelta(seconds=settings.JOB_LEASE), output_field=models.DateTimeField())


def where_lease_is_held(job: Job) -> models.QuerySet[Job]:
    """Return a query set of the job; empty if this run no longer has its lease."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, lease_holder=job.lease_holder)


def return_to_queue(job: Job) -> bool:
    """Return the job to the queue, because its worker stops. This does not count as a death."""
    returned = where_lease_is_held(job).update(
        state=Job.State.QUEUED, lease_until=None, lease_holder="", attempts=F("attempts") - 1
    )
    return bool(returned)


class Heartbeat(threading.Thread):
    """Renews the lease of a job until the job ends here, or the lease is lost.

    A job whose stage is too slow for its stopping worker returns to the queue, so that no death is counted.
    """

    def __init__(self, job: Job) -> None:
        super().__init__(name=f"heartbeat of job {job.pk}", daemon=True)
        self.job = job
        self.ended = threading.Event()
        self.returned = False

    def run(self) -> None:
        asked_to_stop: float | None = None
        try:
            while not self.ended.wait(min(BEAT, settings.JOB_LEASE / 4)):
                if asked_to_stop is None and stopping.is_set():
                    asked_to_stop = time.monotonic()
                stop = asked_to_stop is not None and time.monotonic() - asked_to_stop > RETURN_AFTER
                if not self.beat(stop):
                    return
        finally:
            connection.close()

    def beat(self, stop: bool) -> bool:
        """Renew the lease, or return the job. Return False if the lease is gone, which the handler notices later."""
        try:
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
            if stop:
                self.returned = return_to_queue(self.job)
                return False
            # On PostgreSQL this can wait for a transaction of the job that renews the lease itself, and is then late.
            return bool(where_lease_is_held(self.job).update(lease_until=Greatest("lease_until", lease_end())))
        except (DatabaseError, InterfaceError) as error:
            logger.info("The lease of job %s could not be renewed now: %s", self.job.pk, error)
            connection.close()
            return True


@contextmanager
def heartbeat(job: Job) -> Iterator[Heartbeat]:
    """Renew the lease of a job while its handler runs."""
    thread = Heartbeat(job)
    thread.start()
    try:
        yield thread
    finally:
        thread.ended.set()
        thread.join()
