"""Match the raters' private codes with shared codes, after a round is unsealed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial

from advisories.platform.transactions import step
from advisories.text.counting import count_noun
from coding.access.blinding import RaterLabels, raters_in_plan_order
from coding.access.membership import require_role
from coding.access.seal import require_unsealed
from coding.assist.similar_definitions import definition_similarity
from coding.audit.record import record
from coding.clock import now
from coding.dataset.palette import PALETTE
from coding.dataset.rows import CODE_TEXTS
from coding.errors import BadInput, NotReady, RoundState, StaleWrite
from coding.loading.ratings import load_ratings
from coding.locks import lock_matching, lock_round
from coding.models import Code, EventKind, Matching, MatchingPair, Member, Round
from coding.statistics.matching.suggestions import suggest_matching
from coding.steps.adjudicate.disagreements import store_disagreements
from coding.steps.codebook.codes import content_of


@dataclass(frozen=True)
class MatchingInput:
    """A pair of the matching: a private code, and the label of the shared code with the same meaning."""

    code: int
    label: str
    reason: str = ""


def matching_of(coding_round: Round) -> Matching:
    """Return the matching of a round, which is created when the round closes."""
    require_unsealed(coding_round)
    if coding_round.style != Round.Style.OPEN:
        raise RoundState("Only a round of open coding needs a matching. The codes of this round are shared.")
    return Matching.objects.get(round=coding_round)


def private_codes(coding_round: Round) -> list[Code]:
    """Return the private codes used in a closed round, by rater in plan order, then by position."""
    require_unsealed(coding_round)
    used = Code.objects.filter(round=coding_round, owner__isnull=False, coding_rows__isnull=False)
    ranks = {rater.pk: rank for rank, rater in enumerate(raters_in_plan_order(coding_round))}
    codes = used.select_related("owner").distinct().order_by("position", "label", "pk")
    return sorted(codes, key=lambda code: ranks.get(code.owner_id or 0, 0))


def suggestions(coding_round: Round) -> list[MatchingInput]:
    """Return one suggestion per used private code: the label of a similar code, else its own label."""
    ratings = load_ratings(coding_round).ratings("own")
    codes = private_codes(coding_round)
    definitions: dict[str, dict[str, str]] = defaultdict(dict)
    for code in codes:
        definitions[owner_of(code)][code.label] = code.definition
    similar = {(s.rater, s.code): s for s in suggest_matching(ratings, partial(definition_similarity, definitions))}
    pairs = []
    for code in codes:
        suggestion = similar.get((owner_of(code), code.label))
        label, reason = (suggestion.reference_code, suggestion.reason) if suggestion else (code.label, "")
        pairs.append(MatchingInput(code.pk, label, reason))
    return pairs


def owner_of(code: Code) -> str:
    """Return the name of the rater who owns a private code, else ""."""
    return code.owner.name if code.owner else ""


@step
def match(*, by: Member, coding_round: Round, pairs: list[MatchingInput], revision: int) -> Matching:
    """Replace the matching by `pairs`; raise StaleWrite unless it is still at `revision`.

    Unchanged pairs keep who matched them and when.
    """
    require_role(by, "lead", "adjudicator")
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    matching = lock_matching(matching_of(coding_round))
    if matching.confirmed_at:
        raise RoundState("The matching is confirmed. A confirmed matching cannot change.")
    if matching.revision != revision:
        raise StaleWrite("The matching was changed by someone else. Reload it.", current=matching.revision)
    known = {code.pk: code for code in private_codes(coding_round)}
    if len({pair.code for pair in pairs}) != len(pairs):
        raise BadInput("A private code cannot be matched twice. Choose one shared code for it.")
    before = {pair.code_id: pair for pair in matching.pairs.all()}
    changes: list[dict[str, str | None]] = []
    for pair in pairs:
        label = pair.label
        if pair.code not in known:
            raise BadInput("Unknown private code. Match only codes used in this round.")
        if not label.strip() or len(label) > 200:
            raise BadInput("The shared code needs a label of at most 200 characters.")
        previous = before.pop(pair.code, None)
        if previous is not None and (previous.target_label, previous.reason) == (label, pair.reason):
            continue
        code = known[pair.code]
        changes.append({"rater": owner_of(code), "code": code.label, "label": label, "reason": pair.reason})
        MatchingPair.objects.update_or_create(
            matching=matching,
            code=code,
            defaults={"target_label": label, "reason": pair.reason, "matched_by": by, "matched_at": now()},
        )
    for pk, removed in before.items():
        code = known[pk]
        changes.append({"rater": owner_of(code), "code": code.label, "label": None, "reason": ""})
        removed.delete()
    matching.revision += 1
    matching.save(update_fields=["revision"])
    record(
        study=coding_round.study,
        kind=EventKind.MATCHING_CHANGED,
        by=by,
        coding_round=coding_round,
        data={"changes": changes},
    )
    return matching


@step
def confirm_matching(*, by: Member, coding_round: Round) -> Matching:
    """Make the matching final, add new shared codes to the codebook, and store the disagreements."""
    require_role(by, "lead", "adjudicator")
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    matching = lock_matching(matching_of(coding_round))
    if matching.confirmed_at:
        raise RoundState("The matching is already confirmed.")
    matched = {pair.code_id: pair for pair in matching.pairs.select_related("code__owner")}
    codes = private_codes(coding_round)
    if unmatched := [code for code in codes if code.pk not in matched]:
        owner = unmatched[0].owner
        first = f"“{unmatched[0].label}” of {RaterLabels(by).label_for(owner, coding_round) if owner else ''}"
        verb = "has" if len(unmatched) == 1 else "have"
        raise NotReady(
            f"{count_noun(len(unmatched), 'private code')} {verb} no shared code; the first is {first}. "
            "Match each code, or keep its own label."
        )
    pairs = [matched[code.pk] for code in codes]
    for pair in pairs:
        pair.target = shared_code(pair)
        pair.save(update_fields=["target"])
    matching.confirmed_at, matching.confirmed_by = now(), by
    matching.save(update_fields=["confirmed_at", "confirmed_by"])
    record(
        study=coding_round.study,
        kind=EventKind.MATCHING_CONFIRMED,
        by=by,
        coding_round=coding_round,
        data={
            "pairs": [
                {
                    "rater": owner_of(pair.code),
                    "code": pair.code.label,
                    "label": pair.target_label,
                    "reason": pair.reason,
                }
                for pair in pairs
            ]
        },
    )
    store_disagreements(coding_round)
    return matching


def shared_code(pair: MatchingPair) -> Code:
    """Return the shared code with the pair's label, or add one with the texts of the private code."""
    study, private = pair.code.study, pair.code
    shared = Code.objects.filter(study=study, owner__isnull=True, retired_at__isnull=True)
    if code := shared.filter(label=pair.target_label).first():
        return code
    position = shared.count()
    content = content_of(private)
    return Code.objects.create(
        study=study,
        label=pair.target_label,
        colour=PALETTE[position % len(PALETTE)],
        position=position,
        **{name: content[name] for name in CODE_TEXTS},
    )
