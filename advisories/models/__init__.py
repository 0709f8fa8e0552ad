"""Models: corpora, projects, advisories, documents, imports, jobs, search … May import `formats` and below."""

from advisories.models.advisory import Advisory, Alias, SourceRecord
from advisories.models.corpus import Corpus
from advisories.models.cve_facts import CveFact
from advisories.models.daily_import import DailyImport
from advisories.models.document import Document
from advisories.models.import_run import ImportRun
from advisories.models.inspection import Evidence, InspectionItem, Snapshot
from advisories.models.job import Job
from advisories.models.joining import Apart, JoinByHand, PastIdentifier, Waiting
from advisories.models.project import IdentityMove, Project, ProjectDecision, ProjectIdentity
from advisories.models.saved_filter import SavedFilter
from advisories.models.screening import Candidate, Criterion, Screening, ScreeningDecision
from advisories.models.search import SearchText, UnindexedText
from advisories.models.undoing import RecordChange, ReplacedFacts
from advisories.models.upload import Upload, UploadChunk

__all__ = [
    "Advisory",
    "Alias",
    "Apart",
    "Candidate",
    "Corpus",
    "Criterion",
    "CveFact",
    "DailyImport",
    "Document",
    "Evidence",
    "IdentityMove",
    "ImportRun",
    "InspectionItem",
    "Job",
    "JoinByHand",
    "PastIdentifier",
    "Project",
    "ProjectDecision",
    "ProjectIdentity",
    "RecordChange",
    "ReplacedFacts",
    "SavedFilter",
    "Screening",
    "ScreeningDecision",
    "SearchText",
    "Snapshot",
    "SourceRecord",
    "UnindexedText",
    "Upload",
    "UploadChunk",
    "Waiting",
]
