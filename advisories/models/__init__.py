"""What is studied: projects, their advisories, and the immutable texts that raters read."""

from advisories.models.advisory import Advisory, Alias, Project, SourceRecord
from advisories.models.document import Document
from advisories.models.import_run import ImportRun
from advisories.models.job import Job
from advisories.models.saved_filter import SavedFilter
from advisories.models.screening import Criterion, Screening, ScreeningDecision

__all__ = [
    "Advisory",
    "Alias",
    "Criterion",
    "Document",
    "ImportRun",
    "Job",
    "Project",
    "SavedFilter",
    "Screening",
    "ScreeningDecision",
    "SourceRecord",
]
