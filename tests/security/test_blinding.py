"""A final rater from whom the plan hides the raters' names learns nobody's name before the round is settled.

Two worlds are built in which two raters are exchanged: each does under the own name what the other does in the other
world. The secret order of the plan is exchanged with them, for the final rater knows neither it nor the server's key.
The final rater then reads every address of the API and tries what tells something. All answers must be the same in both
worlds but for those listed here, and none but those listed here may hold a rater's name.
"""

from __future__ import annotations

import io
import itertools
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from coding import clock
from coding.access.blinding import keyed_order, raters_in_plan_order
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
from coding.steps.study import change_member
from tests.security.test_seal import SCHEMA, VALUES, api_routes
from tests.support.factories import People, client_without_session, planned_round, study

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
NAMES = {"ada": "Xenaquill", "bo": "Yorickson", "vic": "Zuleikova"}  # parts of no other word
STUDY = "/api/v1/studies/consequences/"
UNITS = 7

# Answers that differ between the worlds all the same.
MAY_DIFFER = {
    STUDY + "rounds/": "progress: how many units each has submitted, with a commitment that tells nothing unsalted",
    STUDY + "rounds/1/": "the same of one round",
}
# Answers that name raters, though they do not say who coded what.
MAY_NAME = MAY_DIFFER | {
    STUDY + "members/": "who is in the study",
    STUDY + "events/": "who was added to the study and planned as a rater",
}
# What tells the worlds apart where names are shown.
TELLING = [
    STUDY + "rounds/1/" + path
    for path in ("codings/", "disagreements/4/", "disagreements/4/comments/", "agreement/", "agreement/report/md/")
]
WHO_IS_IN = ("member_added", "member_changed", "round_planned")
CHOICES = {
    "unit": ["1", "4", "6"],
    "code_id": ["1", "4", "6"],  # of one, of the other, and a shared one or a third rater's
    "file_format": ["csv", "json", "md", "tex", "xlsx", "qdc"],
    "number": ["1"],
}


def addresses() -> list[str]:
    """Every address of the API with its parameters filled in, in all ways that lead to something."""
    found = set()
    for route in api_routes():
        names = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for values in itertools.product(*(CHOICES.get(name, [VALUES[name]]) for name in names)):
            given = dict(zip(names, values, strict=True))
            found.add("/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part, given=given: given[part[1]], route))
    more = {STUDY + "rounds/1/codings/?size=1", STUDY + "codes/?round=1", STUDY + "events/?size=200"}
    return sorted((found | more) - {SCHEMA})


def read(content: bytes) -> str:
    """What an answer says; a workbook or an archive as the text of its parts."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode(errors="replace") for name in sorted(parts.namelist()))


def said_to(http: Any, paths: Iterable[str]) -> dict[str, tuple[int, str]]:
    found = {}
    for path in paths:
        answer = http.get(path)
        found[path] = (answer.status_code, read(answer.content))
    return found


def tried(http: Any) -> dict[str, tuple[int, str]]:
    """Writes whose answer, or refusal, could name somebody; each is undone."""
    base = STUDY + "rounds/1/"
    attempts: dict[str, Callable[[], Any]] = {
        "confirm": lambda: http.post(base + "matching/confirm/", {"confirm": "confirm"}, format="json"),
        "match nothing": lambda: http.put(base + "matching/", {"pairs": []}, format="json", headers={"If-Match": "2"}),
        "stand": lambda: http.post(base + "decisions/final_rater/", {}, format="json"),
        "settle": lambda: http.post(base + "settle/"),
        "hand over": lambda: http.post(base + "reassign/", {"from": "a", "to": "b"}, format="json"),
        "end the discussion": lambda: http.post(base + "discussion/end/", {}, format="json"),
        "open the round": lambda: http.post(base + "open/"),
        "close the round": lambda: http.post(base + "close/", {"confirm": "lift the seal"}, format="json"),
    }
    for unit in CHOICES["unit"]:
        about = f"{base}disagreements/{unit}/"
        attempts |= {
            f"decide {unit}": lambda unit=unit: http.post(
                base + "decisions/", {"unit": unit, "codes": [1]}, format="json", headers={"If-Match": "0"}
            ),
            f"say {unit}": lambda about=about: http.post(about + "comments/", {"text": "x"}, format="json"),
            f"move {unit}": lambda about=about: http.post(about + "positions/", {"reason": "x"}, format="json"),
            f"alike {unit}": lambda about=about: http.post(about + "alike/"),
        }
    for code in CHOICES["code_id"]:
        attempts |= {
            f"change {code}": lambda code=code: http.patch(f"{STUDY}codes/{code}/", {"definition": "x"}, format="json"),
            f"merge {code}": lambda code=code: http.post(
                f"{STUDY}codes/{code}/merge/", {"into": 1, "reason": "x"}, format="json"
            ),
        }
    found = {}
    for label, attempt in attempts.items():
        with transaction.atomic():
            answer = attempt()
            found[f"trying to {label}"] = (answer.status_code, answer.content.decode())
            transaction.set_rollback(True)
    return found


def planned(made: People, raters: list[Member], style: str, settings: Any) -> Round:
    """An open round of Ada and Bo, under a key that puts those who will have coded in this order."""
    plan: dict[str, Any] = {"style": style, "raters": [NAMES["ada"], NAMES["bo"]], "blind_adjudication": True}
    plan["resolution_method"] = "discussion_then_final_rater"
    coding_round = planned_round(made, **plan)
    for key in range(64):
        settings.SECRET_KEY = f"a key that the final rater does not know {key}"
        if keyed_order(coding_round, [rater.pk for rater in raters]) == [rater.pk for rater in raters]:
            break
    planned_round(made, number=1, **plan)
    return open_round(by=made.lea, number=1)


def code_of(rater: Member, coding_round: Round, label: str) -> int:
    private = coding_round.style == "open"
    known = Code.objects.filter(study=coding_round.study, label=label, owner=rater if private else None).first()
    return (known or add_code(by=rater, label=label, round_number=1, definition=f"What {label} means")).pk


def coded(rater: Member, coding_round: Round, labels: str, key: str) -> None:
    """The rater submits these labels for the units in order, marks words, changes a mind, and asks for help."""
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
        again = CodingContent(
            codes=[code_of(rater, coding_round, labels.split()[0])], memo=f"{key} again", flagged_for_discussion=True
        )
        submit(
            by=rater,
            coding_round=coding_round,
            unit=2,
            content=again,
            idempotency_key=f"{key}-2-again",
            reason="read again",
        )
        assert similar_own_units(by=rater, coding_round=coding_round, unit=1)


def world(made: People, exchanged: bool, style: str, handed_over: str, settings: Any) -> dict[str, dict[str, Any]]:
    """What the final rater and the lead read before and after the matching."""
    found: dict[str, dict[str, Any]] = {}
    with transaction.atomic(), clock.fixed(NOON):
        second = made.vic if handed_over == "all" else made.bo
        one, other = (second, made.ada) if exchanged else (made.ada, second)
        raters = [one, other, made.vic] if handed_over == "some" else [one, other]
        coding_round = planned(made, raters, style, settings)
        if handed_over == "all":
            reassign(by=made.lea, coding_round=coding_round, from_rater=made.bo.name, to_rater=made.vic.name)
        coded(one, coding_round, "door door leak flood flood door leak", "first")
        if handed_over == "some":
            reassign(by=made.lea, coding_round=coding_round, from_rater=other.name, to_rater=made.vic.name, units=2)
            for unit in (6, 7):
                code = code_of(made.vic, coding_round, "storm")
                submit(
                    by=made.vic,
                    coding_round=coding_round,
                    unit=unit,
                    content=CodingContent([code]),
                    idempotency_key=f"third-{unit}",
                )
        coded(
            other, coding_round, "gate hole hole gate fire" + ("" if handed_over == "some" else " fire gate"), "second"
        )
        assert raters_in_plan_order(coding_round) == raters
        coding_round = close_round(by=made.lea, number=1)
        cleo, lea = client_without_session(made.cleo), client_without_session(made.lea)
        every = addresses()
        found["closed"] = said_to(cleo, every) | tried(cleo)
        if style == "open":
            match(by=made.lea, coding_round=coding_round, pairs=suggestions(coding_round), revision=1)
            found["matched"] = said_to(cleo, every)
            confirm_matching(by=made.lea, coding_round=coding_round)
        else:
            change_code(by=made.lea, code=Code.objects.get(label="door"), definition="Other words")
        disputed = list(coding_round.disagreements.values_list("unit__number", flat=True))
        talked, stayed = 4, disputed[0] if disputed[0] != 4 else disputed[1]
        comment(by=other, coding_round=coding_round, unit=talked, text="What of the door?")
        take_position(by=one, coding_round=coding_round, unit=talked, reason="I stay")
        for coding in first_ratings(coding_round).filter(assignment__unit__number=stayed).order_by("pk"):
            take_position(by=coding.assignment.rater, coding_round=coding_round, unit=stayed, reason="I stay as well")
        decide(by=made.cleo, coding_round=coding_round, unit=stayed, codes=[shared(made)], reason="So it is.")
        found["discussed"] = said_to(cleo, every) | tried(cleo)
        found["lead"] = said_to(lea, TELLING)
        end_discussion(by=made.lea, coding_round=coding_round)
        for unit in sorted(set(disputed) - {stayed}):
            decide(by=made.cleo, coding_round=coding_round, unit=unit, codes=[shared(made)])
        settle(by=made.cleo, coding_round=coding_round)
        found["settled"] = said_to(cleo, TELLING)
        transaction.set_rollback(True)
    return found


def but_for_progress(answer: str) -> Any:
    """Rounds without the list of who has submitted how much."""
    rounds = json.loads(answer)
    for coding_round in rounds if isinstance(rounds, list) else [rounds]:
        assert {tuple(row) for row in coding_round.pop("raters")} == {("name", "assigned", "submitted", "commitment")}
    return rounds


def shared(made: People) -> int:
    return int(Code.objects.filter(study=made.study, owner=None, retired_at=None).order_by("label")[0].pk)


@pytest.mark.parametrize("handed_over", ["nothing", "some", "all"])
@pytest.mark.parametrize("style", ["open", "shared"])
def test_final_rater_cannot_tell_who_is_who(
    style: str, handed_over: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.fixed(NOON):
        made = study(units=UNITS)
        for name, called in NAMES.items():
            member = getattr(made, name)
            Member.objects.filter(pk=member.pk).update(name=called)
            type(member.user).objects.filter(pk=member.user.pk).update(username=called)
            member.refresh_from_db()
        change_member(by=made.lea, name=NAMES["vic"], roles=["rater"])
        made.vic.refresh_from_db()
    worlds = []
    for exchanged in (False, True):
        numbers = itertools.count(1)
        monkeypatch.setattr("coding.models.codebook.secrets.randbelow", lambda _, numbers=numbers: next(numbers) - 1)
        worlds.append(world(made, exchanged, style, handed_over, settings))
    here, there = worlds
    for stage in here.keys() - {"lead", "settled"}:
        for path, answer in here[stage].items():
            plain = path.split("?")[0]
            if plain not in MAY_DIFFER:
                assert answer == there[stage][path], f"{stage}: {path} tells who is who"
            for name in NAMES.values():
                assert plain in MAY_NAME or name not in answer[1], f"{stage}: {path} names {name}"
            if plain in MAY_DIFFER:
                assert but_for_progress(answer[1]) == but_for_progress(there[stage][path][1]), f"{stage}: {path}"
            if plain == STUDY + "events/":
                told = [row for row in json.loads(answer[1])["results"] if row["kind"] not in WHO_IS_IN]
                assert told
                assert not [name for name in NAMES.values() if name in json.dumps(told)], f"{stage}: {path}"
    assert "Rater B" in here["discussed"][STUDY + "rounds/1/disagreements/"][1]
    # The worlds do differ for those who see names; and settling shows them to the final rater as well.
    for told in ("lead", "settled"):
        for path in TELLING:
            assert here[told][path] != there[told][path], (told, path)
        assert "Rater A" not in json.dumps(here[told])


def test_every_exception_is_an_address() -> None:
    assert set(MAY_NAME) <= set(addresses())
