"""Blinding: until the round is settled, a blinded final rater cannot learn which rater coded what.

In two worlds, two raters are exchanged: each codes in one world what the other codes in the other world. Their keyed
order is exchanged as well, because the final rater knows neither the order nor the key. The final rater reads every
address of the API, those of the study in each state of the round, and tries every write that could reveal something.
All responses must be the same in both worlds, and no response may contain a rater's name, except for the addresses
listed here.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from coding import clock
from coding.access.blinding import raters_in_plan_order
from coding.access.orders import letter_order
from coding.access.ratings import first_ratings
from coding.models import Code, Member, Round
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.discuss import comment, end_discussion, take_position
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from coding.steps.assign.reassign import reassign
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.match import confirm_matching, match, suggestions
from coding.steps.similar_units import similar_own_units
from tests.support.blinded_reader import CHOICES, STUDY, addresses, read_paths
from tests.support.factories import People, client_without_session, give_roles, planned_round, study
from tests.support.lock_order import exempt_current_step

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
NAMES = {"ada": "Xenaquill", "bo": "Yorickson", "vic": "Zuleikova"}  # not part of any other word
UNITS = 7

# Responses that may name raters, because they do not reveal who coded what.
MAY_NAME = {
    STUDY + "members/": "who is in the study",
    STUDY + "events/": "members added, and raters planned",
}
# Addresses whose responses differ between the worlds if names are shown.
REVEALING = [
    STUDY + "rounds/1/" + path
    for path in ("codings/", "disagreements/4/", "disagreements/4/comments/", "agreement/", "agreement/report/md/")
]
MEMBER_EVENTS = ("member_added", "member_changed", "member_invited", "member_joined", "role_answered", "round_planned")


def try_writes(http: Any) -> dict[str, tuple[int, str]]:
    """Return the response to every write that could name a rater. Each write is rolled back."""
    base = STUDY + "rounds/1/"
    attempts: dict[str, Callable[[], Any]] = {
        "confirm": lambda: http.post(base + "matching/confirm/", {"confirm": "confirm"}, format="json"),
        "match nothing": lambda: http.put(base + "matching/", {"pairs": []}, format="json", headers={"If-Match": "2"}),
        "apply own codes": lambda: http.post(base + "decisions/final_rater/", {}, format="json"),
        "settle": lambda: http.post(base + "settle/"),
        "reassign": lambda: http.post(base + "reassign/", {"from": "a", "to": "b"}, format="json"),
        "end the discussion": lambda: http.post(base + "discussion/end/", {}, format="json"),
        "open the round": lambda: http.post(base + "open/"),
        "close the round": lambda: http.post(base + "close/", {"confirm": "unseal"}, format="json"),
    }
    for unit in CHOICES["unit"]:
        disagreement = f"{base}disagreements/{unit}/"
        attempts |= {
            f"decide {unit}": lambda unit=unit: http.post(
                base + "decisions/", {"unit": unit, "codes": [1]}, format="json", headers={"If-Match": "0"}
            ),
            f"comment {unit}": lambda disagreement=disagreement: http.post(
                disagreement + "comments/", {"text": "x"}, format="json"
            ),
            f"take a position {unit}": lambda disagreement=disagreement: http.post(
                disagreement + "positions/", {"reason": "x"}, format="json"
            ),
            f"similar {unit}": lambda disagreement=disagreement: http.post(disagreement + "similar/"),
        }
    for code in CHOICES["code_id"]:
        attempts |= {
            f"change {code}": lambda code=code: http.patch(f"{STUDY}codes/{code}/", {"definition": "x"}, format="json"),
            f"merge {code}": lambda code=code: http.post(
                f"{STUDY}codes/{code}/merge/", {"into": 1, "reason": "x"}, format="json"
            ),
        }
    responses = {}
    for label, attempt in attempts.items():
        with transaction.atomic():
            response = attempt()
            responses[f"trying to {label}"] = (response.status_code, response.content.decode())
            transaction.set_rollback(True)
    return responses


def open_blinded_round(people: People, raters: list[Member], style: str) -> Round:
    """Open a round of Ada and Bo under a key whose keyed order of the raters is this one."""
    plan: dict[str, Any] = {"style": style, "raters": [NAMES["ada"], NAMES["bo"]], "blind_adjudication": True}
    plan["resolution_method"] = "discussion_then_final_rater"
    coding_round = planned_round(people, **plan)
    for key in range(64):
        coding_round.secret = f"a secret that the final rater does not know {key}"
        if letter_order(coding_round, [rater.pk for rater in raters]) == [rater.pk for rater in raters]:
            break
    coding_round.save(update_fields=["secret"])
    planned_round(people, number=1, **plan)
    return open_round(by=people.lea, number=1)


def code_of(rater: Member, coding_round: Round, label: str) -> int:
    private = coding_round.style == "open"
    code = Code.objects.filter(study=coding_round.study, label=label, owner=rater if private else None).first()
    return (code or add_code(by=rater, label=label, round_number=1, definition=f"What {label} means")).pk


def code_units(rater: Member, coding_round: Round, labels: str, key: str) -> None:
    """Submit these labels for the units in order, with segments, a second version and similar units."""
    text = {unit.number: unit.document.text for unit in coding_round.study.units.select_related("document")}
    for unit, label in enumerate(labels.split(), 1):
        code = code_of(rater, coding_round, label)
        segment = {"code": code, "start": unit, "end": unit + 4, "quote": text[unit][unit : unit + 4]}
        answer = CodingContent(codes=[code], memo=f"{key} on {unit}", certainty="unsure", segments=[segment])
        submit(
            by=rater,
            coding_round=coding_round,
            unit=unit,
            content=answer,
            idempotency_key=f"{key}-{unit}-once",
            active_seconds=unit,
        )
    if labels.split()[1:]:
        second_version = CodingContent(
            codes=[code_of(rater, coding_round, labels.split()[0])], memo=f"{key} again", flagged_for_discussion=True
        )
        submit(
            by=rater,
            coding_round=coding_round,
            unit=2,
            content=second_version,
            idempotency_key=f"{key}-2-again",
            reason="read again",
        )
        assert similar_own_units(by=rater, coding_round=coding_round, unit=1)


def addresses_of_the_round() -> list[str]:
    """Return the addresses below the study but those of its corpus, which does not change during a round."""
    return [path for path in addresses() if path.startswith(STUDY) and not path.startswith(STUDY + "corpus/")]


def responses_in_world(people: People, exchanged: bool, style: str, reassigned: str) -> dict[str, dict[str, Any]]:
    """Return the responses to the final rater and the lead by stage of the round."""
    responses: dict[str, dict[str, Any]] = {}
    with transaction.atomic(), clock.fixed(NOON):
        exempt_current_step()
        bo_or_vic = people.vic if reassigned == "all" else people.bo
        first_rater, second_rater = (bo_or_vic, people.ada) if exchanged else (people.ada, bo_or_vic)
        raters = [first_rater, second_rater, people.vic] if reassigned == "some" else [first_rater, second_rater]
        coding_round = open_blinded_round(people, raters, style)
        if reassigned == "all":
            reassign(by=people.lea, coding_round=coding_round, from_rater=people.bo.name, to_rater=people.vic.name)
        code_units(first_rater, coding_round, "door door leak flood flood door leak", "first")
        code_units(
            second_rater,
            coding_round,
            "gate hole hole gate fire" + {"some": "", "unfinished": " fire"}.get(reassigned, " fire gate"),
            "second",
        )
        if reassigned == "some":
            reassign(
                by=people.lea,
                coding_round=coding_round,
                from_rater=second_rater.name,
                to_rater=people.vic.name,
            )
            for unit in (6, 7):
                code = code_of(people.vic, coding_round, "storm")
                submit(
                    by=people.vic,
                    coding_round=coding_round,
                    unit=unit,
                    content=CodingContent([code]),
                    idempotency_key=f"third-{unit}",
                )
        assert raters_in_plan_order(coding_round) == raters
        cleo, lea = client_without_session(people.cleo), client_without_session(people.lea)
        of_the_round = addresses_of_the_round()
        responses["coded"] = read_paths(cleo, of_the_round)
        coding_round = close_round(by=people.lea, number=1, even_if_unfinished=reassigned == "unfinished")
        responses["closed"] = read_paths(cleo, of_the_round) | try_writes(cleo)
        if style == "open":
            match(by=people.lea, coding_round=coding_round, pairs=suggestions(coding_round), revision=1)
            responses["matched"] = read_paths(cleo, of_the_round)
            confirm_matching(by=people.lea, coding_round=coding_round)
        else:
            change_code(by=people.lea, code=Code.objects.get(label="door"), definition="Other words")
        disagreements = list(coding_round.disagreements.values_list("unit__number", flat=True))
        discussed, decided = 4, disagreements[0] if disagreements[0] != 4 else disagreements[1]
        comment(by=second_rater, coding_round=coding_round, unit=discussed, text="What of the door?")
        take_position(by=first_rater, coding_round=coding_round, unit=discussed, reason="I keep my code")
        for coding in first_ratings(coding_round).filter(assignment__unit__number=decided).order_by("pk"):
            take_position(
                by=coding.assignment.rater, coding_round=coding_round, unit=decided, reason="I keep my code as well"
            )
        decide(by=people.cleo, coding_round=coding_round, unit=decided, codes=[shared_code(people)], reason="So it is.")
        responses["discussed"] = read_paths(cleo, addresses()) | try_writes(cleo)
        responses["lead"] = read_paths(lea, REVEALING)
        end_discussion(by=people.lea, coding_round=coding_round)
        for unit in sorted(set(disagreements) - {decided}):
            decide(by=people.cleo, coding_round=coding_round, unit=unit, codes=[shared_code(people)])
        settle(by=people.cleo, coding_round=coding_round)
        responses["settled"] = read_paths(cleo, REVEALING)
        transaction.set_rollback(True)
    return responses


def shared_code(people: People) -> int:
    return int(Code.objects.filter(study=people.study, owner=None, retired_at=None).order_by("label")[0].pk)


@pytest.mark.parametrize("reassigned", ["nothing", "unfinished", "some", "all"])
@pytest.mark.parametrize("style", ["open", "shared"])
def test_blinded_final_rater_cannot_identify_raters(
    style: str, reassigned: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.fixed(NOON):
        people = study(units=UNITS)
        for name, new_name in NAMES.items():
            member = getattr(people, name)
            Member.objects.filter(pk=member.pk).update(name=new_name)
            type(member.user).objects.filter(pk=member.user.pk).update(username=new_name)
            member.refresh_from_db()
        give_roles(people.lea, NAMES["vic"], ["rater"])
        people.vic.refresh_from_db()
    both_worlds = []
    for exchanged in (False, True):
        numbers = itertools.count(1)
        monkeypatch.setattr("coding.models.codebook.secrets.randbelow", lambda _, numbers=numbers: next(numbers) - 1)
        both_worlds.append(responses_in_world(people, exchanged, style, reassigned))
    first, second = both_worlds
    for stage in first.keys() - {"lead", "settled"}:
        for path, response in first[stage].items():
            plain = path.split("?")[0]
            assert response == second[stage][path], f"{stage}: {path} reveals who coded what"
            for name in NAMES.values():
                assert plain in MAY_NAME or name not in response[1], f"{stage}: {path} names {name}"
            if plain == STUDY + "events/":
                events = [row for row in json.loads(response[1])["results"] if row["kind"] not in MEMBER_EVENTS]
                assert events
                assert not [name for name in NAMES.values() if name in json.dumps(events)], f"{stage}: {path}"
    assert "Rater B" in first["discussed"][STUDY + "rounds/1/disagreements/"][1]
    # The worlds differ for members who see names. After settling, the final rater sees names as well.
    for stage in ("lead", "settled"):
        for path in REVEALING:
            assert first[stage][path] != second[stage][path], (stage, path)
        assert "Rater A" not in json.dumps(first[stage])


def test_every_exception_is_an_address_of_the_api() -> None:
    assert set(MAY_NAME) <= set(addresses())
