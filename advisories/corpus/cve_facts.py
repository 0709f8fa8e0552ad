"""What CISA's KEV catalogue and EPSS state about advisories, by their CVEs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from advisories.models import Alias, CveFact
from advisories.platform.database import where_in, where_in_numbers


@dataclass(frozen=True, slots=True)
class ExploitFacts:
    """The facts of an advisory as JSON; None where nothing is known."""

    kev: dict[str, Any] | None = None
    epss: dict[str, Any] | None = None


def exploit_facts(advisories: Iterable[int]) -> dict[int, ExploitFacts]:
    """Return advisory → what is known about it, in two queries; only advisories about which something is known.

    Of an advisory with several CVEs, the entry that was added first and the highest score count.
    """
    aliases = Alias.objects.filter(advisory__in=where_in_numbers(advisories), value__startswith="CVE-").order_by()
    names = list(aliases.values_list("corpus", "value", "advisory"))
    stored = CveFact.objects.filter(cve__in=where_in({cve for _, cve, _ in names})).order_by()
    facts_of = {(fact.corpus_id, fact.cve): fact for fact in stored} if names else {}
    of_advisory: dict[int, list[CveFact]] = defaultdict(list)
    for corpus, cve, advisory in names:
        if facts := facts_of.get((corpus, cve)):
            of_advisory[advisory].append(facts)
    return {advisory: _merged(facts) for advisory, facts in of_advisory.items()}


def _merged(facts: list[CveFact]) -> ExploitFacts:
    listed = min((fact for fact in facts if fact.kev_added), key=lambda fact: (fact.kev_added, fact.cve), default=None)
    scored = max(
        (fact for fact in facts if fact.epss is not None), key=lambda fact: (fact.epss, fact.cve), default=None
    )
    kev = (
        {"added": _day(listed.kev_added), "due": _day(listed.kev_due), "ransomware": bool(listed.kev_ransomware)}
        if listed
        else None
    )
    epss = (
        {
            "score": scored.epss,
            "percentile": scored.epss_percentile,
            "date": _day(scored.epss_date),
            "model": scored.epss_model,
        }
        if scored
        else None
    )
    return ExploitFacts(kev, epss)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def all_exploit_facts(corpus: int) -> Iterator[tuple[int, bool, float]]:
    """Yield each advisory of a corpus with such a fact, whether the catalogue lists it, and its EPSS score or -1."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT alias.advisory_id, max(CASE WHEN fact.kev_added IS NULL THEN 0 ELSE 1 END), "
            "coalesce(max(fact.epss), -1) FROM advisories_cvefact AS fact "
            "JOIN advisories_alias AS alias ON alias.value = fact.cve AND alias.corpus_id = fact.corpus_id "
            "WHERE fact.corpus_id = %s GROUP BY alias.advisory_id",
            [corpus],
        )
        while rows := cursor.fetchmany(10_000):
            yield from ((advisory, bool(kev), epss) for advisory, kev, epss in rows)
