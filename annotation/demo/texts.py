"""Composes the demo's texts from the facts and labels of advisories.

Severity, CVSS and CWE are never named, because raters code without them. A hash of the identifier selects each phrase,
so the same input always gives the same text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

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
from annotation.demo.phrases import PHRASES

CLOSING = (
    "*Demo text, written by the Intercoder project from public facts: identifiers, package and versions. "
    "What it says of cause and effect is constructed for practice and need not be what the published "
    "advisory says.*"
)
OPENINGS = (
    "This advisory ({cve}) is about `{package}`. {project} {does}.",
    "{project} {does}. The package `{package}` ({ecosystem}) is affected by {cve}.",
    "A flaw was reported in `{package}`, a package of {project}, which {does}. It is known as {cve}.",
)
FIXES = (
    "The first version named as fixed is `{version}`.",
    "Upgrade to `{version}` or later.",
    "**Fixed in** `{version}`.",
)
UNFIXED = (
    "The public facts name no fixed version.",
    "No version is named as fixed in the facts this text is made from.",
)
# By consequence: the theme of the weaknesses that an advisory names, and the themes for all other advisories.
NAMED: dict[str, tuple[tuple[Rule, str], ...]] = {
    ACCESS: (
        (cwe(22, 23, 29, 36), "path"),
        (cwe(346, 352), "origin"),
        (cwe(502), "objects sent"),
        (cwe(20), "input"),
        (lambda fact: bool(fact.cwes), "permission"),
    ),
    INJECTION: ((cwe(74, 79), "script"),),
    EXPOSURE: ((cwe(209), "errors"), (cwe(525), "cache")),
    AUTHENTICATION: ((cwe(295), "certificate"),),
    SESSIONS: ((cwe(613), "session"),),
    SECRETS: ((cwe(330), "foreseen token"),),
}
UNNAMED = {
    ACCESS: ("permission", "object", "port", "path"),
    INJECTION: ("command",),
    EXPOSURE: ("logs", "answer", "settings"),
    AUTHENTICATION: ("identity",),
    REDIRECTION: ("redirect",),
    DENIAL: ("load",),
    SESSIONS: ("fixation",),
    SECRETS: ("shown token",),
    PROVISIONING: ("provisioning",),
    RENDERING: ("rendering",),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A composed text, and the clauses in it that state its consequence."""

    title: str
    body: str
    theme: str
    cause: str
    effect: str
    hint: str  # the clause for Bo's code where the raters differ, else ""


def pick(fact: Fact, slot: str, options: Sequence[str]) -> str:
    """Return one of `options`, always the same one for this advisory and slot."""
    digest = sha256(f"{slot}:{fact.ghsa_id}".encode()).digest()
    return options[int.from_bytes(digest[:8], "big") % len(options)]


def compose(fact: Fact, reading: Reading) -> Text:
    """Return the text of one advisory."""
    about = PHRASES.projects[fact.project]
    name = theme_of(fact, reading.ada)
    theme = PHRASES.themes[name]
    words = {
        "part": pick(fact, "part", PHRASES.provider_parts if "-providers-" in fact.package else about.parts),
        "data": pick(fact, "data", about.data),
        "work": about.work,
        "until": "Until then" if fact.first_fixed else "For now",
        "whoever": "Whoever cannot upgrade" if fact.first_fixed else "Whoever runs it",
    }

    def phrase(slot: str, options: Sequence[str]) -> str:
        return pick(fact, slot, options).format(**words)

    cause = phrase("cause", theme.causes)
    gain = phrase("effect", PHRASES.access[fact.impact] if reading.ada == ACCESS else theme.effects)
    effect = f"{actor(fact)} {gain}"
    hint = "" if reading.agreed else phrase("hint", PHRASES.hints[reading.bo])
    opening = pick(fact, "opening", OPENINGS).format(
        cve=fact.cve_id or fact.ghsa_id,
        package=fact.package,
        project=fact.project,
        does=about.does,
        ecosystem=fact.ecosystem,
    )
    fix = pick(fact, "fix", FIXES if fact.first_fixed else UNFIXED).format(version=fact.first_fixed)
    paragraphs = [
        f"{opening} The cause: {cause}.",
        f"**Impact.** {sentence(effect)}. {hint and hint + '.'}".rstrip(),
        f"{fix} {phrase('workaround', PHRASES.workarounds[reading.ada])}",
        CLOSING,
    ]
    headline = sentence(phrase("headline", theme.headlines))
    return Text(f"{fact.project}: {headline}", "\n\n".join(paragraphs), name, cause, sentence(effect), hint)


def theme_of(fact: Fact, consequence: str) -> str:
    """Return the theme of an advisory: by the weaknesses that it names, else by its identifier."""
    for rule, theme in NAMED.get(consequence, ()):
        if rule(fact):
            return theme
    if consequence == ACCESS and fact.impact in {
        "",
        "A",
    }:  # "path" and "port" imply reading
        return pick(fact, "theme", ("permission", "object"))
    return pick(fact, "theme", UNNAMED[consequence])


def actor(fact: Fact) -> str:
    """Return the attacker that the CVSS vector describes: location, rights, and help by a user."""
    if not fact.cvss_vector:
        return pick(fact, "actor", ("an attacker", "somebody with ill intent", "an attacker who knows of this"))
    helped = fact.metric("UI") not in {"", "N"}
    local = fact.metric("AV") == "L"
    rights = fact.metric("PR")
    if rights == "H":
        who = "a user who already has extensive rights"
    elif rights == "L":
        who = pick(fact, "actor", ("a signed-in user", "any user with an ordinary account", "a user with few rights"))
    elif helped:
        who = "an attacker"
    else:
        who = pick(
            fact,
            "actor",
            (
                "an attacker who can reach the server",
                "anybody on the network, without an account,",
                "an attacker without an account",
            ),
        )
    if local and rights == "L":
        who = "somebody with an account on the same machine"
    if helped:
        lure = ("file",) if local else ("link", "page")
        who += f" who gets another person to open a prepared {pick(fact, 'lure', lure)}"
    return who


def sentence(clause: str) -> str:
    """Return the clause with a capital letter."""
    return clause[:1].upper() + clause[1:]
