"""Advisories by the names that people give them in a corpus: any identifier, or the local one of a table's row."""

from __future__ import annotations

from collections.abc import Iterable

from advisories.formats import table
from advisories.models import Alias, Corpus, SourceRecord
from advisories.platform.database import where_in


def identifiers_named(names: Iterable[str], corpus: Corpus) -> dict[str, list[str]]:
    """Return name -> the identifiers that it may mean: itself if there is one, else those of tables that end in it."""
    names = set(names)
    exact = set(Alias.objects.filter(corpus=corpus, value__in=where_in(names)).values_list("value", flat=True))
    named = {name: [name] for name in exact}
    if missing := sorted(names - exact):
        sources = SourceRecord.objects.filter(corpus=corpus, format=table.NAME).exclude(part="").order_by("part")
        candidates = {
            f"{source}:{name}": name for source in sources.values_list("part", flat=True).distinct() for name in missing
        }
        local = Alias.objects.filter(corpus=corpus, value__in=where_in(candidates)).order_by("value")
        for value in local.values_list("value", flat=True):
            named.setdefault(candidates[value], []).append(value)
    return named
