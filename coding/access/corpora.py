"""The corpora of studies: which one belongs to a study, and what a person may do in it."""

from __future__ import annotations

from advisories.models import Corpus


def corpus_of_study(slug: str) -> Corpus | None:
    """Return the corpus of the study with this slug; None if there is no such study."""
    return Corpus.objects.filter(study__slug=slug).first()
