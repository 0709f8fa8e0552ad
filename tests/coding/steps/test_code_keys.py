"""Number keys of codes: kept per rater and round, changed only by the rater."""

from __future__ import annotations

from typing import Any

import pytest

from coding.models import CodeKeys
from coding.steps.agree import close_round
from coding.steps.codebook.codes import add_code, change_code
from tests.support.factories import client, code_for, opened_round, rate, study

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/studies/consequences/rounds/1/keys/"


def put(member: Any, keys: dict[str, Any], revision: int) -> Any:
    return client(member).put(ADDRESS, {"keys": keys}, format="json", headers={"If-Match": f'"{revision}"'})


def test_keys_are_those_that_the_rater_stored() -> None:
    people = study(units=1)
    coding_round = opened_round(people)
    access, leak = (code_for(people.ada, coding_round, label) for label in ("Access", "Leak"))
    assert client(people.ada).get(ADDRESS).json() == {"keys": {}, "revision": 0}
    assert put(people.ada, {"1": access.pk, "2": leak.pk}, 0).json()["revision"] == 1
    assert put(people.ada, {"1": leak.pk, "7": access.pk}, 1).status_code == 200
    answer = client(people.ada).get(ADDRESS)
    assert answer.json() == {"keys": {"1": leak.pk, "7": access.pk}, "revision": 2}
    assert answer.headers["ETag"] == '"2"'
    assert client(people.bo).get(ADDRESS).json() == {"keys": {}, "revision": 0}


def test_older_window_gets_the_keys_that_are_stored() -> None:
    people = study(units=1)
    coding_round = opened_round(people)
    code = code_for(people.ada, coding_round, "Access")
    put(people.ada, {"1": code.pk}, 0)
    answer = put(people.ada, {"2": code.pk}, 0)
    assert (answer.status_code, answer.json()["code"]) == (412, "stale_write")
    assert answer.json()["current"] == {"keys": {"1": code.pk}, "revision": 1}
    assert CodeKeys.objects.get().keys == {"1": code.pk}


def test_retired_code_keeps_its_key() -> None:
    people = study(units=1)
    coding_round = opened_round(people)
    code = code_for(people.ada, coding_round, "Access")
    put(people.ada, {"3": code.pk}, 0)
    change_code(by=people.ada, code=code, retired=True)
    assert client(people.ada).get(ADDRESS).json()["keys"] == {"3": code.pk}
    assert put(people.ada, {"3": code.pk}, 1).status_code == 200


def test_invalid_keys_are_refused() -> None:
    people = study(units=1)
    coding_round = opened_round(people)
    own, other = code_for(people.ada, coding_round, "Access"), code_for(people.bo, coding_round, "Access")
    shared = add_code(by=people.lea, label="Access")
    refusals = {
        "Unknown key “0”": {"0": own.pk},
        "Unknown key “10”": {"10": own.pk},
        "A code cannot have two keys": {"1": own.pk, "2": own.pk},
        "One of the codes is not in your codebook": {"1": other.pk},
        "One of the codes is not in your codebook of this round": {"1": shared.pk},
        "One of the codes is not in your codebook of this round. Remove": {"1": 1},
    }
    for words, keys in refusals.items():
        answer = put(people.ada, keys, 0)
        assert answer.status_code == 400
        assert answer.json()["detail"].startswith(words)
    assert not CodeKeys.objects.exists()


def test_keys_change_only_while_the_round_is_open_and_only_for_its_raters() -> None:
    people = study(units=1)
    coding_round = opened_round(people, style="shared")
    code = add_code(by=people.lea, label="Access")
    assert put(people.lea, {"1": code.pk}, 0).status_code == 403
    assert put(people.ada, {"1": code.pk}, 0).status_code == 200
    for rater in (people.ada, people.bo):
        rate(rater, coding_round, 1, "Access")
    close_round(by=people.lea, number=1)
    assert put(people.ada, {"2": code.pk}, 1).status_code == 409
    assert client(people.ada).get(ADDRESS).json()["keys"] == {"1": code.pk}
    assert client(people.bo).get(ADDRESS).json()["keys"] == {}
