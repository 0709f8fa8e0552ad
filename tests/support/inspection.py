"""Facts of made-up repositories, without git."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.facts import (
    Author,
    Commit,
    Entry,
    Facts,
    History,
    Marker,
    Match,
    excerpt_around,
)
from advisories.inspection.findings import Finding, Suggestion
from advisories.inspection.quoting import quoted_lines

LAST = datetime(2025, 6, 1, 12, tzinfo=UTC)


def commit(
    author: str = "Ada",
    committer: str = "",
    subject: str = "Change a file",
    *,
    body: str = "",
    merges: str = "",
    days_before: int = 0,
) -> Commit:
    """Return a commit; `merges` is the author of the second parent of a merge commit."""
    committer = committer or author
    return Commit(
        author=author,
        author_email=address_of(author),
        committer=committer,
        committer_email=address_of(committer),
        committed_at=LAST - timedelta(days=days_before),
        subject=subject,
        trailers=body,
        parents=2 if merges else 1,
        second_parent_author=f"{merges} <{address_of(merges)}>" if merges else "",
    )


def address_of(name: str) -> str:
    """Return the mail address of a person of a made-up history."""
    return "noreply@github.com" if name == "GitHub" else f"{name.lower().replace(' ', '.')}@example.org"


def history_of(commits: Sequence[Commit], *, complete: bool = True, reason: str = "") -> History:
    """Return a history whose authors are those of its commits."""
    authors = [Author(row.author, row.author_email, row.committed_at) for row in commits]
    return History(commits=commits, authors=authors, complete=complete, reason=reason)


def facts_of(
    files: Mapping[str, str],
    *,
    name: str = "made-up",
    address: str = "",
    commits: Sequence[Commit] = (),
    history: History | None = None,
    links: Iterable[str] = (),
    submodules: Iterable[str] = (),
    markers: Iterable[Marker] | None = None,
) -> Facts:
    """Return the facts of files, all of which are texts; markers are those of every activity unless given."""
    entries = {path: Entry(path, "file", len(text.encode())) for path, text in files.items()}
    entries |= {path: Entry(path, "link", 0) for path in links}
    entries |= {path: Entry(path, "submodule", 0) for path in submodules}
    if markers is None:
        markers = [marker for row in ACTIVITIES.values() if row.module for marker in row.module.MARKERS]
    history = history or history_of(commits, reason="" if commits else "There is no history.")
    return Facts(
        name=name,
        address=address,
        source="clone" if commits else "folder",
        commit="1" * 40 if commits else None,
        committed_at=history.commits[0].committed_at if history.commits else None,
        entries=dict(sorted(entries.items())),
        texts=dict(sorted(files.items())),
        matches={marker.name: list(_matches(marker, files)) for marker in markers},
        history=history,
        bytes_read=sum(len(text.encode()) for text in files.values()),
        files_read=len(files),
    )


def _matches(marker: Marker, files: Mapping[str, str]) -> Iterable[Match]:
    for path, text in sorted(files.items()):
        if path.endswith(marker.extensions):
            lines = text.split("\n")
            quoted = quoted_lines(path, lines)
            for number, line in enumerate(lines, 1):
                if marker.pattern.search(line) and number not in quoted:
                    yield Match(path, number, excerpt_around(lines, number))


def answer_of(activity: str, facts: Facts) -> tuple[Suggestion, list[Finding]]:
    """Return what the rules of one activity suggest, and its findings."""
    module = ACTIVITIES[activity].module
    assert module is not None
    findings = list(module.probe(facts))
    return module.suggest(findings, facts), findings
