"""Answers to a unit in shared codes, as the programs that mark texts need them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from coding.derivation import Publication
from coding.inputs import CodingRow, SegmentRow, UnitRow

CONSENSUS = "consensus"  # whose answers are the decisions


@dataclass(slots=True)
class UnitAnswers:
    """A unit with its first ratings and its decision, if there is one."""

    unit: UnitRow
    codings: list[CodingRow] = field(default_factory=list)
    decision: tuple[str, ...] | None = None
    why: str = ""
    decided_at: str = ""


def answers(publication: Publication) -> Iterator[UnitAnswers]:
    """Every unit in its order, with codings in the order of the publication."""
    inputs = publication.inputs
    found = {unit.number: UnitAnswers(unit) for unit in inputs.units}
    for coding in inputs.codings:
        found[coding.unit].codings.append(coding)
    for decision in inputs.decisions:
        answer = found[decision.unit]
        answer.decision, answer.decided_at = decision.codes, decision.decided_at
        by = f" by {decision.by}" if decision.by else ""
        answer.why = f"{decision.how}{by}{f': {decision.reason}' if decision.reason else ''}"
    yield from found.values()


class SharedCodes:
    """Which shared code a rater's marked words support."""

    def __init__(self, publication: Publication) -> None:
        self.targets = {(row.rater, row.code): row.target for row in publication.inputs.matching}

    def of(self, coding: CodingRow, segment: SegmentRow) -> str | None:
        """The shared code that a segment's own one was matched to; None if the coding does not have it."""
        code = self.targets.get((coding.rater, segment.code), segment.code)
        if code not in coding.matched and len(coding.codes) == len(coding.matched):
            code = dict(zip(coding.codes, coding.matched, strict=True)).get(segment.code, code)
        return code if code in coding.matched else None
