"""Background jobs: import a project as a study, and publish a release.

Each stores its result in the transaction that does the work, so that running a job again has no effect.
"""

from __future__ import annotations

from typing import Any

from advisories.models import Job
from advisories.platform.errors import BadInput
from advisories.platform.jobs import Progress, job_kind
from advisories.sources import uploads
from coding.models import Member, Release
from coding.steps.import_project import STUDY_IMPORT, ProjectImportResult, import_project
from coding.steps.publish.release import JOB, publish


@job_kind(STUDY_IMPORT, clean_up=uploads.remove_uploads_of)
def run_study_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Create a study from the project file of the job."""
    if job.result is not None:  # the worker died after the transaction
        result: dict[str, Any] = job.result
        return result
    upload = job.uploads.first()
    if upload is None:
        raise BadInput("The uploaded file no longer exists. Upload it again.")

    def store_result(imported: ProjectImportResult) -> None:
        progress.store_result(result_of(imported))

    progress(0, message=f"Creating a study from {upload.name}")
    imported = import_project(
        content=uploads.content_of(upload),
        name=upload.name,
        final_rater=job.arguments["final_rater"],
        title=job.arguments["title"],
        user=job.created_by,
        before_commit=store_result,
    )
    progress(imported.codings, total=imported.codings, message=f"Study “{imported.study.title}” created")
    return result_of(imported)


def result_of(imported: ProjectImportResult) -> dict[str, Any]:
    """Return the result of the job as JSON values."""
    return {
        "study": imported.study.slug,
        "units": imported.units,
        "raters": imported.raters,
        "codes": imported.codes,
        "codings": imported.codings,
        "decided": imported.decided,
        "remarks": imported.remarks,
    }


@job_kind(JOB)
def run_publish(job: Job, progress: Progress) -> dict[str, Any]:
    """Create the release that a lead requested."""
    if job.result is not None:
        return dict(job.result)

    def result_of_release(release: Release) -> dict[str, Any]:
        return {"release": release.number}

    release = publish(
        by=Member.objects.select_related("study").get(pk=job.arguments["member"]),
        note=job.arguments["note"],
        pseudonyms=job.arguments["pseudonyms"],
        report=progress,
        before_commit=lambda release: progress.store_result(result_of_release(release)),
    )
    return result_of_release(release)
