"""Factories of users, advisories, studies and rounds, built by the steps of the application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rest_framework.test import APIClient

from advisories.corpus.corpora import main_corpus, note_change
from advisories.models import Advisory, Alias, Document, Project
from annotation.accounts.models import User
from coding.clock import now
from coding.models import Code, Member, Round, Study
from coding.steps.adjudicate.decide import apply_final_rater_codes
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.codes import add_code
from coding.steps.match import MatchingInput, confirm_matching, match, private_codes
from coding.steps.membership import answer_offered_roles
from coding.steps.publish.release import publish
from coding.steps.sample import draw_sample
from coding.steps.study import add_member, change_member, create_study
from tests.support.snapshots import remembered

PASSWORD = "correct horse battery"
TEXT = "An attacker 🐛 can read the café's secrets."


def person(username: str, **fields: Any) -> User:
    return User.objects.create_user(username=username, password=PASSWORD, **fields)


def advisory(key: str, *, title: str = "", severity: str = "high", project: str = "Demo Server") -> Advisory:
    corpus = main_corpus()
    slug = project.lower().replace(" ", "-")
    row, _ = Project.objects.get_or_create(corpus=corpus, name=project, defaults={"slug": slug, "label": project})
    created = Advisory.objects.create(
        corpus=corpus,
        key=key,
        project=row,
        title=title or f"Flaw {key}",
        severity=severity,
        severity_source="published" if severity else "",
        cwes=["CWE-79"],
        cvss_score="7.5",
        references=["https://example.org/advisory"],
        published_at=datetime(2025, 3, 1, tzinfo=UTC),
        created_at=now(),
    )
    Alias.objects.create(corpus=corpus, advisory=created, value=key)
    note_change(corpus.pk)
    Document.objects.create(
        advisory=created,
        title=created.title,
        html=f"<h2>{created.title}</h2>\n<p>{TEXT}</p>\n",
        text=f"{created.title}\n{TEXT}\n",
        sha256=key.ljust(64, "0")[:64],
        created_at=now(),
    )
    return created


@dataclass
class People:
    """A study with its lead Lea, raters Ada and Bo, adjudicator Cleo and viewer Vic."""

    study: Study
    lea: Member
    ada: Member
    bo: Member
    cleo: Member
    vic: Member

    @property
    def all(self) -> tuple[Member, ...]:
        return (self.lea, self.ada, self.bo, self.cleo, self.vic)


@remembered
def study(title: str = "Consequences", units: int = 3, *, tag: str = "") -> People:
    """Create a study whose sample has this many units, without a round."""
    names = ("lea", "ada", "bo", "cleo", "vic")
    users = {name: User.objects.filter(username=name).first() or person(name) for name in names}
    lea = create_study(title=title, user=users["lea"], name="lea")
    members = {
        name: add_member(study=lea.study, by=lea, name=name, roles=roles, user=users[name])
        for name, roles in [("ada", ["rater"]), ("bo", ["rater"]), ("cleo", ["adjudicator"]), ("vic", ["viewer"])]
    }
    keys = [advisory(f"GHSA-{tag or title[:3].lower()}-{number:04d}").key for number in range(1, units + 1)]
    draw_sample(by=lea, corpus=main_corpus(), keys=keys, described="Made for a test")
    return People(lea.study, lea, **members)


def give_roles(by: Member, name: str, roles: list[str]) -> Member:
    """Change the roles of a member, who accepts to rate if that is new."""
    member = change_member(by=by, name=name, roles=roles)
    return answer_offered_roles(by=member, accept=True) if member.offered_roles else member


@remembered
def planned_round(people: People, **plan: Any) -> Round:
    settings = {"style": "open", "raters": ["ada", "bo"], "final_rater": "cleo"} | plan
    return plan_round(by=people.lea, **settings)


@remembered
def opened_round(people: People, **plan: Any) -> Round:
    return open_round(by=people.lea, number=planned_round(people, **plan).number)


def code_for(member: Member, coding_round: Round, label: str) -> Code:
    """Return the rater's code with this label, and create it if it is missing."""
    private = coding_round.style == "open"
    codes = Code.objects.filter(study=coding_round.study, label=label, owner=member if private else None)
    codes = codes.filter(round=coding_round) if private else codes
    return codes.first() or add_code(
        by=member, label=label, round_number=coding_round.number, definition=f"{label}, says {member}"
    )


def rate(
    member: Member,
    coding_round: Round,
    unit: int,
    *labels: str,
    memo: str = "",
    active_seconds: int | None = None,
    **fields: Any,
) -> None:
    """Submit a coding with these labels for a unit."""
    codes = [code_for(member, coding_round, label).pk for label in labels]
    answer = CodingContent(codes=codes, memo=memo, **fields)
    key = f"{member}-{unit}-first"
    submit(
        by=member,
        coding_round=coding_round,
        unit=unit,
        content=answer,
        idempotency_key=key,
        active_seconds=active_seconds,
    )


ADA = ("Access", "Access", "Injection")
BO = ("Entry", "Leak", "Injection")


@remembered
def coded_round(people: People, ada: Sequence[str] = ADA, bo: Sequence[str] = BO, **plan: Any) -> Round:
    """Open a round and submit every unit of both raters."""
    coding_round = opened_round(people, **plan)
    for number, (ada_label, bo_label) in enumerate(zip(ada, bo, strict=True), 1):
        rate(people.ada, coding_round, number, ada_label, memo=f"ada's memo {number}")
        rate(people.bo, coding_round, number, bo_label, memo=f"bo's memo {number}")
    return coding_round


@remembered
def closed_round(people: People, **plan: Any) -> Round:
    return close_round(by=people.lea, number=coded_round(people, **plan).number)


@remembered
def matched_round(people: People, names: dict[str, str] | None = None, **plan: Any) -> Round:
    """Close a round and match its private codes by `names`, otherwise by their own labels."""
    coding_round = closed_round(people, **plan)
    renamed = {"Entry": "Access"} if names is None else names
    pairs = [
        MatchingInput(code.pk, renamed.get(code.label, code.label), "same idea") for code in private_codes(coding_round)
    ]
    match(by=people.lea, coding_round=coding_round, pairs=pairs, revision=1)
    confirm_matching(by=people.lea, coding_round=coding_round)
    return coding_round


@remembered
def settled_round(people: People, **plan: Any) -> Round:
    """Settle a round in which Ada is also the final rater, by applying her own codes."""
    Member.objects.filter(pk=people.ada.pk).update(is_adjudicator=True)
    people.ada.refresh_from_db()
    coding_round = matched_round(people, **({"final_rater": "ada"} | plan))
    apply_final_rater_codes(by=people.ada, coding_round=coding_round)
    return settle(by=people.ada, coding_round=coding_round)


@remembered
def published(people: People, **plan: Any) -> Round:
    coding_round = settled_round(people, **plan)
    publish(by=people.lea)
    return coding_round


def client_without_session(user: User | Member) -> APIClient:
    """Return an HTTP client that acts as `user` without a session, for tests with thousands of requests."""
    http = APIClient()
    http.force_authenticate(user.user if isinstance(user, Member) else user)
    return http


def client(user: User | Member | None = None) -> APIClient:
    """Return an HTTP client signed in as `user`; without one, of a visitor."""
    http = APIClient()
    if isinstance(user, Member):
        user = user.user
    if user is not None:
        http.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return http
