"""Codes with an order: stated by the lead, fixed when a round opens, used by the agreement of the round."""

from __future__ import annotations

import pytest
from django.db import transaction

from coding.codebook.change_log import codebook_change_log
from coding.codebook.rows import codebook_of
from coding.errors import BadInput, NotAllowed, NotReady, RoundState
from coding.formats.codebook_files import codebook_csv, codebook_json, codebook_md
from coding.formats.refi_qda.read_codebook import read_codebook
from coding.formats.refi_qda.write_codebook import codebook_qdc
from coding.loading.ratings import load_ratings
from coding.models import Code, Event
from coding.results.agreement import compute_agreement
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.codebook.merging import merge_shared
from coding.steps.codebook.order import order_codes
from coding.steps.codebook.versions import freeze_codebook
from tests.support.factories import People, planned_round, rate
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def scale_of_three(people: People, scores: tuple[float, ...] | None = None) -> dict[str, Code]:
    """Add high, none and low, in this order of the alphabet and of time, and order them."""
    codes = {label: add_code(by=people.lea, label=label) for label in ("high", "none", "low")}
    order_codes(by=people.lea, codes=[codes[label].pk for label in ("none", "low", "high")], scores=scores)
    return codes


def ranks(people: People) -> dict[str, int | None]:
    return dict(people.study.codes.filter(retired_at=None).values_list("label", "rank"))


def test_order_is_stated_changed_and_removed(people: People) -> None:
    codes = scale_of_three(people, (0, 1, 4))
    assert ranks(people) == {"none": 1, "low": 2, "high": 3}  # also the order of the list and of the number keys
    version = freeze_codebook(by=people.lea)
    assert [(row["label"], row["rank"], row["score"]) for row in version.content] == [
        ("none", 1, 0.0), ("low", 2, 1.0), ("high", 3, 4.0),
    ]  # fmt: skip
    order_codes(by=people.lea, codes=[codes[label].pk for label in ("low", "none", "high")])
    assert list(ranks(people)) == ["low", "none", "high"]
    order_codes(by=people.lea, codes=[])
    assert set(ranks(people).values()) == {None}
    events = [event.data for event in Event.objects.filter(kind="codes_ordered").order_by("number")]
    assert events[0] == {
        "before": {"labels": [], "scores": None},
        "after": {"labels": ["none", "low", "high"], "scores": [0.0, 1.0, 4.0]},
    }
    assert [event["after"]["labels"] for event in events[1:]] == [["low", "none", "high"], []]
    order_codes(by=people.lea, codes=[])  # the same again is no change
    assert Event.objects.filter(kind="codes_ordered").count() == 3
    changes = [row for row in codebook_change_log(people.study) if row.change == "ordered"]
    assert [(row.before, row.after) for row in changes][:2] == [
        ("", "none (0) < low (1) < high (4)"),
        ("none (0) < low (1) < high (4)", "low < none < high"),
    ]
    frozen = codebook_of(people.study, version.number)
    assert frozen is not None
    assert [row.rank for row in frozen] == [1, 2, 3]


def test_bad_order_is_refused_and_changes_nothing(people: People) -> None:
    codes = scale_of_three(people)
    none, low, high = (codes[label].pk for label in ("none", "low", "high"))
    for chosen, scores, message in (
        ([none, low], None, "The order leaves out “high”"),
        ([none, low, low], None, "The order names “low” twice"),
        ([none, low, high, 7], None, "The codebook has no code 7 in use"),
        ([none, low, high], [0, 1], "There are 2 scores for 3 codes"),
        ([none, low, high], [0, 1, 1], "Scores must be finite numbers that increase"),
        ([none, low, high], [0, 1, float("nan")], "Scores must be finite numbers that increase"),
        ([none, low, high], [], "There are 0 scores for 3 codes"),
        ([], [1.0], "Scores need an order of the codes"),
    ):
        with refused(BadInput, message):
            order_codes(by=people.lea, codes=chosen, scores=scores)
    with refused(NotAllowed, "lead"):
        order_codes(by=people.ada, codes=[high, low, none])
    assert ranks(people) == {"none": 1, "low": 2, "high": 3}


def test_new_code_has_no_place_and_a_retired_one_leaves_none(people: People) -> None:
    codes = scale_of_three(people)
    planned = planned_round(people, style="shared")
    assert planned.primary_statistic == "cohen_kappa_linear"
    new = add_code(by=people.lea, label="extreme")
    with refused(NotReady, "“extreme” has no place in the order of the codes"):
        open_round(by=people.lea, number=1)
    change_code(by=people.lea, code=new, retired=True)
    change_code(by=people.lea, code=codes["low"], retired=True)
    assert ranks(people) == {"none": 1, "high": 2}
    change_code(by=people.lea, code=codes["low"], retired=False)
    assert ranks(people)["low"] is None


def test_primary_statistic_for_ordered_codes_needs_an_order_until_the_round_opens(people: People) -> None:
    codes = scale_of_three(people)
    in_order = [codes[label].pk for label in ("none", "low", "high")]
    plan = {"by": people.lea, "raters": ["ada", "bo"], "final_rater": "cleo"}
    for style, primary, message in (
        ("open", "cohen_kappa_linear", "such codes have no order"),
        ("shared", "krippendorff_alpha_interval", "the codes have no scores"),
    ):
        with refused(BadInput, message):
            plan_round(**plan, style=style, primary_statistic=primary)
    with refused(BadInput, "a unit can have several codes"):
        plan_round(**plan, style="shared", multi_label=True, primary_statistic="cohen_kappa_linear")
    overlap = plan_round(**plan, style="shared", assignment_scheme="overlap", overlap_share=0.5)
    assert overlap.primary_statistic == "krippendorff_alpha_ordinal"
    plan_round(**plan, style="shared", primary_statistic="cohen_kappa_quadratic", number=1)
    order_codes(by=people.lea, codes=[])
    with refused(NotReady, "Quadratic weighted kappa is the primary statistic, but the codes have no order"):
        open_round(by=people.lea, number=1)
    with refused(BadInput, "because the codes have no order"):
        plan_round(**plan, style="shared", primary_statistic="cohen_kappa_linear", number=1)
    order_codes(by=people.lea, codes=in_order)
    assert [row["label"] for row in open_round(by=people.lea, number=1).code_order or []] == ["none", "low", "high"]


def test_order_is_fixed_while_raters_code_and_agreement_uses_it(people: People) -> None:
    codes = scale_of_three(people, (0, 1, 4))
    planned_round(people, style="shared", primary_statistic="cohen_kappa_linear")
    coding_round = open_round(by=people.lea, number=1)
    opened = Event.objects.get(kind="round_opened").data["code_order"]
    assert [(row["label"], row["score"]) for row in opened] == [("none", 0.0), ("low", 1.0), ("high", 4.0)]
    with refused(RoundState, "Raters are coding with these codes in round 1"):
        order_codes(by=people.lea, codes=[])
    for by, number in ((people.ada, 1), (people.lea, None)):
        with refused(RoundState, "fixed when round 1 opened, and a new code would have no place in it"):
            add_code(by=by, label="extreme", round_number=number)
    for unit, (ada, bo) in enumerate([("none", "low"), ("high", "high"), ("low", "low")], 1):
        rate(people.ada, coding_round, unit, ada)
        rate(people.bo, coding_round, unit, bo)
    close_round(by=people.lea, number=1)
    coding_round.refresh_from_db()
    order_codes(by=people.lea, codes=[codes[label].pk for label in ("high", "low", "none")])  # of later rounds
    change_code(by=people.lea, code=codes["none"], label="no harm")
    report = compute_agreement(load_ratings(coding_round)).agreement
    assert report["order"] == {
        "labels": ["no harm", "low", "high"], "scores": [0.0, 1.0, 4.0], "off_scale": 0, "steps": [2, 1, 0],
    }  # fmt: skip
    assert report["primary"] == "cohen_kappa_linear"
    assert report["coefficients"]["percent_agreement_linear"]["value"] == pytest.approx((0.75 + 2) / 3)
    with transaction.atomic():
        merge_shared(by=people.lea, code=codes["low"], into=codes["none"].pk, reason="the same")
        merged = compute_agreement(load_ratings(coding_round)).agreement
        assert (merged["order"]["labels"], merged["order"]["scores"]) == (["no harm", "high"], [0.0, 4.0])
        assert merged["before_merges"]["order"] == report["order"]
        transaction.set_rollback(True)
    other = add_code(by=people.lea, label="other")
    merge_shared(by=people.lea, code=codes["low"], into=other.pk, reason="the same")
    report = compute_agreement(load_ratings(coding_round)).agreement
    assert report["order"]["undefined"] == "“other” has no place in the order that was fixed when the round opened"
    assert report["primary"] == "cohen_kappa"
    assert "It does not apply, because “other” has no place" in report["remarks"][-1]


def test_files_of_the_codebook_have_the_order(people: People) -> None:
    scale_of_three(people, (0, 1, 4))
    rows = codebook_of(people.study)
    assert rows is not None
    assert codebook_csv(rows, "").decode().splitlines()[:2] == [
        "label,definition,when_to_use,when_not_to_use,examples,colour,parent,near_misses,rank,score",
        "none,,,,,#88ccee,,,1,0.0",
    ]
    assert '"rank": 3' in codebook_json(rows, "").decode()
    assert "Place in the order of the codes: 3, with the score 4" in codebook_md(rows, "").decode()
    written = codebook_qdc(rows, "")
    assert "Place in the order of the codes: 3, with the score 4" in written.decode()
    assert [(code.label, code.definition, code.rank) for code in read_codebook(written).codes] == [
        ("none", "", None), ("low", "", None), ("high", "", None),
    ]  # fmt: skip
