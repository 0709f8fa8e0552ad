"""Published advisories next to the checkout, and how they are imported."""

from __future__ import annotations

from django.conf import settings

from advisories.corpus.corpora import main_corpus
from advisories.intake.importing import import_paths
from advisories.intake.report import Report

DATA = settings.BASE_DIR.parent / "shared" / "data"
FOLDER = DATA / "advisories"


def import_folders(*folders: str) -> dict[str, int]:
    report, _ = import_paths([FOLDER / folder for folder in folders], corpus=main_corpus())
    return counts(report)


def counts(report: Report) -> dict[str, int]:
    return {name: value for name, value in report.as_json().items() if name != "problems" and value}
