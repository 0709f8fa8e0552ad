"""Agreement as the codebook stood at a frozen version: later merges and renamings are taken back."""

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


def asked(people: People, query: str = "") -> Any:
    return client(people.vic).get(ADDRESS + query)


def value(answer: Any) -> float | None:
    return answer.json()["report"]["coefficients"]["percent_agreement"]["value"]


def shared(label: str) -> Code:
    return Code.objects.get(owner=None, label=label, retired_at=None)


@pytest.fixture
def coding_round(people: People) -> Round:
    """Two of three units agree once Leak is read as Access, none of which version 1 knew."""
    closed = closed_round(people, style="shared", ada=("Access", "Access", "Stop"), bo=("Leak", "Access", "Leak"))
    freeze_codebook(by=people.lea)
    merge_shared(by=people.lea, code=shared("Leak"), into=shared("Access").pk, reason="one idea")
    change_code(by=people.lea, code=shared("Stop"), label="Outage")
    freeze_codebook(by=people.lea)
    return closed


def test_merge_counts_from_the_version_that_followed_it(people: People, coding_round: Round) -> None:
    assert value(asked(people)) == pytest.approx(2 / 3)
    assert value(asked(people, "?codebook=2")) == pytest.approx(2 / 3)
    assert value(asked(people, "?codebook=1")) == pytest.approx(1 / 3)


def test_codes_have_the_labels_of_the_version(people: People, coding_round: Round) -> None:
    assert asked(people, "?codebook=1").json()["report"]["categories"] == ["Access", "Leak", "Stop"]
    assert asked(people, "?codebook=2").json()["report"]["categories"] == ["Access", "Outage"]
    assert asked(people).json()["report"]["categories"] == ["Access", "Outage"]


def test_two_renamings_are_taken_back_one_after_the_other(people: People, coding_round: Round) -> None:
    change_code(by=people.lea, code=shared("Outage"), label="Downtime")
    change_code(by=people.lea, code=shared("Access"), label="Outage")  # a label that another code had before
    freeze_codebook(by=people.lea)
    assert asked(people).json()["report"]["categories"] == ["Outage", "Downtime"]
    assert asked(people, "?codebook=2").json()["report"]["categories"] == ["Access", "Outage"]
    assert asked(people, "?codebook=1").json()["report"]["categories"] == ["Access", "Leak", "Stop"]


def test_matched_codes_are_read_as_the_version_had_them(people: People) -> None:
    matched_round(people)
    freeze_codebook(by=people.lea)
    before = asked(people).json()["report"]
    merge_shared(by=people.lea, code=shared("Leak"), into=shared("Access").pk, reason="one idea")
    assert value(asked(people)) == 1
    at_version = asked(people, "?codebook=1").json()["report"]
    assert at_version["coefficients"] == before["coefficients"]
    assert at_version["categories"] == before["categories"]


def test_answer_names_the_versions_and_the_one_asked_for(people: People, coding_round: Round) -> None:
    now, then = asked(people).json(), asked(people, "?codebook=1").json()
    assert (now["codebook"], now["codebook_versions"]) == (None, [1, 2])
    assert then["codebook"] == 1


def test_report_is_downloaded_at_a_version(people: People, coding_round: Round) -> None:
    http = client(people.vic)
    assert "Leak" in http.get(ADDRESS + "report/md/?codebook=1").content.decode()
    assert "Leak" not in http.get(ADDRESS + "report/md/").content.decode().split("## New codes")[0]


@pytest.mark.parametrize("number", ["9", "x", "-1", "99999999999"])
def test_version_that_is_not_there_is_refused(people: People, coding_round: Round, number: str) -> None:
    answer = asked(people, f"?codebook={number}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_input")


def test_sealed_round_says_nothing_at_any_version(people: People) -> None:
    coded_round(people, style="shared")
    assert asked(people, "?codebook=1").json()["code"] == "sealed"


def test_chain_of_merges_is_read_to_its_end(people: People, coding_round: Round) -> None:
    """Leak is merged into Access and Access into Outage: all three codes count as Outage."""
    merge_shared(by=people.lea, code=shared("Access"), into=shared("Outage").pk, reason="one idea")
    report = asked(people).json()["report"]
    assert report["categories"] == ["Outage"]
    assert report["coefficients"]["percent_agreement"]["value"] == 1
