"""The shared codes of the demo, and how its texts tell advisories apart. No rater has coded these advisories."""

from __future__ import annotations

from collections.abc import Callable
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
    """The shared codes that both raters gave to one advisory."""

    ada: str
    bo: str

    @property
    def agreed(self) -> bool:
        return self.ada == self.bo


def cwe(*numbers: int) -> Rule:
    """Return a rule for advisories that name one of these weaknesses."""
    weaknesses = {f"CWE-{number}" for number in numbers}
    return lambda fact: bool(fact.cwes & weaknesses)
