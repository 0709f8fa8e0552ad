"""Checks of who may see severity, CVSS and CWE while coding, and who may import advisories."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Q, QuerySet

from advisories.models import Alias
from coding.errors import NotAllowed
from coding.models import Assignment, Event, EventKind, Member, Release, Round, Study, Unit
from coding.models.event_kinds import EVENT_KINDS

NAMES_CLASSIFICATIONS: Final = re.compile(r"severit|cvss|cwe|\bkev\b|epss", re.IGNORECASE)
HIDDEN_WORDS: Final = "Hidden from you while you code, because it names severities or weaknesses."


class Withheld(NotAllowed):
    """The release contains classifications that are hidden from its reader now."""

    code = "withheld"


def assignments_without_classifications(user: Any) -> QuerySet[Assignment]:
    """Return the assignments of `user`, in planned or open rounds that hide severity, CVSS and CWE.

    `user` is a user or the key of one. A plan has this effect only on a person who accepted to rate in its study. A
    reassigned unit counts until the round closes, because the rater can get units again.
    """
    # In a study of projects, no unit has a severity.
    accepted = Q(round__state=Round.State.OPEN) | Q(round__state=Round.State.PLANNED, rater__is_rater=True)
    return Assignment.objects.filter(
        accepted,
        rater__user=user,
        rater__retired_at__isnull=True,
        round__show_classifications=False,
        round__study__kind=Study.Kind.ADVISORIES,
    )


def hides_classifications(user: Any) -> bool:
    """Return whether `user` rates in a planned or open round that hides severity, CVSS and CWE."""
    return assignments_without_classifications(user).exists()


def may_see_classifications(user: Any) -> bool:
    """Return whether `user` may see severity, CVSS and CWE now."""
    return not hides_classifications(user)


def may_see_classifications_while_coding(coding_round: Round, user: Any) -> bool:
    """Return whether a rater of the round sees severity, CVSS and CWE on the coding screen.

    What a closed round showed is hidden while the rater rates in another one that hides it.
    """
    return coding_round.show_classifications if coding_round.sealed else may_see_classifications(user)


def visible_words(words: str, member: Member) -> str:
    """Return how a sample was chosen, unless the words name classifications that are hidden from the member."""
    return HIDDEN_WORDS if NAMES_CLASSIFICATIONS.search(words) and hides_classifications(member.user_id) else words


def visible_sentences(events: Iterable[Event], user: Any) -> list[str]:
    """Return the sentence of each event, without words that name classifications hidden from `user`."""
    sentences = [(event, event.sentence, EVENT_KINDS[EventKind(event.kind)].describe_briefly) for event in events]
    revealing = {
        event.pk: brief(event.data)
        for event, sentence, brief in sentences
        if brief is not None and NAMES_CLASSIFICATIONS.search(sentence)
    }
    if not (revealing and hides_classifications(user)):
        revealing = {}
    return [revealing.get(event.pk, sentence) for event, sentence, _ in sentences]


def units_shared_with(rounds: Any) -> QuerySet[Unit]:
    """Return the units, of any study, with an advisory, an identifier or a text of one of these rounds.

    The advisories of two corpora that share an identifier have the same classifications.
    """
    coded = Unit.objects.filter(assignments__round__in=rounds)
    identifiers = Alias.objects.filter(advisory__documents__in=coded.values("document")).values("value")
    return Unit.objects.filter(
        Q(document__advisory__in=Alias.objects.filter(value__in=identifiers).values("advisory"))
        | Q(document__advisory__in=coded.filter(document__advisory__isnull=False).values("document__advisory"))
        | Q(document__sha256__in=coded.values("document__sha256"))
    )


def withholds_releases(user: Any, study: Study) -> bool:
    """Return whether the study's releases contain classifications of advisories that `user` codes without them."""
    rounds = dict(assignments_without_classifications(user).order_by().values_list("round", "round__study").distinct())
    return study.pk in rounds.values() or (
        bool(rounds) and units_shared_with(list(rounds)).filter(study=study).exists()
    )


def require_not_withheld(user: Any, release: Release) -> Release:
    """Return the release; raise Withheld if it is withheld from `user`."""
    if withholds_releases(user, release.study):
        raise Withheld(
            f"Release {release.number} is withheld from you while you code: it contains severities and weaknesses of "
            "advisories in your round. You can read it after the round is closed."
        )
    return release


def revealing_releases(coding_round: Round) -> list[dict[str, Any]]:
    """Return the releases that contain hidden classifications of the round: of its own study, and public ones.

    Releases of other studies that are not public are withheld as well, and not listed, because only their members may
    know of them.
    """
    if coding_round.show_classifications or not coding_round.sealed or coding_round.study.of_projects:
        return []
    public = Release.objects.filter(public_access__revoked_at__isnull=True, public_access__isnull=False)
    of_others = public.filter(study__in=units_shared_with([coding_round.pk]).values("study"))
    releases = Release.objects.filter(Q(study=coding_round.study_id) | Q(pk__in=of_others.values("pk")))
    are_public = set(public.filter(pk__in=releases.values("pk")).values_list("pk", flat=True))
    rows = releases.order_by("study", "number").values_list("pk", "study__slug", "number", "results__title")
    return [
        {"study": slug, "number": number, "title": title, "public": pk in are_public}
        for pk, slug, number, title in rows
    ]
