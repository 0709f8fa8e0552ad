"""Give the codes of the codebook an order, with scores if wanted, and remove it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.audit.record import record
from coding.errors import BadInput, NotReady, RoundState
from coding.locks import lock_codes, lock_study
from coding.models import Code, EventKind, Member, Round, Study
from coding.statistics.scale import Scale

FEWEST = 2  # codes of an order


@step
def order_codes(*, by: Member, codes: Sequence[int], scores: Sequence[float] | None = None) -> list[Code]:
    """Store the order of all codes in use, from low to high, with their scores; remove the order if `codes` is empty.

    Return the codes in the new order.
    """
    require_role(by, "lead")
    study = lock_study(by.study_id)
    require_no_coding_with_codebook(study)
    if study.of_projects:
        raise BadInput("The codes of a study of projects are activities. They have no order.")
    shared = {code.pk: code for code in lock_codes(codes_in_use(study))}
    before = order_of(list(shared.values()))
    chosen = chosen_codes(shared, codes)
    if chosen:
        check_scores(chosen, scores)
    elif scores:
        raise BadInput("Scores need an order of the codes. Order the codes, or leave the scores out.")
    rank = {code.pk: number for number, code in enumerate(chosen, 1)}
    for code in shared.values():
        code.rank = rank.get(code.pk)
        code.score = scores[code.rank - 1] if scores and code.rank else None
    after = order_of(list(shared.values()))
    if after == before:
        return chosen or list(shared.values())
    rest = [code for code in study.codes.filter(owner__isnull=True) if code.pk not in rank]
    in_order = [*chosen, *(shared.get(code.pk, code) for code in rest)]
    for position, code in enumerate(in_order):
        code.position = position
    Code.objects.bulk_update(in_order, ["rank", "score", "position"])
    record(study=study, kind=EventKind.CODES_ORDERED, by=by, data={"before": before, "after": after})
    return chosen or list(shared.values())


def codes_in_use(study: Study) -> QuerySet[Code]:
    """Return the shared codes that are not retired."""
    return Code.objects.filter(study=study, owner__isnull=True, retired_at__isnull=True)


def order_of(codes: Sequence[Code]) -> dict[str, Any]:
    """Return the labels of the codes that have a place in the order, and their scores, as events store them."""
    ranked = sorted((code.rank, code.label, code.score) for code in codes if code.rank is not None)
    scores = [score for _, _, score in ranked]
    return {"labels": [label for _, label, _ in ranked], "scores": None if None in scores or not scores else scores}


def chosen_codes(shared: dict[int, Code], codes: Sequence[int]) -> list[Code]:
    """Return the codes of an order; raise BadInput unless it is empty or names each code in use once."""
    if not codes:
        return []
    if unknown := [code for code in codes if code not in shared]:
        raise BadInput(f"The codebook has no code {unknown[0]} in use. Order the shared codes that are not retired.")
    if len(set(codes)) < len(codes):
        label = next(shared[code].label for code in codes if codes.count(code) > 1)
        raise BadInput(f"The order names “{label}” twice. Name each code once.")
    if missing := [code.label for pk, code in shared.items() if pk not in codes]:
        raise BadInput(f"The order leaves out “{missing[0]}”. Name each code of the codebook once.")
    if len(codes) < FEWEST:
        raise BadInput("An order needs two codes or more. Add a code first.")
    return [shared[code] for code in codes]


def check_scores(codes: Sequence[Code], scores: Sequence[float] | None) -> None:
    """Raise BadInput unless the scores are as many as the codes and increase."""
    try:
        Scale.of(len(codes), scores)
    except ValueError as error:
        raise BadInput(f"{error} Give each code a score, from low to high.") from None


def require_no_coding_with_codebook(study: Study) -> None:
    """Raise RoundState while raters code with the shared codebook."""
    coding_round = Round.objects.filter(study=study, state=Round.State.OPEN).exclude(style=Round.Style.OPEN).first()
    if coding_round is not None:
        raise RoundState(
            f"Raters are coding with these codes in round {coding_round.number}. "
            "Close the round before you change their order."
        )


def require_order_not_fixed(study: Study) -> None:
    """Raise RoundState while a round is open whose order of the codes is fixed: a new code would have no place."""
    coding_round = Round.objects.filter(study=study, state=Round.State.OPEN, code_order__isnull=False).first()
    if coding_round is not None:
        raise RoundState(
            f"The order of the codes was fixed when round {coding_round.number} opened, and a new code would have no "
            "place in it. Close the round before you add a code."
        )


def leave_order(code: Code) -> None:
    """Take a code that is retired out of the order; the codes above it move down. The caller saves the code."""
    if code.rank is None:
        return
    for above in codes_in_use(code.study).filter(rank__gt=code.rank):
        above.rank = (above.rank or 1) - 1
        above.save(update_fields=["rank"])
    code.rank = code.score = None


def order_for_round(coding_round: Round) -> list[dict[str, Any]] | None:
    """Return the order that a round fixes when it opens: its codes from low to high; None for codes without an order.

    Raises
    ------
    NotReady
        If a code has no place in the order.
    """
    if coding_round.style == Round.Style.OPEN:
        return None
    codes = list(codes_in_use(coding_round.study).order_by("rank"))
    if all(code.rank is None for code in codes):
        return None
    for code in codes:
        if code.rank is None:
            raise NotReady(f"“{code.label}” has no place in the order of the codes. Order the codes again.")
    return [{"code": code.pk, "label": code.label, "score": code.score} for code in codes]
