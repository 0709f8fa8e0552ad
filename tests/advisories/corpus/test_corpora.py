"""Corpora: nothing crosses from one to another, and the names by which commands know them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from advisories.corpus import index
from advisories.corpus.corpora import default_corpus, main_corpus, named_corpus, note_change, own_corpus
from advisories.corpus.index import current_index
from advisories.corpus.projects import get_or_create_project
from advisories.intake.importing import import_records
from advisories.models import Advisory, Alias, Corpus, ImportRun, Project, SourceRecord
from advisories.platform.errors import BadInput
from annotation.accounts.models import User
from coding.steps.study import create_study
from tests.support.intake import osv

pytestmark = pytest.mark.django_db
CVE = "CVE-2031-1001"


def shared(slug: str) -> Corpus:
    return Corpus.objects.create(slug=slug, name=slug.title(), shared=True, created_at=timezone.now())


def import_into(corpus: Corpus, *records: Any) -> ImportRun:
    run = ImportRun.objects.create(corpus=corpus, source="test", started_at=timezone.now())
    return import_records(records, run=run)


def test_one_cve_in_two_corpora_is_two_advisories_with_two_texts() -> None:
    first, second = main_corpus(), own_corpus()
    import_into(first, osv("PYSEC-2031-1", CVE, details="One."))
    import_into(second, osv("PYSEC-2031-2", CVE, details="Two."))
    rows = Advisory.objects.order_by("pk").values_list("corpus", "key", "documents__text")
    assert list(rows) == [(first.pk, CVE, "One.\n"), (second.pk, CVE, "Two.\n")]
    assert set(SourceRecord.objects.values_list("corpus", "identifier")) == {
        (first.pk, "PYSEC-2031-1"),
        (second.pk, "PYSEC-2031-2"),
    }


def test_record_that_another_corpus_has_is_new() -> None:
    records = [osv("PYSEC-2031-1", CVE, affected=[{"package": {"ecosystem": "PyPI", "name": "lamp"}}])]
    first = import_into(main_corpus(), *records)
    second = import_into(own_corpus(), *records)
    assert (second.created, second.unchanged, second.merged) == (1, 0, 0)
    assert [project.corpus for project in Project.objects.order_by("pk")] == [first.corpus, second.corpus]
    assert list(SourceRecord.objects.order_by("pk").values_list("import_run", flat=True)) == [first.pk, second.pk]
    later = osv("PYSEC-2031-1", CVE, details="New.", modified="2031-02-01T00:00:00Z")
    assert import_into(first.corpus, later).updated == 1
    texts = Advisory.objects.order_by("pk", "documents__pk").values_list("documents__text", flat=True)
    assert list(texts) == ["Text.\n", "New.\n", "Text.\n"]


def test_database_refuses_an_identifier_twice_in_one_corpus_only() -> None:
    first, second = main_corpus(), own_corpus()
    for corpus in (first, second):
        advisory = Advisory.objects.create(corpus=corpus, key=CVE, created_at=timezone.now())
        Alias.objects.create(corpus=corpus, advisory=advisory, value=CVE)
        get_or_create_project("Lamp", corpus)
    for create in (
        lambda: Advisory.objects.create(corpus=first, key=CVE, created_at=timezone.now()),
        lambda: Alias.objects.create(corpus=second, advisory=advisory, value=CVE),
        lambda: Project.objects.create(corpus=first, slug="lamp", name="Other"),
        lambda: Project.objects.create(corpus=first, slug="other", name="Lamp"),
        lambda: Corpus.objects.create(slug="main", name="Second", shared=True, created_at=timezone.now()),
        lambda: Corpus.objects.create(slug="second", shared=True, created_at=timezone.now()),
        lambda: Corpus.objects.create(slug="own", created_at=timezone.now()),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            create()


def test_index_contains_one_corpus_and_is_kept_for_each() -> None:
    first, second = main_corpus(), own_corpus()
    import_into(first, osv("PYSEC-2031-1"), osv("PYSEC-2031-3"))
    import_into(second, osv("PYSEC-2031-2"))
    indexes = [current_index(first), current_index(second)]
    assert [len(index.pk) for index in indexes] == [2, 1]
    assert [current_index(first), current_index(second)] == indexes
    import_into(second, osv("PYSEC-2031-4"))
    assert current_index(first) is indexes[0]
    assert len(current_index(second).pk) == 2
    note_change(first.pk)
    assert current_index(first) is not indexes[0]


def test_indexes_that_were_not_used_for_longest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "KEPT", 3)
    corpora = [own_corpus() for _ in range(4)]
    for number, corpus in enumerate(corpora):
        import_into(corpus, osv(f"PYSEC-2031-{2 * number + 1}"), osv(f"PYSEC-2031-{2 * number + 2}"))
    loaded = [current_index(corpus) for corpus in corpora]
    assert current_index(corpora[3]) is loaded[3]
    assert current_index(corpora[2]) is loaded[2]
    assert current_index(corpora[0]) is not loaded[0]


def test_command_names_a_shared_corpus_or_that_of_a_study() -> None:
    User.objects.create_user("ann", is_staff=True)
    assert not Corpus.objects.exists()
    main = named_corpus("")
    assert (main.slug, main.name, main.shared) == ("main", "Main", True)
    assert [user.username for user in main.maintainers.all()] == ["ann"]
    lead = create_study(title="Lamps", user=None, name="lea")
    assert named_corpus("study:lamps") == lead.study.corpus
    github = shared("github")
    assert (named_corpus("github"), named_corpus(""), named_corpus("main")) == (github, main, main)
    for name, sentence in {
        "study:nobody": "There is no study “nobody”",
        "nobody": "There is no shared corpus “nobody”. Name one with --corpus: github, main, study:SLUG.",
    }.items():
        with pytest.raises(BadInput, match=sentence):
            named_corpus(name)


def test_only_shared_corpus_is_the_default_and_of_several_main() -> None:
    github = shared("github")
    assert default_corpus() == github
    shared("osv")
    with pytest.raises(BadInput, match="There are several shared corpora"):
        default_corpus()


def test_every_study_has_an_empty_corpus_of_its_own() -> None:
    first, second = (create_study(title=title, user=None, name="lea").study for title in ("One", "Two"))
    assert first.corpus != second.corpus
    assert not first.corpus.shared
    assert not Advisory.objects.exists()
