"""The tables of facts that GET /api/v1/meta/ returns."""

from __future__ import annotations

from django.test import Client

from coding.api.meta import MetaSerializer
from coding.release import RELEASE_FILES
from coding.statistics.registry import COEFFICIENTS

META = "/api/v1/meta/"


def test_tables_are_served_without_signing_in() -> None:
    body = Client().get(META).json()
    assert body == MetaSerializer(body).data
    assert [row["name"] for row in body["coefficients"]] == list(COEFFICIENTS)
    assert [row["name"] for row in body["release_files"]] == list(RELEASE_FILES)
    assert {"osv", "qdc", "label_studio"} <= {row["name"] for row in body["formats"]}
    assert body["bands"]["bands"][-1] == {"lower": 0.8, "word": "almost perfect"}
    three = {"raters": 3, "multi_label": False, "complete": False}
    (row,) = (row for row in body["primary_statistics"] if row.items() >= three.items())
    assert row["coefficients"][:2] == ["krippendorff_alpha", "fleiss_kappa"]
    assert body["media_types"]["table.csv"] == "text/csv; charset=utf-8"


def test_unchanged_tables_are_not_sent_again() -> None:
    first = Client().get(META)
    second = Client().get(META, headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
