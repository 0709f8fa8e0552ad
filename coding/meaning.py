"""What a code is read as: the shared code that it was matched with or merged into."""

from __future__ import annotations

from collections.abc import Sequence

from coding.models import Code, MatchingPair, Round


def meaning_of(round: Round) -> dict[int, str]:
    """code → the label of the shared code that it is read as: matched in this round, merged since."""
    return meanings_of([round])[round.pk]


def meanings_of(rounds: Sequence[Round]) -> dict[int, dict[int, str]]:
    """round → its `meaning_of`, for rounds of one study."""
    shared = Code.objects.filter(study=rounds[0].study_id, owner__isnull=True)
    merged = dict(shared.filter(merged_into__isnull=False).values_list("pk", "merged_into"))

    def last(code: int) -> int:
        while (into := merged.get(code)) is not None:
            code = into
        return code

    pairs = list(
        MatchingPair.objects.filter(matching__round__in=rounds).values_list(
            "matching__round", "code", "target", "label"
        )
    )
    targets = [target for _, _, target, _ in pairs if target]
    labels = dict(Code.objects.filter(pk__in={last(code) for code in [*targets, *merged]}).values_list("pk", "label"))
    everywhere = {code: labels[last(code)] for code in merged}
    found: dict[int, dict[int, str]] = {round.pk: dict(everywhere) for round in rounds}
    for round, code, target, label in pairs:
        found[round][code] = labels[last(target)] if target else label
    return found
