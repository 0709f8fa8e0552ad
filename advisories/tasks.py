"""Import jobs. They are safe to run twice, because stored records count as unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from advisories.intake import live_import as live
from advisories.intake.importing import import_records
from advisories.intake.report import Report
from advisories.models import ImportRun, Job
from advisories.platform.errors import BadInput
from advisories.platform.jobs import Cancelled, Progress, job_kind
from advisories.records import Rejected
from advisories.sources import uploads
from advisories.sources.archives import SourceFile, open_path


@job_kind("import")
def run_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Import the uploaded files of a job. Delete them, unless the job returns to the queue."""
    run = ImportRun.objects.select_related("project").get(job=job)
    files = job.arguments["files"]

    def source_files() -> Iterator[SourceFile | Rejected]:
        for entry in files:
            path = uploads.upload_path(entry)
            if not path.exists():
                raise BadInput(f"The uploaded file {entry['name']} no longer exists. Upload it again.")
            yield from open_path(path, name=entry["name"])

    def report(done: int) -> None:
        progress(done, message=f"{done:,} records read")

    try:
        report(0)
        import_records(source_files(), run=run, project=run.project, on_progress=report)
    except (Cancelled, Exception):
        # Finished batches remain stored.
        ImportRun.objects.filter(pk=run.pk).update(finished_at=timezone.now())
        uploads.delete_uploads(files)
        raise
    uploads.delete_uploads(files)
    counted = Report.of(run)
    done = counted.usable + counted.rejected
    progress(done, total=done, message=f"{done:,} records read, {counted.rejected:,} rejected")
    return counted.counts()


@job_kind(live.KIND)
def run_live_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Import from GitHub or OSV.dev."""
    return live.run_live_import(job, progress)
