"""Segments: which words of the document a coding marks, and which are refused."""

from __future__ import annotations

from typing import Any

import pytest

from coding.errors import BadInput
from coding.models import Round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import save_draft
from tests.support.codings import code, segment_of, send, text_of
from tests.support.factories import TEXT, People, opened_round
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def coding_round(people: People) -> Round:
    return opened_round(people)


@pytest.mark.parametrize("words", ["attacker 🐛 can", "🐛", "café's", "é", TEXT])
def test_segment_offsets_count_code_points(people: People, coding_round: Round, words: str) -> None:
    access, text = code(people, coding_round), text_of(coding_round)
    coding = send(people, coding_round, CodingContent(codes=[access], segments=[segment_of(access, text, words)]))
    segment = coding.segments.get()
    assert text[segment.start : segment.end] == segment.quote == words


def test_quoted_words_are_compared_without_unicode_normalisation(people: People, coding_round: Round) -> None:
    access = code(people, coding_round)
    decomposed = segment_of(access, text_of(coding_round), "café") | {"quote": "cafe\u0301"}
    with refused(BadInput, "does not match the document"):
        send(people, coding_round, CodingContent(codes=[access], segments=[decomposed]))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"start": 0}, "does not match the document"),
    ({"quote": "something else"}, "does not match the document"),
    ({"start": -1}, "does not match the document"),
    ({"end": 10**9}, "does not match the document"),
    ({"end": 0}, "does not match the document"),
    ({"code": 1}, "A segment needs one of the unit's codes"),
]


@pytest.mark.parametrize(("change", "message"), WRONG)
def test_segment_that_does_not_match_the_document_or_codes_is_refused(
    people: People, coding_round: Round, change: dict[str, Any], message: str
) -> None:
    access = code(people, coding_round)
    answer = CodingContent(codes=[access], segments=[segment_of(access, text_of(coding_round), "secrets") | change])
    with refused(BadInput, message):
        send(people, coding_round, answer)
    with refused(BadInput, message):
        save_draft(by=people.ada, coding_round=coding_round, unit=1, content=answer, revision=0)


def test_offsets_in_utf16_after_an_emoji_are_refused(people: People, coding_round: Round) -> None:
    access, text = code(people, coding_round), text_of(coding_round)
    shifted = segment_of(access, text, "secrets")
    shifted |= {"start": shifted["start"] + 1, "end": shifted["end"] + 1}
    with refused(BadInput, "does not match the document"):
        send(people, coding_round, CodingContent(codes=[access], segments=[shifted]))


def test_second_segment_with_the_same_words_and_code_is_refused(people: People, coding_round: Round) -> None:
    access = code(people, coding_round)
    twice = [segment_of(access, text_of(coding_round), "secrets")] * 2
    with refused(BadInput, "already has that code"):
        send(people, coding_round, CodingContent(codes=[access], segments=twice))
