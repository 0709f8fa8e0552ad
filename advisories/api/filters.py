"""The filter of the corpus, shared by the list, its facets and the sample of a study."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from django.db.models import QuerySet
from rest_framework import serializers

from advisories.api.access import may_see_classifications
from advisories.corpus.corpora import corpus_in_words
from advisories.corpus.index import SEVERITIES, CorpusIndex, Mask, current_index
from advisories.corpus.search import require_indexed, search_mask
from advisories.models import Advisory, Corpus, Project
from advisories.platform.database import where_in_numbers
from advisories.platform.errors import NotAllowed

UNKNOWN: Final = "unknown"  # the empty severity in a URL
SEVERITY_NAMES: Final = tuple(word or UNKNOWN for word in SEVERITIES)
HIDDEN: Final = (
    "Severity and weaknesses are hidden from you while you code in a round in progress. Filter and sort by them "
    "after it is closed."
)


class MultiValueField(serializers.CharField):
    """A field that accepts several values, separated by commas."""

    def __init__(self, parse: Callable[[str], Any] = str, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, max_length=1000, **options)
        self.parse = parse

    def run_validation(self, data: Any = serializers.empty) -> Any:
        value = super().run_validation(str(data) if isinstance(data, int) else data)
        return [self.parse(part.strip()) for part in (value or "").split(",") if part.strip()]


def _severity(word: str) -> str:
    if word not in SEVERITY_NAMES:
        raise serializers.ValidationError(f'Unknown severity "{word}". Use {", ".join(SEVERITY_NAMES)}.')
    return "" if word == UNKNOWN else word


def _year(word: str) -> int:
    if not (word.isascii() and word.isdigit() and 1970 <= int(word) <= 9998):
        raise serializers.ValidationError(f'Invalid year "{word}". Use a year like 2024.')
    return int(word)


def _cwe(word: str) -> int:
    number = word.upper().removeprefix("CWE-")
    if not (number.isascii() and number.isdigit() and len(number) <= 6):
        raise serializers.ValidationError(f'Invalid CWE "{word}". Use its number, like 79.')
    return int(number)


class AdvisoryFilter(serializers.Serializer[Any]):
    """Criteria for advisories. Several values of one field, separated by commas, mean any of them."""

    search = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=200,
        help_text="Words that must all occur in the identifiers, title, texts, project or packages, each as the "
        'beginning of a word; "phrases in quotes"; -word for what must not occur.',
    )
    project = MultiValueField(help_text="Slugs of projects.")
    severity = MultiValueField(_severity, help_text=f"Any of {', '.join(SEVERITY_NAMES)}.")
    year = MultiValueField(_year, help_text="Years of publication.")
    ecosystem = MultiValueField(help_text="Names of ecosystems.")
    cwe = MultiValueField(_cwe, help_text="Numbers of weaknesses: 79 or CWE-79.")
    joined = serializers.ChoiceField(
        ["true", "false"],
        required=False,
        help_text="“true” lists only advisories that are joined: they have two CVEs or two GHSAs.",
    )
    withdrawn = serializers.ChoiceField(
        ["yes", "no", "only"],
        default="no",
        help_text="Whether withdrawn advisories are included, left out, or the only ones.",
    )


def filter_masks(corpus: CorpusIndex, values: Mapping[str, Any], *, user: Any) -> dict[str, Mask]:
    """Return, per field of a validated filter, a mask of the corpus rows that satisfy it."""
    filled = {name: value for name, value in values.items() if value}
    if not filled.keys().isdisjoint({"severity", "cwe"}) and not may_see_classifications(user):
        raise NotAllowed(HIDDEN)
    masks = {}
    if text := filled.get("search", "").strip():
        masks["search"] = search_mask(corpus, text)
    if slugs := filled.get("project"):
        numbers = Project.objects.filter(corpus=corpus.corpus, slug__in=slugs).values_list("pk", flat=True)
        masks["project"] = np.isin(corpus.project, list(numbers))
    if severities := filled.get("severity"):
        masks["severity"] = np.isin(corpus.severity, [SEVERITIES.index(word) for word in severities])
    if years := filled.get("year"):
        masks["year"] = np.isin(corpus.year, years)
    if names := filled.get("ecosystem"):
        ecosystems = [number for number, name in enumerate(corpus.ecosystems) if name in names]
        masks["ecosystem"] = np.isin(corpus.ecosystem, ecosystems)
    if cwes := filled.get("cwe"):
        masks["cwe"] = corpus.with_cwe(cwes)
    if filled.get("joined") == "true":
        masks["joined"] = corpus.joined
    if (withdrawn := filled.get("withdrawn", "no")) != "yes":
        masks["withdrawn"] = corpus.withdrawn == (withdrawn == "only")
    return masks


def all_of(corpus: CorpusIndex, masks: Mapping[str, Mask], without: str = "") -> Mask:
    """Return the mask of rows that satisfy every field; the field `without` is ignored."""
    whole = np.ones(len(corpus.pk), dtype=bool)
    for name, mask in masks.items():
        if name != without:
            whole &= mask
    return whole


def filtered(corpus: Corpus, values: Mapping[str, Any], *, user: Any) -> QuerySet[Advisory]:
    """Return the advisories of a corpus that satisfy a validated filter.

    Raise StillIndexing if its search is not complete.
    """
    index = current_index(corpus)
    if values.get("search"):
        require_indexed(index)
    rows = all_of(index, filter_masks(index, values, user=user))
    return Advisory.objects.filter(pk__in=where_in_numbers(index.pk[rows].tolist()))


def matching_advisories(corpus: Corpus, values: Mapping[str, Any], *, user: Any) -> tuple[list[str], str]:
    """Return the sorted keys of the matching advisories of a corpus, and the filter in words."""
    # Sorted here: databases collate differently, and a sample must be the same on each.
    keys = sorted(filtered(corpus, values, user=user).values_list("key", flat=True))
    parts = {
        "with the words": [f"“{values['search']}” in their facts or texts"] if values.get("search") else [],
        "of project": values.get("project") or [],
        "of severity": [word or UNKNOWN for word in values.get("severity") or []],
        "published in": [str(year) for year in values.get("year") or []],
        "in": values.get("ecosystem") or [],
        "with": [f"CWE-{number}" for number in values.get("cwe") or []],
        "with several": ["CVEs or GHSAs"] if values.get("joined") == "true" else [],
    }
    which = ", ".join(f"{word} {' or '.join(options)}" for word, options in parts.items() if options)
    withdrawn = {"yes": "withdrawn ones included", "only": "withdrawn ones only", "no": "withdrawn ones left out"}
    noun = "advisory" if len(keys) == 1 else "advisories"
    of_corpus = f"{noun} of {corpus_in_words(corpus)}"
    scope = f"{len(keys)} {of_corpus} {which}" if which else f"All {len(keys)} {of_corpus}"
    return keys, f"{scope}, {withdrawn[values.get('withdrawn', 'no')]}, in the order of their identifiers"
