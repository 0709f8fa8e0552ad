"""Folders and archives read into facts; members that lead elsewhere are not followed."""

from __future__ import annotations

import os
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from advisories.inspection import archives
from advisories.inspection.git_calls import NotInspected
from advisories.inspection.reader import read_path
from advisories.sources.archives import Limits
from tests.support.repositories import (
    make_repository,
    run_git,
    tar_folder,
    tar_members,
    zip_folder,
)

WORKFLOW = "on: push\njobs: {t: {runs-on: x, steps: [{run: ./ci/run.sh}]}}\n"
CASE: dict[str, Any] = {
    "files": {
        ".github/workflows/ci.yml": WORKFLOW,
        "README.md": "Read me.\n",
        "fuzz/fuzz_targets/a.rs": "\nfuzz_target!(|data: &[u8]| {});\n",
        "sub": {"submodule": "1" * 40},
    },
    "history": {"commits": 12, "people": ["Ada", "Bo"], "style": "merge"},
}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return make_repository(tmp_path / "clone", CASE, checkout=False)


def test_folder_without_history_is_inspected(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / ".github/workflows").mkdir(parents=True)
    (folder / ".github/workflows/ci.yml").write_text(WORKFLOW)
    (folder / "nested/.git").mkdir(parents=True)
    (folder / "nested/.git/config").write_text("x")
    (folder / "a.rs").write_text("fuzz_target!(|data: &[u8]| {});\n")
    (folder / "link.rs").symlink_to("a.rs")
    (folder / "outside").symlink_to("/etc")
    os.mkfifo(folder / "Makefile")
    facts = read_path(folder, "Example")
    assert (facts.source, facts.commit, facts.branch, facts.committed_at) == ("folder", None, None, None)
    assert [(entry.path, entry.kind) for entry in facts.entries.values()] == [
        (".github/workflows/ci.yml", "file"),
        ("a.rs", "file"),
        ("link.rs", "link"),
        ("outside", "link"),
    ]
    assert [match.path for match in facts.matches["fuzz.rust"]] == ["a.rs"]
    assert not facts.history.complete
    assert facts.history.reason
    with pytest.raises(NotInspected, match="no git folder"):
        read_path(folder, "Example", commit="1234567")


@pytest.mark.parametrize("make", [lambda git: git.mkdir(), lambda git: git.write_text("gitdir: nowhere\n")])
def test_git_folder_that_is_none_is_refused(tmp_path: Path, make: Any) -> None:
    (tmp_path / "folder").mkdir()
    make(tmp_path / "folder" / ".git")
    with pytest.raises(NotInspected, match="is not a git folder"):
        read_path(tmp_path / "folder", "Example")


@pytest.mark.parametrize(("name", "data"), [("a.txt", b"text"), ("a.zip", b""), ("a.tgz", b"\x1f\x8b\x08\x00broken")])
def test_file_that_is_no_archive_is_refused_in_one_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NotInspected) as error:
        read_path(tmp_path / name, "Example")
    assert "\n" not in str(error.value)


def test_missing_path_and_pipe_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotInspected, match="does not exist"):
        read_path(tmp_path / "none", "Example")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotInspected, match="neither a folder nor an archive"):
        read_path(tmp_path / "pipe", "Example")


def test_truncated_archive_is_refused(tmp_path: Path, clone: Path) -> None:
    for path in (zip_folder(clone, tmp_path / "a.zip"), tar_folder(clone, tmp_path / "a.tgz")):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        with pytest.raises(NotInspected, match="broken or cut off"):
            read_path(path, "Example")


def test_archive_of_git_archive_names_its_commit(tmp_path: Path, clone: Path) -> None:
    commit = run_git(clone, "rev-parse", "main").strip()
    for form in ("zip", "tar.gz"):
        path = tmp_path / f"a.{form}"
        run_git(clone, "archive", f"--format={form}", "--prefix=one-main/", "-o", str(path), "main")
        facts = read_path(path, "Example", commit=commit[:8])
        assert (facts.source, facts.commit, facts.committed_at) == ("archive", commit, None)
        assert ".github/workflows/ci.yml" in facts.texts
        with pytest.raises(NotInspected, match="no commit"):
            read_path(path, "Example", commit="1234567")


def test_archive_of_hidden_folders_alone_loses_no_folder(tmp_path: Path) -> None:
    path = tar_members({".github/workflows/ci.yml": WORKFLOW.encode()}, tmp_path / "a.tgz")
    assert list(read_path(path, "Example").texts) == [".github/workflows/ci.yml"]


def test_members_that_lead_out_of_an_archive_are_not_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../.gitlab-ci.yml", "t: {script: pytest}")
        archive.writestr("/etc/.gitlab-ci.yml", "t: {script: pytest}")
        archive.writestr("README.md", "x")
    facts = read_path(tmp_path / "a.zip", "Example")
    assert list(facts.entries) == ["README.md"]
    assert [problem.path for problem in facts.problems] == ["../.gitlab-ci.yml", "/etc/.gitlab-ci.yml"]


def test_links_and_devices_of_an_archive_are_not_followed(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as archive:
        for name, kind in ((".gitlab-ci.yml", tarfile.SYMTYPE), (".travis.yml", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(f"top/{name}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    facts = read_path(tmp_path / "a.tgz", "Example")
    assert [(entry.path, entry.kind) for entry in facts.entries.values()] == [(".gitlab-ci.yml", "link")]
    assert {problem.path for problem in facts.problems} >= {"top/.travis.yml"}
    assert not facts.texts


def test_git_file_in_an_archive_is_not_followed(tmp_path: Path, clone: Path) -> None:
    members = {"top/.git": f"gitdir: {clone}/.git\n".encode(), "top/README.md": b"x"}
    facts = read_path(tar_members(members, tmp_path / "a.tgz"), "Example")
    assert (facts.commit, list(facts.entries)) == (None, ["README.md"])
    assert [problem.path for problem in facts.problems] == [".git"]


def test_archive_beyond_the_limits_is_refused(tmp_path: Path, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = (zip_folder(clone, tmp_path / "a.zip"), tar_folder(clone, tmp_path / "a.tgz"))
    for limits in (Limits(files=3), Limits(unpacked_bytes=1000)):
        for path in paths:
            with pytest.raises(NotInspected, match="more than"), archives.opened_archive(path, limits=limits):
                pass
    monkeypatch.setattr(archives, "UNPACKED_FREELY", 1 << 16)
    bomb = tar_members({"top/a": bytes(20 << 20)}, tmp_path / "bomb.tgz")
    with pytest.raises(NotInspected, match="more than"):
        read_path(bomb, "Example")


def test_temporary_folders_are_removed(tmp_path: Path, clone: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    archive = tar_folder(clone, tmp_path / "a.tgz")
    for path in (clone, archive):
        read_path(path, "Example", temporary=temporary)
        with pytest.raises(NotInspected):
            read_path(path, "Example", commit="1234567", temporary=temporary)
    assert list(temporary.iterdir()) == []
