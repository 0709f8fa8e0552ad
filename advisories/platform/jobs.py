"""Background jobs. The Job row is the truth; a notifier sends its number, and a sweeper re-sends it.

The setting JOB_NOTIFIER names the notifier, so this module does not import the broker. Handlers are in the `tasks`
modules of the apps and must be safe to run twice. They report progress outside of transactions, because a lease that is
renewed inside one is invisible to other processes until it commits.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules, import_string

from advisories.models import Job
from advisories.platform.errors import RuleBroken

logger = logging.getLogger(__name__)

ATTEMPTS = 3
SECONDS_BETWEEN_REPORTS = 0.5
PROGRAM_ERROR = (
    "This job failed because of an error in the program. What you sent is unchanged. "
    "Ask the administrator of this server to look at its log."
)
WORKER_DIED = (
    f"The worker died {ATTEMPTS} times during this job, so it is not tried again. "
    "Ask the administrator of this server to look at its log, then start the job again."
)

# Set when this worker is asked to stop. Running jobs then return to the queue.
stopping = threading.Event()


class Stopped(BaseException):
    """Ends a handler from outside. A BaseException, so that no `except Exception` catches it."""


class Cancelled(Stopped):
    """The job was cancelled."""


class LeaseLost(Stopped):
    """The lease expired, and another worker has the job."""


class JobReturned(Stopped):
    """The worker is stopping, and the job returns to the queue."""


class Progress:
    """Reports the progress of a handler. Each report renews the job's lease and may raise `Stopped`."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.reported = -1.0
        self.changes: dict[str, Any] = {}

    def __call__(self, done: int, total: int | None = None, message: str = "") -> None:
        self.changes = {"done": done, "total": total, "message": message}
        if stopping.is_set():
            raise JobReturned
        now = time.monotonic()
        if self.reported < 0 or now - self.reported >= SECONDS_BETWEEN_REPORTS or done == total:
            self.reported = now
            self.write(lease_until=lease_end(), **self.changes)

    def extend_lease(self, seconds: float) -> None:
        """Extend the lease to cover a transaction, in which no progress can be reported."""
        self.write(lease_until=timezone.now() + timedelta(seconds=seconds))

    def store_result(self, result: dict[str, Any]) -> None:
        """Store the result as the last statement of the transaction that does all the work.

        After a crash, the next worker reads it from `job.result`.
        """
        self.write(result=result)

    def write(self, **changes: Any) -> None:
        if not where_lease_is_held(self.job).update(**changes):
            state = Job.objects.values_list("state", flat=True).get(pk=self.job.pk)
            raise Cancelled if state == Job.State.CANCELLED else LeaseLost


Handler = Callable[[Job, Progress], dict[str, Any] | None]
HANDLERS: dict[str, Handler] = {}


def job_kind(kind: str) -> Callable[[Handler], Handler]:
    """Register a function as the handler of jobs of this kind."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def enqueue(kind: str, arguments: dict[str, Any], created_by: Any = None) -> Job:
    """Create a job, and notify a worker when the transaction commits."""
    job = Job.objects.create(kind=kind, arguments=arguments, created_by=created_by, created_at=timezone.now())
    transaction.on_commit(lambda: notify(job.pk))
    return job


def notify(job_id: int, *, expires: float | None = None) -> None:
    """Notify a worker of a job. A lost notification is harmless; the sweeper re-sends it."""
    try:
        import_string(settings.JOB_NOTIFIER)(job_id, expires=expires)
    except Exception as error:
        logger.warning("Job %s waits for the next sweep. The broker could not be reached: %s", job_id, error)


def cancel(job: Job) -> Job:
    """Cancel a job that is queued or running. A job that has ended is unchanged."""
    Job.objects.filter(pk=job.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING]).update(
        state=Job.State.CANCELLED, lease_until=None, lease_holder="", finished_at=timezone.now()
    )
    job.refresh_from_db()
    return job


def run_job(job_id: int) -> None:
    """Run a job unless another worker runs it. Notifications can be repeated safely."""
    job = claim(job_id)
    if job is None:
        return
    progress = Progress(job)
    try:
        result = handler_of(job.kind)(job, progress)
    except JobReturned:
        # The worker stopped, so this does not count as an attempt.
        finish(job, Job.State.QUEUED, attempts=F("attempts") - 1, finished_at=None)
    except (Cancelled, LeaseLost) as stop:
        logger.info("Job %s: %s", job.pk, stop.__doc__)
    except RuleBroken as error:
        finish(job, Job.State.FAILED, message=error.detail)
    except Exception:
        logger.exception("Job %s (%s) failed", job.pk, job.kind)
        finish(job, Job.State.FAILED, message=PROGRAM_ERROR)
    else:
        finish(job, Job.State.DONE, **{**progress.changes, "result": result})


def handler_of(kind: str) -> Handler:
    if kind not in HANDLERS:
        autodiscover_modules("tasks")
    return HANDLERS[kind]


def claim(job_id: int) -> Job | None:
    """Claim a queued job, or one whose lease expired, by compare and set; None if that fails."""
    holder = secrets.token_hex(16)
    claimed = (
        claimable(timezone.now())
        .filter(pk=job_id, attempts__lt=ATTEMPTS)
        .update(state=Job.State.RUNNING, lease_until=lease_end(), lease_holder=holder, attempts=F("attempts") + 1)
    )
    return Job.objects.get(pk=job_id, lease_holder=holder) if claimed else None


def finish(job: Job, state: str, **changes: Any) -> None:
    """End this run, unless the job was cancelled or claimed by another worker."""
    changes = {"finished_at": timezone.now(), **changes}
    where_lease_is_held(job).update(state=state, lease_until=None, lease_holder="", **changes)


def sweep() -> None:
    """Notify workers of every waiting job, and fail those whose worker died too often."""
    now = timezone.now()
    claimable(now).filter(attempts__gte=ATTEMPTS).update(
        state=Job.State.FAILED, message=WORKER_DIED, lease_until=None, lease_holder="", finished_at=now
    )
    for job_id in claimable(now).order_by("pk").values_list("pk", flat=True):
        # Notifications must not pile up: each expires after the next sweep.
        notify(job_id, expires=2 * settings.JOB_SWEEP)


def claimable(now: datetime) -> models.QuerySet[Job]:
    return Job.objects.filter(Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=now))


def where_lease_is_held(job: Job) -> models.QuerySet[Job]:
    """Return a query set of the job; empty if this run no longer has its lease."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, lease_holder=job.lease_holder)


def lease_end() -> datetime:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE)
