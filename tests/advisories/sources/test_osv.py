"""Imports of OSV.dev's archives, over loopback: complete, resumed and broken downloads."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from advisories.intake import importing
from advisories.models import ImportRun
from advisories.sources import http_client as http_client
from tests.advisories.sources.conftest import counts, return_job_to_queue, state
from tests.support.fake_sources import Source, cut, reply, status, tag_of, zipped

pytestmark = pytest.mark.django_db

LIVE = "/api/v1/corpora/main/imports/live/"


def osv(number: int) -> dict[str, Any]:
    return {"id": f"PYSEC-2031-{number + 1}", "modified": "2031-01-01T00:00:00Z", "details": "Text."}


def test_archive_is_read(source: Source, live_import: Callable[..., ImportRun]) -> None:
    source.files["/osv/crates.io/all.zip"] = zipped(a=osv(1), b=osv(2), c={"id": 3})
    run = live_import("osv", ecosystem="crates.io")
    assert counts(run) == (2, 0, 1)
    assert run.problems[0]["source"] == "crates.io/all.zip/c.json"
    source.asked.clear()
    repeated = live_import("osv", ecosystem="crates.io")
    assert len(source.asked) == 1
    assert state(repeated) == ("done", "Nothing has changed in crates.io since the last import")
    source.files["/osv/crates.io/all.zip"] = zipped(a=osv(1), d=osv(4))
    assert counts(live_import("osv", ecosystem="crates.io")) == (1, 1, 0)


def test_broken_download_is_resumed(
    source: Source, live_import: Callable[..., ImportRun], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_client, "CHUNK", 512)
    body = source.files["/osv/GitHub%20Actions/all.zip"] = zipped(**{f"a{n}": osv(n) for n in range(50)})
    source.faults.append(cut(body, len(body) // 2, ETag=tag_of(body)))
    run = live_import("osv", ecosystem="GitHub Actions")
    assert counts(run) == (50, 0, 0)
    assert source.asked[1][1]["Range"] == f"bytes={len(body) // 2 // 512 * 512}-"
    assert not list((tmp_path / "live").iterdir())


@pytest.mark.parametrize("machine", ["same", "another"])
def test_interrupted_import_of_an_archive_reports_the_true_counts(
    source: Source, live_import: Callable[..., ImportRun], monkeypatch: pytest.MonkeyPatch, machine: str, settings: Any
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    source.files["/osv/Go/all.zip"] = zipped(**{f"a{n}": osv(n) for n in range(5)}, b={"id": 3})
    run = interrupted(live_import, monkeypatch)
    assert counts(run) == (2, 0, 0)
    source.asked.clear()
    if machine == "another":
        settings.DATA_DIR = settings.DATA_DIR / "another"
        settings.DATA_DIR.mkdir()
    else:
        source.files["/osv/Go/all.zip"] = zipped(c=osv(9))  # not asked for
    return_job_to_queue()
    assert counts(live_import(run)) == (5, 0, 1)
    assert len(source.asked) == (1 if machine == "another" else 0)


def test_interrupted_import_of_an_archive_that_has_changed_starts_again(
    source: Source, live_import: Callable[..., ImportRun], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    source.files["/osv/Go/all.zip"] = zipped(**{f"a{n}": osv(n) for n in range(5)})
    run = interrupted(live_import, monkeypatch)
    (tmp_path / "live" / f"import-{run.pk}.zip").unlink()
    source.files["/osv/Go/all.zip"] = zipped(c=osv(9), a=osv(0))
    return_job_to_queue()
    assert counts(live_import(run)) == (1, 1, 0)


def interrupted(live_import: Callable[..., ImportRun], monkeypatch: pytest.MonkeyPatch) -> ImportRun:
    """Start an import whose worker dies in the second batch; return it."""
    import_batch, batches = importing.import_batch, count(1)

    def import_or_die(*arguments: Any) -> Any:
        if next(batches) == 2:
            raise KeyboardInterrupt
        return import_batch(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(importing, "import_batch", import_or_die)
        with pytest.raises(KeyboardInterrupt):
            live_import("osv", ecosystem="Go")
    return ImportRun.objects.get()


def test_download_of_a_changed_archive_starts_again(source: Source, live_import: Callable[..., ImportRun]) -> None:
    old = zipped(**{f"a{n}": osv(n) for n in range(50)})
    source.files["/osv/Go/all.zip"] = zipped(b=osv(99))
    source.faults.append(cut(old, len(old) // 2, ETag=tag_of(old)))
    assert counts(live_import("osv", ecosystem="Go")) == (1, 0, 0)


def test_server_without_ranges_sends_the_whole_archive(source: Source, live_import: Callable[..., ImportRun]) -> None:
    body = source.files["/osv/Go/all.zip"] = zipped(a=osv(1))

    def whole(handler: Any) -> bool:
        reply(handler, 200, body)
        return True

    source.faults += [cut(body, 40), whole]
    assert counts(live_import("osv", ecosystem="Go")) == (1, 0, 0)
    source.faults += [status(416)]
    source.files["/osv/Go/all.zip"] = zipped(a=osv(2))
    assert counts(live_import("osv", ecosystem="Go")) == (1, 0, 0)


def test_file_that_is_not_an_archive_is_rejected(source: Source, live_import: Callable[..., ImportRun]) -> None:
    source.files["/osv/PyPI/all.zip"] = b"<html>Not found</html>"
    run = live_import("osv", ecosystem="PyPI")
    assert counts(run) == (0, 0, 1)
    assert "this is HTML or XML" in run.problems[0]["reason"]
