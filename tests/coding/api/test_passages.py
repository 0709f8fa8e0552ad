"""The passages of a closed round: units by how the passages lie, and the passages of one unit side by side."""

from __future__ import annotations

from typing import Any

import pytest

from coding.models import Member, Round
from coding.steps.agree import close_round
from coding.steps.codebook.codes import add_code
from coding.steps.codebook.merging import merge_shared
from tests.support.factories import TEXT, People, client, code_for, opened_round, rate, study

pytestmark = pytest.mark.django_db

PASSAGES = "/api/v1/studies/consequences/rounds/1/passages/"


def mark(rater: Member, coding_round: Round, unit: int, label: str, *spans: tuple[int, int]) -> None:
    """Submit a coding with one code and these passages of the sentence of the text."""
    document = coding_round.study.units.get(number=unit).document.text
    first, code = document.index(TEXT), code_for(rater, coding_round, label).pk
    segments = [
        {"code": code, "start": first + start, "end": first + end, "quote": TEXT[start:end]} for start, end in spans
    ]
    rate(rater, coding_round, unit, label, segments=segments)


def marked_round(people: People, **plan: Any) -> Round:
    """Close a round of four units whose passages are apart, overlap, are equal, and are of one rater alone."""
    coding_round = opened_round(people, style="shared", **plan)
    for unit, (ada, bo) in enumerate(
        [([(0, 2)], [(3, 11)]), ([(0, 6)], [(3, 12)]), ([(0, 6)], [(0, 6)]), ([(0, 6)], [])], 1
    ):
        mark(people.ada, coding_round, unit, "Access", *ada)
        mark(people.bo, coding_round, unit, "Access", *bo)
    return coding_round


def test_units_are_listed_by_how_the_passages_lie(db: None) -> None:
    people = study(units=4)
    marked_round(people)
    vic = client(people.vic)
    for address in (PASSAGES, f"{PASSAGES}1/"):
        assert vic.get(address).json()["code"] == "sealed"
    close_round(by=people.lea, number=1)
    body = vic.get(PASSAGES).json()
    assert body["counts"] == {"apart": 1, "different": 1, "identical": 1, "one": 1}
    assert [(row["unit"], row["code"], row["common"]) for row in body["units"]] == [(1, "Access", 0.0)]
    shares = {
        position: [(row["unit"], row["common"]) for row in vic.get(f"{PASSAGES}?position={position}").json()["units"]]
        for position in ("different", "identical", "one")
    }
    assert shares == {"different": [(2, 2 * 3 / 15)], "identical": [(3, 1.0)], "one": [(4, None)]}
    assert vic.get(f"{PASSAGES}?after=1").json()["units"] == []
    other = vic.get(f"{PASSAGES}?code=Leak").json()
    assert (sum(other["counts"].values()), other["units"]) == (0, [])
    for query in ("position=near", "after=-1", "after=9999999999", "codebook=x"):
        assert vic.get(f"{PASSAGES}?{query}").status_code == 400
    assert vic.get(f"{PASSAGES}5/").status_code == 404


def test_passages_of_a_unit_stand_under_the_codes_after_merges_and_under_the_names_that_a_member_sees(
    db: None,
) -> None:
    people = study(units=4)
    coding_round = marked_round(people, blind_adjudication=True)
    close_round(by=people.lea, number=1)
    access = code_for(people.lea, coding_round, "Access")
    seen = client(people.vic).get(f"{PASSAGES}2/").json()
    assert seen["unit"]["classifications"] is None
    assert {coding["rater"]: [(s["code"], s["quote"]) for s in coding["segments"]] for coding in seen["codings"]} == {
        "ada": [(access.pk, TEXT[:6])],
        "bo": [(access.pk, TEXT[3:12])],
    }
    blinded = client(people.cleo).get(f"{PASSAGES}2/")
    assert [coding["rater"] for coding in blinded.json()["codings"]] == ["Rater A", "Rater B"]
    assert not {"ada", "bo"} & set(blinded.content.decode().replace('"', " ").split())
    assert "memo" not in blinded.content.decode()
    entry = add_code(by=people.lea, label="Entry")
    merge_shared(by=people.lea, code=access, into=entry.pk, reason="the same")
    merged = client(people.vic).get(f"{PASSAGES}2/").json()["codings"][0]
    assert ([code["label"] for code in merged["codes"]], merged["segments"][0]["code"]) == (["Entry"], entry.pk)
    assert client(people.vic).get(PASSAGES).json()["units"][0]["code"] == "Entry"
