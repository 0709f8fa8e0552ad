"""Releases as jobs: a job that has kept its release makes no second one."""

from __future__ import annotations

from typing import Any

from advisories.jobs import Progress, job_kind
from advisories.models import Job
from coding.models import Member, Release
from coding.steps.publish import JOB, publish


@job_kind(JOB)
def run_publish(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the release that a lead asked for."""
    asked = job.arguments
    if job.result is not None:
        return dict(job.result)

    def kept(release: Release) -> dict[str, Any]:
        return {"release": release.number}

    by = Member.objects.select_related("study").get(pk=asked["member"])
    release = publish(
        by=by,
        note=asked["note"],
        pseudonyms=asked["pseudonyms"],
        report=progress,
        before_commit=lambda release: progress.keep(kept(release)),
    )
    return kept(release)
