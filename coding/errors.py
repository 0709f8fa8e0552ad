"""Errors of the rules of the method, each with its code and HTTP status."""

from __future__ import annotations

from advisories.platform.errors import BadInput, NotAllowed, RuleBroken

__all__ = [
    "BadInput",
    "KeyReused",
    "NotAllowed",
    "NotReady",
    "ReadingAsked",
    "RoundState",
    "RuleBroken",
    "Sealed",
    "ServerBusy",
    "StaleWrite",
    "SuggestionShown",
]


class Sealed(RuleBroken):
    """The round is sealed, and its codings cannot be read before it closes."""

    code = "sealed"


class RoundState(RuleBroken):
    """The round is not in the state that this step requires."""

    code = "round_state"


class NotReady(RuleBroken):
    """A prerequisite is missing. The message names it."""

    code = "not_ready"


class SuggestionShown(RuleBroken):
    """The rater has seen what the rules suggest for the unit, so the answer is final."""

    code = "suggestion_was_shown"


class StaleWrite(RuleBroken):
    """The write was based on an older version than the stored one."""

    code = "stale_write"
    status = 412


class ServerBusy(RuleBroken):
    """The server does too much of this kind now."""

    code = "busy"
    status = 503


class KeyReused(RuleBroken):
    """The idempotency key belongs to a submission with other content."""

    code = "key_reused"
    status = 422


class ReadingAsked(RuleBroken):
    """A file can be read in several ways. `asks` has the options that choose one, each with its choices."""

    code = "reading_needed"
    status = 422
