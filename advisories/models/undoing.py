"""What an import replaced, so that it can be undone."""

from __future__ import annotations

from django.db import models

from advisories.models.advisory import SourceRecord
from advisories.models.import_run import ImportRun


class RecordChange(models.Model):
    """An import changed a record that the corpus had: it stored or chose another revision, or another project.

    `before` is the revision that was current until then.
    """

    import_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="record_changes")
    before = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="changes")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.before} before {self.import_run}"


class ReplacedFacts(models.Model):
    """The facts about CVEs that a block of KEV or EPSS replaced, as compressed JSON. The newest imports have them."""

    import_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="replaced_facts")
    kind = models.CharField(max_length=4)  # "kev" or "epss"
    content = models.BinaryField()  # {"new": [CVE, …], "before": [[CVE, fact, …, import], …]}

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "replaced facts"

    def __str__(self) -> str:
        return f"{self.kind} before {self.import_run}"
