"""The admin site shows rows of shared corpora, and nothing of a study's own corpus."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from advisories.corpus.corpora import main_corpus, own_corpus
from advisories.intake.importing import import_records
from advisories.models import Advisory, Evidence, ImportRun, InspectionItem, Job, Project, Snapshot
from tests.support.factories import person
from tests.support.inspected import snapshot
from tests.support.intake import osv

NAMES = {"advisory": Advisory, "project": Project, "importrun": ImportRun, "job": Job, "snapshot": Snapshot}
MODELS = NAMES | {"evidence": Evidence, "inspectionitem": InspectionItem}


@pytest.mark.django_db
def test_admin_site_shows_shared_corpora_only() -> None:
    http = Client()
    http.force_login(person("sam", is_staff=True, is_superuser=True))
    for corpus, name in ((main_corpus(), "shown"), (own_corpus(), "unseen")):
        job = Job.objects.create(kind="inspect", corpus=corpus, message=name, created_at=timezone.now())
        run = ImportRun.objects.create(corpus=corpus, source=name, started_at=timezone.now())
        package = {"ecosystem": "npm", "name": name}
        import_records([osv(f"PYSEC-2031-{corpus.pk}", summary=name, affected=[{"package": package}])], run=run)
        snapshot(f"{name} too", corpus=corpus, branch=name)
        InspectionItem.objects.create(job=job, number=1, name=name)
    for model, rows in MODELS.items():
        page = http.get(f"/admin/advisories/{model}/")
        assert page.status_code == 200
        assert b"unseen" not in page.content, model
        first, *_, last = rows.objects.order_by("pk").values_list("pk", flat=True)
        assert http.get(f"/admin/advisories/{model}/{first}/change/").status_code == 200, model
        assert http.get(f"/admin/advisories/{model}/{last}/change/").status_code == 302, model  # there is none
