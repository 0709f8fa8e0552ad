"""Answers in shared codes, as the programs that mark texts need them."""

from __future__ import annotations

from coding.dataset.rows import CodingRow, DecisionRow, SegmentRow
from coding.results.derive import Publication

CONSENSUS = "consensus"  # whose answers are the decisions


def why(decision: DecisionRow) -> str:
    """How the unit was decided, by whom and for what reason."""
    by = f" by {decision.by}" if decision.by else ""
    return f"{decision.how}{by}{f': {decision.reason}' if decision.reason else ''}"


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
