"""Drafts, submissions and versions of a rater."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coding.access.ratings import latest
from coding.errors import BadInput, KeyReused, NotAllowed, NotReady, RoundState, StaleWrite
from coding.loading.study import load_study
from coding.models import Coding, Draft, Event, Round
from coding.release.reports.methods import methods_md
from coding.results.derive import derive
from coding.steps.agree import close_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import discard_draft, save_draft, submit
from coding.steps.codebook.codes import add_code, change_code
from tests.support.codings import KEY, code, segment_of, send, text_of
from tests.support.factories import People, client, code_for, opened_round, planned_round, rate, study
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def coding_round(people: People) -> Round:
    return opened_round(people)


def test_draft_counts_its_revisions(people: People, coding_round: Round) -> None:
    for revision in range(3):
        draft = save_draft(
            by=people.ada,
            coding_round=coding_round,
            unit=1,
            content=CodingContent(memo=str(revision)),
            revision=revision,
        )
    assert (draft.revision, draft.content["memo"], Draft.objects.count()) == (3, "2", 1)


@pytest.mark.parametrize("revision", [0, 1, 3])
def test_draft_based_on_another_revision_is_stale(people: People, coding_round: Round, revision: int) -> None:
    for based_on in (0, 1):
        save_draft(
            by=people.ada, coding_round=coding_round, unit=1, content=CodingContent(memo="current"), revision=based_on
        )
    with refused(StaleWrite, "changed in another window"):
        save_draft(
            by=people.ada, coding_round=coding_round, unit=1, content=CodingContent(memo="stale"), revision=revision
        )


def test_stale_draft_is_answered_412_with_the_current_state(people: People, coding_round: Round) -> None:
    http, address = client(people.ada), "/api/v1/studies/consequences/rounds/1/units/1/draft/"

    def put(memo: str, based_on: str) -> Any:
        return http.put(address, {"codes": [], "memo": memo}, format="json", headers={"If-Match": based_on})

    assert put("first", '"0"').json()["revision"] == 1
    assert http.get(address.replace("draft/", "")).headers["ETag"] == '"1"'
    stale = put("second", '"0"')
    assert stale.status_code == 412
    assert stale.json()["code"] == "stale_write"
    current = stale.json()["current"]
    assert (current["revision"], current["draft"]["memo"]) == (1, "first")


def test_draft_may_be_empty_and_discarded_twice(people: People, coding_round: Round) -> None:
    save_draft(by=people.ada, coding_round=coding_round, unit=1, content=CodingContent(), revision=0)
    discard_draft(by=people.ada, coding_round=coding_round, unit=1)
    discard_draft(by=people.ada, coding_round=coding_round, unit=1)
    assert not Draft.objects.exists()


def test_submission_deletes_the_draft(people: People, coding_round: Round) -> None:
    answer = CodingContent(codes=[code(people, coding_round)], memo="why", certainty="unsure")
    save_draft(by=people.ada, coding_round=coding_round, unit=1, content=answer, revision=0)
    coding = send(people, coding_round, answer)
    assert (coding.version, coding.memo, coding.certainty, Draft.objects.count()) == (1, "why", "unsure", 0)
    assert [row.code.label for row in coding.code_rows.all()] == ["Access"]


def test_submission_with_the_same_key_is_stored_once(people: People, coding_round: Round) -> None:
    answer = CodingContent(codes=[code(people, coding_round)])
    first = send(people, coding_round, answer)
    events = Event.objects.count()
    assert send(people, coding_round, answer) == first
    assert (Coding.objects.count(), Event.objects.count()) == (1, events)
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert send(people, coding_round, answer) == first  # a late retry returns the stored coding


def test_second_version_needs_a_reason_and_keeps_the_first(people: People, coding_round: Round) -> None:
    first = send(people, coding_round, CodingContent(codes=[code(people, coding_round)]))
    changed = CodingContent(codes=[code(people, coding_round, "Leak")])
    for reason in ("", "  "):
        with refused(NotReady, "Give a reason"):
            send(people, coding_round, changed, key="another-key", reason=reason)
    second = send(people, coding_round, changed, key="another-key", reason=" read it again ")
    assert (second.version, second.reason) == (2, "read it again")
    assert Coding.objects.get(pk=first.pk).code_rows.get().code.label == "Access"
    assert list(latest(Coding.objects.all())) == [second]


def test_planned_round_takes_no_drafts_or_submissions(people: People) -> None:
    coding_round = planned_round(people)
    with refused(RoundState, "Round 1 is planned"):
        send(people, coding_round, CodingContent())
    with refused(RoundState, "Round 1 is planned"):
        save_draft(by=people.ada, coding_round=coding_round, unit=1, content=CodingContent(), revision=0)


def test_closed_round_takes_no_drafts_or_submissions(people: People, coding_round: Round) -> None:
    rate(people.bo, coding_round, 1, "Entry")
    access = code(people, coding_round)
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    with refused(RoundState, "Round 1 is closed"):
        send(people, coding_round, CodingContent(codes=[access]))
    with refused(RoundState, "Round 1 is closed"):
        save_draft(by=people.ada, coding_round=coding_round, unit=1, content=CodingContent(), revision=0)


@pytest.mark.parametrize("unit", [0, 4, 10**30])
def test_submission_for_an_unassigned_unit_is_refused(people: People, coding_round: Round, unit: int) -> None:
    answer = CodingContent(codes=[code(people, coding_round)])
    with refused(NotAllowed, "is not assigned to you in round 1"):
        submit(by=people.ada, coding_round=coding_round, unit=unit, content=answer, idempotency_key=KEY)


def test_codes_outside_the_raters_codebook_are_refused(people: People, coding_round: Round) -> None:
    own = code(people, coding_round)
    foreign = [
        code_for(people.bo, coding_round, "Entry").pk,
        add_code(by=people.lea, label="Shared").pk,
        add_code(by=study("Other", units=1).lea, label="Elsewhere").pk,
        1,
        10**30,
    ]
    for wrong in foreign:
        with refused(BadInput, "it is retired or not in your codebook"):
            send(people, coding_round, CodingContent(codes=[wrong]))
    change_code(by=people.ada, code=code_for(people.ada, coding_round, "Access"), retired=True)
    with refused(BadInput, "it is retired or not in your codebook"):
        send(people, coding_round, CodingContent(codes=[own]))


def test_private_code_of_an_earlier_round_is_refused(people: People, coding_round: Round) -> None:
    old = code(people, coding_round)
    send(people, coding_round, CodingContent(codes=[old]))
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    second_round = opened_round(people)
    with refused(BadInput, "not in your codebook"):
        send(people, second_round, CodingContent(codes=[old]))


def test_shared_codebook_round_takes_shared_codes(people: People) -> None:
    coding_round = opened_round(people, style="shared")
    code_for(people.bo, coding_round, "Access")
    assert (
        send(people, coding_round, CodingContent(codes=[code(people, coding_round)])).code_rows.get().code.owner is None
    )


def test_single_label_round_takes_exactly_one_code(people: People, coding_round: Round) -> None:
    one, two = code(people, coding_round), code(people, coding_round, "Leak")
    for codes, message in [([], "Choose a code"), ([one, two], "allows one code per unit"), ([one, one], "twice")]:
        with refused(BadInput, message):
            send(people, coding_round, CodingContent(codes=codes))


def test_multi_label_round_takes_any_number_of_codes_in_order(people: People) -> None:
    coding_round = opened_round(people, multi_label=True)
    one, two = code(people, coding_round), code(people, coding_round, "Leak")
    with refused(BadInput, "twice"):
        send(people, coding_round, CodingContent(codes=[one, one]))
    several = send(people, coding_round, CodingContent(codes=[two, one]))
    assert [row.code_id for row in several.code_rows.all()] == [two, one]
    none = submit(by=people.ada, coding_round=coding_round, unit=2, content=CodingContent(), idempotency_key=KEY)
    assert none.code_rows.count() == 0


def test_submission_is_recorded_with_its_hash_in_the_raters_chain(people: People, coding_round: Round) -> None:
    answer = CodingContent(codes=[code(people, coding_round)], memo="one")
    send(people, coding_round, answer)
    event = Event.objects.get(kind="coding_submitted")
    assert (event.rater_scope, event.data["unit"], event.data["version"], len(event.data["sha256"])) == (
        people.ada,
        1,
        1,
        64,
    )
    other = submit(
        by=people.ada,
        coding_round=coding_round,
        unit=2,
        content=CodingContent(answer.codes, "two"),
        idempotency_key=KEY,
    )
    assert other.version == 1
    first, second = Event.objects.filter(kind="coding_submitted").order_by("number")
    assert first.data["sha256"] != second.data["sha256"]


def test_repeated_key_with_other_content_is_refused(people: People, coding_round: Round) -> None:
    access, text = code(people, coding_round), text_of(coding_round)
    other = code(people, coding_round, "Leak")
    segments = [segment_of(access, text, words) for words in ("attacker", "café")]
    answer = CodingContent([access], "a memo", "unsure", segments, flagged_for_discussion=True)
    stored = send(people, coding_round, answer)
    assert send(people, coding_round, replace(answer, segments=segments[::-1])) == stored
    changes: list[dict[str, Any]] = [
        {"codes": [other], "segments": []},
        {"codes": [], "segments": [], "no_code_reason": "cannot_tell"},
        {"memo": "another memo"},
        {"certainty": "certain"},
        {"segments": segments[:1]},
        {"flagged_for_discussion": False},
    ]
    for change in changes:
        with refused(KeyReused, "belongs to a submission with other content"):
            send(people, coding_round, replace(answer, **change))
    with refused(KeyReused, "belongs to a submission with other content"):
        send(people, coding_round, answer, reason="read again")
    assert Coding.objects.count() == 1


def test_repeated_key_with_other_content_is_answered_422(people: People, coding_round: Round) -> None:
    http, address = client(people.ada), "/api/v1/studies/consequences/rounds/1/units/1/coding/"
    body = {"codes": [code(people, coding_round)], "memo": "first"}
    first, again, changed = (
        http.post(address, body | {"memo": memo}, format="json", headers={"Idempotency-Key": KEY})
        for memo in ("first", "first", "changed")
    )
    assert (first.status_code, again.json()) == (201, first.json())
    assert (changed.status_code, changed.json()["code"]) == (422, "key_reused")


@pytest.mark.parametrize("no_code_reason", ["cannot_tell", "not_applicable"])
def test_no_code_reason_replaces_the_codes_of_a_submission(
    people: People, coding_round: Round, no_code_reason: str
) -> None:
    with refused(BadInput, "Choose a code, “cannot tell”"):
        send(people, coding_round, CodingContent())
    both = CodingContent(codes=[code(people, coding_round)], no_code_reason=no_code_reason)
    with refused(BadInput, "both codes and a no-code reason"):
        send(people, coding_round, both)
    coding = send(people, coding_round, CodingContent(no_code_reason=no_code_reason, flagged_for_discussion=True))
    assert (coding.no_code_reason, coding.flagged_for_discussion, coding.code_rows.count()) == (no_code_reason, True, 0)


def test_coding_without_a_code_is_a_disagreement_but_no_rating(people: People) -> None:
    coding_round = opened_round(people, style="shared", multi_label=True)
    rate(people.ada, coding_round, 1, no_code_reason="cannot_tell")
    rate(people.bo, coding_round, 1)
    rate(people.ada, coding_round, 2, no_code_reason="cannot_tell")
    rate(people.bo, coding_round, 2, no_code_reason="cannot_tell")
    rate(people.ada, coding_round, 3)
    rate(people.bo, coding_round, 3)
    closed = close_round(by=people.lea, number=1)
    assert list(closed.disagreements.values_list("unit__number", "kind")) == [(1, "abstained"), (2, "abstained")]
    publication = derive(load_study(closed))
    assert [(row.unit, row.kind) for row in publication.disagreements] == [(1, "abstained"), (2, "abstained")]
    assert publication.agreement["units_used"] == 1
    assert "“cannot tell” 3 times" in methods_md(publication).decode()
