"""Reads a project into facts: a clone, a folder, an archive, or an address. Nothing of it is executed or followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal, Protocol

from advisories.inspection.archives import opened_archive
from advisories.inspection.clone import Clone, TreeEntry
from advisories.inspection.facts import Entry, Facts, History, Source
from advisories.inspection.fetching import fetched
from advisories.inspection.findings import Problem
from advisories.inspection.git_calls import SECONDS, NotInspected
from advisories.inspection.private_folder import GitFolder, read_small
from advisories.inspection.refs import COMMIT, git_folder, head, origin_address
from advisories.inspection.shown_names import shown
from advisories.inspection.texts import TEXT_BYTES, collect
from advisories.records.addresses import normalise_address

ENTRIES: Final = 500_000  # files of one tree
KINDS: Final[dict[str, Literal["link", "submodule"]]] = {"120000": "link", "160000": "submodule"}
NO_HISTORY: Final = "There is no git folder, so there is no history."


def read_path(
    path: Path,
    name: str,
    *,
    address: str = "",
    commit: str = "",
    temporary: Path | None = None,
    seconds: float = SECONDS,
) -> Facts:
    """Return the facts of a clone, a bare repository, a plain folder or an archive on this machine.

    Parameters
    ----------
    path : a folder or a file.
    name : name of the project.
    address : its address; by default that of the remote “origin” of a clone.
    commit : at least 7 digits of a commit; by default that of `HEAD`.
    temporary : folder for temporary files; by default that of the system.
    seconds : that git may take.

    Raises
    ------
    NotInspected
        If nothing can be inspected. The message says why.
    """
    try:
        kind = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        raise NotInspected(f"“{path}” does not exist, or it cannot be read.") from error
    if stat.S_ISREG(kind):
        return read_archive(path, name, address=address, commit=commit, temporary=temporary, seconds=seconds)
    if not stat.S_ISDIR(kind):
        raise NotInspected(f"“{path}” is neither a folder nor an archive.")
    path = Path(os.path.realpath(path))
    folder = git_folder(path, follow=True)
    if folder is None:
        return _read_files(FolderFiles(path), name, "folder", address=address, commit=commit)
    return _read_clone(folder, name, "clone", address=address, commit=commit, temporary=temporary, seconds=seconds)


def read_archive(
    path: Path,
    name: str,
    *,
    address: str = "",
    commit: str = "",
    temporary: Path | None = None,
    seconds: float = SECONDS,
) -> Facts:
    """Return the facts of a zip or tar.gz archive of a clone, a bare repository, or files. See `read_path`."""
    with opened_archive(path, temporary=temporary) as content:
        if isinstance(content, Path):
            folder = git_folder(content, follow=False)
            if folder is None:
                raise NotInspected("The “.git” of the archive is not a git folder.")
            return _read_clone(
                folder, name, "archive", address=address, commit=commit, temporary=temporary, seconds=seconds
            )
        return _read_files(content, name, "archive", address=address, commit=commit)


def read_address(
    address: str,
    name: str,
    *,
    hosts: Sequence[str],
    commit: str = "",
    temporary: Path | None = None,
    seconds: float = SECONDS,
) -> Facts:
    """Return the facts of a repository that is fetched from a host in the list `hosts`. See `read_path`.

    `commit` is the full hash of a commit that the host gives, or "" for that of its `HEAD`.
    """
    with fetched(address, hosts=hosts, commit=commit, temporary=temporary) as fetch:
        facts = _read_clone(
            GitFolder(fetch.folder, fetch.folder),
            name,
            "address",
            address=address,
            commit=fetch.commit,
            temporary=temporary,
            seconds=seconds,
        )
    if fetch.problem:
        facts.history = replace(facts.history, complete=False, reason=fetch.problem)
        facts.problems.append(Problem(None, fetch.problem))
    return facts


def _read_clone(
    folder: GitFolder,
    name: str,
    source: Source,
    *,
    address: str,
    commit: str,
    temporary: Path | None,
    seconds: float,
) -> Facts:
    if commit and not COMMIT.fullmatch(commit):
        raise NotInspected(f"Invalid commit “{commit[:80]}”. Use at least 7 digits of its hash.")
    start = head(folder) if not commit else None
    with Clone.opened(folder, temporary=temporary, seconds=seconds) as clone:
        full = clone.full_hash(start.commit if start else commit)
        if not full:
            raise NotInspected(_missing(folder, start.commit if start else commit))
        tree = TreeFiles(clone, clone.tree(full, ENTRIES))
        collected = collect(tree.entries, tree.read)
        log = clone.history(full)
        problems = [*collected.problems, *(Problem(None, reason) for reason in clone.problems)]
    if log.reason:
        problems.append(Problem(None, log.reason))
    return Facts(
        name=name,
        address=normalise_address(address or ("" if source == "address" else origin_address(folder))),
        source=source,
        commit=full,
        committed_at=log.commits[0].committed_at if log.commits else None,
        branch=start.branch if start else None,
        entries=tree.entries,
        texts=collected.texts,
        matches=collected.matches,
        history=log,
        problems=problems,
        bytes_read=collected.bytes_read,
        files_read=collected.files_read,
    )


def _missing(folder: GitFolder, commit: str) -> str:
    if (folder.common / "objects" / "info" / "alternates").exists():
        return (
            f"The repository has no commit {commit}: it borrows objects from another one, which are not read. "
            "Run “git repack -a -d” in it."
        )
    return f"The repository has no commit {commit}."


class Files(Protocol):
    """The files of a project that has no history."""

    commit: str | None
    problems: list[Problem]
    entries: dict[str, Entry]

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield path and content of some files, in any order; None as the content that cannot be read."""
        ...


def _read_files(files: Files, name: str, source: Source, *, address: str, commit: str) -> Facts:
    if commit and not (files.commit or "").startswith(commit):
        raise NotInspected(f"There is no git folder, so there is no commit {commit[:80]}.")
    collected = collect(files.entries, files.read)
    return Facts(
        name=name,
        address=normalise_address(address),
        source=source,
        commit=files.commit,
        entries=files.entries,
        texts=collected.texts,
        matches=collected.matches,
        history=History(reason=NO_HISTORY),
        problems=[*files.problems, *collected.problems],
        bytes_read=collected.bytes_read,
        files_read=collected.files_read,
    )


class TreeFiles:
    """The files of the tree of a commit."""

    def __init__(self, clone: Clone, listed: Sequence[TreeEntry]) -> None:
        self.clone = clone
        self.entries: dict[str, Entry] = {}
        self.hashes: dict[str, str] = {}
        for row in listed:
            path = shown(row.name)
            if row.mode.startswith("100"):
                self.entries[path] = Entry(path, "file", row.size or 0)
                self.hashes[path] = row.hash
            elif row.mode in KINDS:
                self.entries[path] = Entry(path, KINDS[row.mode], row.size or 0)

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield path and content of each file."""
        contents = self.clone.contents([self.hashes[path] for path in paths])
        for path, (_, data) in zip(paths, contents, strict=True):
            yield path, data


class FolderFiles:
    """The files below a folder, without git folders. Links are not followed."""

    def __init__(self, top: Path) -> None:
        self.top = os.fsencode(top)
        self.commit: str | None = None
        self.problems: list[Problem] = []
        self.entries: dict[str, Entry] = {}
        self.names: dict[str, bytes] = {}
        for name, entry in self._walk():
            if len(self.entries) >= ENTRIES:
                self.problems.append(
                    Problem(None, f"The folder has more than {ENTRIES:,} files; the rest was not read.")
                )
                break
            path = shown(name)
            if entry.is_symlink():
                self.entries[path] = Entry(path, "link", 0)
            elif entry.is_file(follow_symlinks=False):
                self.entries[path] = Entry(path, "file", entry.stat(follow_symlinks=False).st_size)
                self.names[path] = name

    def _walk(self) -> Iterator[tuple[bytes, os.DirEntry[bytes]]]:
        """Yield all that is not a folder, in the order of the bytes of whole paths."""
        waiting: list[tuple[bytes, os.DirEntry[bytes] | None]] = [(b"", None)]
        while waiting:
            name, entry = waiting.pop()
            if entry is not None and not entry.is_dir(follow_symlinks=False):
                yield name, entry
                continue
            try:
                with os.scandir(os.path.join(self.top, name)) as scanned:
                    children = [child for child in scanned if child.name != b".git"]
            except OSError as error:
                self.problems.append(Problem(shown(name), f"The folder cannot be read: {error.strerror}."))
                continue
            rows = [
                (name + child.name + (b"/" if child.is_dir(follow_symlinks=False) else b""), child)
                for child in children
            ]
            waiting.extend(sorted(rows, key=lambda row: row[0], reverse=True))

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield path and content of each file."""
        for path in paths:
            yield path, read_small(Path(os.fsdecode(os.path.join(self.top, self.names[path]))), TEXT_BYTES)
