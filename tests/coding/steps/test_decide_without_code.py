"""Units that are decided without a code: not applicable, or cannot tell."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from coding.access.records import decisions
from coding.errors import BadInput
from coding.formats.refi_qda.outline import outline
from coding.loading.ratings import load_ratings
from coding.loading.study import load_study
from coding.models import Code, Decision, DecisionCode, Event, Release, Round
from coding.queries.adjudication_status import undecided
from coding.results.derive import derive
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide
from coding.steps.adjudicate.discuss import AGREED, take_position
from coding.steps.adjudicate.settle import settle
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.agree import close_round
from coding.steps.publish.release import publish
from tests.support.factories import People, client, opened_round, rate, study
from tests.support.replicating import Replication

pytestmark = pytest.mark.django_db

# unit → (Ada's answer, Bo's answer)
ANSWERS = {
    1: ("not_applicable", "not_applicable"),
    2: ("cannot_tell", "cannot_tell"),
    3: ("Access", "not_applicable"),
    4: ("Access", "Access"),
    5: ("Access", "Leak"),
    6: ("Leak", "Leak"),
}
REASONS = ("not_applicable", "cannot_tell")


def answer(member, coding_round: Round, unit: int, given: str) -> None:
    if given in REASONS:
        rate(member, coding_round, unit, no_code_reason=given)
    else:
        rate(member, coding_round, unit, *filter(None, given.split("+")))


def closed(people: People, answers: dict[int, tuple[str, str]] = ANSWERS, **plan) -> Round:
    coding_round = opened_round(people, style="shared", **plan)
    for unit, (ada, bo) in answers.items():
        answer(people.ada, coding_round, unit, ada)
        answer(people.bo, coding_round, unit, bo)
    return close_round(by=people.lea, number=coding_round.number, even_if_unfinished=True)


def shared_code(people: People, label: str) -> int:
    return int(Code.objects.get(study=people.study, owner=None, label=label).pk)


def current(coding_round: Round) -> dict[int, tuple[str, list[str], str]]:
    """Return unit → method, labels and no-code reason of the current decisions."""
    return {
        row.unit.number: (row.method, [code.code.label for code in row.code_rows.all()], row.no_code_reason)
        for row in decisions(coding_round).select_related("unit")
    }


@pytest.fixture
def people() -> People:
    return study(units=6)


@pytest.fixture
def coding_round(people: People) -> Round:
    return closed(people)


def settled(people: People, coding_round: Round) -> Round:
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Access")], reason="I can.")
    for unit, reason in [(3, "not_applicable"), (5, "cannot_tell")]:
        decide(by=people.cleo, coding_round=coding_round, unit=unit, codes=[], no_code_reason=reason, reason="Read it.")
    return settle(by=people.cleo, coding_round=coding_round)


def test_all_not_applicable_is_agreed_and_all_cannot_tell_is_a_disagreement(coding_round: Round) -> None:
    assert current(coding_round) == {
        1: ("agreed", [], "not_applicable"),
        4: ("agreed", ["Access"], ""),
        6: ("agreed", ["Leak"], ""),
    }
    assert [(row.unit.number, row.kind) for row in undecided(coding_round)] == [
        (2, "abstained"),
        (3, "abstained"),
        (5, "different"),
    ]


@pytest.mark.parametrize("reason", REASONS)
def test_final_rater_decides_without_a_code_and_says_why(people: People, coding_round: Round, reason: str) -> None:
    http, address = client(people.cleo), "/api/v1/studies/consequences/rounds/1/decisions/"
    body = {"unit": 5, "codes": [], "no_code_reason": reason}
    version = {"HTTP_IF_MATCH": '"0"'}
    refusal = http.post(address, body, format="json", **version)
    assert (refusal.status_code, list(refusal.json()["fields"])) == (400, ["reason"])
    decided = http.post(address, {**body, "reason": "Too short."}, format="json", **version).json()["decision"]
    assert (decided["codes"], decided["no_code_reason"], decided["reason"]) == ([], reason, "Too short.")
    listed = http.get("/api/v1/studies/consequences/rounds/1/disagreements/").json()
    assert [row["decision"] and row["decision"]["no_code_reason"] for row in listed] == [None, None, reason]
    event = Event.objects.filter(kind="decided").get()
    assert event.data["no_code_reason"] == reason
    again = http.get("/api/v1/studies/consequences/events/").json()
    assert f"decided unit 5: {reason.replace('_', ' ')}" in str(again)


def test_decision_has_either_a_code_or_a_reason(people: People, coding_round: Round) -> None:
    access = shared_code(people, "Access")
    with pytest.raises(BadInput, match="both codes and a no-code reason"):
        decide(
            by=people.cleo, coding_round=coding_round, unit=5, codes=[access], no_code_reason="cannot_tell", reason="x"
        )
    with pytest.raises(BadInput, match="exactly one code per unit"):
        decide(by=people.cleo, coding_round=coding_round, unit=5, codes=[], reason="x")
    assert current(coding_round).keys() == {1, 4, 6}


def test_database_refuses_a_decision_with_both_or_neither(people: People, coding_round: Round) -> None:
    decision = Decision.objects.filter(no_code_reason="not_applicable").get()
    with pytest.raises(DatabaseError, match="either a no-code reason or as many codes"), transaction.atomic():
        DecisionCode.objects.create(decision=decision, code_id=shared_code(people, "Access"))
    coded = Decision.objects.filter(no_code_reason="")[0]
    with pytest.raises(DatabaseError, match="either a no-code reason or as many codes"), transaction.atomic():
        DecisionCode.objects.create(decision=coded, code_id=shared_code(people, "Leak"))
    for count, reason in [(0, ""), (1, "cannot_tell")]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(
                round=coding_round,
                unit=undecided(coding_round)[0].unit,
                code_count=count,
                no_code_reason=reason,
                method="final_rater",
                decided_at=coding_round.closed_at,
            )
    for change in ({"no_code_reason": "cannot_tell"}, {"code_count": 2}):
        with pytest.raises(DatabaseError, match="rows of coding_decision are immutable"), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**change)


def test_withdrawing_restores_a_decision_without_a_code(people: People, coding_round: Round) -> None:
    decide(by=people.cleo, coding_round=coding_round, unit=5, codes=[], no_code_reason="cannot_tell", reason="Short.")
    decide(by=people.cleo, coding_round=coding_round, unit=5, codes=[shared_code(people, "Leak")], reason="No.")
    withdraw(by=people.cleo, coding_round=coding_round, unit=5)
    assert current(coding_round)[5] == ("final_rater", [], "cannot_tell")
    withdraw(by=people.cleo, coding_round=coding_round, unit=5)
    assert 5 not in current(coding_round)


def test_withdrawn_decision_on_a_unit_that_nobody_could_tell_leaves_it_open(
    people: People, coding_round: Round
) -> None:
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[], no_code_reason="cannot_tell", reason="Short.")
    assert withdraw(by=people.cleo, coding_round=coding_round, unit=2) is None
    assert 2 in [row.unit.number for row in undecided(coding_round)]


def test_own_answer_not_applicable_decides_and_cannot_tell_does_not(people: People) -> None:
    answers = {1: ("not_applicable", "Leak"), 2: ("cannot_tell", "Leak"), 3: ("Access", "Leak")}
    type(people.ada).objects.filter(pk=people.ada.pk).update(is_adjudicator=True)
    people.ada.refresh_from_db()
    coding_round = closed(people, answers, final_rater="ada")
    preview = apply_final_rater_codes(by=people.ada, coding_round=coding_round)
    assert (preview.will_decide, preview.no_code) == (2, 1)
    assert {unit: row[1:] for unit, row in current(coding_round).items()} == {
        1: ([], "not_applicable"),
        3: (["Access"], ""),
    }


@pytest.mark.parametrize("reason", REASONS)
def test_raters_agree_on_a_reason_in_the_discussion(people: People, reason: str) -> None:
    coding_round = closed(people, resolution_method="discussion")
    http = client(people.ada)
    address = "/api/v1/studies/consequences/rounds/1/disagreements/5/positions/"
    first = http.post(address, {"no_code_reason": reason, "reason": "I was wrong."}, format="json").json()
    assert first["decided"] is False
    assert [(row["kind"], row["codes"], row["no_code_reason"]) for row in first["thread"]] == [("changes", [], reason)]
    decision = take_position(
        by=people.bo, coding_round=coding_round, unit=5, reason="Agreed.", codes=[], no_code_reason=reason
    )
    assert decision is not None
    assert (decision.method, decision.reason, current(coding_round)[5]) == (
        "discussion",
        AGREED,
        ("discussion", [], reason),
    )


def test_changing_to_the_other_raters_not_applicable_decides(people: People) -> None:
    coding_round = closed(people, resolution_method="discussion")
    take_position(by=people.ada, coding_round=coding_round, unit=3, reason="Right.", no_code_reason="not_applicable")
    assert current(coding_round)[3] == ("discussion", [], "not_applicable")


def test_nobody_can_tell_is_agreed_only_once_every_rater_has_said_so(people: People) -> None:
    coding_round = closed(people, resolution_method="discussion")
    assert take_position(by=people.ada, coding_round=coding_round, unit=2, reason="It does not say.") is None
    assert take_position(by=people.bo, coding_round=coding_round, unit=2, reason="No.") is not None
    assert current(coding_round)[2] == ("discussion", [], "cannot_tell")


def test_percentages_are_of_the_units_decided_with_a_code_or_not_applicable(
    people: People, coding_round: Round
) -> None:
    settled(people, coding_round)
    publication = derive(load_study(coding_round))
    assert publication.decided == 5
    assert [(row.consequence, row.count, row.proportion) for row in publication.table] == [
        ("Access", 2, 0.4),
        ("Leak", 1, 0.2),
    ]
    assert publication.outcomes == (("not_applicable", [1, 3], True), ("cannot_tell", [5], False))
    # Cannot tell on unit 5 is outside the base, so nobody was overruled on it.
    assert publication.overrides == [("ada", 2, 5), ("bo", 1, 5)]


def files(release: Release) -> dict[str, str]:
    names = ("table.md", "table.tex", "table.csv", "outcomes.csv", "decisions.csv", "codings.csv", "methods.md")
    names += ("severity_by_consequence.csv", "disagreements.md", "consequences.vl.json", "table.csv", "matching.csv")
    names += ("agreement.json", "recompute.py", "checklists.md")
    return {name: release.files.get(path=name).content.decode() for name in names}


def test_release_states_what_has_no_code(people: People, coding_round: Round, tmp_path: Path) -> None:
    settled(people, coding_round)
    release = publish(by=people.lea)
    written = files(release)
    basis = "Percentages are of the 5 units with a decision; 1 further unit could not be decided from its text."
    assert basis in written["table.md"]
    assert basis in written["table.tex"]
    assert "| No consequence applies | 2 | 40.0 |" in written["table.md"]
    assert "| Could not be decided | 1 |  |" in written["table.md"]
    assert r"No consequence applies & & 2 & 40.0 \\" in written["table.tex"]
    assert written["table.csv"].splitlines()[0] == "consequence,definition,count,proportion"
    assert [row["consequence"] for row in csv.DictReader(io.StringIO(written["table.csv"]))] == ["Access", "Leak"]
    assert written["outcomes.csv"].splitlines() == [
        "outcome,count,in_percentages",
        "not_applicable,2,yes",
        "cannot_tell,1,no",
    ]
    decided = list(csv.DictReader(io.StringIO(written["decisions.csv"])))
    assert [(row["unit"], row["uncoded"]) for row in decided if row["uncoded"]] == [
        ("1", "not_applicable"),
        ("3", "not_applicable"),
        ("5", "cannot_tell"),
    ]
    assert list(decided[0])[-1] == "uncoded"
    methods = written["methods.md"]
    assert "No consequence applies to 2 units (40.0 %)." in methods
    assert "1 unit could not be decided from its text; the percentages are of the 5 other decided units." in methods
    assert "cannot tell (final\\_rater by cleo): Read it." in written["disagreements.md"]
    assert "No consequence applies,0,2,0,0,0,2" in written["severity_by_consequence.csv"]
    assert "No consequence applies" in written["consequences.vl.json"]
    results = client(people.lea).get("/api/v1/studies/consequences/releases/1/").json()
    assert (results["decided"], [(row["outcome"], row["units"]) for row in results["outcomes"]]) == (
        5,
        [("not_applicable", [1, 3]), ("cannot_tell", [5])],
    )
    for name, content in written.items():
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    run = [sys.executable, "-I", "recompute.py"]
    recomputed = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True)
    assert (recomputed.returncode, recomputed.stderr) == (0, "")
    assert "5 decided units" in recomputed.stdout
    assert "     2   40.0 %  not_applicable" in recomputed.stdout
    for name, old, new in [
        ("outcomes.csv", "cannot_tell,1,no", "cannot_tell,2,no"),
        ("outcomes.csv", "cannot_tell,1,no", "cannot_tell,1,yes"),
        ("decisions.csv", "not_applicable", "cannot_tell"),
    ]:
        (tmp_path / name).write_text(written[name].replace(old, new), encoding="utf-8", newline="")
        changed = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True)
        assert changed.returncode == 1
        assert "outcomes.csv says" in changed.stderr
        (tmp_path / name).write_text(written[name], encoding="utf-8", newline="")


def test_one_base_for_the_percentages_of_agreement(people: People, coding_round: Round) -> None:
    """Units with two ratings or more are the same in every sentence: those that two raters coded."""
    settled(people, coding_round)
    methods = files(publish(by=people.lea))["methods.md"]
    assert "on the 3 units with two ratings or more" in methods
    assert (
        "The raters differed on 1 unit (33.3 % of 3 units with two ratings or more), and 2 further units with fewer "
        "than two ratings needed a decision: 1 with no code in common and 2 with a rater who gave no code." in methods
    )
    assert methods.count("units with two ratings or more") == methods.count("3 units with two ratings or more")


def test_project_file_has_the_answers_and_an_import_reads_them(people: People, coding_round: Round) -> None:
    settled(people, coding_round)
    read = outline(publish(by=people.lea).files.get(path="study.qdpx").content)
    assert {unit: decision.no_code_reason for unit, decision in read.decisions.items()} == {
        1: "not_applicable",
        2: "",
        3: "not_applicable",
        4: "",
        5: "cannot_tell",
        6: "",
    }
    assert read.decisions[5].memo == "Read it."


MULTI_LABEL = {
    1: ("not_applicable", ""),  # Bo submits neither codes nor a reason, as scripts did before
    2: ("", "Access"),
    3: ("not_applicable", "Access"),
    4: ("Access+Leak", "Access+Leak"),
    5: ("cannot_tell", "Access"),
    6: ("Leak", "Leak"),
}


def test_no_code_and_not_applicable_are_one_rating_with_several_codes(people: People) -> None:
    coding_round = closed(people, MULTI_LABEL, multi_label=True)
    assert current(coding_round)[1] == ("agreed", [], "not_applicable")
    assert [(row.unit.number, row.kind) for row in undecided(coding_round)] == [
        (2, "different"),
        (3, "different"),
        (5, "abstained"),
    ]
    ratings = load_ratings(coding_round).ratings()
    assert ratings.units_used == 5  # all but unit 5
    rows = {(row.unit, row.rater): row.no_code_reason for row in load_study(coding_round).codings}
    assert {key: reason for key, reason in rows.items() if reason} == {
        (1, "ada"): "not_applicable",
        (1, "bo"): "not_applicable",
        (2, "ada"): "not_applicable",
        (3, "ada"): "not_applicable",
        (5, "ada"): "cannot_tell",
    }


def test_decision_with_neither_means_not_applicable_with_several_codes(people: People) -> None:
    coding_round = closed(people, MULTI_LABEL, multi_label=True)
    for unit in (2, 3):
        decide(by=people.cleo, coding_round=coding_round, unit=unit, codes=[])
    decide(by=people.cleo, coding_round=coding_round, unit=5, codes=[], no_code_reason="cannot_tell", reason="Short.")
    settle(by=people.cleo, coding_round=coding_round)
    publication = derive(load_study(coding_round))
    assert publication.outcomes == (("not_applicable", [1, 2, 3], True), ("cannot_tell", [5], False))
    methods = files(publish(by=people.lea))["methods.md"]
    assert "“cannot tell” as missing and “not applicable” as a rating with no code" in methods


def test_replicate_reads_decisions_without_a_code(tmp_path: Path) -> None:
    replication = Replication(tmp_path)
    decided = tmp_path / "decided.csv"
    decided.write_text("unit,codes,reason,uncoded\n2,;,It does not say.,cannot_tell\n", encoding="utf-8")
    result = replication.run("--decisions", decided)
    assert (result.status, result.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(replication.read("decisions.csv"))))
    assert [(row["unit"], row["uncoded"]) for row in rows if row["uncoded"]] == [("2", "cannot_tell")]
    assert "cannot_tell,1,no" in replication.read("outcomes.csv")
