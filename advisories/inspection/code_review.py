"""Code review: owners, review systems, and what the history of the main line shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Final

from advisories.inspection.facts import Facts, Marker, excerpt_around
from advisories.inspection.findings import Finding, Outcome, Suggestion
from advisories.inspection.owners import Owners, read_codeowners, read_owners
from advisories.inspection.people import Ways, by_people, count_ways
from advisories.text.counting import count_noun

CODEOWNERS: Final = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
OWNERS: Final = "OWNERS"
OWNERS_ALIASES: Final = "OWNERS_ALIASES"
PLATFORMS: Final = (  # path, tool, what a line of it must contain; "" for the file alone
    (r"\.gitreview", "Gerrit", ""),
    (r"(\.github/)?bors\.toml", "Bors", ""),
    (r"\.mergify\.ya?ml|\.mergify/config\.ya?ml|\.github/mergify\.ya?ml", "Mergify", r"approved-reviews-by"),
    (r"(.*/)?(prow|\.prow)/(.*/)?plugins\.ya?ml|\.prow/plugins\.ya?ml", "Prow", r"^\s*-\s*[\"']?(approve|lgtm)\b"),
    (r"\.reviewboardrc", "Review Board", ""),
)
POLICY: Final = r"(\.github/|docs/|\.gitlab/)?(?i:CONTRIBUTING|GOVERNANCE)(\.(?i:md|rst|txt|adoc))?"
TEXTS: Final = (
    *(re.escape(path) for path in (*CODEOWNERS, OWNERS, OWNERS_ALIASES)),
    *(pattern for pattern, _, _ in PLATFORMS),
    POLICY,
)
MARKERS: Final[tuple[Marker, ...]] = ()

HALF: Final = 0.5
ANOTHER_WAY: Final = "by change request or by another person"
FEWEST_AUTHORS: Final = 5
FEWEST_COMMITS: Final = 20
TRAILER: Final = re.compile(r"^(Reviewed[- ]by|Reviewed-on|Approved-by) *:[^\S\n]*(\S.*)", re.MULTILINE | re.IGNORECASE)
SENTENCE: Final = re.compile(r"[^.!?\n]+(?:\n(?![^\S\n]*\n)[^.!?\n]+)*+")
REVIEW: Final = re.compile(r"\b(?:code )?review(?:s|ed|er|ers|ing)?\b|\bapprov(?:e|es|ed|al|als|ing)\b", re.IGNORECASE)
REQUEST: Final = re.compile(
    r"\bmerg(?:e|es|ed|ing)\b|\bpull[- ]requests?\b|\bPRs?\b|\bmerge[- ]requests?\b", re.IGNORECASE
)


def probe(facts: Facts) -> Iterator[Finding]:
    """Yield the findings about code review.

    Parameters
    ----------
    facts : what was read of the project.

    Yields
    ------
    Finding
        Of the probes review.owners, review.platform, review.trailers, review.by_another, review.exported and
        review.policy.
    """
    yield from _owners(facts)
    yield from _platforms(facts)
    yield from _history(facts)
    yield from _policy(facts)


def suggest(findings: Sequence[Finding], facts: Facts) -> Suggestion:
    """Return what the rules suggest for code review.

    Parameters
    ----------
    findings : what `probe` yielded.
    facts : what was read of the project.

    Returns
    -------
    Suggestion
        Yes by a review system, by trailers, by owners of all files while half of the changes or more come by change
        request, or by another person; cannot tell for an export and without history; otherwise no.
    """
    by_probe: dict[str, list[Finding]] = {}
    for row in findings:
        if row.source == "clone":
            by_probe.setdefault(row.probe, []).append(row)

    def true(name: str) -> list[Finding]:
        return [row for row in by_probe.get(name, ()) if row.outcome == "true"]

    if rows := true("review.platform"):
        return Suggestion("yes", f"{rows[0].tool} is named in {rows[0].path}.", rows)
    if rows := true("review.trailers"):
        return Suggestion("yes", f"{_percent(rows[0])} of the people's commits name a reviewer.", rows)
    if rows := true("review.by_another"):
        return Suggestion("yes", f"{_percent(rows[0])} of the people's commits came in {ANOTHER_WAY}.", rows)
    [history] = by_probe.get("review.by_another", [Finding("review.by_another", "not available", "Nothing was read.")])
    unseen = history.outcome == "not available" and "share" not in history.values
    if owners := true("review.owners"):
        if unseen:
            return Suggestion("yes", f"{owners[0].path} names owners of all files. {history.reason}", owners)
        if history.values.get("share", 0) >= HALF:
            reason = f"{owners[0].path} names owners of all files, and {_percent(history)} of the people's commits "
            return Suggestion("yes", f"{reason}came in {ANOTHER_WAY}.", (*owners, history))
    if rows := true("review.exported"):
        return Suggestion("cannot_tell", "The repository is an export of another one.", rows)
    if history.outcome == "not available":
        return Suggestion("cannot_tell", history.reason, (history,))
    return Suggestion("no", history.reason, (history,))


def _percent(row: Finding) -> str:
    return f"{100 * float(row.values['share']):.0f} %"


def _owners(facts: Facts) -> Iterator[Finding]:
    nothing = True
    path = next((path for path in CODEOWNERS if path in facts.texts), None)
    if path:
        nothing = False
        yield _owners_row(facts, path, read_codeowners(facts.texts[path], gitlab=path.startswith(".gitlab")))
    if OWNERS in facts.texts:
        nothing = False
        yield _owners_row(facts, OWNERS, read_owners(facts.texts[OWNERS], facts.texts.get(OWNERS_ALIASES, "")))
    if nothing:
        reason = "Looked for CODEOWNERS in .github/, the root, docs/ and .gitlab/, and OWNERS in the root."
        yield Finding("review.owners", "false", reason)


def _owners_row(facts: Facts, path: str, owners: Owners) -> Finding:
    excerpt = excerpt_around(facts.texts[path].split("\n"), owners.line)
    return Finding(
        "review.owners",
        "true" if owners.whole else "false",
        "" if owners.whole else owners.reason,
        path=path,
        line=owners.line,
        line_end=owners.line,
        excerpt=excerpt,
        tool="OWNERS" if path == OWNERS else "CODEOWNERS",
        scope="whole" if owners.whole else "part",
        values={"owners": len(owners.names)},
    )


def _platforms(facts: Facts) -> Iterator[Finding]:
    nothing = True
    for pattern, tool, required in PLATFORMS:
        for path in facts.files(pattern):
            lines = facts.texts.get(path, "").split("\n")
            number = 1
            if required:
                code = (n for n, line in enumerate(lines, 1) if re.search(required, line.partition(" #")[0]))
                number = next((n for n in code if not lines[n - 1].lstrip().startswith("#")), 0)
            if number:
                nothing = False
                excerpt = excerpt_around(lines, number)
                yield Finding(
                    "review.platform",
                    path=path,
                    line=number,
                    line_end=number,
                    excerpt=excerpt,
                    tool=tool,
                    scope="whole",
                )
    if nothing:
        reason = (
            "Looked for Gerrit (.gitreview), Bors (bors.toml), Mergify with approved-reviews-by, plugins of Prow, and "
            "Review Board (.reviewboardrc)."
        )
        yield Finding("review.platform", "false", reason)


def _history(facts: Facts) -> Iterator[Finding]:
    commits = facts.history.commits
    ways = count_ways(commits)
    values = {**asdict(ways), "share": round(ways.share, 4)}
    if not commits or not facts.history.complete:
        reason = facts.history.reason or "There is no history."
        for name in ("review.trailers", "review.by_another", "review.exported"):
            yield Finding(name, "not available", reason, values={"commits": len(commits)})
        return
    people = by_people(commits)
    named = sum(_names_reviewer(commit.trailers, commit.author) for commit in people)
    share = {"commits": named, "people": len(people), "share": round(named / len(people), 4) if people else 0.0}
    if people and named >= HALF * len(people):
        yield Finding("review.trailers", values=share)
    else:
        reason = f"Reviewed-by, Reviewed-on or Approved-by is in {named} of {len(people)} commits by people."
        yield Finding("review.trailers", "false", reason, values=share)
    outcome, reason = _by_another(ways)
    yield Finding("review.by_another", outcome, reason, values=values)
    if ways.exported > HALF * ways.commits:
        yield Finding("review.exported", state="outside", values={"exported": ways.exported, "commits": ways.commits})
    else:
        reason = f"Looked for PiperOrigin-RevId and Copybara: in {ways.exported} of {ways.commits} commits."
        yield Finding("review.exported", "false", reason)


def _by_another(ways: Ways) -> tuple[Outcome, str]:
    """Return whether changes come in by another person, and why not."""
    counted = (
        f"{ways.requests - ways.own + ways.by_another} of {ways.people} commits by people came in {ANOTHER_WAY}, "
        f"with {count_noun(ways.authors, 'author')}."
    )
    if ways.people < FEWEST_COMMITS and ways.authors >= 2:
        return "not available", f"There are only {ways.people} commits by people, too few to tell."
    if ways.authors < FEWEST_AUTHORS or ways.share < HALF:
        return "false", counted
    return "true", ""


def _names_reviewer(trailers: str, author: str) -> bool:
    """Return whether a message names a reviewer other than the author."""
    return any(author.casefold() not in match[2].casefold() for match in TRAILER.finditer(trailers))


def _policy(facts: Facts) -> Iterator[Finding]:
    nothing = True
    for path in facts.files(POLICY):
        text = facts.texts.get(path, "")
        for match in SENTENCE.finditer(text):
            if REVIEW.search(match[0]) and REQUEST.search(match[0]):
                nothing = False
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                line = text.count("\n", 0, start) + 1
                line_end = text.count("\n", 0, match.end()) + 1
                excerpt = excerpt_around(text.split("\n"), line, line_end)
                yield Finding("review.policy", path=path, line=line, line_end=line_end, excerpt=excerpt, state="hint")
    if nothing:
        reason = "Looked for a sentence about review and pull requests in CONTRIBUTING and GOVERNANCE."
        yield Finding("review.policy", "false", reason, state="hint")
