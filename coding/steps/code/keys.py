"""Store which number key gives which code. A key keeps its code until the round closes or the rater changes it."""

from __future__ import annotations

from collections.abc import Mapping

from advisories.platform.transactions import step
from coding.access.ratings import code_keys
from coding.access.records import codes
from coding.access.seal import require_open
from coding.errors import BadInput, NotAllowed, StaleWrite
from coding.locks import lock_members
from coding.models import Assignment, CodeKeys, Member, Round

KEYS = tuple("123456789")


@step
def save_code_keys(*, by: Member, coding_round: Round, keys: Mapping[str, int], revision: int) -> CodeKeys:
    """Store the rater's own keys; raise StaleWrite unless `revision` is the stored one (0: none are stored)."""
    lock_members([by])  # so that two windows of the rater store one after the other
    require_open(coding_round)
    if not Assignment.objects.filter(round=coding_round, rater=by, reassigned_at__isnull=True).exists():
        raise NotAllowed("Only a rater of the round has keys for its codes.")
    check_keys(by, coding_round, keys)
    stored = code_keys(by, coding_round).first()
    if revision != (stored.revision if stored else 0):
        raise stale(stored)
    if stored is None:
        return CodeKeys.objects.create(round=coding_round, rater=by, keys=dict(keys))
    stored.keys, stored.revision = dict(keys), stored.revision + 1
    stored.save(update_fields=["keys", "revision"])
    return stored


def stale(stored: CodeKeys | None) -> StaleWrite:
    current = {"revision": stored.revision if stored else 0, "keys": stored.keys if stored else {}}
    return StaleWrite("The keys were changed in another window. Use the keys that are stored now.", current=current)


def check_keys(rater: Member, coding_round: Round, keys: Mapping[str, int]) -> None:
    """Raise BadInput for other keys than 1 to 9, a code with two keys, and a code outside of the rater's codebook.

    A retired code may keep its key, so that the key returns with the code.
    """
    if unknown := sorted(set(keys) - set(KEYS)):
        raise BadInput(f"Unknown key “{unknown[0]}”. Codes have the keys 1 to 9.")
    if len(set(keys.values())) != len(keys):
        raise BadInput("A code cannot have two keys. Remove one of them.")
    own = codes(rater)
    if coding_round.style == Round.Style.OPEN:
        own = own.filter(owner=rater, round=coding_round)
    else:
        own = own.filter(owner__isnull=True)
    if set(keys.values()) - set(own.values_list("pk", flat=True)):
        raise BadInput("One of the codes is not in your codebook of this round. Remove its key.")
