"""Construction of the demo's labels. No rater has coded these advisories.

Totals and agreement are those of a model study of 149 units: Ada's matched codes have the counts in `TOTALS`, and in
35 units Bo's code differs as in `DIFFERENCES`, which gives a Cohen's kappa of 0.63.

The label of an advisory follows from its facts: every consequence and every difference gets the first advisories, by
GHSA identifier, that its rules fit. The others get "Unauthorized access".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotation.demo.advisory_facts import Fact
from annotation.demo.constructed_labels import (
    ACCESS,
    AUTHENTICATION,
    DENIAL,
    EXPOSURE,
    INJECTION,
    PROVISIONING,
    REDIRECTION,
    RENDERING,
    SECRETS,
    SESSIONS,
    Reading,
    Rule,
    cwe,
)


def unnamed(impact: str, **metrics: str) -> Rule:
    """Return a rule for advisories without a weakness whose vector has this impact and these metrics."""
    return lambda fact: (
        not fact.cwes and fact.impact == impact and all(fact.metric(name) == value for name, value in metrics.items())
    )


def reads_only(*numbers: int) -> Rule:
    """Return a rule for advisories with one of these weaknesses that affect confidentiality at most."""
    named = cwe(*numbers)
    return lambda fact: named(fact) and fact.impact in {"", "C"}


# Consequence, number of units, rules in the order in which they apply.
TOTALS: tuple[tuple[str, int, tuple[Rule, ...]], ...] = (
    (REDIRECTION, 7, (cwe(601), unnamed("CI", S="C", C="L", I="L"))),
    (INJECTION, 16, (cwe(79, 78, 94), cwe(74, 77, 89, 116))),
    (DENIAL, 6, (unnamed("A"),)),
    (SESSIONS, 4, (cwe(613), cwe(384))),
    (SECRETS, 3, (cwe(330, 598),)),
    (AUTHENTICATION, 4, (cwe(287, 290, 295),)),
    (PROVISIONING, 1, (cwe(276),)),
    (RENDERING, 1, (unnamed("I", UI="R"),)),
    (
        EXPOSURE,
        14,
        (
            lambda fact: "CWE-200" in fact.cwes,
            reads_only(209, 525, 668),
            unnamed("C", C="L"),
            unnamed("C", PR="L"),
        ),
    ),
)


# Ada's code, Bo's code, number of units, rules, and why the final decision follows Ada.
DIFFERENCES: tuple[tuple[str, str, int, tuple[Rule, ...], str], ...] = (
    (ACCESS, AUTHENTICATION, 5, (cwe(306, 346, 352), unnamed("CIA", PR="N")),
     "The sign-in works as intended; what is missing is the check of rights behind it."),
    (ACCESS, EXPOSURE, 8, (unnamed("C"),),
     "The data were reached by going past a boundary, not shown to people by mistake."),
    (ACCESS, PROVISIONING, 2, (cwe(281, 250), unnamed("IA")),
     "The set-up is as specified; the way past it is the finding."),
    (ACCESS, INJECTION, 5, (cwe(20, 502), unnamed("CIA")),
     "The request is prepared, but no content of the attacker's is stored or run; rights are gained."),
    (ACCESS, SECRETS, 1, (unnamed("CI"),),
     "The token is sound. It is accepted for more than it was issued for."),
    (ACCESS, SESSIONS, 1, (unnamed("CI", UI="R"),),
     "The session is still the user's own when it is misused."),
    (EXPOSURE, INJECTION, 1, (unnamed("C"),),
     "The prepared value is only the means; what happens is that data become readable."),
    (EXPOSURE, ACCESS, 4, (cwe(200),),
     "Nobody goes past a boundary here: the data are shown to people who may be on that page."),
    (REDIRECTION, ACCESS, 1, (unnamed("CI", PR="L"),),
     "The text stops at the wrong destination; access is what might follow."),
    (INJECTION, RENDERING, 1, (cwe(79),),
     "A script that runs is more than a page that looks wrong."),
    (INJECTION, ACCESS, 2, (cwe(78, 94),),
     "Rights are gained, but by content of the attacker's that is run: the codebook puts that here."),
    (SECRETS, EXPOSURE, 1, (cwe(598),),
     "The secret itself no longer protects; which data become readable is not said."),
    (SESSIONS, ACCESS, 3, (cwe(384), cwe(613)),
     "Access lasts because the session does: the cause named in the text decides."),
)  # fmt: skip


def choose_advisories(facts: Sequence[Fact], count: int, rules: Sequence[Rule]) -> list[Fact]:
    """Return the first `count` advisories that rules fit, rule by rule; raise ValueError if too few fit."""
    ordered = [fact for rule in rules for fact in facts if rule(fact)]
    distinct = list(dict.fromkeys(ordered))
    if len(distinct) < count:
        raise ValueError(f"{count} advisories are needed, but the rules fit {len(distinct)}.")
    return distinct[:count]


def readings(facts: Sequence[Fact]) -> dict[str, Reading]:
    """Return the codes of Ada and Bo for each advisory, by GHSA identifier."""
    ada = dict.fromkeys((fact.ghsa_id for fact in facts), "")
    for consequence, count, rules in TOTALS:
        free = [fact for fact in facts if not ada[fact.ghsa_id]]
        ada |= {fact.ghsa_id: consequence for fact in choose_advisories(free, count, rules)}
    ada = {unit: consequence or ACCESS for unit, consequence in ada.items()}
    bo = dict(ada)
    for hers, his, count, rules, _ in DIFFERENCES:
        free = [fact for fact in facts if ada[fact.ghsa_id] == hers == bo[fact.ghsa_id]]
        bo |= {fact.ghsa_id: his for fact in choose_advisories(free, count, rules)}
    return {unit: Reading(ada[unit], bo[unit]) for unit in ada}


def reason(reading: Reading) -> str:
    """Return why the final decision follows Ada; "" if both raters agree."""
    reasons: Mapping[tuple[str, str], str] = {(hers, his): why for hers, his, _, _, why in DIFFERENCES}
    return "" if reading.agreed else reasons[reading.ada, reading.bo]
