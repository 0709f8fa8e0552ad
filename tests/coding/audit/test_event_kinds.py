"""The sentence of an event of each kind, from an example of its data."""

from __future__ import annotations

from typing import Any

import pytest

from coding.models import EventKind
from coding.models.event_kinds import EVENT_KINDS

PLAN = {"style": "closed", "raters": ["ada", "bo"]}
SCREENING = {"project": "lamp", "criterion": "Open source", "verdict": "not_met", "reason": "No licence"}

# Kind, data and sentence.
EXAMPLES: list[tuple[str, dict[str, Any], str]] = [
    ("study_created", {"title": "A"}, "created the study “A”"),
    ("study_updated", {"title": "A"}, "changed the title or question of the study, now “A”"),
    ("member_added", {"member": "ada", "roles": ["lead", "rater"]}, "added ada as lead and rater"),
    ("account_linked", {"member": "ada"}, "linked ada to an account"),
    ("member_changed", {"member": "ada", "roles": ["rater"], "retired": False}, "changed ada to rater"),
    ("member_changed", {"member": "ada", "roles": [], "retired": True}, "changed ada to retired"),
    (
        "member_changed",
        {"member": "ada", "roles": ["rater"], "retired": False, "offered": ["lead"]},
        "changed ada to rater and asked them to be lead",
    ),
    ("member_invited", {"member": "ada", "roles": ["rater"]}, "invited ada as rater"),
    (
        "member_joined",
        {"member": "ada", "invited_as": "ada", "roles": ["rater"]},
        "accepted the invitation and joined as rater",
    ),
    (
        "member_joined",
        {"member": "ada", "invited_as": "a", "roles": ["rater"]},
        "accepted the invitation and joined as rater, invited as a",
    ),
    ("invitation_ended", {"member": "ada", "declined": True}, "declined the invitation"),
    ("invitation_ended", {"member": "ada", "declined": False}, "withdrew the invitation of ada"),
    ("role_answered", {"accepted": True, "roles": ["lead"]}, "accepted to be lead"),
    ("role_answered", {"accepted": False, "roles": ["lead"]}, "declined to be lead"),
    ("member_left", {}, "left the study"),
    ("password_set_by_administrator", {"member": "ada"}, "an administrator of the server set the password of ada"),
    (
        "account_reactivated_by_administrator",
        {"member": "ada"},
        "an administrator of the server reactivated the account of ada",
    ),
    ("criteria_set", {"criteria": ["A", "B"]}, "set the screening criteria to A, B"),
    ("criteria_set", {"criteria": []}, "set the screening criteria to none"),
    ("candidates_added", {"projects": ["a", "b"], "described": "All"}, "added 2 projects to screen: All"),
    ("candidate_removed", {"project": "lamp"}, "removed lamp from the projects to screen"),
    (
        "projects_screened",
        {"decisions": [SCREENING]},
        "decided that lamp does not meet “Open source”: No licence",
    ),
    (
        "projects_screened",
        {"decisions": [SCREENING, SCREENING | {"project": "wick"}]},
        "made 2 screening decisions on 2 projects",
    ),
    ("sample_drawn", {"units": 1, "sampling_description": "All."}, "drew a sample of 1 unit: All."),
    ("units_excluded", {"advisories": ["A", "B"], "reason": "Same"}, "excluded A and B from the sample: Same"),
    (
        "facts_refreshed",
        {"units": [2], "changes": [{"unit": 2, "fact": "severity", "before": "high", "after": "low"}]},
        "refreshed the facts of unit 2 from the corpus: severity",
    ),
    ("round_planned", PLAN, "planned a round (fixed codebook) for ada and bo"),
    ("round_opened", PLAN, "opened the round (fixed codebook), which fixed its plan"),
    ("units_reassigned", {"units": 2, "from": "ada", "to": "bo"}, "reassigned 2 unsubmitted units from ada to bo"),
    ("round_closed", {}, "closed and unsealed the round"),
    ("round_settled", {}, "settled the round"),
    ("code_added", {"label": "Leak"}, "added the code “Leak”"),
    ("code_changed", {"after": {"label": "Leak"}}, "changed the code “Leak”"),
    (
        "codes_ordered",
        {"before": {"labels": [], "scores": None}, "after": {"labels": ["low", "high"], "scores": [0.0, 1.5]}},
        "ordered the codes: low (0) < high (1.5)",
    ),
    (
        "codes_merged",
        {"label": "Leak", "into": "Access", "reason": "Same"},
        "merged the code “Leak” into “Access”: Same",
    ),
    (
        "units_recoded",
        {"label": "Leak", "into": "Access", "merged": True, "units": [1, 2], "reason": "Same"},
        "merged “Leak” into “Access” in 2 units: Same",
    ),
    (
        "units_recoded",
        {"label": "Leak", "into": "Access", "merged": False, "units": [1], "reason": "Same"},
        "replaced “Leak” by “Access” in 1 unit: Same",
    ),
    ("recoding_undone", {"label": "Leak", "units": [1]}, "undid a change of “Leak” in 1 unit"),
    ("ratings_imported", {"units": 3, "rater": "ada", "file": "a.csv"}, "imported 3 codings of ada from a.csv"),
    ("codes_imported", {"added": ["Leak"], "file": "a.csv"}, "imported 1 code from a.csv"),
    (
        "project_imported",
        {"file": "a.qdpx", "codings": 3},
        "imported the study from the project a.qdpx (3 codings)",
    ),
    ("codebook_frozen", {"version": 2, "codes": 3}, "froze the codebook as version 2 (3 codes)"),
    ("coding_submitted", {"unit": 1, "version": 1}, "submitted unit 1"),
    ("coding_submitted", {"unit": 1, "version": 2}, "submitted unit 1 again"),
    ("matching_changed", {"changes": [{}]}, "changed the matching of 1 code"),
    ("matching_confirmed", {"pairs": [{}, {}]}, "confirmed the matching of 2 codes"),
    (
        "disagreements_stored",
        {"disagreements": 2, "agreed": 1},
        "stored 2 disagreements; 1 unit is without one",
    ),
    ("decided", {"unit": 1, "codes": ["Leak"]}, "decided unit 1: Leak"),
    ("decided", {"unit": 1, "codes": []}, "decided unit 1: not applicable"),
    ("comment_added", {"kind": "remark", "unit": 1, "codes": [], "text": "Why?"}, "commented on unit 1: Why?"),
    (
        "comment_added",
        {"kind": "keeps", "unit": 1, "codes": [], "text": "Sure"},
        "kept the first rating on unit 1: Sure",
    ),
    (
        "comment_added",
        {"kind": "changes", "unit": 1, "codes": ["Leak"], "text": "Yes"},
        "changed to Leak on unit 1: Yes",
    ),
    (
        "discussion_unanimous",
        {"unit": 1, "codes": ["Leak"]},
        "all raters of unit 1 agreed on Leak after discussion",
    ),
    (
        "discussion_ended",
        {"awaiting_response": 2, "reason": ""},
        "ended the discussion while 2 units were awaiting a response",
    ),
    (
        "discussion_ended",
        {"awaiting_response": 1, "reason": "Bo is ill"},
        "ended the discussion while 1 unit was awaiting a response: Bo is ill",
    ),
    ("discussion_reopened", {}, "reopened the discussion"),
    ("decision_withdrawn", {"unit": 1}, "withdrew the decision on unit 1"),
    (
        "decision_withdrawn",
        {"unit": 1, "again": ["Leak"]},
        "withdrew the decision on unit 1; the decision before it is current again: Leak",
    ),
    ("final_rater_codes_applied", {"units": 2}, "applied the final rater's own codes to 2 units"),
    ("release_published", {"release": 1}, "published release 1"),
    (
        "round_reopened",
        {"reason": "A mistake"},
        "reopened the round, so that its decisions can be changed: A mistake",
    ),
    ("suggestion_shown", {"unit": 1}, "saw what the rules suggest for unit 1"),
    ("similar_decisions_shown", {"shown": [2], "unit": 1}, "saw the decisions on 1 unit similar to unit 1"),
    ("public_access_granted", {"release": 1}, "granted public access to release 1"),
    ("public_access_revoked", {"release": 1}, "revoked public access to release 1"),
]


@pytest.mark.parametrize(("kind", "data", "sentence"), EXAMPLES)
def test_event_is_described_in_one_sentence(kind: str, data: dict[str, Any], sentence: str) -> None:
    assert EVENT_KINDS[EventKind(kind)].describe(data) == sentence


def test_every_event_kind_is_described_and_has_an_example() -> None:
    """An event of a kind without a description would break the audit trail of its study for good."""
    assert EVENT_KINDS.keys() == set(EventKind) == {EventKind(kind) for kind, _, _ in EXAMPLES}
