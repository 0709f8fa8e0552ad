"""Fetching repositories: which addresses, how much, and nothing of them is executed."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from advisories.inspection import fetching, reader
from advisories.inspection.facts import Facts
from advisories.inspection.fetching import Address, Fetch, checked_address, fetched_from, is_public, sweep
from advisories.inspection.git_calls import NotInspected
from advisories.inspection.reader import read_address, read_path
from tests.support.git_server import serving
from tests.support.repositories import make_repository, run_git

HOSTS = ("github.com", "codeberg.org")
CASE = {
    "files": {
        ".github/workflows/ci.yml": "on: push\njobs: {t: {runs-on: x, steps: [{run: pytest}]}}\n",
        "sub": {"submodule": "1" * 40},
        ".gitmodules": '[submodule "sub"]\n\tpath = sub\n\turl = ext::touch mark\n',
    },
    "history": {"commits": 9, "people": ["Ada", "Bo"]},
}


def public(host: str) -> list[str]:
    return ["140.82.121.4", "2606:50c0:8000::153"]


def test_address_is_pinned_to_the_checked_addresses() -> None:
    address = checked_address(" https://GitHub.com:443/Owner/Name.git/ ", HOSTS, public)
    assert address.url == "https://github.com/Owner/Name.git"
    assert address.resolved == "github.com:443:140.82.121.4,[2606:50c0:8000::153]"


@pytest.mark.parametrize(
    "address",
    [
        "http://github.com/a/b",
        "git://github.com/a/b",
        "ssh://github.com/a/b",
        "file:///srv/a/b",
        "ext::sh -c touch% mark",
        "--upload-pack=touch mark",
        "https://github.com:8443/a/b",
        "https://github.com/a/b?x=1",
        "https://github.com/a/b#c",
        "https://github.com/a",
        "https://github.com/a/../b",
        "https://github.com/a//b",
        "https://github.com/a/b%2e%2e",
        "https://github.com/a/b\nc",
        "https://ada@github.com/a/b",
        "https://ada:secret@github.com/a/b",
        "https://evil.example.org/a/b",
        "https://www.github.com/a/b",
        "https://github.com.example.org/a/b",
        "https://[::1/a/b",
        "git@github.com:a/b.git",
        "/srv/git/a",
        "",
    ],
)
def test_other_addresses_are_refused_in_one_line(address: str) -> None:
    with pytest.raises(NotInspected) as error:
        checked_address(address, HOSTS, public)
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["140.82.121.4", "10.0.0.1"], ["fe80::1%eth0"], ["::ffff:127.0.0.1"]]
)
def test_host_in_a_private_network_is_refused(addresses: list[str]) -> None:
    with pytest.raises(NotInspected, match="private network"):
        checked_address("https://github.com/a/b", HOSTS, lambda host: addresses)


def test_host_without_an_address_is_named() -> None:
    with pytest.raises(NotInspected, match="cannot be reached"):
        checked_address("https://github.com/a/b", HOSTS, lambda host: [])


def test_empty_list_of_hosts_switches_fetching_off() -> None:
    with pytest.raises(NotInspected, match="INTERCODER_GIT_HOSTS"):
        checked_address("https://github.com/a/b", (), public)


@pytest.mark.parametrize("address", ["169.254.169.254", "100.64.0.1", "224.0.0.1", "0.0.0.0", "2002:a00:1::", "x"])
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    make_repository(tmp_path / "srv" / "a" / "b", CASE, bare=True)
    with serving(tmp_path / "srv", {"/old/": "/a/"}) as address:
        yield address


@contextmanager
def local(address: str, path: str, temporary: Path, **options: float) -> Iterator[Fetch]:
    """Fetch from the local server, past the check of the address."""
    with fetched_from(Address(f"{address}{path}", protocol="http"), temporary=temporary, **options) as fetch:
        yield fetch


def facts_of(fetch: Fetch) -> Facts:
    return read_path(fetch.folder, "Example", commit=fetch.commit)


def test_tree_and_history_are_fetched_and_removed(tmp_path: Path, server: str) -> None:
    expected = read_path(tmp_path / "srv" / "a" / "b", "Example")
    with local(server, "/a/b", tmp_path / "tmp") as fetch:
        facts = facts_of(fetch)
        assert fetch.problem == ""
    assert facts.commit == expected.commit
    assert facts.entries == expected.entries
    assert facts.texts == expected.texts
    assert facts.history == expected.history
    assert [path.name for path in (tmp_path / "tmp").iterdir() if path.is_dir()] == []


def test_git_connects_to_the_checked_address(tmp_path: Path, server: str) -> None:
    port = server.rpartition(":")[2]
    address = Address(f"http://project.example:{port}/a/b", "http", f"project.example:{port}:127.0.0.1")
    with fetched_from(address, temporary=tmp_path / "tmp") as fetch:
        assert fetch.commit


def test_older_commit_is_fetched_by_its_hash(tmp_path: Path, server: str) -> None:
    older = run_git(tmp_path / "srv" / "a" / "b", "rev-parse", "main~4").strip()
    run_git(tmp_path / "srv" / "a" / "b", "config", "uploadpack.allowAnySHA1InWant", "true")
    address = Address(f"{server}/a/b", protocol="http")
    with fetched_from(address, commit=older, temporary=tmp_path / "tmp") as fetch:
        assert facts_of(fetch).commit == older


@pytest.mark.parametrize(("path", "reason"), [("/old/b", "redirects"), ("/a/none", "does not exist")])
def test_moved_or_missing_project_is_refused_with_a_hint(tmp_path: Path, server: str, path: str, reason: str) -> None:
    with pytest.raises(NotInspected, match=reason), local(server, path, tmp_path / "tmp"):
        pass


def test_unknown_commit_is_refused(tmp_path: Path, server: str) -> None:
    address = Address(f"{server}/a/b", protocol="http")
    with pytest.raises(NotInspected), fetched_from(address, commit="0" * 40, temporary=tmp_path / "tmp"):
        pass


def test_fetch_ends_when_it_takes_too_long_or_too_much(tmp_path: Path, server: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(NotInspected, match="too long"), local(address, "/a/b", tmp_path / "tmp", seconds=0.1):
            pass
    with pytest.raises(NotInspected, match="MiB"), local(server, "/a/b", tmp_path / "tmp", disk_bytes=100):
        pass
    assert [path.name for path in (tmp_path / "tmp").iterdir() if path.is_dir()] == []


def test_other_protocols_are_refused_by_git_itself(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    repository = make_repository(tmp_path / "srv" / "a", CASE, bare=True)
    for url in (f"ext::touch {mark}", f"file://{repository}", str(repository), f"--upload-pack=touch {mark}"):
        with pytest.raises(NotInspected), fetched_from(Address(url), temporary=tmp_path / "tmp"):
            pass
    assert not mark.exists()


def test_history_that_cannot_be_fetched_is_a_problem(
    tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "HISTORY", "none")
    monkeypatch.setattr(
        reader,
        "fetched",
        lambda address, **options: local(server, "/a/b", tmp_path / "tmp"),
    )
    facts = read_address("https://github.com/a/b", "Example", hosts=HOSTS)
    assert (facts.source, facts.address) == ("address", "github.com/a/b")
    assert facts.texts
    assert facts.history.complete is False
    assert "history cannot be fetched" in facts.history.reason
    assert facts.committed_at is not None


def test_three_projects_are_fetched_at_a_time(tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "WAIT", 0.0)
    temporary = tmp_path / "tmp"
    with (
        local(server, "/a/b", temporary),
        local(server, "/a/b", temporary),
        local(server, "/a/b", temporary),
        pytest.raises(NotInspected, match="Try again later"),
        local(server, "/a/b", temporary),
    ):
        pass
    with local(server, "/a/b", temporary) as fetch:
        assert fetch.commit


def test_folders_of_killed_processes_are_swept_after_an_hour(tmp_path: Path) -> None:
    for name in ("intercoder-fetch-old", "intercoder-git-new", "other"):
        (tmp_path / name).mkdir()
    hours_ago = time.time() - 3_700
    for name in ("intercoder-fetch-old", "other"):
        os.utime(tmp_path / name, (hours_ago, hours_ago))
    sweep(tmp_path, time.time())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["intercoder-git-new", "other"]
    sweep(tmp_path / "none", time.time())


@pytest.mark.parametrize("address", ["::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "fec0::1"])
def test_addresses_outside_global_unicast_are_not_public(address: str) -> None:
    assert not is_public(address)
    assert is_public("2606:50c0:8000::153")
