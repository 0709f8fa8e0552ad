"""Says an event in a plain sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coding.models import Event
from coding.rendering.numbers import count_noun

SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "study_created": lambda d: f"created the study “{d['title']}”",
    "study_updated": lambda d: f"changed the study's title or question, now “{d['title']}”",
    "member_added": lambda d: f"added {d['member']} as {' and '.join(d['roles'])}",
    "account_linked": lambda d: f"gave {d['member']} an account",
    "member_changed": lambda d: (
        f"changed {d['member']} to " + ("retired" if d["retired"] else " and ".join(d["roles"]))
    ),
    "criteria_set": lambda d: f"screens projects by: {', '.join(d['criteria']) or 'nothing'}",
    "candidates_added": lambda d: f"found {count_noun(len(d['projects']), 'project')} to screen: {d['described']}",
    "candidate_removed": lambda d: f"took {d['project']} out of the projects to screen",
    "projects_screened": lambda d: describe_verdicts(d["decisions"]),
    "sample_drawn": lambda d: f"drew a sample of {count_noun(d['units'], 'unit')}: {d['sampling_description']}",
    "units_excluded": lambda d: f"left {' and '.join(d['advisories'])} out of the sample: {d['reason']}",
    "round_planned": lambda d: f"planned a round in {d['style']} style for {' and '.join(d['raters'])}",
    "round_opened": lambda d: f"opened the round ({d['style']} style); its plan is fixed",
    "units_reassigned": lambda d: f"handed {count_noun(d['units'], 'unit')} of {d['from']} over to {d['to']}",
    "round_closed": lambda d: "closed the round and lifted the seal",
    "round_settled": lambda d: "settled the round",
    "code_added": lambda d: f"made the code “{d['label']}”",
    "code_changed": lambda d: f"changed the code “{d['after']['label']}”",
    "codes_merged": lambda d: f"merged the code “{d['label']}” into “{d['into']}”: {d['reason']}",
    "units_recoded": lambda d: (
        (f"merged “{d['label']}” into “{d['into']}”" if d["merged"] else f"gave “{d['into']}” for “{d['label']}”")
        + f" in {count_noun(len(d['units']), 'unit')}: {d['reason']}"
    ),
    "recoding_undone": lambda d: f"took a change of “{d['label']}” back in {count_noun(len(d['units']), 'unit')}",
    "ratings_imported": lambda d: f"entered {count_noun(d['units'], 'coding')} of {d['rater']} from a file",
    "codes_imported": lambda d: f"imported {count_noun(len(d['added']), 'code')} from {d['file']}",
    "project_imported": lambda d: f"made the study of the project {d['file']} ({count_noun(d['codings'], 'coding')})",
    "codebook_frozen": lambda d: f"froze the codebook as version {d['version']} ({count_noun(d['codes'], 'code')})",
    "coding_submitted": lambda d: f"submitted unit {d['unit']}" + (" again" if d["version"] > 1 else ""),
    "matching_changed": lambda d: f"changed the matching of {count_noun(len(d['changes']), 'code')}",
    "matching_confirmed": lambda d: f"confirmed the matching of {count_noun(len(d['pairs']), 'code')}",
    "disagreements_stored": lambda d: (
        f"{count_noun(d['disagreements'], 'disagreement')} stored; {count_noun(d['agreed'], 'unit')} without one"
    ),
    "decided": lambda d: f"decided unit {d['unit']}: {', '.join(d['codes']) or 'no code'}",
    "comment_added": lambda d: (
        (
            f"says on unit {d['unit']}: "
            if d["kind"] == "remark"
            else f"{'keeps the first rating' if d['kind'] == 'keeps' else 'changes to ' + said(d['codes'])} "
            f"on unit {d['unit']}: "
        )
        + d["text"]
    ),
    "discussion_unanimous": lambda d: f"all raters of unit {d['unit']} hold {said(d['codes'])} after discussion",
    "discussion_ended": lambda d: (
        f"ended the discussion; {count_noun(d['waiting'], 'unit')} waited" + (f": {d['reason']}" if d["reason"] else "")
    ),
    "discussion_reopened": lambda d: "opened the discussion again",
    "decision_withdrawn": lambda d: (
        f"withdrew the decision on unit {d['unit']}"
        + (f"; the one before it stands again: {said(d['again'])}" if "again" in d else "")
    ),
    "final_rater_codes_applied": lambda d: (
        f"let the final rater's own coding stand for {count_noun(d['units'], 'unit')}"
    ),
    "release_published": lambda d: f"published release {d['release']}",
    "round_reopened": lambda d: "took the decisions of the round up again",
    "similar_decisions_shown": lambda d: (
        f"was shown how units like {d['unit']} were decided: {count_noun(len(d['shown']), 'unit')}"
    ),
    "release_made_public": lambda d: f"made release {d['release']} public",
    "release_withdrawn": lambda d: f"withdrew release {d['release']} from the public",
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
    """What happened, to follow the actor's name."""
    return SENTENCES[event.kind](event.data)
