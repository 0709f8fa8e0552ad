"""The labels of enumerations, as they read within a sentence.

GET /api/v1/meta/ serves them, so the web interface has no labels of its own. A label changes without a migration.
"""

from __future__ import annotations

from collections.abc import Mapping

ROUND_STATES = {"planned": "planned", "open": "in progress", "closed": "closed", "settled": "settled"}

# enumeration → value → label. An empty value has no label: what it means is said where it is shown.
ENUMERATIONS: Mapping[str, Mapping[str, str]] = {
    "role": {"lead": "lead", "rater": "rater", "adjudicator": "adjudicator", "viewer": "viewer"},
    "invitation_state": {
        "pending": "pending",
        "accepted": "accepted",
        "declined": "declined",
        "withdrawn": "withdrawn",
        "expired": "expired",
    },
    "study_state": {
        "corpus": "no sample",
        "sample": "sample drawn",
        **ROUND_STATES,
        "matched": "matched",
        "released": "released",
    },
    "verdict": {"met": "met", "not_met": "not met", "unclear": "unclear"},
    "candidate_state": {"included": "included", "excluded": "excluded", "undecided": "undecided"},
    "study_kind": {"advisories": "study of advisories", "projects": "study of projects"},
    "suggestion": {"yes": "yes", "no": "no", "cannot_tell": "cannot tell"},
    "round_style": {"open": "open coding", "shared": "shared codebook", "closed": "fixed codebook"},
    "round_purpose": {"pilot": "pilot", "calibration": "calibration", "coding": "coding"},
    "round_state": ROUND_STATES,
    "assignment_state": {"not_started": "not started", "draft": "draft", "submitted": "submitted"},
    "certainty": {"certain": "certain", "fairly": "fairly certain", "unsure": "unsure"},
    "no_code_reason": {"cannot_tell": "cannot tell", "not_applicable": "not applicable"},
    "decision_method": {
        "agreed": "agreed",
        "discussion": "in discussion",
        "final_rater": "as final rater",
        "rule": "by rule",
    },
}


def label_of(enumeration: str, value: str) -> str:
    """Return the label as it reads within a sentence."""
    return ENUMERATIONS[enumeration][value]


def heading_of(enumeration: str, value: str) -> str:
    """Return the label with a capital first letter."""
    label = label_of(enumeration, value)
    return label[:1].upper() + label[1:]
