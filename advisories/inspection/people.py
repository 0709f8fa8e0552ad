"""Authors of the commits of a history: people or programs, and how their changes came in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from advisories.inspection.facts import Commit

Way = Literal["change request", "own merge", "by another", "pushed"]

# Tools that propose upgrades, by the name or the local part of the address of their commits.
UPGRADE_TOOLS: Final = (
    ("Dependabot", r"dependabot(-preview)?"),
    (
        "Renovate",
        r"(mend-?|whitesource-?)?renovate(-?bot)?|[\w-]+-renovate|renovate-[\w-]+|(mend|whitesource) renovate",
    ),
    ("pre-commit.ci", r"pre-commit-ci|pre-commit\.ci"),
    ("Snyk", r"snyk-bot|snyk bot|snyk-io"),
    ("PyUp", r"pyup-bot|pyup\.io|pyup\.io bot|pyup"),
    ("Greenkeeper", r"greenkeeper(io)?(-?bot)?|greenkeeperio-bot"),
    ("Depfu", r"depfu(-?bot)?"),
    ("Scala Steward", r"(\w+-)?scala[- ]steward([- ]bot)?"),
)
_TOOL_NAMES: Final = tuple((tool, re.compile(rf"(?:{names})(?: bot)?", re.IGNORECASE)) for tool, names in UPGRADE_TOOLS)
_OTHER_BOTS: Final = re.compile(
    r"github[- ]actions?|copybara(-service)?|[\w-]+-copybara|copybara-[\w-]+|zuul|jenkins([- ]ci)?"
    r"|openstack proposal bot|[\w.-]+[-_]bot|[\w.-]+-robot|ci|travis([- ]ci)?|circle-?ci|gitlab[- ]ci|semantic-release",
    re.IGNORECASE,
)
_MERGE_BOTS: Final = re.compile(
    r"mergify|bors|zuul|homu|kodiakhq|k8s-(ci|merge)-robot|prow|[\w-]*merge-?queue|[\w-]*merge-?bot|marge[- ]bot",
    re.IGNORECASE,
)
_APP: Final = re.compile(r"\[bot\]$|\[bot\]@", re.IGNORECASE)
_LOCAL_PART: Final = re.compile(r"(?:\d+\+)?([^@]+)\[bot\]@")

_REQUEST: Final = re.compile(
    r"^Merge (?:pull request |PR )?#\d+|^(?:Auto|Rollup) merge of #\d+|^Merged PR \d+"
    r"|\((?:#|!|pull request #)\d+\)",
    re.IGNORECASE,
)
_REQUEST_TRAILER: Final = re.compile(
    r"^(?:Reviewed-on: *\S|Change-Id: *I[0-9a-f]{8,}|See merge request \S|Differential Revision: *\S)",
    re.MULTILINE | re.IGNORECASE,
)
_BRANCH_MERGE: Final = re.compile(r"Merge (?:remote-tracking )?branch(?:es)? |Merge commit |Merge tag ")
_HOST_COMMITTERS: Final = ("noreply@github.com",)
_SHARED_NAMES: Final = {"github", "root", "unknown", "ubuntu", "user", "admin", "dev", "developer", "your name", "none"}
_SHARED_EMAIL: Final = re.compile(
    r"noreply@github\.com|no-?reply@.*|root@.*|.*@localhost(\..*)?|you@example\.com|none|unknown"
)


@dataclass(frozen=True, slots=True)
class Ways:
    """How the people's commits of the main line came in.

    Parameters
    ----------
    people : number of commits by people, with those of people that a program merged.
    requests : commits by change request, with those merged by their author.
    own : change requests that their author merged.
    by_another : commits that another person brought in without a change request.
    pushed : the rest.
    authors : number of people.
    exported : commits that carry the mark of an export, of all commits.
    commits : number of all commits.
    """

    people: int = 0
    requests: int = 0
    own: int = 0
    by_another: int = 0
    pushed: int = 0
    authors: int = 0
    exported: int = 0
    commits: int = 0

    @property
    def share(self) -> float:
        """Share of the people's commits that another person brought in; 0 if there are none."""
        return (self.requests - self.own + self.by_another) / self.people if self.people else 0.0


class People:
    """Identities of people: names and addresses that occur together in a history.

    Parameters
    ----------
    commits : all commits of the history that are compared.
    """

    def __init__(self, commits: Iterable[Commit]) -> None:
        self._parents: dict[str, str] = {}
        for commit in commits:
            for identity in (
                (commit.author, commit.author_email),
                (commit.committer, commit.committer_email),
                _split(commit.second_parent_author),
            ):
                keys = _keys(*identity)
                for key in keys[1:]:
                    self._parents[self._root(keys[0])] = self._root(key)

    def person(self, name: str, email: str) -> str:
        """Return a key that all names and addresses of one person share; "" if both are empty."""
        keys = _keys(name, email)
        return self._root(keys[0]) if keys else ""

    def are_one(self, first: tuple[str, str], second: tuple[str, str]) -> bool:
        """Return whether two pairs of name and address are one person; false if one of them is not known."""
        person = self.person(*first)
        return bool(person) and person == self.person(*second)

    def _root(self, key: str) -> str:
        while (parent := self._parents.setdefault(key, key)) != key:
            self._parents[key] = key = self._parents[parent]
        return key


def _keys(name: str, email: str) -> list[str]:
    """Return what a person is known by: the address and the name, except those that many people share."""
    name, email = _folded(name), _folded(email)
    keys = [f"email {email}"] if email and not _SHARED_EMAIL.fullmatch(email) else []
    return [*keys, f"name {name}"] if name and name not in _SHARED_NAMES else keys


def upgrade_tool(name: str, email: str) -> str:
    """Return the tool that proposes upgrades under this name and address, or "".

    Parameters
    ----------
    name, email : of the author of a commit.

    Returns
    -------
    str

    Examples
    --------
    >>> upgrade_tool("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")
    'Dependabot'
    >>> upgrade_tool("René Renovate", "rene@example.org")
    ''
    """
    for text in _names(name, email):
        for tool, pattern in _TOOL_NAMES:
            if pattern.fullmatch(text):
                return tool
    return ""


def is_bot(name: str, email: str) -> bool:
    """Return whether a program made the commits under this name and address.

    Parameters
    ----------
    name, email : of the author or committer of a commit.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_bot("Jenkins", "ci@example.org"), is_bot("Bob Jenkins", "bob@example.org")
    (True, False)
    """
    if _APP.search(name.strip()) or _APP.search(email):
        return True
    return bool(upgrade_tool(name, email)) or any(_OTHER_BOTS.fullmatch(text) for text in _names(name, email))


def way_of(commit: Commit, people: People) -> Way:
    """Return the way in which a commit of a person came to the main line.

    Parameters
    ----------
    commit : a first-parent commit.
    people : the identities of people.

    Returns
    -------
    Way
        The first that fits. A committer that is GitHub itself means an edit in the browser or a squash.
    """
    merge = commit.parents > 1
    if is_change_request(commit):
        own = merge and people.are_one((commit.author, commit.author_email), _split(commit.second_parent_author))
        return "own merge" if own else "change request"
    if merge and _BRANCH_MERGE.match(commit.subject):
        return "pushed"
    if any(_MERGE_BOTS.fullmatch(text) for text in _names(commit.committer, commit.committer_email)):
        return "change request"
    if commit.committer_email.lower() in _HOST_COMMITTERS or is_bot(commit.committer, commit.committer_email):
        return "pushed"
    one = people.are_one((commit.author, commit.author_email), (commit.committer, commit.committer_email))
    return "pushed" if one else "by another"


def is_change_request(commit: Commit) -> bool:
    """Return whether a commit states that it was a pull request, a merge request or a change of Gerrit."""
    return bool(_REQUEST.search(commit.subject) or _REQUEST_TRAILER.search(commit.trailers))


def is_exported(commit: Commit) -> bool:
    """Return whether a commit states that it was exported from another repository."""
    return bool(_EXPORT.search(commit.trailers)) or "copybara" in commit.committer.lower()


_EXPORT: Final = re.compile(r"^(?:PiperOrigin-RevId|GitOrigin-RevId|fbshipit-source-id): *\S", re.MULTILINE)


def by_people(commits: Iterable[Commit]) -> list[Commit]:
    """Return the commits whose author is a person."""
    return [commit for commit in commits if not is_bot(commit.author, commit.author_email)]


def count_ways(commits: Sequence[Commit]) -> Ways:
    """Return how the commits of the main line came in.

    Parameters
    ----------
    commits : first-parent commits.

    Returns
    -------
    Ways
    """
    people = People(commits)
    ways: list[Way] = []
    authors: set[str] = set()
    for commit in commits:
        if not is_bot(commit.author, commit.author_email):
            ways.append(way_of(commit, people))
            authors.add(people.person(commit.author, commit.author_email))
        elif author := merged_by_program(commit):
            ways.append("change request")
            authors.add(people.person(*author))
    return Ways(
        people=len(ways),
        requests=ways.count("change request") + ways.count("own merge"),
        own=ways.count("own merge"),
        by_another=ways.count("by another"),
        pushed=ways.count("pushed"),
        authors=len(authors),
        exported=sum(is_exported(commit) for commit in commits),
        commits=len(commits),
    )


def merged_by_program(commit: Commit) -> tuple[str, str] | None:
    """Return the person whose change request a program merged, as name and address; None if there is none."""
    name, email = _split(commit.second_parent_author)
    if commit.parents < 2 or not name or is_bot(name, email):
        return None
    merger = any(_MERGE_BOTS.fullmatch(text) for text in _names(commit.author, commit.author_email))
    return (name, email) if merger or is_change_request(commit) else None


def _names(name: str, email: str) -> tuple[str, ...]:
    """Return the texts by which a bot is known: its name, and its account if the address is that of an app."""
    local = _LOCAL_PART.match(email.strip())
    return (name.strip().removesuffix("[bot]"), local[1]) if local else (name.strip().removesuffix("[bot]"),)


def _split(author: str) -> tuple[str, str]:
    """Return name and address of "name <address>"."""
    name, _, email = author.partition("<")
    return name.strip(), email.rstrip("> ")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
