"""Advisories that are joined, come apart, are split by hand, or wait for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from advisories.corpus.corpora import main_corpus
from advisories.intake import settling
from advisories.models import Advisory, Apart, Document, PastIdentifier, SourceRecord, Waiting
from advisories.records import RecordName
from advisories.records.components import Edges, Split, components_of
from tests.support.intake import corpus, osv, store

A, B = ["GHSA-aaaa-0101-aaaa", "CVE-2031-0001"], ["GHSA-bbbb-0101-bbbb", "CVE-2031-0002"]
BUNDLE = "RUSTSEC-2031-9001"


def bundle() -> list[Any]:
    return [
        osv(*A, details="First.", database_specific={"severity": "CRITICAL"}),
        osv(*B, details="Second.", database_specific={"severity": "LOW"}),
        osv(BUNDLE, *A, *B, details="Both."),
    ]


@pytest.fixture
def in_rounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Keys of the advisories that are units of rounds."""
    keys: set[str] = set()
    monkeypatch.setattr(
        settling,
        "advisories_in_rounds",
        lambda numbers: set(Advisory.objects.filter(pk__in=numbers, key__in=keys).values_list("pk", flat=True)),
    )
    return keys


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_bundle_is_one_joined_advisory_in_any_order(order: tuple[int, ...]) -> None:
    counts = store(*(bundle()[number] for number in order))
    assert counts["joined"] == 1
    advisory = Advisory.objects.get()
    assert (advisory.key, advisory.joined) == (A[0], True)
    assert corpus() == {A[0]: sorted([*A, *B, BUNDLE])}


@pytest.mark.django_db
def test_joined_advisory_comes_apart_when_no_record_connects_it() -> None:
    store(*bundle())
    counts = store(osv(BUNDLE, *A, details="Both.", modified="2032-01-01T00:00:00Z"))
    assert (counts["updated"], counts["apart"]) == (1, 1)
    assert corpus() == {A[0]: sorted([*A, BUNDLE]), B[0]: sorted(B)}
    assert not Advisory.objects.filter(joined=True).exists()
    assert [row.advisory.key for row in SourceRecord.objects.filter(current=True).order_by("identifier")] == [
        A[0],
        B[0],
        A[0],
    ]


@pytest.mark.django_db
def test_documents_follow_their_records() -> None:
    for record in bundle():
        store(record)
    second = Document.objects.get(text__contains="Second.")
    assert second.advisory
    assert second.advisory.key == A[0]
    store(osv(BUNDLE, *A, details="Both.", modified="2032-01-01T00:00:00Z"))
    second.refresh_from_db()
    assert second.advisory.key == B[0]
    assert Document.objects.filter(advisory__key=B[0]).count() == 1
    assert Document.objects.filter(advisory__key=A[0]).latest("pk").text.strip() == "First."


@pytest.mark.django_db
def test_identifier_that_no_record_names_any_more_stays_known() -> None:
    store(osv("PYSEC-2031-1", "GHSA-aaaa-bbbb-cccc"))
    store(osv("PYSEC-2031-1", modified="2032-01-01T00:00:00Z"))
    assert corpus() == {"PYSEC-2031-1": ["PYSEC-2031-1"]}
    past = PastIdentifier.objects.get()
    assert (past.value, past.advisory.key) == ("GHSA-aaaa-bbbb-cccc", "PYSEC-2031-1")


@pytest.mark.django_db
def test_units_of_rounds_are_not_joined(in_rounds: set[str]) -> None:
    """Nothing of the two units changes; the revision is kept and waits."""
    store(osv("GHSA-24qx-w28j-9m6p"), osv("GHSA-269x-pg5c-5xgm"))
    in_rounds |= {"GHSA-269x-pg5c-5xgm"}
    poison = osv(
        *("GHSA-24qx-w28j-9m6p", "GHSA-269x-pg5c-5xgm"),
        details="made up",
        modified="2032-01-01T00:00:00Z",
        database_specific={"severity": "CRITICAL"},
    )
    before = list(Advisory.objects.order_by("pk").values())
    assert store(poison) == {"updated": 1, "waiting": 1}
    assert list(Advisory.objects.order_by("pk").values()) == before
    assert Document.objects.count() == 2
    waiting = Waiting.objects.get()
    assert (waiting.kind, waiting.keys) == ("join", ["GHSA-24qx-w28j-9m6p", "GHSA-269x-pg5c-5xgm"])
    assert (waiting.record.origin, waiting.record.current) == ("GHSA-24qx-w28j-9m6p.json", False)
    assert store(poison) == {"unchanged": 1}
    assert Waiting.objects.count() == 1


@pytest.mark.django_db
def test_new_record_that_would_join_units_stands_alone(in_rounds: set[str]) -> None:
    first, second, both = bundle()
    store(first, second)
    in_rounds |= {A[0]}
    assert store(both) == {"created": 1, "waiting": 1}
    assert corpus() == {A[0]: sorted(A), B[0]: sorted(B), BUNDLE: [BUNDLE]}
    assert store(osv("PYSEC-2031-7", BUNDLE)) == {"merged": 1}  # what waits stays alone
    assert set(corpus()) == {A[0], B[0], "PYSEC-2031-7"}


@pytest.mark.django_db
def test_unit_of_a_round_does_not_come_apart(in_rounds: set[str]) -> None:
    store(*bundle())
    in_rounds |= {A[0]}
    counts = store(osv(BUNDLE, *A, details="Both.", modified="2032-01-01T00:00:00Z"))
    assert counts == {"updated": 1, "waiting": 1}
    assert set(corpus()) == {A[0]}
    assert Waiting.objects.get().kind == "apart"


@pytest.mark.django_db
def test_only_the_record_that_asks_for_it_waits(in_rounds: set[str]) -> None:
    first, second, both = bundle()
    store(first, second)
    in_rounds |= {A[0]}
    better = osv(*A, details="Better.", modified="2032-01-01T00:00:00Z")
    assert store(both, better) == {"created": 1, "updated": 1, "waiting": 1}
    assert Document.objects.filter(text__contains="Better.").exists()


@pytest.mark.django_db
def test_advisory_with_too_many_identifiers_is_not_made() -> None:
    names = [f"CVE-2031-{number}" for number in range(1000, 1019)]
    store(osv("PYSEC-2031-1", *names))
    assert store(osv("PYSEC-2031-2", names[0], "CVE-2031-2000")) == {"created": 1, "waiting": 1}
    assert len(corpus()["CVE-2031-1000"]) == 20
    assert Waiting.objects.get().kind == "size"
    assert store(osv("PYSEC-2031-3", *(f"CVE-2032-{number}" for number in range(1000, 1021))))["waiting"] == 1


def split(members: list[Any] | None = None) -> None:
    Apart.objects.create(
        corpus=main_corpus(), first=A, second=B, members=members or [], reason="Two flaws", at=timezone.now()
    )


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_split_survives_imports_in_any_order(order: tuple[int, ...]) -> None:
    split([["osv", BUNDLE, "", 0]])
    for number in order:
        store(bundle()[number])
    assert corpus() == {A[0]: sorted([*A, BUNDLE]), B[0]: sorted(B)}
    assert not Waiting.objects.exists()


@pytest.mark.django_db
def test_record_that_names_both_groups_of_a_split_stands_alone_and_waits() -> None:
    split()
    store(*bundle())
    assert set(corpus()) == {A[0], B[0], BUNDLE}
    assert Waiting.objects.get().kind == "both"
    store(osv("CVE-2031-0003", A[0], B[0]))
    assert Waiting.objects.count() == 2


NAMES = [f"PYSEC-2031-{number}" for number in range(1, 9)]
RECORDS = st.lists(
    st.builds(
        lambda own, others: (own, tuple(sorted(set(others) - {own}))),
        st.sampled_from(NAMES),
        st.lists(st.sampled_from(NAMES), max_size=3),
    ),
    unique_by=lambda record: record[0],
    max_size=6,
)


@given(records=RECORDS, first=st.sets(st.sampled_from(NAMES), min_size=1, max_size=3), random=st.randoms())
def test_components_do_not_depend_on_the_order_and_respect_splits(
    records: list[tuple[str, tuple[str, ...]]], first: set[str], random: Any
) -> None:
    second = set(NAMES[4:]) - first
    splits = [Split((frozenset(first), frozenset(second)))] if second else []
    edges = [Edges(("osv", own, ""), others) for own, others in records]

    def parts(edges: list[Edges]) -> set[tuple[frozenset[str], frozenset[RecordName]]]:
        whole = components_of(edges, splits).components
        return {(frozenset(each.identifiers), frozenset(each.records)) for each in whole if each.records}

    expected = parts(edges)
    shuffled = list(edges)
    random.shuffle(shuffled)
    assert parts(shuffled) == expected
    for identifiers, _ in expected:
        assert not any(each.divides(identifiers) for each in splits)
    assert sorted(name for _, names in expected for name in names) == sorted(each.name for each in edges)
