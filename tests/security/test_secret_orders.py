"""Orders and draws tell nothing about persons to someone who knows all names and reads everything that is published."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction

from coding import clock
from coding.access.orders import pseudonym_order
from coding.models import Assignment, Event, Member, Release, Round
from coding.statistics.design.allocation import keyed_unit_order
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.discuss import comment, end_discussion, take_position
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.publish.release import publish
from coding.steps.similar_units import similar_own_units
from tests.support import ROOT
from tests.support.blinded_reader import addresses, read, read_paths
from tests.support.codings import match_by_own_labels
from tests.support.factories import People, client_without_session, code_for, planned_round, settled_round, study
from tests.support.lock_order import exempt_current_step

pytestmark = pytest.mark.django_db

START = datetime(2026, 1, 15, 9, tzinfo=UTC)
UNITS = 6
LABELS = {
    "first": ["door", "door", "leak", "flood", "door", "leak"],
    "second": ["gate", "hole", "hole", "storm", "gate", "hole"],
}


def released_files(release: Release) -> dict[str, bytes]:
    """Return the content of each file of a release; of an archive, the text of its parts."""
    return {file.path: read(bytes(file.content)).encode() for file in release.files.all()}


def code_in_own_order(rater: Member, coding_round: Round, labels: Sequence[str], start: datetime) -> None:
    """Submit all units in the rater's own order, one every seven minutes, then read about similar units."""
    own = Assignment.objects.filter(round=coding_round, rater=rater).order_by("position")
    for number, unit in enumerate(list(own.values_list("unit__number", flat=True))):
        with clock.fixed(start + timedelta(minutes=7 * number)):
            codes = [code_for(rater, coding_round, labels[unit - 1])]
            codes[0].definition = labels[unit - 1]
            codes[0].save()
            submit(
                by=rater,
                coding_round=coding_round,
                unit=unit,
                content=CodingContent([codes[0].pk]),
                idempotency_key=f"{rater.name}-{unit}",
                active_seconds=unit,
            )
    similar_own_units(by=rater, coding_round=coding_round, unit=3)


def files_in_world(people: People, exchanged: bool, style: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of the release under pseudonyms and under names, of a round of Ada and Bo.

    Exchanging Ada and Bo changes who is planned, joins, starts and finishes first, and who coded what.
    """
    with transaction.atomic(), clock.fixed(START):
        exempt_current_step()
        first, second = (people.bo, people.ada) if exchanged else (people.ada, people.bo)
        plan = {"style": style, "unit_order": "random", "resolution_method": "discussion_then_final_rater"}
        secret = next(
            secret
            for secret in map(str, range(64))  # half of them give either order
            if pseudonym_order(Round(secret=secret), [people.ada, people.bo]) == [first, second]
        )
        planned_round(people, secret=secret, **plan)
        coding_round = open_round(by=people.lea, number=1)
        for rater, start in ((people.ada, START), (people.bo, START + timedelta(days=1, hours=5))):
            code_in_own_order(rater, coding_round, LABELS["first" if rater == first else "second"], start)
        coding_round = close_round(by=people.lea, number=1)
        if style == "open":
            match_by_own_labels(people, coding_round)
        units = list(coding_round.disagreements.values_list("unit__number", flat=True))
        for rater in (people.ada, people.bo):
            unit = units[0] if rater == first else units[1]
            comment(by=rater, coding_round=coding_round, unit=unit, text="A remark")
        take_position(by=second, coding_round=coding_round, unit=units[-1], reason="I keep it")
        end_discussion(by=people.lea, coding_round=coding_round)
        code = people.study.codes.get(label="door", owner=None).pk
        for unit in units:
            decide(by=people.cleo, coding_round=coding_round, unit=unit, codes=[code])
        settle(by=people.cleo, coding_round=coding_round)
        under_pseudonyms = released_files(publish(by=people.lea, pseudonyms=True))
        under_names = released_files(publish(by=people.lea))
        transaction.set_rollback(True)
    return under_pseudonyms, under_names


@pytest.mark.parametrize("style", ["open", "shared"])
def test_release_under_pseudonyms_is_the_same_whoever_the_raters_are(style: str) -> None:
    """Equal bytes in both worlds mean that no attack on them does better than chance."""
    people = study(units=UNITS)
    first, second = (files_in_world(people, exchanged, style) for exchanged in (False, True))
    for name in sorted(first[0], key=lambda name: name == "MANIFEST.sha256"):
        assert first[0][name].decode() == second[0][name].decode(), name
    changed = {name for name, content in first[1].items() if content != second[1][name]}
    assert {"codings.csv", "study.json", "disagreements.csv"} <= changed  # names tell the worlds apart
    text = b"\n".join(first[0].values()).decode()
    assert not re.search(r"2026-01-1[5-9]T(?!00:00:00)", text), "a time of day"
    assert json.loads(first[0]["commitments.json"]) == []
    with_times = list(csv.DictReader(io.StringIO(first[1]["codings.csv"].decode())))
    assert all(row["submitted_at"] for row in with_times)  # a release under names keeps them


def guesses(order: Sequence[int], names: Sequence[str], public: Sequence[str]) -> Iterator[str]:
    """Yield the names whose order under a public text is this one, for every construction that an attacker tries."""
    for name, text in itertools.product(names, public):
        if order == sorted(order, key=lambda unit: hashlib.sha256(f"{text}/{name}/{unit}".encode()).digest()):
            yield name
        if order == keyed_unit_order(sorted(order), f"{text}/{name}".encode()):
            yield name
        if order == keyed_unit_order(sorted(order), text.encode()):
            yield name


def test_known_names_and_public_seeds_do_not_reproduce_a_rater_s_order() -> None:
    people = study(units=14)
    orders: dict[str, set[tuple[int, ...]]] = {"ada": set(), "bo": set()}
    for number in range(8):
        coding_round = plan_round(
            by=people.lea,
            style="open",
            raters=["ada", "bo"],
            final_rater="cleo",
            unit_order="random",
            threshold=Decimal(number) / 10,
        )
        assert coding_round.number == number + 1
        event = Event.objects.filter(kind="round_planned").latest("number")
        public = [
            str(coding_round.seed),
            str(coding_round.pk),
            str(coding_round.number),
            "",
            event.hash,
            "Consequences",
        ]
        for name, different in orders.items():
            own = coding_round.assignments.filter(rater__name=name).order_by("position")
            order = list(own.values_list("unit__number", flat=True))
            assert list(guesses(order, ["ada", "bo", "cleo", "lea"], public)) == []
            different.add(tuple(order))
    assert all(len(different) == 8 for different in orders.values())  # each round draws its own secret


def test_draw_of_who_codes_what_is_not_that_of_the_published_seed() -> None:
    people, draws = study(), set()
    for number in range(1, 13):
        plan = {"assignment_scheme": "overlap", "overlap_share": Decimal("0.3"), "threshold": Decimal(number) / 20}
        coding_round = planned_round(people, **plan)
        assert coding_round.number == number
        rows = coding_round.assignments.order_by("rater", "unit__number").values_list("rater", "unit__number")
        draws.add(tuple(rows))
    assert len(draws) > 1  # three units and two raters: twelve equal draws have a chance below 1 in 100,000


def test_replanned_round_keeps_its_secret() -> None:
    people = study()
    secret = planned_round(people).secret
    assert planned_round(people, number=1).secret == secret
    assert len(secret) == 64


def test_secret_of_a_round_is_in_no_response_event_or_release() -> None:
    people = study()
    coding_round = settled_round(people)
    secret = Round.objects.get(pk=coding_round.pk).secret
    releases = [publish(by=people.lea), publish(by=people.lea, pseudonyms=True)]
    for release in releases:
        for name, content in released_files(release).items():
            assert secret.encode() not in content, name
        assert secret not in json.dumps(release.results)
    assert secret not in json.dumps(list(Event.objects.values_list("data", flat=True)))
    for member in (people.lea, people.ada, people.cleo):
        for path, (_, text) in read_paths(client_without_session(member), addresses()).items():
            assert secret not in text, path


def test_only_one_module_reads_the_secret() -> None:
    def reads(path: Path) -> bool:
        return re.search(r"round\w*\.secret\b(?! = )", path.read_text(encoding="utf-8")) is not None

    code = [path for room in ("coding", "annotation", "advisories") for path in sorted((ROOT / room).rglob("*.py"))]
    readers = {path.relative_to(ROOT).as_posix() for path in code if reads(path)}
    assert readers == {"coding/access/orders.py"}
