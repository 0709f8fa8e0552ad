"""The kinds of events: one sentence for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coding.models import Event, EventKind
from coding.rendering.numbers import count_noun

# Kind → its sentence, which follows the actor's name; `d` is the event's data.
EVENT_KINDS: dict[EventKind, Callable[[dict[str, Any]], str]] = {
    EventKind.STUDY_CREATED: lambda d: f"created the study “{d['title']}”",
    EventKind.STUDY_UPDATED: lambda d: f"changed the study's title or question, now “{d['title']}”",
    EventKind.MEMBER_ADDED: lambda d: f"added {d['member']} as {' and '.join(d['roles'])}",
    EventKind.ACCOUNT_LINKED: lambda d: f"gave {d['member']} an account",
    EventKind.MEMBER_CHANGED: lambda d: (
        f"changed {d['member']} to " + ("retired" if d["retired"] else " and ".join(d["roles"]))
    ),
    EventKind.CRITERIA_SET: lambda d: f"screens projects by: {', '.join(d['criteria']) or 'nothing'}",
    EventKind.CANDIDATES_ADDED: lambda d: (
        f"found {count_noun(len(d['projects']), 'project')} to screen: {d['described']}"
    ),
    EventKind.CANDIDATE_REMOVED: lambda d: f"took {d['project']} out of the projects to screen",
    EventKind.PROJECTS_SCREENED: lambda d: describe_verdicts(d["decisions"]),
    EventKind.SAMPLE_DRAWN: lambda d: f"drew a sample of {count_noun(d['units'], 'unit')}: {d['sampling_description']}",
    EventKind.UNITS_EXCLUDED: lambda d: f"left {' and '.join(d['advisories'])} out of the sample: {d['reason']}",
    EventKind.ROUND_PLANNED: lambda d: f"planned a round in {d['style']} style for {' and '.join(d['raters'])}",
    EventKind.ROUND_OPENED: lambda d: f"opened the round ({d['style']} style); its plan is fixed",
    EventKind.UNITS_REASSIGNED: lambda d: f"handed {count_noun(d['units'], 'unit')} of {d['from']} over to {d['to']}",
    EventKind.ROUND_CLOSED: lambda d: "closed the round and lifted the seal",
    EventKind.ROUND_SETTLED: lambda d: "settled the round",
    EventKind.CODE_ADDED: lambda d: f"made the code “{d['label']}”",
    EventKind.CODE_CHANGED: lambda d: f"changed the code “{d['after']['label']}”",
    EventKind.CODES_MERGED: lambda d: f"merged the code “{d['label']}” into “{d['into']}”: {d['reason']}",
    EventKind.UNITS_RECODED: lambda d: (
        (f"merged “{d['label']}” into “{d['into']}”" if d["merged"] else f"gave “{d['into']}” for “{d['label']}”")
        + f" in {count_noun(len(d['units']), 'unit')}: {d['reason']}"
    ),
    EventKind.RECODING_UNDONE: lambda d: (
        f"took a change of “{d['label']}” back in {count_noun(len(d['units']), 'unit')}"
    ),
    EventKind.RATINGS_IMPORTED: lambda d: f"entered {count_noun(d['units'], 'coding')} of {d['rater']} from a file",
    EventKind.CODES_IMPORTED: lambda d: f"imported {count_noun(len(d['added']), 'code')} from {d['file']}",
    EventKind.PROJECT_IMPORTED: lambda d: (
        f"made the study of the project {d['file']} ({count_noun(d['codings'], 'coding')})"
    ),
    EventKind.CODEBOOK_FROZEN: lambda d: (
        f"froze the codebook as version {d['version']} ({count_noun(d['codes'], 'code')})"
    ),
    EventKind.CODING_SUBMITTED: lambda d: f"submitted unit {d['unit']}" + (" again" if d["version"] > 1 else ""),
    EventKind.MATCHING_CHANGED: lambda d: f"changed the matching of {count_noun(len(d['changes']), 'code')}",
    EventKind.MATCHING_CONFIRMED: lambda d: f"confirmed the matching of {count_noun(len(d['pairs']), 'code')}",
    EventKind.DISAGREEMENTS_STORED: lambda d: (
        f"{count_noun(d['disagreements'], 'disagreement')} stored; {count_noun(d['agreed'], 'unit')} without one"
    ),
    EventKind.DECIDED: lambda d: f"decided unit {d['unit']}: {', '.join(d['codes']) or 'no code'}",
    EventKind.COMMENT_ADDED: lambda d: (
        (
            f"says on unit {d['unit']}: "
            if d["kind"] == "remark"
            else f"{'keeps the first rating' if d['kind'] == 'keeps' else 'changes to ' + said(d['codes'])} "
            f"on unit {d['unit']}: "
        )
        + d["text"]
    ),
    EventKind.DISCUSSION_UNANIMOUS: lambda d: (
        f"all raters of unit {d['unit']} hold {said(d['codes'])} after discussion"
    ),
    EventKind.DISCUSSION_ENDED: lambda d: (
        f"ended the discussion; {count_noun(d['waiting'], 'unit')} waited" + (f": {d['reason']}" if d["reason"] else "")
    ),
    EventKind.DISCUSSION_REOPENED: lambda d: "opened the discussion again",
    EventKind.DECISION_WITHDRAWN: lambda d: (
        f"withdrew the decision on unit {d['unit']}"
        + (f"; the one before it stands again: {said(d['again'])}" if "again" in d else "")
    ),
    EventKind.FINAL_RATER_CODES_APPLIED: lambda d: (
        f"let the final rater's own coding stand for {count_noun(d['units'], 'unit')}"
    ),
    EventKind.RELEASE_PUBLISHED: lambda d: f"published release {d['release']}",
    EventKind.ROUND_REOPENED: lambda d: "took the decisions of the round up again",
    EventKind.SIMILAR_DECISIONS_SHOWN: lambda d: (
        f"was shown how units like {d['unit']} were decided: {count_noun(len(d['shown']), 'unit')}"
    ),
    EventKind.RELEASE_MADE_PUBLIC: lambda d: f"made release {d['release']} public",
    EventKind.RELEASE_WITHDRAWN: lambda d: f"withdrew release {d['release']} from the public",
}


def said(codes: list[str]) -> str:
    return ", ".join(codes) or "no code"


def describe_verdicts(decisions: list[dict[str, Any]]) -> str:
    """One verdict in full; of several, how many there are."""
    if len(decisions) > 1:
        projects = len({decision["project"] for decision in decisions})
        return f"made {len(decisions)} screening decisions on {count_noun(projects, 'project')}"
    (one,) = decisions
    said = {"met": "meets", "not_met": "does not meet", "unclear": "may or may not meet", None: "is open again on"}
    why = f": {one['reason']}" if one["reason"] else ""
    return f"decided that {one['project']} {said[one['verdict']]} “{one['criterion']}”{why}"


def describe(event: Event) -> str:
    """Return what happened, to follow the actor's name."""
    return EVENT_KINDS[EventKind(event.kind)](event.data)
