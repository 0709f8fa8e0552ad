"""One's own codes put right while coding: recoded, merged, split, taken back; shared codes merged after a round."""

from __future__ import annotations

import pytest

from coding.access.ratings import own_current_codings
from coding.errors import BadInput, NotAllowed, NotReady, RoundState
from coding.loading.study import load_study
from coding.models import Code, Coding, Draft, Round
from coding.results.agreement import agreement
from coding.steps.agree import close_round
from coding.steps.code.recode import recode, recode_scope, undo_recoding
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import save_draft
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.codebook.merging import merge_shared
from tests.support.factories import People, client, code_for, coded_round, opened_round, rate
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
BASE = "/api/v1/studies/consequences/rounds/1/"


def labels(people: People, coding_round: Round) -> list[list[str]]:
    own = own_current_codings(people.ada, coding_round).order_by("unit_number")
    return [[row.code.label for row in coding.code_rows.all()] for coding in own]


def code(people: People, label: str) -> Code:
    return Code.objects.get(owner=people.ada, label=label)


def test_merge_makes_further_versions_and_retires_the_code(people: People) -> None:
    coding_round = coded_round(people)  # Ada: Access, Access, Injection
    one, other = code(people, "Access"), code(people, "Injection")
    assert recode_scope(by=people.ada, coding_round=coding_round, code=one).submitted == (1, 2)
    assert recode(by=people.ada, coding_round=coding_round, code=one.pk, into=other.pk, reason="one idea") == (1, 2)
    assert labels(people, coding_round) == [["Injection"]] * 3
    first, second = Coding.objects.filter(assignment__rater=people.ada, assignment__unit__number=1)
    assert (first.codes.get().label, first.memo) == ("Access", "ada's memo 1")  # stays on record
    assert (second.version, second.reason, second.memo) == (2, "one idea", "ada's memo 1")
    one.refresh_from_db()
    assert (one.retired_at is not None, one.merged_into) == (True, other)


def test_merge_takes_drafts_and_segments_along_and_folds_doubles(people: People) -> None:
    coding_round = opened_round(people, multi_label=True)
    one, other = (code_for(people.ada, coding_round, label) for label in ("One", "Other"))
    text = coding_round.study.units.get(number=1).document.text
    words = {"start": 0, "end": 4, "quote": text[:4]}
    both = [{"code": one.pk, **words}, {"code": other.pk, **words}]
    rate(people.ada, coding_round, 1, "One", "Other", segments=both)
    save_draft(by=people.ada, coding_round=coding_round, unit=2, answer=CodingContent([one.pk], "a memo"), revision=0)
    recode(by=people.ada, coding_round=coding_round, code=one.pk, into=other.pk, reason="same")
    newest = own_current_codings(people.ada, coding_round).get()
    assert [row.code_id for row in newest.code_rows.all()] == [other.pk]
    assert [s.code_id for s in newest.segments.all()] == [other.pk]
    draft = Draft.objects.get()
    assert (draft.content["codes"], draft.content["memo"], draft.revision) == ([other.pk], "a memo", 2)


def test_split_gives_some_units_another_code_and_keeps_the_first(people: People) -> None:
    coding_round = coded_round(people)
    one = code(people, "Access")
    new = code_for(people.ada, coding_round, "Access to files")
    assert recode(
        by=people.ada, coding_round=coding_round, code=one.pk, into=new.pk, units=[2], reason="too broad"
    ) == (2,)
    assert labels(people, coding_round) == [["Access"], ["Access to files"], ["Injection"]]
    one.refresh_from_db()
    assert one.retired_at is None


def test_undo_brings_answers_and_code_back(people: People) -> None:
    coding_round = coded_round(people)
    one, other = code(people, "Access"), code(people, "Injection")
    recode(by=people.ada, coding_round=coding_round, code=one.pk, into=other.pk, reason="one idea")
    rate_again = own_current_codings(people.ada, coding_round).get(unit_number=2)
    http = client(people.ada)
    changed = {"codes": [other.pk], "memo": "looked again", "reason": "sure now"}
    http.post(BASE + "units/2/coding/", changed, format="json", headers={"Idempotency-Key": "again-and-again"})
    assert http.post(BASE + "codes/recode/undo/").json() == {"units": [1]}  # unit 2 was changed since
    assert labels(people, coding_round) == [["Access"], ["Injection"], ["Injection"]]
    one.refresh_from_db()
    assert (one.retired_at, one.merged_into) == (None, None)
    assert rate_again.version == 2
    with refused(NotReady, "no change of codes"):
        undo_recoding(by=people.ada, coding_round=coding_round)


def test_recoding_that_cannot_be_is_refused(people: People) -> None:
    coding_round = coded_round(people)
    one, other = code(people, "Access"), code(people, "Injection")
    foreign = Code.objects.filter(owner=people.bo).first()
    assert foreign is not None
    cases = [
        (one.pk, other.pk, " ", None, BadInput, "Say why"),
        (one.pk, one.pk, "x", None, BadInput, "two different"),
        (one.pk, foreign.pk, "x", None, NotAllowed, "cannot be used"),
        (foreign.pk, one.pk, "x", None, NotAllowed, "cannot be used"),
        (one.pk, other.pk, "x", [3], BadInput, "Unit 3 is not submitted"),
        (one.pk, other.pk, "x", [], BadInput, "Choose the units"),
    ]
    for code_, into, reason, units, error, said in cases:
        with refused(error, said):
            recode(by=people.ada, coding_round=coding_round, code=code_, into=into, reason=reason, units=units)
    close_round(by=people.lea, number=1)
    with refused(RoundState, "while it is open"):
        recode(by=people.ada, coding_round=coding_round, code=one.pk, into=other.pk, reason="late")


def test_shared_codes_are_merged_after_the_round_and_read_as_one(people: People) -> None:
    for label in ("Access", "Entry", "Leak", "Injection"):
        add_code(by=people.lea, label=label)
    coding_round = coded_round(people, style="shared")
    shared = {code.label: code for code in Code.objects.filter(owner__isnull=True)}
    with refused(RoundState, "Close the round before you merge"):
        merge_shared(by=people.lea, code=shared["Entry"], into=shared["Access"].pk, reason="one")
    close_round(by=people.lea, number=1)
    before = agreement(load_study(round_of(coding_round)).ratings)["coefficients"]["cohen_kappa"]["value"]
    http = client(people.lea)
    path = f"/api/v1/studies/consequences/codes/{shared['Entry'].pk}/merge/"
    effect = http.get(path, {"into": shared["Access"].pk}).json()
    assert (effect["round"], effect["units"], effect["primary"]) == (1, 1, "cohen_kappa")
    assert effect["before"]["value"] == pytest.approx(before)
    answer = http.post(path, {"into": shared["Access"].pk, "reason": "one idea"}, format="json")
    assert (answer.status_code, answer.json()["merged_into"]) == (200, shared["Access"].pk)
    found = load_study(round_of(coding_round))
    after = agreement(found.ratings)["coefficients"]
    assert effect["after"]["value"] == pytest.approx(after["cohen_kappa"]["value"])
    assert after["percent_agreement"]["value"] == pytest.approx(2 / 3)
    assert list(found.codings)[1].own_codes == ("Entry",)  # as submitted
    change_code(by=people.lea, code=shared["Entry"], retired=False)
    assert list(load_study(round_of(coding_round)).codings)[1].merged_codes == ("Entry",)
    assert client(people.ada).post(path, {"into": 1, "reason": "x"}, format="json").status_code == 403


def round_of(coding_round: Round) -> Round:
    return Round.objects.get(pk=coding_round.pk)
