"""The rules of the method that a person can break."""

from __future__ import annotations

from advisories.platform.errors import BadInput, NotAllowed, RuleBroken

__all__ = ["BadInput", "NotAllowed", "NotReady", "RoundState", "RuleBroken", "Sealed", "StaleWrite"]


class Sealed(RuleBroken):
    """Codings may not be read before their round is closed."""

    code = "sealed"


class RoundState(RuleBroken):
    """The round is not in the state this step needs."""

    code = "round_state"


class NotReady(RuleBroken):
    """Something has to be done first; the sentence says what."""

    code = "not_ready"


class StaleWrite(RuleBroken):
    """The write was based on an older version than the stored one."""

    code = "stale_write"
    status = 412
