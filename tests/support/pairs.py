"""Pairs of requests that meet, with their documented answers.

Each trial makes a new study, so that every pair can be tried many times on one database.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import count
from typing import Any, Final

from advisories.corpus.corpora import main_corpus
from advisories.models import Document
from annotation.accounts.invitations import invite, pending_invitations
from annotation.accounts.models import User
from coding.models import Code, Coding, Member, Round, Study
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.codes import add_code
from coding.steps.match import MatchingInput, match, private_codes
from coding.steps.sample import draw_sample
from coding.steps.study import add_member, create_study
from tests.support.factories import PASSWORD, advisory, person
from tests.support.parallel import Answer, Call, Trial

NAMES: Final = ("lea", "leo", "ada", "bo", "cleo")
ROLES: Final = {"leo": ["lead"], "ada": ["rater"], "bo": ["rater"], "cleo": ["adjudicator"]}
UNITS: Final = 3

OK: Final = (200, "")
CREATED: Final = (201, "")
ROUND_STATE: Final = (409, "round_state")


@dataclass
class World:
    """A study with two leads, two raters and an adjudicator."""

    study: Study
    members: dict[str, Member]

    @property
    def path(self) -> str:
        return f"/api/v1/studies/{self.study.slug}/"

    def plan(self, **settings: Any) -> Round:
        plan = {"style": "open", "raters": ["ada", "bo"], "final_rater": "cleo"} | settings
        return plan_round(by=self.members["lea"], **plan)

    def opened(self, **settings: Any) -> Round:
        return open_round(by=self.members["lea"], number=self.plan(**settings).number)

    def code(self, name: str, label: str, coding_round: Round | None = None) -> Code:
        number = coding_round.number if coding_round else None
        return add_code(by=self.members[name], label=label, round_number=number)

    def submitted(self, name: str, coding_round: Round, units: Sequence[int], code: Code) -> None:
        for unit in units:
            submit(
                by=self.members[name],
                coding_round=coding_round,
                unit=unit,
                content=CodingContent(codes=[code.pk]),
                idempotency_key=f"{name}-{unit}-first",
            )

    def submission(self, name: str, unit: int, code: Code, answers: tuple[Answer, ...] = (CREATED,)) -> Call:
        body = {"codes": [code.pk], "reason": "A second look"}
        key = {"HTTP_IDEMPOTENCY_KEY": secrets.token_hex(8)}
        return Call(name, "post", f"{self.path}rounds/1/units/{unit}/coding/", body, answers, key)


numbers = count(1)


@cache
def advisory_keys() -> tuple[str, ...]:
    return tuple(f"GHSA-pair-{number:04d}" for number in range(UNITS))


def world() -> World:
    """Create a study with a sample. Its members are the same people in all trials."""
    users = {name: User.objects.filter(username=name).first() or person(name) for name in NAMES}
    if not Document.objects.filter(advisory__key__in=advisory_keys()).exists():
        for key in advisory_keys():
            advisory(key)
    title = f"Pair {next(numbers)} {secrets.token_hex(3)}"
    members = {"lea": create_study(title=title, user=users["lea"], name="lea")}
    study = members["lea"].study
    for name, roles in ROLES.items():
        members[name] = add_member(study=study, by=members["lea"], name=name, roles=roles, user=users[name])
    draw_sample(by=members["lea"], corpus=main_corpus(), keys=advisory_keys(), described="All")
    return World(study, members)


def coding_world(**plan: Any) -> tuple[World, Round, Code, Code]:
    """Return a study with an open round in which Bo has submitted all units and Ada all but the last."""
    made = world()
    coding_round = made.opened(**plan)
    ada, bo = made.code("ada", "Access", coding_round), made.code("bo", "Entry", coding_round)
    made.submitted("ada", coding_round, range(1, UNITS), ada)
    made.submitted("bo", coding_round, range(1, UNITS + 1), bo)
    return made, coding_round, ada, bo


def codings(study: Study) -> int:
    return Coding.objects.filter(assignment__round__study=study).count()


def close_and_submit() -> Trial:
    made, _, ada, bo = coding_world()
    before = codings(made.study)
    closing = {"confirm": "unseal", "even_if_unfinished": True}
    calls = [
        Call("lea", "post", f"{made.path}rounds/1/close/", closing, (OK,)),
        made.submission("ada", UNITS, ada, (CREATED, ROUND_STATE)),
        made.submission("bo", 1, bo, (CREATED, ROUND_STATE)),
    ]
    return Trial(calls, lambda answers: codings(made.study) == before + answers.count(CREATED))


def edit_and_confirm_matching() -> Trial:
    made, coding_round, ada, _ = coding_world()
    made.submitted("ada", coding_round, [UNITS], ada)
    coding_round = close_round(by=made.members["lea"], number=1)
    codes = private_codes(coding_round)
    pairs = [MatchingInput(code.pk, code.label) for code in codes]
    matching = match(by=made.members["lea"], coding_round=coding_round, pairs=pairs, revision=1)
    path = f"{made.path}rounds/1/matching/"
    edit = {"pairs": [{"code": code.pk, "label": "Same", "reason": ""} for code in codes]}
    return Trial(
        [
            Call("lea", "put", path, edit, (OK, ROUND_STATE), {"HTTP_IF_MATCH": f'"{matching.revision}"'}),
            Call("cleo", "post", f"{path}confirm/", {"confirm": "confirm"}, (OK,)),
        ]
    )


def reassign_and_submit() -> Trial:
    made = world()
    coding_round = made.opened(assignment_scheme="overlap", overlap_share=Decimal("0.1"))
    member = made.members["ada"]
    units = sorted(coding_round.assignments.filter(rater=member).values_list("unit__number", flat=True))
    code = made.code("ada", "Access", coding_round)
    body = {"from": "ada", "to": "bo"}
    refusal = (403, "not_allowed")
    calls = [
        Call("lea", "post", f"{made.path}rounds/1/reassign/", body, (OK, (409, "not_ready"))),
        made.submission("ada", units[-1], code, (CREATED, refusal)),
        made.submission("ada", units[0], code, (CREATED, refusal)),
    ]
    return Trial(calls, lambda answers: codings(made.study) == answers.count(CREATED))


def retire_own_code_and_submit() -> Trial:
    made, _, ada, _ = coding_world()
    path = f"{made.path}codes/{ada.pk}/"
    return Trial(
        [
            Call("ada", "patch", path, {"retired": True, "reason": "Too broad"}, (OK,)),
            made.submission("ada", UNITS, ada, (CREATED, (400, "bad_input"))),
            made.submission("ada", 1, ada, (CREATED, (400, "bad_input"))),
        ]
    )


def add_own_code_and_submit() -> Trial:
    made, _, ada, bo = coding_world()
    path = f"{made.path}codes/"
    return Trial(
        [
            Call("ada", "post", path, {"label": "New", "round": 1}, (CREATED,)),
            made.submission("ada", UNITS, ada),
            made.submission("bo", 1, bo),
        ]
    )


def recode_and_submit() -> Trial:
    made, coding_round, ada, _ = coding_world()
    other = made.code("ada", "Other", coding_round)
    path = f"{made.path}rounds/1/codes/{ada.pk}/recode/"
    return Trial(
        [
            Call("ada", "post", path, {"into": other.pk, "reason": "Same"}, (OK,)),
            made.submission("ada", UNITS, ada, (CREATED, (400, "bad_input"))),
            made.submission("ada", UNITS, other, (CREATED,)),
        ]
    )


def roles_and_submit() -> Trial:
    made, _, ada, bo = coding_world()
    path = f"{made.path}members/ada/"
    return Trial(
        [
            Call("lea", "patch", path, {"roles": ["rater", "adjudicator"]}, (OK,)),
            made.submission("ada", UNITS, ada),
            made.submission("bo", 1, bo),
        ]
    )


def two_first_drafts() -> Trial:
    made, _, ada, _ = coding_world()
    path = f"{made.path}rounds/1/units/{UNITS}/draft/"

    def draft(memo: str) -> Call:
        body = {"codes": [ada.pk], "memo": memo}
        return Call("ada", "put", path, body, (OK, (412, "stale_write")), {"HTTP_IF_MATCH": '"0"'})

    return Trial([draft("One window"), draft("Another")], lambda answers: answers.count(OK) == 1)


def one_submission_twice() -> Trial:
    made, _, ada, _ = coding_world()
    before = codings(made.study)
    call = made.submission("ada", UNITS, ada)
    return Trial([call, call], lambda answers: codings(made.study) == before + 1)


def two_equal_titles() -> Trial:
    title = f"Equal titles {secrets.token_hex(4)}"
    return Trial(
        [Call(name, "post", "/api/v1/studies/", {"title": title}, (CREATED,)) for name in ("lea", "ada", "bo")],
        lambda answers: Study.objects.filter(title=title).count() == 3,
    )


def two_equal_members() -> Trial:
    made = world()
    user = User.objects.create(username=f"new{secrets.token_hex(4)}")
    body = {"username": user.username, "roles": ["rater"]}
    return Trial(
        [Call(name, "post", f"{made.path}members/", body, (CREATED,)) for name in ("lea", "leo")],
        lambda answers: (
            Member.objects.filter(study=made.study, name=user.username).count() == 1
            and pending_invitations().filter(account=user).count() == 1
        ),
    )


def accept_and_withdraw() -> Trial:
    made = world()
    user = User.objects.create(username=f"asked{secrets.token_hex(4)}")
    invitation, _ = invite(by=made.members["lea"], name=user.username, roles=["rater"], username=user.username)
    ended = (404, "not_found"), (400, "bad_input")
    withdrawn = (204, ""), (409, "not_ready")
    return Trial(
        [
            Call(user.username, "post", f"/api/v1/invitations/{invitation.pk}/accept/", {}, (OK, *ended)),
            Call("lea", "delete", f"{made.path}invitations/{invitation.pk}/", {}, withdrawn),
        ],
        lambda answers: Member.objects.filter(study=made.study, user=user).count() == (OK in answers),
    )


def two_equal_user_names() -> Trial:
    made = world()
    username = f"joins{secrets.token_hex(4)}"
    calls = []
    for name in ("Jo", "Jay"):
        _, secret = invite(by=made.members["lea"], name=name, roles=["rater"])
        body = {"username": username, "password": PASSWORD}
        calls.append(Call("", "post", f"/api/v1/join/{secret}/", body, (CREATED, (400, "invalid"))))
    return Trial(calls, lambda answers: answers.count(CREATED) == 1)


def two_openings() -> Trial:
    made = world()
    made.plan()
    made.plan(purpose="pilot")
    return Trial(
        [
            Call(name, "post", f"{made.path}rounds/{number}/open/", {}, (OK, ROUND_STATE))
            for name, number in (("lea", 1), ("leo", 2))
        ],
        lambda answers: answers.count(OK) == 1,
    )


def one_plan_twice() -> Trial:
    made = world()
    body = {"style": "open", "raters": ["ada", "bo"], "final_rater": "cleo"}
    call = Call("lea", "post", f"{made.path}rounds/", body, (CREATED,))
    return Trial([call, call], lambda answers: made.study.rounds.count() == 1)


def merge_and_close() -> Trial:
    made = world()
    codes = [made.code("lea", label) for label in ("Access", "Entry")]
    first = made.opened(style="shared")
    for name, code in zip(("ada", "bo"), codes, strict=True):
        made.submitted(name, first, range(1, UNITS + 1), code)
    close_round(by=made.members["lea"], number=1)
    second = made.opened()
    own = made.code("ada", "Own", second)
    made.submitted("ada", second, [1], own)
    merging = {"into": codes[1].pk, "reason": "Same meaning"}
    closing = {"confirm": "unseal", "even_if_unfinished": True}
    decision = {"unit": 1, "codes": [codes[1].pk]}
    decided = (CREATED, (400, "bad_input"), (412, "stale_write"))
    return Trial(
        [
            Call("lea", "post", f"{made.path}codes/{codes[0].pk}/merge/", merging, (OK,)),
            Call("leo", "post", f"{made.path}rounds/2/close/", closing, (OK,)),
            Call("cleo", "post", f"{made.path}rounds/1/decisions/", decision, decided, {"HTTP_IF_MATCH": '"0"'}),
        ]
    )


PAIRS: Final[dict[str, Callable[[], Trial]]] = {
    "close a round / submit": close_and_submit,
    "edit / confirm the matching": edit_and_confirm_matching,
    "reassign / submit": reassign_and_submit,
    "retire one's own code / submit": retire_own_code_and_submit,
    "add one's own code / submit": add_own_code_and_submit,
    "recode / submit": recode_and_submit,
    "change roles / submit": roles_and_submit,
    "two first drafts": two_first_drafts,
    "one submission twice": one_submission_twice,
    "equal titles": two_equal_titles,
    "equal members": two_equal_members,
    "accept / withdraw an invitation": accept_and_withdraw,
    "equal user names": two_equal_user_names,
    "open two rounds": two_openings,
    "one plan twice": one_plan_twice,
    "merge / close a round / decide": merge_and_close,
}
