"""OSV.dev's archives over loopback: brought whole, in parts, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from advisories.models import ImportRun
from advisories.sources import http_client as fetching
from tests.advisories.sources.conftest import counts, state
from tests.support.fake_sources import Source, cut, reply, status, tag_of, zipped

pytestmark = pytest.mark.django_db

LIVE = "/api/v1/imports/live/"


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
