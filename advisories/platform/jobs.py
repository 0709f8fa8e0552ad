"""Background jobs. The Job row is the truth; a notifier sends its number, and a sweeper re-sends it.

The setting JOB_NOTIFIER names the notifier, so this module does not import the broker. Handlers are in the `tasks`
modules of the apps and must be safe to run twice. They report progress outside of transactions, because what is stored
inside one is invisible to other processes until it commits.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules, import_string

from advisories.models import Corpus, Job
from advisories.platform.errors import RuleBroken
from advisories.platform.leases import heartbeat, lease_end, return_to_queue, stopping, where_lease_is_held

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


class Stopped(BaseException):
    """Ends a handler from outside. A BaseException, so that no `except Exception` catches it."""


class Cancelled(Stopped):
    """The job was cancelled."""


class LeaseLost(Stopped):
    """The lease expired, and another worker has the job."""


class JobReturned(Stopped):
    """The worker is stopping, and the job returns to the queue."""


class Progress:
    """Reports the progress of a handler. Each report may raise `Stopped`."""

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

    def hold_lease(self) -> None:
        """Hold the lease until the current transaction ends, so that no other run stores what this one does."""
        self.write(lease_until=lease_end())

    def store_result(self, result: dict[str, Any]) -> None:
        """Store the result as the last statement of the transaction that does all the work.

        After a crash, the next worker reads it from `job.result`. The lease is renewed as well, because the heartbeat
        cannot write while a transaction locks SQLite.
        """
        self.write(result=result, lease_until=lease_end())

    def write(self, **changes: Any) -> None:
        if not where_lease_is_held(self.job).update(**changes):
            state = Job.objects.values_list("state", flat=True).get(pk=self.job.pk)
            raise Cancelled if state == Job.State.CANCELLED else LeaseLost


Handler = Callable[[Job, Progress], dict[str, Any] | None]
Ending = Callable[[Job], None]
HANDLERS: dict[str, Handler] = {}
ENDINGS: dict[str, tuple[Ending, Ending]] = {}


def nothing(job: Job) -> None:
    """Do nothing at the end of a job."""


def job_kind(kind: str, ending: Ending = nothing, clean_up: Ending = nothing) -> Callable[[Handler], Handler]:
    """Register a function as the handler of jobs of this kind.

    `ending` is called in the transaction in which such a job ends: done, failed, cancelled, or given up because its
    workers died. `clean_up` is called after it; it may take long, and a sweeper repeats it after a crash.
    """

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        ENDINGS[kind] = ending, clean_up
        return handler

    return register


def enqueue(kind: str, arguments: dict[str, Any], created_by: Any = None, corpus: Corpus | None = None) -> Job:
    """Create a job, in a corpus if it works in one, and notify a worker when the transaction commits."""
    job = Job.objects.create(
        kind=kind, arguments=arguments, created_by=created_by, corpus=corpus, created_at=timezone.now()
    )
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
    unfinished = Job.objects.filter(pk=job.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    end(unfinished, job, Job.State.CANCELLED)
    job.refresh_from_db()
    return job


def run_job(job_id: int) -> None:
    """Run a job unless another worker runs it. Notifications can be repeated safely."""
    job = claim(job_id)
    if job is None:
        return
    with heartbeat(job) as beating:
        ended = run_handler(job)
    if not ended and not beating.returned:
        forget_lost_lease(job)


def run_handler(job: Job) -> bool:
    """Run the handler of a job and store how it ended. Return False if this run had lost the lease."""
    progress = Progress(job)
    try:
        result = handler_of(job.kind)(job, progress)
    except JobReturned:
        return return_to_queue(job)
    except Cancelled:
        return True
    except LeaseLost:
        return False
    except RuleBroken as error:
        return end(where_lease_is_held(job), job, Job.State.FAILED, message=error.detail)
    except Exception:
        logger.exception("Job %s (%s) failed", job.pk, job.kind)
        return end(where_lease_is_held(job), job, Job.State.FAILED, message=PROGRAM_ERROR)
    return end(where_lease_is_held(job), job, Job.State.DONE, **{**progress.changes, "result": result})


def forget_lost_lease(job: Job) -> None:
    """Take back the attempt of a run whose lease expired although its worker lives, unless the job has ended."""
    others = Job.objects.filter(pk=job.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING], attempts__gt=0)
    if others.exclude(lease_holder=job.lease_holder).update(attempts=F("attempts") - 1):
        logger.warning("Job %s: its lease expired although this worker lives. It is left to another worker.", job.pk)


def handler_of(kind: str) -> Handler:
    load_handlers(kind)
    return HANDLERS[kind]


def load_handlers(kind: str) -> None:
    """Import the `tasks` modules, unless the handler of this kind is known."""
    if kind not in HANDLERS:
        autodiscover_modules("tasks")


def claim(job_id: int) -> Job | None:
    """Claim a queued job, or one whose lease expired, by compare and set; None if that fails."""
    holder = secrets.token_hex(16)
    claimed = (
        claimable()
        .filter(pk=job_id, attempts__lt=ATTEMPTS)
        .update(state=Job.State.RUNNING, lease_until=lease_end(), lease_holder=holder, attempts=F("attempts") + 1)
    )
    return Job.objects.get(pk=job_id, lease_holder=holder) if claimed else None


def end(which: models.QuerySet[Job], job: Job, state: str, **changes: Any) -> bool:
    """End the job if `which` still selects it, with what depends on it, in one transaction. Return whether it did."""
    load_handlers(job.kind)
    ending, clean_up = ENDINGS.get(job.kind, (nothing, nothing))
    with transaction.atomic():
        if not which.update(
            state=state, lease_until=None, lease_holder="", **{"finished_at": timezone.now(), **changes}
        ):
            return False
        ending(job)
    clean_up(job)
    return True


def sweep() -> None:
    """Notify workers of every waiting job, and give up those whose worker died too often."""
    for job in claimable():
        if job.attempts >= ATTEMPTS:
            end(claimable().filter(pk=job.pk), job, Job.State.FAILED, message=WORKER_DIED)
        else:
            # Notifications must not pile up: each expires after the next sweep.
            notify(job.pk, expires=2 * settings.JOB_SWEEP)


def claimable() -> models.QuerySet[Job]:
    """Return the jobs that wait for a worker, or whose worker died, in the order in which they were started."""
    expired = Q(state=Job.State.RUNNING, lease_until__lt=Now())
    return Job.objects.filter(Q(state=Job.State.QUEUED) | expired).order_by("pk")
