"""The whole method through the HTTP API. Read this first."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from advisories.platform.jobs import run_job
from tests.support.factories import PASSWORD, person
from tests.support.walkthrough import ADA, BO, osv

pytestmark = pytest.mark.django_db

V1 = "/api/v1/"


def ok(response: Any, status: int = 200) -> Any:
    """Return the JSON of a response that must have this status."""
    assert response.status_code == status, response.content
    return response.json() if response.content else None


class UserClient:
    """An HTTP client signed in as a user."""

    def __init__(self, name: str) -> None:
        self.http = APIClient(enforce_csrf_checks=True)
        self.http.get(V1 + "session/")
        self.http.credentials(HTTP_X_CSRFTOKEN=self.http.cookies["csrftoken"].value)
        ok(self.http.post(V1 + "session/", {"username": name, "password": PASSWORD}, format="json"))
        self.http.credentials(HTTP_X_CSRFTOKEN=self.http.cookies["csrftoken"].value)

    def get(self, path: str) -> Any:
        return ok(self.http.get(V1 + path))

    def send(self, method: str, path: str, body: Any = None, status: int = 200, **headers: str) -> Any:
        call = getattr(self.http, method)
        return ok(call(V1 + path, body or {}, format="json", headers=headers), status)

    def code_unit(self, coding_round: str, unit: int, label: str, quote: str) -> None:
        """Create the code if it is missing, store a draft and submit it, as the web interface does."""
        study = coding_round.split("rounds/")[0]
        own_codes = {code["label"]: code["id"] for code in self.get(f"{study}codes/?round=1") if code["mine"]}
        code = own_codes.get(label)
        if code is None:
            created = self.send("post", f"{study}codes/", {"label": label, "round": 1}, 201)
            code = created["id"]
        text = self.get(f"{coding_round}units/{unit}/")["unit"]["text"]
        start = text.index(quote)
        segment = {"code": code, "start": start, "end": start + len(quote), "quote": quote}
        answer = {"codes": [code], "memo": "as the text says", "certainty": "fairly", "segments": [segment]}
        saved = self.send("put", f"{coding_round}units/{unit}/draft/", answer, **{"If-Match": '"0"'})
        assert saved["revision"] == 1
        key = {"Idempotency-Key": f"key-of-{unit:04d}"}
        first = self.send("post", f"{coding_round}units/{unit}/coding/", answer, 201, **key)
        repeated = self.send("post", f"{coding_round}units/{unit}/coding/", answer, 201, **key)
        assert (first["version"], repeated["submitted_at"]) == (1, first["submitted_at"])


def test_whole_method_through_the_api(tmp_path: Path) -> None:
    for name in ("lea", "ada", "bo"):
        person(name)
    lea, ada, bo = UserClient("lea"), UserClient("ada"), UserClient("bo")

    # Set up and import.
    study = "studies/" + lea.send("post", "studies/", {"title": "Consequences"}, 201)["slug"] + "/"
    lea.send("post", study + "members/", {"username": "ada", "roles": ["rater", "adjudicator"]}, 201)
    lea.send("post", study + "members/", {"username": "bo", "roles": ["rater"]}, 201)
    for invited in (ada, bo):
        (invitation,) = invited.get("invitations/")
        invited.send("post", f"invitations/{invitation['id']}/accept/")
    severities = ["CRITICAL", "HIGH", "MODERATE", "LOW"]
    content = json.dumps([osv(number, word) for number, word in enumerate(severities, 1)]).encode()
    files = {"files": SimpleUploadedFile("advisories.json", content)}
    run = ok(lea.http.post(V1 + study + "corpus/imports/", files, format="multipart"), 201)
    run_job(run["job"]["id"])
    run = lea.get(f"{study}corpus/imports/{run['id']}/")
    assert (run["created"], run["rejected"], run["job"]["state"]) == (4, 0, "done")

    # Assign.
    assert lea.send("post", study + "units/", {}, 201)["units"] == 4
    plan = {"style": "open", "raters": ["ada", "bo"], "final_rater": "ada", "threshold": "0.6"}
    assert lea.send("post", study + "rounds/", plan, 201)["state"] == "planned"
    coding_round = study + "rounds/1/"
    lea.send("post", coding_round + "open/")

    # Code: each rater uses private codes.
    for unit, (one, other) in enumerate(zip(ADA, BO, strict=True), 1):
        ada.code_unit(coding_round, unit, one, f"secret {unit}")
        bo.code_unit(coding_round, unit, other, "attacker 🐛")
    raters = lea.get(coding_round)["raters"]
    assert all(re.fullmatch("[0-9a-f]{64}", rater.pop("commitment")) for rater in raters)
    assert raters == [
        {"name": "ada", "assigned": 4, "submitted": 4},
        {"name": "bo", "assigned": 4, "submitted": 4},
    ]
    assert ok(lea.http.get(V1 + coding_round + "agreement/"), 409)["code"] == "sealed"
    lea.send("post", coding_round + "close/", {"confirm": "unseal"})

    # Match.
    matching = lea.get(coding_round + "matching/")
    shared_labels = {"Access without permission": "Unauthorized access", "Exposed data": "Exposure"}
    pairs = [
        {"code": code["id"], "label": shared_labels.get(code["label"], code["label"]), "reason": "means the same"}
        for rater in matching["raters"]
        for code in rater["codes"]
    ]
    after = lea.send("put", coding_round + "matching/", {"pairs": pairs}, **{"If-Match": f'"{matching["revision"]}"'})
    assert after["agreement"]["before"]["percent_agreement"] == 0.25
    assert after["agreement"]["after"]["percent_agreement"] == 0.75
    lea.send("post", coding_round + "matching/confirm/", {"confirm": "confirm"})

    # Agree: kappa by hand, po = 3/4, pe = (2·1 + 1·2 + 1·1)/16.
    report = lea.get(coding_round + "agreement/")
    assert report["report"]["coefficients"]["cohen_kappa"]["value"] == pytest.approx((12 / 16 - 5 / 16) / (1 - 5 / 16))
    assert report["report"]["primary"] == "cohen_kappa"

    # Adjudicate: Ada is the final rater.
    (disagreement,) = ada.get(coding_round + "disagreements/")
    assert disagreement["unit"] == 2
    detail = ada.get(coding_round + "disagreements/2/")
    own = next(coding for coding in detail["codings"] if coding["rater"] == "ada")
    decision = {"unit": 2, "codes": [own["codes"][0]["id"]], "reason": "the data belong to others"}
    version = {"If-Match": str(detail["version"])}
    assert (
        ok(lea.http.post(V1 + coding_round + "decisions/", decision, format="json", headers=version), 403)["code"]
        == "not_allowed"
    )
    ada.send("post", coding_round + "decisions/", decision, 201, **version)
    assert ada.send("post", coding_round + "settle/")["state"] == "settled"

    # Publish.
    run_job(lea.send("post", study + "releases/", {"confirm": "publish"}, 202)["id"])
    release = lea.get(study + "releases/1/")
    assert [(row["consequence"], row["count"]) for row in release["table"]] == [
        ("Unauthorized access", 2),
        ("Exposure", 1),
        ("Denial of service", 1),
    ]
    assert release["severity"] == [["critical", 1], ["high", 1], ["moderate", 1], ["low", 1]]
    archive = lea.http.get(V1 + study + "releases/1/archive/")
    zipfile.ZipFile(io.BytesIO(archive.getvalue())).extractall(tmp_path)
    rows = list(csv.DictReader((tmp_path / "codings.csv").open(encoding="utf-8", newline="")))
    assert [row["codes"] for row in rows if row["rater"] == "bo"] == BO  # first ratings, as Bo named them
    recomputed = subprocess.run([sys.executable, "-I", "recompute.py"], cwd=tmp_path, capture_output=True, text=True)
    assert recomputed.returncode == 0, recomputed.stdout + recomputed.stderr
    assert "Unauthorized access" in recomputed.stdout
