"""Search in the texts of a corpus: the rows that satisfy a query, and what a reader must know about the result."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import numpy as np
from django.db.models import Count, Max

from advisories.corpus.index import CorpusIndex, Mask, Rows
from advisories.models import Advisory, Alias, Document, UnindexedText
from advisories.platform.errors import RuleBroken
from advisories.platform.full_text import matching
from advisories.records.identifiers import normalise_identifier
from advisories.text.excerpt import ExcerptPart, excerpt
from advisories.text.query import QUOTES, SearchQuery, Term, read_query, unsearchable_sentence

REMEMBERED: Final = 256  # masks of words, phrases and whole queries, 37 KB each at 300,000 advisories


class StillIndexing(RuleBroken):
    """Texts are still being indexed, so the result of a search is not complete."""

    code = "still_indexing"


def search_mask(corpus: CorpusIndex, text: str) -> Mask:
    """Return the mask of rows that satisfy a query; all of them if nothing was typed."""
    query = read_query(text)
    if not (query.required or query.excluded):
        return np.full(len(corpus.pk), query.is_empty)
    state = tuple(UnindexedText.objects.aggregate(Count("pk"), Max("pk")).values())
    known = {term: _remembered(corpus, (state, term)) for term in (*query.required, *query.excluded)}
    required = [mask for term in query.required if (mask := known[term]) is not None]
    excluded = [mask for term in query.excluded if (mask := known[term]) is not None]
    if query.required and len(required) + len(excluded) < len(known):
        # One statement for all terms: it takes as long as the rarest of them.
        key = (state, query.required[0] if len(known) == 1 else (query.required, query.excluded))
        whole = _remembered(corpus, key)
        return whole if whole is not None else _remember(corpus, key, _mask(corpus, query))
    if not query.required:
        excluded = [_term_mask(corpus, state, term) for term in query.excluded]
    every = np.ones(len(corpus.pk), dtype=bool)
    all_required: Mask = np.logical_and.reduce([every, *required])
    any_excluded: Mask = np.logical_or.reduce([~every, *excluded])
    return all_required & ~any_excluded


def rows_named(corpus: CorpusIndex, text: str) -> Rows:
    """Return the rows of the advisories that have the whole query as an identifier."""
    name = text.strip().strip(QUOTES).strip()
    names = {name, name.upper(), name.lower(), normalise_identifier(name)}
    aliases = Alias.objects.filter(corpus=corpus.corpus, value__in=names).values_list("advisory_id", flat=True)
    return _rows(corpus, np.array(sorted(set(aliases)), dtype=np.int64))


def text_excerpts(numbers: list[int], text: str) -> dict[int, list[ExcerptPart]]:
    """Return one line of the current text of advisories, by primary key, around the words of a query."""
    query = read_query(text)
    if not (query.required and numbers):
        return {}
    documents = Document.objects.filter(advisory__in=numbers).order_by("pk")
    # The newest document is the last. The list shows its title anyway.
    rows = documents.values_list("advisory_id", "title", "text")
    current = {number: body.removeprefix(title).strip() for number, title, body in rows if number is not None}
    return {number: excerpt(body, query) for number, body in current.items()}


def search_remarks(corpus: CorpusIndex, text: str) -> tuple[list[str], int]:
    """Return what a reader must know about the result of a query, in sentences; and how many texts are not indexed."""
    query = read_query(text)
    if query.is_empty:
        return [], 0
    count = unindexed(corpus)
    remarks = [unsearchable_sentence(query), _indexing_sentence(corpus, count)]
    return [remark for remark in remarks if remark], count


def require_indexed(corpus: CorpusIndex) -> None:
    """Raise StillIndexing if texts of the corpus are not indexed."""
    if sentence := _indexing_sentence(corpus, unindexed(corpus)):
        raise StillIndexing(f"{sentence} Try again when the search is complete.")


def unindexed(corpus: CorpusIndex) -> int:
    """Return how many advisories of the corpus are not indexed as they are now."""
    return UnindexedText.objects.filter(advisory__in=Advisory.objects.filter(corpus=corpus.corpus).values("pk")).count()


def _indexing_sentence(corpus: CorpusIndex, count: int) -> str:
    if not count:
        return ""
    return f"{count:,} of {max(count, len(corpus.pk)):,} texts {'is' if count == 1 else 'are'} still being indexed."


def _term_mask(corpus: CorpusIndex, state: Hashable, term: Term) -> Mask:
    mask = _remembered(corpus, (state, term))
    return mask if mask is not None else _remember(corpus, (state, term), _mask(corpus, SearchQuery((term,))))


def _mask(corpus: CorpusIndex, query: SearchQuery) -> Mask:
    mask = np.zeros(len(corpus.pk), dtype=bool)
    mask[_rows(corpus, matching(query))] = True
    return mask


def _rows(corpus: CorpusIndex, numbers: Rows) -> Rows:
    """Return the rows of advisories, by primary key; those of other corpora are left out."""
    if "pk" not in corpus.orders:
        corpus.orders["pk"] = np.argsort(corpus.pk).astype(np.int64)
    order = corpus.orders["pk"]
    positions = np.searchsorted(corpus.pk, numbers, sorter=order)
    rows: Rows = order[positions[positions < len(order)]]
    known: Rows = rows[corpus.pk[rows] == numbers[positions < len(order)]]
    return known


def _remembered(corpus: CorpusIndex, key: Hashable) -> Mask | None:
    bits = corpus.searched.pop(key, None)
    if bits is None:
        return None
    corpus.searched[key] = bits  # the newest
    return np.unpackbits(bits, count=len(corpus.pk)).view(bool)


def _remember(corpus: CorpusIndex, key: Hashable, mask: Mask) -> Mask:
    for oldest in list(corpus.searched)[: max(0, len(corpus.searched) - REMEMBERED + 1)]:
        corpus.searched.pop(oldest, None)
    corpus.searched[key] = np.packbits(mask)
    return mask
