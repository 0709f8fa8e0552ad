"""Closing a round, and the agreement of a closed round."""

from __future__ import annotations

import pytest

from coding.api.agree import AgreementSerializer, in_words
from coding.errors import NotReady, RoundState, Sealed
from coding.loading.study import load_study
from coding.models import Disagreement, Draft, Event, Matching, Round
from coding.release.reports.agreement import agreement_md, agreement_tex
from coding.release.tables.agreement import agreement_json
from coding.results.agreement import agreement
from coding.results.derive import derive
from coding.statistics.matching.chance_baseline import matching_baseline
from coding.statistics.pairs import pairs_report
from coding.statistics.ratings import Ratings
from coding.statistics.segments.passages import Passages
from coding.statistics.segments.report import segments_report
from coding.steps.agree import close_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import save_draft, submit
from coding.steps.codebook.codes import add_code
from tests.support.factories import (
    ADA,
    People,
    client,
    closed_round,
    code_for,
    coded_round,
    matched_round,
    opened_round,
    planned_round,
    rate,
)
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def test_round_with_unfinished_raters_is_closed_only_if_asked_explicitly(people: People) -> None:
    coding_round = opened_round(people)
    rate(people.ada, coding_round, 1, "Access")
    with refused(NotReady, "ada has 2 left, bo has 3 left"):
        close_round(by=people.lea, number=1)
    closed = close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert (closed.state, closed.sealed, closed.closed_at is not None) == ("closed", False, True)


def test_round_without_submissions_is_not_closed(people: People) -> None:
    save_draft(
        by=people.ada, coding_round=opened_round(people), unit=1, content=CodingContent(memo="begun"), revision=0
    )
    with refused(NotReady, "No rater has submitted a unit"):
        close_round(by=people.lea, number=1, even_if_unfinished=True)


def test_only_an_open_round_is_closed(people: People) -> None:
    planned_round(people)
    with refused(RoundState, "Round 1 is planned"):
        close_round(by=people.lea, number=1)


def test_closed_round_is_not_closed_again(people: People) -> None:
    closed_round(people)
    with refused(RoundState, "Round 1 is closed"):
        close_round(by=people.lea, number=1)


def test_closing_stores_the_last_hash_of_each_raters_chain(people: People) -> None:
    closed_round(people)
    chains = Event.objects.get(kind="round_closed").data["chains"]
    for rater in (people.ada, people.bo):
        last = Event.objects.filter(rater_scope=rater).order_by("number").last()
        assert last
        assert chains[rater.name] == last.hash


def test_drafts_remain_after_closing(people: People) -> None:
    coding_round = coded_round(people)
    save_draft(
        by=people.ada, coding_round=coding_round, unit=1, content=CodingContent(memo="an afterthought"), revision=0
    )
    close_round(by=people.lea, number=1)
    assert Draft.objects.get().content["memo"] == "an afterthought"


def test_open_coding_has_no_disagreements_before_its_matching(people: People) -> None:
    closed_round(people)
    assert Matching.objects.get().confirmed_at is None
    assert not Disagreement.objects.exists()


def test_shared_codebook_round_has_its_disagreements_on_closing(people: People) -> None:
    closed_round(people, style="shared")
    assert list(Disagreement.objects.values_list("unit__number", flat=True)) == [1, 2]
    assert not Matching.objects.exists()


def test_agreement_of_a_sealed_round_is_refused(people: People) -> None:
    coding_round = coded_round(people)
    with refused(Sealed, "Round 1 is sealed."):
        load_study(coding_round)


def test_agreement_uses_the_last_version_and_no_decision(people: People) -> None:
    coding_round = coded_round(people, style="shared", ada=("Access", "Access", "Leak"), bo=("Access", "Leak", "Leak"))
    changed = CodingContent(codes=[code_for(people.bo, coding_round, "Access").pk])
    submit(
        by=people.bo,
        coding_round=coding_round,
        unit=2,
        content=changed,
        idempotency_key="on-reflection",
        reason="read again",
    )
    data = load_study(close_round(by=people.lea, number=1))
    assert agreement(data.ratings)["coefficients"]["cohen_kappa"]["value"] == 1
    assert [row.version for row in data.codings if row.rater == "bo"] == [1, 2, 1]


def test_uncoded_units_are_dropped_and_counted(people: People) -> None:
    coding_round = opened_round(people)
    for unit, label in enumerate(ADA, 1):
        rate(people.ada, coding_round, unit, label)
    rate(people.bo, coding_round, 3, "Injection")
    report = agreement(load_study(close_round(by=people.lea, number=1, even_if_unfinished=True)).ratings)
    assert (report["units"], report["units_used"], report["units_dropped"]) == (3, 1, 2)


def test_agreement_says_why_it_is_undefined(people: People) -> None:
    same = ("Access",) * 3
    coding_round = close_round(by=people.lea, number=coded_round(people, same, same, style="shared").number)
    data = load_study(coding_round)
    kappa = agreement(data.ratings)["coefficients"]["cohen_kappa"]
    assert kappa["value"] is None
    assert kappa["undefined"]
    assert in_words(data.plan, agreement(data.ratings)) == f"Cohen's kappa is undefined: {kappa['undefined']}."


@pytest.mark.parametrize(
    ("threshold", "verdict"), [("0.50", "reached"), ("0.90", "not reached"), (None, "No threshold")]
)
def test_agreement_is_described_in_a_sentence(people: People, threshold: str | None, verdict: str) -> None:
    coding_round = closed_round(people, style="shared", ada=("A", "B", "C"), bo=("A", "B", "B"), threshold=threshold)
    address = f"/api/v1/studies/consequences/rounds/{coding_round.number}/agreement/"
    answer = client(people.vic).get(address).json()
    assert answer["sentence"].startswith("Cohen's kappa is 0.50 (95 % interval")
    if threshold:
        assert answer["sentence"].endswith(f"The threshold of {threshold}, fixed in advance, is {verdict}.")
    else:
        assert answer["sentence"].endswith("No threshold was fixed in advance.")


def test_agreement_before_and_after_matching(people: People) -> None:
    matched_round(people)
    answer = client(people.vic).get("/api/v1/studies/consequences/rounds/1/agreement/").json()
    assert answer["before"]["coefficients"]["percent_agreement"]["value"] == pytest.approx(1 / 3)
    assert answer["report"]["coefficients"]["percent_agreement"]["value"] == pytest.approx(2 / 3)
    assert answer["matched"]


def test_every_code_of_the_codebook_is_a_category(people: People) -> None:
    add_code(by=people.lea, label="Never used")
    coding_round: Round = closed_round(people, style="shared")
    assert "Never used" in agreement(load_study(coding_round).ratings)["categories"]


REPORT = "/api/v1/studies/consequences/rounds/1/agreement/report/"


def test_downloaded_report_equals_the_file_of_the_release(people: People) -> None:
    publication = derive(load_study(matched_round(people)))
    http = client(people.vic)
    for file_format, render in [("md", agreement_md), ("tex", agreement_tex), ("json", agreement_json)]:
        answer = http.get(f"{REPORT}{file_format}/")
        assert answer.status_code == 200
        assert (
            answer.headers["Content-Disposition"]
            == f'attachment; filename="consequences-round-1-agreement.{file_format}"'
        )
        assert answer.content == render(publication)


def test_report_has_the_saturation_of_each_rater(people: People) -> None:
    matched_round(people)
    answer = client(people.vic).get(REPORT + "md/").content.decode()
    assert "## Saturation" in answer
    assert "| ada | 3 | 2 | 3 | not reached |" in answer


def test_report_of_a_sealed_round_or_in_an_unknown_format_is_refused(people: People) -> None:
    coded_round(people)
    http = client(people.lea)
    assert http.get(REPORT + "md/").json()["code"] == "sealed"
    close_round(by=people.lea, number=1)
    assert http.get(REPORT + "md/").status_code == 200
    assert http.get(REPORT + "pdf/").status_code == 404


def test_agreement_has_the_chance_baseline_of_matching(people: People) -> None:
    matched_round(people)
    report = client(people.vic).get("/api/v1/studies/consequences/rounds/1/agreement/").json()["report"]
    expected = matching_baseline(load_study(Round.objects.get()).ratings.ratings("own"), seed=report["seed"])
    assert report["matching_baseline"] == expected


def test_agreement_has_the_names_of_its_description(people: People) -> None:
    matched_round(people)
    answer = client(people.vic).get("/api/v1/studies/consequences/rounds/1/agreement/").json()
    described = AgreementSerializer().fields["report"].fields
    others = {"before_merges", "without_exposed", "segments", "pairs", "rater_mean", "order"}
    assert answer["report"].keys() | others == described.keys()
    assert answer["report"]["matching_baseline"].keys() == described["matching_baseline"].fields.keys()
    assert answer["before"].keys() == answer["report"].keys() - {"matching_baseline"}
    three = pairs_report(Ratings.from_labels([("a", "b", "a"), ("a", "a", "b")]), replicates=100)
    assert three["pairs"][0].keys() == described["pairs"].child.fields.keys()
    segments = segments_report(Passages.from_units([(9, [{"a": [(0, 2)]}, {"a": [(1, 3)]}])], codes=("a",)))
    of_code = described["segments"].fields["per_code"].child.fields
    assert segments.keys() == described["segments"].fields.keys() - {"segment_alpha"}
    assert segments["per_code"]["a"].keys() == of_code.keys()
    assert segments["segment_dice"].keys() == of_code["segment_dice"].fields.keys()
