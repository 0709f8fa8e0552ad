"""The demo: public facts, constructed labels with the totals of the model study, texts written for it."""

import csv
import io
import json
import re
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advisories.corpus.corpora import main_corpus
from advisories.formats.parsing import parse_again
from advisories.models import Advisory, Alias
from advisories.text.reading import read
from annotation.accounts.models import User
from annotation.demo import build
from annotation.demo.advisory_facts import from_row, read_facts, read_rows, to_row
from annotation.demo.corpus import codebook, labels, matching, records, shared_readings
from annotation.demo.projects_study import PROJECTS_SLUG
from annotation.demo.texts import CLOSING
from coding.models import Coding, Decision, Study
from tests.support import SHARED
from tests.support.demo_labels import choose_advisories, readings
from tests.support.demo_selection import choose
from tests.support.demo_vocabularies import label_rows, matching_rows
from tests.support.publications import MODEL_COUNTS
from tests.support.rendering import note_rendering

DATA = SHARED / "data"


@pytest.fixture(scope="module")
def advisories():
    return list(records())


def kappa_by_hand(pairs):
    total = len(pairs)
    ada, bo = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(a == b for a, b in pairs) / total
    expected = sum(ada[label] * bo[label] for label in ada) / total**2
    return (observed - expected) / (1 - expected)


@pytest.mark.django_db(transaction=True)
def test_texts_are_rendered_before_the_transaction(monkeypatch):
    for name in ("make_finished_study", "make_open_study", "make_projects_study"):
        monkeypatch.setattr(build, name, lambda *arguments: None)
    rendered = note_rendering(monkeypatch)
    build.create_demo()
    assert len(rendered) > 149  # those of the advisories, and the profiles of the projects


def test_facts_have_149_advisories_of_12_projects():
    facts = read_facts()
    assert len({fact.ghsa_id for fact in facts}) == len(facts) == 149
    assert len({fact.project for fact in facts}) == 12
    assert Counter(fact.band for fact in facts) == {
        "critical": 25,
        "high": 43,
        "moderate": 63,
        "low": 7,
        "unknown": 11,
    }


def test_facts_survive_writing_and_reading():
    assert [to_row(from_row(row)) for row in read_rows("advisories.csv")] == read_rows("advisories.csv")


def test_facts_are_chosen_by_the_stated_rule():
    source = DATA / "ml_deployment_facts.csv"
    if not source.exists():
        pytest.skip("the table of facts from which the demo was chosen is not available")
    with source.open(encoding="utf-8", newline="") as file:
        assert choose(csv.DictReader(file)) == read_facts()


def test_labels_of_the_final_rater_have_the_model_studys_totals():
    assert Counter(reading.ada for reading in shared_readings().values()) == MODEL_COUNTS


def test_labels_agree_with_a_kappa_of_063():
    pairs = [(reading.ada, reading.bo) for reading in shared_readings().values()]
    assert sum(a != b for a, b in pairs) == 35
    assert round(kappa_by_hand(pairs), 2) == 0.63

    from sklearn.metrics import cohen_kappa_score  # heavy, only for this comparison

    assert kappa_by_hand(pairs) == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))


def test_labels_have_one_line_per_advisory_in_order():
    assert [row["unit"] for row in labels()] == [fact.ghsa_id for fact in read_facts()]


def test_labels_and_matching_are_reproduced_by_their_construction():
    assert label_rows(read_facts()) == labels()
    assert matching_rows() == matching()


def test_labels_have_a_reason_exactly_where_raters_differ():
    differing = {unit for unit, reading in shared_readings().items() if not reading.agreed}
    assert {row["unit"] for row in labels() if row["reason"]} == differing


def test_matching_maps_every_used_code_once_to_a_shared_code():
    used = {(rater, row[rater]) for row in labels() for rater in ("ada", "bo")}
    named = [(row["rater"], row["code"]) for row in matching()]
    assert sorted(named) == sorted(used)
    assert {row["shared"] for row in matching()} == {row["label"] for row in codebook()} == set(MODEL_COUNTS)
    assert all(row["reason"] for row in matching())


def test_codebook_is_complete():
    assert len(codebook()) == 10
    assert all(value.strip() for row in codebook() for value in row.values())


def test_construction_raises_if_rules_fit_too_few_advisories():
    with pytest.raises(ValueError, match="150 advisories are needed"):
        choose_advisories(read_facts(), 150, [lambda fact: True])


def test_construction_assigns_the_consequence_of_each_named_weakness():
    final = {unit: reading.ada for unit, reading in readings(read_facts()).items()}
    for weakness, consequence in {
        "CWE-601": "Incorrect redirection",
        "CWE-79": "Injection of malicious content",
        "CWE-200": "Exposure of information",
        "CWE-613": "Unexpired sessions",
        "CWE-295": "Authentication error",
    }.items():
        consequences = {final[fact.ghsa_id] for fact in read_facts() if fact.cwes == {weakness}}
        assert consequences == {consequence}


def test_texts_are_unique_readable_and_marked_as_demo_texts(advisories):
    assert len({record.body for record in advisories}) == 149
    for record in advisories:
        assert 60 <= len(record.body.split()) <= 180, record.identifier
        assert record.body.endswith(CLOSING)
        assert record.title.startswith(record.project)
        assert "{" not in record.title + record.body
        assert "  " not in record.body


def test_texts_contain_no_url_and_no_classification(advisories):
    classification = re.compile(r"CWE-|CVSS|\b(?:critical|high|moderate|low) severity", re.IGNORECASE)
    for record in advisories:
        assert "://" not in record.body
        assert "www." not in record.body
        assert not classification.search(record.body)
        assert record.references == ()


def test_texts_state_the_package_and_the_fixed_version_of_the_facts(advisories):
    for fact, record in zip(read_facts(), advisories, strict=True):
        assert record.identifier == fact.ghsa_id
        assert f"`{fact.package}`" in record.body
        assert not fact.first_fixed or f"`{fact.first_fixed}`" in record.body
        assert not fact.cve_id or fact.cve_id in record.body


def test_texts_match_the_impact_and_privileges_of_the_vector(advisories):
    final = shared_readings()
    for fact, record in zip(read_facts(), advisories, strict=True):
        denial = final[fact.ghsa_id].ada == "Denial of service"
        assert not denial or fact.impact == "A"
        if fact.metric("PR") in {"L", "H"}:
            assert "without an account" not in record.body


def test_segments_occur_once_in_the_text_that_raters_read(advisories):
    texts = {record.identifier: read(record.title, record.body).text for record in advisories}
    quotes = [(row["unit"], row[column]) for row in labels() for column in ("ada_segment", "bo_segment")]
    marked = [(unit, quote) for unit, quote in quotes if quote]
    assert len({unit for unit, _ in marked}) >= 55
    for unit, quote in marked:
        assert texts[unit].count(quote) == 1, (unit, quote)


def test_segments_are_marked_wherever_raters_differ():
    assert all(row["ada_segment"] and row["bo_segment"] for row in labels() if row["reason"])


def test_records_are_reproducible(advisories):
    assert list(records()) == advisories


def test_record_can_be_parsed_from_its_stored_content(advisories):
    record = advisories[0]
    assert parse_again(record.content, record.origin, record.format) == record
    assert record.severity == read_facts()[0].severity
    assert record.aliases == (read_facts()[0].cve_id,)


@pytest.fixture
def sign_ins(settings, tmp_path):
    """The file of the demo's passwords, in the temporary folder of the test."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "demo_sign_ins.json"


def run_demo():
    out = io.StringIO()
    call_command("demo", "--json", stdout=out)
    return out.getvalue(), json.loads(out.getvalue().splitlines()[-1])


@pytest.mark.django_db
def test_demo_is_created_once_and_prints_the_same_sign_ins_again(sign_ins):
    printed, first = run_demo()
    assert first["created"] is True
    rows = {model: model.objects.count() for model in apps.get_models()}
    with CaptureQueriesContext(connection) as queries:
        _, second = run_demo()
    assert len(queries) == 3  # two of them read the applied migrations
    assert second == first | {"created": False}
    assert {model: model.objects.count() for model in apps.get_models()} == rows

    for person in first["sign_ins"]:
        assert person["password"] in printed
        assert User.objects.get(username=person["username"]).check_password(person["password"])
    assert [person["username"] for person in first["sign_ins"]] == ["lea", "ada", "bo", "cleo", "vic"]
    assert sign_ins.stat().st_mode & 0o777 == 0o600

    finished = Study.objects.get(slug=first["studies"]["finished"])
    assert "constructed" in finished.notice
    assert finished.units.count() == 149
    release = finished.releases.get()
    assert {row["consequence"]: row["count"] for row in release.results["table"]} == MODEL_COUNTS
    kappa = release.results["agreement"]["coefficients"]["cohen_kappa"]["value"]
    assert kappa == pytest.approx(0.6268603319977104, abs=1e-12)
    assert dict(release.results["severity"]) == {
        "critical": 25,
        "high": 43,
        "moderate": 63,
        "low": 7,
        "": 11,
    }
    decisions = Decision.objects.filter(round__study=finished, method="final_rater")
    assert decisions.count() == 35
    assert all(decision.decided_by.name == "cleo" and decision.reason for decision in decisions)

    in_progress = Study.objects.get(slug=first["studies"]["open"])
    assert in_progress.units.count() == 12
    coding_round = in_progress.rounds.get()
    assert coding_round.state == "open"
    assert coding_round.assignments.count() == 24
    assert not in_progress.codes.exists()
    assert not Coding.objects.filter(assignment__round=coding_round).exists()
    assert {member.name: member.roles for member in in_progress.members.all()} == {
        "lea": ["lead"],
        "ada": ["rater"],
        "bo": ["rater"],
        "cleo": ["adjudicator"],
        "vic": ["viewer"],
    }


@pytest.mark.django_db
def test_demo_is_refused_if_one_of_its_user_names_exists(sign_ins):
    User.objects.create_user("ada", password="her own secret")
    with pytest.raises(CommandError, match="an account called ada") as refusal:
        call_command("demo")
    assert refusal.value.returncode == 2
    assert User.objects.get().check_password("her own secret")
    assert not sign_ins.exists()
    assert not Study.objects.exists()


@pytest.mark.django_db
def test_demo_leaves_shared_corpora_alone(sign_ins):
    fact = read_facts()[5]
    corpus = main_corpus()
    advisory = Advisory.objects.create(corpus=corpus, key="OTHER-1", created_at=timezone.now())
    Alias.objects.create(corpus=corpus, advisory=advisory, value=fact.cve_id)
    run_demo()
    assert list(corpus.advisories.values_list("key", flat=True)) == ["OTHER-1"]
    counts = {study.slug: study.corpus.advisories.count() for study in Study.objects.select_related("corpus")}
    assert counts == {build.FINISHED_SLUG: 149, build.OPEN_SLUG: 149, PROJECTS_SLUG: 0}
    assert Study.objects.get(slug=PROJECTS_SLUG).corpus.projects.count() == 12


@pytest.mark.django_db
def test_demo_reports_that_its_passwords_are_missing(sign_ins, monkeypatch):
    monkeypatch.setattr("annotation.management.commands.demo.demo_exists", lambda: True)
    sign_ins.write_text("{ broken", encoding="utf-8")
    printed, summary = run_demo()
    assert "changepassword" in printed
    assert {person["password"] for person in summary["sign_ins"]} == {None}
