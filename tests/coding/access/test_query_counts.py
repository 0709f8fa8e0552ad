"""Every list is read in a fixed number of queries, however long it is.

The number is written out: a change of it is looked at, and one that grows with the rows cannot come in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advisories.corpus.corpora import main_corpus
from annotation.accounts.invitations import invite, make_token
from coding.models import Member
from coding.steps.adjudicate.decide import apply_final_rater_codes
from coding.steps.adjudicate.discuss import take_position
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import save_draft, submit
from coding.steps.codebook.codes import add_code
from coding.steps.codebook.versions import freeze_codebook
from coding.steps.publish.release import publish
from coding.steps.sample import draw_sample
from coding.steps.study import add_member, change_member, create_study
from tests.support.codings import match_by_own_labels
from tests.support.factories import (
    TEXT,
    People,
    advisory,
    client,
    code_for,
    opened_round,
    published,
    rate,
)

pytestmark = pytest.mark.django_db
STUDY = "/api/v1/studies/consequences/"


def size_of(answer: Any) -> int:
    """How many rows a list's answer has, wherever it keeps them."""
    body = answer.json()
    rows = body if isinstance(body, list) else body.get("results", body.get("units", body.get("raters")))
    if isinstance(body, dict) and "raters" in body and "pairs" in body:
        rows = [code for rater in body["raters"] for code in rater["codes"]]
    return len(rows)


def queries(path: str, member: Member) -> tuple[int, int]:
    """Rows and queries of one request, signing in left out of account."""
    http = client(member)
    with CaptureQueriesContext(connection) as caught:
        answer = http.get(path)
    assert answer.status_code == 200, answer.content
    return size_of(answer), len(caught)


def more_studies(people: People, number: int) -> None:
    for title in ["Second", "Third"][: number - 1]:
        lea = create_study(title=title, user=people.lea.user, name="lea")
        made = {
            name: add_member(study=lea.study, by=lea, name=name, roles=[role], user=getattr(people, name).user)
            for name, role in [("ada", "rater"), ("bo", "rater"), ("cleo", "adjudicator"), ("vic", "viewer")]
        }
        draw_sample(by=lea, corpus=main_corpus(), keys=[f"GHSA-con-000{n}" for n in (1, 2, 3)], described="The same")
        published(People(lea.study, lea, **made))
    published(people)


def more_members(people: People, number: int) -> None:
    for extra in range(number - 1):
        add_member(study=people.study, by=people.lea, name=f"More {extra}", roles=["viewer"])


def more_codes(people: People, number: int) -> None:
    coding_round = opened_round(people)
    for label in range(number):
        code_for(people.ada, coding_round, f"Private {label}")
        add_code(by=people.lea, label=f"Shared {label}")


def more_versions(people: People, number: int) -> None:
    for label in range(number):
        add_code(by=people.lea, label=f"Shared {label}")
        freeze_codebook(by=people.lea)


def one_settled_round(people: People) -> None:
    """A round of open style, settled by Ada."""
    change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    people.ada.refresh_from_db()
    coding_round = opened_round(people, final_rater="ada")
    for rater, label in [(people.ada, "Access"), (people.bo, "Leak")]:
        rate(rater, coding_round, 1, label)
    coding_round = close_round(by=people.lea, number=coding_round.number, even_if_unfinished=True)
    match_by_own_labels(people, coding_round)
    apply_final_rater_codes(by=people.ada, coding_round=coding_round)
    settle(by=people.ada, coding_round=coding_round)


def more_rounds(people: People, number: int) -> None:
    for _ in range(number):
        one_settled_round(people)


def more_releases(people: People, number: int) -> None:
    one_settled_round(people)
    for _ in range(number):
        publish(by=people.lea)


def more_units(people: People, number: int) -> None:
    keys = [advisory(f"GHSA-unit-{n}", project=f"Project {n}").key for n in range(number)]
    draw_sample(by=people.lea, corpus=main_corpus(), keys=keys, described="As many")


def marked(people: People, coding_round: Any, rater: Member, unit: int, label: str) -> None:
    """Submit a unit with a segment."""
    code = code_for(rater, coding_round, label).pk
    start = coding_round.study.units.get(number=unit).document.text.index(TEXT)
    segment = {"code": code, "start": start, "end": start + 11, "quote": TEXT[:11]}
    submit(
        by=rater,
        coding_round=coding_round,
        unit=unit,
        content=CodingContent([code], segments=[segment]),
        idempotency_key=f"k{unit}",
    )


def more_work(people: People, number: int) -> None:
    more_units(people, number + 1)
    coding_round = opened_round(people, units=range(1, number + 1))
    for unit in range(1, number + 1):
        marked(people, coding_round, people.ada, unit, f"Ada {unit}")
        marked(people, coding_round, people.bo, unit, f"Bo {unit}")
        save_draft(
            by=people.ada,
            coding_round=coding_round,
            unit=unit,
            content=CodingContent(memo="on second thoughts"),
            revision=0,
        )


def more_closed_work(people: People, number: int) -> None:
    more_work(people, number)
    close_round(by=people.lea, number=1)


def more_disagreements(people: People, number: int, **plan: Any) -> None:
    change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    people.ada.refresh_from_db()
    more_units(people, number)
    coding_round = opened_round(people, **({"final_rater": "ada"} | plan))
    for unit in range(1, number + 1):
        marked(people, coding_round, people.ada, unit, f"Ada {unit}")
        marked(people, coding_round, people.bo, unit, f"Bo {unit}")
    coding_round = close_round(by=people.lea, number=1)
    match_by_own_labels(people, coding_round)
    apply_final_rater_codes(by=people.ada, coding_round=coding_round)


def more_passages(people: People, number: int) -> None:
    """Close a round in which two raters gave one code to each unit, and one of them marked a passage."""
    more_units(people, number)
    coding_round = opened_round(people, style="shared")
    for unit in range(1, number + 1):
        marked(people, coding_round, people.ada, unit, "Access")
        rate(people.bo, coding_round, unit, "Access")
    close_round(by=people.lea, number=1, even_if_unfinished=True)


def more_waiting(people: People, number: int) -> None:
    more_disagreements(people, number, resolution_method="discussion_then_final_rater")


def more_discussed_rounds(people: People, number: int) -> None:
    for _ in range(number):
        coding_round = opened_round(people, style="shared", resolution_method="discussion_then_final_rater")
        for rater, label in [(people.ada, "Access"), (people.bo, "Leak")]:
            rate(rater, coding_round, 1, label)
        close_round(by=people.lea, number=coding_round.number, even_if_unfinished=True)


def more_comments(people: People, number: int) -> None:
    coding_round = opened_round(people, style="shared", resolution_method="discussion")
    for rater, label in [(people.ada, "Access"), (people.bo, "Leak")]:
        rate(rater, coding_round, 1, label)
    coding_round = close_round(by=people.lea, number=1, even_if_unfinished=True)
    third = add_code(by=people.lea, label="Third").pk
    for _ in range(number):
        take_position(by=people.ada, coding_round=coding_round, unit=1, reason="I move", codes=[third])


def more_invitations(people: People, number: int) -> None:
    for name in range(number):
        invite(by=people.lea, name=str(name), roles=["viewer"])


def more_own_invitations(people: People, number: int) -> None:
    assert people.vic.user
    for title in range(number):
        lea = create_study(title=f"Other {title}", user=people.lea.user, name="lea")
        invite(by=lea, name="vic", roles=["rater"], username="vic")


def more_tokens(people: People, number: int) -> None:
    assert people.lea.user
    for name in range(number):
        make_token(user=people.lea.user, name=str(name))


# The list, what fills it, who reads it, and the queries it takes; two of them find the session and the person,
# and one more the membership.
LISTS: dict[str, tuple[str, Callable[[People, int], None], str, int]] = {
    "studies": ("/api/v1/studies/", more_studies, "lea", 18),
    "members": (STUDY + "members/", more_members, "lea", 5),
    "events": (STUDY + "events/?size=200", more_members, "lea", 4),
    "units": (STUDY + "units/", more_units, "vic", 4),
    "codes": (STUDY + "codes/", more_codes, "ada", 4),
    "versions": (STUDY + "codebook/versions/", more_versions, "vic", 4),
    "rounds": (STUDY + "rounds/", more_rounds, "vic", 12),
    "queue": (STUDY + "rounds/1/worklist/", more_work, "ada", 9),
    "own codings": (STUDY + "rounds/1/codings/", more_work, "bo", 8),
    "codings": (STUDY + "rounds/1/codings/", more_closed_work, "vic", 8),
    "matching": (STUDY + "rounds/1/matching/", more_closed_work, "vic", 29),
    "disagreements": (STUDY + "rounds/1/disagreements/", more_disagreements, "vic", 13),
    "disagreements that wait": (STUDY + "rounds/1/disagreements/", more_waiting, "vic", 13),
    "rounds that wait": (STUDY + "rounds/", more_discussed_rounds, "vic", 13),
    "passages": (STUDY + "rounds/1/passages/?position=one", more_passages, "vic", 15),
    "agreement over time": (STUDY + "agreement/", more_rounds, "vic", 12),
    "releases": (STUDY + "releases/", more_releases, "vic", 6),
    "discussion": (STUDY + "rounds/1/disagreements/1/comments/", more_comments, "vic", 7),
    "invitations": (STUDY + "invitations/", more_invitations, "lea", 4),
    "own invitations": ("/api/v1/invitations/", more_own_invitations, "vic", 3),
    "tokens": ("/api/v1/tokens/", more_tokens, "lea", 3),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_as_written_here(people: People, name: str, number: int) -> None:
    path, fill, reader, expected = LISTS[name]
    fill(people, number)
    rows, taken = queries(path, getattr(people, reader))
    assert rows >= number
    assert taken == expected
