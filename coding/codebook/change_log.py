"""The changes of a study's shared codebook as rows, out of its history: who, when, what, why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coding.access import records
from coding.access.blinding import RaterLabels
from coding.dataset.rows import CodeChangeRow
from coding.models import Event, Member, Study

PARTS = ("label", "definition", "when_to_use", "when_not_to_use", "examples", "near_misses", "colour", "parent")


def codebook_history(study: Study, reader: Member | None = None) -> tuple[CodeChangeRow, ...]:
    """Every change in order, with raters as `reader` sees them; a code changed in several parts has a row for each."""
    names = RaterLabels(reader) if reader else None
    return tuple(row for event in records.codebook_events(study) for row in changes_of(event, names))


def changes_of(event: Event, names: RaterLabels | None = None) -> Iterator[CodeChangeRow]:
    said: dict[str, Any] = event.data
    at = event.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    by = event.actor.name if event.actor else ""
    labels = names.by_name(event.round) if names and event.round else {}
    if event.rater_scope_id:  # made at a rater's seat
        by = labels.get(by, by)
    match event.kind:
        case "code_added":
            yield CodeChangeRow(at, by, "added", said["label"], "definition", "", said.get("definition", ""))
        case "code_changed":
            before, after, reason = said["before"], said["after"], said.get("reason", "")
            if before["retired"] != after["retired"]:
                change = "retired" if after["retired"] else "restored"
                yield CodeChangeRow(at, by, change, after["label"], reason=reason)
            for part in PARTS:
                was, now = before.get(part) or "", after.get(part) or ""
                if was != now:
                    yield CodeChangeRow(at, by, "changed", before["label"], part, was, now, reason)
        case "codes_merged":
            yield CodeChangeRow(at, by, "merged", said["label"], after=said["into"], reason=said["reason"])
        case "matching_confirmed":
            for pair in said["pairs"]:
                was = f"{pair['code']} ({labels.get(pair['rater'], pair['rater'])})"
                yield CodeChangeRow(at, by, "matched", pair["label"], before=was, reason=pair["reason"])
        case "codebook_frozen":
            yield CodeChangeRow(at, by, "frozen", "", "version", after=str(said["version"]))
