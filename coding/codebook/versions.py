"""State of the shared codebook at a frozen version: labels and merges without later changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coding.errors import BadInput
from coding.models import Code, CodebookVersion, Event, EventKind, Study


@dataclass(frozen=True, slots=True)
class CodebookState:
    """Shared codes by id: their labels, and the code that each merged code was merged into."""

    labels: dict[int, str]
    merged: dict[int, int]


def version_of(study: Study, number: int) -> CodebookVersion:
    """Return a frozen version of the codebook; raise BadInput if there is none of this number."""
    version = study.codebook_versions.filter(number=number).first()
    if version is None:
        raise BadInput(f"The codebook has no version {number}. Choose a frozen version.")
    return version


def codebook_state(study: int, codes: Sequence[Code], version: CodebookVersion | None = None) -> CodebookState:
    """Return labels and merges of the shared `codes`, now or at `version`."""
    labels = {code.pk: code.label for code in codes}
    merged = {code.pk: code.merged_into_id for code in codes if code.merged_into_id is not None}
    if version is None:
        return CodebookState(labels, merged)
    labels = undo_renames(labels, later_events(study, version))
    listed = {code["label"] for code in version.content}
    later = {
        code.pk
        for code in codes
        if code.retired_at and code.retired_at >= version.created_at and labels[code.pk] in listed
    }
    return CodebookState(labels, {code: into for code, into in merged.items() if code not in later})


def later_events(study: int, version: CodebookVersion) -> list[Event]:
    """Return the changes of shared codes since the version was frozen, the latest first."""
    common = Event.objects.filter(study=study, rater_scope__isnull=True)
    frozen = common.filter(kind=EventKind.CODEBOOK_FROZEN, data__version=version.number).first()
    changes = common.filter(kind=EventKind.CODE_CHANGED, number__gt=frozen.number if frozen else 0)
    return list(changes.order_by("-number"))


def undo_renames(labels: dict[int, str], events: Iterable[Event]) -> dict[int, str]:
    """Return the labels before these changes of codes."""
    earlier = dict(labels)
    for event in events:
        code = event.data["id"]
        if code in earlier:
            earlier[code] = event.data["before"]["label"]
    return earlier
