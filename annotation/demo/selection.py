"""How the demo's 149 advisories were chosen out of a longer table of facts.

1. Only advisories with a GHSA identifier that were not withdrawn.
2. Severity is the published word, else the band of the CVSS base score (v3, else v4), else unknown.
3. The 12 projects with most advisories whose severity is known; of equally many, the first by name.
4. By GHSA identifier, up to 25 critical, 43 high, 71 moderate and 10 low.
5. The remaining places, by GHSA identifier, go to advisories whose severity is unknown.

The 12 projects have 63 moderate and 7 low ones, fewer than there is room for. So the demo has 25 critical,
43 high, 63 moderate, 7 low and 11 of unknown severity: none was invented to fill up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from annotation.demo.advisory_facts import Fact

SIZE = 149
PROJECTS = 12
PLACES = {"critical": 25, "high": 43, "moderate": 71, "low": 10}


def choose(rows: Iterable[Mapping[str, str]]) -> list[Fact]:
    """Choose from rows with the columns of the table of facts."""
    facts = [_fact(row) for row in rows if row["ghsa_id"] and not row["withdrawn"]]
    known = Counter(fact.project for fact in facts if fact.band != "unknown")
    projects = sorted(known, key=lambda name: (-known[name], name))[:PROJECTS]
    ordered = sorted((fact for fact in facts if fact.project in projects), key=lambda fact: fact.ghsa_id)
    chosen: list[Fact] = []
    for severity, count in PLACES.items():
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
