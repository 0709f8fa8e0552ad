"""A release has every step of the matching with its effect, and the chance baseline with kappa."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest

from coding.dataset.ratings import RatingData
from coding.dataset.rows import CodeRow
from coding.loading.study import load_study
from coding.models import Code, Round
from coding.rendering.numbers import coefficient_value
from coding.results.agreement import primary_of, value_of
from coding.results.derive import derive
from coding.steps.agree import close_round
from coding.steps.assign.reassign import reassign
from coding.steps.match import MatchingInput, confirm_matching, match, private_codes
from coding.steps.study import add_member
from tests.support import publications as factory
from tests.support.factories import People, client, closed_round, opened_round, person, rate

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/studies/consequences/rounds/1/agreement/"


@pytest.fixture
def coding_round(people: People) -> Round:
    """Return a round matched in four saves: own labels, Entry and Leak become Access, Leak is undone, Leak is kept."""
    coding_round = closed_round(people)
    own_labels = {code.pk: code.label for code in private_codes(coding_round)}
    entry, leak = (Code.objects.get(owner=people.bo, label=label).pk for label in ("Entry", "Leak"))
    without_leak = {pk: label for pk, label in own_labels.items() if pk != leak} | {entry: "Access"}
    states = [own_labels, own_labels | {entry: "Access", leak: "Access"}, without_leak, without_leak | {leak: "Leak"}]
    for revision, state in enumerate(states, 1):
        pairs = [MatchingInput(pk, label, "why") for pk, label in state.items()]
        match(by=people.lea, coding_round=coding_round, pairs=pairs, revision=revision)
    confirm_matching(by=people.lea, coding_round=coding_round)
    coding_round.refresh_from_db()
    return coding_round


def test_each_step_has_its_kind_and_begins_at_the_value_after_the_last(coding_round: Round) -> None:
    effects = derive(load_study(coding_round)).matching_effects
    assert [(e.step.step, e.step.code, e.step.label, e.kind) for e in effects if e.step.step > 1] == [
        (2, "Entry", "Access", "pair"),
        (2, "Leak", "Access", "merge"),
        (3, "Leak", None, "undo"),
        (4, "Leak", "Leak", "kept"),
    ]
    assert [e.after for e in effects[:-1]] == [e.before for e in effects[1:]]
    assert all(e.step.by == "lea" for e in effects)


def test_effects_equal_recomputed_coefficients(coding_round: Round) -> None:
    inputs = load_study(coding_round)
    effects = derive(inputs).matching_effects

    def kappa(names: dict[str, str]) -> float | None:
        """Return kappa after renaming these codes of Bo."""
        codings = tuple(
            replace(row, merged_codes=tuple(names.get(c, c) if row.rater == "bo" else c for c in row.own_codes))
            for row in inputs.codings
        )
        codebook = (*inputs.codebook, CodeRow("Entry"))
        return primary_value(factory.changed(inputs, codings=codings, codebook=codebook).ratings)

    def primary_value(data: RatingData) -> float | None:
        ratings = data.ratings()
        return value_of(primary_of(data, ratings), ratings)

    pair, merge, undo, keep = effects[-4:]
    assert pair.before == pytest.approx(kappa({}))
    assert pair.after == pytest.approx(kappa({"Entry": "Access"}))
    assert merge.after == pytest.approx(kappa({"Entry": "Access", "Leak": "Access"}))
    assert pair.before != pair.after != merge.after
    assert undo.after == keep.after == pytest.approx(primary_value(inputs.ratings))


def test_steps_and_baseline_are_in_the_release(coding_round: Round) -> None:
    publication = derive(load_study(coding_round))
    files = factory.render_all(publication)
    rows = list(csv.DictReader(StringIO(files["matching_steps.csv"].decode())))
    assert len(rows) == len(publication.matching_effects) == 9
    assert (rows[-2]["kind"], rows[-2]["shared_code"], rows[-2]["statistic"]) == ("undo", "", "cohen_kappa")
    assert [row["reason"] for row in rows] == ["" if row["kind"] == "undo" else "why" for row in rows]
    assert float(rows[-1]["after"]) == publication.matching_effects[-1].after
    baseline = json.loads(files["agreement.json"])["matching_baseline"]
    assert baseline == publication.agreement["matching_baseline"]
    assert (baseline["seed"], baseline["undefined"]) == (coding_round.seed, None)
    assert 0 <= baseline["mean"] <= baseline["quantile"] <= 1


def test_shared_codebook_has_no_steps_and_no_baseline(people: People) -> None:
    publication = derive(load_study(closed_round(people, style="shared")))
    assert publication.matching_effects == ()
    assert "matching_baseline" not in publication.agreement
    assert factory.render_all(publication)["matching_steps.csv"].count(b"\n") == 1


@pytest.fixture
def reassigned_round(people: People) -> Round:
    """Return a matched round planned with Cohen's kappa, which units of a third rater made inapplicable."""
    coding_round = opened_round(people)
    dan = add_member(study=people.study, by=people.lea, name="dan", roles=["rater"], user=person("dan"))
    rate(people.bo, coding_round, 1, "Access")
    reassign(by=people.lea, coding_round=coding_round, from_rater="bo", to_rater="dan")
    for unit, label in enumerate(("Access", "Access", "Leak"), 1):
        rate(people.ada, coding_round, unit, label)
    for unit, label in ((2, "Access"), (3, "Access")):
        rate(dan, coding_round, unit, label)
    coding_round = close_round(by=people.lea, number=1)
    pairs = [MatchingInput(code.pk, code.label, "why") for code in private_codes(coding_round)]
    match(by=people.lea, coding_round=coding_round, pairs=pairs, revision=1)
    confirm_matching(by=people.lea, coding_round=coding_round)
    coding_round.refresh_from_db()
    return coding_round


def test_value_is_printed_under_the_name_of_the_coefficient_that_was_computed(
    people: People, reassigned_round: Round
) -> None:
    publication = derive(load_study(reassigned_round))
    assert (publication.data.plan.primary, publication.agreement["primary"]) == ("cohen_kappa", "krippendorff_alpha")
    files = factory.render_all(publication)
    rows = list(csv.DictReader(StringIO(files["matching_steps.csv"].decode())))
    assert {row["statistic"] for row in rows} == {"krippendorff_alpha"}
    value = coefficient_value(
        "krippendorff_alpha", publication.agreement["coefficients"]["krippendorff_alpha"]["value"]
    )
    methods = files["methods.md"].decode()
    assert f"after folding case and space, Krippendorff's alpha was {value} (" in methods
    assert f"Krippendorff's alpha was {value} (" in methods.split("Agreement.")[1]
    steps = client(people.lea).get("/api/v1/studies/consequences/").json()["steps"]
    (step,) = [row for row in steps if row["step"] == "agreement"]
    assert f"Krippendorff's alpha {value}" in step.values()
