"""How the demo's labels were made. They are constructed, not found: nobody coded these advisories.

Totals and agreement are those of a model study of 149 units: what Ada says, matched, is counted as in
`TOTALS`, and in 35 units Bo says something else, as in `DIFFERENCES`, which gives a Cohen's kappa of 0.63.

Which advisory gets which label follows from its facts: every consequence and every difference takes the
advisories that its rules fit, by GHSA identifier, until it is full; what is left over is "Unauthorized
access". Rules that fit too few raise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotation.demo.advisory_facts import Fact

ACCESS = "Unauthorized access"
INJECTION = "Injection of malicious content"
EXPOSURE = "Exposure of information"
REDIRECTION = "Incorrect redirection"
DENIAL = "Denial of service"
AUTHENTICATION = "Authentication error"
SESSIONS = "Unexpired sessions"
SECRETS = "Insecure secrets"
PROVISIONING = "Incorrect provisioning"
RENDERING = "Incorrect rendering"

Rule = Callable[[Fact], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """What both raters make of one advisory, in the shared codes."""

    ada: str
    bo: str

    @property
    def agreed(self) -> bool:
        return self.ada == self.bo


def cwe(*numbers: int) -> Rule:
    """The advisory names one of these weaknesses."""
    weaknesses = {f"CWE-{number}" for number in numbers}
    return lambda fact: bool(fact.cwes & weaknesses)


def unnamed(impact: str, **metrics: str) -> Rule:
    """The advisory names no weakness, and its vector has this impact and these metrics."""
    return lambda fact: (
        not fact.cwes and fact.impact == impact and all(fact.metric(name) == value for name, value in metrics.items())
    )


def reads_only(*numbers: int) -> Rule:
    """One of these weaknesses, and nothing but confidentiality is said to suffer."""
    named = cwe(*numbers)
    return lambda fact: named(fact) and fact.impact in {"", "C"}


def fits(fact: Fact) -> bool:
    """Any advisory."""
    return True


# Consequence, how many, rules in the order in which they fill it.
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

# What Ada says, what Bo says instead, how often, rules, and why the final decision follows Ada.
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
    """The first `count` of `facts` that a rule fits, rule by rule."""
    ordered = [fact for rule in rules for fact in facts if rule(fact)]
    distinct = list(dict.fromkeys(ordered))
    if len(distinct) < count:
        raise ValueError(f"{count} advisories are needed, but the rules fit {len(distinct)}.")
    return distinct[:count]


def readings(facts: Sequence[Fact]) -> dict[str, Reading]:
    """What Ada and Bo make of each advisory, by GHSA identifier."""
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
    """Why the final decision follows Ada, where Bo says otherwise."""
    reasons: Mapping[tuple[str, str], str] = {(hers, his): why for hers, his, _, _, why in DIFFERENCES}
    return "" if reading.agreed else reasons[reading.ada, reading.bo]
