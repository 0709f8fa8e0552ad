"""Search of the corpus: the index in memory equals the database, and pages are stable."""

from __future__ import annotations

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from advisories.corpus import index as index_module
from advisories.corpus.index import current_index
from advisories.models import Advisory, ImportRun
from tests.support.corpus import BASE, KEYS, corpus, keys, osv, store

__all__ = ["corpus"]  # a fixture


def test_index_is_reloaded_seldom_during_an_import(corpus: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, 2.0, 2.0, 21.9, 22.1, 22.1, *[30.0] * 6])
    monkeypatch.setattr("advisories.corpus.index.monotonic", lambda: next(ticks))
    index_module.clear_index()
    loaded = current_index()  # takes two seconds
    run = ImportRun.objects.create(source="long", started_at=timezone.now())
    assert current_index() is loaded  # at 21.9
    newer = current_index()  # at 22.1
    assert newer is not loaded
    run.finished_at = timezone.now()
    run.save()
    assert current_index() is not newer


@pytest.mark.parametrize(
    ("cursor", "status"),
    [
        ("x", 404),  # not base64
        ("cD14", 404),  # p=x
        ("cD05OTk5OTk5OTk5", 404),  # p=999999999
        ("cj0xJnA9", 200),  # r=1&p=: the first page
    ],
)
def test_page_with_an_invalid_cursor_is_not_found(api: APIClient, corpus: None, cursor: str, status: int) -> None:
    assert api.get(f"{BASE}/advisories/?cursor={cursor}").status_code == status


def test_facets_find_projects_by_name(api: APIClient, db: None) -> None:
    store(*(osv(f"PYSEC-2031-{n + 1}{m}", package=f"lamp-{n}") for n in range(60) for m in range(1 + (n == 57))))
    projects = api.get(f"{BASE}/advisories/facets/").json()["projects"]
    assert (len(projects), projects[0]) == (50, {"slug": "lamp-57", "name": "lamp-57", "count": 2})
    chosen = api.get(f"{BASE}/advisories/facets/?project=lamp-59").json()["projects"]
    assert (len(chosen), chosen[-1]["slug"]) == (51, "lamp-59")
    named = api.get(f"{BASE}/advisories/facets/?project_search=LAMP+-5").json()["projects"]
    assert [project["slug"] for project in named] == ["lamp-57", "lamp-5", *(f"lamp-5{n}" for n in "01234568" + "9")]
    assert [p["slug"] for p in api.get(f"{BASE}/projects/?search=p-59").json()] == ["lamp-59"]


def test_search_finds_the_same_as_the_database(db: None) -> None:
    titles = ["a%b_c", 'say "AND"', "Łódź 漢字", r"100% \ *", "x" * 300, "", "ab abc abcd"]
    store(*(osv(f"PYSEC-2031-{n + 1}", summary=title) for n, title in enumerate(titles)))
    corpus = current_index()
    words = [*r"a%_\*x漢", "ab", "abc", "bc a", "łódź", '"and"', "pysec-2031-", "x" * 299, "zzz", "字", "e\n"]
    for word in words:
        expected = set(Advisory.objects.filter(search_text__contains=word).values_list("pk", flat=True))
        assert set(corpus.pk[corpus.containing(word)].tolist()) == expected, word
    assert not corpus.containing("\0").any()


def test_index_is_reloaded_after_an_import(api: APIClient, corpus: None) -> None:
    assert keys(api, "cwe=22") == []
    store(osv(KEYS[0], database_specific={"cwe_ids": ["CWE-22"]}, modified="2031-02-01T00:00:00Z"))
    assert keys(api, "cwe=22") == [0]
    loaded = current_index()
    assert current_index() is loaded
    store(osv(KEYS[0], database_specific={"cwe_ids": ["CWE-22"]}, modified="2031-02-01T00:00:00Z"))
    assert current_index() is not loaded  # because an unchanged record may have another project now


def test_last_search_words_are_cached(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    store(*(osv(f"PYSEC-2031-{n + 1}", summary=f"word{n}") for n in range(5)))
    loaded = current_index()
    monkeypatch.setattr("advisories.corpus.index.CACHED_WORDS", 3)
    for n in (0, 1, 2, 0, 3):
        assert loaded.containing(f"word{n}").tolist() == [m == n for m in range(5)]
    assert list(loaded.words) == ["word2", "word0", "word3"]
    assert loaded.containing("word0") is loaded.words["word0"]


def test_word_at_the_first_byte_of_a_text_belongs_to_that_text(db: None) -> None:
    store(*(osv(f"PYSEC-2031-{n + 1}", summary=f"word{n}") for n in range(3)))
    corpus = current_index()
    for n in range(3):
        assert corpus.containing(f"pysec-2031-{n + 1}").tolist() == [m == n for m in range(3)]
