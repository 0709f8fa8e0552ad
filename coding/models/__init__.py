"""Tables of the method and the table of event kinds. May import `release` and below."""

from coding.models.codebook import Code, CodebookVersion
from coding.models.coding import (
    CodeKeys,
    Coding,
    CodingCode,
    CodingUnclear,
    Commitment,
    Draft,
    Exposure,
    SeenSuggestion,
    Segment,
)
from coding.models.decision import Decision, DecisionCode, DecisionUnclear, Disagreement
from coding.models.discussion import Comment, CommentCode, CommentUnclear
from coding.models.event import Event
from coding.models.event_kinds import EventKind
from coding.models.matching import Matching, MatchingPair
from coding.models.release import PublicAccess, Release, ReleaseChunk, ReleaseFile
from coding.models.round import Assignment, Round
from coding.models.source import RatingSource
from coding.models.study import Member, Study, Unit

__all__ = [
    "Assignment",
    "Code",
    "CodeKeys",
    "CodebookVersion",
    "Coding",
    "CodingCode",
    "CodingUnclear",
    "Comment",
    "CommentCode",
    "CommentUnclear",
    "Commitment",
    "Decision",
    "DecisionCode",
    "DecisionUnclear",
    "Disagreement",
    "Draft",
    "Event",
    "EventKind",
    "Exposure",
    "Matching",
    "MatchingPair",
    "Member",
    "PublicAccess",
    "RatingSource",
    "Release",
    "ReleaseChunk",
    "ReleaseFile",
    "Round",
    "SeenSuggestion",
    "Segment",
    "Study",
    "Unit",
]
