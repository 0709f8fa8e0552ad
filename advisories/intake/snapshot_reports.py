"""The report of a stored snapshot: its JSON, and the links of its evidence."""

from __future__ import annotations

from typing import Any, Final

from advisories.inspection import report_json as reports
from advisories.inspection.addresses import permalink
from advisories.inspection.report import Report
from advisories.models import Evidence, Snapshot

# Fields of evidence with the same name and value in the JSON.
COPIED: Final = (
    *("activity", "probe", "outcome", "reason", "line", "line_end", "excerpt", "tool", "scope", "state"),
    *("values", "source"),
)


def report_of(snapshot: Snapshot) -> Report:
    """Return the report of a stored snapshot, without the texts that were read."""
    return reports.from_json(json_of(snapshot))


def json_of(snapshot: Snapshot) -> dict[str, Any]:
    """Return the JSON of the report of a stored snapshot, as `inspect_project --json` prints it."""
    committed_at = snapshot.committed_at
    return {
        "format": reports.FORMAT,
        "project": {"name": snapshot.project.name, "address": snapshot.address},
        "snapshot": {
            "commit": snapshot.commit or None,
            "committed_at": f"{committed_at:%Y-%m-%dT%H:%M:%SZ}" if committed_at else None,
            "source": snapshot.source,
            "branch": snapshot.branch or None,
            "files": snapshot.files,
            "files_read": snapshot.files_read,
            "bytes_read": snapshot.bytes_read,
            "history": snapshot.history,
            "submodules": snapshot.submodules,
            "rules": snapshot.rules,
            "ossfuzz": snapshot.ossfuzz,
        },
        "activities": snapshot.suggestions,
        "evidence": [
            {name: getattr(row, name) for name in COPIED}
            | {"id": row.number, "path": row.path or None, "url": evidence_url(snapshot, row)}
            for row in snapshot.evidence.all()
        ],
        "problems": snapshot.problems,
    }


def evidence_url(snapshot: Snapshot, row: Evidence) -> str:
    """Return the permalink of a piece of evidence; "" if it has no file or the host is unknown."""
    if not row.path:
        return ""
    return permalink(snapshot.address, snapshot.commit or None, row.path, row.line, row.line_end)
