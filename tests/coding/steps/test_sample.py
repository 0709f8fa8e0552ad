"""Drawing the sample, excluding units, and similar texts in a sample."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from advisories.corpus.corpora import main_corpus
from advisories.intake.indexing import index_texts
from coding.assist.similar_texts import near_duplicates
from coding.errors import BadInput, RoundState
from coding.models import Event, Unit
from coding.steps.sample import draw_sample, drawing, exclude_units
from tests.support.corpus import osv
from tests.support.factories import People, advisory, client, opened_round, planned_round
from tests.support.intake import store
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def keys(people: People) -> list[str]:
    units = Unit.objects.filter(study=people.study).order_by("number")
    return [unit.document.advisory.key for unit in units if unit.document.advisory]


def test_sample_numbers_units_in_the_order_given(people: People) -> None:
    given = ["GHSA-con-0003", "GHSA-con-0001", "GHSA-con-0003", "GHSA-not-here"]
    assert draw_sample(by=people.lea, corpus=main_corpus(), keys=given, described="Two by hand") == 2
    assert keys(people) == ["GHSA-con-0003", "GHSA-con-0001"]
    people.study.refresh_from_db()
    assert people.study.sampling_description == "Two by hand."


def test_random_sample_is_the_same_for_the_same_seed(people: People) -> None:
    corpus = [advisory(f"GHSA-more-{number:04d}").key for number in range(20)]
    drawn = []
    for seed in (7, 7, 8):
        assert (
            draw_sample(by=people.lea, corpus=main_corpus(), keys=corpus, described="A corpus", size=5, seed=seed) == 5
        )
        drawn.append(keys(people))
    assert drawn[0] == drawn[1] != drawn[2]
    assert drawn[0] == sorted(drawn[0])
    people.study.refresh_from_db()
    assert people.study.sampling_description == (
        "A corpus. Of these 20 advisories, 5 were drawn as a simple random sample (seed 8)."
    )


def test_sample_without_a_seed_records_a_random_one(people: People) -> None:
    corpus = [advisory(f"GHSA-more-{number:04d}").key for number in range(20)]
    first, second = (drawing(corpus=main_corpus(), keys=corpus, described="", size=5) for _ in range(2))
    assert first.plan["seed"] != second.plan["seed"]
    assert drawing(corpus=main_corpus(), keys=corpus, described="", size=5, seed=first.plan["seed"]) == first
    preview = client(people.lea).post(
        f"/api/v1/studies/{people.study.slug}/sample/preview/",
        {"corpus": "main", "keys": corpus, "size": 5},
        format="json",
    )
    assert (preview.status_code, preview.json()["seed"]) == (200, None)


@pytest.mark.parametrize("size", [0, 4, -1])
def test_sample_of_an_impossible_size_is_refused(people: People, size: int) -> None:
    with refused(BadInput, f"A sample of {size} cannot be drawn from 3"):
        draw_sample(by=people.lea, corpus=main_corpus(), keys=keys(people), described="All", size=size)


def test_empty_sample_is_refused(people: People) -> None:
    with refused(BadInput, "No advisory matches"):
        draw_sample(by=people.lea, corpus=main_corpus(), keys=["GHSA-not-here"], described="None")


def test_sample_is_fixed_once_a_round_is_planned(people: People) -> None:
    planned_round(people)
    with refused(RoundState, "The sample is fixed"):
        draw_sample(by=people.lea, corpus=main_corpus(), keys=["GHSA-con-0001"], described="One")


def corpus() -> list[str]:
    """Import six advisories of two projects, three severities and two years; return their identifiers."""
    records = [
        osv(
            f"PYSEC-2031-{number + 1}",
            package="lamp" if number < 4 else "wick",
            published=f"20{30 + number % 2}-05-01T00:00:00Z",
            database_specific={"severity": ["LOW", "HIGH", "CRITICAL"][number % 3]},
        )
        for number in range(6)
    ]
    store(*records)
    return [record.identifier for record in records]


@pytest.mark.parametrize(
    ("stratify", "expected"),
    [
        ("project", [("lamp", 4, 2), ("wick", 2, 1)]),
        ("severity", [("critical", 2, 1), ("high", 2, 1), ("low", 2, 1)]),
        ("year", [("2030", 3, 2), ("2031", 3, 1)]),
    ],
)
def test_stratified_sample_is_proportional_to_the_strata(stratify: str, expected: list[tuple[str, int, int]]) -> None:
    drawn = drawing(corpus=main_corpus(), keys=corpus(), described="All", size=3, seed=5, stratify=stratify)
    assert [(s["name"], s["population"], s["sampled"]) for s in drawn.plan["strata"]] == expected
    assert drawn.described == (
        f"All. Of these 6 advisories, 3 were drawn at random, stratified by {stratify}, "
        "in proportion to their sizes (seed 5)"
    )
    assert len(set(drawn.keys)) == 3
    assert drawn == drawing(corpus=main_corpus(), keys=corpus(), described="All", size=3, seed=5, stratify=stratify)


def test_advisories_without_a_value_form_a_stratum() -> None:
    store(osv("PYSEC-2031-9", package=""))
    for stratify, name in {"project": "no project", "severity": "unknown", "year": "no date"}.items():
        plan = drawing(corpus=main_corpus(), keys=["PYSEC-2031-9"], described="", size=1, stratify=stratify).plan
        assert [stratum["name"] for stratum in plan["strata"]] == [name]


def test_strata_without_a_sample_size_are_refused() -> None:
    keys_of_corpus = corpus()
    with refused(BadInput, "A stratified sample needs a size"):
        drawing(corpus=main_corpus(), keys=keys_of_corpus, described="", stratify="year")


def test_sampling_plan_reproduces_the_sample(people: People) -> None:
    filter = {"ecosystem": "PyPI"}
    corpus()
    lea = client(people.lea)
    address = f"/api/v1/studies/{people.study.slug}/"
    request = {"corpus": "main", "filter": filter, "size": 4, "seed": 9, "stratify": "project", "allocation": "equal"}
    preview = lea.post(f"{address}sample/preview/", request, format="json").json()
    assert keys(people) != preview
    assert (preview["method"], preview["population"], preview["sampled"], preview["seed"]) == ("stratified", 6, 4, 9)
    assert [(s["name"], s["sampled"]) for s in preview["strata"]] == [("lamp", 2), ("wick", 2)]
    response = lea.post(f"{address}units/", request, format="json")
    assert (response.status_code, response.json()["plan"]) == (201, preview)
    first = keys(people)
    lea.post(f"{address}units/", request, format="json")
    assert keys(people) == first
    people.study.refresh_from_db()
    assert people.study.sampling_plan["filter"] == {"ecosystem": ["PyPI"], "withdrawn": "no"}
    assert client(people.vic).get(f"{address}sample/").json()["plan"] == preview


def test_only_the_lead_previews_a_sample_and_sees_or_excludes_similar_units(people: People) -> None:
    address = f"/api/v1/studies/{people.study.slug}/"
    for member in (people.ada, people.cleo, people.vic):
        assert client(member).post(f"{address}sample/preview/", {}, format="json").status_code == 403
        assert client(member).get(f"{address}units/similar/").status_code == 403
        response = client(member).post(f"{address}units/exclude/", {"units": [1], "reason": "x"}, format="json")
        assert response.status_code == 403


def test_raters_do_not_see_strata_by_severity(people: People) -> None:
    draw_sample(by=people.lea, corpus=main_corpus(), keys=corpus(), described="All", size=3, stratify="severity")
    address = f"/api/v1/studies/{people.study.slug}/"
    opened_round(people)
    assert len(client(people.vic).get(f"{address}sample/").json()["plan"]["strata"]) == 3
    assert client(people.ada).get(f"{address}sample/").json()["plan"]["strata"] == []


def test_units_are_excluded_with_a_reason(people: People) -> None:
    before = keys(people)
    assert exclude_units(by=people.lea, numbers=[2], reason="The same as unit 1.") == 2
    assert keys(people) == [before[0], before[2]]
    assert [unit.number for unit in people.study.units.all()] == [1, 2]
    people.study.refresh_from_db()
    assert people.study.sampling_description == "Made for a test. 1 advisory was excluded: The same as unit 1."
    event = Event.objects.filter(study=people.study).last()
    assert event
    assert (event.kind, event.data["advisories"]) == ("units_excluded", [before[1]])


@pytest.mark.parametrize(
    ("numbers", "reason", "sentence"),
    [([1], " ", "A reason is required"), ([9], "x", "Unknown unit 9"), ([1, 2, 3], "x", "cannot be empty")],
)
def test_invalid_exclusion_is_refused(people: People, numbers: list[int], reason: str, sentence: str) -> None:
    with refused(BadInput, sentence):
        exclude_units(by=people.lea, numbers=numbers, reason=reason)
    assert len(keys(people)) == 3


def test_units_are_not_excluded_once_a_round_is_planned(people: People) -> None:
    planned_round(people)
    with refused(RoundState, "The sample is fixed"):
        exclude_units(by=people.lea, numbers=[1], reason="x")


def test_units_with_similar_texts_are_listed(people: People, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    text = "A crafted request lets a remote attacker read any file of the model server, tokens included. " * 3
    records = [
        osv(f"PYSEC-2031-{number}", details=text + word) for number, word in enumerate(("One.", "Two.", "x" * 9), 1)
    ]
    different = osv("PYSEC-2031-7", details="Memory is freed twice when a graph with a loop is parsed.")
    store(different, *records)
    four = ["PYSEC-2031-7", *(f"PYSEC-2031-{n}" for n in range(1, 4))]
    draw_sample(by=people.lea, corpus=main_corpus(), keys=four, described="Four")
    pairs = client(people.lea).get(f"/api/v1/studies/{people.study.slug}/units/similar/").json()
    assert sorted((p["first"]["number"], p["second"]["number"]) for p in pairs) == [(2, 3), (2, 4), (3, 4)]
    assert all(pair["similarity"] >= 0.8 for pair in pairs)
    lea = client(people.lea)
    with django_assert_num_queries(4):  # session, user, member, units
        lea.get(f"/api/v1/studies/{people.study.slug}/units/similar/")


def test_similarity_compares_words_regardless_of_case_and_punctuation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coding.assist.similar_texts.BLOCK", 2)
    long = "A crafted request lets a remote attacker read any file of the model server. "
    texts = [long, "Memory is freed twice when a graph is parsed.", long.upper(), "", long + "Update.", "?!"]
    pairs = near_duplicates(texts)
    assert [(pair.first, pair.second) for pair in pairs] == [(0, 2), (0, 4), (2, 4)]
    assert pairs[0].similarity == pytest.approx(1, abs=1e-5)
    assert pairs == near_duplicates(texts)
    assert near_duplicates(texts, threshold=1.0) == pairs[:1]
    assert near_duplicates(["", "!"]) == near_duplicates([]) == []


def test_similarity_needs_a_threshold_above_0() -> None:
    with pytest.raises(ValueError, match="above 0"):
        near_duplicates(["a", "a"], threshold=0)


def test_sample_is_not_drawn_from_an_incomplete_search(people: People) -> None:
    corpus()
    address, lea = f"/api/v1/studies/{people.study.slug}/", client(people.lea)
    body = {"corpus": "main", "filter": {"search": "text"}}
    for path in ("sample/preview/", "units/", "screening/projects/"):
        response = lea.post(address + path, body, format="json")
        assert (response.status_code, response.json()["code"]) == (409, "still_indexing"), path
    index_texts()
    assert lea.post(address + "sample/preview/", body, format="json").json()["population"] == 6
