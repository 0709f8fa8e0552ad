"""Merges of shared codes after a round is closed.

Two raters use a shared codebook. They disagree on units 1 and 2 and agree on unit 3.
"""

from __future__ import annotations

from typing import Any

import pytest

from coding.errors import BadInput, RoundState
from coding.loading.study import load_study
from coding.models import Code, Decision, Event, Round
from coding.queries.adjudication_status import undecided
from coding.release.reports.methods import methods_md
from coding.release.tables.records import decisions_csv, disagreements_csv
from coding.results.derive import derive
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.discuss import take_position
from coding.steps.adjudicate.settle import reopen_round, settle
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.agree import close_round
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.codebook.merging import merge_shared
from tests.support.factories import People, client, coded_round, opened_round, rate

pytestmark = pytest.mark.django_db
LIST = "/api/v1/studies/consequences/rounds/1/disagreements/"


def closed_round_with_codes(people: People, **plan: Any) -> tuple[Round, Code, Code]:
    """Return the closed round and its codes A and B."""
    a, b = (add_code(by=people.lea, label=label) for label in "AB")
    coding_round = opened_round(people, style="shared", **plan)
    for unit in (1, 2, 3):
        rate(people.ada, coding_round, unit, "A")
        rate(people.bo, coding_round, unit, "B" if unit < 3 else "A")
    return close_round(by=people.lea, number=1), a, b


def test_merge_resolves_the_disagreements_that_it_removes(people: People) -> None:
    coding_round, a, b = closed_round_with_codes(people)
    assert [row.unit.number for row in undecided(coding_round)] == [1, 2]

    merge_shared(by=people.lea, code=b, into=a.pk, reason="same consequence")

    assert undecided(coding_round) == []
    listed = client(people.cleo).get(LIST).json()
    assert [(row["unit"], row["kind"], row["status"]) for row in listed] == [
        (1, "different", "resolved_by_merge"),
        (2, "different", "resolved_by_merge"),
    ]
    # The list shows the codes as coded and after merges.
    assert [(coding["codes"][0]["label"], coding["merged_codes"][0]["label"]) for coding in listed[0]["codings"]] == [
        ("A", "A"),
        ("B", "A"),
    ]
    with pytest.raises(BadInput, match="since “B” was merged into “A”"):
        decide(by=people.cleo, coding_round=coding_round, unit=1, codes=[a.pk], reason="x")
    settle(by=people.lea, coding_round=coding_round)


def test_release_reports_agreement_and_disagreements_after_the_merge(people: People) -> None:
    coding_round, a, b = closed_round_with_codes(people)
    before = derive(load_study(coding_round)).agreement["coefficients"]["percent_agreement"]["value"]
    merge_shared(by=people.lea, code=b, into=a.pk, reason="same consequence")
    settle(by=people.lea, coding_round=coding_round)
    publication = derive(load_study(coding_round))

    assert publication.agreement["coefficients"]["percent_agreement"]["value"] == 1.0
    assert publication.agreement["before_merges"]["coefficients"]["percent_agreement"]["value"] == before
    assert [(row.unit, row.kind, row.status) for row in publication.disagreements] == [
        (1, "different", "resolved_by_merge"),
        (2, "different", "resolved_by_merge"),
    ]
    decided = [(row.unit, row.method, row.codes, row.reason) for row in publication.data.decisions]
    merged = "“B” was merged into “A”: same consequence"
    assert decided == [(1, "rule", ("A",), merged), (2, "rule", ("A",), merged), (3, "agreed", ("A",), "")]
    rows = b"".join(disagreements_csv(publication)).decode().splitlines()
    assert (rows[0].split(",")[-1], len(rows)) == ("status", 3)
    assert b"final_rater" not in b"".join(decisions_csv(publication))
    text = methods_md(publication).decode()
    assert "Merging codes after the round was closed resolved 2 of 2 disagreements" in text


def test_undoing_the_merge_reopens_the_disagreements(people: People) -> None:
    coding_round, a, b = closed_round_with_codes(people)
    merge_shared(by=people.lea, code=b, into=a.pk, reason="same consequence")
    change_code(by=people.lea, code=b, retired=False)
    assert [row.unit.number for row in undecided(coding_round)] == [1, 2]
    assert not Decision.objects.filter(round=coding_round, unit__number__lte=2, withdrawn_at__isnull=True).exists()


def test_merge_is_not_undone_while_the_round_is_settled(people: People) -> None:
    coding_round, a, b = closed_round_with_codes(people)
    merge_shared(by=people.lea, code=b, into=a.pk, reason="same consequence")
    settle(by=people.lea, coding_round=coding_round)
    with pytest.raises(RoundState, match="Reopen round 1 first"):
        change_code(by=people.lea, code=b, retired=False)
    reopen_round(by=people.lea, coding_round=coding_round, reason="The merge is undone")
    change_code(by=people.lea, code=b, retired=False)
    assert [row.unit.number for row in undecided(coding_round)] == [1, 2]


def test_decision_made_before_the_merge_remains(people: People) -> None:
    coding_round, a, b = closed_round_with_codes(people)
    decide(by=people.cleo, coding_round=coding_round, unit=1, codes=[b.pk], reason="the text says so")
    merge_shared(by=people.lea, code=b, into=a.pk, reason="same consequence")
    decision = Decision.objects.get(round=coding_round, unit__number=1, withdrawn_at__isnull=True)
    assert (decision.method, decision.reason) == ("final_rater", "the text says so")
    assert next(row.codes for row in derive(load_study(coding_round)).data.decisions) == ("A",)


def test_chain_of_merges_is_followed_to_its_end(people: People) -> None:
    a, b, c = (add_code(by=people.lea, label=label) for label in "ABC")
    coding_round = opened_round(people, style="shared")
    for unit in (1, 2, 3):
        rate(people.ada, coding_round, unit, "A")
        rate(people.bo, coding_round, unit, "C")
    coding_round = close_round(by=people.lea, number=1)
    merge_shared(by=people.lea, code=a, into=b.pk, reason="x")
    assert [row.unit.number for row in undecided(coding_round)] == [1, 2, 3]
    merge_shared(by=people.lea, code=b, into=c.pk, reason="y")
    assert undecided(coding_round) == []
    assert {label for row in load_study(coding_round).codings for label in row.merged_codes} == {"C"}


def test_withdrawing_a_decision_leaves_the_unit_resolved_by_the_merge(people: People) -> None:
    coding_round, a, b = closed_round_with_codes(people)
    decide(by=people.cleo, coding_round=coding_round, unit=1, codes=[b.pk], reason="the text says so")
    merge_shared(by=people.lea, code=b, into=a.pk, reason="same consequence")
    restored = withdraw(by=people.cleo, coding_round=coding_round, unit=1)
    assert restored is not None
    assert (restored.merged_code, restored.reason) == (b, "“B” was merged into “A”: same consequence")
    assert undecided(coding_round) == []


def test_position_or_withdrawal_on_a_resolved_unit_is_refused(people: People) -> None:
    coding_round, a, b = closed_round_with_codes(people, resolution_method="discussion")
    merge_shared(by=people.lea, code=b, into=a.pk, reason="same consequence")
    with pytest.raises(BadInput, match="since “B” was merged into “A”"):
        take_position(by=people.ada, coding_round=coding_round, unit=1, reason="I keep my code")
    with pytest.raises(BadInput, match="since “B” was merged into “A”"):
        withdraw(by=people.lea, coding_round=coding_round, unit=1)


def test_events_of_a_merge_and_of_its_undoing_list_the_units(people: People) -> None:
    _, a, b = closed_round_with_codes(people)
    merge_shared(by=people.lea, code=b, into=a.pk, reason="same consequence")
    change_code(by=people.lea, code=b, retired=False)
    merged, changed = Event.objects.filter(kind__in=["codes_merged", "code_changed"]).order_by("number")
    assert merged.data["resolved"] == changed.data["opened"] == [{"round": 1, "units": [1, 2]}]


def test_no_code_reason_is_still_a_disagreement_after_a_merge(people: People) -> None:
    a, b = (add_code(by=people.lea, label=label) for label in "AB")
    coding_round = opened_round(people, style="shared")
    for unit in (1, 2, 3):
        rate(people.ada, coding_round, unit, "A")
        if unit > 1:
            rate(people.bo, coding_round, unit, "B")
    rate(people.bo, coding_round, 1, no_code_reason="cannot_tell")
    coding_round = close_round(by=people.lea, number=1)
    merge_shared(by=people.lea, code=b, into=a.pk, reason="same consequence")
    assert [row.unit.number for row in undecided(coding_round)] == [1]


def merge_preview(people: People, code: Code, into: Code) -> dict[str, Any]:
    response = client(people.lea).get(f"/api/v1/studies/consequences/codes/{code.pk}/merge/?into={into.pk}")
    assert response.status_code == 200
    return response.json()


def test_preview_of_a_merge_names_every_round_that_it_touches(people: People) -> None:
    first, a, b = closed_round_with_codes(people)
    for unit in (1, 2):
        decide(by=people.cleo, coding_round=first, unit=unit, codes=[b.pk], reason="x")
    settle(by=people.lea, coding_round=first)
    second = opened_round(people, style="shared")
    for unit, bo in ((1, "B"), (2, "A"), (3, "A")):
        rate(people.ada, second, unit, "A")
        rate(people.bo, second, unit, bo)
    second = close_round(by=people.lea, number=second.number)
    untouched = opened_round(people, style="shared")
    rate(people.ada, untouched, 1, "A")
    close_round(by=people.lea, number=untouched.number, even_if_unfinished=True)

    preview = merge_preview(people, b, a)
    assert preview["closed"] == 3
    assert [
        (row["round"], row["settled"], row["units"], row["decided"], row["resolved"]) for row in preview["rounds"]
    ] == [(1, True, 2, 2, 0), (2, False, 1, 0, 1)]

    merge_shared(by=people.lea, code=b, into=a.pk, reason="same consequence")
    (event,) = Event.objects.filter(kind="codes_merged")
    assert event.data["resolved"] == [{"round": 2, "units": [1]}]
    assert undecided(second) == []


def test_preview_names_a_round_in_which_only_decisions_have_the_code(people: People) -> None:
    coding_round, a, _ = closed_round_with_codes(people)
    c = add_code(by=people.lea, label="C")
    decide(by=people.cleo, coding_round=coding_round, unit=1, codes=[c.pk], reason="x")
    (row,) = merge_preview(people, c, a)["rounds"]
    assert (row["round"], row["units"], row["decided"], row["resolved"]) == (1, 0, 1, 0)


def test_similar_decisions_show_the_codes_after_merges(people: People) -> None:
    coding_round, a, b = closed_round_with_codes(people)
    decide(by=people.cleo, coding_round=coding_round, unit=1, codes=[b.pk], reason="x")
    merge_shared(by=people.lea, code=b, into=a.pk, reason="same consequence")
    rows = client(people.cleo).post(f"{LIST}2/similar/").json()
    assert {code["label"] for row in rows for code in row["codes"]} == {"A"}


def test_private_label_that_equals_a_shared_one_is_not_touched_by_its_merge(people: People) -> None:
    ids = {label: add_code(by=people.lea, label=label).pk for label in ("A", "B")}
    coded_round(people, ada=("A", "B", "A"), bo=("B", "B", "A"))
    close_round(by=people.lea, number=1)
    effects = client(people.lea).get(f"/api/v1/studies/consequences/codes/{ids['A']}/merge/?into={ids['B']}").json()
    assert effects == {"closed": 1, "rounds": []}
