"""Imports of published records, which are not part of this project, if they are available."""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from advisories.corpus.corpora import main_corpus
from advisories.intake.importing import import_paths
from advisories.models import Advisory, Alias, Document
from tests.support.published_advisories import DATA, FOLDER, counts, import_folders

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the published advisories (../shared/data) are not available"),
]


def test_all_sources_together_are_298_advisories() -> None:
    assert import_folders("ghsa", "osv-go", "osv-yaml") == {"created": 298, "merged": 86, "joined": 2}
    assert Advisory.objects.count() == 298
    assert import_folders("ghsa", "osv-go", "osv-yaml") == {"unchanged": 384}


@pytest.mark.parametrize("order", [("osv-yaml", "osv-go", "ghsa"), ("osv-go", "ghsa", "osv-yaml")])
def test_order_of_the_sources_does_not_matter(order: tuple[str, ...]) -> None:
    for folder in order:
        import_folders(folder)
    assert Advisory.objects.count() == 298


@pytest.mark.parametrize(
    ("folder", "files"),
    [("ghsa", 95), ("osv-yaml", 209), ("osv-go", 80), ("ghsa-older", 2), ("osv-yaml-older", 37)],
)
def test_every_file_of_a_folder_is_read(folder: str, files: int) -> None:
    outcomes = import_folders(folder)
    outcomes.pop("joined", None)  # counts advisories, not records
    assert sum(outcomes.values()) == files


def test_later_records_update_earlier_ones() -> None:
    import_folders("ghsa-older", "osv-yaml-older")
    texts = set(Document.objects.values_list("pk", flat=True))
    assert import_folders("ghsa")["updated"] == 2
    assert import_folders("osv-yaml")["updated"] == 37
    assert texts <= set(Document.objects.values_list("pk", flat=True))
    assert import_folders("ghsa", "osv-yaml") == {"unchanged": 304}


BANDS = {"critical": (9, 10), "high": (7, 8.9), "moderate": (4, 6.9), "low": (0.1, 3.9)}


def test_facts_equal_an_independent_table() -> None:
    """The table has severities, CVSS, CWE and packages of the same records."""
    import_folders("ghsa", "osv-go", "osv-yaml")
    with (DATA / "ml_deployment_facts.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 298
    for row in rows:
        advisory = Alias.objects.select_related("advisory").get(value=row["id"]).advisory
        word = advisory.severity if advisory.severity_source == "published" else ""
        assert word == row["severity"].lower(), row["id"]
        ratings = [(row["cvss_score"], row["cvss_v3"]), (row["cvss_v4_score"], row["cvss_v4"])]
        ratings = [rating for rating in ratings if rating[0]] or [("", "")]
        low, high = BANDS.get(word, (0, 10))
        score, vector = next((rating for rating in ratings if low <= float(rating[0] or 0) <= high), ratings[0])
        assert (advisory.cvss_score, advisory.cvss_vector) == (Decimal(score) if score else None, vector), row["id"]
        assert set(advisory.cwes) == set(row["cwe_ids"].split()), row["id"]
        assert (advisory.ecosystem, advisory.package) == (row["ecosystem"], row["package"]), row["id"]
        assert bool(advisory.withdrawn_at) == bool(row["withdrawn"]), row["id"]


def test_archive_of_a_folder_is_imported_like_the_folder(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "ghsa"), "gztar", FOLDER / "ghsa")
    report, identifiers = import_paths([Path(archive)], corpus=main_corpus())
    assert counts(report) == {"created": 95}
    assert len(set(identifiers)) == 95
