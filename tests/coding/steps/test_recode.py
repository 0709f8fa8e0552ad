"""Recoding of a rater's own codes while coding, and merges of shared codes after a round."""

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


def own_labels(people: People, coding_round: Round) -> list[list[str]]:
    """Return the labels of Ada's current codings in the order of units."""
    codings = own_current_codings(people.ada, coding_round).order_by("unit_number")
    return [[row.code.label for row in coding.code_rows.all()] for coding in codings]


def own_code(people: People, label: str) -> Code:
    return Code.objects.get(owner=people.ada, label=label)


def test_recoding_every_unit_makes_new_versions_and_retires_the_code(people: People) -> None:
    coding_round = coded_round(people)  # Ada: Access, Access, Injection
    one, other = own_code(people, "Access"), own_code(people, "Injection")
    assert recode_scope(by=people.ada, coding_round=coding_round, code=one).submitted == (1, 2)
    assert recode(by=people.ada, coding_round=coding_round, code=one.pk, into=other.pk, reason="one idea") == (1, 2)
    assert own_labels(people, coding_round) == [["Injection"]] * 3
    first, second = Coding.objects.filter(assignment__rater=people.ada, assignment__unit__number=1)
    assert (first.codes.get().label, first.memo) == ("Access", "ada's memo 1")  # the first version stays on record
    assert (second.version, second.reason, second.memo) == (2, "one idea", "ada's memo 1")
    one.refresh_from_db()
    assert (one.retired_at is not None, one.merged_into) == (True, other)


def test_recoding_changes_drafts_and_segments_without_duplicates(people: People) -> None:
    coding_round = opened_round(people, multi_label=True)
    one, other = (code_for(people.ada, coding_round, label) for label in ("One", "Other"))
    text = coding_round.study.units.get(number=1).document.text
    words = {"start": 0, "end": 4, "quote": text[:4]}
    both = [{"code": one.pk, **words}, {"code": other.pk, **words}]
    rate(people.ada, coding_round, 1, "One", "Other", segments=both)
    save_draft(by=people.ada, coding_round=coding_round, unit=2, content=CodingContent([one.pk], "a memo"), revision=0)
    recode(by=people.ada, coding_round=coding_round, code=one.pk, into=other.pk, reason="same")
    newest = own_current_codings(people.ada, coding_round).get()
    assert [row.code_id for row in newest.code_rows.all()] == [other.pk]
    assert [s.code_id for s in newest.segments.all()] == [other.pk]
    draft = Draft.objects.get()
    assert (draft.content["codes"], draft.content["memo"], draft.revision) == ([other.pk], "a memo", 2)


def test_recoding_some_units_does_not_retire_the_code(people: People) -> None:
    coding_round = coded_round(people)
    one = own_code(people, "Access")
    new = code_for(people.ada, coding_round, "Access to files")
    assert recode(
        by=people.ada, coding_round=coding_round, code=one.pk, into=new.pk, units=[2], reason="too broad"
    ) == (2,)
    assert own_labels(people, coding_round) == [["Access"], ["Access to files"], ["Injection"]]
    one.refresh_from_db()
    assert one.retired_at is None


def test_undoing_a_recoding_restores_codings_and_code(people: People) -> None:
    coding_round = coded_round(people)
    one, other = own_code(people, "Access"), own_code(people, "Injection")
    recode(by=people.ada, coding_round=coding_round, code=one.pk, into=other.pk, reason="one idea")
    recoded = own_current_codings(people.ada, coding_round).get(unit_number=2)
    http = client(people.ada)
    changed = {"codes": [other.pk], "memo": "looked again", "reason": "sure now"}
    http.post(BASE + "units/2/coding/", changed, format="json", headers={"Idempotency-Key": "submitted-again"})
    assert http.post(BASE + "codes/recode/undo/").json() == {"units": [1]}  # unit 2 was changed since
    assert own_labels(people, coding_round) == [["Access"], ["Injection"], ["Injection"]]
    one.refresh_from_db()
    assert (one.retired_at, one.merged_into) == (None, None)
    assert recoded.version == 2
    with refused(NotReady, "no recoding to undo"):
        undo_recoding(by=people.ada, coding_round=coding_round)


def test_impossible_recoding_is_refused(people: People) -> None:
    coding_round = coded_round(people)
    one, other = own_code(people, "Access"), own_code(people, "Injection")
    foreign = Code.objects.filter(owner=people.bo).first()
    assert foreign is not None
    cases = [
        (one.pk, other.pk, " ", None, BadInput, "A reason is required"),
        (one.pk, one.pk, "x", None, BadInput, "two different"),
        (one.pk, foreign.pk, "x", None, NotAllowed, "cannot be used"),
        (foreign.pk, one.pk, "x", None, NotAllowed, "cannot be used"),
        (one.pk, other.pk, "x", [3], BadInput, "Unit 3 has no submitted coding"),
        (one.pk, other.pk, "x", [], BadInput, "Choose the units"),
    ]
    for code_, into, reason, units, error, message in cases:
        with refused(error, message):
            recode(by=people.ada, coding_round=coding_round, code=code_, into=into, reason=reason, units=units)
    close_round(by=people.lea, number=1)
    with refused(RoundState, "while it is open"):
        recode(by=people.ada, coding_round=coding_round, code=one.pk, into=other.pk, reason="late")


def test_shared_codes_are_merged_after_the_round_and_counted_as_one(people: People) -> None:
    for label in ("Access", "Entry", "Leak", "Injection"):
        add_code(by=people.lea, label=label)
    coding_round = coded_round(people, style="shared")
    shared = {own_code.label: own_code for own_code in Code.objects.filter(owner__isnull=True)}
    with refused(RoundState, "Close the round before you merge"):
        merge_shared(by=people.lea, code=shared["Entry"], into=shared["Access"].pk, reason="one")
    close_round(by=people.lea, number=1)
    before = agreement(load_study(reloaded(coding_round)).ratings)["coefficients"]["cohen_kappa"]["value"]
    http = client(people.lea)
    path = f"/api/v1/studies/consequences/codes/{shared['Entry'].pk}/merge/"
    effect = http.get(path, {"into": shared["Access"].pk}).json()["rounds"][0]
    assert (effect["round"], effect["units"], effect["primary"]) == (1, 1, "cohen_kappa")
    assert effect["before"]["value"] == pytest.approx(before)
    answer = http.post(path, {"into": shared["Access"].pk, "reason": "one idea"}, format="json")
    assert (answer.status_code, answer.json()["merged_into"]) == (200, shared["Access"].pk)
    data = load_study(reloaded(coding_round))
    after = agreement(data.ratings)["coefficients"]
    assert effect["after"]["value"] == pytest.approx(after["cohen_kappa"]["value"])
    assert after["percent_agreement"]["value"] == pytest.approx(2 / 3)
    assert list(data.codings)[1].own_codes == ("Entry",)  # as submitted
    change_code(by=people.lea, code=shared["Entry"], retired=False)
    assert list(load_study(reloaded(coding_round)).codings)[1].merged_codes == ("Entry",)
    assert client(people.ada).post(path, {"into": 1, "reason": "x"}, format="json").status_code == 403


def reloaded(coding_round: Round) -> Round:
    return Round.objects.get(pk=coding_round.pk)
