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
from advisories.corpus.projects import current_projects
from advisories.corpus.search import require_indexed, search_mask
from advisories.models import Advisory, Corpus
from advisories.platform.database import where_in_numbers
from advisories.platform.errors import NotAllowed

UNKNOWN: Final = "unknown"  # the empty severity in a URL
SEVERITY_NAMES: Final = tuple(word or UNKNOWN for word in SEVERITIES)
EPSS_RANGE: Final = ("epss_min", "epss_max")
CLASSIFICATIONS: Final = frozenset({"severity", "cwe", "kev", *EPSS_RANGE})
HIDDEN: Final = (
    "Severity, weaknesses, KEV and EPSS are hidden from you while you code in a round in progress. Filter and sort by "
    "them after it is closed."
)


class MultiValueField(serializers.CharField):
    """A field that accepts several values, separated by commas."""

    def __init__(self, parse: Callable[[str], Any] = str, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, max_length=1000, **options)
        self.parse = parse

    def run_validation(self, data: Any = serializers.empty) -> Any:
        value = super().run_validation(str(data) if isinstance(data, int) else data)
        return [self.parse(part.strip()) for part in (value or "").split(",") if part.strip()]


class ShareField(serializers.CharField):
    """A field that accepts a number from 0 to 1."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, max_length=40, **options)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        is_number = isinstance(data, int | float) and not isinstance(data, bool)
        text = super().run_validation(str(data) if is_number else data)
        if not text:
            return None
        try:
            share = float(text)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            raise serializers.ValidationError(f'Invalid EPSS score "{text}". Use a number from 0 to 1.')
        return share


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
    kev = serializers.ChoiceField(
        ["yes", "no"],
        required=False,
        allow_blank=True,
        allow_null=True,
        help_text="Whether CISA's catalogue lists them as known to be exploited.",
    )
    epss_min = ShareField(help_text="Smallest EPSS score, from 0 to 1.")
    epss_max = ShareField(help_text="Largest EPSS score, from 0 to 1.")
    withdrawn = serializers.ChoiceField(
        ["yes", "no", "only"],
        default="no",
        help_text="Whether withdrawn advisories are included, left out, or the only ones.",
    )


def filter_masks(corpus: CorpusIndex, values: Mapping[str, Any], *, user: Any) -> dict[str, Mask]:
    """Return, per field of a validated filter, a mask of the corpus rows that satisfy it."""
    filled = {name: value for name, value in values.items() if value or (name in EPSS_RANGE and value is not None)}
    if not filled.keys().isdisjoint(CLASSIFICATIONS) and not may_see_classifications(user):
        raise NotAllowed(HIDDEN)
    masks = {}
    if text := filled.get("search", "").strip():
        masks["search"] = search_mask(corpus, text)
    if slugs := filled.get("project"):
        masks["project"] = np.isin(corpus.project, current_projects(slugs, corpus.corpus))
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
    if kev := filled.get("kev"):
        masks["kev"] = corpus.kev == (kev == "yes")
    if not filled.keys().isdisjoint(EPSS_RANGE):
        lowest, highest = filled.get("epss_min", 0), filled.get("epss_max", 1)
        masks["epss"] = (corpus.epss >= lowest) & (corpus.epss <= highest)
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


def exploits_in_words(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the conditions on KEV and EPSS, by the word before them."""
    lowest, highest = (values.get(name) for name in EPSS_RANGE)
    listed = {"yes": "in CISA's KEV catalogue", "no": "not in CISA's KEV catalogue"}.get(values.get("kev") or "")
    scores = [] if lowest is None and highest is None else [f"{lowest or 0:g} to {1 if highest is None else highest:g}"]
    return {"that are": [listed] if listed else [], "with an EPSS score of": scores}


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
    parts |= exploits_in_words(values)
    which = ", ".join(f"{word} {' or '.join(options)}" for word, options in parts.items() if options)
    withdrawn = {"yes": "withdrawn ones included", "only": "withdrawn ones only", "no": "withdrawn ones left out"}
    noun = "advisory" if len(keys) == 1 else "advisories"
    of_corpus = f"{noun} of {corpus_in_words(corpus)}"
    scope = f"{len(keys)} {of_corpus} {which}" if which else f"All {len(keys)} {of_corpus}"
    return keys, f"{scope}, {withdrawn[values.get('withdrawn', 'no')]}, in the order of their identifiers"
