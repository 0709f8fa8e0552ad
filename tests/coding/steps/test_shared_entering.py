"""The shared cases of entering, over the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from advisories.corpus.corpora import main_corpus
from advisories.intake.importing import import_paths
from coding import clock
from coding.models import Coding, Member, RatingSource
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.replicated_units import ordered_advisories
from coding.steps.sample import draw_sample
from coding.steps.study import add_member, create_study
from tests.support import ROOT
from tests.support.entering import codes_of
from tests.support.factories import client, person

SHEETS = ROOT.parent / "shared" / "cases" / "ratings"
ADVISORIES = ROOT.parent / "shared" / "data" / "advisories" / "ghsa"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SHEETS.exists(), reason="../shared/cases/ratings is not here"),
]


@pytest.fixture
def lea() -> Member:
    """Return the lead of a study over the first twelve advisories, with an open round of all raters."""
    lea = create_study(title="Cases", user=person("lea"), name="lea")
    corpus = main_corpus()
    _, identifiers = import_paths(sorted(ADVISORIES.glob("*.json"))[:12], corpus=corpus, started_at=clock.now())
    draw_sample(by=lea, corpus=corpus, keys=ordered_advisories(identifiers, corpus), described="Twelve advisories")
    for name in ("ada", "bo"):
        add_member(study=lea.study, by=lea, name=name, roles=["rater"], user=person(name))
    for name in ("carl", "dora"):
        add_member(study=lea.study, by=lea, name=name, roles=["rater"])
    raters = ["ada", "bo", "carl", "dora"]
    add_member(study=lea.study, by=lea, name="cleo", roles=["adjudicator"], user=person("cleo"))
    plan = plan_round(by=lea, style="shared", raters=raters, final_rater="cleo")
    open_round(by=lea, number=plan.number)
    return lea


def enter(lea: Member, name: str, by: str) -> Any:
    file = SimpleUploadedFile(name, (SHEETS / name).read_bytes())
    member = Member.objects.get(study=lea.study, name=by)
    return client(member).post("/api/v1/studies/cases/rounds/1/codings/import/", {"file": file}).json()


def test_identifiers_win_over_an_index(lea: Member) -> None:
    answer = enter(lea, "enter/index_beside_ghsa.csv", "ada")
    assert (answer["created"], answer["problems"]) == (3, [])
    assert codes_of("ada") == {1: ["A"], 2: ["B"], 3: ["C"]}
    assert [left["name"] for left in answer["reading"]["left_out"]] == ["id"]


def test_aliases_name_units_in_any_case(lea: Member) -> None:
    answer = enter(lea, "enter/alias_case.csv", "ada")
    assert (answer["created"], answer["problems"], sorted(codes_of("ada"))) == (3, [], [1, 2, 3])


def test_each_rater_gets_their_column(lea: Member) -> None:
    for name in ("ada", "bo"):
        assert enter(lea, "with_consequence.csv", name)["created"] == 12
    others = [(source.held_others, source.held_final) for source in RatingSource.objects.order_by("entered_at")]
    assert others == [(["bo"], "consequence"), (["ada"], "consequence")]


def test_annotators_are_asked_about_and_tasks_go_to_their_units(lea: Member) -> None:
    answer = enter(lea, "enter/ls_two.json", "ada")
    assert answer["code"] == "reading_needed"
    assert "says" not in answer["detail"]
    assert not Coding.objects.exists()
    answer = enter(lea, "enter/ls_two_choices.json", "ada")
    assert answer["problems"][0]["reason"] == "Unit 1 has two codes (Crash, Leak); this round takes one."
    answer = enter(lea, "enter/ls_cvss.json", "ada")
    assert (answer["created"], codes_of("ada")) == (1, {1: ["Crash"]})


def test_backslashes_stay(lea: Member) -> None:
    assert enter(lea, "enter/backslash.csv", "ada")["created"] == 3
    assert codes_of("ada") == {1: ["C:\\new"], 2: ["a\\;b"], 3: ["trail ..\\"]}


def test_lead_enters_for_two(lea: Member) -> None:
    answer = enter(lea, "enter/for_two.csv", "lea")
    assert [(row["rater"], row["created"]) for row in answer["raters"]] == [("carl", 12), ("dora", 12)]
    assert RatingSource.objects.count() == 2


def test_line_that_names_another_unit_is_refused(lea: Member) -> None:
    answer = enter(lea, "enter/one_wrong.csv", "ada")
    assert answer["created"] == 11
    assert [row["source"] for row in answer["problems"]] == ["one_wrong.csv:4"]
