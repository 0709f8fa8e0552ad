"""The corpus filter: one for the list, its facets and a study's sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from django.db.models import QuerySet
from rest_framework import serializers

from advisories.api.access import may_see_classifications
from advisories.corpus.index import SEVERITIES, CorpusIndex, Mask, current_index
from advisories.models import Advisory, Project
from advisories.platform.database import where_in_numbers
from advisories.platform.errors import NotAllowed

UNKNOWN: Final = "unknown"  # how the empty severity is spelt in an address
SPELT: Final = tuple(word or UNKNOWN for word in SEVERITIES)
HIDDEN: Final = (
    "Severity and weaknesses are hidden from you while you code in an open round, so the corpus cannot be filtered or "
    "sorted by them now."
)


class MultiValueField(serializers.CharField):
    """Values separated by commas."""

    def __init__(self, parse: Callable[[str], Any] = str, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, max_length=1000, **options)
        self.parse = parse

    def run_validation(self, data: Any = serializers.empty) -> Any:
        value = super().run_validation(str(data) if isinstance(data, int) else data)
        return [self.parse(part.strip()) for part in (value or "").split(",") if part.strip()]


def _severity(word: str) -> str:
    if word not in SPELT:
        raise serializers.ValidationError(f'There is no severity "{word}"; write {", ".join(SPELT)}.')
    return "" if word == UNKNOWN else word


def _year(word: str) -> int:
    if not (word.isascii() and word.isdigit() and 1970 <= int(word) <= 9998):
        raise serializers.ValidationError(f'"{word}" is not a year.')
    return int(word)


def _cwe(word: str) -> int:
    number = word.upper().removeprefix("CWE-")
    if not (number.isascii() and number.isdigit() and len(number) <= 6):
        raise serializers.ValidationError(f'"{word}" is no CWE; write its number, such as 79.')
    return int(number)


class AdvisoryFilter(serializers.Serializer[Any]):
    """Which advisories; a field with several values separated by commas means any of them."""

    search = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=200,
        help_text="Words that all stand in the identifiers, title, project or package.",
    )
    project = MultiValueField(help_text="Slugs of projects.")
    severity = MultiValueField(_severity, help_text=f"Of {', '.join(SPELT)}.")
    year = MultiValueField(_year, help_text="Years of publication.")
    ecosystem = MultiValueField(help_text="Names of ecosystems.")
    cwe = MultiValueField(_cwe, help_text="Numbers of weaknesses: 79 or CWE-79.")
    withdrawn = serializers.ChoiceField(
        ["yes", "no", "only"],
        default="no",
        help_text="Whether withdrawn advisories are in, out, or the only ones.",
    )


def filter_masks(corpus: CorpusIndex, values: Mapping[str, Any], *, user: Any) -> dict[str, Mask]:
    """Which rows of the corpus each field of a validated filter lets through."""
    wanted = {name: value for name, value in values.items() if value}
    if not wanted.keys().isdisjoint({"severity", "cwe"}) and not may_see_classifications(user):
        raise NotAllowed(HIDDEN)
    found = {}
    if words := wanted.get("search", "").casefold().split():
        found["search"] = np.logical_and.reduce([corpus.containing(word) for word in dict.fromkeys(words)])
    if slugs := wanted.get("project"):
        numbers = Project.objects.filter(slug__in=slugs).values_list("pk", flat=True)
        found["project"] = np.isin(corpus.project, list(numbers))
    if severities := wanted.get("severity"):
        found["severity"] = np.isin(corpus.severity, [SEVERITIES.index(word) for word in severities])
    if years := wanted.get("year"):
        found["year"] = np.isin(corpus.year, years)
    if names := wanted.get("ecosystem"):
        places = [place for place, name in enumerate(corpus.ecosystems) if name in names]
        found["ecosystem"] = np.isin(corpus.ecosystem, places)
    if cwes := wanted.get("cwe"):
        found["cwe"] = corpus.with_cwe(cwes)
    if (withdrawn := wanted.get("withdrawn", "no")) != "yes":
        found["withdrawn"] = corpus.withdrawn == (withdrawn == "only")
    return found


def all_of(corpus: CorpusIndex, found: Mapping[str, Mask], without: str = "") -> Mask:
    """The rows that every field lets through; one field may be left out of account."""
    whole = np.ones(len(corpus.pk), dtype=bool)
    for name, mask in found.items():
        if name != without:
            whole &= mask
    return whole


def filtered(values: Mapping[str, Any], *, user: Any) -> QuerySet[Advisory]:
    """The advisories that a validated filter lets through."""
    corpus = current_index()
    rows = all_of(corpus, filter_masks(corpus, values, user=user))
    return Advisory.objects.filter(pk__in=where_in_numbers(corpus.pk[rows].tolist()))


def matching_advisories(values: Mapping[str, Any], *, user: Any) -> tuple[list[str], str]:
    """Keys in their order, and the filter in words: what a study's sample is drawn from."""
    # Sorted here, as databases disagree on the order of letters and a sample must be the same on each.
    keys = sorted(filtered(values, user=user).values_list("key", flat=True))
    parts = {
        "with the words": [f"“{values['search']}” in their facts"] if values.get("search") else [],
        "of project": values.get("project") or [],
        "of severity": [word or UNKNOWN for word in values.get("severity") or []],
        "published in": [str(year) for year in values.get("year") or []],
        "in": values.get("ecosystem") or [],
        "with": [f"CWE-{number}" for number in values.get("cwe") or []],
    }
    which = ", ".join(f"{word} {' or '.join(options)}" for word, options in parts.items() if options)
    withdrawn = {"yes": "withdrawn ones included", "only": "withdrawn ones only", "no": "withdrawn ones left out"}
    noun = "advisory" if len(keys) == 1 else "advisories"
    scope = f"{len(keys)} {noun} of the corpus {which}" if which else f"All {len(keys)} {noun} of the corpus"
    return keys, f"{scope}, {withdrawn[values.get('withdrawn', 'no')]}, in the order of their identifiers"
