"""What a code is read as: the shared code that it was matched with or merged into."""

from __future__ import annotations

from coding.models import Code, MatchingPair, Round


def meaning_of(round: Round) -> dict[int, str]:
    """code → the label of the shared code that it is read as: matched in this round, merged since."""
    merged = dict(
        Code.objects.filter(study=round.study_id, owner__isnull=True, merged_into__isnull=False).values_list(
            "pk", "merged_into"
        )
    )

    def last(code: int) -> int:
        while (into := merged.get(code)) is not None:
            code = into
        return code

    pairs = MatchingPair.objects.filter(matching__round=round).values_list("code", "target", "label")
    targets = [target for _, target, _ in pairs if target]
    labels = dict(Code.objects.filter(pk__in={last(code) for code in [*targets, *merged]}).values_list("pk", "label"))
    return {code: labels[last(code)] for code in merged} | {
        code: labels[last(target)] if target else label for code, target, label in pairs
    }
