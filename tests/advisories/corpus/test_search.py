"""Search in texts: both databases find what the table of queries says, and hostile queries do no harm."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.corpus import index as index_module
from advisories.corpus import search
from advisories.corpus.corpora import main_corpus
from advisories.corpus.index import current_index
from advisories.corpus.search import search_mask
from advisories.intake.indexing import index_texts
from advisories.models import Advisory, ImportRun, SearchText, UnindexedText
from advisories.platform import full_text
from advisories.platform.full_text import queue_all_texts, queue_texts
from tests.support.corpus import BASE, KEYS, corpus, keys, osv, store

__all__ = ["corpus"]  # a fixture

TEXTS = {
    1: "Deserialization of untrusted data leads to an overflow.",
    2: "A denial of service in the parser of `/etc/passwd` and x.war.",
    3: "The service of denial: nothing here. Set __proto__ or foo_bar in node.js 4.2.",
    4: "Log4j-core before 2.17 allows CVE-2019-5012, not CVE-2019-50.",
    5: "Café Straße İstanbul ﬁle １２３ naïve",
    6: "CAFE STRASSE ISTANBUL FILE 123 naive cafe\u0301",
    7: "缓冲区溢出。認証バイパスの脆弱性",
    8: "Buffer 区 of C++ in が and か, हिन्दी and 각",
    9: "100% of <script> & \\ * : ^ ( ) AND OR NOT NEAR",
    10: "The words over and flow are apart; -2019 is a year. " + "x" * 150,
}
# Each query finds the texts with these numbers, on SQLite and PostgreSQL alike.
QUERIES = {
    "deserializ overflow": [1],
    "deserializ": [1],
    "serializ": [],
    "OVERFLOW": [1],
    "over": [1, 10],
    "denial service": [2, 3],
    '"denial of service"': [2],
    "“denial of service”": [2],
    '"denial of service': [2],
    '"denial of servic"': [],
    '"of denial of"': [],
    "denial -parser": [3],
    'service -"denial of service"': [3],
    "service -the": [],
    "-a -the -CVE": [5, 6, 7, 8, 9],
    '-"untrusted data" des': [],
    "CVE-2019-50": [4],
    "CVE-2019-501": [4],
    '"CVE-2019-50"': [4],
    '"CVE-2019-501"': [],
    "cve-2019": [4],
    "log4j-core": [4],
    "log4j-co": [4],
    "core-log4j": [],
    "__proto__": [3],
    "foo_bar": [3],
    "foo_b": [3],
    "node.js": [3],
    "node.j": [3],
    "of": [1, 2, 3, 8, 9],
    "o": [],
    "in": [2, 3, 8],
    "de": [],
    "des": [1],
    "4": [3, 4],
    "2.17": [4],
    "cafe": [5, 6],
    "CAFÉ": [5, 6],
    "cafe\u0301": [5, 6],
    "strasse": [5, 6],
    "Straße": [5, 6],
    "istanbul": [5, 6],
    "İSTANBUL": [5, 6],
    "ıstanbul": [5, 6],
    "ﬁle": [5, 6],
    "１２３": [5, 6],
    "123": [5, 6],
    "naïv": [5, 6],
    "缓冲区": [7],
    "冲区": [7],
    "区": [7, 8],
    '"区"': [7, 8],
    "溢出": [7],
    "缓区": [],
    "バイパス": [7],
    "ﾊﾞｲﾊﾟｽ": [7],
    "バイ": [7],
    "パスの脆": [7],
    "認証 脆弱": [7],
    '"溢出。認証"': [7],
    "が": [8],
    "か": [8],
    "हिन्दी": [8],
    "각": [8],
    "c": [8],
    "C++": [8],
    "script": [9],
    "<script>": [9],
    "AND": [2, 8, 9, 10],
    "AND OR": [9],
    "NEAR": [9],
    "100%": [9],
    "-2019": [1, 2, 3, 5, 6, 7, 8, 9],
    "x.war": [2],
    "war": [2],
    "/etc/passwd": [2],
    "x" * 120: [10],
    "x" * 99: [10],
    "y" * 150: [],
    "overflow over": [1],
    "PYSEC-2031-7": [7],
    "pysec-2031": [*range(1, 11)],
    "gadget": [3],
    "Gadget-Kit": [3],
    '"apart 3"': [],
    "title": [1],
    "++": [],
    "%": [],
    "<>": [],
    '""': [],
    "++ deserializ": [1],
}
HOSTILE = [
    *('"', '"""', '"a" OR "b', "a*", "*", "a AND", "NOT a", "NEAR(a b, 2)", "tokens:a", "^a", "{a b}:c", "a + b", "(a"),
    *(
        "a & b",
        "a | !b",
        "!!a",
        "a:*",
        "a <-> b",
        "a <2> b",
        "':*",
        "\\",
        "a\\'b",
        "'); DROP TABLE x; --",
        "%s",
        "%(a)s",
    ),
    *("\u202eabc\u202c", "\u2066x\u2069", "\u200b", "\ufeff", "\u0301", "a\u0301\u0301\u0301", "\U000e0100", "\ud7a4"),
    *(
        "¶",
        "a ¶ b",
        "-",
        "--",
        '-"',
        "-¶",
        "🤷🏽‍♀️",
        "x" * 200,
        "a " * 100,
        "- " * 100,
        '"' * 199,
        "-a " * 66,
        "区" * 200,
    ),
]


def find(query: str) -> list[int]:
    """Return the numbers of the advisories that a query finds."""
    index = current_index(main_corpus())
    found_keys = Advisory.objects.filter(pk__in=index.pk[search_mask(index, query)].tolist()).values_list(
        "key", flat=True
    )
    return sorted(int(key.rsplit("-", 1)[1]) for key in found_keys)


@pytest.fixture
def texts(db: None) -> None:
    store(
        *(
            osv(
                f"PYSEC-2031-{number}",
                details=text,
                summary="A title" if number == 1 else "",
                package="Gadget_Kit" if number == 3 else "",
            )
            for number, text in TEXTS.items()
        )
    )


def test_table_of_queries_finds_the_same_on_both_databases(texts: None) -> None:
    assert len(QUERIES) >= 40
    results = {query: find(query) for query in QUERIES}
    assert {query: keys for query, keys in results.items() if keys != QUERIES[query]} == {}


def test_hostile_queries_are_words_or_nothing(api: APIClient, texts: None) -> None:
    for query in HOSTILE:
        response = api.get(f"{BASE}/advisories/", {"search": query})
        assert response.status_code == 200, query
        assert api.get(f"{BASE}/advisories/facets/", {"search": query}).status_code == 200, query
    for query in ("\0", "x" * 201):
        response = api.get(f"{BASE}/advisories/", {"search": query})
        assert (response.status_code, response.json()["code"]) == (400, "invalid")
    surrogate = '{"name": "A", "query": {"search": "\\ud800"}}'
    response = api.post(f"{BASE}/saved_filters/", surrogate, content_type="application/json")
    assert response.status_code == 400
    assert find("\ud800") == []


def test_only_tokens_reach_the_database(texts: None) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for query in HOSTILE:
            find(query)
    assert not any("DROP" in query["sql"] or "¶" in query["sql"] for query in queries)


def test_both_texts_of_a_joined_advisory_are_searched(db: None) -> None:
    store(osv(KEYS[0], "CVE-2031-0001", details="Only the first says lantern."))
    store(osv("PYSEC-2031-1", "CVE-2031-0001", details="Only the second says candle.", package="wax"))
    [advisory] = Advisory.objects.all()
    index = current_index(main_corpus())
    for query in ("lantern", "candle", "wax", "PYSEC-2031-1", "CVE-2031-0001", "lantern candle", KEYS[0]):
        assert index.pk[search_mask(index, query)].tolist() == [advisory.pk], query
    assert not search_mask(index, '"wax only"').any()  # a phrase does not extend over two texts


def test_changed_text_is_found_by_its_new_words_only(texts: None) -> None:
    store(osv("PYSEC-2031-1", details="Now about candles.", modified="2031-02-01T00:00:00Z"))
    assert (find("overflow"), find("candles"), find("title")) == ([], [1], [])


def test_entities_of_markdown_are_searched_as_they_are_read(db: None) -> None:
    store(osv("PYSEC-2031-1", details="caf&eacute; &lt;b&gt;bold"))
    assert (find("café"), find("bold"), find("eacute")) == ([1], [1], [])


def test_whole_identifier_comes_first(api: APIClient, db: None) -> None:
    store(
        osv("CVE-2019-50102", details="Like CVE-2019-5010.", published="2031-05-01T00:00:00Z"),
        osv("CVE-2019-5010", details="The first."),
        osv("CVE-2019-50109", details="Another.", published="2031-06-01T00:00:00Z"),
    )

    def found_keys(query: str) -> list[str]:
        return [item["key"] for item in api.get(f"{BASE}/advisories/?{query}").json()["results"]]

    assert found_keys("search=cve-2019-5010&order=-published") == ["CVE-2019-5010", "CVE-2019-50109", "CVE-2019-50102"]
    assert found_keys("search=cve-2019-501&order=-published") == ["CVE-2019-50109", "CVE-2019-50102", "CVE-2019-5010"]
    first = api.get(f"{BASE}/advisories/?search=cve-2019-5010&order=-published&size=1").json()
    second = api.get(first["next"]).json()
    assert [item["key"] for item in second["results"]] == ["CVE-2019-50109"]
    assert api.get(second["previous"]).json()["results"] == first["results"]


def test_list_shows_one_line_around_the_words(api: APIClient, texts: None) -> None:
    def excerpts(query: str) -> list[str]:
        items = api.get(f"{BASE}/advisories/", {"search": query}).json()["results"]
        return ["".join(f"[{p['text']}]" if p["match"] else p["text"] for p in item["excerpt"]) for item in items]

    assert excerpts("untrust") == ["Deserialization of [untrusted] data leads to an overflow."]
    assert excerpts("PYSEC-2031-2") == [""]
    assert excerpts("gadget") == [""]
    assert excerpts('-denial -overflow "of untrusted"') == []
    assert api.get(f"{BASE}/advisories/").json()["results"][0]["excerpt"] == []


def test_what_has_no_letters_is_answered_with_a_sentence(api: APIClient, corpus: None) -> None:
    facets = api.get(f"{BASE}/advisories/facets/", {"search": "++"}).json()
    assert facets["total"] == 0
    assert facets["remarks"] == ["“++” has no letters or digits, and only these are searched."]
    assert api.get(f"{BASE}/advisories/facets/?search=second").json()["remarks"] == []


def test_texts_that_are_not_indexed_are_counted(api: APIClient, corpus: None) -> None:
    queue_texts(Advisory.objects.values_list("pk", flat=True)[:1])
    facets = api.get(f"{BASE}/advisories/facets/?search=second").json()
    assert (facets["remarks"], facets["unindexed"]) == (["1 of 4 texts is still being indexed."], 1)
    queue_all_texts()
    assert keys(api, "search=second") == []
    facets = api.get(f"{BASE}/advisories/facets/?search=second").json()
    assert facets["remarks"] == ["4 of 4 texts are still being indexed."]
    assert api.get(f"{BASE}/advisories/facets/").json()["remarks"] == []
    index_texts()
    assert keys(api, "search=second") == [1]
    assert api.get(f"{BASE}/advisories/facets/?search=second").json()["remarks"] == []


def test_search_needs_a_constant_number_of_queries(
    api: APIClient, corpus: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    api.get(f"{BASE}/advisories/")
    database = 1 + (connection.vendor == "postgresql")  # texts beyond the limits of a tsvector are read apart
    # As without a search (5), what is indexed, the words, the advisories with this identifier, and the excerpts.
    with django_assert_num_queries(5 + 1 + database + 1 + 1):
        assert keys(api, "search=second+-third") == [1]
    with django_assert_num_queries(5 + 1 + 1 + 1):
        assert keys(api, "search=second+-third") == [1]
    # As without a search (4), what is indexed, and how many texts are not.
    with django_assert_num_queries(4 + 1 + 1):
        api.get(f"{BASE}/advisories/facets/?search=second+-third")


def test_last_words_and_phrases_are_remembered(texts: None, monkeypatch: pytest.MonkeyPatch) -> None:
    index = current_index(main_corpus())
    monkeypatch.setattr(search, "REMEMBERED", 3)
    asked: list[object] = []

    def matching(query: object) -> object:
        asked.append(query)
        return full_text.matching(query)  # type: ignore[arg-type]

    monkeypatch.setattr(search, "matching", matching)
    for query, expected in (
        *(("over", 1), ("over", 1), ("flow", 2), ("over flow", 2), ("flow -over", 2)),
        *(("over denial", 3), ("over denial", 3), ("parser", 4), ("flow", 5), ("over denial", 5), ("-of -over", 7)),
    ):
        first = search_mask(index, query)
        assert len(asked) == expected, query
        assert first.tolist() == search_mask(index, query).tolist()
        assert len(index.searched) <= 3


@pytest.mark.parametrize("beyond", ["positions", "last position", "bytes"])
def test_texts_beyond_the_limits_of_a_vector_are_searched(
    db: None, beyond: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if beyond == "bytes":
        monkeypatch.setattr(full_text, "BYTES", 100)
    filler = {"positions": "of " * 300, "last position": "a1 b2 c3 " * 6_000, "bytes": "filler words " * 10}[beyond]
    store(
        osv("PYSEC-2031-1", details=f"start here {filler} end of phrase"),
        osv("PYSEC-2031-2", details=f"end start {filler} of a phrase here"),
        osv("PYSEC-2031-3", details="end of phrase start"),
    )
    assert find('"end of phrase"') == [1, 3]
    assert find("end-of-phr") == [1, 3]
    assert find("start phras") == [1, 2, 3]
    assert find('start -"end of phrase"') == [2]
    assert find('start -"end of phrase" -end') == []
    assert find('-"end of phrase"') == [2]
    assert find("-start") == []
    assert find('"start here"') == [1]
    assert find("end phrase zebra") == []


def test_index_of_another_corpus_state_is_emptied(texts: None) -> None:
    SearchText.objects.all().delete()  # as after a restore, which leaves out what can be made again
    queue_all_texts()
    assert UnindexedText.objects.count() == 10
    assert index_texts() == 10
    assert find("overflow") == [1]


def test_index_is_reloaded_seldom_during_an_import(corpus: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, 2.0, 2.0, 21.9, 22.1, 22.1, *[30.0] * 6])
    monkeypatch.setattr("advisories.corpus.index.monotonic", lambda: next(ticks))
    index_module.clear_index()
    loaded = current_index(main_corpus())  # takes two seconds
    run = ImportRun.objects.create(corpus=main_corpus(), source="long", started_at=timezone.now())
    assert current_index(main_corpus()) is loaded  # at 21.9
    newer = current_index(main_corpus())  # at 22.1
    assert newer is not loaded
    run.finished_at = timezone.now()
    run.save()
    assert current_index(main_corpus()) is not newer


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
    assert (len(projects), projects[0]) == (50, {"slug": "pypi-lamp-57", "name": "lamp-57", "count": 2})
    chosen = api.get(f"{BASE}/advisories/facets/?project=pypi-lamp-59").json()["projects"]
    assert (len(chosen), chosen[-1]["slug"]) == (51, "pypi-lamp-59")
    named = api.get(f"{BASE}/advisories/facets/?project_search=LAMP+-5").json()["projects"]
    assert [project["name"] for project in named] == ["lamp-57", "lamp-5", *(f"lamp-5{n}" for n in "01234568" + "9")]
    assert [p["slug"] for p in api.get(f"{BASE}/projects/?search=p-59").json()] == ["pypi-lamp-59"]


def test_index_is_reloaded_after_an_import(api: APIClient, corpus: None) -> None:
    assert keys(api, "cwe=22") == []
    store(osv(KEYS[0], database_specific={"cwe_ids": ["CWE-22"]}, modified="2031-02-01T00:00:00Z"))
    assert keys(api, "cwe=22") == [0]
    loaded = current_index(main_corpus())
    assert current_index(main_corpus()) is loaded
    store(osv(KEYS[0], database_specific={"cwe_ids": ["CWE-22"]}, modified="2031-02-01T00:00:00Z"))
    assert current_index(main_corpus()) is not loaded  # because an unchanged record may have another project now
