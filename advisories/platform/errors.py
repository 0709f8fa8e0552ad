"""The rules a person can break: each has a stable code, an HTTP status and a sentence that says what to do."""

from __future__ import annotations


class RuleBroken(Exception):
    """Something that may not be done now, or not by this person."""

    code = "rule_broken"
    status = 409

    def __init__(self, detail: str, **state: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.state = state


class NotAllowed(RuleBroken):
    """This person's roles do not include this."""

    code = "not_allowed"
    status = 403


class BadInput(RuleBroken):
    """What was sent cannot be used."""

    code = "bad_input"
    status = 400
