"""Errors that users can correct, each with a stable code, an HTTP status and a sentence."""

from __future__ import annotations


class RuleBroken(Exception):
    """An action that is not allowed now, or not for this user."""

    code = "rule_broken"
    status = 409

    def __init__(self, detail: str, **state: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.state = state


class NotAllowed(RuleBroken):
    """The user's roles do not include this action."""

    code = "not_allowed"
    status = 403


class BadInput(RuleBroken):
    """The input is invalid."""

    code = "bad_input"
    status = 400
