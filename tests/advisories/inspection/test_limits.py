"""Repositories and archives that are made to take time or memory: the inspection stops reading, and says so."""

from __future__ import annotations

import gzip
import hashlib
import os
import tarfile
import time
import zlib
from pathlib import Path

import pytest

from advisories.inspection import archives, clone, texts, workflows
from advisories.inspection.ci_files import substitute
from advisories.inspection.ci_scripts import GROOVY_COMMENT
from advisories.inspection.code_review import SENTENCE, TRAILER
from advisories.inspection.facts import Facts
from advisories.inspection.git_calls import NotInspected
from advisories.inspection.github_workflows import _INPUT, _MATRIX
from advisories.inspection.gitlab_ci import _BY_HAND
from advisories.inspection.reader import read_path
from advisories.inspection.report import inspect
from advisories.inspection.testing_tools import names_tests

SECONDS = 3.0
WORKFLOW = b"on: push\njobs: {t: {runs-on: x, steps: [{run: pytest}]}}\n"


class Repository:
    """A bare repository whose objects are written without git, so that they can be as git does not write them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "refs" / "heads").mkdir(parents=True)
        (folder / "HEAD").write_text("ref: refs/heads/main\n")

    def path(self, name: str) -> Path:
        return self.folder / "objects" / name[:2] / name[2:]

    def write(self, kind: str, data: bytes) -> str:
        """Write an object and return its hash."""
        raw = f"{kind} {len(data)}\0".encode() + data
        name = hashlib.sha1(raw, usedforsecurity=False).hexdigest()
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(zlib.compress(raw, 1))
        return name

    def tree(self, *entries: tuple[str, bytes, str]) -> str:
        rows = [f"{mode} ".encode() + name + b"\0" + bytes.fromhex(content) for mode, name, content in entries]
        return self.write("tree", b"".join(rows))

    def commit(self, tree: str, author: bytes = b"Ada <ada@example.org>", message: bytes = b"Begin\n") -> None:
        person = author + b" 1700000000 +0000\n"
        head = b"tree " + tree.encode() + b"\nauthor " + person + b"committer " + person
        (self.folder / "refs" / "heads" / "main").write_text(self.write("commit", head + b"\n" + message))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def reasons(facts: Facts) -> str:
    return " ".join(problem.reason for problem in facts.problems)


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_loose_object_that_is_a_link_or_a_pipe_is_not_opened(repository: Repository, tmp_path: Path, kind: str) -> None:
    blob = repository.write("blob", WORKFLOW)
    repository.commit(repository.tree(("100644", b".travis.yml", blob)))
    outside = tmp_path / "outside"
    repository.path(blob).rename(outside)
    if kind == "link":
        repository.path(blob).symlink_to(outside)
    else:
        os.mkfifo(repository.path(blob))
    facts = read_path(repository.folder, "Example", seconds=SECONDS)
    assert facts.texts == {}
    assert "It is missing from the clone or broken." in reasons(facts)


def test_tree_of_endless_empty_folders_takes_one_limit_of_time(repository: Repository) -> None:
    tree = repository.tree()
    for _ in range(11):
        tree = repository.tree(*(("40000", b"%02d" % number, tree) for number in range(10)))
    repository.commit(tree)
    start = time.monotonic()
    facts = read_path(repository.folder, "Example", seconds=1.0)
    assert time.monotonic() - start < 10
    assert "git took more than 1 seconds to list the files." in reasons(facts)


def test_names_of_people_are_cut(repository: Repository) -> None:
    repository.commit(repository.tree(), author=b"-" * 100_000 + b" <ada@example.org>")
    facts = read_path(repository.folder, "Example")
    assert len(facts.history.commits[0].author) == clone.PERSON


def test_configuration_of_blanks_is_read_in_no_time(repository: Repository) -> None:
    repository.commit(repository.tree())
    (repository.folder / "config").write_text("[a" + " " * 60_000)
    start = time.monotonic()
    read_path(repository.folder, "Example")
    assert time.monotonic() - start < SECONDS


def test_reading_files_ends_when_the_time_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "SECONDS", 0.0)
    for name in (".travis.yml", "Makefile"):
        (tmp_path / name).write_text("a: 1\n")
    facts = read_path(tmp_path, "Example")
    assert list(facts.texts) == [".travis.yml"]
    assert "Reading the files took more than 0 seconds. Some were not read." in reasons(facts)


def test_long_header_of_a_tar_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "project.tar.gz"
    for kind in (tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME):
        info = tarfile.TarInfo("x")
        info.type, info.size = kind, archives.HEADER_BYTES + 1
        with gzip.open(path, "wb") as file:
            file.write(info.tobuf() + b"a" * info.size)
        with pytest.raises(NotInspected, match=r"A header of the archive has 1,048,577 bytes"):
            read_path(path, "Example")


def test_names_in_an_archive_have_a_limit_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "NAMES_BYTES", 1_000)
    path = tmp_path / "project.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for number in range(20):
            archive.addfile(tarfile.TarInfo(f"{number:0200}"))
    with pytest.raises(NotInspected, match="The names in the archive have more than 1,000 bytes"):
        read_path(path, "Example")


def test_ci_files_have_a_limit_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflows, "FILES", 2)
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    for name in ("a.yml", "b.yml", "c.yml"):
        (folder / name).write_bytes(WORKFLOW)
    report = inspect(read_path(tmp_path, "Example"))
    assert [(problem.path, problem.reason[:28]) for problem in report.problems if problem.path] == [
        (".github/workflows/c.yml", "It is beyond the 2 files and")
    ]


def test_value_that_a_line_names_often_is_not_multiplied() -> None:
    text = "${{ matrix.a }}" * 60_000
    [(line, replaced)] = substitute([(1, text)], _MATRIX, {"a": ["x" * 900_000]})
    assert (line, replaced) == (1, "x" * 4_000)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (TRAILER, "Reviewed-by:" + " " * 20_000),
        (SENTENCE, "a\n" + " \n" * 60_000),
        (_MATRIX, "${{matrix.a||a" * 20_000),
        (_INPUT, "${{inputs.a||a" * 20_000),
        (GROOVY_COMMENT, "\n" * 60_000),
        (_BY_HAND, "$" + "NIGHTLY" * 20_000 + "!"),
    ],
    ids=["trailer", "sentence", "matrix", "input", "comment", "by hand"],
)
def test_pattern_takes_no_time_on_a_long_text(pattern: object, text: str) -> None:
    start = time.process_time()
    list(pattern.finditer(text))  # type: ignore[attr-defined]
    pattern.fullmatch(text)  # type: ignore[attr-defined]
    assert time.process_time() - start < 1.0


def test_long_name_is_no_test_in_no_time() -> None:
    start = time.process_time()
    for _ in range(20):
        names_tests("a && " * 200_000)
    assert time.process_time() - start < 1.0
