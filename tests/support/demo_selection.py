"""Selection of the demo's 149 advisories from a longer table of facts.

1. Advisories need a GHSA identifier and must not be withdrawn.
2. Severity is the published word, else the band of the CVSS base score (v3, else v4), else unknown.
3. The 12 projects with the most advisories of known severity are chosen; ties are in the order of names.
4. The first 25 critical, 43 high, 71 moderate and 10 low advisories by GHSA identifier are chosen.
5. The remainder, up to 149, is filled with advisories of unknown severity, by GHSA identifier.

The 12 projects have only 63 moderate and 7 low advisories. Therefore the demo has 25 critical, 43 high, 63 moderate,
7 low and 11 advisories of unknown severity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from annotation.demo.advisory_facts import Fact

SIZE = 149
PROJECTS = 12
WANTED = {"critical": 25, "high": 43, "moderate": 71, "low": 10}


def choose(rows: Iterable[Mapping[str, str]]) -> list[Fact]:
    """Return the facts of the chosen rows of the table, in the order of their GHSA identifiers."""
    facts = [_fact(row) for row in rows if row["ghsa_id"] and not row["withdrawn"]]
    known = Counter(fact.project for fact in facts if fact.band != "unknown")
    projects = sorted(known, key=lambda name: (-known[name], name))[:PROJECTS]
    ordered = sorted((fact for fact in facts if fact.project in projects), key=lambda fact: fact.ghsa_id)
    chosen: list[Fact] = []
    for severity, count in WANTED.items():
        chosen += [fact for fact in ordered if fact.band == severity][:count]
    chosen += [fact for fact in ordered if fact.band == "unknown"][: SIZE - len(chosen)]
    return sorted(chosen, key=lambda fact: fact.ghsa_id)


def _fact(row: Mapping[str, str]) -> Fact:
    return Fact(
        ghsa_id=row["ghsa_id"],
        cve_id=row["cve_id"],
        project=row["project"],
        ecosystem=row["ecosystem"],
        package=row["package"],
        published=row["published"].replace("Z", "+00:00"),
        severity=row["severity"].lower(),
        cvss_vector=row["cvss_v3"] or row["cvss_v4"],
        cvss_score=row["cvss_score"] or row["cvss_v4_score"],
        cwes=frozenset(row["cwe_ids"].split()),
        first_fixed=row["first_fixed"],
    )
