"""Long work of this app: a study made of another program's project, and a release.

Either is stored in one transaction that pins the job's result, so a job that is run again makes no second one.
"""

from __future__ import annotations

from typing import Any, Final

from advisories.models import Job
from advisories.platform.errors import BadInput
from advisories.platform.jobs import Cancelled, Progress, job_kind
from advisories.sources import uploads
from coding.models import Member, Release
from coding.steps.import_project import STUDY_IMPORT, ProjectImportResult, import_project
from coding.steps.publish.release import JOB, publish

LONGEST: Final = 180  # seconds that the one transaction may take before the job counts as dead


@job_kind(STUDY_IMPORT)
def run_study_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the study that the job's uploaded project describes: all of it, once, or nothing."""
    if job.result is not None:  # made, and the worker died before it could say so
        result: dict[str, Any] = job.result
        return result
    (entry,) = files = job.arguments["files"]

    def pin(found: ProjectImportResult) -> None:
        progress.pin(result_of(found))

    try:
        progress(0, message=f"Making a study of {entry['name']}")
        progress.hold(LONGEST)
        path = uploads.upload_path(entry)
        if not path.exists():
            raise BadInput(f"The uploaded file {entry['name']} is gone; upload it again.")
        found = import_project(
            content=path.read_bytes(),
            name=entry["name"],
            final_rater=job.arguments["final_rater"],
            title=job.arguments["title"],
            user=job.created_by,
            before_it_is_done=pin,
        )
    except (Cancelled, Exception):
        uploads.delete_uploads(files)
        raise
    uploads.delete_uploads(files)
    progress(found.codings, total=found.codings, message=f"Study “{found.study.title}” made")
    return result_of(found)


def result_of(found: ProjectImportResult) -> dict[str, Any]:
    return {
        "study": found.study.slug,
        "units": found.units,
        "raters": found.raters,
        "codes": found.codes,
        "codings": found.codings,
        "decided": found.decided,
        "remarks": found.remarks,
    }


@job_kind(JOB)
def run_publish(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the release that a lead asked for."""
    if job.result is not None:
        return dict(job.result)

    def report(done: int, total: int, message: str) -> None:
        progress(done, total, message)
        if done == total:  # what is left is the transaction that stores it
            progress.hold(LONGEST)

    def result_of_release(release: Release) -> dict[str, Any]:
        return {"release": release.number}

    release = publish(
        by=Member.objects.select_related("study").get(pk=job.arguments["member"]),
        note=job.arguments["note"],
        pseudonyms=job.arguments["pseudonyms"],
        report=report,
        before_commit=lambda release: progress.pin(result_of_release(release)),
    )
    return result_of_release(release)
