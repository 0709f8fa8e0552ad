"""The shared codebook as it stood at a frozen version: which labels its codes had, and which were not merged yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coding.errors import BadInput
from coding.models import Code, CodebookVersion, Event, EventKind, Study


@dataclass(frozen=True, slots=True)
class CodebookState:
    """Shared codes by id: their labels, and what those that are merged are read as."""

    labels: dict[int, str]
    merged: dict[int, int]


def version_of(study: Study, number: int) -> CodebookVersion:
    version = study.codebook_versions.filter(number=number).first()
    if version is None:
        raise BadInput(f"The codebook has no version {number}.")
    return version


def codebook_state(study: int, codes: Sequence[Code], version: CodebookVersion | None = None) -> CodebookState:
    """The shared `codes` as they are now, or as they were at `version`, without later merges and renamings."""
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
    """The changes of shared codes since the version was frozen, the last one first."""
    common = Event.objects.filter(study=study, rater_scope__isnull=True)
    frozen = common.filter(kind=EventKind.CODEBOOK_FROZEN, data__version=version.number).first()
    found = common.filter(kind=EventKind.CODE_CHANGED, number__gt=frozen.number if frozen else 0)
    return list(found.order_by("-number"))


def undo_renames(labels: dict[int, str], events: Iterable[Event]) -> dict[int, str]:
    """Labels before these events. A change that names no code by id is that of the codes with its label."""
    found = dict(labels)
    for event in events:
        before, after = event.data["before"]["label"], event.data["after"]["label"]
        if before == after:
            continue
        named = event.data.get("id")
        for code, label in found.items():
            if label == after and named in {None, code}:
                found[code] = before
    return found
