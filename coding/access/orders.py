"""Orders and draws that depend on a person, keyed with the secret of the round. No other module reads the secret.

A public seed would let anyone who knows the names reproduce these orders and so find out who is who.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable

from django.db.models import Min

from coding.models import Assignment, Member, Round


def keyed_digest(coding_round: Round, purpose: str, *values: int) -> bytes:
    """Return the HMAC-SHA256 of a purpose and numbers under the secret of the round."""
    message = json.dumps([purpose, *values]).encode()
    return hmac.digest(coding_round.secret.encode(), message, "sha256")


def letter_order(coding_round: Round, raters: Iterable[int]) -> list[int]:
    """Return the primary keys of raters in the order of their letters where names are hidden."""
    return sorted(raters, key=lambda rater: keyed_digest(coding_round, "letters", rater))


def pseudonym_order(coding_round: Round, raters: Iterable[Member]) -> list[Member]:
    """Return raters in the order of their pseudonyms in a release."""
    return sorted(raters, key=lambda rater: keyed_digest(coding_round, "pseudonyms", rater.pk))


def unit_order_key(coding_round: Round, rater: Member) -> bytes:
    """Return the key of a rater's random order of units."""
    return keyed_digest(coding_round, "unit order", rater.pk)


def hand_over_order(coding_round: Round, giver: Member, rows: Iterable[Assignment]) -> list[Assignment]:
    """Return units of `giver` in the order in which they go to other raters, the same at every repeat.

    Each rater has an order of their own: a common one would tell who submitted what by comparing two raters.
    """
    # By position in the plan and not by key, so that raters whose names are hidden can be exchanged.
    first_of_giver = coding_round.assignments.filter(rater=giver).aggregate(first=Min("pk"))["first"]
    earlier = coding_round.assignments.filter(pk__lt=first_of_giver)
    position = earlier.order_by().values("rater").distinct().count()
    return sorted(rows, key=lambda row: keyed_digest(coding_round, "hand over", position, row.unit.number))


def allocation_seed(coding_round: Round) -> int:
    """Return the seed that draws which rater codes which unit: 256 bits, too many to try."""
    return int.from_bytes(keyed_digest(coding_round, "allocation"), "big")
