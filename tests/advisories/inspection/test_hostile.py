"""Hostile repositories: nothing of them is executed, from a path, an archive, or a server."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from advisories.inspection.facts import Facts
from advisories.inspection.git_calls import NotInspected
from advisories.inspection.reader import read_path
from advisories.inspection.report import inspect
from tests.support.repositories import make_repository, run_git, tar_folder, zip_folder

CASE = {
    "files": {
        ".gitattributes": "* filter=evil diff=evil textconv=evil merge=evil export-subst ident\n",
        ".gitmodules": '[submodule "sub"]\n\tpath = sub\n\turl = ext::sh -c "touch mark"\n\tupdate = !touch x\n',
        ".mailmap": "Somebody <else@example.org> Ada <ada@example.org>\n",
        ".lfsconfig": "[lfs]\n\turl = https://example.org/lfs\n",
        ".github/workflows/ci.yml": "on: push\njobs: {t: {runs-on: x, steps: [{run: pytest}]}}\n",
        "big.bin": "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
        "missing.yml": "a: 1\n",
        "sub": {"submodule": "1" * 40},
    },
    "history": {"commits": 5},
}
HOOKS = ("post-checkout", "pre-auto-gc", "reference-transaction", "post-index-change", "fsmonitor-watchman")


@pytest.fixture
def mark(tmp_path: Path) -> Iterator[Path]:
    """The begin of the name of each file that a program of the repository would leave."""
    folder = tmp_path / "marks"
    folder.mkdir()
    yield folder / "mark"
    assert sorted(path.name for path in folder.iterdir()) == []


@pytest.fixture
def hostile(tmp_path: Path, mark: Path) -> Path:
    """A clone whose git folder names a program wherever git can run one, with an object missing."""
    clone = make_repository(tmp_path / "clone", CASE)
    git = clone / ".git"
    other = make_repository(tmp_path / "other", {"files": {"secret.yml": "key: 1\n"}})
    program = tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch {mark}-$(basename $0)\n")
    program.chmod(0o755)
    for name in HOOKS:
        (git / "hooks").mkdir(exist_ok=True)
        (git / "hooks" / name).write_text(f"#!/bin/sh\ntouch {mark}-hook-{name}\n")
        (git / "hooks" / name).chmod(0o755)
    included = tmp_path / "included"
    included.write_text(f"[core]\n\tpager = touch {mark}-included\n")
    touch = f"touch {mark}"
    (git / "config").write_text(
        f"""[core]
\trepositoryformatversion = 1
\tbare = false
\tfsmonitor = {touch}-fsmonitor
\tpager = {touch}-pager
\teditor = {touch}-editor
\tsshCommand = {touch}-ssh
\tgitProxy = {touch}-proxy
\thooksPath = {git}/hooks
\talternateRefsCommand = {touch}-alternates
\tworktree = {clone}
\tattributesFile = {clone}/.gitattributes
[extensions]
\tpartialClone = origin
[remote "origin"]
\turl = ext::touch {mark}-remote
\tpromisor = true
\tpartialclonefilter = blob:none
\tuploadpack = {touch}-upload
[protocol]
\tallow = always
[protocol "ext"]
\tallow = always
[filter "evil"]
\tclean = {touch}-clean
\tsmudge = {touch}-smudge
\tprocess = {touch}-process
\trequired = true
[diff]
\texternal = {touch}-diff
[diff "evil"]
\ttextconv = {touch}-textconv
\tcommand = {touch}-diff-command
[gpg]
\tprogram = {touch}-gpg
[log]
\tshowSignature = true
\tmailmap = true
[mailmap]
\tblob = HEAD:.mailmap
[include]
\tpath = {included}
[includeIf "gitdir:/"]
\tpath = {included}
[alias]
\tlog = !{touch}-alias
\tls-tree = !{touch}-alias
\tcat-file = !{touch}-alias
[credential]
\thelper = !{touch}-credential
[uploadpack]
\tpackObjectsHook = {touch}-pack
[trace2]
\teventTarget = {mark}-trace
"""
    )
    (git / "objects" / "info").mkdir(exist_ok=True)
    (git / "objects" / "info" / "alternates").write_text(f"{other}/.git/objects\n")
    (git / "info").mkdir(exist_ok=True)
    (git / "info" / "attributes").write_text("* filter=evil diff=evil\n")
    (git / "info" / "grafts").write_text(f"{run_git_hash(clone)} {'0' * 40}\n")
    value = run_git_hash(clone, "main:missing.yml")
    (git / "objects" / value[:2] / value[2:]).unlink()
    return clone


def run_git_hash(clone: Path, name: str = "main") -> str:
    """Return the hash of an object, with a configuration that is not that of the clone."""
    return run_git(clone / ".git", "--git-dir=.", "-c", "core.fsmonitor=", "rev-parse", name).strip()


FORMS: dict[str, Callable[[Path, Path], Path]] = {
    "path": lambda clone, folder: clone,
    "git folder": lambda clone, folder: clone / ".git",
    "zip": lambda clone, folder: zip_folder(clone, folder / "a.zip"),
    "tar.gz": lambda clone, folder: tar_folder(clone, folder / "a.tgz"),
}


@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_a_repository_is_executed(tmp_path: Path, hostile: Path, mark: Path, form: str) -> None:
    facts = read_path(FORMS[form](hostile, tmp_path), "Example")
    report = inspect(facts)
    assert report.files == 7
    assert len(facts.history.commits) == 5
    assert facts.history.commits[0].author == "Ada", "the mailmap is not read"
    assert facts.address == "", "the address of a remote helper is none"


def test_git_itself_would_run_the_traps(tmp_path: Path, hostile: Path, mark: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    for arguments in (["status"], ["cat-file", "-p", "main:missing.yml"]):
        subprocess.run(["git", *arguments], cwd=hostile, env=environment, capture_output=True)
    names = {path.name for path in mark.parent.iterdir()}
    for path in mark.parent.iterdir():
        path.unlink()
    assert names >= {"mark-fsmonitor", "mark-remote"}


def test_objects_of_other_repositories_are_not_read(hostile: Path, tmp_path: Path, mark: Path) -> None:
    other = run_git_hash(tmp_path / "other")
    with pytest.raises(NotInspected, match="has no commit"):
        read_path(hostile, "Example", commit=other)


def test_replaced_object_is_read_as_it_was(tmp_path: Path) -> None:
    clone = make_repository(tmp_path / "clone", CASE)
    expected = read_path(clone, "Example")
    blob = run_git(clone, "rev-parse", "main:.github/workflows/ci.yml").strip()
    evil = run_git(clone, "hash-object", "-w", "--stdin", stdin=b"on: push\n").strip()
    run_git(clone, "replace", blob, evil)
    assert read_path(clone, "Example").texts == expected.texts


def test_linked_packs_and_objects_are_not_read(tmp_path: Path) -> None:
    clone = make_repository(tmp_path / "clone", CASE)
    run_git(clone, "repack", "-a", "-d", "-q")
    packs = clone / ".git" / "objects" / "pack"
    elsewhere = tmp_path / "elsewhere"
    packs.rename(elsewhere)
    packs.symlink_to(elsewhere)
    with pytest.raises(NotInspected, match="has no commit"):
        read_path(clone, "Example")


def test_git_folder_without_end_is_refused(tmp_path: Path) -> None:
    clone = make_repository(tmp_path / "clone", CASE)
    (clone / ".git" / "HEAD").unlink()
    os.mkfifo(clone / ".git" / "HEAD")
    with pytest.raises(NotInspected):
        read_path(clone, "Example")


def read(clone: Path) -> Facts:
    return read_path(clone, "Example")


def test_environment_of_the_person_is_not_inherited(
    tmp_path: Path, mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = make_repository(tmp_path / "clone", CASE)
    expected = read(clone)
    (tmp_path / ".gitconfig").write_text(f"[core]\n\tpager = touch {mark}\n[alias]\n\tlog = !touch {mark}\n")
    for name, value in {
        "HOME": str(tmp_path),
        "GIT_DIR": str(tmp_path),
        "GIT_TRACE2_EVENT": f"{mark}-trace",
        "GIT_TRACE": f"{mark}-trace",
        "GIT_EXTERNAL_DIFF": f"touch {mark}-diff",
        "GIT_PAGER": f"touch {mark}-pager",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "alias.log",
        "GIT_CONFIG_VALUE_0": f"!touch {mark}-alias",
    }.items():
        monkeypatch.setenv(name, value)
    assert read(clone) == expected
