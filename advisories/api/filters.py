"""The corpus filter: one for the list, its facets and a study's sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db.models import Q, QuerySet
from rest_framework import serializers

from advisories.api.access import shows_classifications
from advisories.errors import NotAllowed
from advisories.models import Advisory

UNKNOWN: Final = "unknown"  # how the empty severity is spelt in an address
SEVERITIES: Final = (*filter(None, Advisory.Severity.values), UNKNOWN)
HIDDEN: Final = (
    "Severity is hidden from you while you code in an open round, so the corpus cannot be filtered by it now."
)


class Several(serializers.CharField):
    """Values separated by commas."""

    def __init__(self, parse: Callable[[str], Any] = str, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, max_length=1000, **options)
        self.parse = parse

    def run_validation(self, data: Any = serializers.empty) -> Any:
        value = super().run_validation(str(data) if isinstance(data, int) else data)
        return [self.parse(part.strip()) for part in (value or "").split(",") if part.strip()]


def _severity(word: str) -> str:
    if word not in SEVERITIES:
        raise serializers.ValidationError(f'There is no severity "{word}"; write {", ".join(SEVERITIES)}.')
    return "" if word == UNKNOWN else word


def _year(word: str) -> int:
    if not (word.isascii() and word.isdigit() and 1970 <= int(word) <= 9998):
        raise serializers.ValidationError(f'"{word}" is not a year.')
    return int(word)


class AdvisoryFilter(serializers.Serializer[Any]):
    """Which advisories; a field with several values separated by commas means any of them."""

    search = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=200,
        help_text="Words that all stand in the identifiers, title, project or package.",
    )
    project = Several(help_text="Slugs of projects.")
    severity = Several(_severity, help_text=f"Of {', '.join(SEVERITIES)}.")
    year = Several(_year, help_text="Years of publication.")
    ecosystem = Several(help_text="Names of ecosystems.")
    withdrawn = serializers.ChoiceField(
        ["yes", "no", "only"],
        default="no",
        help_text="Whether withdrawn advisories are in, out, or the only ones.",
    )


def filtered(values: Mapping[str, Any], *, user: Any, without: str = "") -> QuerySet[Advisory]:
    """The advisories that a validated filter lets through; one field may be left out of account."""
    wanted = {name: value for name, value in values.items() if value and name != without}
    found = Advisory.objects.all()
    for word in wanted.get("search", "").casefold().split():
        found = found.filter(search_text__contains=word)
    if slugs := wanted.get("project"):
        found = found.filter(project__slug__in=slugs)
    if words := wanted.get("severity"):
        if not shows_classifications(user):
            raise NotAllowed(HIDDEN)
        found = found.filter(severity__in=words)
    if years := wanted.get("year"):
        of_years = Q()
        for year in years:
            of_years |= Q(published_at__year=year)
        found = found.filter(of_years)
    if names := wanted.get("ecosystem"):
        found = found.filter(ecosystem__in=names)
    withdrawn = wanted.get("withdrawn", "no")
    return found if withdrawn == "yes" else found.filter(withdrawn_at__isnull=withdrawn == "no")


def matching_advisories(values: Mapping[str, Any], *, user: Any) -> tuple[list[str], str]:
    """Keys in their order, and the filter in words: what a study's sample is drawn from."""
    # Sorted here, as databases disagree on the order of letters and a sample must be the same on each.
    keys = sorted(filtered(values, user=user).values_list("key", flat=True))
    parts = {
        "with": [f"“{values['search']}” in their facts"] if values.get("search") else [],
        "of project": values.get("project") or [],
        "of severity": [word or UNKNOWN for word in values.get("severity") or []],
        "published in": [str(year) for year in values.get("year") or []],
        "in": values.get("ecosystem") or [],
    }
    which = ", ".join(f"{word} {' or '.join(options)}" for word, options in parts.items() if options)
    withdrawn = {"yes": "withdrawn ones included", "only": "withdrawn ones only", "no": "withdrawn ones left out"}
    noun = "advisory" if len(keys) == 1 else "advisories"
    scope = f"{len(keys)} {noun} of the corpus {which}" if which else f"All {len(keys)} {noun} of the corpus"
    return keys, f"{scope}, {withdrawn[values.get('withdrawn', 'no')]}, in the order of their identifiers"
