"""Models: projects, advisories, documents, uploads, imports, jobs, screening. May import `formats` and below."""

from advisories.models.advisory import Advisory, Alias, Project, SourceRecord
from advisories.models.document import Document
from advisories.models.import_run import ImportRun
from advisories.models.job import Job
from advisories.models.saved_filter import SavedFilter
from advisories.models.screening import Candidate, Criterion, Screening, ScreeningDecision
from advisories.models.upload import Upload, UploadChunk

__all__ = [
    "Advisory",
    "Alias",
    "Candidate",
    "Criterion",
    "Document",
    "ImportRun",
    "Job",
    "Project",
    "SavedFilter",
    "Screening",
    "ScreeningDecision",
    "SourceRecord",
    "Upload",
    "UploadChunk",
]
