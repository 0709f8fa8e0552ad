"""The next action of each member, in each state of a study."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from advisories.corpus.corpora import own_corpus
from advisories.models import Advisory
from coding.models import Code, Member
from coding.queries.study_progress import next_step, state_of, step_list, study_progress
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from coding.steps.study import create_study
from tests.support.factories import (
    People,
    advisory,
    closed_round,
    coded_round,
    matched_round,
    opened_round,
    person,
    planned_round,
    published,
    rate,
    settled_round,
)
from tests.support.inspected import snapshot

pytestmark = pytest.mark.django_db


def half_rated(people: People) -> None:
    coding_round = opened_round(people)
    for unit in (1, 2, 3):
        rate(people.ada, coding_round, unit, "Access")
    rate(people.bo, coding_round, 1, "Entry")


def decided(people: People) -> None:
    coding_round = matched_round(people)
    leak = Code.objects.get(study=people.study, owner=None, label="Leak")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[leak.pk])


def sampled(people: People) -> None:
    """Leave the study with a sample only."""


def second_round_settled(people: People) -> None:
    """Settle a second round after the first one was published."""
    published(people)
    coding_round = open_round(by=people.lea, number=planned_round(people, style="shared", final_rater="ada").number)
    for rater in (people.ada, people.bo):
        rate(rater, coding_round, 1, "Access")
    closed = close_round(by=people.lea, number=2, even_if_unfinished=True)
    people.ada.refresh_from_db()
    settle(by=people.ada, coding_round=closed)


PREPARING = "The lead is preparing the study."
LEFT = "3 of 3 units left in round 1."
BO_LEFT = "2 of 3 units left in round 1."
FOR_BO = "Waiting for bo to finish round 1."
FOR_BOTH = "Waiting for ada and bo to finish round 1."
COMPLETE = "Round 1 is complete. The lead can close it."
MATCH = "The round is unsealed. Match the raters' codes."
MATCHED = "The codes are being matched."
FOR_CLEO = "Waiting for cleo to decide."
DECIDE = "1 of 1 disagreement to decide."
SETTLE = "All disagreements are decided. Settle the round."
DECIDED = "All disagreements are decided. The round can be settled."
READ = "Release 1 is published. Read the results."
PUBLISH = "The round is settled. Publish a release."
OF_LEA = {
    "sample": "Plan the first round: who rates, in which style.",
    "planned": "Round 1 is planned. Open it for the raters.",
}

# What leads to the state, the state, and the sentences that Lea, Ada, Bo, Cleo and Vic read.
NEXT: list[tuple[Callable[[People], Any], str, tuple[str, str, str, str, str]]] = [
    (sampled, "sample", (OF_LEA["sample"], *[PREPARING] * 4)),
    (planned_round, "planned", (OF_LEA["planned"], *[PREPARING] * 4)),
    (opened_round, "open", (FOR_BOTH, LEFT, LEFT, FOR_BOTH, FOR_BOTH)),
    (half_rated, "open", (FOR_BO, FOR_BO, BO_LEFT, FOR_BO, FOR_BO)),
    (coded_round, "open", ("All raters have submitted. Close the round to unseal it.", *[COMPLETE] * 4)),
    (closed_round, "closed", (MATCH, MATCHED, MATCHED, MATCH, MATCHED)),
    (matched_round, "matched", (FOR_CLEO, FOR_CLEO, FOR_CLEO, DECIDE, FOR_CLEO)),
    (decided, "matched", (SETTLE, DECIDED, DECIDED, SETTLE, DECIDED)),
    (settled_round, "settled", (PUBLISH, *[PREPARING] * 4)),
    (published, "released", (READ,) * 5),
    (second_round_settled, "settled", (PUBLISH, *[PREPARING] * 4)),
]


@pytest.mark.parametrize(("prepare", "state", "sentences"), NEXT)
def test_next_action_of_each_member(
    people: People, prepare: Callable[[People], Any], state: str, sentences: tuple[str, ...]
) -> None:
    prepare(people)
    views = [study_progress(Member.objects.get(pk=member.pk)) for member in people.all]
    assert {state_of(view) for view in views} == {state}
    assert tuple(next_step(view).sentence for view in views) == sentences


@pytest.mark.parametrize(
    ("prepare", "states"),
    [
        (sampled, "done done waiting now waiting waiting waiting waiting waiting"),
        (planned_round, "done done waiting now waiting waiting waiting waiting waiting"),
        (opened_round, "done done waiting done now waiting waiting waiting waiting"),
        (closed_round, "done done waiting done done now done waiting waiting"),
        (matched_round, "done done done done done done done now waiting"),
        (settled_round, "done done done done done done done done now"),
        (published, "done done done done done done done done done"),
    ],
)
def test_state_of_each_step(people: People, prepare: Callable[[People], Any], states: str) -> None:
    prepare(people)
    steps = step_list(study_progress(people.vic))
    assert " ".join(row.step for row in steps) == (
        "corpus sample codebook rounds code match agreement adjudicate release"
    )
    assert " ".join(row.state for row in steps) == states


def test_matching_is_not_needed_with_a_shared_codebook(people: People) -> None:
    opened_round(people, style="shared")
    (matching,) = [row for row in step_list(study_progress(people.lea)) if row.step == "match"]
    assert matching.reason == "Not needed: the codes are shared."


def test_empty_study_begins_with_the_corpus() -> None:
    lea = create_study(title="Empty", user=person("lea"), name="lea")
    assert (state_of(study_progress(lea)), next_step(study_progress(lea)).path) == ("corpus", "corpus/imports")
    assert next_step(study_progress(lea)).sentence == "Import the advisories you want to study."
    advisory("GHSA-1")
    view = study_progress(lea)
    assert next_step(view).sentence == (
        "Import the advisories you want to study, or draw the sample from a shared corpus."
    )
    assert [(step.state, step.count) for step in step_list(view)[:2]] == [("now", "0 advisories"), ("now", "0 units")]
    Advisory.objects.update(corpus=lea.study.corpus)
    assert step_list(study_progress(lea))[0].count == "1 advisory"
    assert next_step(study_progress(lea)).sentence == "Draw the sample of advisories that will be coded."


def test_study_of_projects_begins_with_inspected_projects() -> None:
    lea = create_study(title="Practices", user=person("lea"), name="lea", kind="projects")
    corpus = step_list(study_progress(lea))[0]
    assert (corpus.state, corpus.count) == ("now", "0 inspected projects")
    action = next_step(study_progress(lea))
    assert (action.sentence, action.path) == ("Inspect the projects you want to study.", "corpus/inspections")
    snapshot("Alpha", corpus=lea.study.corpus)
    snapshot("Alpha", corpus=lea.study.corpus)
    snapshot("Beta", corpus=own_corpus())
    corpus = step_list(study_progress(lea))[0]
    assert (corpus.state, corpus.count) == ("done", "1 inspected project")
    assert next_step(study_progress(lea)).sentence == "Draw the sample of projects that will be coded."


def test_lead_only_records_decisions_of_a_discussion(people: People) -> None:
    matched_round(people, resolution_method="discussion")
    assert next_step(study_progress(people.lea)).sentence == DECIDE
    assert next_step(study_progress(people.vic)).sentence == "Waiting for the raters to decide."


@pytest.mark.parametrize(
    ("method", "sentence"),
    [
        ("discussion", "1 of 1 disagreement to discuss."),
        ("discussion_then_final_rater", "1 of 1 disagreement to discuss."),
        ("final_rater", "Waiting for cleo to decide."),
    ],
)
def test_next_action_of_a_rater_depends_on_the_resolution_method(people: People, method: str, sentence: str) -> None:
    matched_round(people, resolution_method=method)
    assert next_step(study_progress(people.ada)).sentence == sentence


def test_progress_of_a_sealed_round_has_only_counts_of_units(people: People) -> None:
    half_rated(people)
    for member in people.all:
        view = study_progress(member)
        assert (view.submitted, view.assigned, view.disagreements, view.undecided) == (4, 6, 0, 0)


def test_state_of_the_round_is_named_as_on_every_page(people: People) -> None:
    opened_round(people)
    counts = {row.step: row.count for row in step_list(study_progress(people.lea))}
    assert counts["rounds"] == "round 1, in progress"


def test_round_without_disagreements_counts_none(people: People) -> None:
    coding_round = coded_round(people, ["Access"] * 3, ["Access"] * 3, style="shared")
    close_round(by=people.lea, number=coding_round.number)
    counts = {row.step: row.count for row in step_list(study_progress(people.lea))}
    assert counts["adjudicate"] == "no disagreements"
