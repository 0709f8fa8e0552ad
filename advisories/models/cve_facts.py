"""Facts about CVEs from CISA's KEV catalogue and EPSS, kept for advisories that are imported later as well."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from advisories.models.corpus import Corpus
from advisories.models.import_run import ImportRun


class CveFact(models.Model):
    """What the newest catalogue and scores that were imported into a corpus state about one CVE."""

    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="+", db_index=False)
    cve = models.CharField(max_length=40)
    kev_added = models.DateField(null=True)
    kev_due = models.DateField(null=True)
    kev_ransomware = models.BooleanField(null=True)
    kev_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, related_name="+")
    epss = models.FloatField(null=True)
    epss_percentile = models.FloatField(null=True)
    epss_date = models.DateField(null=True)  # of the scores; null if the file does not state it
    epss_model = models.CharField(max_length=40, blank=True, default="")
    epss_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["cve"]
        constraints = [
            models.UniqueConstraint(fields=["corpus", "cve"], name="facts_of_a_cve_once"),
            models.CheckConstraint(
                condition=Q(epss__isnull=True) | Q(epss__gte=0, epss__lte=1), name="epss_is_a_probability"
            ),
        ]

    def __str__(self) -> str:
        return self.cve
