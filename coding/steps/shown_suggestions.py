"""Record who was shown what the rules suggest for a project, before and beside the rounds that this person rates.

Pages of projects and releases belong to no round, and whoever reads them may rate the projects later, in any study. So
what a person saw is stored with the account. When a round opens, or units are handed over, it becomes an exposure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from advisories.models import Document
from advisories.platform.transactions import step
from coding.audit.record import record
from coding.clock import now
from coding.models import EventKind, Exposure, Member, Release, Round, SeenSuggestion, Unit


def note_suggestion_shown(user: Any, document: int) -> None:
    """Store that a person was shown what the rules suggest for the project of a document."""
    note_suggestions_shown(user, [document])


def note_release_shown(user: Any, release: Release) -> None:
    """Store that a person was shown a release, which has the suggestions for all units of a study of projects."""
    if user.is_authenticated and release.study.of_projects:
        note_suggestions_shown(user, release.study.units.values_list("document", flat=True))


def note_suggestions_shown(user: Any, documents: Collection[int]) -> None:
    """Store the first time at which a person was shown the suggestions for these documents."""
    seen = SeenSuggestion.objects.filter(user=user, document__in=documents).values_list("document", flat=True)
    if missing := sorted(set(documents) - set(seen)):
        store(user, missing)


@step
def store(user: Any, documents: Iterable[int]) -> None:
    rows = [SeenSuggestion(user=user, document_id=document, shown_at=now()) for document in documents]
    SeenSuggestion.objects.bulk_create(rows, ignore_conflicts=True)  # another window of this person shows it as well


def record_suggestions_seen(coding_round: Round, raters: Collection[Member]) -> None:
    """Record as exposures what the raters of a round of projects saw of the study's projects before they rate them.

    It covers all units of the study, so that the event tells nothing of which of them a rater was given.
    """
    if not coding_round.study.of_projects:
        return
    units = list(Unit.objects.filter(study=coding_round.study_id).order_by("number"))
    users = [rater.user_id for rater in raters if rater.user_id is not None]
    seen = list(SeenSuggestion.objects.filter(user__in=users).values_list("user", "document", "shown_at"))
    keys = project_keys([unit.document_id for unit in units] + [document for _, document, _ in seen])
    known = set(Exposure.objects.filter(member__in=raters, round=None).values_list("member", "document"))
    for rater in raters:
        own = [(keys[document], shown_at) for user, document, shown_at in seen if user == rater.user_id]
        rows = []
        for unit in units:
            times = [shown_at for seen_keys, shown_at in own if seen_keys & keys[unit.document_id]]
            if times and (rater.pk, unit.document_id) not in known:
                rows.append((unit, min(times)))
        if not rows:
            continue
        Exposure.objects.bulk_create(
            Exposure(kind=Exposure.Kind.SUGGESTION, member=rater, document_id=unit.document_id, shown_at=shown_at)
            for unit, shown_at in rows
        )
        record(
            study=coding_round.study,
            kind=EventKind.SUGGESTION_SHOWN,
            by=rater,
            coding_round=coding_round,
            data={"units": [unit.number for unit, _ in rows]},
        )


def project_keys(documents: Iterable[int]) -> dict[int, set[tuple[str, int | str]]]:
    """Return the project and the address of each document; those that share one are of the same repository."""
    rows = Document.objects.filter(pk__in=set(documents)).values_list("pk", "project", "snapshot__address")
    return {
        document: {("project", project), *([("address", address)] if address else [])}
        for document, project, address in rows
    }
