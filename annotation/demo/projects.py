"""The projects of the demo: which file and line shows which activity, as reports of an inspection.

The facts are public. They contain no text of a repository, so the profiles have no excerpts and say where to look.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.facts import Facts, History
from advisories.inspection.findings import Finding, Suggestion
from advisories.inspection.report import Report, assemble
from advisories.records.addresses import normalise_address

NOTICE: Final = (
    "Demo: the projects, their commits, and the files and lines that show an activity are real. The raters' answers "
    "were constructed, and the profiles contain no text of the repositories."
)
# What is looked for, in the words of a row that found nothing.
LOOKED_FOR: Final = {
    "ci_testing": ("ci.runs_tests", "Looked for a job that a change starts and that runs a test."),
    "code_review": ("review.owners", "Looked for a file that names owners."),
    "dependency_upgrade": ("deps.config", "Looked for a configuration of an update tool."),
    "fuzzing": ("fuzz.targets", "Looked for fuzz targets and fuzzing services."),
    "sast": ("sast.action", "Looked for analyses in CI, in hooks and by linters."),
}

Answer = str  # yes, no or cannot_tell


@dataclass(frozen=True, slots=True)
class Dispute:
    """A project on which Ada and Bo differ, and why Cleo decides as the facts say."""

    ada: Mapping[str, Answer]
    bo: Mapping[str, Answer]
    reason: str


DISPUTES: Final[Mapping[str, Dispute]] = {
    "ClearML": Dispute(
        ada={"dependency_upgrade": "no"},
        bo={"sast": "no"},
        reason=(
            "CodeQL runs by schedule alone, which the definition of SAST counts. No file configures an update tool, "
            "but Dependabot made three commits in the last twelve months."
        ),
    ),
    "Ludwig": Dispute(
        ada={"code_review": "yes"},
        bo={},
        reason="CODEOWNERS names a team, but fewer than half of the people's commits come by change request.",
    ),
    "TensorFlow Serving": Dispute(
        ada={},
        bo={"code_review": "no"},
        reason="All commits are exports from elsewhere. Whether they were reviewed there cannot be seen.",
    ),
}


def read_projects() -> list[dict[str, Any]]:
    """Return the facts of each project, in the order of names."""
    content = json.loads(Path(__file__).with_name("projects.json").read_text(encoding="utf-8"))
    return sorted(content["projects"], key=lambda project: str(project["name"]))


def answers_of(project: Mapping[str, Any], rater: str = "") -> dict[str, Answer]:
    """Return the answers about a project by activity: as decided, or as a rater gave them."""
    dispute = DISPUTES.get(project["name"])
    changed: Mapping[str, Answer] = {}
    if dispute and rater:
        changed = dispute.ada if rater == "ada" else dispute.bo
    return {**project["answers"], **changed}


def report_of(project: Mapping[str, Any]) -> Report:
    """Return the report of an inspection that found these facts, with what the rules suggest from them."""
    history = project["history"]
    facts = Facts(
        name=project["name"],
        address=normalise_address(project["address"]),
        source="address",
        commit=project["commit"],
        committed_at=datetime.fromisoformat(f"{project['committed_on']}T00:00:00+00:00"),
        history=History(complete=True),
    )
    findings: list[Finding] = []
    suggestions: dict[str, Suggestion] = {}
    for activity in ACTIVITIES.values():
        own = list(_findings(activity.key, project))
        if activity.module is not None:
            suggestions[activity.key] = activity.module.suggest(own, facts)
        findings += own
    report = assemble(facts, findings, suggestions, ())
    return replace(report, files=project["files"], commits=history["first_parent_commits"])


def _findings(activity: str, project: Mapping[str, Any]) -> Iterator[Finding]:
    shown = [row for row in project["evidence"] if row["activity"] == activity]
    yield from map(_finding, shown)
    if activity == "code_review":
        yield from _history(project["history"])
    if not shown:
        probe, reason = LOOKED_FOR[activity]
        yield Finding(probe, "false", reason)


def _finding(row: Mapping[str, Any]) -> Finding:
    outcome, path = row["outcome"], row.get("path")
    reason = "" if outcome == "true" else REASONS[row["probe"]]
    if path and " in " in path:  # of another repository
        path, reason = None, f"{path}."
    line = row.get("line") if path else None
    return Finding(
        probe=row["probe"],
        outcome=outcome,
        reason=reason,
        path=path,
        line=line,
        line_end=line,
        tool=row.get("tool", ""),
        scope=row.get("scope", "change" if row["probe"] == "ci.runs_tests" else ""),
        state=row.get("state", "enabled"),
    )


def _history(history: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what the commits say about reviews."""
    commits, exported = history["first_parent_commits"], history["exported_from_elsewhere"]
    people, authors = history["by_people"], history["authors"]
    if exported:
        yield Finding("review.exported", state="outside", values={"commits": commits, "exported": exported})
    reviewed = history["change_requests"] - history["merged_by_own_author"] + history["committed_by_another"]
    share = round(reviewed / people, 3)
    values = {
        "commits": commits,
        "people": people,
        "authors": authors,
        "requests": history["change_requests"],
        "own": history["merged_by_own_author"],
        "by_another": history["committed_by_another"],
        "pushed": history["pushed"],
        "share": share,
    }
    enough = share >= 0.5 and authors >= 5
    reason = "" if enough else f"{reviewed} of {people} commits by people were brought in by another person."
    yield Finding("review.by_another", "true" if enough else "false", reason, values=values)


# Why a row that names a file does not count.
REASONS: Final = {
    "deps.config": "It is configured, but switched off.",
    "review.owners": "Owners are named, but most changes do not come by change request.",
    "sast.outside": "An outside analyser is named. Whether it runs cannot be seen.",
}
