"""What a code is read as: the shared code that it was matched with or merged into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from coding.access.ratings import first_ratings
from coding.codebook.versions import Standing, standing
from coding.models import MatchingPair, Round


def meaning_of(round: Round) -> dict[int, str]:
    """code → the label of the shared code that it is read as: matched in this round, merged since."""
    return meanings_of([round])[round.pk]


def meanings_of(rounds: Sequence[Round], codebook: Standing | None = None) -> dict[int, dict[int, str]]:
    """round → its `meaning_of`, for rounds of one study, with the codebook as now or as it stood."""
    stood = codebook or standing(rounds[0].study_id)

    def last(code: int) -> str:
        while (into := stood.merged.get(code)) is not None:
            code = into
        return stood.labels[code]

    everywhere = {code: last(code) for code in stood.merged}
    found: dict[int, dict[int, str]] = {round.pk: dict(everywhere) for round in rounds}
    pairs = MatchingPair.objects.filter(matching__round__in=rounds)
    for round, code, target, label in pairs.values_list("matching__round", "code", "target", "label"):
        found[round][code] = last(target) if target else label
    return found


def matched_sets(round: Round, unit: int | None = None) -> dict[int, dict[int, tuple[int, ...]]]:
    """unit → rater → ids of the shared codes that the rater's own codes mean; of one unit, if it is given."""
    targets = dict(
        MatchingPair.objects.filter(matching__round=round, target__isnull=False).values_list("code_id", "target_id")
    )
    found: dict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)
    ratings = first_ratings(round) if unit is None else first_ratings(round).filter(assignment__unit=unit)
    for coding in ratings.select_related("assignment").prefetch_related("code_rows"):
        codes = {targets.get(row.code_id, row.code_id): None for row in coding.code_rows.all()}
        found[coding.assignment.unit_id][coding.assignment.rater_id] = tuple(codes)
    return found
