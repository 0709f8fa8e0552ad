"""What is studied: projects, their advisories, and the immutable texts that raters read."""

from advisories.models.advisory import Advisory, Alias, Project, SourceRecord
from advisories.models.document import Document
from advisories.models.import_run import ImportRun
from advisories.models.job import Job

__all__ = ["Advisory", "Alias", "Document", "ImportRun", "Job", "Project", "SourceRecord"]
