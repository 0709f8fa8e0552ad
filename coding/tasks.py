"""Long work of this app: a study made of another program's project."""

from __future__ import annotations

from typing import Any, Final

from advisories import uploads
from advisories.errors import BadInput
from advisories.jobs import Cancelled, Progress, job_kind
from advisories.models import Job
from coding.steps.exchange_project import STUDY_IMPORT, BroughtProject, import_project

LONGEST: Final = 180  # seconds that the one transaction may take before the job counts as dead


@job_kind(STUDY_IMPORT)
def run_study_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the study that the job's uploaded project describes: all of it, once, or nothing."""
    if job.result is not None:  # made, and the worker died before it could say so
        result: dict[str, Any] = job.result
        return result
    (entry,) = files = job.arguments["files"]

    def pin(found: BroughtProject) -> None:
        progress.pin(result_of(found))

    try:
        progress(0, message=f"Making a study of {entry['name']}")
        progress.hold(LONGEST)
        path = uploads.stored(entry)
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
        uploads.discard(files)
        raise
    uploads.discard(files)
    progress(found.codings, total=found.codings, message=f"Study “{found.study.title}” made")
    return result_of(found)


def result_of(found: BroughtProject) -> dict[str, Any]:
    return {
        "study": found.study.slug,
        "units": found.units,
        "raters": found.raters,
        "codes": found.codes,
        "codings": found.codings,
        "decided": found.decided,
        "remarks": found.remarks,
    }
