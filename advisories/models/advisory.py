"""Advisories, their identifiers, and the source records that report them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from advisories.models.corpus import Corpus
from advisories.models.project import Project, ProjectIdentity


class Advisory(models.Model):
    """One vulnerability, with the facts merged from all its source records."""

    class Severity(models.TextChoices):
        CRITICAL = "critical"
        HIGH = "high"
        MODERATE = "moderate"
        LOW = "low"
        UNKNOWN = ""

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="advisories", db_index=False)
    # The lowest GHSA identifier, else the lowest CVE identifier, else the lowest of the others.
    key = models.CharField(max_length=200)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="advisories")
    # By which the project is found; it can be gathered under another project by hand.
    project_identity = models.ForeignKey(
        ProjectIdentity, on_delete=models.PROTECT, null=True, related_name="advisories"
    )
    title = models.TextField(blank=True)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.UNKNOWN, blank=True)
    # "published" by a source; "computed" from the CVSS base score if no source publishes a severity.
    severity_source = models.CharField(max_length=10, blank=True)
    cvss_vector = models.CharField(max_length=300, blank=True)
    cvss_score = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    cwes = models.JSONField(default=list)  # ["CWE-79", …], sorted
    ecosystem = models.CharField(max_length=60, blank=True)
    package = models.CharField(max_length=300, blank=True)
    references = models.JSONField(default=list)  # [url, …]
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    joined = models.BooleanField(default=False)  # whether it has two CVEs or two GHSAs
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "advisories"
        constraints = [
            models.UniqueConstraint(fields=["corpus", "key"], name="advisory_key_once"),
            models.CheckConstraint(
                condition=Q(severity__in=["critical", "high", "moderate", "low", ""]),
                name="severity_known_word",
            ),
            models.CheckConstraint(
                condition=Q(cvss_score__isnull=True) | Q(cvss_score__gte=0, cvss_score__lte=10),
                name="cvss_score_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Alias(models.Model):
    """One identifier of an advisory (GHSA, CVE, PYSEC, GO …). Two advisories of a corpus cannot share one.

    `corpus` is that of the advisory.
    """

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="+", db_index=False)
    advisory = models.ForeignKey(Advisory, on_delete=models.PROTECT, related_name="aliases")
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ["value"]
        verbose_name_plural = "aliases"
        constraints = [models.UniqueConstraint(fields=["value", "corpus"], name="alias_once")]

    def __str__(self) -> str:
        return self.value


class SourceRecord(models.Model):
    """One record as a source published it, stored unchanged. A changed record is another row.

    `corpus` is that of the advisory.
    """

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The import that stored the row; null if that was before imports were noted.
    import_run = models.ForeignKey(
        "advisories.ImportRun", on_delete=models.PROTECT, null=True, blank=True, related_name="records"
    )
    advisory = models.ForeignKey(Advisory, on_delete=models.PROTECT, related_name="records")
    format = models.CharField(max_length=20)
    identifier = models.CharField(max_length=200)
    part = models.CharField(max_length=300, blank=True, default="")  # of several records of one identifier
    content = models.TextField()
    sha256 = models.CharField(max_length=64)  # of the content
    origin = models.CharField(max_length=500)  # file name, and the member's path inside an archive
    modified_at = models.DateTimeField(null=True)  # as the record states
    imported_at = models.DateTimeField()
    current = models.BooleanField(default=True)  # the newest content of this identifier in this format

    class Meta:
        ordering = ["format", "identifier", "part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "corpus", "identifier", "format", "part"], name="record_kept_once"
            ),
            models.UniqueConstraint(
                fields=["identifier", "corpus", "format", "part"], condition=Q(current=True), name="one_current_record"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.identifier} ({self.format})"

    @property
    def name(self) -> tuple[str, str, str]:
        """What stays the same when the source changes the record."""
        return self.format, self.identifier, self.part
