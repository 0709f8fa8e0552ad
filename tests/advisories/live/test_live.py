"""Live sources, asked over loopback: all pages, every fault, no record twice, no token where it does not belong."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rest_framework.test import APIClient

from advisories import jobs
from advisories.live import fetching, imports
from advisories.live.imports import Clock, carry_out, resume, start
from advisories.models import Advisory, ImportRun, Job, SourceRecord
from tests.advisories.live.server import Source, cut, ghsa, hang_up, reply, served, status, tag_of, works, zipped

pytestmark = pytest.mark.django_db

TOKEN = "ghp_secret"  # nobody's
LIVE = "/api/v1/imports/live/"


class Time:
    """A clock that goes on by being slept on."""

    def __init__(self) -> None:
        self.seconds, self.slept = 1_900_000_000.0, 0.0
        self.on_sleep: Callable[[], None] = lambda: None

    def sleep(self, seconds: float) -> None:
        self.on_sleep()
        self.seconds += seconds
        self.slept += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.seconds, sleep=self.sleep)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def source(settings: Any, tmp_path: Any) -> Iterator[Source]:
    with served(Source(advisories=[ghsa(n) for n in range(5)])) as running:
        settings.GITHUB_URL, settings.GITHUB_TOKEN = running.url, TOKEN
        settings.OSV_URL, settings.DATA_DIR = f"{running.url}/osv", tmp_path
        yield running


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "SECONDS_BETWEEN_REPORTS", 0)
    monkeypatch.setattr("advisories.tasks.live.carry_out", carry_out)


def run_import(run: ImportRun, time: Time, monkeypatch: pytest.MonkeyPatch) -> ImportRun:
    """What the worker does."""
    monkeypatch.setattr(imports, "Clock", lambda: time.clock)
    assert run.job
    jobs.run_job(run.job.pk)
    return ImportRun.objects.select_related("job").get(pk=run.pk)


@pytest.fixture
def go(time: Time, monkeypatch: pytest.MonkeyPatch, lea: Any) -> Callable[..., ImportRun]:
    """Start an import of a kind and carry it out; an import given is carried out again."""

    def go(kind: str | ImportRun = "github", **query: str) -> ImportRun:
        run = kind if isinstance(kind, ImportRun) else start(kind, query, lea)
        return run_import(run, time, monkeypatch)

    return go


def counts(run: ImportRun) -> tuple[int, int, int]:
    assert run.job
    return run.created, run.unchanged, run.rejected


def state(run: ImportRun) -> tuple[str, str]:
    assert run.job
    return run.job.state, run.job.message


def test_all_pages_are_read(source: Source, go: Callable[..., ImportRun]) -> None:
    source.advisories.append({"ghsa_id": "nonsense"})
    run = go(ecosystem="pip", published="2031-01-01..2031-12-31")
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


def test_nothing_changed_costs_one_request(source: Source, go: Callable[..., ImportRun]) -> None:
    go()
    source.asked.clear()
    run = go()
    assert len(source.asked) == 1
    assert state(run) == ("done", "Nothing has changed at GitHub since the last import of the same")
    assert counts(run) == (0, 0, 0)
    third = go()  # the tag is handed on
    assert len(source.asked) == 2
    assert counts(third) == (0, 0, 0)
    source.advisories[0] = ghsa(0, description="New text.")
    changed = go()
    assert (changed.updated, changed.unchanged) == (1, 4)
    assert go(ecosystem="pip").unchanged == 5  # another question is asked anew


def put_back() -> None:
    """What becomes of a job whose worker died, once its lease has run out."""
    Job.objects.update(state=Job.State.QUEUED, lease_until=None, lease_holder="")


RATE = {"Retry_After": "120"}
PASSING = [
    ("429 with a time", status(429, b"slow down", **RATE), 120),
    ("429 without", status(429), 0.5),
    ("rate limit", status(403, b"{}", X_RateLimit_Remaining="0", X_RateLimit_Reset="1900000300"), 300),
    ("secondary limit", status(403, b"{}", **RATE), 120),
    ("500", status(500, b"<html>oops</html>"), 0.5),
    ("503 with a time", status(503, **RATE), 120),
    ("hang up", hang_up, 0.5),
    ("cut", cut(b"[" + b" " * 100_000 + b"]", 5_000), 0.5),
]


@pytest.mark.parametrize(("fault", "at_least"), [fault[1:] for fault in PASSING], ids=[fault[0] for fault in PASSING])
@pytest.mark.parametrize("at", [0, 1])
def test_what_passes_is_waited_for(
    source: Source, go: Callable[..., ImportRun], time: Time, fault: Any, at_least: float, at: int
) -> None:
    source.faults += [works] * at + [fault]
    run = go()
    assert counts(run) == (5, 0, 0)
    assert at_least <= time.slept <= max(2, at_least)


LASTING = [
    ("500 for ever", [status(500)] * 10, "GitHub has a fault (500); tried 6 times. Go on with it later."),
    ("hangs up for ever", [hang_up] * 20, "The connection to GitHub broke (ProtocolError); tried 6 times."),
    (
        "a day to wait",
        [status(429, Retry_After="86400")],
        "GitHub asks us to wait (rate limit), for 1,440 minutes yet; try again later.",
    ),
    ("bad token", [status(401)], "GitHub does not accept the token; set another one (401)."),
    ("forbidden", [status(403, b"{}")], "GitHub refuses this (403)."),
    ("not there", [status(404)], "GitHub has nothing there; is its address right? (404)."),
    ("bad query", [status(422)], "GitHub does not understand what was asked for; check the values (422)."),
    (
        "HTML",
        [status(200, b"<html>Sign in</html>", Content_Type="text/html; charset=utf-8")],
        "GitHub answered with text/html instead of JSON; is its address right?",
    ),
    ("an object", [status(200, b'{"message": "hello"}')], "GitHub answered with something that is no list of"),
    ("half JSON", [status(200, b'[{"ghsa_id": ')], "GitHub answered with something else instead of JSON"),
    (
        "redirect away",
        [status(302, Location="http://169.254.169.254/latest/")],
        "GitHub points to another server (169.254.169.254), which is not asked.",
    ),
    ("redirect to a file", [status(302, Location="file:///etc/passwd")], "GitHub points to another server"),
]


@pytest.mark.parametrize(("faults", "sentence"), [fault[1:] for fault in LASTING], ids=[fault[0] for fault in LASTING])
def test_what_lasts_is_said_in_a_sentence(
    source: Source, go: Callable[..., ImportRun], faults: list[Any], sentence: str
) -> None:
    source.faults += faults
    run = go()
    assert state(run)[0] == "failed"
    assert state(run)[1].startswith(sentence)
    assert run.finished_at
    assert not Advisory.objects.exists()


def test_redirect_within_the_server_is_followed(source: Source, go: Callable[..., ImportRun]) -> None:
    source.faults.append(status(301, Location="/advisories?page=1"))
    assert counts(go()) == (5, 0, 0)
    source.faults += [status(302, Location="/advisories?again=1")] * 9
    source.advisories[0] = ghsa(0, description="Other.")
    assert state(go())[1] == "GitHub sends us round in circles."


def test_answer_without_end_is_cut_off(
    source: Source, go: Callable[..., ImportRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "ANSWER_BYTES", 1 << 20)
    source.faults.append(status(200, b"[" + b" " * (2 << 20) + b"]"))
    assert state(go())[1] == "GitHub sends more than 1 MB, which is more than is read."


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (lambda page: "http://other.example/advisories?page=2", "GitHub points to another server (other.example)"),
        (lambda page: "/advisories?page=2", "GitHub’s pages lead in a circle."),
    ],
    ids=["elsewhere", "circle"],
)
def test_pages_that_lead_astray_are_left(
    source: Source, go: Callable[..., ImportRun], link: Callable[[int], str], sentence: str
) -> None:
    source.next_link = lambda page: link(page) if link(page).startswith("http") else source.url + link(page)
    run = go()
    assert state(run)[0] == "failed"
    assert state(run)[1].replace("'", "’").startswith(sentence)
    assert not [path for path, _ in source.asked if "other" in path]


def test_page_that_changes_meanwhile_brings_nothing_twice(source: Source, go: Callable[..., ImportRun]) -> None:
    def shift(handler: Any) -> bool:
        source.advisories.insert(0, ghsa(99))  # while we read, all others move on by one
        return False

    source.faults += [works, shift]
    run = go()
    assert counts(run) == (5, 1, 0)  # one stood on two pages; the new one comes with the next import
    assert counts(go())[0] == 1


def test_dead_worker_is_followed_by_one_that_goes_on(
    source: Source, go: Callable[..., ImportRun], time: Time, monkeypatch: pytest.MonkeyPatch, lea: Any
) -> None:
    run = start("github", {}, lea)
    assert run.job
    source.faults += [works, works, status(503, Retry_After="60")]

    def die() -> None:
        raise KeyboardInterrupt  # as little as possible runs after it

    time.on_sleep = die
    with pytest.raises(KeyboardInterrupt):
        run_import(run, time, monkeypatch)
    run.refresh_from_db()
    assert (run.created, run.position["page"], run.finished_at) == (4, 2, None)
    put_back()
    time.on_sleep = lambda: None
    source.asked.clear()
    done = go(run)
    assert counts(done) == (5, 0, 0)
    assert [path for path, _ in source.asked] == ["/advisories?page=3"]


def test_part_of_a_page_is_not_counted_twice(
    source: Source, go: Callable[..., ImportRun], monkeypatch: pytest.MonkeyPatch, lea: Any
) -> None:
    source.per_page = 4
    monkeypatch.setattr("advisories.intake.BATCH", 3)
    before = imports.take_in

    def dying(found: Any, **options: Any) -> Any:
        options["on_progress"] = lambda done: (_ for _ in ()).throw(KeyboardInterrupt)
        return before(found, **options)

    run = start("github", {}, lea)
    monkeypatch.setattr(imports, "take_in", dying)
    with pytest.raises(KeyboardInterrupt):
        go(run)
    run.refresh_from_db()
    assert (run.created, run.position) == (3, {"skip": 3})
    monkeypatch.setattr(imports, "take_in", before)
    put_back()
    assert counts(go(run)) == (5, 0, 0)


def test_wait_is_cancelled_and_resumed(
    source: Source, go: Callable[..., ImportRun], time: Time, api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = api.post(LIVE, {"source": "github", "github": {"ecosystem": "pip"}}, format="json")
    assert made.status_code == 201, made.json()
    run = ImportRun.objects.get(pk=made.json()["id"])
    source.faults += [works, status(429, Retry_After="600")]
    seen: list[str] = []

    def cancel() -> None:
        assert run.job
        seen.append(Job.objects.get(pk=run.job.pk).message)
        api.post(f"/api/v1/jobs/{run.job.pk}/cancel/")

    time.on_sleep = cancel
    cancelled = go(run)
    assert (state(cancelled)[0], counts(cancelled)) == ("cancelled", (2, 0, 0))
    assert time.slept < 3
    assert seen[0].endswith("GitHub asks us to wait (rate limit)")
    time.on_sleep = lambda: None
    answer = api.post(f"/api/v1/imports/{run.pk}/resume/")
    assert (answer.status_code, answer.json()["created"]) == (200, 2)
    assert counts(go(ImportRun.objects.get(pk=run.pk))) == (5, 0, 0)
    refused = api.post(f"/api/v1/imports/{run.pk}/resume/")
    assert (refused.status_code, refused.json()["detail"]) == (
        400,
        "This import has not stopped, so there is nothing to resume.",
    )


def test_token_is_told_to_nobody(
    source: Source, go: Callable[..., ImportRun], api: APIClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    source.faults += [status(500), status(401, TOKEN.encode())]
    go()
    go()
    told = [api.get(LIVE).content.decode(), api.get("/api/v1/imports/").content.decode(), caplog.text]
    told += [json.dumps(list(model.objects.values()), default=str) for model in (ImportRun, Job, SourceRecord)]
    assert TOKEN not in "".join(told)
    assert json.loads(told[0])[0] == {"source": "github", "address": source.url, "token": True}


def osv(number: int) -> dict[str, Any]:
    return {"id": f"PYSEC-2031-{number}", "modified": "2031-01-01T00:00:00Z", "details": "Text."}


def test_archive_is_read(source: Source, go: Callable[..., ImportRun]) -> None:
    source.files["/osv/crates.io/all.zip"] = zipped(a=osv(1), b=osv(2), c={"id": 3})
    run = go("osv", ecosystem="crates.io")
    assert counts(run) == (2, 0, 1)
    assert run.problems[0]["source"] == "crates.io/all.zip/c.json"
    source.asked.clear()
    again = go("osv", ecosystem="crates.io")
    assert len(source.asked) == 1
    assert state(again) == ("done", "Nothing has changed in crates.io since the last import")
    source.files["/osv/crates.io/all.zip"] = zipped(a=osv(1), d=osv(4))
    assert counts(go("osv", ecosystem="crates.io")) == (1, 1, 0)


def test_broken_download_goes_on_where_it_broke(
    source: Source, go: Callable[..., ImportRun], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "CHUNK", 512)
    body = source.files["/osv/GitHub%20Actions/all.zip"] = zipped(**{f"a{n}": osv(n) for n in range(50)})
    source.faults.append(cut(body, len(body) // 2, ETag=tag_of(body)))
    run = go("osv", ecosystem="GitHub Actions")
    assert counts(run) == (50, 0, 0)
    assert source.asked[1][1]["Range"] == f"bytes={len(body) // 2 // 512 * 512}-"
    assert not list((tmp_path / "live").iterdir())


def test_archive_that_changed_meanwhile_is_brought_anew(source: Source, go: Callable[..., ImportRun]) -> None:
    old = zipped(**{f"a{n}": osv(n) for n in range(50)})
    source.files["/osv/Go/all.zip"] = zipped(b=osv(99))
    source.faults.append(cut(old, len(old) // 2, ETag=tag_of(old)))
    assert counts(go("osv", ecosystem="Go")) == (1, 0, 0)


def test_server_without_ranges_sends_all_again(source: Source, go: Callable[..., ImportRun]) -> None:
    body = source.files["/osv/Go/all.zip"] = zipped(a=osv(1))

    def whole(handler: Any) -> bool:
        reply(handler, 200, body)
        return True

    source.faults += [cut(body, 40), whole]
    assert counts(go("osv", ecosystem="Go")) == (1, 0, 0)
    source.faults += [status(416)]
    source.files["/osv/Go/all.zip"] = zipped(a=osv(2))
    assert counts(go("osv", ecosystem="Go")) == (1, 0, 0)


def test_what_is_no_archive_is_refused(source: Source, go: Callable[..., ImportRun]) -> None:
    source.files["/osv/PyPI/all.zip"] = b"<html>Not found</html>"
    run = go("osv", ecosystem="PyPI")
    assert counts(run) == (0, 0, 1)
    assert "this is HTML or XML" in run.problems[0]["reason"]


@pytest.mark.parametrize("ecosystem", ["../secret", "", "a/../b", "x" * 99, "http://e.org", "ä"])
def test_ecosystem_is_no_path(source: Source, api: APIClient, ecosystem: str) -> None:
    refused = api.post(LIVE, {"source": "osv", "osv": {"ecosystem": ecosystem}}, format="json")
    assert refused.status_code == 400
    assert not source.asked


@pytest.mark.parametrize(
    "body",
    [
        {"source": "osv"},
        {"source": "nvd"},
        {"source": "github", "github": {"published": "yesterday"}},
        {"source": "github", "github": {"severity": "awful"}},
        {"source": "github", "github": "all"},
    ],
)
def test_question_that_makes_no_sense_is_refused(source: Source, api: APIClient, body: Any) -> None:
    assert api.post(LIVE, body, format="json").status_code == 400
    assert not ImportRun.objects.exists()


def test_source_can_be_switched_off(api: APIClient, settings: Any) -> None:
    settings.GITHUB_URL = ""
    refused = api.post(LIVE, {"source": "github"}, format="json")
    assert (refused.status_code, refused.json()["detail"]) == (409, "GitHub is switched off on this server.")


def test_only_who_may_import_starts_one(api: APIClient, guards: Any, source: Source) -> None:
    guards.ADVISORIES_IMPORT_GUARD = "tests.advisories.guards.no"
    assert api.post(LIVE, {"source": "github"}, format="json").status_code == 403
    assert api.post("/api/v1/imports/1/resume/").status_code == 403


def test_uploaded_files_are_not_resumed(api: APIClient) -> None:
    run = ImportRun.objects.create(source="x", started_at="2031-01-01T00:00:00Z")
    refused = api.post(f"/api/v1/imports/{run.pk}/resume/")
    assert (refused.status_code, refused.json()["detail"][:27]) == (400, "Uploaded files are not kept")


def test_first_page_is_the_start_of_a_resumed_import(source: Source, go: Callable[..., ImportRun], lea: Any) -> None:
    source.faults += [status(500)] * 6
    failed = go()
    assert state(failed)[0] == "failed"
    assert counts(go(resume(failed, lea))) == (5, 0, 0)
