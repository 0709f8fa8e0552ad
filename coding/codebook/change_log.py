"""The change log of a study's shared codebook: who changed what, when and why, one row per change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coding.access import records
from coding.access.blinding import RaterLabels
from coding.clock import stamp
from coding.dataset.rows import CODE_TEXTS, CodeChangeRow
from coding.models import Event, EventKind, Member, Study
from coding.models.event_kinds import order_in_words

PARTS = ("label", *CODE_TEXTS, "colour", "parent")


def codebook_change_log(study: Study, reader: Member | None = None) -> tuple[CodeChangeRow, ...]:
    """Return all changes in order of time, one row per changed field, with raters as `reader` sees them."""
    names = RaterLabels(reader) if reader else None
    return tuple(row for event in records.codebook_events(study) for row in change_rows(event, names))


def change_rows(event: Event, names: RaterLabels | None = None) -> Iterator[CodeChangeRow]:
    """Yield the rows of one event, with raters as `names` labels them."""
    data: dict[str, Any] = event.data
    at = stamp(event.at)
    by = event.actor.name if event.actor else ""
    labels = names.by_name(event.round) if names and event.round else {}
    if event.rater_scope_id:  # a rater added the code while coding
        by = labels.get(by, by)
    match event.kind:
        case EventKind.CODE_ADDED:
            yield CodeChangeRow(at, by, "added", data["label"], "definition", "", data["definition"])
        case EventKind.CODE_CHANGED:
            before, after, reason = data["before"], data["after"], data["reason"]
            if before["retired"] != after["retired"]:
                change = "retired" if after["retired"] else "restored"
                yield CodeChangeRow(at, by, change, after["label"], reason=reason)
            for part in PARTS:
                old, new = before[part], after[part]
                if old != new:
                    yield CodeChangeRow(at, by, "changed", before["label"], part, old, new, reason)
        case EventKind.CODES_MERGED:
            yield CodeChangeRow(at, by, "merged", data["label"], after=data["into"], reason=data["reason"])
        case EventKind.CODES_ORDERED:
            before, after = (order_in_words(data[when]) for when in ("before", "after"))
            yield CodeChangeRow(at, by, "ordered", "", "order", before, after)
        case EventKind.MATCHING_CONFIRMED:
            for pair in data["pairs"]:
                private = f"{pair['code']} ({labels.get(pair['rater'], pair['rater'])})"
                yield CodeChangeRow(at, by, "matched", pair["label"], before=private, reason=pair["reason"])
        case EventKind.CODEBOOK_FROZEN:
            yield CodeChangeRow(at, by, "frozen", "", "version", after=str(data["version"]))
