"""The kinds of events of a study: the sentence of each, who may see it, and what it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from advisories.text.counting import count_noun
from coding.models.enumerations import label_of

Data = dict[str, Any]  # of an event


class EventKind(models.TextChoices):
    """What an event records. `EVENT_KINDS` has a row for each."""

    STUDY_CREATED = "study_created"
    STUDY_UPDATED = "study_updated"
    MEMBER_ADDED = "member_added"
    MEMBER_INVITED = "member_invited"
    MEMBER_JOINED = "member_joined"
    INVITATION_ENDED = "invitation_ended"
    ROLE_ANSWERED = "role_answered"
    MEMBER_LEFT = "member_left"
    PASSWORD_SET_BY_ADMINISTRATOR = "password_set_by_administrator"  # noqa: S105  # no password
    ACCOUNT_REACTIVATED_BY_ADMINISTRATOR = "account_reactivated_by_administrator"
    ACCOUNT_LINKED = "account_linked"
    MEMBER_CHANGED = "member_changed"
    CRITERIA_SET = "criteria_set"
    CANDIDATES_ADDED = "candidates_added"
    CANDIDATE_REMOVED = "candidate_removed"
    PROJECTS_SCREENED = "projects_screened"
    SAMPLE_DRAWN = "sample_drawn"
    UNITS_EXCLUDED = "units_excluded"
    FACTS_REFRESHED = "facts_refreshed"
    ROUND_PLANNED = "round_planned"
    ROUND_OPENED = "round_opened"
    UNITS_REASSIGNED = "units_reassigned"
    ROUND_CLOSED = "round_closed"
    ROUND_SETTLED = "round_settled"
    CODE_ADDED = "code_added"
    CODE_CHANGED = "code_changed"
    CODES_MERGED = "codes_merged"
    CODES_ORDERED = "codes_ordered"
    UNITS_RECODED = "units_recoded"
    RECODING_UNDONE = "recoding_undone"
    RATINGS_IMPORTED = "ratings_imported"
    CODES_IMPORTED = "codes_imported"
    PROJECT_IMPORTED = "project_imported"
    CODEBOOK_FROZEN = "codebook_frozen"
    CODING_SUBMITTED = "coding_submitted"
    MATCHING_CHANGED = "matching_changed"
    MATCHING_CONFIRMED = "matching_confirmed"
    DISAGREEMENTS_STORED = "disagreements_stored"
    DECIDED = "decided"
    COMMENT_ADDED = "comment_added"
    DISCUSSION_UNANIMOUS = "discussion_unanimous"
    DISCUSSION_ENDED = "discussion_ended"
    DISCUSSION_REOPENED = "discussion_reopened"
    DECISION_WITHDRAWN = "decision_withdrawn"
    FINAL_RATER_CODES_APPLIED = "final_rater_codes_applied"
    RELEASE_PUBLISHED = "release_published"
    ROUND_REOPENED = "round_reopened"
    SIMILAR_DECISIONS_SHOWN = "similar_decisions_shown"
    SUGGESTION_SHOWN = "suggestion_shown"
    PUBLIC_ACCESS_GRANTED = "public_access_granted"
    PUBLIC_ACCESS_REVOKED = "public_access_revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKindRow:
    """What holds for all events of one kind.

    Parameters
    ----------
    label : on its own, such as “round closed”.
    describe : from an event's data to its sentence, which follows the actor's name.
    describe_briefly : the sentence without words that can name severities or weaknesses, for those from whom they are
        hidden; None if `describe` has no such words.
    sealed : whether such an event can belong to one rater's chain, which is sealed until the round closes.
    hidden_while_blinded : whether the sentence names raters, so that a final rater who must not see their names
        sees it only after the round is settled.
    changes_codebook : whether it changes the shared codebook.
    changes_results : whether it can change what a release contains.
    changes_agreement : whether it can change the agreement of its round, which releases of other rounds contain too.
    """

    label: str
    describe: Callable[[Data], str]
    describe_briefly: Callable[[Data], str] | None = None
    sealed: bool = False
    hidden_while_blinded: bool = False
    changes_codebook: bool = False
    changes_results: bool = True
    changes_agreement: bool = False


def answer_in_words(d: Data, codes: str = "codes") -> str:
    """Return the codes, or the no-code reason; events before there were reasons have none."""
    reason = str(d.get("no_code_reason") or "not_applicable")
    unclear = f"; cannot tell {', '.join(d['unclear'])}" if d.get("unclear") else ""
    return (", ".join(d[codes]) or reason.replace("_", " ")) + unclear


def style_in_words(d: Data) -> str:
    return label_of("round_style", d["style"])


def order_in_words(order: Data) -> str:
    """Return an order of codes from low to high, with their scores."""
    scores = order["scores"] or []
    words = [f"{label} ({score:g})" for label, score in zip(order["labels"], scores, strict=True)] if scores else None
    return " < ".join(words or order["labels"])


def describe_recoding(d: Data) -> str:
    change = f"merged “{d['label']}” into “{d['into']}”" if d["merged"] else f"replaced “{d['label']}” by “{d['into']}”"
    return f"{change} in {count_noun(len(d['units']), 'unit')}: {d['reason']}"


def describe_comment(d: Data) -> str:
    positions = {"keeps": "kept the first rating", "changes": f"changed to {answer_in_words(d)}"}
    return f"{positions.get(d['kind'], 'commented')} on unit {d['unit']}: {d['text']}"


def describe_screening(d: Data) -> str:
    """Return one screening decision in full; of several, their number."""
    decisions = d["decisions"]
    if len(decisions) > 1:
        projects = len({decision["project"] for decision in decisions})
        return f"made {len(decisions)} screening decisions on {count_noun(projects, 'project')}"
    (one,) = decisions
    verdicts = {"met": "meets", "not_met": "does not meet", "unclear": "may or may not meet", None: "is undecided on"}
    reason = f": {one['reason']}" if one["reason"] else ""
    return f"decided that {one['project']} {verdicts[one['verdict']]} “{one['criterion']}”{reason}"


def numbered_units(numbers: list[int]) -> str:
    """Return one unit by its number, several as their count."""
    return f"unit {numbers[0]}" if len(numbers) == 1 else count_noun(len(numbers), "unit")


def describe_withdrawal(d: Data) -> str:
    again = f"; the decision before it is current again: {answer_in_words(d, 'again')}" if "again" in d else ""
    return f"withdrew the decision on unit {d['unit']}{again}"


def describe_member_change(d: Data) -> str:
    offered = d.get("offered", [])
    asked = f" and asked them to be {' and '.join(offered)}" if offered else ""
    return f"changed {d['member']} to {'retired' if d['retired'] else ' and '.join(d['roles'])}{asked}"


def describe_joining(d: Data) -> str:
    known_as = f", invited as {d['invited_as']}" if d["invited_as"] != d["member"] else ""
    return f"accepted the invitation and joined as {' and '.join(d['roles'])}{known_as}"


EVENT_KINDS: dict[EventKind, EventKindRow] = {
    EventKind.STUDY_CREATED: EventKindRow(
        label="study created",
        describe=lambda d: f"created the study “{d['title']}”",
    ),
    EventKind.STUDY_UPDATED: EventKindRow(
        label="study changed",
        describe=lambda d: f"changed the title or question of the study, now “{d['title']}”",
    ),
    EventKind.MEMBER_ADDED: EventKindRow(
        label="member added",
        describe=lambda d: f"added {d['member']} as {' and '.join(d['roles'])}",
    ),
    EventKind.ACCOUNT_LINKED: EventKindRow(
        label="account linked",
        describe=lambda d: f"linked {d['member']} to an account",
    ),
    EventKind.MEMBER_CHANGED: EventKindRow(
        label="member changed",
        describe=describe_member_change,
    ),
    EventKind.MEMBER_INVITED: EventKindRow(
        label="member invited",
        describe=lambda d: f"invited {d['member']} as {' and '.join(d['roles'])}",
        changes_results=False,
    ),
    EventKind.MEMBER_JOINED: EventKindRow(
        label="member joined",
        describe=describe_joining,
        changes_results=False,
    ),
    EventKind.INVITATION_ENDED: EventKindRow(
        label="invitation declined or withdrawn",
        describe=lambda d: "declined the invitation" if d["declined"] else f"withdrew the invitation of {d['member']}",
        changes_results=False,
    ),
    EventKind.ROLE_ANSWERED: EventKindRow(
        label="offered role answered",
        describe=lambda d: f"{'accepted' if d['accepted'] else 'declined'} to be {' and '.join(d['roles'])}",
        changes_results=False,
    ),
    EventKind.MEMBER_LEFT: EventKindRow(
        label="member left",
        describe=lambda d: "left the study",
        changes_results=False,
    ),
    EventKind.PASSWORD_SET_BY_ADMINISTRATOR: EventKindRow(
        label="password set by an administrator",
        describe=lambda d: f"an administrator of the server set the password of {d['member']}",
        changes_results=False,
    ),
    EventKind.ACCOUNT_REACTIVATED_BY_ADMINISTRATOR: EventKindRow(
        label="account reactivated by an administrator",
        describe=lambda d: f"an administrator of the server reactivated the account of {d['member']}",
        changes_results=False,
    ),
    EventKind.CRITERIA_SET: EventKindRow(
        label="screening criteria set",
        describe=lambda d: f"set the screening criteria to {', '.join(d['criteria']) or 'none'}",
    ),
    EventKind.CANDIDATES_ADDED: EventKindRow(
        label="candidate projects added",
        describe=lambda d: f"added {count_noun(len(d['projects']), 'project')} to screen: {d['described']}",
        describe_briefly=lambda d: f"added {count_noun(len(d['projects']), 'project')} to screen",
    ),
    EventKind.CANDIDATE_REMOVED: EventKindRow(
        label="candidate project removed",
        describe=lambda d: f"removed {d['project']} from the projects to screen",
    ),
    EventKind.PROJECTS_SCREENED: EventKindRow(label="projects screened", describe=describe_screening),
    EventKind.SAMPLE_DRAWN: EventKindRow(
        label="sample drawn",
        describe=lambda d: f"drew a sample of {count_noun(d['units'], 'unit')}: {d['sampling_description']}",
        describe_briefly=lambda d: f"drew a sample of {count_noun(d['units'], 'unit')}",
    ),
    EventKind.UNITS_EXCLUDED: EventKindRow(
        label="units excluded",
        describe=lambda d: f"excluded {' and '.join(d['advisories'])} from the sample: {d['reason']}",
    ),
    EventKind.FACTS_REFRESHED: EventKindRow(
        label="facts of units refreshed",
        describe=lambda d: (
            f"refreshed the facts of {numbered_units(d['units'])} from the corpus: "
            f"{', '.join(dict.fromkeys(change['fact'] for change in d['changes']))}"
        ),
        describe_briefly=lambda d: f"refreshed the facts of {numbered_units(d['units'])} from the corpus",
    ),
    EventKind.ROUND_PLANNED: EventKindRow(
        label="round planned",
        describe=lambda d: f"planned a round ({style_in_words(d)}) for {' and '.join(d['raters'])}",
    ),
    EventKind.ROUND_OPENED: EventKindRow(
        label="round opened",
        describe=lambda d: f"opened the round ({style_in_words(d)}), which fixed its plan",
    ),
    EventKind.UNITS_REASSIGNED: EventKindRow(
        label="units reassigned",
        describe=lambda d: f"reassigned {count_noun(d['units'], 'unsubmitted unit')} from {d['from']} to {d['to']}",
        hidden_while_blinded=True,
    ),
    EventKind.ROUND_CLOSED: EventKindRow(
        label="round closed",
        # Rounds closed before commitments were compared with what counts do not state it.
        describe=lambda d: (
            "closed and unsealed the round"
            + (
                f"; {count_noun(d['not_covered'], 'submitted coding is', 'submitted codings are')} "
                "not covered by a commitment"
                if d.get("not_covered")
                else ""
            )
        ),
        changes_agreement=True,
    ),
    EventKind.ROUND_SETTLED: EventKindRow(
        label="round settled",
        describe=lambda d: "settled the round",
    ),
    EventKind.CODE_ADDED: EventKindRow(
        label="code added",
        describe=lambda d: f"added the code “{d['label']}”",
        sealed=True,
        changes_codebook=True,
    ),
    EventKind.CODE_CHANGED: EventKindRow(
        label="code changed",
        describe=lambda d: f"changed the code “{d['after']['label']}”",
        sealed=True,
        changes_codebook=True,
    ),
    EventKind.CODES_MERGED: EventKindRow(
        label="codes merged",
        describe=lambda d: f"merged the code “{d['label']}” into “{d['into']}”: {d['reason']}",
        changes_codebook=True,
    ),
    EventKind.CODES_ORDERED: EventKindRow(
        label="codes ordered",
        describe=lambda d: (
            f"ordered the codes: {order_in_words(d['after'])}"
            if d["after"]["labels"]
            else "removed the order of the codes"
        ),
        changes_codebook=True,
    ),
    EventKind.UNITS_RECODED: EventKindRow(label="units recoded", describe=describe_recoding, sealed=True),
    EventKind.RECODING_UNDONE: EventKindRow(
        label="recoding undone",
        describe=lambda d: f"undid a change of “{d['label']}” in {count_noun(len(d['units']), 'unit')}",
        sealed=True,
    ),
    EventKind.RATINGS_IMPORTED: EventKindRow(
        label="ratings imported",
        describe=lambda d: (
            f"imported {count_noun(d['units'], 'coding')} of {d['rater']} from {d.get('file') or 'a file'}"
        ),
        sealed=True,
    ),
    EventKind.CODES_IMPORTED: EventKindRow(
        label="codes imported",
        describe=lambda d: f"imported {count_noun(len(d['added']), 'code')} from {d['file']}",
    ),
    EventKind.PROJECT_IMPORTED: EventKindRow(
        label="project imported",
        describe=lambda d: f"imported the study from the project {d['file']} ({count_noun(d['codings'], 'coding')})",
    ),
    EventKind.CODEBOOK_FROZEN: EventKindRow(
        label="codebook frozen",
        describe=lambda d: f"froze the codebook as version {d['version']} ({count_noun(d['codes'], 'code')})",
        changes_codebook=True,
    ),
    EventKind.CODING_SUBMITTED: EventKindRow(
        label="coding submitted",
        describe=lambda d: f"submitted unit {d['unit']}{' again' if d['version'] > 1 else ''}",
        sealed=True,
    ),
    EventKind.MATCHING_CHANGED: EventKindRow(
        label="matching changed",
        describe=lambda d: f"changed the matching of {count_noun(len(d['changes']), 'code')}",
        changes_agreement=True,
    ),
    EventKind.MATCHING_CONFIRMED: EventKindRow(
        label="matching confirmed",
        describe=lambda d: f"confirmed the matching of {count_noun(len(d['pairs']), 'code')}",
        changes_agreement=True,
        changes_codebook=True,
    ),
    EventKind.DISAGREEMENTS_STORED: EventKindRow(
        label="disagreements stored",
        describe=lambda d: (
            f"stored {count_noun(d['disagreements'], 'disagreement')}; "
            f"{count_noun(d['agreed'], 'unit is', 'units are')} without one"
        ),
    ),
    EventKind.DECIDED: EventKindRow(
        label="decision made",
        describe=lambda d: f"decided unit {d['unit']}: {answer_in_words(d)}",
    ),
    EventKind.COMMENT_ADDED: EventKindRow(label="comment added", describe=describe_comment, hidden_while_blinded=True),
    EventKind.DISCUSSION_UNANIMOUS: EventKindRow(
        label="discussion unanimous",
        describe=lambda d: f"all raters of unit {d['unit']} agreed on {answer_in_words(d)} after discussion",
    ),
    EventKind.DISCUSSION_ENDED: EventKindRow(
        label="discussion ended",
        describe=lambda d: (
            f"ended the discussion while {count_noun(d['awaiting_response'], 'unit was', 'units were')} "
            f"awaiting a response" + (f": {d['reason']}" if d["reason"] else "")
        ),
    ),
    EventKind.DISCUSSION_REOPENED: EventKindRow(
        label="discussion reopened",
        describe=lambda d: "reopened the discussion",
    ),
    EventKind.DECISION_WITHDRAWN: EventKindRow(label="decision withdrawn", describe=describe_withdrawal),
    EventKind.FINAL_RATER_CODES_APPLIED: EventKindRow(
        label="final rater's codes applied",
        describe=lambda d: f"applied the final rater's own codes to {count_noun(d['units'], 'unit')}",
    ),
    EventKind.RELEASE_PUBLISHED: EventKindRow(
        label="release published",
        describe=lambda d: f"published release {d['release']}",
    ),
    EventKind.ROUND_REOPENED: EventKindRow(
        label="round reopened",
        describe=lambda d: f"reopened the round, so that its decisions can be changed: {d['reason']}",
    ),
    EventKind.SIMILAR_DECISIONS_SHOWN: EventKindRow(
        label="similar decisions shown",
        describe=lambda d: f"saw the decisions on {count_noun(len(d['shown']), 'unit')} similar to unit {d['unit']}",
    ),
    EventKind.SUGGESTION_SHOWN: EventKindRow(
        label="suggestion shown",
        describe=lambda d: (
            f"had seen what the rules suggest for unit {', '.join(map(str, d['units']))} before rating"
            if "units" in d
            else f"saw what the rules suggest for unit {d['unit']}"
        ),
    ),
    EventKind.PUBLIC_ACCESS_GRANTED: EventKindRow(
        label="public access granted",
        describe=lambda d: f"granted public access to release {d['release']}",
        changes_results=False,
    ),
    EventKind.PUBLIC_ACCESS_REVOKED: EventKindRow(
        label="public access revoked",
        describe=lambda d: f"revoked public access to release {d['release']}",
        changes_results=False,
    ),
}
HIDDEN_WHILE_BLINDED = frozenset(kind for kind, row in EVENT_KINDS.items() if row.hidden_while_blinded)
CHANGES_CODEBOOK = frozenset(kind for kind, row in EVENT_KINDS.items() if row.changes_codebook)
CHANGES_AGREEMENT = frozenset(kind for kind, row in EVENT_KINDS.items() if row.changes_agreement)
CHANGES_RESULTS = frozenset(kind for kind, row in EVENT_KINDS.items() if row.changes_results)
