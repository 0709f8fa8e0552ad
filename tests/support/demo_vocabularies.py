"""The raters' own codes, and the rows of `labels.csv` and `matching.csv` that follow from them.

The demo reads both files. `label_rows` and `matching_rows` reproduce them.
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
)
from annotation.demo.texts import Text, compose
from tests.support.demo_labels import readings, reason

LABEL_COLUMNS = (
    "unit",
    "ada",
    "bo",
    "ada_segment",
    "bo_segment",
    "ada_certainty",
    "bo_certainty",
    "reason",
)


@dataclass(frozen=True, slots=True)
class Word:
    """A rater's own code for a shared code, in texts of these themes; without themes, in all other texts."""

    code: str
    shared: str
    reason: str
    themes: tuple[str, ...] = ()


ADA = (
    Word("Injected script", INJECTION, "A script is one kind of injected content.", ("script",)),
    Word("Injected command", INJECTION, "A command is one kind of injected content."),
    Word("Unauthorized access", ACCESS, "Same words, same use."),
    Word("Sensitive data shown", EXPOSURE, "Something is shown to people who should not see it."),
    Word("Open redirect", REDIRECTION, "The technical name of the same thing."),
    Word("Denial of service", DENIAL, "Same words, same use."),
    Word("Authentication flaw", AUTHENTICATION, "Only used where the sign-in itself goes wrong."),
    Word("Session not ended", SESSIONS, "The session is what outlives its time."),
    Word("Weak secret", SECRETS, "A secret that does not protect."),
    Word("Wrong provisioning", PROVISIONING, "Same use."),
    Word("Wrong rendering", RENDERING, "Same use."),
)
BO = (
    Word(
        "Outside the allowed folder",
        ACCESS,
        "A folder is one of the limits of what somebody may reach.",
        ("path",),
    ),
    Word("Access without permission", ACCESS, "Says in other words what unauthorized access is."),
    Word("Secrets in logs or settings", EXPOSURE, "A place where exposed data are found.", ("logs", "settings")),
    Word("Data readable by others", EXPOSURE, "Exposure seen from the side of the reader."),
    Word("Code or markup smuggled in", INJECTION, "Covers scripts and commands alike."),
    Word("open redirect", REDIRECTION, "Same words but for the capital letter."),
    Word("Denial of service", DENIAL, "Same words, same use."),
    Word("Sign-in can be fooled", AUTHENTICATION, "The wrong person is accepted."),
    Word("Session outlives sign-out", SESSIONS, "A session that ought to be over."),
    Word("Token does not protect", SECRETS, "Tokens are the secrets in these texts."),
    Word("Set up otherwise than planned", PROVISIONING, "What is set up differs from what is specified."),
    Word("Page shows the wrong thing", RENDERING, "The interface shows content wrongly."),
)


def own_word(vocabulary: Sequence[Word], shared: str, theme: str) -> str:
    """Return a rater's own code for a shared code; codes for this theme precede codes for all themes."""
    words = [word for word in vocabulary if word.shared == shared and (theme in word.themes or not word.themes)]
    return words[0].code


def segments(fact: Fact, text: Text, agreed: bool) -> tuple[str, str]:
    """Return the words that Ada and Bo mark: where they differ, and in two of five other units."""
    if not agreed:
        return text.effect, text.hint
    draw = sha256(f"segments:{fact.ghsa_id}".encode()).digest()[0] % 5
    if draw == 0:
        return text.effect, text.effect
    return (text.effect, text.cause) if draw == 1 else ("", "")


def label_rows(facts: Sequence[Fact]) -> list[dict[str, str]]:
    """Return the rows of labels.csv."""
    rows = []
    for fact, reading in zip(facts, readings(facts).values(), strict=True):
        text = compose(fact, reading)
        marked = segments(fact, text, reading.agreed)
        values = (
            fact.ghsa_id,
            own_word(ADA, reading.ada, text.theme),
            own_word(BO, reading.bo, text.theme),
            *marked,
            "certain",
            "certain" if reading.agreed else "fairly",
            reason(reading),
        )
        rows.append(dict(zip(LABEL_COLUMNS, values, strict=True)))
    return rows


def matching_rows() -> list[dict[str, str]]:
    """Return the rows of matching.csv."""
    return [
        {"rater": rater, "code": word.code, "shared": word.shared, "reason": word.reason}
        for rater, vocabulary in (("ada", ADA), ("bo", BO))
        for word in vocabulary
    ]
