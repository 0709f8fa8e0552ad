"""Labels and advisories of the walkthroughs."""

from __future__ import annotations

from typing import Any


def osv(number: int, severity: str) -> dict[str, Any]:
    return {
        "id": f"GHSA-aaaa-bbbb-000{number}",
        "modified": "2025-02-01T00:00:00Z",
        "published": "2025-01-01T00:00:00Z",
        "aliases": [f"CVE-2025-000{number}"],
        "summary": f"Flaw {number} in the demo server",
        "details": f"An attacker 🐛 can read **secret {number}** of the café.",
        "affected": [{"package": {"ecosystem": "PyPI", "name": "demo-server"}}],
        "database_specific": {"severity": severity, "cwe_ids": ["CWE-200"]},
    }


ADA = ["Unauthorized access", "Unauthorized access", "Exposure", "Denial of service"]
BO = ["Access without permission", "Exposed data", "Exposed data", "Denial of service"]
