"""What an inspection knows about a repository: its tree, the texts that probes ask for, and its history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from advisories.inspection.findings import Problem

Source = Literal["clone", "archive", "folder", "address", "scorecard"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of the tree."""

    path: str  # as shown to people: bytes that are not UTF-8 as \xff, a line break as \n
    kind: Literal["file", "link", "submodule"]
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Marker:
    """A pattern that probes look for in code. The text of code is not kept, only where a marker matches.

    Parameters
    ----------
    name : name by which the probe asks for its matches.
    extensions : endings of the file names that are searched, such as (".go",).
    pattern : searched line by line.
    """

    name: str
    extensions: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A line of code in which a marker matches, with two lines before and after as the excerpt."""

    path: str
    line: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One first-parent commit, newest first in `History.commits`."""

    author: str
    author_email: str
    committer: str
    committer_email: str
    committed_at: datetime  # UTC
    subject: str
    trailers: str  # the body of the message
    parents: int
    second_parent_author: str = ""  # name and address as "name <address>"; "" where there is none or it is not known


@dataclass(frozen=True, slots=True)
class Author:
    """Who made one of the newest 5,000 commits, and when."""

    name: str
    email: str
    committed_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class History:
    """The commits that were read.

    Parameters
    ----------
    commits : the newest first-parent commits, at most 300.
    authors : authors of the newest commits in any line, at most 5,000.
    complete : whether the history goes back to its beginning or to the limit.
    reason : why it does not, as a sentence; "" otherwise.
    """

    commits: Sequence[Commit] = ()
    authors: Sequence[Author] = ()
    complete: bool = False
    reason: str = ""


@dataclass
class Facts:
    """A project at a commit, read once. Probes are functions of it.

    Parameters
    ----------
    name : name of the project.
    address : normalised address, or "".
    source : what was read.
    commit, committed_at, branch : None where there is no history.
    entries : path → entry, in the order of the paths' bytes.
    texts : path → text of the configuration files, scripts and documents that could be read.
    matches : name of a marker → its matches, in the order of paths and lines.
    history : the commits.
    problems : what could not be read.
    bytes_read : size of everything that was read.
    files_read : number of files that were read.
    derived : what probes have computed of the other fields, by name, so that each is computed once.
    """

    name: str
    address: str = ""
    source: Source = "folder"
    commit: str | None = None
    committed_at: datetime | None = None
    branch: str | None = None
    entries: Mapping[str, Entry] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    matches: Mapping[str, Sequence[Match]] = field(default_factory=dict)
    history: History = field(default_factory=History)
    problems: list[Problem] = field(default_factory=list)
    bytes_read: int = 0
    files_read: int = 0
    derived: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def files(self, pattern: str) -> Iterator[str]:
        """Yield the paths of files that match the whole of a regular expression, in order."""
        whole = re.compile(pattern)
        return (path for path, entry in self.entries.items() if entry.kind == "file" and whole.fullmatch(path))

    def submodules(self) -> list[str]:
        """Return the paths of the submodules, in order."""
        return [path for path, entry in self.entries.items() if entry.kind == "submodule"]


OTHER_PEOPLES_CODE = frozenset({"vendor", "node_modules", "third_party", "external", "testdata", "fixtures"})


def is_own(path: str) -> bool:
    """Return whether a path is the project's own code rather than vendored code or test data."""
    return OTHER_PEOPLES_CODE.isdisjoint(path.split("/"))


def excerpt_around(lines: Sequence[str], line: int, line_end: int | None = None) -> str:
    """Return the lines `line` to `line_end` (from 1) with two lines before and after, cut to the profile's limits.

    The blank lines at the end of a file are left out.
    """
    chosen = lines[max(0, line - 3) : (line_end or line) + 2][:12]
    while chosen and not chosen[-1].strip():
        chosen = chosen[:-1]
    return "\n".join(text if len(text) <= 200 else f"{text[:196]} […]" for text in chosen)[:2000]
