"""What a workbook for offline coding may hold: units and codes of one rater, and nobody else's work."""

from __future__ import annotations

from django.db.models import QuerySet

from coding.models import Assignment, Code, Coding, Member, Round


def assignments_offline(by: Member, rater: Member, coding_round: Round) -> QuerySet[Assignment]:
    """Return the rater's assignments in the order of the work list.

    Once somebody other than `by` entered codings of this rater, units that went to another rater stay in the list:
    only units without a coding do, so the rest would tell which ones were coded.
    """
    assignments = Assignment.objects.filter(round=coding_round, rater=rater)
    if _knows_all(by, rater, coding_round):
        assignments = assignments.filter(reassigned_at__isnull=True)
    return assignments.order_by("position", "pk")


def codes_offline(by: Member, rater: Member, coding_round: Round) -> QuerySet[Code]:
    """Return the codes that the rater may use: in an open round the rater's own, as far as `by` knows them."""
    codes = Code.objects.filter(study=coding_round.study_id, retired_at__isnull=True)
    if coding_round.style != Round.Style.OPEN:
        return codes.filter(owner__isnull=True)
    codes = codes.filter(owner=rater, round=coding_round)
    if not _knows_all(by, rater, coding_round):
        codes = codes.filter(pk__in=Code.objects.filter(codings__source__entered_by=by).values("pk"))
    return codes


def _knows_all(by: Member, rater: Member, coding_round: Round) -> bool:
    """Return whether `by` is the rater or entered all codings of the rater in the round."""
    if by == rater:
        return True
    codings = Coding.objects.filter(assignment__round=coding_round, assignment__rater=rater)
    return not codings.exclude(source__entered_by=by).exists()
