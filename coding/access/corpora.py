"""The corpora of studies: which one belongs to a study, and what a person may do in it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from advisories.models import Corpus
from coding.access.membership import memberships


def corpus_of_study(slug: str) -> Corpus | None:
    """Return the corpus of the study with this slug; None if there is no such study."""
    return Corpus.objects.filter(study__slug=slug).first()


def corpus_for(user: Any, slug: str) -> tuple[Corpus, bool] | None:
    """Return the corpus of a study and whether `user` leads the study; None if `user` is not a member."""
    member = memberships(user=user).select_related("study__corpus").filter(study__slug=slug).first()
    return (member.study.corpus, member.is_lead) if member else None


def seen_corpora(user: Any) -> QuerySet[Any]:
    """Return the primary keys of the corpora of the studies of which `user` is a member."""
    return memberships(user=user).values("study__corpus")
