"""Stores sources: the files from which codings are entered. No other module creates one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coding.clock import now
from coding.formats.ratings.paths import base_name
from coding.models import Member, RatingSource, Round
from coding.rendering.escaping import single_line

LONGEST_NAME = 255


@dataclass(frozen=True)
class EnteredFile:
    """A file as it came, how it was read, and what else it shows to who has it."""

    name: str
    sha256: str
    bytes: int
    reading: Mapping[str, Any] = field(default_factory=dict)
    held_others: Sequence[str] = ()  # persons whose ratings it holds and that were not entered from it
    held_final: str = ""  # the column of decisions


def without_folders(value: Any, paths: Sequence[str]) -> Any:
    """Return the same JSON with the names of files in place of their paths, which tell who read them and where."""
    if isinstance(value, str):
        for path in sorted(paths, key=len, reverse=True):
            value = value.replace(path, base_name(path))
        return value
    if isinstance(value, list):
        return [without_folders(each, paths) for each in value]
    if isinstance(value, dict):
        return {name: without_folders(each, paths) for name, each in value.items()}
    return value


def entered_file(name: str, content: bytes, **reading: Any) -> EnteredFile:
    """Return a file with its hash; `reading` are further fields of `EnteredFile`."""
    return EnteredFile(name=name, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content), **reading)


def store_source(*, by: Member, coding_round: Round, door: RatingSource.Door, file: EnteredFile) -> RatingSource:
    """Store the file as a source of codings that `by` enters."""
    return RatingSource.objects.create(
        round=coding_round,
        name=single_line(base_name(file.name))[:LONGEST_NAME] or "unnamed file",
        sha256=file.sha256,
        bytes=file.bytes,
        door=door,
        entered_by=by,
        entered_at=now(),
        reading=dict(file.reading),
        held_others=list(file.held_others),
        held_final=file.held_final,
    )


class NewSource:
    """A file that is stored as a source with the first coding that comes from it."""

    def __init__(self, by: Member, coding_round: Round, door: RatingSource.Door, file: EnteredFile) -> None:
        self.by, self.coding_round, self.door, self.file = by, coding_round, door, file
        self._source: RatingSource | None = None

    def stored(self) -> RatingSource:
        """Return the source, and store it if this was not done."""
        if self._source is None:
            self._source = store_source(by=self.by, coding_round=self.coding_round, door=self.door, file=self.file)
        return self._source


def source_facts(source: RatingSource) -> dict[str, Any]:
    """Return what an event says of a source."""
    return {"file": source.name, "source": source.pk, "sha256": source.sha256}
