"""Checks of who may see severity, CVSS and CWE while coding, and who may import advisories."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from coding.access.membership import memberships
from coding.models import Assignment, Round


def hides_classifications(user: Any) -> bool:
    """Return whether `user` rates in a planned or open round that hides severity, CVSS and CWE.

    A plan has this effect only on a person who accepted to rate in its study.
    """
    accepted = Q(round__state=Round.State.OPEN) | Q(round__state=Round.State.PLANNED, rater__is_rater=True)
    return Assignment.objects.filter(
        accepted,
        rater__user=user,
        rater__retired_at__isnull=True,
        reassigned_at__isnull=True,
        round__show_classifications=False,
    ).exists()


def may_see_classifications(user: Any) -> bool:
    """Return whether `user` may see severity, CVSS and CWE now."""
    return not hides_classifications(user)


def may_see_classifications_while_coding(coding_round: Round, user: Any) -> bool:
    """Return whether a rater of the round sees severity, CVSS and CWE on the coding screen."""
    return coding_round.show_classifications or (not coding_round.sealed and may_see_classifications(user))


def may_import(user: Any) -> bool:
    """Return whether `user` is staff or leads a study, and so may import advisories."""
    return bool(user.is_staff) or memberships(user=user).filter(is_lead=True).exists()
