"""Promise 7: a rater of a round that hides severities cannot read them in releases either while signed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from advisories.corpus.corpora import main_corpus
from advisories.models import Advisory, Alias, Document
from annotation.accounts.models import ApiToken, digest
from coding import clock
from coding.access.classifications import hides_classifications
from coding.models import Assignment, Event, Member, Round
from coding.steps.agree import close_round
from coding.steps.assign.reassign import reassign
from coding.steps.publish.public import grant_public_access
from coding.steps.publish.release import publish
from coding.steps.refresh_facts import refresh_facts
from coding.steps.sample import draw_sample
from coding.steps.screen import add_candidates
from coding.steps.study import create_study
from tests.support.addresses import ADDRESSES, NOON, read_addresses, sequential_code_ids
from tests.support.factories import (
    People,
    client,
    coded_round,
    give_roles,
    opened_round,
    person,
    planned_round,
    published,
    rate,
    study,
)
from tests.support.lock_order import exempt_current_step

__all__ = ["sequential_code_ids"]  # the fixture
pytestmark = pytest.mark.django_db

STUDY = "/api/v1/studies/consequences/"
RELEASE = STUDY + "releases/1/"
PUBLIC = "/api/v1/public/consequences/releases/1/"
CONTENTS = ("", "archive/", "files/severity.csv/", "files/codings.csv/", "figures/severity.svg")
CORPUS = [
    f"/api/v1/corpora/main/advisories/{query}"
    for query in (
        *("?order=severity", "?order=-severity", "?severity=critical", "?cwe=79", "?search=critical"),
        *("facets/?severity=low", "severities/?severity=low", "severities.svg?cwe=79"),
    )
]


@pytest.fixture
def people() -> People:
    """A study with a public release."""
    people = study()
    published(people)
    grant_public_access(by=people.lea, number=1)
    return people


def statuses(reader: Any, *bases: str) -> set[int]:
    """Return the statuses of the responses to all addresses with contents of a release."""
    http = client(reader)
    return {http.get(base + path).status_code for base in bases for path in CONTENTS}


def again(people: People, **plan: Any) -> Round:
    """Open another round of the same study."""
    return opened_round(people, final_rater="cleo", **plan)


def close(people: People, coding_round: Round) -> None:
    """Close a round after its first rating."""
    rate(people.ada, coding_round, 1, "Other")
    close_round(by=people.lea, number=coding_round.number, even_if_unfinished=True)


def other_study(people: People, *, title: str = "Others", keys: list[str]) -> tuple[People, Round]:
    """Open a round on these advisories in another study with the same people."""
    lea = create_study(title=title, user=people.lea.user, name="lea")
    members = {
        name: Member.objects.create(
            study=lea.study, name=name, user=getattr(people, name).user, is_rater=True, joined_at=NOON
        )
        for name in ("ada", "bo", "vic")
    }
    draw_sample(by=lea, corpus=main_corpus(), keys=keys, described="By hand")
    others = People(lea.study, lea, cleo=lea, **members)
    return others, opened_round(others, raters=["ada", "bo", "vic"], resolution_method="discussion", final_rater=None)


def test_raters_cannot_read_releases_of_their_study_until_the_round_closes(people: People) -> None:
    assert statuses(people.ada, RELEASE, PUBLIC) == {200}
    coding_round = again(people)
    for rater in (people.ada, people.bo):
        assert statuses(rater, RELEASE, PUBLIC) == {403}
    for reader in (people.lea, people.cleo, people.vic):
        assert statuses(reader, RELEASE, PUBLIC) == {200}
    assert statuses(None, PUBLIC) == {200}  # whoever signs out is not known
    refusal = client(people.ada).get(PUBLIC + "files/severity.csv/").json()
    assert refusal == {
        "code": "withheld",
        "detail": "Release 1 is withheld from you while you code: it contains severities and weaknesses of advisories "
        "in your round. You can read it after the round is closed.",
    }
    close(people, coding_round)
    assert statuses(people.ada, RELEASE, PUBLIC) == {200}


def test_withheld_releases_are_listed_without_words_about_their_results(people: People) -> None:
    publish(by=people.lea, note="Most are critical.")
    again(people)
    rows = client(people.ada).get(STUDY + "releases/").json()
    assert [(row["number"], row["withheld"], row["note"], row["manifest_sha256"]) for row in rows] == [
        (1, True, "", ""),
        (2, True, "", ""),
    ]
    rows = client(people.vic).get(STUDY + "releases/").json()
    assert [(row["withheld"], row["note"]) for row in rows] == [(False, ""), (False, "Most are critical.")]
    assert len(rows[0]["manifest_sha256"]) == 64


def test_planned_round_withholds_only_from_those_who_accepted_to_rate(people: People) -> None:
    eve = Member.objects.create(study=people.study, name="eve", user=person("eve"), joined_at=NOON)
    Member.objects.filter(pk=eve.pk).update(offered_roles=["rater"])
    planned_round(people, raters=["ada", "eve"])
    assert statuses(people.ada, RELEASE, PUBLIC) == {403}
    assert statuses(eve, RELEASE, PUBLIC) == statuses(people.bo, RELEASE) == {200}


def test_round_that_shows_classifications_withholds_nothing(people: People) -> None:
    again(people, show_classifications=True)
    assert statuses(people.ada, RELEASE, PUBLIC) == {200}
    assert not any(row["withheld"] for row in client(people.ada).get(STUDY + "releases/").json())


def test_releases_of_other_studies_are_withheld_if_they_share_an_advisory_or_a_text(people: People) -> None:
    text = {"title": "None", "html": "<p>None</p>", "text": "None", "created_at": NOON}

    def document(advisory: Advisory, sha256: str) -> str:
        Document.objects.create(advisory=advisory, sha256=sha256, **text)
        return advisory.key

    def new_advisory(key: str) -> Advisory:
        return Advisory.objects.create(corpus=main_corpus(), key=key, title="None", created_at=NOON)

    other_study(people, title="Unrelated", keys=[document(new_advisory("GHSA-none"), "f" * 64)])
    assert statuses(people.ada, RELEASE, PUBLIC) == {200}
    shared = people.study.units.get(number=3).document
    assert shared.advisory
    others, coding_round = other_study(people, title="Changed text", keys=[document(shared.advisory, "d" * 64)])
    assert statuses(people.ada, RELEASE, PUBLIC) == {403}
    Alias.objects.filter(advisory=shared.advisory).delete()
    assert statuses(people.ada, RELEASE, PUBLIC) == {403}  # of an advisory without identifiers, too
    assert statuses(people.vic, RELEASE) == {403}  # a rater there, a viewer here
    assert statuses(people.cleo, RELEASE, PUBLIC) == {200}
    close(others, coding_round)
    assert statuses(people.ada, RELEASE, PUBLIC) == statuses(people.vic, RELEASE) == {200}
    other_study(people, title="Same text", keys=[document(new_advisory("GHSA-same"), shared.sha256)])
    assert statuses(people.ada, RELEASE, PUBLIC) == {403}


def test_rater_whose_units_all_went_to_another_still_sees_no_severity(people: People) -> None:
    give_roles(people.lea, "vic", ["rater"])
    coding_round = again(people)
    assert not hides_classifications(people.vic.user)
    reassign(by=people.lea, coding_round=coding_round, from_rater="bo", to_rater="vic")
    assert not Assignment.objects.filter(round=coding_round, rater=people.bo, reassigned_at=None).exists()
    for rater in (people.bo, people.vic):
        assert hides_classifications(rater.user)
        assert client(rater).get("/api/v1/corpora/main/advisories/GHSA-con-0001/").json()["severity"] is None
        assert statuses(rater, RELEASE, PUBLIC) == {403}
    close(people, coding_round)
    assert client(people.bo).get("/api/v1/corpora/main/advisories/GHSA-con-0001/").json()["severity"] == "high"


def test_token_of_a_rater_reads_no_withheld_release_either(people: People) -> None:
    ApiToken.objects.create(user=people.ada.user, name="script", digest=digest("secret-of-ada"))
    again(people)
    token = {"Authorization": "Token secret-of-ada"}
    for base in (RELEASE, PUBLIC):
        assert {client().get(base + path, headers=token).status_code for path in CONTENTS} == {403}


def test_caches_serve_no_withheld_release(people: People) -> None:
    figure, table = PUBLIC + "figures/severity.svg", PUBLIC + "files/table.csv/"
    for reader, expected in ((None, "no-cache"), (people.ada, "private, no-cache")):
        for path in (figure, table, PUBLIC + "archive/"):
            response = client(reader).get(path)
            assert response.headers["Cache-Control"] == expected
            assert {"Cookie", "Authorization"} <= set(response.headers["Vary"].split(", ")), path
    etag = client().get(figure).headers["ETag"]
    assert client(people.ada).get(figure, headers={"If-None-Match": etag}).status_code == 304
    again(people)
    refused = client(people.ada).get(figure, headers={"If-None-Match": etag})
    assert (refused.status_code, refused.headers["Cache-Control"]) == (403, "private, no-store")
    assert "ETag" not in refused.headers
    assert {"Cookie", "Authorization"} <= set(refused.headers["Vary"].split(", "))


def test_page_of_a_withheld_release_has_no_summary(people: People, settings: Any) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [settings.BASE_DIR / "frontend"]}]
    again(people)
    page = "/public/consequences/releases/1"
    assert "archive/" in client().get(page).content.decode()
    assert "archive/" in client(people.vic).get(page).content.decode()
    assert "archive/" not in client(people.ada).get(page).content.decode()


def test_lead_who_rates_can_still_make_releases_public(people: People) -> None:
    give_roles(people.lea, "lea", ["lead", "rater"])
    again(people, raters=["ada", "lea"])
    http = client(people.lea)
    assert http.get(RELEASE).status_code == 403
    assert http.delete(RELEASE + "public/").status_code == 204
    answer = http.put(RELEASE + "public/").json()
    assert (answer["public"], answer["withheld"]) == (True, True)


def test_lead_is_told_which_releases_contain_what_a_round_hides(people: People) -> None:
    publish(by=people.lea)
    planned_round(people)
    address = STUDY + "rounds/{}/revealing_releases/"
    own = {"study": "consequences", "title": "Consequences"}
    assert client(people.lea).get(address.format(2)).json() == [
        {**own, "number": 1, "public": True},
        {**own, "number": 2, "public": False},
    ]
    assert client(people.lea).get(address.format(1)).json() == []  # closed
    assert client(person("eve")).get(address.format(2)).status_code == 404
    keys = [unit.identifier for unit in people.study.units.all()]
    others, _ = other_study(people, keys=keys[:1])
    others_address = f"/api/v1/studies/{others.study.slug}/rounds/1/revealing_releases/"
    # The second release is not public, so members of another study do not learn of it.
    assert client(others.lea).get(others_address).json() == [{**own, "number": 1, "public": True}]
    Round.objects.filter(study=others.study).update(show_classifications=True)
    assert client(others.lea).get(others_address).json() == []


def test_words_about_the_sample_name_no_severity_to_raters(people: People) -> None:
    lea = create_study(title="Critical", user=people.lea.user, name="lea")
    described = "3 advisories of the corpus of severity critical"
    keys = list(Advisory.objects.values_list("key", flat=True))
    add_candidates(by=lea, corpus=main_corpus(), projects=["demo-server"], described="by the corpus filter cwe [79]")
    draw_sample(by=lea, corpus=main_corpus(), keys=keys, described=described)
    for name in ("ada", "vic"):
        user = getattr(people, name).user
        Member.objects.create(study=lea.study, name=name, user=user, joined_at=NOON)
    again(people)

    def words(reader: Member) -> str:
        http = client(reader)
        answers = [http.get(f"/api/v1/studies/critical/{path}").json() for path in ("", "sample/", "events/")]
        return repr(answers)

    assert described in words(people.vic)
    assert "cwe [79]" in words(people.vic)
    hidden = words(people.ada)
    assert "critical'" not in hidden.replace("'critical'", "")
    assert "of severity" not in hidden
    assert "cwe" not in hidden
    assert "drew a sample of 3 units'" in hidden
    assert "added 1 project to screen'" in hidden
    assert hidden.count("Hidden from you while you code, because it names severities or weaknesses.") == 2


def test_rater_cannot_import_by_severity(people: People, settings: Any) -> None:
    give_roles(people.lea, "lea", ["lead", "rater"])
    again(people, raters=["ada", "lea"])
    main_corpus().maintainers.add(people.lea.user)  # type: ignore[arg-type]
    http = client(people.lea)
    for query in ({"severity": "critical"}, {"cwes": "79"}):
        body = {"source": "github", "github": query}
        answer = http.post("/api/v1/corpora/main/imports/live/", body, format="json")
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed"), query
        assert "hidden from you while you code" in answer.json()["detail"]


def responses_to_raters(people: People, variant: int) -> dict[str, Any]:
    """Return all responses to the raters of a second round, after a release with one of two sets of severities."""
    with transaction.atomic(), clock.fixed(NOON):
        exempt_current_step()
        changes = {"severity": ("critical", "low")[variant], "cvss_score": (9.8, 2.1)[variant]}
        Advisory.objects.update(**changes, cwes=(["CWE-79"], ["CWE-22", "CWE-89"])[variant])
        refresh_facts(by=people.lea, numbers=[1, 2, 3])
        published(people)
        for by in (people.ada, people.bo):
            by.refresh_from_db()
        grant_public_access(by=people.lea, number=1)
        again(people, secret="the same in both worlds")
        assert Event.objects.filter(kind="release_published").count() == 1
        responses = {}
        for rater in (people.ada, people.bo):
            read = read_addresses(client(rater), [*ADDRESSES, *CORPUS])
            # The commitments of the first round are salted, so they differ between two runs of the same world.
            responses[rater.name] = {
                path: (status, re.sub(r'"commitment":"\w+"', "", text)) for path, (status, text) in read.items()
            }
        transaction.set_rollback(True)
    return responses


def test_raters_cannot_tell_the_severities_of_a_released_sample(sequential_code_ids: Callable[[], None]) -> None:
    with clock.fixed(NOON):
        people = study()
    worlds = []
    for variant in (0, 1):
        sequential_code_ids()
        worlds.append(responses_to_raters(people, variant))
    for name, first in worlds[0].items():
        different = [path for path, response in first.items() if worlds[1][name][path] != response]
        assert different == [], name


def test_number_of_queries_of_releases(people: People, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    def queries(reader: Member | None, path: str, status: int, number: int) -> None:
        http = client(reader)
        with django_assert_num_queries(number):
            assert http.get(path).status_code == status

    queries(None, PUBLIC + "files/table.csv/", 200, 3)  # release, file, its content
    queries(people.ada, PUBLIC + "files/table.csv/", 200, 6)  # session, user, her open rounds
    queries(people.ada, RELEASE + "files/table.csv/", 200, 7)  # member
    queries(people.ada, STUDY + "releases/", 200, 6)
    again(people)
    queries(people.ada, RELEASE + "files/table.csv/", 403, 5)
    queries(people.ada, STUDY + "releases/", 200, 6)


def test_closed_round_that_showed_severities_hides_them_while_another_hides_them(people: People) -> None:
    address = "/api/v1/studies/consequences/rounds/1/units/1/"
    close_round(by=people.lea, number=coded_round(people, show_classifications=True).number)
    assert client(people.ada).get(address).json()["unit"]["classifications"]["severity"] == "high"
    second = opened_round(people)
    rate(people.bo, second, 1, "Access")
    assert "high" not in str(client(people.ada).get(address).json())
    close_round(by=people.lea, number=second.number, even_if_unfinished=True)
    assert client(people.ada).get(address).json()["unit"]["classifications"]["severity"] == "high"
