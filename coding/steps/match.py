"""Mapping the raters' private codes onto shared ones, after the seal is lifted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from coding.access.blinding import RaterLabels, raters_in_plan_order
from coding.access.membership import require_role
from coding.access.seal import require_unsealed
from coding.assist.similar_definitions import definition_similarity
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotReady, RoundState, StaleWrite
from coding.loading.ratings import load_ratings
from coding.models import Code, EventKind, Matching, MatchingPair, Member, Round
from coding.statistics.matching.suggestions import suggest_matching
from coding.steps.adjudicate.disagreements import store_disagreements
from coding.steps.codebook.codes import PALETTE, content_of


@dataclass(frozen=True)
class MatchingInput:
    """This private code means the shared code of that label."""

    code: int
    label: str
    reason: str = ""


def matching_of(coding_round: Round) -> Matching:
    """The round's matching; made empty when the round closed."""
    require_unsealed(coding_round)
    if coding_round.style != Round.Style.OPEN:
        raise RoundState("Only a round in open style needs a matching: this one already shares its codes.")
    return Matching.objects.get(round=coding_round)


def private_codes(coding_round: Round) -> list[Code]:
    """The private codes that were used in a closed round: raters as the plan names them, codes as each lists them."""
    require_unsealed(coding_round)
    found = Code.objects.filter(round=coding_round, owner__isnull=False, coding_rows__isnull=False)
    places = {rater.pk: place for place, rater in enumerate(raters_in_plan_order(coding_round))}
    codes = found.select_related("owner").distinct().order_by("position", "label", "pk")
    return sorted(codes, key=lambda code: places.get(code.owner_id or 0, 0))


def suggestions(coding_round: Round) -> list[MatchingInput]:
    """A label for each private code in use: its partner's where use or wording suggests one, else its own."""
    ratings = load_ratings(coding_round).ratings("own")
    codes = private_codes(coding_round)
    definitions: dict[str, dict[str, str]] = defaultdict(dict)
    for code in codes:
        definitions[owner_of(code)][code.label] = code.definition
    partner = {(s.rater, s.code): s for s in suggest_matching(ratings, partial(definition_similarity, definitions))}
    pairs = []
    for code in codes:
        found = partner.get((owner_of(code), code.label))
        label, reason = (found.reference_code, found.reason) if found else (code.label, "")
        pairs.append(MatchingInput(code.pk, label, reason))
    return pairs


def owner_of(code: Code) -> str:
    return code.owner.name if code.owner else ""


@transaction.atomic
def match(*, by: Member, coding_round: Round, pairs: list[MatchingInput], revision: int) -> Matching:
    """Replace the whole matching that was based on `revision`. Who and why stays with each pair that is kept."""
    require_role(by, "lead", "adjudicator")
    matching = Matching.objects.select_for_update().get(pk=matching_of(coding_round).pk)
    if matching.confirmed_at:
        raise RoundState("The matching is confirmed and can no longer change.")
    if matching.revision != revision:
        raise StaleWrite("The matching was changed by someone else. Reload it.", current=matching.revision)
    known = {code.pk: code for code in private_codes(coding_round)}
    if len({pair.code for pair in pairs}) != len(pairs):
        raise BadInput("A private code can be matched to one shared code.")
    before = {pair.code_id: pair for pair in matching.pairs.all()}
    changes: list[dict[str, str | None]] = []
    for pair in pairs:
        label = pair.label
        if pair.code not in known:
            raise BadInput("One of the codes is not a code that was used in this round.")
        if not label.strip() or len(label) > 200:
            raise BadInput("The shared code needs a label of at most 200 characters.")
        old = before.pop(pair.code, None)
        if old is not None and (old.target_label, old.reason) == (label, pair.reason):
            continue
        code = known[pair.code]
        changes.append({"rater": owner_of(code), "code": code.label, "label": label, "reason": pair.reason})
        MatchingPair.objects.update_or_create(
            matching=matching,
            code=code,
            defaults={"target_label": label, "reason": pair.reason, "matched_by": by, "matched_at": now()},
        )
    for pk, old in before.items():
        gone = known[pk]
        changes.append({"rater": owner_of(gone), "code": gone.label, "label": None, "reason": ""})
        old.delete()
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


@transaction.atomic
def confirm_matching(*, by: Member, coding_round: Round) -> Matching:
    """Make the matching final: the shared codes enter the codebook, and disagreements are stored."""
    require_role(by, "lead", "adjudicator")
    coding_round = Round.objects.select_for_update().get(pk=coding_round.pk)
    matching = Matching.objects.select_for_update().get(pk=matching_of(coding_round).pk)
    if matching.confirmed_at:
        raise RoundState("The matching is confirmed already.")
    matched = {pair.code_id: pair for pair in matching.pairs.select_related("code__owner")}
    codes = private_codes(coding_round)
    if left := [code for code in codes if code.pk not in matched]:
        owner = left[0].owner
        first = f"“{left[0].label}” of {RaterLabels(by).label_for(owner, coding_round) if owner else ''}"
        raise NotReady(
            f"{len(left)} private codes have no shared code yet, the first is {first}. "
            "Match each, or keep its own label."
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
    """The shared code of the pair's label; a new one takes the private code's words."""
    study, private = pair.code.study, pair.code
    shared = Code.objects.filter(study=study, owner__isnull=True, retired_at__isnull=True)
    if found := shared.filter(label=pair.target_label).first():
        return found
    position = shared.count()
    words = {k: v for k, v in content_of(private).items() if k not in {"label", "colour", "parent", "retired"}}
    return Code.objects.create(
        study=study, label=pair.target_label, colour=PALETTE[position % len(PALETTE)], position=position, **words
    )
