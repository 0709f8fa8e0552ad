"""Agreement at a frozen version of the codebook, without later merges and renamings."""

from __future__ import annotations

from typing import Any

import pytest

from coding.models import Code, Round
from coding.steps.codebook.codes import change_code
from coding.steps.codebook.merging import merge_shared
from coding.steps.codebook.versions import freeze_codebook
from tests.support.factories import People, client, closed_round, coded_round, matched_round

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/studies/consequences/rounds/1/agreement/"


def agreement_at(people: People, query: str = "") -> Any:
    """Return the response of the agreement endpoint."""
    return client(people.vic).get(ADDRESS + query)


def percent_agreement(response: Any) -> float | None:
    return response.json()["report"]["coefficients"]["percent_agreement"]["value"]


def shared(label: str) -> Code:
    return Code.objects.get(owner=None, label=label, retired_at=None)


@pytest.fixture
def coding_round(people: People) -> Round:
    """Return a round that agrees on two of three units once Leak is merged into Access, after version 1."""
    closed = closed_round(people, style="shared", ada=("Access", "Access", "Stop"), bo=("Leak", "Access", "Leak"))
    freeze_codebook(by=people.lea)
    merge_shared(by=people.lea, code=shared("Leak"), into=shared("Access").pk, reason="one idea")
    change_code(by=people.lea, code=shared("Stop"), label="Outage")
    freeze_codebook(by=people.lea)
    return closed


def test_merge_applies_from_the_next_version(people: People, coding_round: Round) -> None:
    assert percent_agreement(agreement_at(people)) == pytest.approx(2 / 3)
    assert percent_agreement(agreement_at(people, "?codebook=2")) == pytest.approx(2 / 3)
    assert percent_agreement(agreement_at(people, "?codebook=1")) == pytest.approx(1 / 3)


def test_codes_have_the_labels_of_the_version(people: People, coding_round: Round) -> None:
    assert agreement_at(people, "?codebook=1").json()["report"]["categories"] == ["Access", "Leak", "Stop"]
    assert agreement_at(people, "?codebook=2").json()["report"]["categories"] == ["Access", "Outage"]
    assert agreement_at(people).json()["report"]["categories"] == ["Access", "Outage"]


def test_several_renamings_are_undone_in_order(people: People, coding_round: Round) -> None:
    change_code(by=people.lea, code=shared("Outage"), label="Downtime")
    change_code(by=people.lea, code=shared("Access"), label="Outage")  # a label that another code had before
    freeze_codebook(by=people.lea)
    assert agreement_at(people).json()["report"]["categories"] == ["Outage", "Downtime"]
    assert agreement_at(people, "?codebook=2").json()["report"]["categories"] == ["Access", "Outage"]
    assert agreement_at(people, "?codebook=1").json()["report"]["categories"] == ["Access", "Leak", "Stop"]


def test_matched_codes_are_read_as_in_the_version(people: People) -> None:
    matched_round(people)
    freeze_codebook(by=people.lea)
    before = agreement_at(people).json()["report"]
    merge_shared(by=people.lea, code=shared("Leak"), into=shared("Access").pk, reason="one idea")
    assert percent_agreement(agreement_at(people)) == 1
    at_version = agreement_at(people, "?codebook=1").json()["report"]
    assert at_version["coefficients"] == before["coefficients"]
    assert at_version["categories"] == before["categories"]


def test_response_lists_all_versions_and_the_requested_one(people: People, coding_round: Round) -> None:
    current, first = agreement_at(people).json(), agreement_at(people, "?codebook=1").json()
    assert (current["codebook"], current["codebook_versions"]) == (None, [1, 2])
    assert first["codebook"] == 1


def test_report_of_a_version_can_be_downloaded(people: People, coding_round: Round) -> None:
    http = client(people.vic)
    assert "Leak" in http.get(ADDRESS + "report/md/?codebook=1").content.decode()
    assert "Leak" not in http.get(ADDRESS + "report/md/").content.decode().split("## New codes")[0]


@pytest.mark.parametrize("number", ["9", "x", "-1", "99999999999"])
def test_unknown_version_is_refused(people: People, coding_round: Round, number: str) -> None:
    response = agreement_at(people, f"?codebook={number}")
    assert (response.status_code, response.json()["code"]) == (400, "bad_input")


def test_sealed_round_has_no_agreement_at_any_version(people: People) -> None:
    coded_round(people, style="shared")
    assert agreement_at(people, "?codebook=1").json()["code"] == "sealed"


def test_chain_of_merges_is_followed_to_its_end(people: People, coding_round: Round) -> None:
    """Leak is merged into Access and Access into Outage: all three codes count as Outage."""
    merge_shared(by=people.lea, code=shared("Access"), into=shared("Outage").pk, reason="one idea")
    report = agreement_at(people).json()["report"]
    assert report["categories"] == ["Outage"]
    assert report["coefficients"]["percent_agreement"]["value"] == 1
