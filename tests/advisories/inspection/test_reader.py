"""Clones read into facts; incomplete and odd repositories."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from advisories.inspection import reader, texts
from advisories.inspection.clone import moment
from advisories.inspection.facts import Facts, Marker
from advisories.inspection.git_calls import NotInspected, git_version
from advisories.inspection.reader import read_path
from advisories.inspection.shown_names import shown
from tests.support.repositories import (
    make_repository,
    run_git,
    tar_folder,
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


def comparable(facts: Facts) -> dict[str, Any]:
    """Return what a clone and its archives have in common."""
    return {name: getattr(facts, name) for name in ("commit", "entries", "texts", "matches", "history", "bytes_read")}


def test_clone_is_read_at_its_head(clone: Path) -> None:
    facts = read_path(clone, "Example")
    assert facts.source == "clone"
    assert facts.branch == "main"
    assert facts.commit == run_git(clone, "rev-parse", "main").strip()
    assert list(facts.entries) == [".github/workflows/ci.yml", "README.md", "fuzz/fuzz_targets/a.rs", "sub"]
    assert facts.submodules() == ["sub"]
    assert facts.texts[".github/workflows/ci.yml"] == WORKFLOW
    assert facts.matches["fuzz.rust"][0].line == 2
    assert f"{facts.committed_at:%Y-%m-%dT%H:%MZ}" == "2025-12-15T12:00Z"
    assert facts.problems == []


def test_history_names_author_committer_and_who_was_merged(clone: Path) -> None:
    history = read_path(clone, "Example").history
    assert (len(history.commits), history.complete, history.reason) == (12, True, "")
    newest = history.commits[0]
    assert (newest.author, newest.committer_email, newest.parents) == ("Ada", "noreply@github.com", 2)
    assert newest.subject == "Merge pull request #12 from fork/branch-11"
    assert newest.trailers == "Change part 11\n"
    assert newest.second_parent_author == "Bo <bo@example.org>"
    assert len(history.authors) == 23


@pytest.mark.parametrize("form", ["bare", "worktree", "zip", "tar.gz", "bare zip", "bare tar.gz"])
def test_same_commit_gives_the_same_facts_in_any_form(tmp_path: Path, clone: Path, form: str) -> None:
    bare = make_repository(tmp_path / "bare.git", CASE, bare=True)
    run_git(bare, "pack-refs", "--all", "--prune")
    if form == "worktree":
        run_git(clone, "worktree", "add", "--quiet", "--no-checkout", str(tmp_path / "other"), "-b", "other")
    path = {
        "bare": lambda: bare,
        "worktree": lambda: tmp_path / "other",
        "zip": lambda: zip_folder(clone, tmp_path / "a.zip", top="clone"),
        "tar.gz": lambda: tar_folder(clone, tmp_path / "a.tgz"),
        "bare zip": lambda: zip_folder(bare, tmp_path / "b.zip"),
        "bare tar.gz": lambda: tar_folder(bare, tmp_path / "b.tgz"),
    }[form]()
    assert comparable(read_path(path, "Example")) == comparable(read_path(clone, "Example"))


def test_work_tree_is_not_read(tmp_path: Path, clone: Path) -> None:
    expected = comparable(read_path(clone, "Example"))
    (clone / "README.md").write_text("Changed.")
    (clone / ".gitlab-ci.yml").write_text("t: {script: pytest}\n")
    assert comparable(read_path(clone, "Example")) == expected


def test_commit_is_named_by_its_full_or_short_hash(clone: Path) -> None:
    older = run_git(clone, "rev-parse", "main~3").strip()
    for commit in (older, older[:7], older[:12]):
        facts = read_path(clone, "Example", commit=commit)
        assert (facts.commit, facts.branch) == (older, None)


@pytest.mark.parametrize("commit", ["0" * 40, "0123456", "f" * 64])
def test_unknown_commit_is_refused(clone: Path, commit: str) -> None:
    with pytest.raises(NotInspected, match=f"has no commit {commit}"):
        read_path(clone, "Example", commit=commit)


@pytest.mark.parametrize("commit", ["HEAD", "main", "--help", "abc", "1234567^{tree}", "1234567\n"])
def test_commit_that_is_no_hash_is_refused(clone: Path, commit: str) -> None:
    with pytest.raises(NotInspected, match="Invalid commit"):
        read_path(clone, "Example", commit=commit)


def test_tree_is_no_commit(clone: Path) -> None:
    tree = run_git(clone, "rev-parse", "main^{tree}").strip()
    with pytest.raises(NotInspected, match="has no commit"):
        read_path(clone, "Example", commit=tree)


@pytest.mark.parametrize("head", ["ref: refs/heads/none\n", "ref: HEAD\n", "ref: ../../x\n", "garbage\n", ""])
def test_head_without_a_commit_is_refused(clone: Path, head: str) -> None:
    (clone / ".git" / "HEAD").write_text(head)
    with pytest.raises(NotInspected, match="The repository has no commit"):
        read_path(clone, "Example")


def test_symbolic_refs_end_after_five_hops_and_lead_through_no_link(tmp_path: Path, clone: Path) -> None:
    refs = clone / ".git" / "refs" / "heads"
    (refs / "a").write_text("ref: refs/heads/b\n")
    (refs / "b").write_text("ref: refs/heads/a\n")
    (clone / ".git" / "HEAD").write_text("ref: refs/heads/a\n")
    with pytest.raises(NotInspected, match="has no commit"):
        read_path(clone, "Example")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "main").write_text((refs / "main").read_text())
    (refs / "linked").symlink_to(elsewhere)
    (clone / ".git" / "HEAD").write_text("ref: refs/heads/linked/main\n")
    with pytest.raises(NotInspected, match="has no commit"):
        read_path(clone, "Example")


def test_refs_in_a_format_that_is_not_read_are_named(clone: Path) -> None:
    (clone / ".git" / "reftable").mkdir()
    (clone / ".git" / "HEAD").write_text("ref: refs/heads/.invalid\n")
    with pytest.raises(NotInspected, match="reftable"):
        read_path(clone, "Example")


def test_repository_named_by_sha256_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "sha256"
    folder.mkdir()
    run_git(folder, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    (folder / "README.md").write_text("x")
    run_git(folder, "add", "README.md")
    run_git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "One")
    facts = read_path(folder, "Example")
    assert len(facts.commit or "") == 64
    assert list(facts.texts) == ["README.md"]


def test_address_is_that_of_origin_without_the_account(clone: Path) -> None:
    with (clone / ".git" / "config").open("a") as config:
        config.write('[remote "other"]\n\turl = https://example.org/x/y\n')
        config.write('[remote "origin"]\n\turl = https://ada:secret@GitHub.com/Example/One.git ; a comment\n')
    assert read_path(clone, "Example").address == "github.com/example/one"
    assert read_path(clone, "Example", address="git@gitlab.com:a/b.git").address == "gitlab.com/a/b"


def test_path_as_origin_is_no_address(clone: Path) -> None:
    with (clone / ".git" / "config").open("a") as config:
        config.write('[remote "origin"]\n\turl = /srv/git/one.git\n')
    assert read_path(clone, "Example").address == ""


def test_shallow_clone_says_how_far_it_reaches(tmp_path: Path, clone: Path) -> None:
    shallow = tmp_path / "shallow"
    run_git(tmp_path, "clone", "--quiet", "--depth=3", "--no-checkout", f"file://{clone}", str(shallow))
    facts = read_path(shallow, "Example")
    assert (len(facts.history.commits), facts.history.complete) == (3, False)
    assert facts.history.reason == "The clone is shallow: it holds 3 commits."
    assert [problem.reason for problem in facts.problems] == [facts.history.reason]


def object_path(clone: Path, name: str) -> Path:
    """Return the file of an object. Small repositories have no packs."""
    value = run_git(clone, "rev-parse", name).strip()
    return clone / ".git" / "objects" / value[:2] / value[2:]


def test_missing_file_is_a_problem_and_the_rest_is_read(clone: Path) -> None:
    object_path(clone, "main:.github/workflows/ci.yml").unlink()
    facts = read_path(clone, "Example")
    assert [problem.path for problem in facts.problems] == [".github/workflows/ci.yml"]
    assert "README.md" in facts.texts
    assert facts.matches["fuzz.rust"]


def test_missing_code_is_counted(clone: Path) -> None:
    object_path(clone, "main:fuzz/fuzz_targets/a.rs").unlink()
    facts = read_path(clone, "Example")
    assert [problem.reason for problem in facts.problems] == ["1 file of code is missing from the clone or broken."]
    assert facts.matches["fuzz.rust"] == []


def test_missing_folder_is_a_problem_and_the_rest_is_read(clone: Path) -> None:
    object_path(clone, "main:.github/workflows").unlink()
    facts = read_path(clone, "Example")
    assert list(facts.entries) == ["README.md", "fuzz/fuzz_targets/a.rs", "sub"]
    (problem,) = facts.problems
    assert ".github/workflows" in problem.reason


def test_deep_tree_is_read_without_its_long_paths(tmp_path: Path) -> None:
    deep = make_repository(tmp_path / "deep", {"files": {"README.md": "x", "a/" * 3_000 + "b": "x"}})
    facts = read_path(deep, "Example")
    assert list(facts.entries) == ["README.md"]
    assert [problem.reason for problem in facts.problems] == ["Paths of more than 4,096 bytes are not read: 1."]


def test_missing_commit_ends_the_history(clone: Path) -> None:
    object_path(clone, "main~5").unlink()
    history = read_path(clone, "Example").history
    assert (len(history.commits), history.complete) == (4, False)
    assert "read back to 4 commits" in history.reason


def test_broken_object_is_a_problem_and_the_rest_is_read(clone: Path) -> None:
    path = object_path(clone, "main:.github/workflows/ci.yml")
    path.chmod(0o644)
    path.write_bytes(b"x\x9cbroken")
    facts = read_path(clone, "Example")
    assert [problem.path for problem in facts.problems] == [".github/workflows/ci.yml"]
    assert "README.md" in facts.texts


def test_clone_that_borrows_objects_says_what_to_do(tmp_path: Path, clone: Path) -> None:
    run_git(tmp_path, "clone", "--quiet", "--shared", "--no-checkout", str(clone), str(tmp_path / "shared"))
    with pytest.raises(NotInspected, match="git repack -a -d"):
        read_path(tmp_path / "shared", "Example")


def test_tree_beyond_the_limit_is_cut_in_the_order_of_bytes(
    tmp_path: Path, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "ENTRIES", 2)
    folder = tmp_path / "folder"
    (folder / "b").mkdir(parents=True)
    for name in ("b/c", "b.txt", "z", "a"):
        (folder / name).write_text("x")
    for path, names in ((clone, [".github/workflows/ci.yml", "README.md"]), (folder, ["a", "b.txt"])):
        facts = read_path(path, "Example")
        assert list(facts.entries) == names
        assert any("more than 2 files" in problem.reason for problem in facts.problems)


def test_git_that_takes_too_long_is_ended(tmp_path: Path, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git_version()  # the version is read before git becomes slow
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    real = shutil.which("git")
    program.write_text(f'#!/bin/sh\ncase " $* " in *" --first-parent "*) sleep 60;; esac\nexec {real} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    facts = read_path(clone, "Example", seconds=1.5)
    assert any("git took more than 1.5 seconds to read the history" in problem.reason for problem in facts.problems)
    assert not facts.history.complete
    assert facts.texts


def test_git_that_does_not_find_the_commit_in_time_is_named(
    tmp_path: Path, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git_version()
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    with pytest.raises(NotInspected, match=r"more than 0\.1 seconds to find the commit"):
        read_path(clone, "Example", seconds=0.1)


def test_missing_or_old_git_is_named(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisories.inspection.git_calls.git_version", lambda: None)
    with pytest.raises(NotInspected, match="git program is missing"):
        read_path(clone, "Example")
    monkeypatch.setattr("advisories.inspection.git_calls.git_version", lambda: (2, 30, 1))
    with pytest.raises(NotInspected, match=r"git 2\.30\.1 is too old"):
        read_path(clone, "Example")


def test_odd_text_is_read_or_named(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    contents = {
        ".travis.yml": "café: 1\n".encode("latin-1"),
        ".gitlab-ci.yml": "\ufeffa: 1\r\nb: 2\x0c\u2028\n".encode(),
        "renovate.json": b"\xff\xfe{\x00}\x00",
        "CODEOWNERS": bytes(100),
        ".github/dependabot.yml": b"#" * ((1 << 20) + 1),
    }
    for name, data in contents.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    collected = read_path(folder, "Example")
    reasons = {problem.path: problem.reason for problem in collected.problems}
    asked = {name for name in contents if texts.patterns().names(name)}
    assert set(reasons) == asked - {".gitlab-ci.yml"}
    if ".gitlab-ci.yml" in asked:
        assert collected.texts[".gitlab-ci.yml"] == "a: 1\nb: 2  \n"


def test_script_is_read_if_a_configuration_names_it(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    for name, text in {
        ".github/workflows/ci.yml": WORKFLOW,
        "ci/run.sh": "python tools/all_tests.py\npython -m package.checks\n",
        "other/never.sh": "pytest\n",
        "tools/all_tests.py": "print()\n",
        "package/checks.py": "print()\n",
        "other/checks.py": "print()\n",
        "vendor/run.sh": "pytest\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    assert sorted(read_path(folder, "Example").texts) == [
        ".github/workflows/ci.yml",
        "ci/run.sh",
        "package/checks.py",
        "tools/all_tests.py",
    ]


def test_marker_is_searched_line_by_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import re

    markers = {
        "whole": re.compile(r"^\s*fuzz_me\b"),
        "any_case": re.compile(r"(?i)FUZZ_YOU"),
        "no_word": re.compile(r"^\d{4}$"),
    }
    rows = tuple(
        texts.Search(
            Marker(name, (".x",), pattern),
            tuple(
                word.lower().encode() if name == "any_case" else word.encode()
                for word in texts.required_literals(pattern)
            ),
            name == "any_case",
        )
        for name, pattern in markers.items()
    )
    assert [search.words for search in rows] == [(b"fuzz_me",), (b"fuzz_you",), ()]
    monkeypatch.setattr(texts, "searches", lambda: rows)
    (tmp_path / "a.x").write_text("\n\nfuzz_me\nx fuzz_me\n\n1234\nfuzz_You\n" + "1" * 20_000)
    (tmp_path / "a.y").write_text("fuzz_me\n")
    facts = read_path(tmp_path, "Example")
    assert {name: [match.line for match in matches] for name, matches in facts.matches.items()} == {
        "whole": [3],
        "any_case": [7],
        "no_word": [6],
    }
    assert facts.matches["whole"][0].excerpt == "\n\nfuzz_me\nx fuzz_me"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (b"a/b.py", "a/b.py"),
        ("ä.py".encode(), "ä.py"),
        (b"new\nline", "new\\nline"),
        (b"back\\nslash", "back\\\\nslash"),
        (b"bad\xff\x9b.py", "bad\\xff\\x9b.py"),
        (b"\x1b[2J", "\\x1b[2J"),
        ("\u202eevil".encode(), "\\u202eevil"),
    ],
)
def test_names_are_shown_without_control_characters(name: bytes, text: str) -> None:
    assert shown(name) == text


def test_time_that_no_calendar_has_is_1970() -> None:
    assert {moment(text).year for text in ("99999999999999", "-99999999999", "x", "-1", "")} == {1970}
