"""Background jobs. The row is the truth; Celery only carries its number, and a sweeper re-sends it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from advisories.models.corpus import Corpus


class Job(models.Model):
    """One piece of background work, safe to run twice.

    A running job has a lease, which its worker renews every second while it lives. An expired lease means that the
    worker died: the sweeper then notifies another worker, until `attempts` reaches its limit.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=40)
    # In which corpus it works; null for a job of another kind.
    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, null=True, related_name="jobs")
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)  # unknown until counted
    message = models.TextField(blank=True)  # the current activity, or why the job failed
    result = models.JSONField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # without those of stopped workers and of lost leases
    lease_until = models.DateTimeField(null=True)
    lease_holder = models.CharField(max_length=40, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "lease_until"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
                name="running_job_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed", "cancelled"]),
                name="job_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.state}"
