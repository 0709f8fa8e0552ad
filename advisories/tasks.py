"""Jobs of imports, of the search index and of inspections. A job that runs again continues after what it has stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from advisories.intake import indexing
from advisories.intake import inspection_items as inspections
from advisories.intake import live_import as live
from advisories.intake.importing import Attempt, import_records
from advisories.intake.report import Report, records_read
from advisories.models import ImportRun, Job
from advisories.platform.errors import BadInput
from advisories.platform.jobs import Progress, job_kind
from advisories.records import Rejected
from advisories.sources import uploads
from advisories.sources.archives import SourceFile, open_path


def finish_import(job: Job) -> None:
    """Finish the import of a job that ends, however it ends, and index what it has stored."""
    ImportRun.objects.filter(job=job, finished_at=None).update(finished_at=timezone.now())
    indexing.start_indexing(created_by=job.created_by)


@job_kind("import", ending=finish_import, clean_up=uploads.remove_uploads_of)
def run_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Import the uploaded files of a job."""
    run = ImportRun.objects.select_related("corpus", "project").get(job=job)
    order = job.arguments["uploads"]
    files = sorted(job.uploads.all(), key=lambda upload: order.index(upload.pk))
    if len(files) < len(order):
        raise BadInput("An uploaded file no longer exists. Upload it again.")

    def source_files() -> Iterator[SourceFile | Rejected]:
        for upload in files:
            with uploads.opened(upload) as path:
                yield from open_path(path, name=upload.name)

    def report(done: int) -> None:
        progress(done, message=records_read(done))

    skip = run.position.get("records", 0)
    report(skip)
    attempt = Attempt(lambda done: {"records": done}, progress.hold_lease, skip)
    import_records(source_files(), run=run, project=run.project, on_progress=report, attempt=attempt)
    counted = Report.of(run)
    done = counted.read
    progress(done, total=done, message=counted.summary)
    return counted.counts()


@job_kind(indexing.KIND)
def run_indexing(job: Job, progress: Progress) -> dict[str, Any]:
    """Index the texts that wait for it."""

    def report(done: int, total: int) -> None:
        progress(done, total=total, message=f"{done:,} of {total:,} texts indexed")

    return {"indexed": indexing.index_texts(on_progress=report, hold_lease=progress.hold_lease)}


@job_kind(live.KIND, ending=finish_import)
def run_live_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Import from GitHub or OSV.dev."""
    return live.run_live_import(job, progress)


@job_kind(inspections.KIND, ending=inspections.finish_inspection, clean_up=uploads.remove_uploads_of)
def run_inspection(job: Job, progress: Progress) -> dict[str, Any]:
    """Inspect the projects of a job."""
    return inspections.InspectionRun(job, progress).run()
