"""Imports from GitHub, over loopback: all pages, every fault, no record counted twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from advisories.models import Advisory, ImportRun, SourceRecord
from advisories.sources import http_client as http_client
from tests.advisories.sources.conftest import TOKEN, Time, counts, state
from tests.support.fake_sources import Source, cut, ghsa, hang_up, status, works

pytestmark = pytest.mark.django_db

LIVE = "/api/v1/corpora/main/imports/live/"


def test_all_pages_are_read(source: Source, live_import: Callable[..., ImportRun]) -> None:
    source.advisories.append({"ghsa_id": "nonsense"})
    run = live_import(ecosystem="pip", published="2031-01-01..2031-12-31")
    assert state(run) == ("done", "6 records read, 1 rejected")
    assert counts(run) == (5, 0, 1)
    assert run.problems[0]["source"] == "GitHub, page 3#2"
    assert run.finished_at
    first, *_ = source.asked
    assert first[0].startswith("/advisories?per_page=100&sort=updated&direction=desc&ecosystem=pip&published=2031")
    assert first[1]["Authorization"] == f"Bearer {TOKEN}"
    assert first[1]["X-GitHub-Api-Version"]
    record = SourceRecord.objects.get(identifier="GHSA-aaaa-aaaa-0003")
    assert (record.format, record.origin) == ("ghsa_rest", "GitHub, page 2#2")


def test_unchanged_source_needs_one_request_a_list(source: Source, live_import: Callable[..., ImportRun]) -> None:
    live_import()
    source.asked.clear()
    run = live_import()
    assert len(source.asked) == 2  # current and withdrawn advisories
    assert state(run) == ("done", "Nothing has changed on GitHub since the last import with the same query")
    assert counts(run) == (0, 0, 0)
    third = live_import()  # the ETag of the first import is still used
    assert len(source.asked) == 4
    assert counts(third) == (0, 0, 0)
    source.advisories[0] = ghsa(0, description="New text.")
    changed = live_import()
    assert (changed.updated, changed.unchanged) == (1, 4)
    assert live_import(ecosystem="pip").unchanged == 5  # another query has no ETag yet


def dated(number: int, day: int, **fields: Any) -> dict[str, Any]:
    """Return an advisory that was changed on this day of January."""
    return ghsa(number, updated_at=f"2031-01-{day:02d}T00:00:00Z", **fields)


def test_repeated_import_stops_where_nothing_is_new(source: Source, live_import: Callable[..., ImportRun]) -> None:
    source.advisories = [dated(number, 20 - number) for number in range(10)]
    live_import()
    source.asked.clear()
    source.advisories = [
        dated(3, 25, description="New text."),
        *(a for a in source.advisories if "0003" not in a["ghsa_id"]),
    ]
    run = live_import()
    # The first page has the change, the second is older than all that the earlier import has read.
    assert [path.startswith("/advisories?per_page") or path[-1] for path, _ in source.asked] == [True, "2", True]
    assert (run.created, run.updated, run.unchanged) == (0, 1, 3)
    assert state(run) == ("done", "4 records read, 0 rejected")
    source.asked.clear()
    assert counts(live_import()) == (0, 0, 0)  # the shorter import counts as complete
    assert len(source.asked) == 2


def test_repeated_import_reads_on_while_something_is_new(source: Source, live_import: Callable[..., ImportRun]) -> None:
    source.advisories = [dated(number, 20 - number) for number in range(6)]
    live_import()
    source.advisories = [dated(7, 27), dated(8, 26), dated(9, 20), *source.advisories]
    # Page 2 begins with a new advisory that is as old as the newest one of the earlier import. Page 3 is the last.
    assert counts(live_import()) == (3, 3, 0)


def test_withdrawn_advisories_are_asked_for(source: Source, live_import: Callable[..., ImportRun]) -> None:
    live_import()
    assert not Advisory.objects.exclude(withdrawn_at=None).exists()
    source.advisories[1] = ghsa(1, withdrawn_at="2031-02-01T00:00:00Z", updated_at="2031-02-01T00:00:00Z")
    source.asked.clear()
    run = live_import()
    assert "&is_withdrawn=true" in source.asked[-1][0]
    assert run.updated == 1
    (advisory,) = Advisory.objects.exclude(withdrawn_at=None)
    assert advisory.key == "GHSA-aaaa-aaaa-0001"


def test_wait_after_a_limit_without_a_time_grows(
    source: Source, live_import: Callable[..., ImportRun], time: Time
) -> None:
    source.faults += [status(429)] * 3
    assert counts(live_import()) == (5, 0, 0)
    assert 60 + 120 + 240 <= time.slept <= 2 * (60 + 120 + 240)


RATE = {"Retry_After": "120"}
TEMPORARY = [
    ("429 with a time", status(429, b"slow down", **RATE), 120),
    ("429 without", status(429), 60),
    ("secondary limit in words", status(403, b'{"message": "You have exceeded a secondary Rate Limit."}'), 60),
    ("rate limit", status(403, b"{}", X_RateLimit_Remaining="0", X_RateLimit_Reset="1900000300"), 300),
    ("secondary limit", status(403, b"{}", **RATE), 120),
    ("500", status(500, b"<html>oops</html>"), 0.5),
    ("503 with a time", status(503, **RATE), 120),
    ("hang up", hang_up, 0.5),
    ("cut", cut(b"[" + b" " * 100_000 + b"]", 5_000), 0.5),
]


@pytest.mark.parametrize(
    ("fault", "at_least"), [fault[1:] for fault in TEMPORARY], ids=[fault[0] for fault in TEMPORARY]
)
@pytest.mark.parametrize("at", [0, 1])
def test_temporary_fault_is_retried(
    source: Source, live_import: Callable[..., ImportRun], time: Time, fault: Any, at_least: float, at: int
) -> None:
    source.faults += [works] * at + [fault]
    run = live_import()
    assert counts(run) == (5, 0, 0)
    assert at_least <= time.slept <= max(2, 2 * at_least)


PERMANENT = [
    ("500 always", [status(500)] * 10, "GitHub failed (500); it failed 6 times. Resume the import later."),
    ("hangs up always", [hang_up] * 20, "The connection to GitHub broke (ProtocolError); it failed 6 times."),
    (
        "a day to wait",
        [status(429, Retry_After="86400")],
        "GitHub asks to wait (rate limit), for 1,440 more minutes. Try again later.",
    ),
    ("bad token", [status(401)], "GitHub rejected the token. Set another one (401)."),
    ("forbidden", [status(403, b"{}")], "GitHub refused the request (403)."),
    ("not there", [status(404)], "GitHub has nothing at this address. Check the address (404)."),
    ("bad query", [status(422)], "GitHub rejected the query. Check its values (422)."),
    (
        "HTML",
        [status(200, b"<html>Sign in</html>", Content_Type="text/html; charset=utf-8")],
        "GitHub responded with text/html instead of JSON. Check its address.",
    ),
    ("an object", [status(200, b'{"message": "hello"}')], "GitHub did not respond with a list of"),
    ("half JSON", [status(200, b'[{"ghsa_id": ')], "GitHub responded with something else instead of JSON"),
    (
        "redirect away",
        [status(302, Location="http://169.254.169.254/latest/")],
        "GitHub points to another server (169.254.169.254), which is not allowed.",
    ),
    ("redirect to a file", [status(302, Location="file:///etc/passwd")], "GitHub points to another server"),
]


@pytest.mark.parametrize(
    ("faults", "sentence"), [fault[1:] for fault in PERMANENT], ids=[fault[0] for fault in PERMANENT]
)
def test_permanent_fault_fails_with_a_sentence(
    source: Source, live_import: Callable[..., ImportRun], faults: list[Any], sentence: str
) -> None:
    source.faults += faults
    run = live_import()
    assert state(run)[0] == "failed"
    assert state(run)[1].startswith(sentence)
    assert run.finished_at
    assert not Advisory.objects.exists()


def test_redirect_within_the_server_is_followed(source: Source, live_import: Callable[..., ImportRun]) -> None:
    source.faults.append(status(301, Location="/advisories?page=1"))
    assert counts(live_import()) == (5, 0, 0)
    source.faults += [status(302, Location="/advisories?again=1")] * 9
    source.advisories[0] = ghsa(0, description="Other.")
    assert state(live_import())[1] == "GitHub redirected too many times. Try again later."


def test_too_long_response_is_aborted(
    source: Source, live_import: Callable[..., ImportRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_client, "RESPONSE_BYTES", 1 << 20)
    source.faults.append(status(200, b"[" + b" " * (2 << 20) + b"]"))
    assert state(live_import())[1] == "GitHub sent more than 1 MB, which is the limit."


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (lambda page: "http://other.example/advisories?page=2", "GitHub points to another server (other.example)"),
        (lambda page: "/advisories?page=2", "GitHub sent the same page twice. Try again later."),
    ],
    ids=["elsewhere", "circle"],
)
def test_pages_of_another_server_or_in_a_circle_are_refused(
    source: Source, live_import: Callable[..., ImportRun], link: Callable[[int], str], sentence: str
) -> None:
    source.next_link = lambda page: link(page) if link(page).startswith("http") else source.url + link(page)
    run = live_import()
    assert state(run)[0] == "failed"
    assert state(run)[1].replace("'", "’").startswith(sentence)
    assert not [path for path, _ in source.asked if "other" in path]


def test_record_that_moves_to_the_next_page_is_unchanged(source: Source, live_import: Callable[..., ImportRun]) -> None:
    def shift(handler: Any) -> bool:
        source.advisories.insert(0, ghsa(99))  # during the import, all other records move down by one
        return False

    source.faults += [works, shift]
    run = live_import()
    assert counts(run) == (5, 1, 0)  # one record was on two pages; the next import has the new one
    assert counts(live_import())[0] == 1
