"""The corpora of a server: the main shared one, and a corpus by the name that commands take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from advisories.models import Corpus
from advisories.platform.errors import BadInput

MAIN: Final = "main"
OF_STUDY: Final = "study:"


def own_corpus() -> Corpus:
    """Create and return an empty corpus for a study."""
    return Corpus.objects.create(created_at=timezone.now())


def make_shared_corpus(*, slug: str, name: str, maintainers: Iterable[Any]) -> Corpus:
    """Create a shared corpus; raise BadInput if another one has its slug or name."""
    corpus = Corpus(slug=slug, name=name, shared=True, created_at=timezone.now())
    return _save(corpus, maintainers)


def change_shared_corpus(corpus: Corpus, *, name: str | None, maintainers: Iterable[Any] | None) -> Corpus:
    """Change the name or the maintainers of a shared corpus; raise BadInput if another one has the name."""
    corpus.name = corpus.name if name is None else name
    return _save(corpus, maintainers)


def _save(corpus: Corpus, maintainers: Iterable[Any] | None) -> Corpus:
    try:
        with transaction.atomic():
            corpus.save()
            if maintainers is not None:
                corpus.maintainers.set(maintainers)
    except IntegrityError:
        raise BadInput(
            f"There is another shared corpus with the slug “{corpus.slug}” or the name “{corpus.name}”. Choose others."
        ) from None
    return corpus


def main_corpus() -> Corpus:
    """Return the shared corpus “Main”. A server without one gets it, maintained by the administrators."""
    values = {"name": "Main", "created_at": timezone.now()}
    corpus, created = Corpus.objects.get_or_create(slug=MAIN, shared=True, defaults=values)
    if created:
        corpus.maintainers.set(get_user_model().objects.filter(is_staff=True, is_active=True))
    return corpus


def named_corpus(name: str) -> Corpus:
    """Return the corpus that a command names: the slug of a shared one, or “study:SLUG”.

    Without a name it is the only shared corpus or, of several, “main”; a server without one gets it. Raise BadInput if
    there is no such corpus.
    """
    if not name:
        return default_corpus()
    if name.startswith(OF_STUDY):
        corpus: Corpus | None = import_string(settings.ADVISORIES_STUDY_CORPUS)(name.removeprefix(OF_STUDY))
        if corpus is None:
            raise BadInput(f"There is no study “{name.removeprefix(OF_STUDY)[:80]}”. Name its slug.")
        return corpus
    corpus = Corpus.objects.filter(shared=True, slug=name).first()
    if corpus is None:
        raise BadInput(f"There is no shared corpus “{name[:80]}”. {_known()}")
    return corpus


def default_corpus() -> Corpus:
    """Return the only shared corpus or, of several, “main”; raise BadInput if none of several has this slug."""
    shared = list(Corpus.objects.filter(shared=True)[:2])
    if len(shared) == 1:
        return shared[0]
    if shared and not Corpus.objects.filter(shared=True, slug=MAIN).exists():
        raise BadInput(f"There are several shared corpora. {_known()}")
    return main_corpus()


def _known() -> str:
    slugs = list(Corpus.objects.filter(shared=True).order_by("slug").values_list("slug", flat=True)[:20])
    return f"Name one with --corpus: {', '.join([*slugs, 'study:SLUG'])}."


def corpus_in_words(corpus: Corpus) -> str:
    """Return a corpus in the words that describe a sample."""
    return f"the shared corpus “{corpus.name}”" if corpus.shared else "the study's own corpus"


def note_change(corpus: int) -> None:
    """Note that something other than an import changed a corpus, so that it is loaded again."""
    Corpus.objects.filter(pk=corpus).update(changes=F("changes") + 1)
