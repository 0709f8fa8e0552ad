"""Private and shared codes, and frozen codebook versions."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from coding.access.records import codes
from coding.errors import BadInput, NotAllowed, RoundState
from coding.models import Code, CodebookVersion, Event
from coding.steps.agree import close_round
from coding.steps.codebook.codes import LabelTaken, add_code, change_code
from coding.steps.codebook.merging import merge_shared
from coding.steps.codebook.versions import freeze_codebook
from tests.support.factories import People, closed_round, code_for, opened_round, planned_round, rate, study
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def test_code_is_added_with_its_texts_and_a_colour(people: People) -> None:
    words = {"definition": "d", "when_to_use": "w", "when_not_to_use": "n", "examples": "e"}
    first = add_code(by=people.lea, label="Access", **words)
    second = add_code(by=people.lea, label="access", parent=first.pk, colour="#000000")  # labels are case-sensitive
    assert {name: getattr(first, name) for name in words} == words
    assert (first.colour, first.position, second.colour, second.position) == ("#332288", 0, "#000000", 1)
    assert second.parent == first


def test_label_is_unique_among_the_active_codes_of_a_codebook(people: People) -> None:
    code = add_code(by=people.lea, label="Access")
    with refused(LabelTaken, "The code “Access” already exists"):
        add_code(by=people.lea, label="Access")
    other = add_code(by=people.lea, label="Entry")
    with refused(LabelTaken, "The code “Access” already exists"):
        change_code(by=people.lea, code=other, label="Access")
    change_code(by=people.lea, code=code, retired=True)
    assert change_code(by=people.lea, code=other, label="Access").label == "Access"
    with refused(LabelTaken, "The code “Access” already exists"):
        change_code(by=people.lea, code=code, retired=False)


def test_private_codes_of_different_raters_may_have_the_same_label(people: People) -> None:
    coding_round = opened_round(people)
    ada, bo = code_for(people.ada, coding_round, "Access"), code_for(people.bo, coding_round, "Access")
    assert (ada.owner, bo.owner, ada.round) == (people.ada, people.bo, coding_round)
    with refused(LabelTaken, "“Access” already"):
        add_code(by=people.ada, label="Access", round_number=1)
    add_code(by=people.lea, label="Access")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"label": ""}, "cannot be blank"),
        ({"label": "x" * 201}, "at most 200"),
        ({"label": "x", "colour": "#0000000"}, "at most 7"),
    ],
)
def test_code_with_an_empty_or_too_long_field_is_refused(people: People, fields: dict[str, Any], message: str) -> None:
    with refused(ValidationError, message):
        add_code(by=people.lea, **fields)


def test_label_of_200_characters_fits(people: People) -> None:
    assert len(add_code(by=people.lea, label="x" * 200).label) == 200


def test_parent_from_another_codebook_or_below_the_code_is_refused(people: People) -> None:
    top = add_code(by=people.lea, label="Top")
    below = add_code(by=people.lea, label="Below", parent=top.pk)
    with refused(BadInput, "“Top” cannot be its own ancestor"):
        change_code(by=people.lea, code=top, parent=below.pk)
    with refused(BadInput, "“Top” cannot be its own ancestor"):
        change_code(by=people.lea, code=top, parent=top.pk)
    elsewhere = add_code(by=study("Other", units=1).lea, label="Elsewhere")
    for foreign in (elsewhere.pk, 1, 10**30):
        with refused(BadInput, "Choose a code of the same codebook"):
            add_code(by=people.lea, label="New", parent=foreign)
    assert change_code(by=people.lea, code=below, parent=None).parent is None


def test_queries_do_not_grow_with_the_depth_of_a_codebook(people: People) -> None:
    chain = [add_code(by=people.lea, label="0")]
    moved = add_code(by=people.lea, label="moved")
    added, changed = [], []
    for depth in range(1, 20):
        with CaptureQueriesContext(connection) as add_queries:
            chain.append(add_code(by=people.lea, label=str(depth), parent=chain[-1].pk))
        with CaptureQueriesContext(connection) as change_queries:
            change_code(by=people.lea, code=moved, parent=chain[-1].pk)
        added.append(len(add_queries))
        changed.append(len(change_queries))
    assert len(set(added)) == len(set(changed[1:])) == 1


def test_merge_into_a_descendant_is_refused(people: People) -> None:
    top = add_code(by=people.lea, label="Top")
    middle = add_code(by=people.lea, label="Middle", parent=top.pk)
    low = add_code(by=people.lea, label="Low", parent=middle.pk)
    for below in (middle, low):
        with refused(BadInput, f"“{below.label}” is a descendant of “Top”. Move it first."):
            merge_shared(by=people.lea, code=top, into=below.pk, reason="one idea")


def test_private_code_as_parent_of_a_shared_code_is_refused(people: People) -> None:
    private = code_for(people.ada, opened_round(people), "Access")
    with refused(BadInput, "same codebook"):
        add_code(by=people.lea, label="Shared", parent=private.pk)


def test_private_code_needs_an_open_round_and_one_of_its_raters(people: People) -> None:
    planned_round(people)
    with refused(RoundState, "Round 1 is planned"):
        add_code(by=people.ada, label="Early", round_number=1)
    for number in (2, 10**30):
        with refused(NotAllowed, "Only a rater of the round"):
            add_code(by=people.ada, label="Nowhere", round_number=number)


def test_private_code_cannot_change_after_the_round_closed(people: People) -> None:
    closed_round(people)
    code = Code.objects.get(owner=people.ada, label="Access")
    with refused(RoundState, "Round 1 is closed"):
        change_code(by=people.ada, code=code, label="What I meant")
    with refused(RoundState, "Round 1 is closed"):
        add_code(by=people.ada, label="Late", round_number=1)


def test_raters_of_a_shared_codebook_round_add_codes_anonymously(people: People) -> None:
    coding_round = opened_round(people, style="shared")
    code = add_code(by=people.ada, label="Access", round_number=1)
    assert (code.owner, code.round) == (None, None)
    assert list(codes(people.bo)) == [code]
    assert Event.objects.get(kind="code_added").rater_scope == people.ada  # its author is visible once the round closes
    with refused(NotAllowed, "lead"):
        change_code(by=people.bo, code=code, label="Mine")
    rate(people.ada, coding_round, 1, "Access")
    close_round(by=people.lea, number=1, even_if_unfinished=True)


def test_codebook_is_frozen_during_a_fixed_codebook_round(people: People) -> None:
    code = add_code(by=people.lea, label="Access")
    opened_round(people, style="closed")
    for attempt in (
        lambda: add_code(by=people.lea, label="New"),
        lambda: add_code(by=people.ada, label="New", round_number=1),
        lambda: change_code(by=people.lea, code=code, label="New"),
        lambda: change_code(by=people.lea, code=code, retired=True),
    ):
        with refused(RoundState, "The codebook is frozen"):
            attempt()


def test_event_of_a_changed_code_has_the_state_before_and_after(people: People) -> None:
    code = add_code(by=people.lea, label="Access", definition="old")
    change_code(by=people.lea, code=code, definition="new")
    data = Event.objects.get(kind="code_changed").data
    assert (data["before"]["definition"], data["after"]["definition"]) == ("old", "new")


def test_new_codebook_version_is_made_only_after_a_change(people: People) -> None:
    code = add_code(by=people.lea, label="Access")
    first = freeze_codebook(by=people.lea)
    assert freeze_codebook(by=people.lea) == first
    change_code(by=people.lea, code=code, definition="new")
    second = freeze_codebook(by=people.lea)
    assert (first.number, second.number, CodebookVersion.objects.count()) == (1, 2, 2)
    assert (first.content[0]["definition"], second.content[0]["definition"]) == ("", "new")
    change_code(by=people.lea, code=code, retired=True)
    assert freeze_codebook(by=people.lea).content == []


@pytest.mark.parametrize("fields", [{"label": ""}, {"owner": True}])
def test_database_refuses_a_code_without_a_label_or_with_an_owner_but_no_round(
    people: People, fields: dict[str, Any]
) -> None:
    code = add_code(by=people.lea, label="Access")
    change = {"owner": people.ada} if "owner" in fields else fields
    with pytest.raises(IntegrityError), transaction.atomic():
        Code.objects.filter(pk=code.pk).update(**change)


def test_primary_keys_of_codes_do_not_reveal_their_number(people: People) -> None:
    """Numbers in sequence would reveal to a rater how many codes the others have made."""
    numbers = [add_code(by=people.lea, label=str(n)).pk for n in range(20)]
    assert min(abs(a - b) for a in numbers for b in numbers if a != b) > 1000
    assert max(numbers) < 2**53
