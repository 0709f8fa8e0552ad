"""Builds the repositories of inspection cases with `git fast-import`, and packs them."""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.support import SHARED

CASES = SHARED / "cases" / "inspection"
SCHEMA = SHARED / "data" / "inspect_project.schema.json"
GITHUB = "GitHub <noreply@github.com>"
MONTH = timedelta(days=30)
Content = str | bytes | Mapping[str, Any]


def cases() -> list[dict[str, Any]]:
    """Return the shared inspection cases, in order; none if the folder is missing."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.json"))]


@dataclass(frozen=True)
class MadeCommit:
    """A commit of a first-parent line; `merged` is the author of its second parent."""

    at: datetime
    author: str
    committer: str
    message: str
    merged: str = ""


def run_git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    """Return what git prints in a folder, without configuration of this machine."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "LC_ALL": "C",
    }
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, input=stdin, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def make_repository(folder: Path, case: Mapping[str, Any], *, bare: bool = False, checkout: bool = False) -> Path:
    """Build the repository of a case and return its folder. All files are in the first commit.

    Parameters
    ----------
    folder : a folder that does not exist.
    case : with `files`, and perhaps `raw_names` and `history`.
    bare : without a work tree.
    checkout : with the files in the work tree.
    """
    folder.mkdir(parents=True)
    run_git(folder, "init", "--quiet", "--initial-branch=main", *(["--bare"] if bare else []))
    stream = b"".join(_stream(file_tree(case), history_of(case.get("history", {}))))
    run_git(folder, "fast-import", "--quiet", "--force", stdin=stream)
    if checkout:
        run_git(folder, "checkout", "--quiet", "--force", "main")
    return folder


def file_tree(case: Mapping[str, Any]) -> Iterator[tuple[bytes, str, bytes]]:
    """Yield name, mode and content of every file; a submodule's content is its commit."""
    for name, content in case["files"].items():
        mode, data = _content(content)
        yield name.encode(), mode, data
    for raw in case.get("raw_names", {}).values():
        yield bytes.fromhex(raw["bytes_hex"]), "100644", raw["text"].encode()


def _content(content: Content) -> tuple[str, bytes]:
    if isinstance(content, str):
        return "100644", content.encode()
    if isinstance(content, bytes):
        return "100644", content
    if "base64" in content:
        return "100644", base64.b64decode(content["base64"])
    if "repeat" in content:
        text, times = content["repeat"]
        return "100644", text.encode() * times
    if "symlink" in content:
        return "120000", content["symlink"].encode()
    return "160000", content["submodule"].encode()


def history_of(history: Mapping[str, Any]) -> list[MadeCommit]:
    """Return the commits of a case, oldest first: one per day, the last one in December of its year."""
    people = history.get("people", ["Ada"])
    count, style = history.get("commits", 1), history.get("style", "push")
    last = datetime(history.get("year", 2025), 12, 15, 12, tzinfo=UTC)
    commits = [_commit(style, number, people, last - timedelta(days=count - 1 - number)) for number in range(count)]
    if bot := history.get("bot"):
        newest = last - MONTH * bot["months_before"]
        commits += [
            MadeCommit(
                newest - timedelta(days=number), _person(bot["name"]), GITHUB, f"Bump x from {number} to {number + 1}"
            )
            for number in range(bot["commits"])
        ]
    return sorted(commits, key=lambda commit: commit.at)


def _person(name: str) -> str:
    return f"{name} <{name.lower().replace(' ', '.')}@example.org>"


def _commit(style: str, number: int, people: Sequence[str], at: datetime) -> MadeCommit:
    author = _person(people[number % len(people)])
    other = _person(people[(number + 1) % len(people)])
    subject = f"Change part {number}"
    if style == "squash":
        return MadeCommit(at, author, GITHUB, f"{subject} (#{number + 1})\n")
    if style == "browser":
        return MadeCommit(at, author, GITHUB, f"{subject}\n")
    if style == "rebase":
        return MadeCommit(at, author, other, f"{subject}\n")
    if style == "gerrit":
        trailers = (
            f"Change-Id: I{number:040x}\nReviewed-on: https://review.example.org/{number + 1}\nReviewed-by: {other}\n"
        )
        return MadeCommit(at, author, author, f"{subject}\n\n{trailers}")
    if style in {"merge_own", "merge"}:
        merger = author if style == "merge_own" else other
        message = f"Merge pull request #{number + 1} from fork/branch-{number}\n\n{subject}\n"
        return MadeCommit(at, merger, GITHUB, message, merged=author)
    return MadeCommit(at, author, author, f"{subject}\n")


def _stream(files: Iterator[tuple[bytes, str, bytes]], commits: Sequence[MadeCommit]) -> Iterator[bytes]:
    """Yield the input of `git fast-import`. Commits after the first change nothing."""
    changes: list[bytes] = []
    mark = 0
    for name, mode, data in files:
        if mode == "160000":
            changes.append(b"M 160000 %s %s\n" % (data, quoted(name)))
            continue
        mark += 1
        yield b"blob\nmark :%d\ndata %d\n%s\n" % (mark, len(data), data)
        changes.append(b"M %s :%d %s\n" % (mode.encode(), mark, quoted(name)))
    parent = 0
    for commit in commits:
        second = b""
        if commit.merged and parent:
            mark += 1
            yield _one(
                mark, "refs/heads/side", commit.merged, commit.merged, commit.at, "Work\n", b"from :%d\n" % parent
            )
            second = b"merge :%d\n" % mark
        mark += 1
        parents = (b"from :%d\n" % parent if parent else b"") + second
        body = b"" if parent else b"".join(changes)
        yield _one(mark, "refs/heads/main", commit.author, commit.committer, commit.at, commit.message, parents + body)
        parent = mark
    if any(commit.merged for commit in commits):
        yield b"reset refs/heads/side\nfrom 0000000000000000000000000000000000000000\n\n"


def _one(mark: int, ref: str, author: str, committer: str, at: datetime, message: str, rest: bytes) -> bytes:
    data = message.encode()
    seconds = int(at.timestamp())
    return (
        f"commit {ref}\nmark :{mark}\nauthor {author} {seconds} +0000\ncommitter {committer} {seconds} +0000\n"
        f"data {len(data)}\n"
    ).encode() + b"%s\n%s\n" % (data, rest)


def quoted(name: bytes) -> bytes:
    """Return a path as `git fast-import` reads it."""
    escaped = b"".join(bytes([byte]) if 32 <= byte < 127 and byte not in b'"\\' else b"\\%03o" % byte for byte in name)
    return b'"%s"' % escaped


def zip_folder(folder: Path, target: Path, *, top: str = "") -> Path:
    """Pack the regular files of a folder, also hidden ones, below the folder `top` of the archive."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink() and str(path).isprintable():
                archive.write(path, f"{top}/{path.relative_to(folder)}" if top else str(path.relative_to(folder)))
    return target


def tar_folder(folder: Path, target: Path, *, top: str = "project") -> Path:
    """Pack a folder with its hidden files as tar.gz, below the folder `top`."""
    with tarfile.open(target, "w:gz") as archive:
        archive.add(folder, arcname=top)
    return target


def tar_members(members: Mapping[str, bytes], target: Path) -> Path:
    """Pack contents by name as tar.gz."""
    with tarfile.open(target, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return target
