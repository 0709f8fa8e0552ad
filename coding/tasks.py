"""Background jobs: create a study from files, and publish a release.

Each stores its result in the transaction that does the work, so that running a job again has no effect.
"""

from __future__ import annotations

from typing import Any

from advisories.intake.indexing import start_indexing
from advisories.models import Corpus, Job
from advisories.platform.errors import BadInput
from advisories.platform.jobs import Progress, job_kind
from advisories.sources import uploads
from coding.formats.ratings.paths import File, is_project
from coding.models import Member, Release
from coding.steps.import_project import STUDY_IMPORT, ImportedStudy, import_project
from coding.steps.publish.release import JOB, publish
from coding.steps.study_import import files_on_disk, import_study, request_of, result_json


def index_texts_of(job: Job) -> None:
    """Index the texts of the advisories that a new study brought with it."""
    if job.result:
        start_indexing(created_by=job.created_by)


@job_kind(STUDY_IMPORT, ending=index_texts_of, clean_up=uploads.remove_uploads_of)
def run_study_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Create a study from the files of the job."""
    if job.result is not None:  # the worker died after the transaction
        result: dict[str, Any] = job.result
        return result
    progress(0, message="Reading the files")
    sent = {upload.pk: upload for upload in job.uploads.all()}
    roles: dict[str, list[int]] = job.arguments["files"]
    if sent.keys() != {pk for pks in roles.values() for pk in pks}:
        raise BadInput("The uploaded file no longer exists. Upload it again.")
    contents = {role: [(sent[pk].name, uploads.content_of(sent[pk])) for pk in pks] for role, pks in roles.items()}

    def store_result(imported: ImportedStudy) -> None:
        progress.store_result(result_json(imported))

    values, corpus = job.arguments, Corpus.objects.filter(pk=job.arguments["corpus"], shared=True).first()
    if corpus is None and values["corpus"]:
        raise BadInput("The corpus no longer exists or is not shared any more. Choose another one.")
    ratings = [File(name, content) for name, content in contents["ratings"]]
    if corpus is None and not contents["advisories"] and all(map(is_project, ratings)):
        project, *copies = ratings
        progress(0, message=f"Creating a study from {', '.join(file.name for file in ratings)}")
        imported = import_project(
            content=project.content,
            name=project.name,
            copies=copies,
            final_rater=values["final_rater"],
            title=values["title"],
            user=job.created_by,
            before_commit=store_result,
        )
    else:
        with files_on_disk(contents) as paths:
            request = request_of(values, paths, user=job.created_by, corpus=corpus, reading=values["reading"])
            imported = import_study(
                request, report=lambda message, done: progress(done, message=message), before_commit=store_result
            )
    progress(imported.codings, total=imported.codings, message=f"Study “{imported.study.title}” created")
    return result_json(imported)


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
