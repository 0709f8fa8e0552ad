"""The tables of facts that GET /api/v1/meta/ returns."""

from __future__ import annotations

import re

from django.test import Client

from coding.api.meta import MetaSerializer
from coding.models.enumerations import ENUMERATIONS
from coding.release import RELEASE_FILES
from coding.round_settings import ROUND_SETTINGS
from coding.statistics.registry import COEFFICIENTS
from tests.support import ROOT

META = "/api/v1/meta/"
# The schema of the API names the values that a field can have.
SCHEMA_NAMES = {
    "role": "RolesEnum",
    "round_style": "StyleEnum",
    "round_purpose": "PurposeEnum",
    "decision_method": "DecisionMethodEnum",
    "verdict": "VerdictEnum",
}


def test_tables_are_served_without_signing_in() -> None:
    body = Client().get(META).json()
    assert body == MetaSerializer(body).data
    assert [row["name"] for row in body["coefficients"]] == list(COEFFICIENTS)
    assert [row["name"] for row in body["release_files"]] == list(RELEASE_FILES)
    assert {"osv", "qdc", "label_studio"} <= {row["name"] for row in body["formats"]}
    assert body["bands"]["bands"][-1] == {"lower": 0.8, "word": "almost perfect"}
    three = {"raters": 3, "multi_label": False, "complete": False, "code_order": "none"}
    (row,) = (row for row in body["primary_statistics"] if row.items() >= three.items())
    assert row["coefficients"][:2] == ["krippendorff_alpha", "fleiss_kappa"]
    assert body["media_types"]["table.csv"] == "text/csv; charset=utf-8"


def test_unchanged_tables_are_not_sent_again() -> None:
    first = Client().get(META)
    second = Client().get(META, headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")


def test_every_value_of_an_enumeration_has_a_label() -> None:
    body = Client().get(META).json()["enumerations"]
    schema = (ROOT / "frontend/src/api/schema.d.ts").read_text()
    for name, rows in body.items():
        component = SCHEMA_NAMES.get(name, name.title().replace("_", "") + "Enum")
        (values,) = re.findall(rf"^ +{component}: (.+);$", schema, re.MULTILINE)
        assert sorted(row["value"] for row in rows) == sorted(re.findall(r'"(\w+)"', values)), name
        assert all(row["label"] for row in rows), name
    assert {"value": "fairly", "label": "fairly certain"} in body["certainty"]
    assert {"value": "open", "label": "in progress"} in body["round_state"]


def test_round_settings_have_the_labels_of_enumerations() -> None:
    for setting, name in (("style", "round_style"), ("purpose", "round_purpose")):
        labels = {str(choice.value): choice.label.lower() for choice in ROUND_SETTINGS[setting].choices}
        assert labels == ENUMERATIONS[name]
