"""Long work: a Job row is the truth, a bell tells a worker its number, and a sweeper rings again.

What rings is named by the setting JOB_NOTIFIER, so that nothing here knows the broker. A handler lives in an app's
`tasks` module, may be run twice, and reports its progress outside of its transactions: a lease that is renewed
inside one is seen by nobody until it commits.
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
FAULT = (
    "This work stopped because of a fault in the program. Nothing you sent was changed; "
    "ask whoever runs this server to look at its log."
)
KEPT_DYING = (
    f"The worker stopped {ATTEMPTS} times while doing this, so it was given up. "
    "Ask whoever runs this server to look at its log, then start it again."
)

# Set when this worker is asked to stop: running jobs then go back into the queue.
stopping = threading.Event()


class Stopped(BaseException):
    """Ends a handler from outside. Like KeyboardInterrupt, no `except Exception` may swallow it."""


class Cancelled(Stopped):
    """Somebody cancelled the job."""


class LeaseLost(Stopped):
    """The lease ran out and the job is another worker's now."""


class JobReturned(Stopped):
    """The worker is stopping; the job goes back into the queue."""


class Progress:
    """What a handler calls to say how far it is; renews the job's lease and may raise `Stopped`."""

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

    def hold(self, seconds: float) -> None:
        """Keep the job for a transaction of that length, in which no progress can be reported."""
        self.write(lease_until=timezone.now() + timedelta(seconds=seconds))

    def pin(self, result: dict[str, Any]) -> None:
        """As the last thing in the transaction that does all the work: the result is there if and only if the work is.

        Whoever takes the job over after a crash finds it in `job.result`.
        """
        self.write(result=result)

    def write(self, **changes: Any) -> None:
        if not where_lease_is_held(self.job).update(**changes):
            state = Job.objects.values_list("state", flat=True).get(pk=self.job.pk)
            raise Cancelled if state == Job.State.CANCELLED else LeaseLost


Handler = Callable[[Job, Progress], dict[str, Any] | None]
HANDLERS: dict[str, Handler] = {}


def job_kind(kind: str) -> Callable[[Handler], Handler]:
    """Register a function as what jobs of this kind do."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def enqueue(kind: str, arguments: dict[str, Any], created_by: Any = None) -> Job:
    """Create a job and, once the transaction is through, ring for a worker."""
    job = Job.objects.create(kind=kind, arguments=arguments, created_by=created_by, created_at=timezone.now())
    transaction.on_commit(lambda: notify(job.pk))
    return job


def notify(job_id: int, *, expires: float | None = None) -> None:
    """Tell a worker to look at a job. A bell that does not sound is no fault: the sweeper rings again."""
    try:
        import_string(settings.JOB_NOTIFIER)(job_id, expires=expires)
    except Exception as error:
        logger.warning("Job %s waits for the next sweep; the broker could not be reached: %s", job_id, error)


def cancel(job: Job) -> Job:
    """Cancel a job that is queued or running; one that has ended stays as it is."""
    Job.objects.filter(pk=job.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING]).update(
        state=Job.State.CANCELLED, lease_until=None, lease_holder="", finished_at=timezone.now()
    )
    job.refresh_from_db()
    return job


def run_job(job_id: int) -> None:
    """Run a job that nobody else runs; any number of bells for one job run it once at a time."""
    job = claim(job_id)
    if job is None:
        return
    progress = Progress(job)
    try:
        result = handler_of(job.kind)(job, progress)
    except JobReturned:
        # Not the job's fault, so not one of its attempts either.
        finish(job, Job.State.QUEUED, attempts=F("attempts") - 1, finished_at=None)
    except (Cancelled, LeaseLost) as stop:
        logger.info("Job %s: %s", job.pk, stop.__doc__)
    except RuleBroken as error:
        finish(job, Job.State.FAILED, message=error.detail)
    except Exception:
        logger.exception("Job %s (%s) failed", job.pk, job.kind)
        finish(job, Job.State.FAILED, message=FAULT)
    else:
        finish(job, Job.State.DONE, **{**progress.changes, "result": result})


def handler_of(kind: str) -> Handler:
    if kind not in HANDLERS:
        autodiscover_modules("tasks")
    return HANDLERS[kind]


def claim(job_id: int) -> Job | None:
    """Take a queued job, or one whose lease ran out, unless it has been tried too often: compare and set."""
    holder = secrets.token_hex(16)
    taken = (
        claimable(timezone.now())
        .filter(pk=job_id, attempts__lt=ATTEMPTS)
        .update(state=Job.State.RUNNING, lease_until=lease_end(), lease_holder=holder, attempts=F("attempts") + 1)
    )
    return Job.objects.get(pk=job_id, lease_holder=holder) if taken else None


def finish(job: Job, state: str, **changes: Any) -> None:
    """End this run, unless the job has been cancelled or taken over meanwhile."""
    changes = {"finished_at": timezone.now(), **changes}
    where_lease_is_held(job).update(state=state, lease_until=None, lease_holder="", **changes)


def sweep() -> None:
    """Ring again for every job that waits, and give up those whose worker died too often."""
    now = timezone.now()
    claimable(now).filter(attempts__gte=ATTEMPTS).update(
        state=Job.State.FAILED, message=KEPT_DYING, lease_until=None, lease_holder="", finished_at=now
    )
    for job_id in claimable(now).order_by("pk").values_list("pk", flat=True):
        # The bells of a busy hour must not pile up: each dies after the next sweep has rung.
        notify(job_id, expires=2 * settings.JOB_SWEEP)


def claimable(now: datetime) -> models.QuerySet[Job]:
    return Job.objects.filter(Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=now))


def where_lease_is_held(job: Job) -> models.QuerySet[Job]:
    """The job, if it is still this run's."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, lease_holder=job.lease_holder)


def lease_end() -> datetime:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE)
