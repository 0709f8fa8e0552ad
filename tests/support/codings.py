"""Contents of codings for tests: codes, segments and submissions."""

from __future__ import annotations

from typing import Any

from coding.models import Coding, Round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.match import MatchingInput, confirm_matching, match, private_codes
from tests.support.factories import People, code_for

KEY = "a-key-of-ada"


def code(people: People, coding_round: Round, label: str = "Access") -> int:
    return int(code_for(people.ada, coding_round, label).pk)


def text_of(coding_round: Round, unit: int = 1) -> str:
    return str(coding_round.study.units.get(number=unit).document.text)


def segment_of(code: int, text: str, words: str) -> dict[str, Any]:
    """Return a segment with this code over the first occurrence of the words."""
    start = text.index(words)
    return {"code": code, "start": start, "end": start + len(words), "quote": words}


def send(people: People, coding_round: Round, answer: CodingContent, *, key: str = KEY, reason: str = "") -> Coding:
    return submit(by=people.ada, coding_round=coding_round, unit=1, content=answer, idempotency_key=key, reason=reason)


def match_by_own_labels(people: People, coding_round: Round) -> None:
    """Match each private code with a shared code of the same label, and confirm the matching."""
    pairs = [MatchingInput(code.pk, code.label) for code in private_codes(coding_round)]
    match(by=people.lea, coding_round=coding_round, pairs=pairs, revision=1)
    confirm_matching(by=people.lea, coding_round=coding_round)
